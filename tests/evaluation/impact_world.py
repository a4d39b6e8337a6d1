"""A small year of training whose figures can be computed by hand."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from planning.models import CompetencyRating, PerformanceRating
from tests.factories import CivilServantFactory, UserFactory
from tests.planning.world import CycleFactory, ProgrammeFactory, need
from tests.training.world import BatchFactory, SessionFactory, seat_in
from training.models import Attendance, Batch, Result

YEAR = 2024
FIRST = dt.date(2024, 3, 4)
BEFORE, LATER = dt.date(2024, 1, 15), dt.date(2024, 6, 3)


def a_programme(**fields):
    return ProgrammeFactory(**fields)


def rated(person, competency, level, on, source="atasan") -> CompetencyRating:
    return CompetencyRating.objects.create(
        civil_servant=person,
        competency=competency,
        level=level,
        source=source,
        grade=CompetencyRating.GRADE[source],
        rated_on=on,
    )


def people_of(unit, n):
    return [CivilServantFactory(unit=unit) for _ in range(n)]


def held_batch(programme, people, *, year=YEAR, first=FIRST, **fields) -> Batch:
    """A batch of one day that is over; everybody was there."""
    cycle = CycleFactory(year=year, is_open=False)
    batch = BatchFactory(
        **{
            "programme": programme,
            "provider": programme.provider,
            "cycle": cycle,
            "state": Batch.State.FINISHED,
            "capacity": 60,
            **fields,
        }
    )
    start = timezone.make_aware(dt.datetime.combine(first, dt.time(9)))
    session = SessionFactory(batch=batch, starts_at=start, ends_at=start + dt.timedelta(hours=3))
    clerk = UserFactory()
    for person in people:
        Attendance.objects.create(
            enrolment=seat_in(batch, person),
            session=session,
            method=Attendance.Method.LIST,
            recorded_by=clerk,
        )
    return batch


def took_tests(batch, scores, by) -> None:
    """(before, after) in the order in which people were seated."""
    for enrolment, (before, after) in zip(batch.enrolments.order_by("pk"), scores, strict=False):
        Result.objects.create(enrolment=enrolment, pre_test=before, post_test=after, recorded_by=by)


def went(people, competency, levels, *, required=3) -> None:
    """(level before, level after or None) of each."""
    for person, (had, has) in zip(people, levels, strict=True):
        need(person, competency, required, had)
        rated(person, competency, had, BEFORE)
        if has is not None:
            rated(person, competency, has, LATER)


def performed(people, predicates, *, year=YEAR) -> None:
    for person, (before, after) in zip(people, predicates, strict=True):
        PerformanceRating.objects.create(civil_servant=person, year=year - 1, predicate=before)
        PerformanceRating.objects.create(civil_servant=person, year=year + 1, predicate=after)
