"""All questions of a draft on one page, each with the fields of its kind; one more at the end of a part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from evaluation.forms.instruments import QuestionForm
from evaluation.instruments.sheet import NEW, Changed, New, SheetError
from evaluation.models import InstrumentVersion, Part, Question
from evaluation.question_kinds import KINDS
from personnel.forms.refusals import put_errors


@dataclass(frozen=True)
class Entry:
    """One question on the page."""

    question: Question
    form: QuestionForm
    is_first: bool
    is_last: bool

    @property
    def kind(self) -> str:
        return KINDS[self.question.kind].label

    @property
    def has_options(self) -> bool:
        return KINDS[self.question.kind].has_options


@dataclass(frozen=True)
class Group:
    """A part with its questions, and the one that is being added to it."""

    part: Part
    entries: list[Entry]
    new: QuestionForm | None


class QuestionSheet:
    """The page's forms. ``adding``: the part and the kind of the question that is being added."""

    def __init__(
        self, data: QueryDict | None, version: InstrumentVersion, adding: tuple[Part, str] | None
    ) -> None:
        self.adding = adding
        self.scales = list(version.scales.order_by("pk"))
        rows = version.questions.select_related("scale", "depends_on").prefetch_related("options")
        questions = list(rows.order_by("number"))
        self.forms = {
            row.pk: QuestionForm(data, kind=row.kind, scales=self.scales, question=row, prefix=f"p{row.pk}")
            for row in questions
        }
        self.new = QuestionForm(data, kind=adding[1], scales=self.scales, prefix="baru") if adding else None
        self.questions = {row.pk: row for row in questions}
        self.groups = [self._group(part) for part in version.parts.order_by("number")]

    def _group(self, part: Part) -> Group:
        last = len(self.questions)
        entries = [
            Entry(row, self.forms[row.pk], is_first=row.number == 1, is_last=row.number == last)
            for row in self.questions.values()
            if row.part_id == part.pk
        ]
        is_here = self.adding is not None and self.adding[0].pk == part.pk
        return Group(part, entries, self.new if is_here else None)

    def is_valid(self) -> bool:
        """Every form, so that everything that is wrong is told at once."""
        answers = [form.is_valid() for form in self._sent()]
        return all(answers)

    def _sent(self) -> Iterator[QuestionForm]:
        yield from (form for form in self.forms.values() if form.has_changed())
        if self.new is not None and not self.new.is_blank:
            yield self.new

    @property
    def changes(self) -> list[Changed]:
        return [
            Changed(self.questions[pk], form.values, form.option_labels, form.cleaned_data["stamp"])
            for pk, form in self.forms.items()
            if form.has_changed()
        ]

    @property
    def added(self) -> New | None:
        if self.new is None or self.adding is None or self.new.is_blank:
            return None
        part, kind = self.adding
        return New(part, kind, self.new.values, self.new.option_labels, self.new.cleaned_data["code"])

    def put(self, refusal: ValidationError) -> None:
        """What the rule refused, beside the question that it is about."""
        found = refusal.found if isinstance(refusal, SheetError) else {}
        for pk, one in found.items():
            form = self.new if pk == NEW else self.forms.get(pk)
            if form is not None:
                put_errors(form, one)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Where, and what: for the summary above the page."""
        named = [
            (f"pertanyaan-{pk}", f"Pertanyaan {self.questions[pk].number}", form)
            for pk, form in self.forms.items()
        ]
        if self.new is not None:
            named.append(("baru", "Pertanyaan baru", self.new))
        return [
            (mark, f"{name}: {message}")
            for mark, name, form in named
            if form.is_bound and form.has_changed() and form.errors
            for messages in form.errors.values()
            for message in messages
        ]


def typed_act(data: Any) -> tuple[str, list[str]]:
    """What the pressed button says: its word, and what stands behind it."""
    word, *rest = str(data.get("act", "save"))[:60].split(":")
    return word, rest
