"""The numbers of the text chapters: needs, participation, signatures. Set-based; each a few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from personnel.models import CivilServant, LegalBasis, RoleAssignment, Unit
from planning.models import (
    Competency,
    CompetencyRating,
    Cycle,
    LearningYear,
    Need,
    NeedSummary,
    Plan,
    PlanStep,
    UnitNeed,
)

Role = RoleAssignment.Role


# --- Needs ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """Assessed people of a row in one competency: how many, with a gap, and the gap on average."""

    people: int = 0
    assessed: int = 0
    with_gap: int = 0
    gap_sum: int = 0

    @property
    def average(self) -> Decimal | None:
        return Decimal(self.gap_sum) / self.assessed if self.assessed else None


@dataclass(frozen=True)
class MapRow:
    """A unit with a cell for each competency."""

    label: str
    people: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class NeedFigures:
    """The gap summary of a plan or of the city."""

    competencies: tuple[Competency, ...]
    rows: tuple[MapRow, ...]
    total: MapRow
    met: int
    gap: int
    unassessed: int

    @property
    def columns(self) -> list[tuple[Competency, Cell]]:
        """Each competency with its sum over all rows."""
        return list(zip(self.competencies, self.total.cells, strict=True))

    @property
    def needs(self) -> int:
        return self.met + self.gap + self.unassessed


def need_figures(source: QuerySet[Any], rows: Sequence[Unit], group: str) -> NeedFigures:
    """Of ``UnitNeed`` or of a plan's snapshot (see ``live`` and ``frozen``), a row for each unit."""
    competencies = tuple(Competency.objects.core().active().order_by("order", "code"))
    cells: dict[tuple[Any, int], Cell] = {}
    for unit_id, competency_id, *counts in source.values_list(group, "competency_id", *COUNTS):
        cells[unit_id, competency_id] = Cell(*(count or 0 for count in counts))
    ids = [competency.pk for competency in competencies]
    map_rows = tuple(_row(unit.name, [cells.get((unit.pk, pk), Cell()) for pk in ids]) for unit in rows)
    total = _row("Seluruhnya", [_sum(cell for (_u, pk), cell in cells.items() if pk == one) for one in ids])
    everything = _sum(cells.values())
    return NeedFigures(
        competencies=competencies,
        rows=tuple(row for row in map_rows if row.people),
        total=total,
        met=everything.assessed - everything.with_gap,
        gap=everything.with_gap,
        unassessed=everything.people - everything.assessed,
    )


COUNTS = ("n_people", "n_assessed", "n_with_gap", "n_gap")


def live(group: str, **where: Any) -> QuerySet[Any]:
    """The needs as they are now, added up by the group and competency."""
    return (
        UnitNeed.objects.filter(**where)
        .order_by()
        .values(group, "competency_id")
        .annotate(
            n_people=Sum("people"),
            n_assessed=Sum("assessed"),
            n_with_gap=Sum("with_gap"),
            n_gap=Sum("gap_sum"),
        )
    )


def frozen(plan: Plan) -> QuerySet[Any]:
    """The needs on which a ratified plan stands."""
    return (
        plan.need_snapshots.filter(basis=Need.Basis.CURRENT)
        .order_by()
        .values("civil_servant__unit", "competency_id")
        .annotate(
            n_people=Count("pk"),
            n_assessed=Count("attained"),
            n_with_gap=Count("pk", filter=Q(gap__gt=0)),
            n_gap=Sum("gap"),
        )
    )


def _row(label: str, cells: Sequence[Cell]) -> MapRow:
    return MapRow(label, max((cell.people for cell in cells), default=0), tuple(cells))


def _sum(cells: Iterable[Cell]) -> Cell:
    listed = list(cells)
    return Cell(
        sum(cell.people for cell in listed),
        sum(cell.assessed for cell in listed),
        sum(cell.with_gap for cell in listed),
        sum(cell.gap_sum for cell in listed),
    )


def plan_needs(plan: Plan) -> NeedFigures:
    """By the units of an OPD: from the snapshot once the plan is ratified."""
    units = list(Unit.objects.filter(opd=plan.unit_id).order_by("path"))
    if plan.status == Plan.Status.RATIFIED and plan.need_snapshots.exists():
        return need_figures(frozen(plan), units, "civil_servant__unit")
    return need_figures(live("unit_id", opd=plan.unit_id), units, "unit_id")


