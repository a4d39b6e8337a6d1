"""A question as it is asked, and what a kind of question decides about it.

Answers travel as ``{code of the question: answer}``. As they are *typed* they may be anything; *clean* ones
are plain JSON: a whole number (scale, one choice), a list of whole numbers (several choices), or text (texts,
and numbers as ``"12"`` or ``"2.5"``). Not answered is no entry: never zero, never an empty text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from evaluation.question_kinds.telling import Cell, Gathered

Answer = int | list[int] | str
Answers = dict[str, Answer]
#: What was read of something typed: the clean answer, or in words why not. Nothing typed is neither.
Reading = tuple[Answer | None, str]


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
class AskedQuestion:
    """One question as it is asked; ``depends_on`` is the code of an earlier one."""

    pk: int
    number: int
    code: str
    kind: QuestionKind
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
    def values(self) -> frozenset[int]:
        """The whole numbers that are an answer."""
        return frozenset(choice.value for choice in self.choices)

    def label_of(self, value: int) -> str:
        return next((choice.label for choice in self.choices if choice.value == value), str(value))

    def band_of(self, mean: Decimal | None) -> str:
        """How the mean is called; without rounding up into the next band."""
        reached = [band.label for band in self.bands if mean is not None and band.lower_bound <= mean]
        return reached[-1] if reached else ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of an answer after its wave: rows of (value, number), or a text that stands apart."""

    rows: Sequence[tuple[int | None, Decimal | None]] = ()
    text: str = ""


@dataclass(frozen=True)
class QuestionResult:
    """What is told of one question: n answers; ``why`` says in words what is not shown."""

    question: AskedQuestion
    n: int = 0
    mean: Decimal | None = None
    band: str = ""
    spread: Decimal | None = None  # of these answers as a whole population, where every point is told
    cells: list[Cell] = field(default_factory=list)
    why: str = ""


class QuestionKind(ABC):
    """One kind of question: how it is built, asked, read, kept and told. Registered in the package."""

    #: At most eight letters, in the database and in ``data/instruments.toml``.
    code: ClassVar[str]
    label: ClassVar[str]
    #: For whoever builds a questionnaire: when to take this kind.
    good_for: ClassVar[str]
    unanswered: ClassVar[str] = "Isi jawaban Anda."
    #: What the builder fills in beside the words: of ``scale``, ``lowest``, ``highest``, ``options``.
    fields: ClassVar[frozenset[str]] = frozenset()
    #: Its answers are whole numbers out of ``choices``, so other questions may hang on them.
    is_listed: ClassVar[bool] = False
    #: Its answers are free texts, which are read one by one and never counted.
    is_text: ClassVar[bool] = False
    #: Its means lie on the points of a scale: those of several questions make one mean.
    is_rated: ClassVar[bool] = False

    @property
    def has_options(self) -> bool:
        """Whether the builder writes its choices, each of which may stand for an obstacle."""
        return "options" in self.fields

    def lacks(self, question: AskedQuestion) -> Iterator[str]:
        """What is still to be done before it can be asked, in words."""
        if self.has_options and len(question.choices) < 2:
            yield "beri paling sedikit dua pilihan jawaban."

    def read(self, question: AskedQuestion, typed: Any) -> Reading:
        """The clean answer, or why it cannot be read. Nothing typed is neither."""
        if typed is None or (isinstance(typed, str) and not typed.strip()):
            return None, ""
        return self.parse(question, typed)

    @abstractmethod
    def parse(self, question: AskedQuestion, typed: Any) -> Reading:
        """The same for something that was typed."""

    @abstractmethod
    def widget(self, question: AskedQuestion, attrs: dict[str, Any]) -> forms.Widget:
        """The control in which it is answered."""

    def in_words(self, question: AskedQuestion, answer: Any) -> str:
        """A clean answer as its author reads it again, also in the control."""
        return str(answer)

    def initial(self, question: AskedQuestion, answer: Any) -> Any:
        """What stands in the control before anything is typed; ``answer`` is clean, or None."""
        return answer

    @abstractmethod
    def kept(self, answer: Answer) -> Kept:
        """What stays of a clean answer when the wave is closed."""

    @abstractmethod
    def again(self, kept: Kept) -> Answer:
        """The clean answer, from what was kept of it."""

    def tell(self, question: AskedQuestion, gathered: Gathered) -> QuestionResult:
        """What is told of at least K answers; a kind of its own says more than how many they are."""
        return QuestionResult(question, gathered.n)
