"""Sums of needs for pages and prints: the heat map, a person's profile, the figures of the city."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from personnel.models import CivilServant, Position, Turn, Unit
from personnel.remembered import remembered
from planning.job_match import Bands, Match
from planning.models import Competency, Cycle, Need, NeedSummary, PlanTarget, StandardVersion, UnitNeed
from planning.needs import fresh_since
from planning.performance import PerformanceGap, performance_gap

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

# --- The heat map ---------------------------------------------------------------------------------


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
    conditions = _conditions(scope, employment, level, units)
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


def _conditions(
    scope: Unit | None,
    employment: Collection[str] | str | None,
    level: Collection[str] | str | None,
    units: QuerySet[Unit] | None,
) -> Q:
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


# --- The figures of the city, or of some units ----------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """Counted over active people, against the post held."""

    people: int
    required: int
    assessed: int
    people_with_gap: int
    people_unassessed: int
    people_complete: int  # all that the post asks for is assessed
    people_without_standard: int  # the post asks for nothing yet

    @property
    def assessed_percent(self) -> Decimal | None:
        return percent(self.assessed, self.required)


def figures_by_opd(units: QuerySet[Unit] | None = None) -> dict[int, Figures]:
    """OPD (id) → the figures of its people in the units looked at (None: all). One query."""
    rows = NeedSummary.objects.filter(
        _conditions(None, None, None, units), basis=Need.Basis.CURRENT, is_target=True
    ).order_by()
    return {opd: Figures(*sums) for opd, *sums in rows.values_list("opd_id").annotate(**PEOPLE)}


@dataclass(frozen=True)
class GroupNeed:
    """How many of a group are not competent, and how urgent that makes it (KKJ–KKP)."""

    competency: Competency
    people: int
    assessed: int
    with_gap: int
    category: str

    @property
    def share(self) -> Decimal | None:
        return percent(self.with_gap, self.assessed)


def group_needs(*, scope: Unit | None = None) -> list[GroupNeed]:
    """Per competency, the most urgent first."""
    bands = Bands()
    rows = (
        UnitNeed.objects.filter(_conditions(scope, None, None, None), competency__is_active=True)
        .values("competency")
        .annotate(n=Sum("people"), a=Sum("assessed"), g=Sum("with_gap"))
        .order_by("competency")
    )
    names = Competency.objects.in_bulk([row["competency"] for row in rows])
    needs = [
        GroupNeed(
            names[row["competency"]], row["n"], row["a"], row["g"], bands.group_need(row["g"], row["a"])
        )
        for row in rows
    ]
    return sorted(
        needs, key=lambda need: (-(need.share or Decimal(-1)), need.competency.order, need.competency.code)
    )


# --- A list of people -----------------------------------------------------------------------------


#: Whether a post asks for a competency, and the gap (None: not assessed).
Asked = tuple[bool, int | None]
NOT_ASKED: Asked = (False, None)


@dataclass(frozen=True)
class PersonRow:
    """One line of a list: the person, the match, and for each column whether the post asks for it, with the
    gap."""

    civil_servant: CivilServant
    match: Match | None
    needs: Sequence[Asked]


def person_rows(
    civil_servants: Sequence[CivilServant], competencies: Sequence[Competency]
) -> list[PersonRow]:
    """The needs of a page of people. Three queries."""
    ids = [person.pk for person in civil_servants]
    matches = match(ids)
    # Some ten for each person, of which only the gap is shown: no row of a model for each.
    listed = Need.objects.current().filter(civil_servant__in=ids, competency__in=competencies)
    needs = {
        (person, competency): (True, gap)
        for person, competency, gap in listed.values_list("civil_servant", "competency", "gap")
    }
    return [
        PersonRow(
            person,
            matches.get(person.pk),
            [needs.get((person.pk, competency.pk), NOT_ASKED) for competency in competencies],
        )
        for person in civil_servants
    ]


def match(civil_servants: Collection[int], basis: str = Need.Basis.CURRENT) -> dict[int, Match]:
    """The JPM of people (ids) with both category scales. Two queries."""
    bands = Bands()
    summaries = NeedSummary.objects.filter(basis=basis, civil_servant__in=civil_servants)
    return {summary.civil_servant_id: bands.match(summary) for summary in summaries}


# --- One person -----------------------------------------------------------------------------------


def age_in_months(day: dt.date) -> int:
    """Whole months from a day until today."""
    today = timezone.localdate()
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)


@dataclass(frozen=True)
class NeedLine:
    """One competency of one person with where the number comes from."""

    need: Need
    competency: Competency
    is_stale: bool

    @property
    def age_months(self) -> int | None:
        """Whole months since the rating."""
        return None if self.need.rated_on is None else age_in_months(self.need.rated_on)


@dataclass(frozen=True)
class PostProfile:
    """A person measured against one post."""

    position: Position
    basis: str
    match: Match | None
    lines: Sequence[NeedLine]
    standard_version: StandardVersion | None

    @property
    def unassessed(self) -> int:
        return self.match.competencies - self.match.assessed if self.match else 0


@dataclass(frozen=True)
class PersonProfile:
    """Everything about one person's needs in one year: the post held beside the post to be held."""

    civil_servant: CivilServant
    cycle: Cycle
    current: PostProfile
    target: PostProfile | None
    performance: PerformanceGap | None
    planned_jp: Decimal
    fresh_since: dt.date = field(default_factory=timezone.localdate)

    @property
    def pairs(self) -> list[tuple[Competency, NeedLine | None, NeedLine | None]]:
        """Each competency that either post asks for, with its line for the post held and the post to be
        held."""
        held = {line.competency.pk: line for line in self.current.lines}
        aimed = {line.competency.pk: line for line in self.target.lines} if self.target else {}
        listed = {line.competency.pk: line.competency for line in [*held.values(), *aimed.values()]}
        ordered = sorted(listed.values(), key=lambda c: (c.order, c.code))
        return [(c, held.get(c.pk), aimed.get(c.pk)) for c in ordered]


