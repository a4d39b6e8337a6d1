"""Which rooms are free on a day: between sessions, within opening hours, not on holidays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.training.world import (
    HolidayFactory,
    RoomFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerAbsenceFactory,
    SpeakerFactory,
    at,
)
from training.room_days import rooms_on
from training.week_grid import free_at, week_of

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


def test_a_week_of_rooms_and_speakers_says_what_is_free_and_what_clashes(db):
    room, free_room = RoomFactory(), RoomFactory(capacity=10)
    session = SessionFactory(room=room, starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 12))
    place = SessionSpeakerFactory(session=session)
    SpeakerAbsenceFactory(speaker=place.speaker, starts_at=at(MONDAY, 11), ends_at=at(MONDAY, 14))
    idle = SpeakerFactory()
    HolidayFactory(date=MONDAY + dt.timedelta(days=1), name="Nyepi")
    week = week_of(MONDAY + dt.timedelta(days=2))
    assert [day.weekday() for day in week.days] == [0, 1, 2, 3, 4]
    cells = {row.key: row.cells for row in week.rooms}
    taken, holiday, wednesday = cells[room.venue_id][:3]
    assert (taken.taken, spans(taken), taken.clash) == (
        (session,),
        [("07.30", "09.00"), ("12.00", "17.00")],
        False,
    )
    assert (holiday.away, holiday.free, wednesday.is_free) == (("Libur: Nyepi",), (), True)
    [speaker] = week.speakers
    assert (spans(speaker.cells[0]), week.speakers_in_all) == ([("08.00", "09.00"), ("14.00", "17.00")], 2)
    assert [(row.name, cell.day) for row, cell in week.clashes] == [(str(place.speaker), MONDAY)]

    free = free_at(MONDAY, dt.time(10), dt.time(13))
    assert (free.rooms, free.speakers) == ([free_room], [idle])
    assert free_at(MONDAY, dt.time(10), dt.time(13), seats=30).rooms == []
    after = free_at(MONDAY, dt.time(14), dt.time(16))
    assert (after.rooms, set(after.speakers)) == ([free_room, room], {place.speaker, idle})


def test_the_page_of_a_week_in_constant_queries(cast, sign_in):
    client, url = sign_in(cast.unit_hr), reverse("training:means_week")
    query = {"tanggal": "1/3/2027", "dari": "10:00", "sampai": "13:00"}
    SessionSpeakerFactory(session=SessionFactory(room=RoomFactory(), starts_at=at(MONDAY, 9)))
    counts = []
    for _n in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url, query)
        counts.append(len(queries))
        for hour in (9, 13):
            SessionSpeakerFactory(session=SessionFactory(room=RoomFactory(), starts_at=at(MONDAY, hour)))
    assert counts == [15, 15]
    assertContains(page, "1 ruang dan 1 narasumber kosong")
    assertContains(
        client.get(url, {"tanggal": "x", "dari": "9", "sampai": "8"}), "Ruang dan narasumber per pekan"
    )


@pytest.mark.of_2027
def test_a_session_is_moved_from_the_week_by_a_link_and_its_form(cast, sign_in):
    room, monday = RoomFactory(), MONDAY
    session = SessionFactory(room=RoomFactory(), starts_at=at(monday, 9))
    other = SessionFactory(room=room, starts_at=at(monday, 10))
    grid, form = reverse("training:means_week"), reverse("training:session_change", args=[session.pk])
    client = sign_in(cast.city_hr)
    assertContains(client.get(grid, {"tanggal": monday}), f"&amp;pindah={session.pk}")
    page = client.get(grid, {"tanggal": monday, "pindah": session.pk})
    assertContains(page, f"Memindahkan “{session.title}”")
    assertContains(page, f"{form}?tanggal={monday}&amp;mulai=13%3A00&amp;ruang={room.pk}")
    assertNotContains(page, f'mulai=07%3A30&amp;ruang={room.pk}">Pindah ke 07.30–10.00')  # shorter than it
    # Nothing has moved yet: the form shows the other time, and what stands against it, with other choices.
    shown = client.get(form, {"tanggal": monday, "mulai": "10:00", "ruang": room.pk})
    assert [shown.context["form"][name].value() for name in ("start", "end", "room")] == [
        dt.time(10), dt.time(13), room.pk
    ]  # fmt: skip
    assertContains(shown, str(other.batch))
    assert shown.context["alternatives"]
    # Whoever may only read is offered nothing to move.
    assertNotContains(sign_in(cast.unit_hr).get(grid, {"tanggal": monday, "pindah": session.pk}), "pindah=")
    assertContains(client.get(grid, {"pindah": "x" * 30}), "Ruang dan narasumber per pekan")
    assert client.get(form, {"tanggal": "x", "mulai": "25:00", "ruang": "x"}).status_code == 200


@pytest.mark.of_2027
def test_the_calendar_opens_where_the_next_session_is(cast, sign_in):
    SessionFactory(starts_at=at(MONDAY, 9))
    page = sign_in(cast.city_hr).get(reverse("training:calendar"))
    assertContains(page, "Maret 2027")
