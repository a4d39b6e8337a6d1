"""How a consultation stands: sums over its lines, of a plan, an item or a unit. Set-based, constant queries.

Silence is computed, never stored: a line that waits after the last day on which its person could answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, F, Min, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.formats import date_format

from personnel.composed import Given
from personnel.models import CivilServant, User
from personnel.shown import Chip, Figure
from personnel.templatetags.palu import angka, persen, tanggal, tanggal_hari
from planning.consultation.lines import is_open, window_for
from planning.models import ConsultationLine, Cycle, Plan, PlanTarget
from planning.stages import Calendar, Window

State = ConsultationLine.State
LATE = "late"


_TO_REPLY = (
    "Pengelola kepegawaian wajib menanggapi jawaban Anda sebelum rencana diajukan. Tanggapannya muncul "
    "di sini, dan Anda diberi tahu."
)
#: What an answer means for whoever gave it.
NEXT = {
    State.ACCEPTED: "Anda tidak perlu berbuat apa-apa lagi. Bila butir ini diubah, Anda ditanya lagi.",
    State.DECLINED: _TO_REPLY,
    State.COUNTERED: _TO_REPLY,
    State.CHANGED: "Butir ini sudah diubah sesuai usul Anda.",
    State.KEPT: "Butir ini dipertahankan. Penjelasannya tertulis di bawah.",
    State.REFUSED: "Penolakan Anda tetap tercatat dalam rencana, dan tidak perlu ditanggapi lagi.",
}


@dataclass(frozen=True)
class Talk:
    """A plan's consultation on a day: whether anybody can still answer, and until when."""

    plan: Plan
    window: Window | None
    today: dt.date

    @property
    def is_open(self) -> bool:
        """People can answer today."""
        return (
            is_open(self.plan)
            and self.plan.is_editable
            and (self.window is None or self.window.state(self.today) == "open")
        )

    @property
    def is_over(self) -> bool:
        """Nobody can answer any more: who has not is silent."""
        return not self.plan.is_editable or (
            self.window is not None and self.window.state(self.today) == "over"
        )

    @property
    def last_day(self) -> dt.date | None:
        return self.window.ends_on if self.window else None

    def shown_state(self, line: ConsultationLine) -> Chip:
        """A line's state as people say it: silence while it is still asked is not silence for good."""
        if line.state != State.WAITING or self.is_open:
            return State(line.state).chip
        return Chip(self._silence(line))

    def next_words(self, line: ConsultationLine) -> str:
        """What the answer means and what happens next, for the person."""
        if not line.stands:
            return "Butir ini tidak lagi ada dalam rencana Anda. Alasannya tertulis di bawah."
        if line.state != State.WAITING:
            until = tanggal_hari(self.last_day) if self.last_day else "rencana diajukan"
            words = NEXT.get(State(line.state), "")
            return f"{words} Anda masih dapat mengubah jawaban sampai {until}." if self.is_open else words
        if self.is_open and self.last_day:
            return f"Jawab paling lambat {tanggal_hari(self.last_day)}."
        if self.is_open:
            return "Jawab sebelum rencana diajukan."
        if self.is_over:
            return (
                "Waktu untuk menjawab sudah lewat. Diam tidak dianggap setuju; dalam rencana tercatat apa "
                "adanya."
            )
        return f"Anda dapat menjawab mulai {tanggal_hari(self.window.starts_on)}." if self.window else ""

    def _silence(self, line: ConsultationLine) -> str:
        if self.is_late(line):
            return "Belum sempat ditanyakan: konsultasi sudah berakhir"
        if not self.is_over:
            return State.WAITING.label
        if self.window and self.window.state(self.today) == "over":
            return f"Tidak menjawab sampai {date_format(self.window.ends_on, 'j F Y')}"
        return "Tidak menjawab sampai rencana diajukan"

    def is_late(self, line: ConsultationLine) -> bool:
        """Put, or put again, only after the last day."""
        asked = timezone.localdate(line.changed_at or line.opened_at)
        return line.state == State.WAITING and self.window is not None and asked > self.window.ends_on


def talk_of(plan: Plan, calendar: Calendar | None = None) -> Talk:
    """Two queries, none with a calendar."""
    return Talk(plan, window_for(plan, calendar), timezone.localdate())


