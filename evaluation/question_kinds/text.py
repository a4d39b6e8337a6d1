"""Free texts, short and long. They are kept apart from all other answers, and never counted."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django import forms

from evaluation.question_kinds.kind import Answer, AskedQuestion, Kept, QuestionKind, Reading
from personnel.templatetags.palu import jp as number_in_words


class TextKind(QuestionKind):
    """What somebody writes in their own words."""

    is_text = True
    #: Letters that fit into one answer.
    longest: ClassVar[int]
    has_lines: ClassVar[bool] = False

    def parse(self, question: AskedQuestion, typed: Any) -> Reading:
        if not isinstance(typed, str):
            return None, "Tulis jawaban dengan kata-kata."
        text = writable(typed, lines=self.has_lines)
        if len(text) > self.longest:
            over, longest = number_in_words(len(text) - self.longest), number_in_words(self.longest)
            return None, f"Jawaban terlalu panjang: kurangi {over} huruf (paling banyak {longest})."
        return (text, "") if text else (None, "")

    def widget(self, question: AskedQuestion, attrs: dict[str, Any]) -> forms.Widget:
        if self.has_lines:
            return forms.Textarea({**attrs, "rows": 4, "maxlength": self.longest})
        return forms.TextInput({**attrs, "maxlength": self.longest, "autocomplete": "off"})

    def kept(self, answer: Answer) -> Kept:
        return Kept(text=str(answer))

    def again(self, kept: Kept) -> Answer:
        return kept.text


class ShortKind(TextKind):
    """One line."""

    code = "short"
    label = "Teks pendek"
    good_for = "Responden menulis paling banyak 200 huruf."
    longest = 200


class LongKind(TextKind):
    """Several lines."""

    code = "long"
    label = "Teks panjang"
    good_for = "Responden menulis paling banyak 2.000 huruf, misalnya saran."
    longest = 2000
    has_lines = True


def writable(typed: str, *, lines: bool) -> str:
    """Without signs that no database or reader takes; line ends as one sign, as the browser counts them."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    kept = (sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return "".join(kept).strip()
