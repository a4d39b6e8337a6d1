"""What awaits the offices of the city, and how many plans stand where."""

from __future__ import annotations

from functools import cache

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from palu_asn.home.todo import Todo, last_day_of
from palu_asn.home.trays import Pile, Tray, Waiting
from personnel.composed import Given
from personnel.models import CivilServant, DataImport, RoleAssignment, Unit, User
from personnel.presence import Question, how_many, is_there
from personnel.shown import Figure
from personnel.templatetags.palu import angka
from planning import steps
from planning.models import Cycle, Plan, RatingDialogue
from planning.stages import Calendar
from planning.steps import Step

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
            url=f"{reverse('planning:plan_list')}?keadaan={status}",
            link="Lihat rencana",
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


def plans_waiting(user: User, calendar: Calendar) -> list[Pile]:
    """The plans that wait for a step of the person's office in the city."""
    held = [
        step for step in steps.STEPS if step.from_status != Plan.Status.DRAFT and user.has_role(step.role)
    ]
    return [_waiting_for(step, calendar) for step in held]


def _waiting_for(step: Step, calendar: Calendar) -> Pile:
    def told(count: int) -> list[Todo]:
        return [
            Todo(
                what=f"{count} {step.tray.what}",
                why=step.tray.why,
                url=f"{reverse('planning:plan_list')}?keadaan={step.from_status}",
                act=step.tray.act,
                due=last_day_of(calendar, step.due[1]),
                tone="soon",
            )
        ]

    return Pile(_plans_at(step.from_status), told)


@cache
def _plans_at(status: str) -> Question:
    return how_many(Plan.objects.filter(cycle=Given("cycle"), revision=0, status=status))


def as_city_hr(user: User, calendar: Calendar) -> list[Waiting]:
    """Ratings to decide, OPD that fall behind, files to look through, stages to set."""
    if not user.has_role(Role.CITY_HR):
        return []
    return [
        _to_decide(),
        _too_late(calendar),
        _files(),
        _without_plan(calendar.cycle),
        *([] if calendar else [_without_stages(calendar.cycle)]),
    ]


def _to_decide() -> Pile:
    def told(count: int) -> list[Todo]:
        return [
            Todo(
                what=f"{count} perbedaan penilaian menunggu keputusan",
                why="Pegawai dan atasannya tidak sepakat; keputusan Anda yang dihitung.",
                url=f"{reverse('planning:dialogue_list')}?keadaan=disagreed",
                act="Putuskan",
            )
        ]

    return Pile(_disagreed(), told)


@cache
def _disagreed() -> Question:
    disagreed = RatingDialogue.State.DISAGREED
    return how_many(RatingDialogue.objects.filter(cycle=Given("cycle"), state=disagreed))


def _too_late(calendar: Calendar) -> Tray:
    """Plans that are drafts after the last day on which their OPD could submit."""

    def told() -> list[Todo]:
        today = timezone.localdate()
        drafts = Plan.objects.filter(cycle=calendar.cycle, revision=0, status=Plan.Status.DRAFT)
        windows = (calendar.window_of(steps.STEPS[0], opd) for opd in drafts.values_list("unit", flat=True))
        late = sum(1 for window in windows if window and window.state(today) == "over")
        return [
            Todo(
                what=f"{late} OPD belum mengajukan rencana, dan waktunya sudah lewat",
                why="Perpanjang tahapnya dengan alasan, atau ingatkan pengelolanya.",
                url=reverse("planning:board", args=[calendar.cycle.year]),
                act="Lihat papan",
                when="Terlambat",
                tone="late",
            )
        ][: bool(late)]

    return Tray([_plans_at(Plan.Status.DRAFT)], told)


def _files() -> Pile:
    def told(count: int) -> list[Todo]:
        return [
            Todo(
                what=f"{count} berkas impor siap diperiksa",
                why="Isinya belum diterapkan sampai Anda menyetujuinya.",
                url=reverse("personnel:import_list"),
                act="Periksa berkas",
            )
        ]

    return Pile(_previewed(), told)


@cache
def _previewed() -> Question:
    return how_many(DataImport.objects.filter(status=DataImport.Status.PREVIEWED))


def _without_plan(cycle: Cycle) -> Pile:
    def told(count: int) -> list[Todo]:
        return [
            Todo(
                what=f"{count} OPD belum mempunyai rencana {cycle.year}",
                why="Setiap pegawai mempunyai hak dan kesempatan yang sama untuk dikembangkan.",
                url=reverse("planning:plan_list"),
                act="Lihat OPD",
            )
        ]

    return Pile(_opd_without_plan(), told)


@cache
def _opd_without_plan() -> Question:
    people = CivilServant.objects.filter(unit__opd=OuterRef("pk"))
    planned = Plan.objects.filter(unit=OuterRef("pk"), cycle=Given("cycle"))
    return how_many(Unit.objects.opd().active().filter(~Exists(planned), Exists(people)))


def _without_stages(cycle: Cycle) -> Tray:
    def told() -> list[Todo]:
        return [
            Todo(
                what=f"Tahapan {cycle.year} belum ditetapkan",
                why="Tanpa tahapan tidak ada batas waktu, pengingat, dan papan kemajuan.",
                url=reverse("planning:stage_edit", args=[cycle.year]),
                act="Tetapkan tahapan",
            )
        ]

    return Tray([_of_cycle()], told)


@cache
def _of_cycle() -> Question:
    return is_there(Cycle.objects.filter(pk=Given("cycle")))
