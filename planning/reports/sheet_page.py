"""One rating sheet as its author sees it: the questions, how far it is, and what can be done next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from personnel.models import CivilServant, User
from personnel.shown import Link
from personnel.templatetags.palu import angka, tanggal
from planning import sheets
from planning.hidden_levels import rating_window
from planning.models import (
    Competency,
    Cycle,
    RatingSheet,
    SheetAnswer,
)
from planning.stages import Calendar, Window

Hand = RatingSheet.Hand


@dataclass(frozen=True)
class SheetQuestion:
    """One competency of a sheet, and what its author has answered so far."""

    competency: Competency
    number: int
    answer: SheetAnswer | None
    is_complete: bool

    @property
    def lowered(self) -> str:
        """Where the behaviours count for less than the level that was chosen."""
        kept = self.answer
        return f"(dipilih {kept.chosen_level})" if kept and kept.level != kept.chosen_level else ""


@dataclass(frozen=True)
class SheetView:
    """A sheet as its author sees it; of what another hand wrote nothing but that it is there."""

    person: CivilServant
    cycle: Cycle
    hand: str
    asked: Sequence[Competency]
    behaviours: dict[tuple[int, int], int]
    window: Window | None
    sheet: RatingSheet | None = None
    questions: Sequence[SheetQuestion] = ()
    closed: str = ""
    begun_by_another: bool = False

    @property
    def is_own(self) -> bool:
        return self.hand == Hand.SELF

    @property
    def is_sent(self) -> bool:
        return self.sheet is not None and self.sheet.is_sent

    @property
    def done(self) -> int:
        return sum(question.is_complete for question in self.questions)

    @property
    def total(self) -> int:
        return len(self.questions)

    @property
    def is_complete(self) -> bool:
        return bool(self.questions) and self.done == self.total

    @property
    def first_open(self) -> SheetQuestion | None:
        return next((question for question in self.questions if not question.is_complete), None)

    @property
    def is_open(self) -> bool:
        return not self.is_sent and not self.closed

    @property
    def title(self) -> str:
        return "Penilaian mandiri" if self.is_own else f"Penilaian untuk {self.person.full_name}"

    @property
    def progress(self) -> str:
        words = f"{angka(self.done)} dari {angka(self.total)} kompetensi terjawab."
        if self.window is None or not self.is_own:
            return words
        return f"{words} Kirim paling lambat {tanggal(self.window.ends_on)}."

    @property
    def opens(self) -> str:
        """When both sides see what the other wrote."""
        other = "atasan mengirim" if self.is_own else "penilaian mandirinya juga terkirim"
        last = f"; paling lambat sehari sesudah {tanggal(self.window.ends_on)}" if self.window else ""
        return f"Setelah {other}, Anda berdua melihat keduanya{last}."

    @property
    def notice(self) -> str:
        """What hinders, or must be known before one begins."""
        if self.closed or not self.begun_by_another:
            return self.closed
        return (
            "Penilai sebelumnya sudah mulai mengisi lembar ini. Begitu Anda menyimpan jawaban pertama, "
            "isiannya dihapus dan lembar ini menjadi milik Anda."
        )

    @property
    def go_on(self) -> Link:
        """From the answers: to the first that is missing, else to sending."""
        return self._answer("Jawab yang belum") or self._way("Lanjut ke pengiriman", "sheet_send")

    @property
    def begin(self) -> Link:
        """From the overview: to the first answer that is missing, else to the answers."""
        return self._answer("Lanjutkan menilai") or self._way("Periksa dan kirim", "sheet_review")

    @property
    def later(self) -> Link:
        name = "planning:rating_home" if self.is_own else "planning:rating_people"
        return Link("Lanjutkan nanti", reverse(name))

    def _answer(self, label: str) -> Link | None:
        if self.first_open is None:
            return None
        code = self.first_open.competency.code
        return self._way(label if self.done else "Mulai menilai", "sheet_answer", code)

    def _way(self, label: str, name: str, *args: str) -> Link:
        return Link(label, reverse(f"planning:{name}", args=[self.person.pk, self.hand, *args]), strong=True)

    def find(self, code: str) -> SheetQuestion | None:
        return next((question for question in self.questions if question.competency.code == code), None)

    def with_answer(self, answer: SheetAnswer) -> SheetView:
        """The same sheet after its author has answered once more."""
        is_complete = sheets.is_complete(answer, self.behaviours)
        return replace(
            self,
            questions=[
                replace(question, answer=answer, is_complete=is_complete)
                if question.competency.pk == answer.competency_id
                else question
                for question in self.questions
            ],
        )

    def after(self, question: SheetQuestion) -> SheetQuestion | None:
        """The next one that is not answered; after the last the search begins anew."""
        rest = [*self.questions[question.number :], *self.questions[: question.number - 1]]
        return next((other for other in rest if not other.is_complete), None)


def sheet_view(person: CivilServant, cycle: Cycle, hand: str, user: User) -> SheetView:
    """A constant number of queries, however many competencies are asked."""
    asked, calendar = sheets.asked_of(person), Calendar(cycle)
    refusal = sheets.why_closed(person, cycle, hand, calendar)
    view = SheetView(
        person=person,
        cycle=cycle,
        hand=hand,
        asked=asked,
        behaviours=sheets.behaviours_of(asked),
        window=rating_window(person, cycle, calendar),
        closed=" ".join(refusal.messages) if refusal else "",
    )
    return answered_by_now(view, user)


def answered_by_now(view: SheetView, user: User) -> SheetView:
    """The same sheet with what its author has answered until now."""
    sheet = sheets.draft_of(view.person, view.cycle, view.hand, user)
    kept = sheet.answers.prefetch_related("evidence") if sheet else ()
    answers = {answer.competency_id: answer for answer in kept}
    done = {pk: sheets.is_complete(answer, view.behaviours) for pk, answer in answers.items()}
    others = RatingSheet.objects.filter(cycle=view.cycle, civil_servant=view.person, hand=view.hand)
    return replace(
        view,
        sheet=sheet,
        questions=[
            SheetQuestion(c, number, answers.get(c.pk), done.get(c.pk, False))
            for number, c in enumerate(view.asked, 1)
        ],
        begun_by_another=sheet is None and others.exists(),
    )
