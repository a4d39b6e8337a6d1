"""Which rooms are free on a day: between sessions, within opening hours, not on holidays."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.training.world import HolidayFactory, RoomFactory, SessionFactory, at
from training.room_days import rooms_on

MONDAY = dt.date(2027, 3, 1)


def spans(one):
    return [(begins.strftime("%H.%M"), ends.strftime("%H.%M")) for begins, ends in one.free]


def test_free_is_what_the_sessions_leave(db):
    room, empty = RoomFactory(), RoomFactory(capacity=10)
    SessionFactory(room=room, starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 12))
    SessionFactory(room=room, starts_at=at(MONDAY, 12, 15), ends_at=at(MONDAY, 15))
    SessionFactory(room=room, starts_at=at(MONDAY, 15), ends_at=at(MONDAY, 16), is_cancelled=True)
    first, second = rooms_on(MONDAY)
    assert (first.room, spans(first)) == (empty, [("07.30", "17.00")])
    # A quarter of an hour is no room; a cancelled session takes none.
    assert (second.room, spans(second)) == (room, [("07.30", "09.00"), ("15.00", "17.00")])
    assert [one.room for one in rooms_on(MONDAY, seats=30)] == [room]


def test_a_full_day_and_a_session_outside_the_hours(db):
    room = RoomFactory()
    SessionFactory(room=room, starts_at=at(MONDAY, 6), ends_at=at(MONDAY, 18))
    [one] = rooms_on(MONDAY)
    assert spans(one) == []
    assert one.closed == ""
    assert len(one.taken) == 1


def test_on_a_sunday_and_on_a_holiday_it_is_closed(db):
    RoomFactory()
    assert "tidak buka" in rooms_on(MONDAY - dt.timedelta(days=1))[0].closed
    HolidayFactory(date=MONDAY, name="Hari raya")
    [one] = rooms_on(MONDAY)
    assert one.closed == "Hari libur: Hari raya"
    assert spans(one) == []


def test_the_page_and_nonsense(cast, sign_in):
    room = RoomFactory()
    SessionFactory(room=room, starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 12))
    client, url = sign_in(cast.unit_hr), reverse("training:room_day")
    page = client.get(url, {"tanggal": "2027-03-01", "kursi": "20"})
    assertContains(page, "Senin, 1 Maret 2027")
    assertContains(page, "12.00–17.00")
    assertContains(page, f'value="{20}"')
    assertNotContains(client.get(url, {"tanggal": "2027-03-02"}), "12.00–17.00")
    for day in ("²", "0001-01-01", "9999-12-31", "kemarin"):
        assert client.get(url, {"tanggal": day, "kursi": "9" * 30}).status_code == 200


def test_query_count_is_the_same_for_one_and_three(cast, sign_in):
    client, url = sign_in(cast.unit_hr), reverse("training:room_day")
    counts = []
    for n in (1, 2):
        for _one in range(n):
            SessionFactory(room=RoomFactory(), starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 12))
        client.get(url, {"tanggal": "2027-03-01"})
        with CaptureQueriesContext(connection) as queries:
            client.get(url, {"tanggal": "2027-03-01"})
        counts.append(len(queries))
    assert counts[0] == counts[1]
