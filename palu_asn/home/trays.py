"""What waits in trays: one query asks about all of them, and only those that may hold something are read.

Most trays of most people are empty. So the question is a plain one, which may say yes where there is nothing
in the end; the rules say what there is. Django composes a question longer than Postgres answers it: each is
composed once for each process (``functools.cache``), and who asks, and when, is given each time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone

from palu_asn.home.todo import Todo
from personnel.models import User
from personnel.presence import Question, ask
from planning.reports.voices import answering_opds, planned_by
from planning.stages import Calendar


class Waiting(Protocol):
    """Something that may wait for somebody: what is asked about it, and what to tell after the answers."""

    @property
    def questions(self) -> Sequence[Question]: ...

    def todos(self, answers: Sequence[Any]) -> list[Todo]: ...


@dataclass(frozen=True)
class Tray:
    """Something that may wait for somebody: where each of these questions is answered with no, nothing does.
    ``told`` looks."""

    questions: Sequence[Question]
    told: Callable[[], list[Todo]]

    def todos(self, answers: Sequence[bool]) -> list[Todo]:
        return self.told() if any(answers) else []


@dataclass(frozen=True)
class Pile:
    """Rows that all wait for somebody, of which ``told`` says how many there are."""

    number: Question
    told: Callable[[int], list[Todo]]

    @property
    def questions(self) -> list[Question]:
        return [self.number]

    def todos(self, answers: Sequence[int]) -> list[Todo]:
        return self.told(answers[0]) if answers[0] else []


@dataclass(frozen=True)
class Silence:
    """Something that waits as long as the question is answered with no."""

    said: Question
    told: Callable[[], list[Todo]]

    @property
    def questions(self) -> list[Question]:
        return [self.said]

    def todos(self, answers: Sequence[bool]) -> list[Todo]:
        return [] if any(answers) else self.told()


def todos_in(trays: Sequence[Waiting], **values: Any) -> list[Todo]:
    """One query for any number of piles and empty trays, one or two more for each tray that may hold
    something. ``values`` are what the questions leave to be given (``given_by``)."""
    asked = [tray.questions for tray in trays]
    answers = iter(ask(*(question for questions in asked for question in questions), **values))
    return [
        todo
        for tray, questions in zip(trays, asked, strict=True)
        for todo in tray.todos([next(answers) for _question in questions])
    ]


def given_by(user: User, calendar: Calendar | None, team: list[int]) -> dict[str, Any]:
    """What the questions leave to be given: who asks (``person`` is 0, nobody, for who is none), whom they
    rate, of which OPD they draw up the plans and in which they hold any role, and the moment."""
    person = user.civil_servant_id or 0
    return {
        "user": user.pk,
        "person": person,
        "team": team,
        "sides": [person, *team],
        "opds": planned_by(user),
        "role_opds": list(user.role_opds),
        "answering": answering_opds(user),
        "cycle": calendar.cycle.pk if calendar is not None else None,
        "now": timezone.now(),
        "today": timezone.localdate(),
    }