@dataclass(frozen=True)
class Standing:
    """Lines by what was said. ``dropped`` ones are no longer part of ``lines``."""

    waiting: int = 0
    late: int = 0
    accepted: int = 0
    declined: int = 0
    countered: int = 0
    changed: int = 0
    kept: int = 0
    refused: int = 0
    dropped: int = 0

    @property
    def lines(self) -> int:
        return self.answered + self.waiting + self.late

    @property
    def answered(self) -> int:
        return self.accepted + self.declined + self.countered + self.changed + self.kept + self.refused

    @property
    def unreplied(self) -> int:
        return self.declined + self.countered

    @property
    def others(self) -> int:
        """Answered neither by a plain yes nor by a no that stands."""
        return self.countered + self.changed + self.kept

    @property
    def no(self) -> int:
        return self.declined + self.refused

    @property
    def percent(self) -> Decimal | None:
        """Share of the lines that were accepted."""
        return Decimal(100 * self.accepted) / self.lines if self.lines else None


def standing(plan: Plan, window: Window | None = None) -> Standing:
    """Of a whole plan. One query."""
    return _grouped(plan.consultation_lines.all(), window, Value(0)).get(0, Standing())


def standing_of(plans: Iterable[Plan]) -> Standing:
    """Of several plans together; who was asked too late counts as waiting. One query."""
    lines = ConsultationLine.objects.filter(plan__in=[plan.pk for plan in plans])
    return _grouped(lines, None, Value(0)).get(0, Standing())


def standing_by_item(items: Iterable[int], window: Window | None = None) -> dict[int, Standing]:
    """Of the items named. One query."""
    return _grouped(ConsultationLine.objects.filter(target__item__in=list(items)), window, F("target__item"))


@dataclass(frozen=True)
class UnitStanding:
    """One unit of an OPD."""

    name: str
    standing: Standing


def standing_by_unit(plan: Plan, window: Window | None = None) -> list[UnitStanding]:
    """By the unit in which people serve now, the lowest share of answers first. One query."""
    rows = _grouped(plan.consultation_lines.standing(), window, F("civil_servant__unit__name"))
    units = [UnitStanding(name, found) for name, found in rows.items()]
    return sorted(units, key=lambda unit: (Decimal(unit.standing.answered) / unit.standing.lines, unit.name))


def _grouped(lines: QuerySet[ConsultationLine], window: Window | None, group: Any) -> dict[Any, Standing]:
    state: Any = F("state")
    if window:
        asked = TruncDate(Coalesce("changed_at", "opened_at"))
        state = Case(
            When(state=State.WAITING, asked__gt=window.ends_on, then=Value(LATE)),
            default=F("state"),
            output_field=CharField(),
        )
        lines = lines.annotate(asked=asked)
    counts: dict[Any, dict[str, int]] = {}
    rows = lines.order_by().annotate(grp=group, said=state).values_list("grp", "said").annotate(n=Count("pk"))
    for key, said, n in rows:
        counts.setdefault(key, {})[said] = n
    return {key: Standing(**found) for key, found in counts.items()}


def answers(targets: Iterable[PlanTarget], cycle: Cycle) -> dict[int, str]:
    """What one person said to each of their targets, in words. Targets come with their ``consultation``."""
    calendar = Calendar(cycle)
    said = [(target, getattr(target, "consultation", None)) for target in targets]
    return {target.pk: talk_of(target.plan, calendar).shown_state(line).text for target, line in said if line}


def printed(plans: Sequence[Plan]) -> list[tuple[str, int]]:
    """What people said, in words and counts, for print; nothing where nobody has been asked."""
    asked = [plan for plan in plans if is_open(plan)]
    if not asked:
        return []
    talk = talk_of(asked[0]) if len(asked) == 1 else None
    found = standing(asked[0], talk.window) if talk else standing_of(asked)
    silent = "Belum atau tidak dijawab"
    if talk:
        silent = "Tidak dijawab" if talk.is_over else "Belum dijawab"
    rows = [
        ("Diterima", found.accepted),
        ("Diubah sesuai usul pegawai", found.changed),
        ("Dipertahankan dengan penjelasan", found.kept),
        ("Tetap ditolak", found.refused),
        ("Ditolak atau diusulkan lain, belum ditanggapi", found.unreplied),
        (silent, found.waiting),
        ("Belum sempat ditanyakan", found.late),
    ]
    return [row for row in rows if row[1] or row[0] == "Diterima"]


