"""Lines one by one: which are chosen, and of those shown everything that their state rests on."""

from __future__ import annotations

import datetime as dt
import uuid
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import compress
from typing import Any

from django.db import connection

from personnel.models import CivilServant
from personnel.shown import Chip
from personnel.states import Tone
from planning.models import Cycle, Plan, PlanItem, PlanTarget
from planning.quarters import quarter_name
from training.models import LineMissed
from training.reality.choice import DUE, OPEN, TOOK_PLACE, Choice, State
from training.reality.choice import today as _today
from training.reality.statement import LINES, params

FACTS = (
    "target, person, item, key, opd, quarter, is_over, state, present, sessions, batch, outside, jp, missed, "
    "COALESCE(cause, ''), COALESCE(goes_on, false)"
)
ORDER = "quarter, opd, number, person_name, target"
#: Each state as one byte.
STATES = list(State)
OUTCOMES = f"{LINES} SELECT {FACTS} FROM line ORDER BY {ORDER}"  # noqa: S608 - our own words
STANDING = f"{LINES} SELECT quarter, is_over, state, target FROM line ORDER BY {ORDER}"  # noqa: S608


@dataclass(frozen=True)
class LineOutcome:
    """One line and what became of it."""

    target: int
    person: CivilServant
    item: PlanItem
    opd: int
    quarter: int
    is_over: bool
    state: str
    present: int | None
    sessions: int | None
    batch: int | None
    outside: int | None
    jp: Decimal | None
    missed: int | None
    cause: str
    goes_on: bool

    @property
    def label(self) -> str:
        return str(State(self.state).label)

    @property
    def quarter_name(self) -> str:
        return quarter_name(self.quarter)

    @property
    def cause_label(self) -> str:
        return str(LineMissed.Cause(self.cause).label) if self.cause else ""

    @property
    def shown_state(self) -> Chip:
        state = State(self.state)
        return Chip(str(state.label), Tone.LATE) if self.is_due and state == State.PLANNED else state.chip

    @property
    def is_due(self) -> bool:
        """Its quarter is over, and nobody has said why it did not take place."""
        return self.is_over and self.state in OPEN

    @property
    def took_place(self) -> bool:
        return self.state in TOOK_PLACE

    @property
    def notes(self) -> list[str]:
        """What stands below the state: why not, how far, or by what else."""
        notes = []
        if self.cause and self.state == State.MISSED:
            notes.append(self.cause_label + "; diusulkan lagi" * self.goes_on)
        elif not self.cause and self.is_due:
            notes.append("sebabnya belum dicatat")
        if self.present:
            notes.append(f"hadir {self.present} dari {self.sessions} sesi")
        return [*notes, "lewat pelatihan luar"] if self.outside else notes


@dataclass(frozen=True)
class _Standing:
    """All lines of a scope in the order of lists: where each quarter's are, and of each its state and key,
    nine bytes a line."""

    quarters: dict[int, slice]
    over: frozenset[int]
    states: bytes
    targets: array[int]


def _standing(choice: Choice) -> _Standing:
    with connection.cursor() as cursor:
        cursor.execute(STANDING, choice.scope)
        rows = cursor.fetchall()
    codes = {state.value: code for code, state in enumerate(STATES)}
    ends = {row[0]: number for number, row in enumerate(rows, 1)}
    starts = [0, *ends.values()]
    return _Standing(
        {quarter: slice(start, end) for start, (quarter, end) in zip(starts, ends.items(), strict=False)},
        frozenset(row[0] for row in rows if row[1]),
        bytes(codes[row[2]] for row in rows),
        array("q", (row[3] for row in rows)),
    )


class Lines:
    """The chosen lines by quarter, OPD and number; a list that a paginator can cut."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    @cached_property
    def targets(self) -> Sequence[int]:
        """The keys of all of them, in their order."""
        choice, found = self.choice, array("q")
        standing = choice.remembered("lines", lambda: _standing(choice))
        looked_at = standing.over if choice.state == DUE else standing.quarters.keys()
        wanted = OPEN if choice.state == DUE else [choice.state] if choice.state else STATES
        kept = bytes(state in wanted for state in STATES).ljust(256, b"\0")
        for quarter, part in standing.quarters.items():
            if quarter in looked_at and choice.quarter in (None, quarter):
                found.extend(compress(standing.targets[part], standing.states[part].translate(kept)))
        if choice.path or choice.q:
            named = self._named()
            return [target for target in found if target in named]
        return found

    def _named(self) -> set[int]:
        """Of those below the unit and with the name that are asked for, whatever became of them."""
        choice, rows = self.choice, PlanTarget.objects.current()
        rows = rows.filter(plan__cycle=choice.cycle, plan__status=Plan.Status.RATIFIED)
        rows = rows.filter(civil_servant__unit__path__startswith=choice.path) if choice.path else rows
        rows = rows.filter(civil_servant__name__icontains=choice.q) if choice.q else rows
        return set(rows.order_by().values_list("pk", flat=True))

    def count(self) -> int:
        return len(self.targets)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[LineOutcome]:
        return outcomes(self.choice.cycle, self.targets[part], today=self.choice.today)


def outcomes(cycle: Cycle, targets: Sequence[int], today: dt.date | None = None) -> list[LineOutcome]:
    """These lines of the current plans. Four queries for any number."""
    people = PlanTarget.objects.filter(pk__in=targets).order_by().values_list("civil_servant", flat=True)
    return _outcomes(cycle, today=today, targets=targets, people=set(people))


def outcomes_of(cycle: Cycle, people: Collection[int]) -> list[LineOutcome]:
    """All lines of these people in the current plans."""
    return _outcomes(cycle, people=people)


def _outcomes(cycle: Cycle, *, today: dt.date | None = None, **narrowed: Any) -> list[LineOutcome]:
    with connection.cursor() as cursor:
        cursor.execute(OUTCOMES, params(cycle, today=today or _today(), **narrowed))
        return _lines(cursor.fetchall(), cycle)


def _lines(rows: Sequence[Sequence[Any]], cycle: Cycle) -> list[LineOutcome]:
    items = PlanItem.objects.select_related("plan__unit", "competency").order_by()
    found = items.in_bulk([row[2] for row in rows])
    for item in found.values():
        item.plan.cycle = cycle
    people = CivilServant.objects.select_related("unit").order_by().in_bulk([row[1] for row in rows])
    return [LineOutcome(row[0], people[row[1]], found[row[2]], *row[4:]) for row in rows]


def line_of(cycle: Cycle, key: uuid.UUID, person: int, today: dt.date | None = None) -> LineOutcome | None:
    """One line of the current plans."""
    return next(iter(_outcomes(cycle, people=[person], key=key, today=today)), None)
