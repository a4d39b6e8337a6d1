"""All questions of a draft at once: what was changed, a new one, one that moves; together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluation.instruments.content import add_question, change_question, move_question
from evaluation.instruments.guard import ask, draft
from evaluation.models import InstrumentVersion, Part, Question
from personnel.models import User

#: Where the refusal of the new question stands.
NEW = 0


@dataclass(frozen=True)
class Changed:
    """A question as it was typed, and the stamp of what its editor had before them."""

    question: Question
    values: Mapping[str, Any]
    options: Sequence[str]
    seen: str


@dataclass(frozen=True)
class New:
    """A question that is to stand at the end of a part."""

    part: Part
    kind: str
    values: Mapping[str, Any]
    options: Sequence[str]
    code: str


@dataclass(frozen=True)
class Move:
    """One place up or down, from the number that the editor saw."""

    question: Question
    up: bool
    seen: int


class SheetError(ValidationError):
    """What is wrong with which question (key; ``NEW`` for the one that is added): nothing was saved."""

    def __init__(self, found: Mapping[int, ValidationError]) -> None:
        super().__init__([message for refusal in found.values() for message in refusal.messages])
        self.found = found


def save_questions(
    version: InstrumentVersion,
    changes: Iterable[Changed],
    *,
    new: New | None = None,
    move: Move | None = None,
    by: User | None,
) -> Question | None:
    """Save what was changed, add, then move; gives back the question that was added. What is refused of any
    is told of each, and then nothing is saved."""
    ask(by)
    found: dict[int, ValidationError] = {}
    added = None
    with transaction.atomic():
        draft(version)
        for one in changes:
            try:
                change_question(one.question, one.values, options=one.options, by=by, seen=one.seen)
            except ValidationError as refusal:
                found[one.question.pk] = refusal
        if new is not None:
            try:
                added = add_question(
                    new.part, new.kind, new.values, code=new.code, options=new.options, by=by
                )
            except ValidationError as refusal:
                found[NEW] = refusal
        if found:
            raise SheetError(found)
        if move is not None:
            move_question(move.question, up=move.up, seen=move.seen, by=by)
    return added
