"""A scale of agreement: the one kind whose points have a mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation import disclosure
from evaluation.disclosure import Told
from evaluation.question_kinds.one_of import OneOf


class ScaleKind(OneOf):
    """How far the respondent agrees with a statement, on a scale of the version."""

    code = "scale"
    label = "Skala persetujuan"
    good_for = "Responden menyatakan setuju atau tidak dengan sebuah pernyataan; hasilnya rata-rata."
    fields = frozenset({"scale"})
    is_rated = True

    def told(self, values: Mapping[int, int], points: Sequence[int]) -> Told | None:
        return disclosure.told_of_scale(values, points)
