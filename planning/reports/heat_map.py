"""The heat map: units or groups down, competencies across, and how wide the gaps are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from personnel.models import Turn, Unit
from personnel.remembered import remembered
from planning.models import Competency, Cycle, Need, NeedSummary, UnitNeed

CORE, TECHNICAL = "core", "teknis"
#: What is counted over the summaries of people, for a map, for an OPD or for the city.
PEOPLE: dict[str, Any] = {
    "n": Count("pk"),
    "a": Sum("competencies", default=0),
    "b": Sum("assessed", default=0),
    "c": Count("pk", filter=Q(with_gap__gt=0)),
    "d": Count("pk", filter=Q(assessed=0, competencies__gt=0)),
    "e": Count("pk", filter=Q(assessed=F("competencies"), competencies__gt=0)),
    "f": Count("pk", filter=Q(competencies=0)),
}


@dataclass(slots=True)
class HeatCell:
    """One unit and one competency. ``average``: exact gap over the assessed; None while too few are."""

    people: int = 0
    assessed: int = 0
    with_gap: int = 0
    gap_sum: int = 0
    minimum_percent: int = 50

    @property
    def average(self) -> Decimal | None:
        if not self.assessed or self.assessed * 100 < self.minimum_percent * self.people:
            return None
        return Decimal(self.gap_sum) / self.assessed

    def add(self, people: int, assessed: int, with_gap: int, gap_sum: int) -> None:
        self.people += people
        self.assessed += assessed
        self.with_gap += with_gap
        self.gap_sum += gap_sum


@dataclass(slots=True)
class HeatRow:
    """A unit with everything below it, or (``is_direct``) only the people in the unit itself; no unit: the
    total."""

    unit: Unit | None
    cells: list[HeatCell]
    is_direct: bool = False
    people: int = 0
    required: int = 0  # pairs of person and competency
    assessed: int = 0  # of these pairs
    people_with_gap: int = 0
    people_unassessed: int = 0

    @property
    def assessed_percent(self) -> Decimal | None:
        """Share of the required assessments that are there; None when nothing is required."""
        return percent(self.assessed, self.required)

    @property
    def average(self) -> Decimal:
        """Over all competencies shown, to sort by; nothing assessed comes last."""
        assessed = sum(cell.assessed for cell in self.cells)
        return Decimal(sum(cell.gap_sum for cell in self.cells)) / assessed if assessed else Decimal(-1)


@dataclass(frozen=True)
class HeatMap:
    competencies: Sequence[Competency]
    rows: Sequence[HeatRow]
    totals: HeatRow

    def worst_first(self, competency: int | None) -> HeatMap:
        """The same map, the unit with the largest gap in one competency first; unknown comes last."""
        places = [place for place, one in enumerate(self.competencies) if one.pk == competency]
        if not places:
            return self

        def gap(row: HeatRow) -> Decimal:
            average = row.cells[places[0]].average
            return Decimal(-1) if average is None else average

        return replace(self, rows=sorted(self.rows, key=gap, reverse=True))


def percent(part: int, whole: int) -> Decimal | None:
    return Decimal(part) * 100 / whole if whole else None


def competencies_of(kind: str | None) -> list[Competency]:
    """None: all; ``core``: the nine; ``teknis``: all technical ones; a sector: its technical ones."""
    listed = Competency.objects.active().order_by("order", "code").defer("definition")
    if kind == CORE:
        listed = listed.core()
    elif kind:
        listed = listed.filter(kind=Competency.Kind.TECHNICAL)
        if kind != TECHNICAL:
            listed = listed.filter(sector=kind)
    return list(listed)


def heat_map(
    *,
    cycle: Cycle,
    scope: Unit | None = None,
    by: str = "opd",
    kind: str | None = None,
    employment: Collection[str] | str | None = None,
    level: Collection[str] | str | None = None,
    units: QuerySet[Unit] | None = None,
    order: str = "gap",
) -> HeatMap:
    """Units × competencies, active people against the post held. Four queries, however large the city; one
    for the whole map while nothing has changed. Not to be changed by who gets it.

    ``by="opd"``: a row per OPD; ``by="unit"``: a row per child of ``scope`` and one for the people directly
    in it. ``units`` limits what is added up (the caller's ``Unit.objects.visible_to``). ``order``: gap,
    name or people.
    """
    if employment or level or units is not None:
        return _added_up(
            cycle=cycle,
            scope=scope,
            by=by,
            kind=kind,
            employment=employment,
            level=level,
            units=units,
            order=order,
        )
    about = (cycle.minimum_assessed_percent, scope.pk if scope else None, by, kind, order)
    return remembered(
        lambda: _added_up(cycle=cycle, scope=scope, by=by, kind=kind, order=order),
        "heat map",
        *about,
        rests_on=RESTS_ON,
    )


#: The tables of the sums, and of the units in whose rows they stand.
RESTS_ON = (Turn.Subject.NEEDS, Turn.Subject.PEOPLE)


def _added_up(
    *,
    cycle: Cycle,
    scope: Unit | None,
    by: str,
    kind: str | None,
    order: str,
    employment: Collection[str] | str | None = None,
    level: Collection[str] | str | None = None,
    units: QuerySet[Unit] | None = None,
) -> HeatMap:
    conditions = limits_of(scope, employment, level, units)
    competencies = competencies_of(kind)
    # The column is asked for by id, so that the sums come straight from the narrow table.
    sums = list(
        UnitNeed.objects.filter(conditions, competency_id__in=[c.pk for c in competencies])
        .values_list("opd_id" if by == "opd" else "unit_id", "competency_id")
        .annotate(a=Sum("people"), b=Sum("assessed"), c=Sum("with_gap"), d=Sum("gap_sum"))
        .order_by()
    )
    people = list(
        NeedSummary.objects.filter(conditions, basis=Need.Basis.CURRENT, is_target=True)
        .values_list("opd_id" if by == "opd" else "unit_id")
        .annotate(**PEOPLE)
        .order_by()
    )
    asked = {competency for _unit, competency, *_sums in sums}
    shown = competencies if kind == CORE else [c for c in competencies if c.pk in asked]
    groups = _groups(scope, by, {unit for unit, *_sums in people})
    rows = _fill(groups, shown, sums, people, cycle.minimum_assessed_percent)
    return HeatMap(shown, _sorted(rows, order), _total(rows, len(shown), cycle.minimum_assessed_percent))


def limits_of(
    scope: Unit | None,
    employment: Collection[str] | str | None,
    level: Collection[str] | str | None,
    units: QuerySet[Unit] | None,
) -> Q:
    """Of the summaries of people or of units those that are looked at; None: all."""
    conditions = Q()
    if scope is not None:
        conditions &= Q(unit__in=Unit.objects.filter(path__startswith=scope.path))
    if units is not None:
        conditions &= Q(unit__in=units)
    if employment:
        conditions &= Q(employment__in=[employment] if isinstance(employment, str) else list(employment))
    if level:
        conditions &= Q(position_level__in=[level] if isinstance(level, str) else list(level))
    return conditions


def _groups(scope: Unit | None, by: str, present: set[int]) -> dict[int, Unit]:
    """unit id → the unit whose row it is added to. Only units with people have a row."""
    if by == "opd":
        return {unit.pk: unit for unit in Unit.objects.filter(pk__in=present)}
    if scope is None:
        raise ValueError("A map by sub-unit needs the unit above.")
    below = list(Unit.objects.filter(path__startswith=scope.path))
    depth = len(scope.path)
    children = {unit.path: unit for unit in below if unit.parent_id == scope.pk}
    groups = {}
    for unit in below:
        if unit.pk in present:
            head = scope.path + unit.path[depth:].partition(".")[0] + "."
            groups[unit.pk] = scope if unit.pk == scope.pk else children[head]
    return groups


def _fill(
    groups: dict[int, Unit],
    shown: Sequence[Competency],
    sums: Iterable[tuple[int, int, int, int, int, int]],
    people: Iterable[tuple[int, ...]],
    minimum: int,
) -> list[HeatRow]:
    place = {competency.pk: index for index, competency in enumerate(shown)}
    rows: dict[int, HeatRow] = {}
    direct = {unit.parent_id for unit in groups.values()}
    for unit, count, required, assessed, with_gap, unassessed, *_more in people:
        head = groups[unit]
        row = rows.get(head.pk)
        if row is None:
            cells = [HeatCell(minimum_percent=minimum) for _ in shown]
            row = rows[head.pk] = HeatRow(head, cells, is_direct=head.pk in direct)
        row.people += count
        row.required += required
        row.assessed += assessed
        row.people_with_gap += with_gap
        row.people_unassessed += unassessed
    for unit, competency, *numbers in sums:
        if competency in place:
            rows[groups[unit].pk].cells[place[competency]].add(*numbers)
    return list(rows.values())


def _sorted(rows: list[HeatRow], order: str) -> list[HeatRow]:
    rows.sort(key=lambda row: row.unit.name if row.unit else "")
    if order == "people":
        rows.sort(key=lambda row: -row.people)
    elif order == "gap":
        rows.sort(key=lambda row: -row.average)
    return rows


def _total(rows: Iterable[HeatRow], width: int, minimum: int) -> HeatRow:
    total = HeatRow(None, [HeatCell(minimum_percent=minimum) for _ in range(width)])
    for row in rows:
        total.people += row.people
        total.required += row.required
        total.assessed += row.assessed
        total.people_with_gap += row.people_with_gap
        total.people_unassessed += row.people_unassessed
        for cell, own in zip(total.cells, row.cells, strict=True):
            cell.add(own.people, own.assessed, own.with_gap, own.gap_sum)
    return total
