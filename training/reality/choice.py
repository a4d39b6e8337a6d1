"""The states of a line, and which lines are looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils import timezone

from personnel.models.turns import Turn
from personnel.remembered import remembered
from personnel.states import StateChoices, Tone
from planning.models import Cycle
from training.reality.statement import params

Figures = TypeVar("Figures")

RESTS_ON = (Turn.Subject.PEOPLE, Turn.Subject.PLANS, Turn.Subject.TRAINING)


class State(StateChoices):
    """What became of a line."""

    PLANNED = "planned", Tone.PLAIN, "Belum dijadwalkan"
    SCHEDULED = "scheduled", Tone.INFO, "Terjadwal"
    ATTENDED = "attended", Tone.DONE, "Diikuti, JP belum diakui"
    COUNTED = "counted", Tone.DONE, "Diikuti, JP diakui"
    ABSENT = "absent", Tone.SOON, "Terjadwal, tidak hadir"
    MISSED = "missed", Tone.LATE, "Tidak terlaksana"


#: Lines in these states took place.
TOOK_PLACE = (State.ATTENDED, State.COUNTED)
#: Once their quarter is over, these wait for HR to say why.
OPEN = (State.PLANNED, State.ABSENT)
#: A choice of the list: open, and the quarter is over.
DUE = "due"


@dataclass(frozen=True)
class Choice:
    """Which lines: all of a year, narrowed. ``opds``: plans of these (None: all)."""

    cycle: Cycle
    opds: Collection[int] | None = None
    state: str = ""
    quarter: int | None = None
    path: str = ""
    q: str = ""
    today: dt.date | None = None

    @property
    def scope(self) -> dict[str, Any]:
        """The year, the day and the plans, for the statement."""
        return params(self.cycle, today=self.today or today(), opds=self.opds)

    def remembered(self, figures: str, add_up: Callable[[], Figures]) -> Figures:
        """What ``add_up`` says of all lines of this scope, whoever looks at it."""
        opds = None if self.opds is None else tuple(sorted(self.opds))
        about = (self.cycle.pk, self.cycle.year, self.today or today(), opds)
        return remembered(add_up, figures, *about, rests_on=RESTS_ON)


def today() -> dt.date:
    """By the clock of Palu."""
    return timezone.localdate()
