"""The floor of the allocation: its linear relaxation, in which lines may be taken in part, solved by HiGHS.

Rows: one offer a need, at most so many lines a person, hours up to the ceiling, hours down to the floor, the
budget. Coefficients are cut to the limit they count towards, which excludes fractions and no whole solution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from planning.allocation.person import Option, Person


@dataclass(frozen=True)
class Relaxed:
    """The optimum of the relaxation, in hundredths of a point, and how large it was."""

    value: float
    columns: int
    rows: int


@dataclass
class _Matrix:
    """A row at a time; ``columns`` of the variables as they come."""

    data: list[float] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)

    def add(self, entries: list[tuple[int, float]], limit: float) -> None:
        self.starts.append(len(self.columns))
        self.columns += [column for column, _value in entries]
        self.data += [value for _column, value in entries]
        self.limits.append(limit)


def relax(people: Sequence[Person], budget: int) -> Relaxed | None:
    """Solve it. None when it has no solution: not everybody can reach the floor within the budget."""
    options: list[Option] = []
    matrix = _Matrix()
    for person in people:
        _add_person(matrix, person, options)
    scale = max((option.cost for option in options), default=0) or 1
    matrix.add([(n, o.cost / scale) for n, o in enumerate(options) if o.cost], budget / scale)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    # The simplex of one thread: the same input takes the same steps.
    for option, value in (("output_flag", False), ("solver", "simplex"), ("threads", 1)):
        solver.setOptionValue(option, value)
    solver.addVars(len(options), np.zeros(len(options)), np.ones(len(options)))
    solver.changeColsCost(
        len(options), np.arange(len(options)), np.array([-option.value for option in options], dtype=float)
    )
    solver.addRows(
        len(matrix.limits),
        np.full(len(matrix.limits), -highspy.kHighsInf),
        np.array(matrix.limits),
        len(matrix.data),
        np.array(matrix.starts),
        np.array(matrix.columns),
        np.array(matrix.data),
    )
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return Relaxed(-solver.getObjectiveValue(), len(options), len(matrix.limits))


def _add_person(matrix: _Matrix, person: Person, options: list[Option]) -> None:
    first, mine = len(options), [option for need in person.needs for option in need]
    options += mine
    start = first
    for need in person.needs:
        if len(need) > 1:
            matrix.add([(start + n, 1) for n in range(len(need))], 1)
        start += len(need)
    lines = [(first + n, 1.0) for n, option in enumerate(mine) if not option.is_extra]
    if sum(any(not option.is_extra for option in need) for need in person.needs) > person.most:
        matrix.add(lines, person.most)
    if (
        person.ceiling is not None
        and sum(max((o.jp for o in n), default=0) for n in person.needs) > person.ceiling
    ):
        matrix.add([(first + n, option.jp / 100) for n, option in enumerate(mine)], person.ceiling / 100)
    if person.floor:
        matrix.add(
            [(first + n, -min(o.jp, person.floor) / person.floor) for n, o in enumerate(mine) if o.jp], -1
        )
