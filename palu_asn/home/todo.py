"""One thing to do, with its date; the most pressing stands first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.formats import date_format

from planning.stages import Calendar, Stage, Timed

#: From so many days before the last one on, a date is shown as pressing.
SOON = 7


@dataclass(frozen=True)
class Todo:
    """What, why, where, and until when; the component ``todo_list`` shows it.

    ``due`` None: nobody has set a day. ``tone`` and ``when`` follow from the day unless they are given.
    """

    what: str
    why: str
    url: str
    act: str
    due: dt.date | None = None
    when: str = ""
    tone: str = ""


def in_order(todos: list[Todo]) -> list[Todo]:
    """The latest first, then what ends soonest, then what has no day, then what is only to be known; dressed
    with words and tone."""
    today = timezone.localdate()
    ordered = sorted(todos, key=lambda todo: (_rank(todo), todo.due or today))
    return [_dressed(todo, today) for todo in ordered]


def _rank(todo: Todo) -> int:
    if todo.due is not None:
        return 1
    if todo.tone == "late":  # how many days differs from one to the next
        return 0
    return 3 if todo.when else 2


def _dressed(todo: Todo, today: dt.date) -> Todo:
    if todo.due is None:
        return replace(todo, when=todo.when or "Tanpa batas", tone=todo.tone or "info")
    left = (todo.due - today).days
    if left < 0:
        words = f"Terlambat {-left} hari"
        return replace(todo, when=words, tone="late")
    if left == 0:
        return replace(todo, when="Hari terakhir", tone="soon")
    if left <= SOON:
        words = f"{left} hari lagi"
        return replace(todo, when=words, tone="soon")
    return replace(todo, when=date_format(todo.due, "j F"), tone=todo.tone or "info")


def last_day(calendar: Calendar, act: Timed, opd_id: int | None = None) -> dt.date | None:
    """Until when an act is lawful; None where no stages are set."""
    window = calendar.window_of(act, opd_id)
    return window.ends_on if window else None


def last_day_of(calendar: Calendar, stage: Stage) -> dt.date | None:
    """The last day of a stage itself, where an act stays lawful beyond it but is late by then."""
    window = calendar.window(stage)
    return window.ends_on if window else None
