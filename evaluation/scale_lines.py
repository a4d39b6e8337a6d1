"""The statements of a questionnaire on their scale, the lowest mean first: where to look before all else.

It reads what ``evaluation.results`` has already found safe to tell, and adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluation.question_kinds.kind import QuestionResult


@dataclass(frozen=True)
class ScaleLine:
    """One statement: its mean, and how far along the scale it lies, in percent."""

    number: int
    text: str
    n: int
    mean: Decimal
    band: str
    first: str
    last: str
    place: Decimal


def lowest_first(questions: Iterable[QuestionResult]) -> list[ScaleLine]:
    lines = [line for one in questions if (line := _line(one))]
    return sorted(lines, key=lambda line: (line.place, line.number))


def _line(result: QuestionResult) -> ScaleLine | None:
    """Nothing for a question without a scale, and for a mean that is not told."""
    points = result.question.choices
    if result.mean is None or len(points) < 2 or not result.question.bands:
        return None
    low, high = points[0], points[-1]
    place = 100 * (result.mean - low.value) / (high.value - low.value)
    return ScaleLine(
        result.question.number,
        result.question.text,
        result.n,
        result.mean,
        result.band,
        f"{low.value} {low.label}",
        f"{high.value} {high.label}",
        place,
    )


def hidden_in(questions: Iterable[QuestionResult]) -> int:
    """How many questions with a scale have no mean that may be told."""
    return sum(1 for one in questions if one.question.bands and one.mean is None)
