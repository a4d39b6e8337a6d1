"""What the pages of the ratings show: one's people, the result of both sides, and what is left to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from personnel.composed import Given
from personnel.models import CivilServant, User
from planning import sheets
from planning.hidden_levels import rating_window
from planning.models import (
    Competency,
    Cycle,
    Need,
    RatingDialogue,
    RatingSheet,
    SheetAnswer,
)
from planning.needs import fresh_since
from planning.reports.needs import NeedLine
from planning.stages import Calendar, Window

Hand = RatingSheet.Hand

# ----------------------------------------------------------------------------------------------- one's people


@dataclass(frozen=True)
class TeamRow:
    """Somebody whom one rates, and how far one's own sheet about them is. Never what they say themselves."""

    person: CivilServant
    asked: int
    answered: int
    is_sent: bool
    is_published: bool
    by_another: bool

    @property
    def act(self) -> str:
        """What can be done with the sheet while its result is not open."""
        return "Lihat" if self.is_sent else "Lanjutkan" if self.answered else "Nilai"


def team_rows(people: Sequence[CivilServant], cycle: Cycle, user: User) -> list[TeamRow]:
    """A page of people. Three queries."""
    asked = dict(
        Need.objects.current()
        .filter(civil_servant__in=people, competency__is_active=True)
        .order_by()
        .values_list("civil_servant")
        .annotate(n=Count("pk"))
    )
    written = {
        sheet.civil_servant_id: sheet
        for sheet in RatingSheet.objects.filter(
            cycle=cycle, civil_servant__in=people, hand=Hand.SUPERIOR
        ).annotate(answered=Count("answers"))
    }
    published = set(
        RatingSheet.objects.filter(
            cycle=cycle, civil_servant__in=people, published_at__isnull=False
        ).values_list("civil_servant", flat=True)
    )
    rows = []
    for person in people:
        sheet = written.get(person.pk)
        mine = sheet is not None and sheet.author_id == user.pk
        rows.append(
            TeamRow(
                person=person,
                asked=asked.get(person.pk, 0),
                answered=sheet.answered if sheet is not None and mine else 0,
                is_sent=sheet is not None and sheet.is_sent,
                is_published=person.pk in published,
                by_another=sheet is not None and not mine,
            )
        )
    return rows


# ----------------------------------------------------------------------------------------- the result of both


@dataclass(frozen=True)
class ResultLine:
    """One competency: what the person said, what the rater said, and what counts now."""

    competency: Competency
    own: SheetAnswer | None
    above: SheetAnswer | None
    need: NeedLine | None
    dialogue: RatingDialogue | None

    @property
    def difference(self) -> int | None:
        """Own minus the rater's; None while one of them is missing."""
        return self.own.level - self.above.level if self.own and self.above else None


@dataclass(frozen=True)
class Result:
    """The published sheets of a person for a year."""

    person: CivilServant
    cycle: Cycle
    own: RatingSheet | None
    above: RatingSheet | None
    lines: Sequence[ResultLine] = field(default_factory=list)


def result_of(person: CivilServant, cycle: Cycle) -> Result | None:
    """None while nothing is published. Reads published sheets only."""
    published = {
        sheet.hand: sheet
        for sheet in RatingSheet.objects.filter(
            cycle=cycle, civil_servant=person, published_at__isnull=False
        ).select_related("author__civil_servant")
    }
    if not published:
        return None
    answers: dict[tuple[int, str], SheetAnswer] = {
        (answer.competency_id, answer.sheet.hand): answer
        for answer in SheetAnswer.objects.filter(sheet__in=[s.pk for s in published.values()])
        .select_related("sheet", "competency")
        .prefetch_related("evidence")
    }
    talks = {
        talk.competency_id: talk
        for talk in RatingDialogue.objects.filter(cycle=cycle, civil_servant=person).select_related("outcome")
    }
    needs = _need_lines(person, cycle)
    listed = {answer.competency.pk: answer.competency for answer in answers.values()}
    return Result(
        person=person,
        cycle=cycle,
        own=published.get(Hand.SELF),
        above=published.get(Hand.SUPERIOR),
        lines=[
            ResultLine(
                competency=c,
                own=answers.get((c.pk, Hand.SELF)),
                above=answers.get((c.pk, Hand.SUPERIOR)),
                need=needs.get(c.pk),
                dialogue=talks.get(c.pk),
            )
            for c in sorted(listed.values(), key=lambda c: (c.order, c.code))
        ],
    )


