"""Two bookings of one room at the same moment, on two connections: one stands, the other gets a sentence.

And a control: without the constraint both stand, so that it is the constraint that these tests are about.
"""

from __future__ import annotations

import pytest
from django.db import connection

from tests.races import in_the_middle_of
from tests.training.test_batches import session_values
from tests.training.world import BatchFactory, RoomFactory, SpeakerFactory
from training import sessions
from training.models import Session, SessionSpeaker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.of_2027]

DEFINITION = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"


def booking(batch, **fields):
    speakers = fields.pop("speakers", ())
    values = session_values(**fields)
    return lambda: sessions.add_session(batch, values, speakers=speakers, by=None, accept_warnings=True)


def test_a_room(db):
    room = RoomFactory()
    first, second = in_the_middle_of(*(booking(BatchFactory(), room=room) for _n in range(2)))
    assert isinstance(first, Session)
    assert second.messages == ["Ruang ini baru saja dipesan untuk sesi lain pada waktu itu."]
    assert Session.objects.count() == 1


def test_a_speaker(db):
    speaker = SpeakerFactory()
    first, second = in_the_middle_of(*(booking(BatchFactory(), speakers=[speaker]) for _n in range(2)))
    assert isinstance(first, Session)
    assert "Narasumber ini baru saja dipesan" in second.messages[0]
    assert (Session.objects.count(), SessionSpeaker.objects.count()) == (1, 1)


def test_one_batch_twice_at_the_same_moment(db):
    batch = BatchFactory()
    first, second = in_the_middle_of(booking(batch), booking(batch))
    assert first == second == Session.objects.get()


def test_without_the_constraint_both_would_stand(db):
    """The control."""
    room = RoomFactory()
    with connection.cursor() as cursor:
        cursor.execute(DEFINITION, ["room_booked_once"])
        definition = cursor.fetchone()[0]
        cursor.execute("ALTER TABLE training_session DROP CONSTRAINT room_booked_once")
    try:
        both = in_the_middle_of(*(booking(BatchFactory(), room=room) for _n in range(2)))
        assert set(Session.objects.all()) == set(both)
    finally:
        Session.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE training_session ADD CONSTRAINT room_booked_once {definition}")
