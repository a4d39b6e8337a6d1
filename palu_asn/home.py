"""What awaits a person: one list, the most pressing first, each entry with the reason and one button."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from personnel.models import CivilServant, DataImport, RoleAssignment, Unit, User
from personnel.templatetags.palu import angka, rupiah
from planning.approval import next_office
from planning.completeness import complete_plans
from planning.models import Cycle, Need, Plan, PlanStep, PlanTarget
from planning.reports.plans import plan_figures
from planning.views.paths import Stop, path_of

Role = RoleAssignment.Role


@dataclass(frozen=True)
class Todo:
    """One thing to do, as the component ``todo_list`` shows it."""

    what: str
    why: str
    url: str
    act: str
    when: str = ""
    tone: str = "info"

    def __post_init__(self) -> None:
        if not self.when:
            object.__setattr__(self, "when", _("Menunggu"))


@dataclass(frozen=True)
class Figure:
    """A number and what it counts."""

    number: str
    label: str
    url: str = ""


def city_figures(user: User, cycle: Cycle | None) -> list[Figure]:
    """For the offices that look over the city: how many plans stand where. One query."""
    if cycle is None or not user.sees_city:
        return []
    counts = dict(Plan.objects.filter(cycle=cycle).order_by().values_list("status").annotate(n=Count("pk")))
    return [
        Figure(
            angka(counts.get(status, 0)),
            str(status.label),
            f"{reverse('planning:plan_list')}?status={status}",
        )
        for status in Plan.Status
    ]


@dataclass(frozen=True)
class PlanCard:
    """The state of one unit's plan: its path, who must act next, and four figures."""

    pk: int
    title: str
    path: list[Stop]
    next: str
    figures: list[Figure]


def plans_of(user: User, cycle: Cycle | None) -> list[PlanCard]:
    """The plans of the units in which the person drafts or submits; city offices have the list instead."""
    units = {r.unit.opd_id for r in user.active_roles if r.unit and r.role in RoleAssignment.UNIT_ROLES}
    if cycle is None or not units:
        return []
    plans = (
        Plan.objects.filter(cycle=cycle, unit__in=units)
        .select_related("unit", "cycle")
        .prefetch_related("steps")
        .order_by("unit__name")[:3]
    )
    return [_card(plan) for plan in plans]


def _card(plan: Plan) -> PlanCard:
    figures = plan_figures(plan)
    cover = figures.coverage
    office = next_office(plan)
    return PlanCard(
        pk=plan.pk,
        title=str(plan),
        path=path_of(plan, plan.steps.all()),
        next=office[:1].upper() + office[1:] if office else "",
        figures=[
            Figure(angka(figures.items), _("butir · %(n)s belum lengkap") % {"n": angka(figures.incomplete)}),
            Figure(
                rupiah(figures.cost),
                _("dari pagu %(ceiling)s") % {"ceiling": rupiah(plan.budget_ceiling)}
                if plan.budget_ceiling
                else _("pagu belum diisi"),
            ),
            Figure(
                _("%(reached)s dari %(all)s")
                % {"reached": angka(cover.pns_reached), "all": angka(cover.pns)},
                _("PNS mencapai %(floor)d JP") % {"floor": plan.cycle.jp_floor},
            ),
            Figure(angka(figures.people), _("pegawai menjadi sasaran")),
        ],
    )


def todos_of(user: User, cycle: Cycle | None) -> list[Todo]:
    """Everything that awaits the person in the open cycle; a handful of queries for any city."""
    if cycle is None:
        return _without_cycle(user)
    return [
        *_as_mayor_or_secretary(user, cycle),
        *_as_city_hr(user, cycle),
        *_as_unit_head(user, cycle),
        *_as_unit_hr(user, cycle),
        *_as_superior(user, cycle),
        *_as_civil_servant(user, cycle),
    ]


def _without_cycle(user: User) -> list[Todo]:
    if not user.has_role(Role.CITY_HR):
        return []
    return [
        Todo(
            what=_("Belum ada siklus yang dibuka"),
            why=_("Rencana baru dapat disusun setelah siklus tahunnya dibuka."),
            url=reverse("planning:cycle_list"),
            act=_("Buka siklus"),
        )
    ]


def _as_mayor_or_secretary(user: User, cycle: Cycle) -> list[Todo]:
    todos = []
    for role, status, act, what in (
        (Role.PPK, Plan.Status.AGREED, _("Tetapkan rencana"), _("%(n)d rencana menunggu penetapan Anda")),
        (Role.PYB, Plan.Status.VERIFIED, _("Setujui rencana"), _("%(n)d rencana menunggu persetujuan Anda")),
    ):
        if user.has_role(role):
            count = Plan.objects.filter(cycle=cycle, status=status).count()
            if count:
                todos.append(
                    Todo(
                        what=what % {"n": count},
                        why=_(
                            "Semua kantor sebelum Anda sudah memeriksanya; catatannya tertulis pada jalurnya."
                        ),
                        url=f"{reverse('planning:plan_list')}?status={status}",
                        act=act,
                        tone="soon",
                    )
                )
    return todos


