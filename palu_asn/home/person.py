"""What awaits a civil servant: for themself, and for the people they lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.urls import reverse

from palu_asn.home.todo import Todo, last_day
from palu_asn.home.trays import Pile, Silence, Tray, Waiting
from personnel.composed import Given
from personnel.models import CivilServant, User
from personnel.models.people import is_one_of
from personnel.presence import Question, how_many, is_there
from planning.models import Cycle, Need, PlanTarget, RatingSheet, Suggestion
from planning.proposals import asked_for_a_view
from planning.reports.consultation import ToAnswer, lines_to_answer, to_answer
from planning.reports.sheets import may_rate_today, progress_of, talked_over, to_be_rated
from planning.reports.voices import may_speak_until, views_awaited
from planning.stages import Act, Calendar


def as_superior(user: User, calendar: Calendar, team: list[int]) -> list[Waiting]:
    """What awaits whoever rates people: their sheets, and what they propose."""
    person = user.civil_servant
    if person is None or not team:
        return []
    cycle, opd = calendar.cycle, person.unit.opd_id

    def to_rate(left: int) -> list[Todo]:
        return [
            Todo(
                what=f"{left} bawahan belum Anda nilai",
                why="Anda menilai tanpa melihat penilaian mandiri mereka, dan sebaliknya.",
                url=reverse("planning:rating_people"),
                act="Nilai bawahan",
                due=last_day(calendar, Act.RATE, opd),
            )
        ]

    def to_view() -> list[Todo]:
        views = views_awaited(user, cycle, calendar, team)
        return [
            Todo(
                what=f"{views.total} usulan bawahan menunggu pandangan Anda",
                why="Pengelola kepegawaian menimbang pandangan Anda sebelum menjawab.",
                url=reverse("planning:proposal_views"),
                act="Beri pandangan",
                due=views.until,
            )
        ]

    trays: list[Waiting] = [Tray([_without_view()], to_view)]
    if may_rate_today(person, cycle, calendar):
        trays.append(Pile(_not_rated(), to_rate))
    return trays


@cache
def _without_view() -> Question:
    rows = asked_for_a_view(Given("cycle")).filter(view="")
    return is_there(rows.filter(is_one_of("author_id", Given("team"))))


@cache
def _not_rated() -> Question:
    return how_many(to_be_rated(Given("cycle")).filter(is_one_of("pk", Given("team"))))


def as_civil_servant(user: User, calendar: Calendar) -> list[Waiting]:
    """One's dialogues and one's own sheet and lines, what one may say, and what one has been told."""
    person = user.civil_servant
    if person is None:
        return []
    cycle = calendar.cycle
    trays: list[Waiting] = [_dialogues(person, calendar), OwnLines(person, cycle)]
    if person.legal_state == CivilServant.LegalState.ACTIVE and may_rate_today(person, cycle, calendar):
        trays.append(OwnSheet(person, calendar))
    if calendar.window_of(Act.SUGGEST) and calendar.allows(Act.SUGGEST, person.unit.opd_id or person.unit_id):
        trays.append(_to_suggest(user, calendar))
    return trays


def _dialogues(person: CivilServant, calendar: Calendar) -> Pile:
    """Of oneself and of whom one rates, still talked over."""

    def told(count: int) -> list[Todo]:
        return [
            Todo(
                what=f"{count} perbedaan penilaian perlu dibicarakan",
                why="Kedua penilaian berbeda lebih dari satu tingkat.",
                url=reverse("planning:rating_home"),
                act="Bicarakan",
                due=last_day(calendar, Act.TALK, person.unit.opd_id),
            )
        ]

    return Pile(_talked_over(), told)


@cache
def _talked_over() -> Question:
    return how_many(talked_over(Given("cycle")).filter(is_one_of("civil_servant_id", Given("sides"))))


def _to_suggest(user: User, calendar: Calendar) -> Silence:
    """Whoever has said nothing yet."""
    cycle = calendar.cycle

    def told() -> list[Todo]:
        may_speak, until = may_speak_until(user, cycle, calendar)
        return [
            Todo(
                what=f"Sampaikan masukan untuk rencana {cycle.year}",
                why="Tantangan, gagasan, atau keinginan belajar Anda; setiap masukan dijawab.",
                url=reverse("planning:suggestion_new"),
                act="Tulis masukan",
                due=until,
            )
        ][: bool(may_speak and until)]

    return Silence(_said(), told)


@cache
def _said() -> Question:
    return is_there(Suggestion.objects.filter(author=Given("person"), cycle=Given("cycle")))


@dataclass(frozen=True)
class OwnSheet:
    """One's own sheet, as long as it can be filled in: as ``planning.sheets`` has it, which the page that is
    led to asks."""

    person: CivilServant
    calendar: Calendar

    @property
    def questions(self) -> list[Question]:
        return _own_sheet()

    def todos(self, answers: Sequence[int]) -> list[Todo]:
        is_closed, has_needs, asked, answered = answers
        if is_closed or not has_needs:
            return []
        left = asked - answered
        return [
            Todo(
                what="Kirim penilaian mandiri Anda"
                if left <= 0
                else f"Penilaian mandiri Anda: {left} kompetensi lagi",
                why="Kira-kira satu menit untuk setiap kompetensi, tersimpan pada setiap langkah.",
                url=reverse("planning:rating_home"),
                act="Lanjutkan penilaian" if answered else "Mulai penilaian",
                due=last_day(self.calendar, Act.RATE, self.person.unit.opd_id),
            )
        ]


@cache
def _own_sheet() -> list[Question]:
    person, cycle = Given("person"), Given("cycle")
    done = Q(hand=RatingSheet.Hand.SELF, sent_at__isnull=False) | Q(published_at__isnull=False)
    closed = RatingSheet.objects.filter(done, cycle=cycle, civil_servant=person)
    needs = Need.objects.current().filter(civil_servant=person)
    return [is_there(closed), is_there(needs), *map(how_many, progress_of(person, cycle))]


@dataclass(frozen=True)
class OwnLines:
    """One's lines: to be answered, or, as long as there is nothing to say about them, to be known."""

    person: CivilServant
    cycle: Cycle

    @property
    def questions(self) -> list[Question]:
        return _own_lines()

    def todos(self, answers: Sequence[int]) -> list[Todo]:
        asked, lines = answers
        to_be_answered = [_to_answer(waiting) for waiting in to_answer(self.person)] if asked else []
        return to_be_answered or _to_know(lines, self.cycle)


