"""Talks about a training that people of the cast have attended."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from evaluation import interviews
from evaluation.interviews.holding import Note
from evaluation.interviews.planning import Arrangement
from evaluation.models import Interview, Theme
from personnel.models import CivilServant
from tests.planning.world import people
from tests.training.world import BatchFactory, SessionFactory, seat_in
from training.models import Attendance, Batch

TOMORROW = dt.timedelta(days=1)


def attend(batch: Batch, person: CivilServant, by, *, is_present=True):
    """Somebody with a seat who was there."""
    enrolment = seat_in(batch, person)
    for session in batch.sessions.all():
        Attendance.objects.create(
            enrolment=enrolment,
            session=session,
            is_present=is_present,
            method=Attendance.Method.ORGANISER,
            recorded_by=by,
        )
    return enrolment


def a_batch(cast, *persons: CivilServant, **fields) -> Batch:
    """A finished batch that these attended; without any: owner and colleague."""
    batch = BatchFactory(state=Batch.State.FINISHED, **fields)
    SessionFactory(batch=batch, starts_at=timezone.now() - dt.timedelta(days=100 + 3 * batch.pk % 90))
    for person in persons or (cast.owner.civil_servant, cast.colleague.civil_servant):
        attend(batch, person, cast.city_hr)
    return batch


def a_plan(cast, *persons: CivilServant, kind="interview", **fields) -> Arrangement:
    facts = {
        "kind": kind,
        "planned_at": timezone.now() + TOMORROW,
        "place": "Ruang rapat BKPSDMD",
        "interviewer": cast.city_hr,
        "people": list(persons) or [cast.owner.civil_servant],
        "questions": ["Apa yang Anda pakai?", "Apa yang menghambat?"],
        **fields,
    }
    return Arrangement(**facts)


def a_talk(cast, *persons, batch=None, **fields) -> Interview:
    batch = batch or a_batch(cast, *persons)
    return interviews.plan_interview(batch, a_plan(cast, *persons, **fields), by=cast.city_hr)


def consent(interview: Interview, person: CivilServant, choice: str, user=None) -> None:
    row = interview.participants.get(civil_servant=person)
    if user:
        interviews.give_consent(row, choice, by=user)
    else:
        interview.participants.filter(pk=row.pk).update(consent=choice, consent_at=timezone.now())


def a_theme(name="Dukungan atasan") -> Theme:
    return Theme.objects.get_or_create(code=name.lower().replace(" ", "-"), defaults={"name": name})[0]


def note(cast, interview: Interview, *themes: Theme, text="Antrean lebih pendek.", **fields) -> Interview:
    notes = {q.pk: Note(text, themes) for q in interview.questions.all()}
    return interviews.write_notes(interview, notes, held_on=timezone.localdate(), by=cast.city_hr, **fields)


def a_held_talk(cast, *persons, consents=("nameless",), themes=(), batch=None, **fields) -> Interview:
    """Held, with the consents in the order of the people (the last one for the rest)."""
    persons = persons or (cast.owner.civil_servant,)
    talk = a_talk(cast, *persons, batch=batch, **fields)
    for n, person in enumerate(persons):
        consent(talk, person, consents[min(n, len(consents) - 1)])
    return note(cast, talk, *themes)


def many(cast, n: int) -> list[CivilServant]:
    return people(cast.bidang_a, n)