def _as_city_hr(user: User, cycle: Cycle) -> list[Todo]:
    if not user.has_role(Role.CITY_HR):
        return []
    todos = []
    submitted = Plan.objects.filter(cycle=cycle, status=Plan.Status.SUBMITTED).count()
    if submitted:
        todos.append(
            Todo(
                what=_("%(n)d rencana menunggu verifikasi") % {"n": submitted},
                why=_("Unit tidak dapat mengubah rencana selama menunggu verifikasi."),
                url=f"{reverse('planning:plan_list')}?status=submitted",
                act=_("Verifikasi"),
                tone="soon",
            )
        )
    waiting = DataImport.objects.filter(status=DataImport.Status.PREVIEWED).count()
    if waiting:
        todos.append(
            Todo(
                what=_("%(n)d berkas impor siap diperiksa") % {"n": waiting},
                why=_("Isinya belum diterapkan sampai Anda menyetujuinya."),
                url=reverse("personnel:import_list"),
                act=_("Periksa berkas"),
            )
        )
    without_plan = (
        Unit.objects.opd()
        .active()
        .filter(Exists(CivilServant.objects.filter(unit__opd=OuterRef("pk"))))
        .exclude(plans__cycle=cycle)
        .count()
    )
    if without_plan:
        todos.append(
            Todo(
                what=_("%(n)d OPD belum mempunyai rencana %(year)d")
                % {"n": without_plan, "year": cycle.year},
                why=_("Setiap pegawai berhak dan berkesempatan sama untuk dikembangkan."),
                url=reverse("planning:plan_list"),
                act=_("Lihat OPD"),
            )
        )
    return todos


def _as_unit_head(user: User, cycle: Cycle) -> list[Todo]:
    units = [r.unit for r in user.active_roles if r.role == Role.UNIT_HEAD and r.unit]
    if not units:
        return []
    drafts = Plan.objects.filter(cycle=cycle, unit__in=units, status=Plan.Status.DRAFT).select_related(
        "unit", "cycle"
    )
    return [
        Todo(
            what=_("%(plan)s lengkap dan siap diajukan") % {"plan": plan},
            why=_("Setelah diajukan, BKPSDMD memverifikasinya."),
            url=reverse("planning:plan_detail", args=[plan.pk]),
            act=_("Periksa dan ajukan"),
            tone="soon",
        )
        for plan in complete_plans(drafts)
    ]


def _as_unit_hr(user: User, cycle: Cycle) -> list[Todo]:
    # Who manages only a part of an OPD draws up no plan of its own.
    units = [r.unit for r in user.active_roles if r.role == Role.UNIT_HR and r.unit and r.unit.is_opd]
    if not units:
        return []
    plans = {
        plan.unit_id: plan
        for plan in Plan.objects.filter(cycle=cycle, unit__in=units)
        .select_related("unit", "cycle")
        .annotate(
            returns=Count("steps", filter=Q(steps__step=PlanStep.Step.RETURN), distinct=True),
            items_count=Count("items", distinct=True),
        )
    }
    complete = set(
        complete_plans(Plan.objects.filter(cycle=cycle, unit__in=units)).values_list("pk", flat=True)
    )
    todos = []
    for unit in units:
        plan = plans.get(unit.pk)
        if plan is None:
            todos.append(
                Todo(
                    what=_("Rencana %(unit)s %(year)d belum dibuat") % {"unit": unit, "year": cycle.year},
                    why=_("Draf pertama dapat disusun dari kebutuhan yang sudah terukur."),
                    url=f"{reverse('planning:plan_new')}?unit={unit.pk}",
                    act=_("Buat rencana"),
                    tone="soon",
                )
            )
        elif plan.status == Plan.Status.DRAFT and (plan.returns or plan.pk not in complete):
            todos.append(_draft_todo(plan))
    return todos


def _draft_todo(plan: Plan) -> Todo:
    url = reverse("planning:plan_detail", args=[plan.pk])
    if plan.returns:  # type: ignore[attr-defined]  # annotated above
        return Todo(
            what=_("%(plan)s dikembalikan untuk diperbaiki") % {"plan": plan},
            why=_("Catatan kantor yang mengembalikannya tertulis pada jalur rencana."),
            url=url,
            act=_("Baca catatan"),
            tone="late",
        )
    if not plan.items_count:  # type: ignore[attr-defined]
        return Todo(
            what=_("%(plan)s masih kosong") % {"plan": plan},
            why=_("Susun draf dari kebutuhan, atau tambahkan butir sendiri."),
            url=url,
            act=_("Susun draf"),
            tone="soon",
        )
    return Todo(
        what=_("%(plan)s belum lengkap") % {"plan": plan},
        why=_("Rencana tidak dapat diajukan sebelum tujuh unsur setiap butir terisi."),
        url=url,
        act=_("Lengkapi butir"),
        tone="soon",
    )


def _as_superior(user: User, cycle: Cycle) -> list[Todo]:
    if user.civil_servant_id is None:
        return []
    count = (
        CivilServant.objects.plan_targets()
        .filter(superior=user.civil_servant_id)
        .filter(
            Exists(Need.objects.current().filter(civil_servant=OuterRef("pk"), status=Need.Status.UNASSESSED))
        )
        .count()
    )
    if not count:
        return []
    return [
        Todo(
            what=ngettext(
                "%(n)d bawahan Anda belum dinilai lengkap", "%(n)d bawahan Anda belum dinilai lengkap", count
            )
            % {"n": count},
            why=_("Tanpa penilaian, kebutuhan mereka tidak terlihat dalam rencana."),
            url=reverse("planning:need_subordinates", args=[cycle.year]),
            act=_("Lihat nama"),
        )
    ]


def _as_civil_servant(user: User, cycle: Cycle) -> list[Todo]:
    if user.civil_servant_id is None:
        return []
    lines = PlanTarget.objects.filter(plan__cycle=cycle, civil_servant=user.civil_servant_id).count()
    if not lines:
        return []
    return [
        Todo(
            what=_("%(n)d butir rencana %(year)d untuk Anda") % {"n": lines, "year": cycle.year},
            why=_("Lihat apa yang direncanakan bagi Anda, dan alasannya."),
            url=reverse("planning:my_plan"),
            act=_("Lihat butir saya"),
            when=_("Untuk diketahui"),
        )
    ]
