"""Small projects of alumni in the demo, each lived on its own days by those who take part in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db.models import Case, Value, When
from django.utils import timezone

from demo import clock
from demo.project_stories import (
    DONE,
    EVIDENCE,
    GENERAL,
    LEVEL_ACCEPTED,
    LEVEL_DECLINED,
    LEVEL_REASON,
    REFUSED,
    REVIEWS,
    STOPPED,
    STORIES,
    Story,
)
from evaluation import projects, ratings
from evaluation.models import Milestone, Project, ProjectNote
from evaluation.projects.alumni import completed
from evaluation.projects.starting import Aims
from personnel.models import CivilServant, User
from planning.models import Cycle, Need
from training.models import Batch, Enrolment

if TYPE_CHECKING:
    from demo.year import Desks

Kind = ProjectNote.Kind
DAY = dt.timedelta(days=1)
#: Days after the batch on which a project begins, and how long it runs.
BEGINS, RUNS = 30, 150
#: How the projects of a year end, from its earliest batch to its latest; the guest's is the first.
PAST = ("rated", "closed", "rated", "refused", "not rated", "closed", "stopped", "rated")
#: Of the year that runs; "reported" and "proposed" wait for a superior whom a visitor may play.
RUNNING = ("offered", "reported", "proposed", "closed", "running", "stalled", "help", "running")


def lead(cycle: Cycle, fates: Sequence[str], guest: CivilServant, desks: Desks) -> list[Project]:
    """The projects of a year's alumni."""
    chosen = _alumni(cycle, len(fates), guest, desks)
    told = set(Project.objects.values_list("title", flat=True))
    lived = []
    for number, (enrolment, fate) in enumerate(zip(chosen, fates, strict=False)):
        story = _story(enrolment, told)
        told.add(story.title)
        lived.append(_Life(enrolment, story, fate, number, desks).live())
    return lived


def _story(enrolment: Enrolment, told: set[str]) -> Story:
    """That of the field, else another one that nobody has lived yet."""
    field = STORIES.get(enrolment.batch.programme.competency.code)
    choices = [*([field] if field else []), *GENERAL, *STORIES.values()]
    return next((story for story in choices if story.title not in told), choices[0])


def _alumni(cycle: Cycle, wanted: int, guest: CivilServant, desks: Desks) -> list[Enrolment]:
    """The guest first, then people of superiors whom a visitor may play, then some of each batch."""
    at_desks = {desks.city_hr.civil_servant_id, desks.secretary.civil_servant_id} - {None}
    at_desks |= {user.civil_servant_id for user in (*desks.heads.values(), *desks.drafters.values())}
    rows = (
        completed()
        .filter(batch__cycle=cycle, civil_servant__legal_state=CivilServant.LegalState.ACTIVE)
        .filter(civil_servant__superior__user__is_active=True, civil_servant__user__is_active=True)
        .exclude(civil_servant__in=at_desks)
        .select_related("civil_servant__superior__user", "civil_servant__user", "civil_servant__unit")
        .select_related("batch__programme__competency")
        .order_by("pk")
    )
    by_batch: dict[int, list[Enrolment]] = defaultdict(list)
    for row in rows:
        by_batch[row.batch_id].append(row)
    queues = [queue for _batch, queue in sorted(by_batch.items())]
    own = [row for queue in queues for row in queue if row.civil_servant_id == guest.pk]
    played = {guest.superior_id, guest.superior.superior_id if guest.superior else None} - {None}
    near = [row for queue in queues for row in queue if row.civil_servant.superior_id in played]
    near = [row for row in near if row.civil_servant_id != guest.pk]
    in_turn = [row for places in zip_longest(*queues) for row in places if row is not None]
    # The newest of this year, so that its questionnaire and its offer come together.
    own = own[-1:] if cycle.year == timezone.localdate().year else own[:1]
    found: dict[int, Enrolment] = {}
    for row in (*own, *near[:2], *in_turn):
        if row.civil_servant_id != guest.pk or row in own:
            found.setdefault(row.civil_servant_id, row)
    return list(found.values())[:wanted]