def city_needs() -> NeedFigures:
    """By OPD."""
    return need_figures(live("opd_id"), list(Unit.objects.opd().order_by("name")), "opd_id")


# --- Participation ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Participation:
    """How many of the people took part in what, as far as it is known."""

    people: int
    assessed: int
    fully_assessed: int
    by_source: tuple[tuple[str, int], ...]
    learning_year: int
    learned: int
    reached_floor: int


def participation(people: QuerySet[CivilServant], cycle: Cycle) -> Participation:
    """Of the people whom the plan must cover."""
    targets = people.plan_targets()  # type: ignore[attr-defined]
    summaries = NeedSummary.objects.filter(basis=Need.Basis.CURRENT, civil_servant__in=targets)
    counts = summaries.aggregate(
        some=Count("pk", filter=Q(assessed__gt=0)),
        full=Count("pk", filter=Q(assessed__gt=0, assessed=F("competencies"))),
    )
    sources = dict(
        CompetencyRating.objects.filter(civil_servant__in=targets)
        .order_by()
        .values_list("source")
        .annotate(n=Count("civil_servant", distinct=True))
    )
    year = cycle.year - 1
    learned = LearningYear.objects.filter(civil_servant__in=targets, year__in=[year, year - 1]).order_by()
    newest = learned.values_list("year", flat=True).distinct().order_by("-year").first() or year
    hours = learned.filter(year=newest, jp_counted__gt=0)
    return Participation(
        people=targets.count(),
        assessed=counts["some"],
        fully_assessed=counts["full"],
        by_source=tuple(
            (str(label), sources.get(source, 0)) for source, label in CompetencyRating.Source.choices
        ),
        learning_year=newest,
        learned=hours.count(),
        reached_floor=hours.filter(jp_counted__gte=cycle.jp_floor).count(),
    )


# --- Law and signatures -----------------------------------------------------------------------


def legal_bases(on: dt.date) -> list[str]:
    """The regulations in force on the day, as printed."""
    rows = LegalBasis.objects.filter(Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return list(rows.values_list("text", flat=True))


@dataclass(frozen=True)
class Signatory:
    """Who signs: what stands above and below the empty space."""

    act: str
    title: str
    name: str
    nip: str


def signatory(act: str, role: str, *, unit: Unit | None, on: dt.date) -> Signatory:
    """The holder of the office on the day; Plt. and Plh. come before the one whose place they take."""
    rows = (
        RoleAssignment.objects.in_force(on).filter(role=role, unit=unit).select_related("user__civil_servant")
    )
    order: dict[str, int] = {RoleAssignment.Capacity.DAILY: 0, RoleAssignment.Capacity.ACTING: 1}
    holder = min(rows, key=lambda row: (order.get(row.capacity, 2), -row.starts_on.toordinal()), default=None)
    if holder is None:
        return Signatory(act, OFFICES[role], "", "")
    person = holder.user.civil_servant
    return Signatory(act, holder.title, holder.user.get_full_name(), person.nip if person else "")


OFFICES: dict[str, str] = {
    Role.UNIT_HEAD: "Kepala unit kerja",
    Role.CITY_HR: "Kepala BKPSDMD Kota Palu",
    Role.PYB: "Sekretaris Daerah Kota Palu",
    Role.PPK: "Wali Kota Palu",
}


@dataclass(frozen=True)
class PathStep:
    """One act on the way of the plan, as it is printed."""

    act: str
    title: str
    name: str
    at: dt.datetime


def path_of(plan: Plan) -> list[PathStep]:
    """The acts of the plan's last round."""
    last = PlanStep.objects.filter(plan=plan).order_by("-round").values_list("round", flat=True).first()
    steps = PlanStep.objects.filter(plan=plan, round=last or 0).exclude(step=PlanStep.Step.RETURN)
    return [
        PathStep(
            step.get_step_display(), step.title or step.get_office_display(), step.by.get_full_name(), step.at
        )
        for step in steps.select_related("by__civil_servant").order_by("at", "pk")
    ]


def today_of(moment: dt.datetime) -> dt.date:
    """The day in the city."""
    return timezone.localdate(moment)