def _need_lines(person: CivilServant, cycle: Cycle) -> dict[int, NeedLine]:
    """Needs are those of now: a closed year has none."""
    if not cycle.is_open:
        return {}
    since = fresh_since(timezone.localdate(), cycle.evidence_months)
    return {
        need.competency_id: NeedLine(need, need.competency, bool(need.rated_on and need.rated_on < since))
        for need in Need.objects.current()
        .filter(civil_servant=person)
        .select_related("competency", "rating__rated_by__civil_servant", "standard_version")
    }


# -------------------------------------------------------------------------------------------- what awaits one


@dataclass(frozen=True)
class RatingTodos:
    """What of the ratings awaits a person today; for the home page and for the page of the ratings."""

    window: Window | None = None
    own_due: bool = False
    team: int = 0
    team_due: int = 0
    dialogues: int = 0
    to_decide: int = 0


def rating_todos(user: User, cycle: Cycle, team: Collection[int]) -> RatingTodos:
    """Six small queries at most; ``team``: the people (ids) whom the account rates."""
    decide = 0
    if user.has_role("city_hr"):
        decide = RatingDialogue.objects.filter(cycle=cycle, state=RatingDialogue.State.DISAGREED).count()
    person = user.civil_servant
    if person is None:
        return RatingTodos(to_decide=decide)
    calendar = Calendar(cycle)
    window = rating_window(person, cycle, calendar)
    own_due = (
        sheets.may_fill(user, person, Hand.SELF)
        and sheets.why_closed(person, cycle, Hand.SELF, calendar) is None
        and Need.objects.current().filter(civil_servant=person).exists()
    )
    return RatingTodos(
        window=window,
        own_due=own_due,
        team=len(team),
        team_due=left_to_rate(cycle, team).count() if team and may_rate_today(person, cycle, calendar) else 0,
        dialogues=open_dialogues(person, cycle, team).count(),
        to_decide=decide,
    )


def progress_of(
    person: CivilServant | Given, cycle: Cycle | Given
) -> tuple[QuerySet[Need], QuerySet[SheetAnswer]]:
    """Of one's own sheet: the competencies that are asked, and the answers; to be counted."""
    asked = Need.objects.current().filter(civil_servant=person, competency__is_active=True)
    sheets_of = SheetAnswer.objects.filter(sheet__cycle=cycle, sheet__hand=Hand.SELF)
    return asked, sheets_of.filter(sheet__civil_servant=person)


def may_rate_today(person: CivilServant, cycle: Cycle, calendar: Calendar) -> bool:
    """Whether the sheets of the person's OPD are filled today."""
    window = rating_window(person, cycle, calendar)
    return cycle.is_open and (window is None or window.state(timezone.localdate()) == "open")


def left_to_rate(cycle: Cycle, team: Collection[int]) -> QuerySet[CivilServant]:
    """Those of these people (ids) about whom their superior still can and must send a sheet."""
    return to_be_rated(cycle).filter(pk__in=team)


def to_be_rated(cycle: Cycle | Given) -> QuerySet[CivilServant]:
    """Everybody about whom their superior still can and must send a sheet."""
    asked = Need.objects.current().filter(civil_servant=OuterRef("pk"))
    done = RatingSheet.objects.filter(cycle=cycle, civil_servant=OuterRef("pk"))
    over = Q(hand=Hand.SUPERIOR, sent_at__isnull=False) | Q(published_at__isnull=False)
    return CivilServant.objects.filter(Exists(asked), ~Exists(done.filter(over)))


def open_dialogues(person: CivilServant, cycle: Cycle, team: Collection[int]) -> QuerySet[RatingDialogue]:
    """Of the sheets of oneself, and of the people (ids) whom one rates."""
    return talked_over(cycle).filter(civil_servant__in=[person.pk, *team])


def talked_over(cycle: Cycle | Given) -> QuerySet[RatingDialogue]:
    """What both sides of a rating still talk about."""
    return RatingDialogue.objects.filter(cycle=cycle, state=RatingDialogue.State.OPEN)


def dialogues_of(user: User, cycle: Cycle, team: Collection[int]) -> QuerySet[RatingDialogue]:
    """Those in which the account is one of the two sides: about oneself, and about the people (ids) whom one
    rates."""
    return RatingDialogue.objects.filter(cycle=cycle, civil_servant__in=[user.civil_servant_id or 0, *team])
