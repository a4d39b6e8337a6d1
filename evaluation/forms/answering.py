"""One page of a questionnaire as a form. ``evaluation.questionnaire`` reads and checks what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import escape

from evaluation.question_kinds.kind import AskedQuestion
from evaluation.questionnaire import AskedPart, Checked, examine, shown


class AnswerField(forms.Field):
    """Takes what was typed as it is."""

    def clean(self, value: Any) -> Any:
        return value


class PartForm(forms.Form):
    """The questions of a page, given the clean answers of the earlier ones.

    ``checked`` holds what was read and what is wrong; unless ``is_final``, required questions may stay open.
    """

    use_required_attribute = False

    def __init__(
        self, data: Any, *, part: AskedPart, answers: Mapping[str, Any], is_final: bool = True
    ) -> None:
        super().__init__(data, prefix="q")
        self.part, self.answers, self.is_final = part, answers, is_final
        self.questions = shown(part, answers)
        self.checked = Checked()
        for question in self.questions:
            self.fields[question.code] = self._field(question)

    def _field(self, question: AskedQuestion) -> forms.Field:
        return AnswerField(
            label=f"{question.number}. {question.text}",
            help_text=" ".join(escape(words) for words in (self.condition(question), question.help) if words),
            required=question.is_required,
            initial=question.kind.initial(question, self.answers.get(question.code)),
            widget=question.kind.widget(question, self._asked_with(question)),
        )

    def _hangs_on(self, question: AskedQuestion) -> AskedQuestion | None:
        """The question of this page that decides whether it is asked."""
        return next((other for other in self.questions if other.code == question.depends_on), None)

    def _asked_with(self, question: AskedQuestion) -> dict[str, Any]:
        """For the script that shows it as soon as the other one is answered so."""
        other = self._hangs_on(question)
        if other is None:
            return {}
        values = " ".join(str(value) for value in sorted(question.depends_values))
        return {"data-asked-with": f"q-{other.code}", "data-asked-at": values}

    def condition(self, question: AskedQuestion) -> str:
        """In words when to answer; nothing where the page itself has already decided."""
        other = self._hangs_on(question)
        if other is None:
            return ""
        labels = [f"“{other.label_of(value)}”" for value in sorted(question.depends_values)]
        return f"Jawab bila jawaban pertanyaan {other.number} adalah {' atau '.join(labels)}."

    @property
    def faults(self) -> list[tuple[str, str]]:
        """For the summary above the page: where to go, and what is wrong with which question."""
        return [
            (self._first_control(question), f"{'Pertanyaan'} {question.number}: {error}")
            for question in self.questions
            for error in self[question.code].errors
        ]

    def _first_control(self, question: AskedQuestion) -> str:
        bound = self[question.code]
        return f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id

    @property
    def typed(self) -> dict[str, Any]:
        """As it was typed, by the question's code."""
        return {question.code: self[question.code].data for question in self.questions}

    def clean(self) -> dict[str, Any]:
        self.checked = examine(self.questions, self.typed, before=self.answers, is_final=self.is_final)
        for code, error in self.checked.errors.items():
            self.add_error(code, error)
        return self.cleaned_data


def part_form(
    part: AskedPart, data: Any = None, answers: Mapping[str, Any] | None = None, *, is_final: bool = True
) -> PartForm:
    """The form of a page: empty, filled from kept ``answers``, or sent with ``data``."""
    return PartForm(data, part=part, answers=answers or {}, is_final=is_final)