@cache
def _own_lines() -> list[Question]:
    person = Given("person")
    mine = PlanTarget.objects.current().filter(plan__cycle=Given("cycle"), civil_servant=person)
    return [is_there(lines_to_answer(person)), how_many(mine)]


def _to_answer(waiting: ToAnswer) -> Todo:
    return Todo(
        what=f"{waiting.lines} butir rencana menunggu jawaban Anda",
        why="Terima, tolak dengan alasan, atau usulkan bentuk, waktu, atau penyelenggara lain.",
        url=f"{reverse('planning:my_plan')}?tahun={waiting.plan.cycle.year}",
        act="Jawab butir saya",
        due=waiting.last_day,
    )


def _to_know(lines: int, cycle: Cycle) -> list[Todo]:
    return [
        Todo(
            what=f"{lines} butir rencana {cycle.year} untuk Anda",
            why="Lihat apa yang direncanakan bagi Anda, dan alasannya.",
            url=reverse("planning:my_plan"),
            act="Lihat butir saya",
            when="Untuk diketahui",
        )
    ][: bool(lines)]


def told(user: User) -> list[Todo]:
    """Notices that nobody has read yet."""
    count = user.unread_notices
    if not count:
        return []
    return [
        Todo(
            what=f"{count} pemberitahuan belum dibaca",
            why="Jawaban atas masukan dan butir Anda, serta pengingat, tersimpan di sana.",
            url=reverse("personnel:notice_list"),
            act="Baca",
            when="Untuk diketahui",
        )
    ]
