"""Waves around the cast: who was there, who is asked, what they answer."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from evaluation import answering, waves
from evaluation.models import Invitation, Wave
from evaluation.questionnaire import load
from evaluation.sealing import new_secret
from tests.evaluation.world import make_version
from tests.factories import CivilServantFactory, UserFactory
from tests.training.world import BatchFactory, SessionFactory, seat_in
from training.models import Attendance, Batch

ANSWERS = {"relevant": 4, "used": 3, "remark": "Terima kasih.", "gave": 2}


def ended_batch(people, *, days_ago=None, present=True, **fields) -> Batch:
    """A finished batch in which these people took part, each one a day before the one made before it."""
    days_ago = days_ago or 1 + Batch.objects.count()
    batch = BatchFactory(**{"state": Batch.State.FINISHED, "capacity": 60, **fields})
    start = timezone.now() - dt.timedelta(days=days_ago, hours=3)
    session = SessionFactory(batch=batch, starts_at=start)
    clerk = UserFactory()
    for person in people:
        enrolment = seat_in(batch, person)
        if present:
            Attendance.objects.create(
                enrolment=enrolment, session=session, method=Attendance.Method.LIST, recorded_by=clerk
            )
    return batch


def planned_wave(batch, version=None, **fields) -> Wave:
    version = version or make_version()
    today = timezone.localdate()
    return Wave.objects.create(
        batch=batch,
        version=version,
        **{
            "is_anonymous": version.instrument.is_anonymous,
            "opens_on": today,
            "closes_on": today + dt.timedelta(days=7),
            **fields,
        },
    )


def open_wave(people, version=None, **fields) -> Wave:
    wave = planned_wave(ended_batch(people), version, **fields)
    assert waves.open_wave(wave)
    wave.refresh_from_db()
    return wave


def staff(unit, n, **fields):
    """People of a unit, each with an account."""
    people = [CivilServantFactory(unit=unit, **fields) for _ in range(n)]
    for person in people:
        UserFactory(civil_servant=person)
    return people


def invitation_of(wave, person, about=None) -> Invitation:
    return Invitation.objects.get(wave=wave, respondent=person, about=about)


def answer(wave, person, answers=None, *, secret=None, about=None) -> str:
    """Send; the secret that was used."""
    secret = secret or new_secret()
    answering.send(
        invitation_of(wave, person, about),
        secret,
        {**ANSWERS, **(answers or {})},
        load(wave.version),
        by=person.user,
    )
    return secret
