"""What awaits the offices of the city, and how many plans stand where."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from palu_asn.home.todo import Figure, Todo, last_day_of
from personnel.models import CivilServant, DataImport, RoleAssignment, Unit, User
from personnel.templatetags.palu import angka
from planning import steps
from planning.models import Cycle, Plan
from planning.reports.sheets import RatingTodos
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
            f"{reverse('planning:plan_list')}?keadaan={status}",
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


def plans_waiting(user: User, cycle: Cycle, calendar: Calendar) -> list[Todo]:
    """How many plans wait for a step of the person's office in the city."""
    todos = []
    for step in steps.STEPS:
        if step.from_status == Plan.Status.DRAFT or not user.has_role(step.role):
            continue
        count = Plan.objects.filter(cycle=cycle, revision=0, status=step.from_status).count()
        if count:
            todos.append(
                Todo(
                    what=f"{count} {step.tray.what}",
                    why=step.tray.why,
                    url=f"{reverse('planning:plan_list')}?keadaan={step.from_status}",
                    act=step.tray.act,
                    due=last_day_of(calendar, step.due[1]),
                    tone="soon",
                )
            )
    return todos


def as_city_hr(user: User, cycle: Cycle, calendar: Calendar, ratings: RatingTodos) -> list[Todo]:
    """Ratings to decide, files to look through, and OPD that fall behind."""
    if not user.has_role(Role.CITY_HR):
        return []
    waiting = DataImport.objects.filter(status=DataImport.Status.PREVIEWED).count()
    without_plan = _opds_without_plan(cycle)
    late = _opds_too_late(cycle, calendar)
    todos = [
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
    counts = (ratings.to_decide, late, waiting, without_plan, not calendar)
    return [todo for todo, count in zip(todos, counts, strict=True) if count]


def _opds_without_plan(cycle: Cycle) -> int:
    people = CivilServant.objects.filter(unit__opd=OuterRef("pk"))
    return Unit.objects.opd().active().filter(Exists(people)).exclude(plans__cycle=cycle).count()


def _opds_too_late(cycle: Cycle, calendar: Calendar) -> int:
    """Plans that are drafts after the last day on which their OPD could submit."""
    today = timezone.localdate()
    drafts = Plan.objects.filter(cycle=cycle, revision=0, status=Plan.Status.DRAFT)
    windows = (calendar.window_of(steps.STEPS[0], opd) for opd in drafts.values_list("unit", flat=True))
    return sum(1 for window in windows if window and window.state(today) == "over")
