"""Sums of needs for pages and prints: the figures of the city, of groups, of people and of one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from personnel.models import CivilServant, Position, Unit
from planning.job_match import Bands, Match
from planning.models import Competency, Cycle, Need, NeedSummary, PlanTarget, StandardVersion, UnitNeed
from planning.needs import fresh_since
from planning.performance import PerformanceGap, performance_gap
from planning.reports.heat_map import PEOPLE, limits_of, percent

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
        limits_of(None, None, None, units), basis=Need.Basis.CURRENT, is_target=True
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
        UnitNeed.objects.filter(limits_of(scope, None, None, None), competency__is_active=True)
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
