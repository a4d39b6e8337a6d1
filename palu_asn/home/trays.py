"""What waits in trays: one query asks about all of them, and only those that may hold something are read.

Most trays of most people are empty, and Django composes a question longer than Postgres answers it. So the
question is a plain one, which may say yes where there is nothing in the end; the rules say what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from palu_asn.home.todo import Todo
from personnel.presence import Question, ask, how_many, is_there


class Waiting(Protocol):
    """Something that may wait for somebody: what is asked about it, and what to tell after the answers."""

    @property
    def questions(self) -> list[Question]: ...

    def todos(self, answers: Sequence[Any]) -> list[Todo]: ...


@dataclass(frozen=True)
class Tray:
    """Something that may wait for somebody: without one of these rows nothing does. ``told`` looks."""

    rows: QuerySet[Any] | Sequence[QuerySet[Any] | Question]
    told: Callable[[], list[Todo]]

    @property
    def questions(self) -> list[Question]:
        listed = [self.rows] if isinstance(self.rows, QuerySet) else self.rows
        return [is_there(one) if isinstance(one, QuerySet) else one for one in listed]

    def todos(self, answers: Sequence[bool]) -> list[Todo]:
        return self.told() if any(answers) else []


@dataclass(frozen=True)
class Pile:
    """Rows that all wait for somebody, of which ``told`` says how many there are."""

    rows: QuerySet[Any]
    told: Callable[[int], list[Todo]]

    @property
    def questions(self) -> list[Question]:
        return [how_many(self.rows)]

    def todos(self, answers: Sequence[int]) -> list[Todo]:
        return self.told(answers[0]) if answers[0] else []


def todos_in(trays: Sequence[Waiting]) -> list[Todo]:
    """One query for any number of piles and empty trays, one or two more for each tray that may hold
    something."""
    asked = [tray.questions for tray in trays]
    answers = iter(ask(*(question for questions in asked for question in questions)))
    return [
        todo
        for tray, questions in zip(trays, asked, strict=True)
        for todo in tray.todos([next(answers) for _question in questions])
    ]
