"""Calendar files and the private feed, read back by a reader that shares no code with the writer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from personnel.models import AuditEntry
from tests.training.test_batches import soon
from tests.training.world import (
    BatchFactory,
    RoomFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    at,
    seat_in,
)
from training import feeds, sessions
from training.models import Batch, CalendarFeed

pytestmark = pytest.mark.django_db

State = Batch.State


def read(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar file by RFC 5545: unfold, split, unescape."""
    assert b"\r\n" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    events, event = [], None
    for line in lines:
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            events.append(event)
            event = None
        elif event is not None:
            name, _colon, value = line.partition(":")
            assert name not in event
            for escaped, plain in (("\\n", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
                value = value.replace(escaped, plain)
            event[name] = value
    return events


def mine(cast, **fields):
    """An announced session in which the owner sits."""
    fields = {"starts_at": soon(), "batch__state": State.RELEASED, **fields}
    session = SessionFactory(**fields)
    seat_in(session.batch, cast.owner.civil_servant)
    return session


def of(user):
    return read(feeds.feed_of(user))


class TestContent:
    def test_a_session_as_a_calendar_reads_it(self, cast):
        room = RoomFactory(name="Aula", venue__name="Diklat", venue__address="Jl. Balai Kota; Palu, 1")
        session = mine(cast, title="Ramah, cepat; tepat " * 5, room=room)
        (event,) = of(cast.owner)
        year = session.starts_at.year
        assert event["DTSTART;TZID=Asia/Makassar"] == f"{year}0301T090000"
        assert event["DTEND;TZID=Asia/Makassar"] == f"{year}0301T120000"
        assert event["SUMMARY"] == f"{session.batch.programme.name}: {session.title}"
        assert event["LOCATION"] == "Aula, Diklat, Jl. Balai Kota; Palu, 1"
        assert event["STATUS"] == "CONFIRMED"
        assert event["UID"] == f"sesi-{session.pk}@palu-asn"

    def test_the_zone_is_written_out(self, cast):
        mine(cast)
        text = feeds.feed_of(cast.owner).decode()
        assert "TZID:Asia/Makassar" in text
        assert "TZOFFSETTO:+0800" in text

    def test_moved_it_keeps_its_key_and_grows(self, cast):
        session = mine(cast, batch__cycle__year=soon().year)
        (before,) = of(cast.owner)
        values = {name: getattr(session, name) for name in sessions.SESSION_FIELDS}
        values["ends_at"] = session.ends_at + dt.timedelta(hours=1)
        values["jp_reason"] = "Satu jam istirahat."
        sessions.change_session(session, values, by=cast.city_hr, accept_warnings=True)
        (after,) = of(cast.owner)
        assert after["UID"] == before["UID"]
        assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
        sessions.cancel_session(session, by=cast.city_hr)
        (gone,) = of(cast.owner)
        assert (gone["UID"], gone["STATUS"]) == (before["UID"], "CANCELLED")
        assert int(gone["SEQUENCE"]) > int(after["SEQUENCE"])

    def test_only_what_is_ones_own_and_announced(self, cast):
        kept = mine(cast)
        mine(cast, batch__state=State.PLANNED, starts_at=soon().replace(day=2))
        mine(cast, starts_at=at("2020-01-06"))
        speaker = SpeakerFactory(name="", institution="", civil_servant=cast.owner.civil_servant)
        taught = SessionFactory(starts_at=soon().replace(day=3), batch__state=State.RELEASED)
        SessionSpeakerFactory(session=taught, speaker=speaker)
        SessionFactory(starts_at=soon().replace(day=4), batch__state=State.RELEASED)
        assert [event["UID"] for event in of(cast.owner)] == [
            f"sesi-{kept.pk}@palu-asn",
            f"sesi-{taught.pk}@palu-asn",
        ]
        assert of(cast.ppk) == []

    def test_no_nip(self, cast):
        mine(cast)
        assert cast.owner.civil_servant.nip not in feeds.feed_of(cast.owner).decode()

    @pytest.mark.parametrize("n", [1, 3])
    def test_constant_queries(self, cast, n, django_assert_num_queries):
        for day in range(1, n + 1):
            mine(cast, starts_at=soon().replace(day=day))
        with django_assert_num_queries(1):
            of(cast.owner)


class TestAddress:
    def test_read_without_signing_in_until_it_is_renewed(self, cast):
        session = mine(cast)
        token = feeds.renew(by=cast.owner)
        answer = Client().get(f"/pelatihan/kalender/{token}.ics")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "private" in answer["Cache-Control"]
        assert [event["UID"] for event in read(answer.content)] == [f"sesi-{session.pk}@palu-asn"]
        other = feeds.renew(by=cast.owner)
        assert Client().get(f"/pelatihan/kalender/{token}.ics").status_code == 404
        assert Client().get(f"/pelatihan/kalender/{other}.ics").status_code == 200

    def test_only_the_hash_is_kept_and_nothing_told(self, cast):
        token = feeds.renew(by=cast.owner)
        kept = CalendarFeed.objects.get()
        assert token not in kept.token_hash
        assert token not in str(AuditEntry.objects.get(action="calendar_feed_renewed").facts)

    @pytest.mark.parametrize("token", ["x", "a" * 200, "0" * 43])
    def test_a_wrong_one_is_not_there(self, cast, token):
        feeds.renew(by=cast.owner)
        assert Client().get(f"/pelatihan/kalender/{token}.ics").status_code == 404

    def test_ended_or_of_a_closed_account(self, cast):
        token = feeds.renew(by=cast.owner)
        cast.owner.is_active = False
        cast.owner.save()
        assert feeds.owner_of(token) is None
        cast.owner.is_active = True
        cast.owner.save()
        assert feeds.owner_of(token) == cast.owner
        for _time in range(2):
            feeds.end(by=cast.owner)
        assert feeds.owner_of(token) is None
        assert AuditEntry.objects.filter(action="calendar_feed_ended").count() == 1

    def test_from_the_page_to_the_calendar_and_its_end(self, cast, sign_in):
        client = sign_in(cast.owner)
        page = "/pelatihan/jadwal-saya/kalender/"
        assert "belum mempunyai" in client.get(page).content.decode()
        client.post(f"{page}baru/")
        first = client.get(page)
        assert first["Cache-Control"] == "private, no-store"
        address = first.content.decode().split('feed-address" data-copy>')[1].split("<")[0]
        assert Client().get("/" + address.split("/", 3)[3]).status_code == 200
        client.post(f"{page}akhiri/")
        assert Client().get("/" + address.split("/", 3)[3]).status_code == 404


def test_the_file_of_a_batch(cast, sign_in):
    session = SessionFactory(batch__state=State.RELEASED, starts_at=soon())
    path = f"/pelatihan/angkatan/{session.batch_id}/kalender.ics"
    answer = sign_in(cast.owner).get(path)
    assert answer["Content-Disposition"] == f'attachment; filename="angkatan-{session.batch_id}.ics"'
    assert len(read(answer.content)) == 1
    hidden = BatchFactory()
    assert sign_in(cast.owner).get(f"/pelatihan/angkatan/{hidden.pk}/kalender.ics").status_code == 404


def test_a_new_address_is_shown_for_an_hour_and_opens_the_calendar(cast, sign_in):
    client = sign_in(cast.owner)
    client.post(reverse("training:feed_renew"))
    page = reverse("training:feed_page")
    first, again = (client.get(page).context["address"] for _look in range(2))
    assert first == again
    assert first.startswith(settings.PUBLIC_URL)
    assert f'href="webcal:{first.partition(":")[2]}"' in client.get(page).content.decode()
    session = client.session
    token, made_at = session["calendar_token"]
    session["calendar_token"] = token, made_at - 3601
    session.save()
    assert client.get(page).context["address"] == ""
    client.post(reverse("training:feed_renew"))
    client.post(reverse("training:feed_end"))
    assert client.get(page).context["address"] == ""
