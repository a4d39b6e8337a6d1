"""What awaits the offices of the city, and how many plans stand where."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from palu_asn.home.todo import Figure, Todo, last_day_of
from personnel.models import CivilServant, DataImport, RoleAssignment, Unit, User
from personnel.templatetags.palu import angka
from planning.models import Cycle, Plan
from planning.reports.sheets import RatingTodos
from planning.stages import Act, Calendar, Stage

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
            what="Belum ada siklus yang dibuka",
            why="Rencana baru dapat disusun setelah siklus tahunnya dibuka.",
            url=reverse("planning:cycle_list"),
            act="Buka siklus",
        )
    ]


def as_mayor_or_secretary(user: User, cycle: Cycle, calendar: Calendar) -> list[Todo]:
    todos = []
    for role, status, act, what in (
        (Role.PPK, Plan.Status.AGREED, "Tetapkan rencana", "%(n)d rencana menunggu penetapan Anda"),
        (Role.PYB, Plan.Status.VERIFIED, "Setujui rencana", "%(n)d rencana menunggu persetujuan Anda"),
    ):
        if user.has_role(role):
            count = Plan.objects.filter(cycle=cycle, revision=0, status=status).count()
            if count:
                todos.append(
                    Todo(
                        what=what % {"n": count},
                        why=(
                            "Semua kantor sebelum Anda sudah memeriksanya; catatannya tertulis pada jalurnya."
                        ),
                        url=f"{reverse('planning:plan_list')}?status={status}",
                        act=act,
                        due=last_day_of(calendar, Stage.RATIFICATION),
                        tone="soon",
                    )
                )
    return todos


def as_city_hr(user: User, cycle: Cycle, calendar: Calendar, ratings: RatingTodos) -> list[Todo]:
    """Plans to verify, ratings to decide, files to look through, and OPD that fall behind."""
    if not user.has_role(Role.CITY_HR):
        return []
    submitted = Plan.objects.filter(cycle=cycle, revision=0, status=Plan.Status.SUBMITTED).count()
    waiting = DataImport.objects.filter(status=DataImport.Status.PREVIEWED).count()
    without_plan = _opds_without_plan(cycle)
    late = _opds_too_late(cycle, calendar)
    todos = [
        Todo(
            what=f"{submitted} rencana menunggu verifikasi",
            why="Unit tidak dapat mengubah rencana selama menunggu verifikasi.",
            url=f"{reverse('planning:plan_list')}?status=submitted",
            act="Verifikasi",
            due=last_day_of(calendar, Stage.VERIFICATION),
            tone="soon" if submitted else "",
        ),
        Todo(
            what=f"{ratings.to_decide} perbedaan penilaian menunggu keputusan",
            why="Pegawai dan atasannya tidak sepakat; keputusan Anda yang dihitung.",
            url=f"{reverse('planning:dialogue_list')}?keadaan=disagreed",
            act="Putuskan",
        ),
        Todo(
            what=f"{late} OPD belum mengajukan rencana, dan waktunya sudah lewat",
            why="Perpanjang tahapnya dengan alasan, atau ingatkan pengelolanya.",
            url=reverse("planning:board", args=[cycle.year]),
            act="Lihat papan",
            when="Terlambat",
            tone="late",
        ),
        Todo(
            what=f"{waiting} berkas impor siap diperiksa",
            why="Isinya belum diterapkan sampai Anda menyetujuinya.",
            url=reverse("personnel:import_list"),
            act="Periksa berkas",
        ),
        Todo(
            what=f"{without_plan} OPD belum mempunyai rencana {cycle.year}",
            why="Setiap pegawai berhak dan berkesempatan sama untuk dikembangkan.",
            url=reverse("planning:plan_list"),
            act="Lihat OPD",
        ),
        Todo(
            what=f"Tahapan {cycle.year} belum ditetapkan",
            why="Tanpa tahapan tidak ada batas waktu, pengingat, dan papan kemajuan.",
            url=reverse("planning:stage_edit", args=[cycle.year]),
            act="Tetapkan tahapan",
        ),
    ]
    counts = (submitted, ratings.to_decide, late, waiting, without_plan, not calendar)
    return [todo for todo, count in zip(todos, counts, strict=True) if count]


def _opds_without_plan(cycle: Cycle) -> int:
    people = CivilServant.objects.filter(unit__opd=OuterRef("pk"))
    return Unit.objects.opd().active().filter(Exists(people)).exclude(plans__cycle=cycle).count()


def _opds_too_late(cycle: Cycle, calendar: Calendar) -> int:
    """Plans that are drafts after the last day on which their OPD could submit."""
    today = timezone.localdate()
    drafts = Plan.objects.filter(cycle=cycle, revision=0, status=Plan.Status.DRAFT)
    windows = (calendar.window_of(Act.SUBMIT, opd) for opd in drafts.values_list("unit", flat=True))
    return sum(1 for window in windows if window and window.state(today) == "over")
