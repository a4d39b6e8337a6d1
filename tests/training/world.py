"""A small year of training around the cast. Append only: several hands add to it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories import UserFactory
from tests.planning.world import CycleFactory, ProgrammeFactory, ProviderFactory
from training.models import (
    Batch,
    Enrolment,
    Holiday,
    Room,
    Session,
    SessionSeat,
    SessionSpeaker,
    Speaker,
    SpeakerAbsence,
    StaffAbsence,
    Venue,
)


def at(day: dt.date | str, hour: int = 9, minute: int = 0) -> dt.datetime:
    """A moment in WITA."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=timezone.get_current_timezone())


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = Venue

    name = factory.Sequence(lambda n: f"Gedung {n}")
    opens_at = dt.time(7, 30)
    closes_at = dt.time(17)


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    venue = factory.SubFactory(VenueFactory)
    name = factory.Sequence(lambda n: f"Ruang {n}")
    capacity = 30


class SpeakerFactory(DjangoModelFactory):
    """From outside; give ``civil_servant=`` and ``name=""`` for one of the city."""

    class Meta:
        model = Speaker

    name = factory.Sequence(lambda n: f"Pakar {n}")
    institution = "Universitas Tadulako"


class SpeakerAbsenceFactory(DjangoModelFactory):
    class Meta:
        model = SpeakerAbsence

    speaker = factory.SubFactory(SpeakerFactory)
    starts_at = at("2027-03-01", 8)
    ends_at = at("2027-03-01", 12)


class HolidayFactory(DjangoModelFactory):
    class Meta:
        model = Holiday

    date = factory.Sequence(lambda n: dt.date(2027, 1, 1) + dt.timedelta(days=n % 360))
    name = "Hari libur uji"


class StaffAbsenceFactory(DjangoModelFactory):
    class Meta:
        model = StaffAbsence

    kind = StaffAbsence.Kind.LEAVE
    starts_on = dt.date(2027, 3, 1)
    ends_on = dt.date(2027, 3, 5)


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = Batch

    cycle = factory.SubFactory(CycleFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    quarter = 1
    state = Batch.State.PLANNED
    capacity = 20
    provider = factory.SubFactory(ProviderFactory)


class SessionFactory(DjangoModelFactory):
    """Three hours on a Monday morning."""

    class Meta:
        model = Session

    batch = factory.SubFactory(BatchFactory)
    title = "Materi pokok"
    starts_at = at("2027-03-01", 9)
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + dt.timedelta(hours=3))
    jp = Decimal(4)


class SessionSpeakerFactory(DjangoModelFactory):
    class Meta:
        model = SessionSpeaker

    session = factory.SubFactory(SessionFactory)
    speaker = factory.SubFactory(SpeakerFactory)
    starts_at = factory.SelfAttribute("session.starts_at")
    ends_at = factory.SelfAttribute("session.ends_at")


def seat_in(batch: Batch, person, **fields) -> Enrolment:
    """Somebody with the next seat of a batch, and with it in each of its sessions."""
    taken = batch.enrolments.exclude(seat=None).count()
    enrolment = Enrolment.objects.create(
        batch=batch,
        civil_servant=person,
        unit=person.unit,
        source=Enrolment.Source.NOMINATED,
        state=Enrolment.State.ENROLLED,
        seat=taken + 1,
        created_by=UserFactory(),
        **fields,
    )
    for session in batch.sessions.all():
        SessionSeat.objects.create(
            enrolment=enrolment,
            session=session,
            civil_servant=person,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            is_cancelled=session.is_cancelled,
        )
    return enrolment
