"""Batches in which the people of the cast take part, in any state."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from planning.models import PlanItem
from tests.cast import Cast
from tests.planning.world import complete_plan
from tests.training.world import BatchFactory, SessionFactory
from training import enrolment as rules
from training.models import Batch, Certificate, Enrolment, SessionSeat

State = Enrolment.State
WHY = "Ada tugas lain."


def soon(days: float = 10) -> dt.datetime:
    return timezone.now().replace(microsecond=0) + dt.timedelta(days=days)


def batch_of(capacity: int = 2, days: float = 10, **fields) -> Batch:
    """A released batch with one session that begins in so many days."""
    batch = BatchFactory(capacity=capacity, **{"state": Batch.State.RELEASED, **fields})
    SessionFactory(batch=batch, starts_at=soon(days))
    return batch


def planned(cast: Cast, batch: Batch) -> PlanItem:
    """The owner's line in the ratified plan of Dinas Sosial, made to ask for the batch's programme."""
    plan = complete_plan(cast)
    plan.items.update(programme=batch.programme, competency=batch.programme.competency)
    type(plan).objects.filter(pk=plan.pk).update(
        status="ratified", decision_number="800/7", decision_date=dt.date(2026, 11, 20)
    )
    return plan.items.get()


def put(batch: Batch, person, state: str, **fields) -> Enrolment:
    """An enrolment put directly into a state, as the rules would leave it."""
    enrolment = Enrolment(
        batch=batch,
        civil_servant=person,
        unit=person.unit,
        source=Enrolment.Source.APPLIED,
        created_by=fields.pop("created_by", None) or person.user,
        state=state,
    )
    now = timezone.now()
    if state in (State.WAITING, *Enrolment.SEATED):
        enrolment.superior_ok_at = enrolment.hr_ok_at = enrolment.queued_at = now
    if state in Enrolment.SEATED:
        enrolment.seat = rules.seated(batch) + 1
    if state == State.OFFERED:
        enrolment.offer_ends_at = now + dt.timedelta(days=3)
    if state in (State.DECLINED, State.WITHDRAWN):
        enrolment.reason = WHY
    for name, value in fields.items():
        setattr(enrolment, name, value)
    enrolment.save()
    if enrolment.seat:
        rules.book(batch, [enrolment])
    return enrolment


def seats_of(batch: Batch) -> dict[str, int | None]:
    """Who holds which seat, by name."""
    rows = batch.enrolments.filter(state__in=Enrolment.LIVE).order_by("pk")
    return {row.civil_servant.name: row.seat for row in rows}


def time_held(enrolment: Enrolment) -> int:
    return SessionSeat.objects.filter(enrolment=enrolment).count()


def certificate_of(enrolment: Enrolment, *, by, sequence: int = 1, **fields) -> Certificate:
    """A certificate put directly beside an enrolment, as the rules would issue it."""
    today = timezone.localdate()
    return Certificate.objects.create(
        enrolment=enrolment,
        year=today.year,
        sequence=sequence,
        number=f"{sequence:04}/SERT/BKPSDMD/{today.year}",
        holder=enrolment.civil_servant.full_name,
        programme=enrolment.batch.programme.name,
        provider=enrolment.batch.provider.name,
        starts_on=today,
        ends_on=today,
        jp=8,
        issued_on=today,
        issued_by=by,
        **fields,
    )
