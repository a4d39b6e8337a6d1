"""The calendar in its three forms and one's own schedule: who sees what, and a full year in few queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.training.test_batches import soon
from tests.training.world import (
    BatchFactory,
    HolidayFactory,
    RoomFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    at,
    seat_in,
)
from training.models import Batch, Session

pytestmark = pytest.mark.django_db

State = Batch.State
VIEWS = ["bulan", "pekan", "daftar"]
MARCH = "&tanggal=2027-03-01"


def page(client, query=""):
    response = client.get(f"/pelatihan/kalender/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("view", VIEWS)
def test_released_for_everybody_planned_for_those_with_a_role(view, cast, sign_in):
    SessionFactory(batch__programme__name="Terbuka", batch__state=State.RELEASED)
    SessionFactory(batch__programme__name="Rahasia")
    SessionFactory(batch__programme__name="Batal", batch__state=State.RELEASED, is_cancelled=True)
    query = f"?tampilan={view}{MARCH}"
    text = page(sign_in(cast.owner), query)
    assert "Terbuka" in text
    assert "Rahasia" not in text
    assert "Batal</" not in text
    assert "Rahasia" in page(sign_in(cast.unit_hr), query)


def test_a_full_day_and_a_holiday(cast, sign_in):
    HolidayFactory(date="2027-03-08", name="Hari Raya Nyepi")
    for hour in range(8, 13):
        SessionFactory(starts_at=at("2027-03-01", hour))
    text = page(sign_in(cast.city_hr), f"?tampilan=bulan{MARCH}")
    assert "2 lagi" in text
    assert "Hari Raya Nyepi" in text
    assert "tanggal=2027-02-01" in text
    assert "tanggal=2027-04-01" in text


@pytest.mark.parametrize(
    "query",
    [
        "?tanggal=x",
        "?tanggal=0001-01-01",
        "?tanggal=9999-12-31",
        "?tampilan=%00",
        "?halaman=zz&tampilan=daftar",
    ],
)
def test_nonsense_is_today(query, cast, sign_in):
    assert str(timezone.localdate().year) in page(sign_in(cast.owner), query)


def test_the_last_day_of_a_month_leads_on(cast, sign_in):
    text = page(sign_in(cast.owner), "?tampilan=bulan&tanggal=2027-01-31")
    assert "tanggal=2026-12-01" in text
    assert "tanggal=2027-02-01" in text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("n", [1, 3, 400])
def test_400_batches_in_as_many_queries_as_one(view, n, cast, sign_in, django_assert_num_queries):
    room = RoomFactory()
    one = BatchFactory(state=State.RELEASED)
    batches = Batch.objects.bulk_create(
        [
            Batch(
                cycle=one.cycle,
                programme=one.programme,
                provider=one.provider,
                number=20_000 + k,
                quarter=1,
                capacity=20,
                state=State.RELEASED,
            )
            for k in range(n)
        ]
    )
    first = at("2027-03-01", 0)
    Session.objects.bulk_create(
        [
            Session(
                batch=batch,
                title="Materi",
                jp=4,
                room=room,
                starts_at=first + dt.timedelta(hours=k),
                ends_at=first + dt.timedelta(hours=k + 1),
            )
            for k, batch in enumerate(batches)
        ]
    )
    client = sign_in(cast.owner)
    page(client)
    with django_assert_num_queries(6):
        page(client, f"?tampilan={view}{MARCH}")


class TestOwn:
    def lines(self, client, query=""):
        response = client.get(f"/pelatihan/jadwal-saya/{query}")
        assert response.status_code == 200
        return response.content.decode()

    def test_as_participant_and_as_speaker(self, cast, sign_in):
        sits = SessionFactory(title="Saya duduk", batch__state=State.RELEASED, starts_at=soon())
        seat_in(sits.batch, cast.owner.civil_servant)
        speaker = SpeakerFactory(name="", institution="", civil_servant=cast.owner.civil_servant)
        speaks = SessionFactory(
            title="Saya mengajar", batch__state=State.RELEASED, starts_at=soon().replace(day=2)
        )
        SessionSpeakerFactory(session=speaks, speaker=speaker)
        SessionFactory(title="Orang lain", batch__state=State.RELEASED, starts_at=soon())
        text = self.lines(sign_in(cast.owner)).partition("<tbody")[2]
        assert text.index("Saya duduk") < text.index("peserta") < text.index("Saya mengajar")
        assert text.index("Saya mengajar") < text.index("narasumber")
        assert "Orang lain" not in text
        assert "Saya duduk" not in self.lines(sign_in(cast.colleague))

    def test_not_before_it_is_announced(self, cast, sign_in):
        session = SessionFactory(title="Belum resmi", starts_at=soon())
        seat_in(session.batch, cast.owner.civil_servant)
        assert "Belum resmi" not in self.lines(sign_in(cast.owner))

    def test_what_has_been(self, cast, sign_in):
        session = SessionFactory(title="Tahun lalu", batch__state=State.RELEASED, starts_at=at("2026-01-05"))
        seat_in(session.batch, cast.owner.civil_servant)
        client = sign_in(cast.owner)
        assert "Tahun lalu" not in self.lines(client)
        assert "Tahun lalu" in self.lines(client, "?lalu=1")

    def test_an_account_without_a_person_has_none(self, cast, sign_in):
        SessionFactory(title="Orang lain", batch__state=State.RELEASED, starts_at=soon())
        assert "Orang lain" not in self.lines(sign_in(cast.ppk))

    @pytest.mark.parametrize("n", [1, 3])
    def test_constant_queries(self, cast, sign_in, n, django_assert_num_queries):
        for day in range(1, n + 1):
            session = SessionFactory(batch__state=State.RELEASED, starts_at=soon().replace(day=day))
            seat_in(session.batch, cast.owner.civil_servant)
        client = sign_in(cast.owner)
        self.lines(client)
        with django_assert_num_queries(6):
            self.lines(client)
