"""One page of a questionnaire as a form. ``evaluation.questionnaire`` reads and checks what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import escape

from evaluation.models import Question as Row
from evaluation.questionnaire import LONGEST, Checked, Part, Question, examine, shown

Kind = Row.Kind
#: For a choice that need not be made: what was ticked can be taken back.
NO_ANSWER = ""


class AnswerField(forms.Field):
    """Takes what was typed as it is."""

    def clean(self, value: Any) -> Any:
        return value


class PartForm(forms.Form):
    """The questions of a page, given the clean answers of the earlier ones.

    ``checked`` holds what was read and what is wrong; unless ``is_final``, required questions may stay open.
    """

    use_required_attribute = False

    def __init__(self, data: Any, *, part: Part, answers: Mapping[str, Any], is_final: bool = True) -> None:
        super().__init__(data, prefix="q")
        self.part, self.answers, self.is_final = part, answers, is_final
        self.questions = shown(part, answers)
        self.checked = Checked()
        for question in self.questions:
            self.fields[question.code] = self._field(question)

    def _field(self, question: Question) -> forms.Field:
        return AnswerField(
            label=f"{question.number}. {question.text}",
            help_text=" ".join(escape(words) for words in (self.condition(question), question.help) if words),
            required=question.is_required,
            initial=_initial(question, self.answers.get(question.code)),
            widget=_widget(question, self._hangs_on(question)),
        )

    def _hangs_on(self, question: Question) -> Question | None:
        """The question of this page that decides whether it is asked."""
        return next((other for other in self.questions if other.code == question.depends_on), None)

    def condition(self, question: Question) -> str:
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

    def _first_control(self, question: Question) -> str:
        name = self[question.code].auto_id
        return f"{name}_0" if question.is_coded else name

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
    part: Part, data: Any = None, answers: Mapping[str, Any] | None = None, *, is_final: bool = True
) -> PartForm:
    """The form of a page: empty, filled from kept ``answers``, or sent with ``data``."""
    return PartForm(data, part=part, answers=answers or {}, is_final=is_final)


def _initial(question: Question, answer: Any) -> Any:
    if question.kind == Kind.NUMBER and isinstance(answer, str):
        return answer.replace(".", ",")
    return answer


def _widget(question: Question, hangs_on: Question | None) -> forms.Widget:
    attrs: dict[str, str] = {}
    if hangs_on is not None:
        attrs["data-asked-with"] = f"q-{hangs_on.code}"
        attrs["data-asked-at"] = " ".join(str(value) for value in sorted(question.depends_values))
    choices: list[tuple[str, str]] = [(str(choice.value), choice.label) for choice in question.choices]
    match question.kind:
        case Kind.CHOICES:
            return forms.CheckboxSelectMultiple(attrs, choices)
        case Kind.SCALE | Kind.CHOICE:
            if not question.is_required:
                choices.append((NO_ANSWER, "Tidak menjawab"))
            return forms.RadioSelect(attrs, choices)
        case Kind.NUMBER:
            return forms.TextInput({**attrs, "inputmode": "decimal", "autocomplete": "off"})
        case Kind.SHORT:
            return forms.TextInput({**attrs, "maxlength": LONGEST[Kind.SHORT], "autocomplete": "off"})
        case _:
            return forms.Textarea({**attrs, "rows": 4, "maxlength": LONGEST[Kind.LONG]})
