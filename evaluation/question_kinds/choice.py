"""One option out of a list that the builder wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation import disclosure
from evaluation.disclosure import Told
from evaluation.question_kinds.one_of import OneOf


class ChoiceKind(OneOf):
    """One option, without an order and therefore without a mean."""

    code = "choice"
    label = "Pilih satu"
    good_for = "Responden memilih satu jawaban dari daftar Anda."
    fields = frozenset({"options"})

    def told(self, values: Mapping[int, int], points: Sequence[int]) -> Told | None:
        return disclosure.told_of_choice(values, points)