class _Life:
    """One project from its offer to where it stands today."""

    def __init__(self, enrolment: Enrolment, story: Story, fate: str, number: int, desks: Desks) -> None:
        self.enrolment, self.story, self.fate, self.number = enrolment, story, fate, number
        person = enrolment.civil_servant
        self.leader, self.hr = person.user, desks.city_hr
        self.superior: User = person.superior.user  # type: ignore[union-attr]
        self.today = timezone.localdate()
        self.held = _last_day(enrolment.batch)
        self.begin = self.held + BEGINS * DAY
        self.due = self._due()
        self.project: Project
        self.milestones: list[Milestone] = []

    def _due(self) -> dt.date:
        """Its end: behind us where it is over, ahead where it runs."""
        usual = self.begin + RUNS * DAY
        if self.fate == "reported":
            return self.today + 3 * DAY
        if self.fate in ("running", "stalled", "help"):
            return max(usual, self.today + 40 * DAY)
        return max(self.begin + 20 * DAY, min(usual, self.today - 16 * DAY))

    def live(self) -> Project:
        if self.fate == "offered":
            self._on(self.today - 5 * DAY, self._offer)
        elif self.fate == "proposed":
            self.begin, self.due = self.today + 10 * DAY, self.today + 130 * DAY
            self._on(self.today - 4 * DAY, self._propose)
        elif self.fate == "refused":
            self._on(self.held + 14 * DAY, self._offer)
            self._on(self.held + 19 * DAY, lambda: self._step("refuse", self.leader, REFUSED))
        else:
            self._run()
        return self.project

    def _run(self) -> None:
        """All that happens, each on its day, as far as today or as far as it came."""
        if self.number % 2:
            self._on(self.held + 16 * DAY, self._propose)
        else:
            self._on(self.held + 14 * DAY, self._offer)
            self._on(self.held + 17 * DAY, self._accept)
        self._on(self.held + 20 * DAY, self._agree)
        self._on(self.held + 21 * DAY, self._set_milestones)
        until = self.today - (50 if self.fate == "stalled" else 1) * DAY
        for day, act in self._acts():
            if day <= until:
                self._on(day, act)

    def _acts(self) -> list[tuple[dt.date, Callable[[], object]]]:
        at, story = self._at, self.story
        acts: list[tuple[dt.date, Callable[[], object]]] = [
            (at(0.1), lambda: self._note(Kind.PROGRESS, story.progress)),
            (at(0.25), lambda: self._reach(0)),
            (at(0.35), lambda: self._note(Kind.OBSTACLE, story.obstacle[1], story.obstacle[0])),
        ]
        if self.fate == "help":
            return [*acts, (self.today - 2 * DAY, lambda: self._note(Kind.HELP, story.help))]
        acts += [(at(0.4), self._help), (at(0.55), lambda: self._reach(1))]
        if self.fate == "stopped":
            return [*acts, (at(0.7), lambda: self._step("stop", self.superior, STOPPED))]
        acts += [(at(0.8), lambda: self._reach(2))]
        if self.fate in ("running", "stalled"):
            return acts
        if self.fate == "reported":
            return [*acts, (self.today - 3 * DAY, self._report)]
        acts += [(at(0.95), self._report), (self.due + 4 * DAY, self._review)]
        if self.fate in ("rated", "not rated"):
            acts += [(self.due + 8 * DAY, self._decide)]
        return acts

    def _at(self, share: float) -> dt.date:
        return self.begin + round((self.due - self.begin).days * share) * DAY

    def _on(self, day: dt.date, act: Callable[[], object]) -> None:
        """On a working day: at the weekend it was the Friday before."""
        with clock.on(day - max(0, day.weekday() - 4) * DAY, 9 + self.number % 6):
            act()

    # ------------------------------------------------------------------------------------------ its acts

    def _offer(self) -> None:
        title, aim = self.story.title, self.story.aim
        self.project = projects.offer([self.enrolment], title=title, aim=aim, by=self.hr)[0]

    def _propose(self) -> None:
        self.project = projects.propose(self.enrolment, self._aims(), by=self.leader)

    def _accept(self) -> None:
        self.project = projects.take_step(self.project, "accept", by=self.leader, aims=self._aims())

    def _aims(self) -> Aims:
        return Aims(self.story.title, self.story.aim, self.story.beneficiaries, self.begin, self.due)

    def _step(self, step: str, by: User, words: str) -> None:
        self.project = projects.take_step(self.project, step, by=by, words=words)

    def _agree(self) -> None:
        self._step("agree", self.superior, "")
        mentors = projects.mentors_for(self.project, self.superior).filter(user__is_active=True)
        near = When(unit=self.project.leader.unit_id, then=Value(0))
        found = mentors.order_by(Case(near, default=Value(1)), "pk")[:5]
        if found:
            mentor = found[self.number % len(found)]
            self.project = projects.name_mentor(self.project, mentor, by=self.superior)

    def _set_milestones(self) -> None:
        self.milestones = [
            projects.add_milestone(self.project, title, self._at(share), by=self.leader)
            for title, share in zip(self.story.milestones, (0.3, 0.6, 0.9), strict=True)
        ]

    def _reach(self, place: int) -> None:
        projects.reach_milestone(
            self.milestones[place],
            done_on=timezone.localdate(),
            words=DONE[(self.number + place) % len(DONE)],
            address=EVIDENCE.format(project=self.project.pk, milestone=place + 1),
            by=self.leader,
        )

    def _note(self, kind: str, words: str, obstacle: str = "") -> ProjectNote:
        return projects.note(self.project, kind, words, obstacle=obstacle, by=self.leader)

    def _help(self) -> None:
        asked = self._note(Kind.HELP, self.story.help)
        projects.answer_help(asked, self.story.answer, by=self.superior)

    def _report(self) -> None:
        self._step("report", self.leader, self.story.outcome)

    def _review(self) -> None:
        """Both hands, then it is closed; a level may be proposed out of it."""
        hands = [("superior", self.superior)]
        if self.project.mentor:
            hands.append(("mentor", self.project.mentor.user))
        for hand, user in hands:
            verdict, words = REVIEWS[hand][self.number % len(REVIEWS[hand])]
            projects.review(self.project, hand, verdict=verdict, words=words, by=user)
        level = self._next_level()
        if level is not None and self.fate in ("rated", "not rated"):
            ratings.propose_level(self.project, level=level, reason=LEVEL_REASON, by=self.leader)
        self._step("close", self.superior, "")

    def _next_level(self) -> int | None:
        """One more, up to what the post asks for, which is confirmed once reached; unknown stays unknown."""
        need = Need.objects.current().filter(
            civil_servant=self.project.leader, competency=self.project.competency
        )
        row = need.first()
        if row is None or row.attained is None:
            return None
        return max(row.attained, min(row.attained + 1, row.required))

    def _decide(self) -> None:
        if ratings.proposal_of(self.project) is None:
            return
        accepts = self.fate == "rated"
        answer = LEVEL_ACCEPTED if accepts else LEVEL_DECLINED
        ratings.decide_level(self.project, accepts=accepts, answer=answer, by=self.superior)


def _last_day(batch: Batch) -> dt.date:
    last = batch.sessions.filter(is_cancelled=False).latest("ends_at")
    return timezone.localtime(last.ends_at).date()
