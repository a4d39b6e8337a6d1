"""Batches that have been held: who was there, their hours posted, ready for results and certificates."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from tests.planning.world import FormFactory, RuleFactory
from tests.training.world import BatchFactory, SessionFactory, seat_in
from training import attendance, batches
from training.models import Attendance, Batch, Enrolment


def held(
    by, attended: dict, *, sessions: int = 5, finished: bool = True, rule: bool = True, **fields
) -> Batch:
    """A batch of so many sessions of 4 JP, all over; ``attended``: person → how many of them.

    ``by`` is BKPSDMD; attendance is closed and its hours are posted.
    """
    form = FormFactory()
    if rule and not form.rules.exists():
        RuleFactory(form=form)
    batch = BatchFactory(state=Batch.State.RELEASED, capacity=60, programme__form=form, **fields)
    begin = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    rows = [
        SessionFactory(batch=batch, starts_at=begin - dt.timedelta(days=sessions + 1 - n), jp=4)
        for n in range(sessions)
    ]
    for person, times in attended.items():
        enrolment = seat_in(batch, person)
        for session in rows[:times]:
            Attendance.objects.create(
                session=session, enrolment=enrolment, method="self", recorded_by=enrolment.created_by
            )
    for session in rows:
        attendance.close(session, by=by)
    return batches.finish_batch(batch, by=by) if finished else batch


def row_of(batch: Batch, person) -> Enrolment:
    return batch.enrolments.get(civil_servant=person)
