"""What stands in a questionnaire, what of it is asked, and whether the answers will do. It writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F

from evaluation import models
from evaluation.models import InstrumentVersion
from evaluation.question_kinds import KINDS
from evaluation.question_kinds.kind import Answers, AskedQuestion, Band, Choice
from personnel.models.turns import Turn
from personnel.remembered import remembered

RESTS_ON = (Turn.Subject.EVALUATION,)


@dataclass(frozen=True, slots=True)
class AskedPart:
    """One page of the questionnaire."""

    number: int
    title: str
    explanation: str = ""
    questions: tuple[AskedQuestion, ...] = ()
    pk: int = 0


@dataclass(frozen=True)
class Questionnaire:
    """A version of an instrument, whole, in the order in which it is asked."""

    version: int
    name: str
    introduction: str = ""
    is_anonymous: bool = True
    respondent: str = ""
    level: int = 0
    parts: tuple[AskedPart, ...] = ()

    @cached_property
    def questions(self) -> tuple[AskedQuestion, ...]:
        return tuple(question for part in self.parts for question in part.questions)

    @cached_property
    def by_code(self) -> dict[str, AskedQuestion]:
        return {question.code: question for question in self.questions}

    def part(self, number: int) -> AskedPart | None:
        return next((part for part in self.parts if part.number == number), None)


# ------------------------------------------------------------------------------------------------ reading


def load(version: InstrumentVersion) -> Questionnaire:
    """The whole version: read anew after a change only, for everybody who answers it reads the same."""
    return remembered(lambda: _read(version), "questionnaire", version.pk, rests_on=RESTS_ON)


def _read(version: InstrumentVersion) -> Questionnaire:
    """Four queries (five where its instrument is not at hand)."""
    choices = _choices_of(version)
    scales = {scale.pk: scale for scale in version.scales.prefetch_related("bands")}
    questions: dict[int, list[AskedQuestion]] = {}
    rows = version.questions.annotate(condition=F("depends_on__code")).order_by("number")
    for row in rows:
        questions.setdefault(row.part_id, []).append(_question(row, scales, choices))
    parts = tuple(
        AskedPart(part.number, part.title, part.explanation, tuple(questions.get(part.pk, ())), part.pk)
        for part in version.parts.order_by("number")
    )
    instrument = version.instrument
    return Questionnaire(
        version=version.pk,
        name=instrument.name,
        introduction=version.introduction,
        is_anonymous=instrument.is_anonymous,
        respondent=instrument.respondent,
        level=instrument.level,
        parts=parts,
    )


def _choices_of(version: InstrumentVersion) -> dict[int, list[Choice]]:
    choices: dict[int, list[Choice]] = {}
    for option in models.Option.objects.filter(version=version).order_by("question", "number"):
        choices.setdefault(option.question_id, []).append(
            Choice(option.number, option.label, option.obstacle)
        )
    return choices


def _question(
    row: Any, scales: Mapping[int, models.Scale], choices: Mapping[int, list[Choice]]
) -> AskedQuestion:
    scale = scales.get(row.scale_id)
    return AskedQuestion(
        pk=row.pk,
        number=row.number,
        code=row.code,
        kind=KINDS[row.kind],
        text=row.text,
        help=row.help,
        is_required=row.is_required,
        choices=tuple(Choice(*point) for point in scale.points) if scale else tuple(choices.get(row.pk, ())),
        bands=tuple(Band(band.lower_bound, band.label) for band in scale.bands.all()) if scale else (),
        lowest=row.lowest,
        highest=row.highest,
        depends_on=row.condition or "",
        depends_values=frozenset(row.depends_values),
    )


# --------------------------------------------------------------------------------- which questions are asked


def is_asked(question: AskedQuestion, answers: Mapping[str, Any]) -> bool:
    """Whether the (clean) answers so far lead to it; an unasked question has no answer and leads nowhere."""
    if not question.depends_on:
        return True
    return not question.depends_values.isdisjoint(_codes(answers.get(question.depends_on)))


def _codes(answer: Any) -> set[int]:
    if isinstance(answer, bool):
        return set()
    if isinstance(answer, int):
        return {answer}
    return {value for value in answer if isinstance(value, int)} if isinstance(answer, list) else set()


def asked(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> list[AskedQuestion]:
    """The questions to which these answers (as typed, or clean) lead, in order."""
    return list(_walk(questionnaire.questions, answers))


def shown(part: AskedPart, answers: Mapping[str, Any]) -> list[AskedQuestion]:
    """The questions of a page, given clean answers of the earlier ones.

    One that hangs on another question of the same page is shown: only the page itself will decide.
    """
    here: set[str] = set()
    questions = []
    for question in part.questions:
        inside = question.depends_on in {other.code for other in part.questions}
        if question.depends_on in here if inside else is_asked(question, answers):
            here.add(question.code)
            questions.append(question)
    return questions


def asked_parts(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> list[AskedPart]:
    """The pages that show something; one whose conditions are all unmet is passed over."""
    known = clean(questionnaire, answers)
    return [part for part in questionnaire.parts if shown(part, known)]


def _walk(questions: Iterable[AskedQuestion], answers: Mapping[str, Any]) -> Iterator[AskedQuestion]:
    known: Answers = {}
    for question in questions:
        if is_asked(question, known):
            value, _error = question.kind.read(question, answers.get(question.code))
            if value is not None:
                known[question.code] = value
            yield question


# ------------------------------------------------------------------------------------ whether they will do


@dataclass(frozen=True, slots=True)
class Checked:
    """Clean answers of the asked questions, and in words what is wrong with the others."""

    values: Answers = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def examine(
    questions: Iterable[AskedQuestion],
    answers: Mapping[str, Any],
    *,
    before: Mapping[str, Any] | None = None,
    is_final: bool = True,
) -> Checked:
    """Read the answers to these questions; ``before`` are clean answers to earlier ones.

    What is not asked is dropped. Unless ``is_final``, a required question may be left for later.
    """
    found = Checked()
    known = dict(before or {})
    for question in questions:
        known.pop(question.code, None)
        if not is_asked(question, known):
            continue
        value, error = question.kind.read(question, answers.get(question.code))
        if value is not None:
            known[question.code] = found.values[question.code] = value
        elif error:
            found.errors[question.code] = error
        elif is_final and question.is_required:
            found.errors[question.code] = question.kind.unanswered
    return found


def check(
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    parts: Collection[int] | None = None,
    *,
    is_final: bool = True,
) -> dict[str, str]:
    """What is wrong, by the question's code; with ``parts`` (their numbers) only there."""
    errors = examine(questionnaire.questions, answers, is_final=is_final).errors
    if parts is None:
        return errors
    codes = {
        question.code for part in questionnaire.parts if part.number in parts for question in part.questions
    }
    return {code: error for code, error in errors.items() if code in codes}


def clean(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Answers:
    """The answers as they are kept: plain JSON, only what was asked and can be read."""
    return examine(questionnaire.questions, answers, is_final=False).values
