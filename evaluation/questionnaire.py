"""What stands in a questionnaire, which of it is asked, and whether an answer will do. It writes nothing.

Answers travel as ``{code of the question: answer}``. As they are *typed* they may be anything; *clean* ones
are plain JSON: a whole number (scale, one choice), a list of whole numbers (several choices), or text (texts,
and numbers as ``"12"`` or ``"2.5"``). Not answered is no entry: never zero, never an empty text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F

from evaluation import models
from evaluation.models import InstrumentVersion
from personnel.rounding import half_up
from personnel.templatetags.palu import jp as number_in_words

Kind = models.Question.Kind
Answer = int | list[int] | str
Answers = dict[str, Answer]

#: Letters that fit into one answer.
LONGEST = {Kind.SHORT: 200, Kind.LONG: 2000}
#: As wide as the column: seven digits before the comma, two after it.
LARGEST = Decimal("9999999.99")
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d*)?")
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
WHOLE = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A point of a scale, or an option."""

    value: int
    label: str
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """How a mean is called from this value on."""

    lower_bound: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is asked; ``depends_on`` is the code of an earlier one."""

    pk: int
    number: int
    code: str
    kind: Kind
    text: str
    help: str = ""
    is_required: bool = True
    choices: tuple[Choice, ...] = ()
    bands: tuple[Band, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    depends_on: str = ""
    depends_values: frozenset[int] = frozenset()

    @property
    def is_coded(self) -> bool:
        return self.kind in models.Question.CODED

    @property
    def is_text(self) -> bool:
        return self.kind in models.Question.TEXT

    @property
    def values(self) -> frozenset[int]:
        """The whole numbers that are an answer."""
        return frozenset(choice.value for choice in self.choices)

    def label_of(self, value: int) -> str:
        return next((choice.label for choice in self.choices if choice.value == value), str(value))


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the questionnaire."""

    number: int
    title: str
    explanation: str = ""
    questions: tuple[Question, ...] = ()
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
    parts: tuple[Part, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for part in self.parts for question in part.questions)

    @cached_property
    def by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    def part(self, number: int) -> Part | None:
        return next((part for part in self.parts if part.number == number), None)


# ------------------------------------------------------------------------------------------------ reading


def load(version: InstrumentVersion) -> Questionnaire:
    """The whole version in four queries (five where its instrument is not at hand)."""
    choices = _choices_of(version)
    scales = {scale.pk: scale for scale in version.scales.prefetch_related("bands")}
    questions: dict[int, list[Question]] = {}
    rows = version.questions.annotate(condition=F("depends_on__code")).order_by("number")
    for row in rows:
        questions.setdefault(row.part_id, []).append(_question(row, scales, choices))
    parts = tuple(
        Part(part.number, part.title, part.explanation, tuple(questions.get(part.pk, ())), part.pk)
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


def _question(row: Any, scales: Mapping[int, models.Scale], choices: Mapping[int, list[Choice]]) -> Question:
    scale = scales.get(row.scale_id)
    return Question(
        pk=row.pk,
        number=row.number,
        code=row.code,
        kind=Kind(row.kind),
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


def is_asked(question: Question, answers: Mapping[str, Any]) -> bool:
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


def asked(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> list[Question]:
    """The questions to which these answers (as typed, or clean) lead, in order."""
    return list(_walk(questionnaire.questions, answers))


def shown(part: Part, answers: Mapping[str, Any]) -> list[Question]:
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


def asked_parts(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> list[Part]:
    """The pages that show something; one whose conditions are all unmet is passed over."""
    known = clean(questionnaire, answers)
    return [part for part in questionnaire.parts if shown(part, known)]


def _walk(questions: Iterable[Question], answers: Mapping[str, Any]) -> Iterator[Question]:
    known: Answers = {}
    for question in questions:
        if is_asked(question, known):
            value, _error = read(question, answers.get(question.code))
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
    questions: Iterable[Question],
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
        value, error = read(question, answers.get(question.code))
        if value is not None:
            known[question.code] = found.values[question.code] = value
        elif error:
            found.errors[question.code] = error
        elif is_final and question.is_required:
            found.errors[question.code] = _unanswered(question)
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


def _unanswered(question: Question) -> str:
    return {
        Kind.SCALE: "Pilih satu jawaban.",
        Kind.CHOICE: "Pilih satu jawaban.",
        Kind.CHOICES: "Pilih paling sedikit satu jawaban.",
        Kind.NUMBER: "Isi dengan angka.",
    }.get(question.kind, "Isi jawaban Anda.")


# ------------------------------------------------------------------------------------------------- one answer


def read(question: Question, typed: Any) -> tuple[Answer | None, str]:
    """The clean answer, or why it cannot be read. Nothing typed is neither."""
    if question.kind == Kind.CHOICES:
        return _several(question, typed)
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None, ""
    if question.kind in (Kind.SCALE, Kind.CHOICE):
        return _one(question, typed)
    if question.kind == Kind.NUMBER:
        return _number(question, typed)
    return _text(question, typed)


def _whole(typed: Any) -> int | None:
    if isinstance(typed, int) and not isinstance(typed, bool):
        return typed
    text = typed.strip() if isinstance(typed, str) else ""
    return int(text) if text.isascii() and WHOLE.fullmatch(text) else None


def _one(question: Question, typed: Any) -> tuple[Answer | None, str]:
    value = _whole(typed)
    if value is None or value not in question.values:
        return None, "Pilih satu jawaban dari daftar."
    return value, ""


def _several(question: Question, typed: Any) -> tuple[Answer | None, str]:
    if typed is None or typed == "":
        return None, ""
    ticked = list(typed) if isinstance(typed, list | tuple | set | frozenset) else [typed]
    values = {_whole(one) for one in ticked}
    known = {value for value in values if value is not None}
    if None in values or not known <= question.values:
        return None, "Pilih jawaban dari daftar."
    return (sorted(known), "") if known else (None, "")


def _number(question: Question, typed: Any) -> tuple[Answer | None, str]:
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
    return _plain(value), ""


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


def _plain(value: Decimal) -> str:
    """At most two decimals and no idle zeros, so that reading it again gives the same."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _text(question: Question, typed: Any) -> tuple[Answer | None, str]:
    if not isinstance(typed, str):
        return None, "Tulis jawaban dengan kata-kata."
    text = _writable(typed, lines=question.kind == Kind.LONG)
    longest = LONGEST[question.kind]
    if len(text) > longest:
        words = "Jawaban terlalu panjang: kurangi %(n)s huruf (paling banyak %(longest)s)."
        return None, words % {
            "n": number_in_words(len(text) - longest),
            "longest": number_in_words(longest),
        }
    return (text, "") if text else (None, "")


def _writable(typed: str, *, lines: bool) -> str:
    """Without signs that no database or reader takes; line ends as one sign, as the browser counts them."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    kept = (sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return "".join(kept).strip()
