"""A number with at most two decimals, within bounds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from evaluation.question_kinds.kind import Answer, AskedQuestion, Kept, QuestionKind, QuestionResult, Reading
from evaluation.question_kinds.telling import Gathered
from personnel.rounding import half_up
from personnel.templatetags.palu import jp as number_in_words

#: As wide as the column: seven digits before the comma, two after it.
LARGEST = Decimal("9999999.99")
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d*)?")
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class NumberKind(QuestionKind):
    """A number; told is its mean."""

    code = "number"
    label = "Angka"
    good_for = "Responden mengisi angka, misalnya hari yang dihemat."
    unanswered = "Isi dengan angka."
    fields = frozenset({"lowest", "highest"})

    def parse(self, question: AskedQuestion, typed: Any) -> Reading:
        value = decimal_of(typed)
        if value is None:
            return None, "Tulis angka saja, misalnya 12 atau 2,5."
        if value != half_up(value, 2):
            return None, "Tulis paling banyak dua angka di belakang koma."
        lowest = -LARGEST if question.lowest is None else question.lowest
        highest = LARGEST if question.highest is None else question.highest
        if value < lowest:
            return None, f"Isi angka {number_in_words(lowest)} atau lebih."
        if value > highest:
            return None, f"Isi angka paling besar {number_in_words(highest)}."
        return plain(value), ""

    def widget(self, question: AskedQuestion, attrs: dict[str, Any]) -> forms.Widget:
        return forms.TextInput({**attrs, "inputmode": "decimal", "autocomplete": "off"})

    def in_words(self, question: AskedQuestion, answer: Any) -> str:
        return str(answer).replace(".", ",")

    def initial(self, question: AskedQuestion, answer: Any) -> Any:
        return self.in_words(question, answer) if isinstance(answer, str) else answer

    def kept(self, answer: Answer) -> Kept:
        return Kept([(None, Decimal(str(answer)))])

    def again(self, kept: Kept) -> Answer:
        return plain(kept.rows[0][1] or Decimal(0))

    def tell(self, question: AskedQuestion, gathered: Gathered) -> QuestionResult:
        return QuestionResult(question, gathered.n, gathered.total / gathered.n)


def decimal_of(typed: Any) -> Decimal | None:
    """As Indonesians write it (1.500 and 2,5) or as it is kept (2.5); three digits after a dot: thousands."""
    if isinstance(typed, bool) or not isinstance(typed, str | int | Decimal):
        return None
    text = "".join(str(typed).split()).replace("\N{MINUS SIGN}", "-")
    if len(text) > 20 or not text.isascii():
        return None
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    if "." not in text:
        text = text.replace(",", ".")
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else None


def plain(value: Decimal) -> str:
    """At most two decimals and no idle zeros, so that reading it again gives the same."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