# ------------------------------------------------------------------------------------------- what awaits whom


@dataclass(frozen=True)
class ToAnswer:
    """Lines that somebody still has to say something to, in one plan."""

    plan: Plan
    lines: int
    last_day: dt.date | None


def lines_to_answer(person: CivilServant | Given) -> QuerySet[ConsultationLine]:
    """A civil servant's own lines without an answer, in plans that are still drafts."""
    return ConsultationLine.objects.filter(
        civil_servant=person, state=State.WAITING, target__isnull=False, plan__status=Plan.Status.DRAFT
    )


def to_answer(person: CivilServant) -> list[ToAnswer]:
    """What a civil servant can answer today and has not. One query, and two for each such plan."""
    counts = dict(lines_to_answer(person).order_by().values_list("plan").annotate(n=Count("pk")))
    if not counts:
        return []
    plans = Plan.objects.filter(pk__in=counts).select_related("unit", "cycle").order_by("pk")
    talks = [talk_of(plan) for plan in plans]
    return [ToAnswer(talk.plan, counts[talk.plan.pk], talk.last_day) for talk in talks if talk.is_open]


@dataclass(frozen=True)
class ToReply:
    """Answers in one plan that HR has not replied to; the oldest since ``since``."""

    plan: Plan
    lines: int
    since: dt.datetime


def lines_to_reply(user: User) -> QuerySet[ConsultationLine]:
    """Somebody's no or proposal in a draft that the person looks after; one's own, a colleague replies to."""
    rows = unreplied_in_drafts().filter(plan__in=Plan.objects.visible_to(user))
    return rows.exclude(civil_servant=user.civil_servant_id) if user.civil_servant_id else rows


def unreplied_in_drafts() -> QuerySet[ConsultationLine]:
    return ConsultationLine.objects.unreplied().filter(plan__status=Plan.Status.DRAFT)


def to_reply(user: User) -> list[ToReply]:
    """Plans in which somebody's no or proposal awaits whoever draws them up. Two queries."""
    found = {
        plan: (n, since)
        for plan, n, since in lines_to_reply(user)
        .order_by()
        .values_list("plan")
        .annotate(n=Count("pk"), since=Min("changed_at"))
    }
    return [
        ToReply(plan, *found[plan.pk])
        for plan in Plan.objects.filter(pk__in=found).select_related("unit", "cycle").order_by("unit__name")
    ]


def lead_of(talk: Talk) -> str:
    """Until when people can answer, or why they cannot."""
    if not talk.plan.consultation_opened_at:
        return "Konsultasi belum dibuka: pegawai belum ditanyai tentang rencana ini."
    if talk.is_open:
        until = tanggal(talk.last_day) if talk.last_day else "rencana diajukan"
        return f"Pegawai dapat menjawab sampai {until}."
    if talk.is_over:
        return "Waktu untuk menjawab sudah lewat. Diam tidak dihitung sebagai setuju."
    return f"Pegawai dapat menjawab mulai {tanggal(talk.window.starts_on)}." if talk.window else ""


def figures_of(talk: Talk, standing: Standing) -> list[Figure]:
    """Answered, to be replied to, accepted, silent; the second stops the plan."""
    unreplied = standing.unreplied
    return [
        Figure(
            f"{angka(standing.answered)} dari {angka(standing.lines)}",
            "sudah dijawab pegawai",
            note="satu jawaban untuk setiap pegawai dan butir",
        ),
        Figure(
            angka(unreplied),
            "perlu ditanggapi",
            note="rencana belum dapat diajukan" if unreplied else "",
            tone="soon" if unreplied else "done",
            url="?keadaan=unreplied#daftar" if unreplied else "",
            link="Lihat",
        ),
        Figure(persen(standing.percent, 0), "diterima", note="dari semua yang ditanyakan"),
        Figure(
            angka(standing.waiting),
            "tidak dijawab" if talk.is_over else "belum dijawab",
            url="?keadaan=waiting#daftar",
            link="Lihat",
        ),
    ]
