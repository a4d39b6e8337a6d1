"""What a dashboard rests on: the sums of the pages behind it, asked once each for the whole scope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from evaluation import impact
from evaluation.impact.figures import Facts as Alumni
from evaluation.impact.figures import Learning, LevelChange
from personnel.models import Unit, User
from planning.models import Cycle
from planning.reports.forecast import Forecast, Outlook, forecast
from planning.reports.gap_years import GapYear, gap_years
from planning.reports.needs import Figures, figures_by_opd
from planning.reports.plans import PlanCost, plan_costs
from planning.stages import Calendar
from training.reality import Choice, Realisation, Tally


@dataclass(frozen=True)
class Scope:
    """Whose year is looked at: of one OPD or of the city (``opd`` is None), whose OPD are ``opds``."""

    user: User
    cycle: Cycle
    cycles: list[Cycle]
    opds: list[Unit]
    opd: Unit | None

    @property
    def opd_ids(self) -> list[int] | None:
        return None if self.opd is None else [self.opd.pk]

    @property
    def looked_at(self) -> dict[int, Unit]:
        return {opd.pk: opd for opd in self.opds if self.opd in (None, opd)}

    @property
    def is_part(self) -> bool:
        """The person acts for a part of the OPD only: people are counted there, plans and money of the
        whole OPD."""
        if self.opd is None or self.user.sees_city:
            return False
        return all(unit.pk != self.opd.pk for unit in self.user.role_units)

    @cached_property
    def unit_ids(self) -> list[int] | None:
        """The units whose people are counted: of an OPD those into which the person looks."""
        if self.opd is None:
            return None
        units = Unit.objects.visible_to(self.user).filter(opd=self.opd)
        return list(units.values_list("pk", flat=True))

    @property
    def before(self) -> Cycle | None:
        """The year before, if the city has planned it."""
        return next((one for one in self.cycles if one.year == self.cycle.year - 1), None)


@dataclass(frozen=True)
class Facts:
    """The sums of one scope. A constant number of queries."""

    scope: Scope
    costs: dict[int, PlanCost]
    reality: Realisation
    before: Tally | None
    outlook: Forecast
    people: dict[int, Figures]
    gaps: list[GapYear]
    change: LevelChange
    learning: Learning
    calendar: Calendar

    @cached_property
    def total(self) -> Tally:
        return self.reality.total()

    @cached_property
    def tallies(self) -> dict[int, Tally]:
        """OPD (id) → what became of its lines."""
        rows = self.reality.by_opd(known=self.scope.looked_at)
        return {row.unit.pk: row for row in rows if row.unit}

    @cached_property
    def outlooks(self) -> dict[int, Outlook]:
        """OPD (id) → whether its people reach the hours."""
        rows = self.outlook.by_opd(known=self.scope.looked_at)
        return {row.unit.pk: row for row in rows if row.unit}


def facts_of(scope: Scope) -> Facts:
    cycle, opds, before = scope.cycle, scope.opd_ids, scope.before
    units = None if scope.unit_ids is None else Unit.objects.filter(pk__in=scope.unit_ids)
    alumni = Alumni.of(cycle.year)
    about = impact.Scope("opd", scope.opd.pk) if scope.opd else impact.Scope("city")
    return Facts(
        scope=scope,
        costs=plan_costs(cycle, scope.looked_at.values()),
        reality=Realisation(Choice(cycle, opds=opds)),
        before=Realisation(Choice(before, opds=opds)).total() if before else None,
        outlook=forecast(cycle, units=scope.unit_ids),
        people=figures_by_opd(units),
        gaps=gap_years(opds),
        change=alumni.change(about),
        learning=alumni.learning(about),
        calendar=Calendar(cycle),
    )
