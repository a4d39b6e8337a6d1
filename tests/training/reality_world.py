"""A ratified plan of last year, and what became of its lines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from planning.models import ConversionRule, Plan, PlanItem
from tests.factories import UserFactory
from tests.planning.world import (
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    RuleFactory,
    TargetFactory,
)
from tests.training.world import BatchFactory, SessionFactory, at, seat_in
from training import hours
from training.models import Attendance, Batch, CheckIn, Enrolment, OutsideTraining
from training.reality import Choice, Lines, line_of

YEAR = 2025
AFTER = dt.date(2026, 1, 1)


def ratify(plan: Plan, **facts) -> Plan:
    Plan.objects.filter(pk=plan.pk).update(
        status="ratified", decision_number="800/7", decision_date=dt.date(2024, 11, 20), **facts
    )
    plan.refresh_from_db()
    return plan


def planned(unit, *groups, year=YEAR, ceiling=None, **facts) -> list[PlanItem]:
    """The unit's ratified plan, with one item for each group of people."""
    plan = PlanFactory(
        unit=unit,
        cycle=CycleFactory(year=year, is_open=False),
        **({"budget_ceiling": ceiling} if ceiling else {}),
    )
    items = []
    for number, group in enumerate(groups, 1):
        item = ItemFactory(plan=plan, number=number, **{"quarter": 1, "cost_per_person": 100, **facts})
        for person in group:
            TargetFactory(item=item, civil_servant=person)
        items.append(item)
    ratify(plan)
    return items


def run_of(item: PlanItem, sessions: int = 2, month: int = 3, **fields) -> Batch:
    """A batch of the item's year, with a session a day, four JP each."""
    batch = BatchFactory(
        cycle=item.plan.cycle, **{"state": Batch.State.RELEASED, "programme__form": FormFactory(), **fields}
    )
    for day in range(1, sessions + 1):
        SessionFactory(batch=batch, starts_at=at(f"{item.plan.cycle.year}-{month:02d}-{day:02d}"))
    return batch


def seat(batch: Batch, person, item: PlanItem) -> Enrolment:
    return seat_in(batch, person, item=item)


def held(enrolment: Enrolment, *there: bool, close: bool = True) -> None:
    """Who was there session by session; closed sessions post their hours."""
    for session, is_present in zip(enrolment.batch.sessions.order_by("starts_at"), there, strict=False):
        Attendance.objects.create(
            session=session,
            enrolment=enrolment,
            is_present=is_present,
            method="self",
            recorded_by=enrolment.created_by,
        )
        if close:
            close_one(session)
            hours.post(session, [enrolment.civil_servant_id], by=None)


def close_one(session) -> None:
    CheckIn.objects.get_or_create(
        session=session,
        defaults={
            "secret": "x",
            "opened_at": session.starts_at,
            "closed_at": session.ends_at,
            "opened_by": UserFactory(),
        },
    )


def rule(form=None) -> ConversionRule:
    return RuleFactory(form=form or FormFactory())


def outside(person, competency, *, day="2025-06-02", state="verified", **fields) -> OutsideTraining:
    return OutsideTraining.objects.create(
        civil_servant=person,
        name="Kursus mandiri",
        institution="LAN",
        certificate_number=str(OutsideTraining.objects.count()),
        starts_on=day,
        ends_on=day,
        form=FormFactory(),
        competency=competency,
        quantity=Decimal(8),
        jp_proposed=Decimal(8),
        state=state,
        answer="Tidak sesuai." if state == "declined" else "",
        **fields,
    )


def state_of(item: PlanItem, person, today=AFTER) -> str:
    line = line_of(item.plan.cycle, item.key, person.pk, today=today)
    return line.state if line else ""


def states(cycle, today=AFTER, **choice) -> list[str]:
    return [line.state for line in Lines(Choice(cycle, today=today, **choice))[0:50]]
