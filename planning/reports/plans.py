"""Sums over plans: what they cost, and whom they carry over the 20 JP. Set-based, constant queries.

Hours: *counted* ones (JP diakui) reach the floor; against a PPPK's ceiling stand the counted ones, or the
proposed ones where BKPSDMD has set no conversion.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, DecimalField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from personnel.models import CivilServant, Turn, Unit
from personnel.remembered import remembered
from planning.completeness import absent_in_sql, item_counts
from planning.models import Cycle, Plan, PlanTarget

ZERO = Decimal(0)
JP = DecimalField(max_digits=9, decimal_places=2)
Employment = CivilServant.Employment


# -------------------------------------------------------------------------------------------- 20 JP coverage


@dataclass(frozen=True)
class JpCoverage:
    """People whom the plan must cover, by the rule that holds for them."""

    pns: int = 0  # with CPNS: at least the floor
    pns_reached: int = 0
    pppk: int = 0  # at most the ceiling
    pppk_over: int = 0
    part_time: int = 0  # belum diatur

    @property
    def pns_below(self) -> int:
        return self.pns - self.pns_reached

    @property
    def percent(self) -> Decimal | None:
        return Decimal(100 * self.pns_reached) / self.pns if self.pns else None


# In hundredths of a JP: sums of numeric keep a state on the heap for every person, sums of integers do not.
# OFFSET 0 has them made once for an item, not once for each of its people.
COVERAGE = """
SELECT opd_id, employment, COUNT(*), COUNT(*) FILTER (WHERE floor >= 100 * %(floor)s),
    COUNT(*) FILTER (WHERE ceiling > 100 * %(ceiling)s)
FROM (
    SELECT c.id, u.opd_id, c.employment, COALESCE(SUM(line.floor), 0) AS floor, SUM(line.ceiling) AS ceiling
    FROM personnel_civilservant c
    JOIN personnel_unit u ON u.id = c.unit_id
    LEFT JOIN (
        SELECT t.civil_servant_id, item.floor, item.ceiling
        FROM planning_plantarget t
        JOIN (
            SELECT i.id, (100 * i.jp_counted)::int AS floor,
                (100 * COALESCE(i.jp_counted, i.jp_proposed))::int AS ceiling
            FROM planning_planitem i
            JOIN planning_plan p ON p.id = i.plan_id
            WHERE p.cycle_id = %(cycle)s AND {which}
            OFFSET 0
        ) item ON item.id = t.item_id
    ) line ON line.civil_servant_id = c.id
    WHERE c.legal_state = 'aktif' {where}
    GROUP BY c.id, u.opd_id
) person
GROUP BY opd_id, employment
"""


# The plan looked at stands in the place of the one that counts for its OPD.
IN_PLACE = "(p.id = %(plan)s OR p.is_current AND p.unit_id <> %(unit)s)"


#: The tables in COVERAGE, and in the sums of plans.
RESTS_ON = (Turn.Subject.PEOPLE, Turn.Subject.PLANS)


def coverage_by_opd(
    cycle: Cycle, opd_ids: Iterable[int] | None = None, *, in_place: Plan | None = None
) -> dict[int, JpCoverage]:
    """For each OPD with active people (all, or those named), by the plans that count; ``in_place``: by this
    plan in the place of the one that counts for its OPD. One query."""
    if in_place is not None and not in_place.is_current:
        return _cover(cycle, opd_ids, in_place)
    bounds = (cycle.jp_floor, cycle.jp_ceiling)
    known = remembered(lambda: _cover(cycle), "coverage", cycle.pk, bounds, rests_on=RESTS_ON)
    return dict(known) if opd_ids is None else {opd: known[opd] for opd in opd_ids if opd in known}


def _cover(
    cycle: Cycle, opd_ids: Iterable[int] | None = None, in_place: Plan | None = None
) -> dict[int, JpCoverage]:
    where = "" if opd_ids is None else "AND u.opd_id = ANY(%(opds)s)"
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    with connection.cursor() as cursor:
        cursor.execute(
            COVERAGE.format(where=where, which=IN_PLACE if in_place else "p.is_current"),
            {
                "floor": cycle.jp_floor,
                "ceiling": cycle.jp_ceiling,
                "cycle": cycle.pk,
                "opds": None if opd_ids is None else list(opd_ids),
                "plan": in_place.pk if in_place else None,
                "unit": in_place.unit_id if in_place else None,
            },
        )
        for opd, employment, people, reached, over in cursor.fetchall():
            if employment in {Employment.PNS, Employment.CPNS}:
                counts[opd].update(pns=people, pns_reached=reached)
            elif employment == Employment.PPPK:
                counts[opd].update(pppk=people, pppk_over=over)
            elif employment == Employment.PPPK_PART_TIME:
                counts[opd].update(part_time=people)
    return {opd: JpCoverage(**count) for opd, count in counts.items()}


def jp_coverage(units: Iterable[Unit] | None, cycle: Cycle) -> JpCoverage:
    """Of some OPD together; ``None`` is the whole city."""
    parts = coverage_by_opd(cycle, None if units is None else [unit.pk for unit in units]).values()
    return JpCoverage(
        pns=sum(part.pns for part in parts),
        pns_reached=sum(part.pns_reached for part in parts),
        pppk=sum(part.pppk for part in parts),
        pppk_over=sum(part.pppk_over for part in parts),
        part_time=sum(part.part_time for part in parts),
    )


def plan_coverage(plan: Plan) -> JpCoverage:
    """Of the plan's OPD, as if this plan counted: of a revision, what it will give."""
    return coverage_by_opd(plan.cycle, [plan.unit_id], in_place=plan).get(plan.unit_id, JpCoverage())


