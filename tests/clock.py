"""The one moment at which every test begins: ``./run test --today 2027-02-28`` chooses another day.

Python's clock is set, in all threads, and goes on from there; every test begins at the same moment again, so
no run crosses midnight by itself. A child process begins at its parent's moment (``tests/settings.py``). The
clocks of the database and of the browser stay as they are: nothing of ours asks them (``test_clock.py``).
"""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

import time_machine

PALU = ZoneInfo("Asia/Makassar")
# An ordinary Tuesday at ten, while the city plans the year 2027, of which most tests tell. Not the day on
# which anybody reads this: what asks another clock disagrees, and is seen.
MOMENT = dt.datetime(2026, 11, 24, 10, tzinfo=PALU)
# A test marked ``of_2027`` has its sessions, rooms and quarters written day by day in that year, so it can
# only be before them: on days from here on it begins at the moment above.
TOO_LATE_FOR_2027 = dt.datetime(2027, 2, 14, tzinfo=PALU)
# In the environment of a child process: when it begins.
CHILD = "PALU_TEST_NOW"

_travels: list[time_machine.travel] = []


def moment(text: str) -> dt.datetime:
    """``2027-02-28`` is ten o'clock of that day in Palu; ``2026-12-31T23:30`` says the time itself."""
    return dt.datetime.fromisoformat(text if "T" in text else f"{text}T10:00").replace(tzinfo=PALU)


def begin(at: dt.datetime, *, tick: bool = True) -> None:
    """Let it be that moment, until ``end``."""
    # As a number: with a datetime, time-machine would move the time zone of the process, too.
    travel = time_machine.travel(at.timestamp(), tick=tick)
    travel.start()
    _travels.append(travel)


def end() -> None:
    """Let it be the time of the machine again."""
    while _travels:
        _travels.pop().stop()


def begin_again(at: dt.datetime) -> None:
    """Let it be that moment once more."""
    end()
    begin(at)


def for_a_child() -> dict[str, str]:
    """What the environment of a child process says of the time."""
    return {CHILD: dt.datetime.now(dt.UTC).isoformat()}


def begin_as_a_child() -> None:
    """Begin at the parent's moment, if there is one."""
    if now := os.environ.get(CHILD):
        begin(dt.datetime.fromisoformat(now))
