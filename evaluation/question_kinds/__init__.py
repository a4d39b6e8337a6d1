"""The kinds of question, one class each, in the order in which they are offered.

A new kind is a class in a module of this package and its name in ``KINDS``; nothing else asks of which kind a
question is.
"""

from __future__ import annotations

from evaluation.question_kinds.choice import ChoiceKind
from evaluation.question_kinds.choices import ChoicesKind
from evaluation.question_kinds.kind import QuestionKind
from evaluation.question_kinds.number import NumberKind
from evaluation.question_kinds.scale import ScaleKind
from evaluation.question_kinds.text import LongKind, ShortKind

#: What stands in the database → what it means.
KINDS: dict[str, QuestionKind] = {
    kind.code: kind
    for kind in (ScaleKind(), ChoiceKind(), ChoicesKind(), NumberKind(), ShortKind(), LongKind())
}


def choices() -> list[tuple[str, str]]:
    """For the column: each kind and its label."""
    return [(code, kind.label) for code, kind in KINDS.items()]


def listed() -> list[str]:
    """The kinds of question that others may hang on."""
    return [code for code, kind in KINDS.items() if kind.is_listed]
