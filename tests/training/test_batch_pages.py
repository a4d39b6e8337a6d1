"""The pages of batches and sessions: what is shown, kept after a refusal, and pressed as an alternative."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from tests.factories import UnitFactory
from tests.planning.world import CycleFactory, ProgrammeFactory, ProviderFactory, people
from tests.training.test_batches import soon
from tests.training.world import BatchFactory, RoomFactory, SessionFactory, SpeakerFactory, seat_in
from training.models import Batch, ScheduleRule, Session

pytestmark = [pytest.mark.django_db, pytest.mark.of_2027]

State = Batch.State
LIST = "/pelatihan/angkatan/"


@pytest.fixture(autouse=True)
def _no_speaker_is_said_elsewhere(db):
    """A session without a speaker warns; the tests here are about other things."""
    ScheduleRule.objects.create(code="no_speaker", level="ignore")


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def of(batch):
    return f"{LIST}{batch.pk}/"


@pytest.fixture
def hr(cast, sign_in):
    return sign_in(cast.city_hr)


def typed(session=None, **fields):
    """What is typed into the form of a session."""
    return {"title": "Materi", "day": "2027-03-01", "start": "09:00", "end": "12:00", "jp": "4", **fields}


class TestList:
    def test_everybody_sees_what_was_announced(self, cast, sign_in):
        BatchFactory(programme__name="Layanan prima", state=State.RELEASED)
        BatchFactory(programme__name="Masih rahasia")
        text = page(sign_in(cast.owner), LIST)
        assert "Layanan prima" in text
        assert "Masih rahasia" not in text
        assert "Masih rahasia" in page(sign_in(cast.official), LIST)

    def test_filtered(self, hr):
        BatchFactory(programme__name="Arsip", quarter=1)
        BatchFactory(programme__name="Bahasa isyarat", quarter=2, state=State.CANCELLED, cancel_reason="Sepi")
        for query, there, gone in [
            ("?triwulan=2", "Bahasa isyarat", "Arsip"),
            ("?q=arsip", "Arsip", "Bahasa isyarat"),
            ("?keadaan=cancelled", "Bahasa isyarat", "Arsip"),
        ]:
            text = page(hr, LIST + query)
            assert there in text
            assert gone not in text
        page(hr, LIST + "?triwulan=x&keadaan=%00&q=%00&tahun=abc&halaman=-1")

    @pytest.mark.parametrize("n", [1, 3])
    def test_constant_queries(self, hr, n, django_assert_num_queries):
        for _n in range(n):
            SessionFactory()
        hr.get(LIST)
        with django_assert_num_queries(9):
            hr.get(LIST)

    def test_sessions_and_seats_are_counted_apart(self, hr):
        batch = SessionFactory(title="Pertama").batch
        for day in range(3, 6):
            SessionFactory(batch=batch, starts_at=soon() + dt.timedelta(days=day), is_cancelled=day == 5)
        for person in people(UnitFactory(), 2):
            seat_in(batch, person)
        (row,) = hr.get(LIST).context["table"].page.object_list
        assert (row.meetings, row.taken) == (3, 2)


class TestBatch:
    def test_made_once_however_often_it_is_sent(self, hr):
        data = {
            "programme": ProgrammeFactory().pk,
            "cycle": CycleFactory().pk,
            "quarter": "2",
            "capacity": "25",
            "provider": ProviderFactory().pk,
            "request_key": str(uuid.uuid4()),
        }
        answers = [hr.post(f"{LIST}baru/", data) for _time in range(2)]
        batch = Batch.objects.get()
        assert [answer.url for answer in answers] == [of(batch)] * 2
        assert (batch.quarter, batch.capacity, batch.state) == (2, 25, State.PLANNED)

    def test_what_was_typed_stays(self, hr):
        answer = hr.post(f"{LIST}baru/", {"capacity": "0", "quarter": "2", "note": "Bawa laptop"})
        assert answer.status_code == 422
        assert "Bawa laptop" in answer.content.decode()

    @pytest.mark.parametrize("n", [1, 3])
    def test_one_batch_in_constant_queries(self, hr, n, django_assert_num_queries):
        batch = BatchFactory()
        for day in range(1, n + 1):
            SessionFactory(batch=batch, starts_at=soon().replace(day=day))
        hr.get(of(batch))
        with django_assert_num_queries(12):
            text = page(hr, of(batch))
        assert text.count("Materi pokok</td>") == n

    def test_cancelling_says_to_how_many(self, hr, cast):
        session = SessionFactory(starts_at=soon())
        seat_in(session.batch, cast.owner.civil_servant)
        text = page(hr, f"{of(session.batch)}batalkan/")
        assert "1 sesi dibatalkan" in text
        assert "1 peserta" in text
        assert hr.post(f"{of(session.batch)}batalkan/", {"reason": ""}).status_code == 422
        hr.post(f"{of(session.batch)}batalkan/", {"reason": "Gedung rusak"})
        assert "Gedung rusak" in page(hr, of(session.batch))

    def test_a_finished_one_offers_nothing(self, hr):
        text = page(hr, of(BatchFactory(state=State.FINISHED)))
        assert "Tambah sesi" not in text

    @pytest.mark.parametrize(("days", "offered"), [(10, False), (-3, True)])
    def test_it_can_be_closed_once_its_sessions_are_over(self, hr, days, offered):
        session = SessionFactory(
            batch=BatchFactory(state=State.RELEASED), starts_at=timezone.now() + dt.timedelta(days)
        )
        assert ("Tutup angkatan" in page(hr, of(session.batch))) is offered


class TestSession:
    def test_added_moved_cancelled(self, hr):
        batch, room, speaker = BatchFactory(), RoomFactory(), SpeakerFactory()
        hr.post(f"{of(batch)}sesi/baru/", typed(room=room.pk, speakers=[speaker.pk]))
        session = Session.objects.get()
        path = f"/pelatihan/sesi/{session.pk}/"
        text = page(hr, f"{path}ubah/")
        assert 'value="09:00"' in text
        assert 'value="2027-03-01"' in text
        stamp = text.split('name="stamp" value="')[1].split('"')[0]
        answer = hr.post(
            f"{path}ubah/", typed(day="2027-03-02", room=room.pk, speakers=[speaker.pk], stamp=stamp)
        )
        assert answer.url == f"{of(batch)}#sesi-{session.pk}"
        assert speaker.speaking.get().starts_at.day == 2
        hr.post(f"{path}batalkan/")
        assert "dibatalkan" in page(hr, of(batch))
        assert hr.get(f"{path}ubah/").status_code == 404

    def test_the_second_editor_is_told(self, hr):
        session = SessionFactory(starts_at=soon())
        path = f"/pelatihan/sesi/{session.pk}/ubah/"
        answer = hr.post(path, typed(stamp="lama"))
        assert answer.status_code == 422
        assert "sudah diubah orang lain" in answer.content.decode()
        stamp = answer.content.decode().split('name="stamp" value="')[1].split('"')[0]
        assert hr.post(path, typed(stamp=stamp)).status_code == 302

    def test_a_clash_offers_another_room_that_one_press_takes(self, hr):
        taken, free = RoomFactory(name="Penuh"), RoomFactory(name="Kosong")
        hr.post(f"{of(BatchFactory())}sesi/baru/", typed(room=taken.pk))
        batch = BatchFactory()
        answer = hr.post(f"{of(batch)}sesi/baru/", typed(room=taken.pk))
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Penuh dipakai" in text
        assert f'value="ruang:{free.pk}"' in text
        assert 'name="accept"' in text
        assert 'type="checkbox" name="accept"' not in text  # no tick against a refusal
        assert (
            hr.post(f"{of(batch)}sesi/baru/", typed(room=taken.pk, coba=f"ruang:{free.pk}")).status_code
            == 302
        )
        assert batch.sessions.get().room == free

    def test_another_time_in_one_press(self, hr):
        room = RoomFactory()
        hr.post(f"{of(BatchFactory())}sesi/baru/", typed(room=room.pk))
        batch = BatchFactory()
        text = hr.post(f"{of(batch)}sesi/baru/", typed(room=room.pk)).content.decode()
        choice = "waktu:2027-03-01|12:00|15:00"
        assert choice in text
        hr.post(f"{of(batch)}sesi/baru/", typed(room=room.pk, coba=choice))
        assert batch.sessions.get().starts_at.hour == 4  # 12.00 WITA

    def test_a_warning_is_read_and_then_accepted(self, hr):
        batch, room = BatchFactory(), RoomFactory()
        sunday = typed(day="2027-03-07", room=room.pk)
        text = hr.post(f"{of(batch)}sesi/baru/", {**sunday, "accept": "on"}).content.decode()
        assert "tutup pada hari itu" in text
        assert not Session.objects.exists()
        warned = text.split('name="warned" value="')[1].split('"')[0]
        assert hr.post(f"{of(batch)}sesi/baru/", {**sunday, "warned": warned}).status_code == 422
        assert (
            hr.post(f"{of(batch)}sesi/baru/", {**sunday, "warned": warned, "accept": "on"}).status_code == 302
        )

    def test_hours_that_differ_are_told_with_their_reason(self, hr):
        batch = BatchFactory()
        answer = hr.post(f"{of(batch)}sesi/baru/", typed(jp="20", title="Tugas"))
        assert answer.status_code == 422
        assert "tetapi tertulis 20 JP" in answer.context["form"].errors["jp_reason"][0]
        assert 'value="Tugas"' in answer.content.decode()
        sent = typed(jp="20", jp_reason="Termasuk tugas mandiri")
        assert hr.post(f"{of(batch)}sesi/baru/", sent).status_code == 302
        assert "lamanya 4 JP: Termasuk tugas mandiri" in page(hr, of(batch))

    @pytest.mark.parametrize("day", ["2028-03-01", "0001-01-01", "9999-12-31"])
    def test_a_wrong_year_is_told_at_the_date(self, hr, day):
        answer = hr.post(f"{of(BatchFactory())}sesi/baru/", typed(day=day))
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"day"}
        assert "pada tahun 2027" in answer.context["form"].errors["day"][0]

    def test_what_has_come_since_is_shown(self, hr):
        session = SessionFactory(starts_at=soon(), room=RoomFactory(capacity=5))
        assert "memuat 5 orang" in page(hr, f"/pelatihan/sesi/{session.pk}/ubah/")

    @pytest.mark.parametrize(
        "junk",
        [
            {"coba": "waktu:x|y|z"},
            {"coba": "ruang:abc"},
            {"coba": ":"},
            {"day": "9999-99-99"},
            {"title": "a\x00b"},
            {"jp": "NaN"},
            {"speakers": ["x"]},
            {"room": "999999999999999999999"},
        ],
    )
    def test_nothing_that_is_sent_breaks_it(self, hr, junk):
        answer = hr.post(f"{of(BatchFactory())}sesi/baru/", typed(**junk))
        assert answer.status_code in {302, 422}


def test_a_planned_batch_is_not_there_for_a_participant(cast, sign_in):
    batch = BatchFactory()
    seat_in(batch, cast.owner.civil_servant)
    page(sign_in(cast.owner), of(batch), 404)