# ------------------------------------------------------------------------------------------------ people


def people_with_jp(plan: Plan) -> QuerySet[Any]:
    """Everyone whom the plan must cover, with ``jp_counted``, ``jp_planned`` and ``lines``."""
    lines = (
        PlanTarget.objects.filter(plan=plan, civil_servant=OuterRef("pk")).order_by().values("civil_servant")
    )

    def total(expression: Any) -> Coalesce:
        return Coalesce(Subquery(lines.annotate(x=Sum(expression)).values("x"), output_field=JP), ZERO)

    people: QuerySet[Any] = CivilServant.objects.plan_targets().filter(unit__opd=plan.unit_id)
    return (
        people.select_related("unit", "position")
        .annotate(
            jp_counted=total(F("item__jp_counted")),
            jp_planned=total(Coalesce("item__jp_counted", "item__jp_proposed", output_field=JP)),
            lines=Coalesce(Subquery(lines.annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("name", "pk")
    )


def people_below_floor(plan: Plan) -> QuerySet[Any]:
    """PNS and CPNS whose counted hours do not reach the floor."""
    return people_with_jp(plan).filter(
        employment__in=[Employment.PNS, Employment.CPNS], jp_counted__lt=plan.cycle.jp_floor
    )


def people_over_ceiling(plan: Plan) -> QuerySet[Any]:
    """PPPK planned beyond the ceiling of their contract year."""
    return people_with_jp(plan).filter(employment=Employment.PPPK, jp_planned__gt=plan.cycle.jp_ceiling)


def plan_rows(plan: Plan) -> QuerySet[PlanTarget]:
    """Every line of a plan for print: person, post, unit and item in one query, in the order of the plan."""
    return (
        PlanTarget.objects.filter(plan=plan)
        .select_related(
            "civil_servant__unit",
            "civil_servant__position",
            "item__competency",
            "item__form",
            "item__provider",
        )
        .order_by(
            "item__number", F("override_score").desc(nulls_last=True), "-score", "civil_servant__name", "pk"
        )
    )


# ------------------------------------------------------------------------------------------------ figures


@dataclass(frozen=True)
class PlanFigures:
    """The head of a plan's page."""

    items: int
    incomplete: int
    people: int
    lines: int
    cost: Decimal
    coverage: JpCoverage
    leftovers: int


HOLDS = """
SELECT lines.people, lines.lines, lines.cost, item.items, item.incomplete, leftover.leftovers
FROM (
    SELECT COUNT(DISTINCT t.civil_servant_id) AS people, COUNT(*) AS lines,
        COALESCE(SUM(i.cost_per_person), 0) AS cost
    FROM planning_plantarget t JOIN planning_planitem i ON i.id = t.item_id
    WHERE t.plan_id = %s
) lines
CROSS JOIN (
    SELECT COUNT(*) AS items, COUNT(*) FILTER (WHERE {absent}) AS incomplete
    FROM planning_planitem WHERE plan_id = %s
) item
CROSS JOIN (SELECT COUNT(*) AS leftovers FROM planning_draftleftover WHERE plan_id = %s) leftover
"""


def plan_figures(plan: Plan) -> PlanFigures:
    """One query, two or three when something has changed, whatever the size of the plan."""
    about = (plan.pk, plan.is_current, plan.cycle.jp_floor, plan.cycle.jp_ceiling)
    return remembered(lambda: _figures(plan), "figures", *about, rests_on=RESTS_ON)


def _figures(plan: Plan) -> PlanFigures:
    absent, params = absent_in_sql()
    with connection.cursor() as cursor:
        cursor.execute(HOLDS.format(absent=absent), [plan.pk, *params, plan.pk, plan.pk])
        people, lines, cost, items, incomplete, leftovers = cursor.fetchone()
    return PlanFigures(items, incomplete, people, lines, cost, plan_coverage(plan), leftovers)


@dataclass(frozen=True)
class PlanLine:
    """One OPD in the list of a year: its plan, if it has one, and what it holds."""

    unit: Unit
    plan: Plan | None
    items: int
    incomplete: int
    cost: Decimal
    coverage: JpCoverage
    revision: Plan | None = None
    """On the way beside the plan that counts; the figures do not hold it."""

    @property
    def percent_of_ceiling(self) -> Decimal | None:
        if self.plan is None or not self.plan.budget_ceiling:
            return None
        return 100 * self.cost / self.plan.budget_ceiling

    @property
    def left_of_ceiling(self) -> Decimal | None:
        """In rupiah; below nothing where the plan costs more than it may."""
        if self.plan is None or self.plan.budget_ceiling is None:
            return None
        return self.plan.budget_ceiling - self.cost


@dataclass(frozen=True)
class PlanCost:
    """What a plan costs, and what that leaves of its ceiling."""

    plan: Plan
    cost: Decimal

    @property
    def is_above_ceiling(self) -> bool:
        return self.plan.budget_ceiling is not None and self.cost > self.plan.budget_ceiling

    @property
    def left(self) -> Decimal:
        """Of the ceiling, at least nothing; a plan without a ceiling leaves nothing that is known."""
        return max((self.plan.budget_ceiling or ZERO) - self.cost, ZERO)

    @property
    def percent_of_ceiling(self) -> Decimal | None:
        return 100 * self.cost / self.plan.budget_ceiling if self.plan.budget_ceiling else None


@dataclass(frozen=True)
class PlanSum(PlanCost):
    """What one of many plans holds, for whoever takes a step with all of them."""

    items: int
    people: int


def cost_by_plan(plans: Iterable[int]) -> dict[int, Decimal]:
    """Plan (id) → the cost of all its lines; a plan without lines is not named. One query."""
    rows = PlanTarget.objects.filter(plan__in=list(plans)).order_by().values_list("plan")
    return dict(rows.annotate(cost=Coalesce(Sum("item__cost_per_person"), ZERO)))


def plan_costs(cycle: Cycle, opds: Iterable[Unit]) -> dict[int, PlanCost]:
    """OPD (id) → its plan that counts for the year, with its cost. Two queries."""
    plans = list(Plan.objects.current().filter(cycle=cycle, unit__in=opds).select_related("cycle", "unit"))
    cost = cost_by_plan(plan.pk for plan in plans)
    return {plan.unit_id: PlanCost(plan, cost.get(plan.pk, ZERO)) for plan in plans}


def plan_sums(plans: Sequence[Plan]) -> list[PlanSum]:
    """Two queries, however many plans."""
    keys = [plan.pk for plan in plans]
    counts = item_counts(keys)
    rows = PlanTarget.objects.filter(plan__in=keys).order_by().values_list("plan")
    sums = {
        plan: (people, cost)
        for plan, people, cost in rows.annotate(
            people=Count("civil_servant", distinct=True), cost=Coalesce(Sum("item__cost_per_person"), ZERO)
        )
    }
    return [
        PlanSum(plan, cost, items=counts.get(plan.pk, (0, 0))[0], people=people)
        for plan in plans
        for people, cost in [sums.get(plan.pk, (0, ZERO))]
    ]


@dataclass(frozen=True)
class Held:
    """What the plan that counts holds."""

    items: int = 0
    incomplete: int = 0
    cost: Decimal = ZERO


def held_of_year(cycle: Cycle) -> dict[int, Held]:
    """Of each plan (id) of a year that counts. Two queries, one while nothing has changed."""
    return remembered(lambda: _held(cycle), "held", cycle.pk, rests_on=RESTS_ON)


def _held(cycle: Cycle) -> dict[int, Held]:
    current = list(Plan.objects.current().filter(cycle=cycle).values_list("pk", flat=True))
    counts = item_counts(current)
    cost = cost_by_plan(current)
    return {plan: Held(*counts.get(plan, (0, 0)), cost.get(plan, ZERO)) for plan in current}


def plan_lines(cycle: Cycle, units: QuerySet[Unit]) -> list[PlanLine]:
    """The OPD with people, by name, with the plan that counts for them. Four queries for any city, and three
    more when something has changed."""
    opds = list(units.order_by("name", "pk"))
    ids = [unit.pk for unit in opds]
    coverage, held = coverage_by_opd(cycle, ids), held_of_year(cycle)
    of_year = Plan.objects.not_superseded().filter(cycle=cycle, unit__in=ids).select_related("unit", "cycle")
    plans = {plan.unit_id: plan for plan in of_year if plan.is_current}
    revisions = {plan.unit_id: plan for plan in of_year if not plan.is_current}
    return [
        PlanLine(
            unit=unit,
            plan=plan,
            items=holds.items,
            incomplete=holds.incomplete,
            cost=holds.cost,
            coverage=coverage.get(unit.pk, JpCoverage()),
            revision=revisions.get(unit.pk),
        )
        for unit in opds
        for plan in [plans.get(unit.pk)]
        for holds in [held.get(plan.pk, Held()) if plan else Held()]
        if plan or unit.pk in coverage
    ]
