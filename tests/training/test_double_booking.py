"""Two bookings of one room at the same moment, on two connections: one stands, the other gets a sentence.

And a control: without the constraint both stand, so that it is the constraint that these tests are about.
"""

from __future__ import annotations

import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction

from tests.training.test_batches import session_values
from tests.training.world import BatchFactory, RoomFactory, SpeakerFactory
from training import sessions
from training.models import Session, SessionSpeaker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.of_2027]

DEFINITION = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def race(first, second):
    """Run ``second`` while ``first`` has booked but not committed; what each of them met, if anything."""
    booked, met = threading.Event(), {}

    def run(name, act):
        try:
            act()
        except ValidationError as refusal:
            met[name] = refusal
        finally:
            connections.close_all()

    def hold():
        with transaction.atomic():
            first()
            booked.set()
            until_somebody_waits()

    def follow():
        assert booked.wait(10)
        second()

    threads = [threading.Thread(target=run, args=pair) for pair in (("first", hold), ("second", follow))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return met


def until_somebody_waits():
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("Nobody came to wait")


def booking(batch, **fields):
    speakers = fields.pop("speakers", ())
    values = session_values(**fields)
    return lambda: sessions.add_session(batch, values, speakers=speakers, by=None, accept_warnings=True)


def test_a_room(db):
    room = RoomFactory()
    met = race(*(booking(BatchFactory(), room=room) for _n in range(2)))
    assert list(met) == ["second"]
    assert met["second"].messages == ["Ruang ini baru saja dipesan untuk sesi lain pada waktu itu."]
    assert Session.objects.count() == 1


def test_a_speaker(db):
    speaker = SpeakerFactory()
    met = race(*(booking(BatchFactory(), speakers=[speaker]) for _n in range(2)))
    assert list(met) == ["second"]
    assert "Narasumber ini baru saja dipesan" in met["second"].messages[0]
    assert (Session.objects.count(), SessionSpeaker.objects.count()) == (1, 1)


def test_one_batch_twice_at_the_same_moment(db):
    batch = BatchFactory()
    met = race(booking(batch), booking(batch))
    assert (met, Session.objects.count()) == ({}, 1)


def test_without_the_constraint_both_would_stand(db):
    """The control."""
    room = RoomFactory()
    with connection.cursor() as cursor:
        cursor.execute(DEFINITION, ["room_booked_once"])
        definition = cursor.fetchone()[0]
        cursor.execute("ALTER TABLE training_session DROP CONSTRAINT room_booked_once")
    try:
        met = race(*(booking(BatchFactory(), room=room) for _n in range(2)))
        assert (met, Session.objects.count()) == ({}, 2)
    finally:
        Session.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE training_session ADD CONSTRAINT room_booked_once {definition}")
