"""What awaits the offices of the city, and how many plans stand where."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from palu_asn.home.todo import Figure, Todo
from personnel.models import CivilServant, DataImport, RoleAssignment, Unit, User
from personnel.templatetags.palu import angka
from planning.models import Cycle, Plan
from planning.stages import Calendar

Role = RoleAssignment.Role


def city_figures(user: User, cycle: Cycle | None) -> list[Figure]:
    """For the offices that look over the city: how many plans stand where. One query."""
    if cycle is None or not user.sees_city:
        return []
    of_year = Plan.objects.current().filter(cycle=cycle)
    counts = dict(of_year.order_by().values_list("status").annotate(n=Count("pk")))
    return [
        Figure(
            angka(counts.get(status, 0)),
            str(status.label),
            f"{reverse('planning:plan_list')}?status={status}",
        )
        for status in Plan.Status
        if status != Plan.Status.DISCARDED  # counts for nothing
    ]


def without_cycle(user: User) -> list[Todo]:
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


def as_mayor_or_secretary(user: User, cycle: Cycle, calendar: Calendar) -> list[Todo]:
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


def as_city_hr(user: User, cycle: Cycle, calendar: Calendar) -> list[Todo]:
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
