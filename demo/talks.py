"""Talks with alumni: one interview and one group in each year that is over or runs, and one for next week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import cycle as round_robin

from django.utils import timezone

from demo import clock
from demo.stories import DISCUSSION, INTERVIEW, PLACES, Said
from evaluation import interviews
from evaluation.interviews.holding import Note
from evaluation.interviews.planning import Arrangement
from evaluation.models import Interview, InterviewParticipant, Theme
from personnel.models import CivilServant, User
from training.models import Batch

Kind, Consent = Interview.Kind, InterviewParticipant.Consent
#: After the batch.
TALKED_AFTER = dt.timedelta(weeks=15)
WEEK, DAY = dt.timedelta(weeks=1), dt.timedelta(days=1)
GROUP = 7
#: What they agree to, one after the other.
CONSENTS = (Consent.NAMELESS, Consent.NAMED, Consent.NAMELESS, Consent.INTERNAL)


def hold(batches: Sequence[Batch], *, by: User) -> None:
    """With one alumnus of the first batch, and with some of the second; each reported afterwards."""
    for batch, kind, said in zip(
        batches, (Kind.INTERVIEW, Kind.GROUP), (INTERVIEW, DISCUSSION), strict=False
    ):
        day = _weekday(_last_day(batch) + TALKED_AFTER)
        people = _people(batch, by)[: 1 if kind == Kind.INTERVIEW else GROUP]
        if len(people) < (1 if kind == Kind.INTERVIEW else 2) or day >= timezone.localdate():
            continue
        with clock.on(day - 10 * DAY):
            talk = _plan(batch, kind, people, day, by)
        _consent(talk, day - 4 * DAY)
        with clock.on(day, 15):
            _note(talk, said, day, by)
            interviews.report_talks(batch, by=by)


def announce(batch: Batch, guest: CivilServant, *, by: User) -> None:
    """A group is asked for next week and has not answered yet; the guest is among them if they can be."""
    day = _weekday(timezone.localdate() + WEEK)
    people = sorted(_people(batch, by), key=lambda person: person.pk != guest.pk)[:GROUP]
    if len(people) > 1:
        _plan(batch, Kind.GROUP, people, day, by)


def _plan(batch: Batch, kind: str, people: Sequence[CivilServant], day: dt.date, by: User) -> Interview:
    return interviews.plan_interview(
        batch,
        Arrangement(
            kind=kind,
            planned_at=timezone.make_aware(dt.datetime.combine(day, dt.time(10))),
            place=PLACES[0] if kind == Kind.GROUP else PLACES[1],
            interviewer=by,
            people=people,
            questions=interviews.standard_questions(kind),
        ),
        by=by,
    )


def _consent(talk: Interview, day: dt.date) -> None:
    participants = list(talk.participants.select_related("civil_servant", "interview").order_by("pk"))
    accounts = {user.civil_servant_id: user for user in User.objects.filter(
        civil_servant__in=[row.civil_servant_id for row in participants]
    )}  # fmt: skip
    with clock.on(day, 11):
        for participant, consent in zip(participants, round_robin(CONSENTS), strict=False):
            interviews.give_consent(participant, consent, by=accounts[participant.civil_servant_id])


def _note(talk: Interview, said: Sequence[Said], day: dt.date, by: User) -> None:
    """Notes with their themes, and a sentence of somebody who may be quoted."""
    themes = {theme.code: theme for theme in Theme.objects.all()}
    questions = list(talk.questions.order_by("number"))
    pairs = list(zip(questions, round_robin(said), strict=False))
    interviews.write_notes(
        talk,
        {
            question.pk: Note(one.note, [themes[code] for code in one.themes if code in themes])
            for question, one in pairs
        },
        held_on=day,
        by=by,
    )
    quotable = list(talk.participants.filter(consent__in=InterviewParticipant.QUOTABLE).order_by("pk"))
    for (question, one), participant in zip(pairs, round_robin(quotable), strict=False):
        interviews.add_quote(question, participant, one.quote, by=by)


def _people(batch: Batch, by: User) -> list[CivilServant]:
    """Who was there and can answer: not whoever asks."""
    there = interviews.people_there(batch).exclude(pk=by.civil_servant_id or 0)
    rows = there.filter(user__is_active=True, legal_state=CivilServant.LegalState.ACTIVE)
    return list(rows.order_by("pk"))


def _last_day(batch: Batch) -> dt.date:
    last = batch.sessions.filter(is_cancelled=False).latest("ends_at")
    return timezone.localtime(last.ends_at).date()


def _weekday(day: dt.date) -> dt.date:
    return day + DAY * max(0, 7 - day.weekday()) if day.weekday() > 4 else day
