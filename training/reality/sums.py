"""Lines added up: by unit, by quarter, of the city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from personnel.models import Unit
from planning.quarters import quarter_name
from training.models import LineMissed
from training.reality.choice import OPEN, TOOK_PLACE, Choice, State
from training.reality.statement import LINES

ZERO = Decimal(0)

SUMS = f"""{LINES}
SELECT opd, quarter, state, is_over, COALESCE(cause, ''), COALESCE(goes_on, false), count(*),
    COALESCE(sum(cost), 0), COALESCE(sum(jp_planned), 0), COALESCE(sum(jp), 0)
FROM line GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 - our own words


@dataclass
class Tally:
    """Lines of a unit, a quarter or the city, added up."""

    label: str = ""
    unit: Unit | None = None
    quarter: int | None = None
    states: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    due: int = 0  # the quarter is over, and nobody has said why they did not take place
    goes_on: int = 0
    cost_planned: Decimal = ZERO
    cost_realised: Decimal = ZERO
    jp_planned: Decimal = ZERO
    jp_counted: Decimal = ZERO

    def add(self, row: Sequence[Any]) -> None:
        _opd, _quarter, state, is_over, cause, goes_on, lines, cost, jp_planned, jp = row
        self.states[state] += lines
        self.cost_planned += cost
        self.jp_planned += jp_planned
        self.jp_counted += jp
        if state in TOOK_PLACE:
            self.cost_realised += cost
        if is_over and state in OPEN:
            self.due += lines
        if state == State.MISSED:
            self.causes[cause] += lines
            self.goes_on += lines if goes_on else 0

    @property
    def quarter_name(self) -> str:
        return quarter_name(self.quarter)

    @property
    def lines(self) -> int:
        return sum(self.states.values())

    @property
    def took_place(self) -> int:
        return sum(self.states[state] for state in TOOK_PLACE)

    @property
    def percent(self) -> Decimal | None:
        return Decimal(100 * self.took_place) / self.lines if self.lines else None

    @property
    def by_cause(self) -> list[tuple[str, int]]:
        """Why lines did not take place, the commonest first."""
        labels = dict(LineMissed.Cause.choices)
        return [(str(labels[cause]), n) for cause, n in self.causes.most_common()]


class Realisation:
    """The lines of a year and its plans in sight, added up in whatever way is asked. One query."""

    def __init__(self, choice: Choice) -> None:
        self.cycle = choice.cycle
        self._rows = choice.remembered("realisation", lambda: _sums(choice))

    def total(self, quarter: int | None = None) -> Tally:
        return self._sum(Tally(quarter=quarter), lambda row: quarter in (None, row[1]))

    def by_quarter(self) -> list[Tally]:
        return [self.total(quarter) for quarter in (1, 2, 3, 4)]

    def by_opd(self, quarter: int | None = None, known: Mapping[int, Unit] | None = None) -> list[Tally]:
        """A row for each OPD with lines, by name; ``known``: all OPD, where the page has them already."""
        keys = {row[0] for row in self._rows}
        opds = Unit.objects.in_bulk(keys) if known is None else {key: known[key] for key in keys}
        tallies = {pk: Tally(unit=unit, label=unit.name, quarter=quarter) for pk, unit in opds.items()}
        for row in self._rows:
            if quarter in (None, row[1]):
                tallies[row[0]].add(row)
        return sorted(tallies.values(), key=lambda tally: tally.label)

    def _sum(self, tally: Tally, fits: Any) -> Tally:
        for row in self._rows:
            if fits(row):
                tally.add(row)
        return tally


def _sums(choice: Choice) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(SUMS, choice.scope)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
