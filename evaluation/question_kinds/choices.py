"""Several options out of a list that the builder wrote."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluation import disclosure
from evaluation.question_kinds.kind import Answer, AskedQuestion, Kept, QuestionKind, QuestionResult, Reading
from evaluation.question_kinds.one_of import choices_of, whole
from evaluation.question_kinds.telling import Cell, Gathered
from planning.suppression import K


class ChoicesKind(QuestionKind):
    """Any number of options; each is told by itself, of all who answered."""

    code = "choices"
    label = "Pilih beberapa"
    good_for = "Responden dapat mencentang beberapa jawaban, misalnya hambatan."
    unanswered = "Pilih paling sedikit satu jawaban."
    fields = frozenset({"options"})
    is_listed = True

    def parse(self, question: AskedQuestion, typed: Any) -> Reading:
        ticked = list(typed) if isinstance(typed, list | tuple | set | frozenset) else [typed]
        values = {whole(one) for one in ticked}
        known = {value for value in values if value is not None}
        if None in values or not known <= question.values:
            return None, "Pilih jawaban dari daftar."
        return (sorted(known), "") if known else (None, "")

    def widget(self, question: AskedQuestion, attrs: dict[str, Any]) -> forms.Widget:
        return forms.CheckboxSelectMultiple(attrs, choices_of(question))

    def in_words(self, question: AskedQuestion, answer: Any) -> str:
        return ", ".join(question.label_of(value) for value in answer)

    def kept(self, answer: Answer) -> Kept:
        chosen = answer if isinstance(answer, list) else [int(answer)]
        return Kept([(value, None) for value in chosen])

    def again(self, kept: Kept) -> Answer:
        return sorted(int(value or 0) for value, _number in kept.rows)

    def tell(self, question: AskedQuestion, gathered: Gathered) -> QuestionResult:
        """Of the answers in the pools that lie in the cut, so many ticked this option."""
        cells, missing = [], 0
        for choice in question.choices:
            cell = _cell(choice.label, choice.value, gathered)
            if cell.of:
                cells.append(cell)
            missing += not cell.of
        why = ""
        if missing:
            why = (
                f"{missing} pilihan tidak ditampilkan: dipilih, atau tidak dipilih, oleh kurang dari {K} "
                "orang."
            )
        return QuestionResult(question, gathered.n, cells=cells, why=why)


def _cell(label: str, value: int, gathered: Gathered) -> Cell:
    inside = frozenset(leaf.pk for group in gathered.chosen for leaf in group)
    told = list(disclosure.within(gathered.grouped.pools(value), inside))
    return Cell(label, sum(pool.ticked for pool in told), sum(pool.n for pool in told))