def person_profile(civil_servant: CivilServant, cycle: Cycle) -> PersonProfile:
    """Seven queries at most."""
    since = fresh_since(timezone.localdate(), cycle.evidence_months)
    needs = list(
        Need.objects.filter(civil_servant=civil_servant)
        .select_related("competency", "rating", "rating__rated_by__civil_servant", "standard_version")
        .order_by("competency__order", "competency__code")
    )
    bands = Bands()
    summaries = {
        row.basis: bands.match(row) for row in NeedSummary.objects.filter(civil_servant=civil_servant)
    }
    target = getattr(civil_servant, "target_position", None)

    def post(basis: str, position: Position) -> PostProfile:
        own = [need for need in needs if need.basis == basis]
        return PostProfile(
            position=position,
            basis=basis,
            match=summaries.get(basis),
            lines=[
                NeedLine(need, need.competency, bool(need.rated_on and need.rated_on < since)) for need in own
            ],
            standard_version=own[0].standard_version if own else None,
        )

    return PersonProfile(
        civil_servant=civil_servant,
        cycle=cycle,
        current=post(Need.Basis.CURRENT, civil_servant.position),
        target=post(Need.Basis.TARGET, target.aim) if target else None,
        performance=performance_gap(civil_servant, cycle),
        planned_jp=planned_jp(civil_servant, cycle),
        fresh_since=since,
    )


def planned_jp(civil_servant: CivilServant, cycle: Cycle) -> Decimal:
    """JP proposed for a person in the plans of a year."""
    sums = (
        PlanTarget.objects.current()
        .filter(civil_servant=civil_servant, plan__cycle=cycle)
        .aggregate(jp=Sum(F("item__jp_proposed"), default=Decimal(0)))
    )
    return sums["jp"]
