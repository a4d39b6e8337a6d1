"""One answer out of a list: what a scale and a choice have in common."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from evaluation import disclosure
from evaluation.disclosure import Block, Told
from evaluation.question_kinds.kind import Answer, AskedQuestion, Kept, QuestionKind, QuestionResult, Reading
from evaluation.question_kinds.telling import Cell, Gathered, few, spread
from planning.suppression import K

WHOLE = re.compile(r"\d{1,4}")
#: For a choice that need not be made: what was ticked can be taken back.
NO_ANSWER = ""


def whole(typed: Any) -> int | None:
    """The whole number that was typed, or ticked."""
    if isinstance(typed, int) and not isinstance(typed, bool):
        return typed
    text = typed.strip() if isinstance(typed, str) else ""
    return int(text) if text.isascii() and WHOLE.fullmatch(text) else None


def choices_of(question: AskedQuestion) -> list[tuple[str, str]]:
    return [(str(choice.value), choice.label) for choice in question.choices]


class OneOf(QuestionKind):
    """One whole number out of the question's choices."""

    unanswered = "Pilih satu jawaban."
    is_listed = True

    def parse(self, question: AskedQuestion, typed: Any) -> Reading:
        value = whole(typed)
        if value is None or value not in question.values:
            return None, "Pilih satu jawaban dari daftar."
        return value, ""

    def widget(self, question: AskedQuestion, attrs: dict[str, Any]) -> forms.Widget:
        optional = [] if question.is_required else [(NO_ANSWER, "Tidak menjawab")]
        return forms.RadioSelect(attrs, choices_of(question) + optional)

    def in_words(self, question: AskedQuestion, answer: Any) -> str:
        return question.label_of(answer)

    def kept(self, answer: Answer) -> Kept:
        return Kept([(int(str(answer)), None)])

    def again(self, kept: Kept) -> Answer:
        return int(kept.rows[0][0] or 0)

    @abstractmethod
    def told(self, values: Mapping[int, int], points: Sequence[int]) -> Told | None:
        """What may be told of one leaf (``evaluation.disclosure``)."""

    def tell(self, question: AskedQuestion, gathered: Gathered) -> QuestionResult:
        told = self._leaves(question, gathered)
        n = sum(one.n for one in told)
        if n < K:
            return QuestionResult(question, why=few())
        blocks, of = disclosure.add_up(told)
        mean = mean_of(told)
        return QuestionResult(
            question,
            n,
            mean,
            question.band_of(mean),
            spread(blocks, of == n),
            [_cell(question, block, count, of) for block, count in blocks.items()],
            _untold(n, of if blocks else 0),
        )

    def _leaves(self, question: AskedQuestion, gathered: Gathered) -> list[Told]:
        """Without those of another version that had more points: they cannot be compared."""
        points = [choice.value for choice in question.choices]
        values = [gathered.grouped.values(group) for group in gathered.chosen]
        told = [self.told(found, points) for found in values if set(found) <= set(points)]
        return [one for one in told if one is not None]


def mean_of(told: Sequence[Told]) -> Decimal | None:
    """Over the leaves whose sum is told; options, which have none, have no mean."""
    summed = [(one.total, one.n) for one in told if one.total is not None]
    if not summed:
        return None
    return Decimal(sum(total for total, _n in summed)) / sum(n for _total, n in summed)


def _cell(question: AskedQuestion, block: Block, count: int, of: int) -> Cell:
    return Cell(" + ".join(question.label_of(point) for point in block), count, of)


def _untold(n: int, of: int) -> str:
    """Why some of the n answers do not stand in the bars."""
    if not of:
        return f"Sebaran tidak ditampilkan: sebagian jawaban dipilih kurang dari {K} orang."
    if of < n:
        return f"Sebaran dari {of} di antara {n} jawaban; yang lain terlalu sedikit per pilihan."
    return ""
