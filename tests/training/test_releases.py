"""Versions of the schedule: what they hold, what they changed, who is told what, and once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs.models import Job
from jobs.queue import work_off
from personnel.models import AuditEntry, Notice
from tests.factories import CivilServantFactory, UserFactory
from tests.training.test_batches import NOBODY_ELSE, soon
from tests.training.world import (
    BatchFactory,
    RoomFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    seat_in,
)
from training import batches, releases
from training.models import Batch, Release, ReleasedSession, Session
from training.releases import Kind

pytestmark = pytest.mark.django_db

State = Batch.State


def move(session, **fields):
    """As an organiser would, without the rules of scheduling in between."""
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()


def release(cast, batch, note=""):
    return releases.release_schedule(batch.cycle, note, by=cast.city_hr)


def kinds(cast_or_release):
    made = cast_or_release
    was = releases.rows_of(releases.before(made))
    return [change.kind for change in releases.changes_between(was, releases.rows_of(made))]


class TestReleasing:
    def test_what_stands_becomes_a_version(self, cast):
        room = RoomFactory(name="Aula", venue__name="Diklat")
        session = SessionFactory(batch__programme__name="Layanan prima", room=room, starts_at=soon())
        SessionSpeakerFactory(session=session, speaker=SpeakerFactory(name="Dr. Sari"))
        SessionFactory(batch=session.batch, starts_at=soon().replace(day=2), is_cancelled=True)
        SessionFactory(batch__state=State.PROPOSED, starts_at=soon())
        made = release(cast, session.batch, " Jadwal  awal ")
        assert (made.number, made.note) == (1, "Jadwal awal")
        (row,) = ReleasedSession.objects.all()
        assert (row.session, row.place, row.speakers) == (session.pk, "Aula, Diklat", "Dr. Sari")
        assert row.batch_name == f"Layanan prima, angkatan {session.batch.number}"
        assert sorted(Batch.objects.values_list("state", flat=True)) == ["proposed", "released"]
        facts = AuditEntry.objects.get(action="schedule_released").facts
        assert (facts["counts"]["new"], facts["batches"]) == (1, 1)

    def test_sent_twice_is_one(self, cast):
        batch = SessionFactory(starts_at=soon()).batch
        release(cast, batch)
        with pytest.raises(ValidationError, match="Tidak ada perubahan"):
            release(cast, batch)
        assert Release.objects.count() == 1

    @pytest.mark.parametrize("member", NOBODY_ELSE)
    def test_only_bkpsdmd(self, cast, member):
        batch = BatchFactory()
        with pytest.raises(PermissionDenied):
            releases.release_schedule(batch.cycle, by=getattr(cast, member))
        with pytest.raises(PermissionDenied):
            releases.release_later(batch.cycle, by=getattr(cast, member))

    def test_a_worker_announces_once_and_only_for_whoever_still_may(self, cast):
        session = SessionFactory(starts_at=soon())
        asked = releases.release_later(session.batch.cycle, "Awal", by=cast.city_hr)
        address = work_off(asked).result_url
        Job.objects.update(status=Job.Status.QUEUED)  # as if the worker had died just after the commit
        asked.refresh_from_db()
        again = work_off(asked)
        assert (again.status, again.result_url) == (Job.Status.DONE, address)
        assert Release.objects.get().note == "Awal"
        with pytest.raises(ValidationError, match="Tidak ada perubahan"):
            releases.release_later(session.batch.cycle, by=cast.city_hr)
        move(session, title="Nama lain")
        asked = releases.release_later(session.batch.cycle, by=cast.city_hr)
        cast.city_hr.role_assignments.all().delete()
        assert "tidak lagi berwenang" in work_off(asked).error
        assert Release.objects.count() == 1

    def test_what_each_version_changed(self, cast):
        stays, moves, renamed, goes = (
            SessionFactory(title=f"Materi {n}", starts_at=soon() + dt.timedelta(days=n)) for n in range(4)
        )
        assert kinds(release(cast, stays.batch)) == [Kind.NEW] * 4
        move(moves, starts_at=moves.starts_at + dt.timedelta(hours=1))
        move(renamed, title="Nama lain")
        move(goes, is_cancelled=True)
        assert [change.kind for change in releases.pending(stays.batch.cycle)] == [
            Kind.MOVED,
            Kind.CHANGED,
            Kind.CANCELLED,
        ]
        assert releases.how_many_pending(stays.batch.cycle) == 3
        assert kinds(release(cast, stays.batch)) == [Kind.MOVED, Kind.CHANGED, Kind.CANCELLED]
        assert releases.pending(stays.batch.cycle) == []
        assert releases.how_many_pending(stays.batch.cycle) == 0

    def test_rooms_and_speakers_are_named_as_everywhere(self, cast):
        room = RoomFactory(name="Aula", venue__name="Diklat")
        session = SessionFactory(room=room, starts_at=soon())
        inside = CivilServantFactory(title_before="dr.", name="Zahra", title_after="M.Kes.")
        for speaker in (
            SpeakerFactory(name="budi"),
            SpeakerFactory(name="Éva"),
            SpeakerFactory(name="", institution="", civil_servant=inside),
        ):
            SessionSpeakerFactory(session=session, speaker=speaker)
        (row,) = releases.draft_of(session.batch.cycle)
        names = sorted(str(place.speaker) for place in session.speaking.all())
        assert (row.place, row.speakers) == (str(room), ", ".join(names))
        for letter in "PQRS":
            SessionSpeakerFactory(session=session, speaker=SpeakerFactory(name=letter * 150))
        (row,) = releases.draft_of(session.batch.cycle)
        names = sorted(str(place.speaker) for place in session.speaking.all())
        assert row.speakers == releases._cut(", ".join(names), 600)

    def test_a_version_stays_as_it_was(self, cast):
        session = SessionFactory(starts_at=soon())
        first = release(cast, session.batch)
        Session.objects.all().delete()
        assert [row.session for row in releases.rows_of(first)] == [session.pk]


class TestTelling:
    def test_each_hears_of_their_own_changes(self, cast):
        mine, theirs = (SessionFactory(starts_at=soon() + dt.timedelta(days=n)) for n in range(2))
        seat_in(mine.batch, cast.owner.civil_servant)
        seat_in(theirs.batch, cast.colleague.civil_servant)
        speaker = SpeakerFactory(name="", institution="", civil_servant=cast.superior.civil_servant)
        SessionSpeakerFactory(session=mine, speaker=speaker)
        first = release(cast, mine.batch)
        told = {notice.user: notice.text for notice in Notice.objects.filter(key=f"release:{first.pk}")}
        assert set(told) == {cast.owner, cast.colleague, cast.superior}
        assert mine.batch.programme.name in told[cast.owner]
        assert theirs.batch.programme.name not in told[cast.owner]
        move(mine, starts_at=mine.starts_at + dt.timedelta(hours=1))
        second = release(cast, mine.batch)
        told = {notice.user: notice.text for notice in Notice.objects.filter(key=f"release:{second.pk}")}
        assert set(told) == {cast.owner, cast.superior}
        assert "pindah dari" in told[cast.owner]
        subjects = Notice.objects.filter(user=cast.owner).order_by("pk").values_list("subject", flat=True)
        assert list(subjects) == ["Jadwal pelatihan Anda diumumkan", "Jadwal pelatihan Anda berubah"]
        assert "09.00–12.00" in told[cast.owner]
        assert "10.00–12.00" in told[cast.owner]

    def test_whoever_would_have_come_hears_that_it_is_cancelled(self, cast):
        session = SessionFactory(starts_at=soon())
        seat_in(session.batch, cast.owner.civil_servant)
        release(cast, session.batch)
        move(session, is_cancelled=True)
        second = release(cast, session.batch)
        assert "dibatalkan" in Notice.objects.get(key=f"release:{second.pk}").text

    def test_nobody_hears_twice_that_a_batch_was_called_off(self, cast):
        session = SessionFactory(starts_at=soon())
        seat_in(session.batch, cast.owner.civil_servant)
        release(cast, session.batch)
        batches.cancel_batch(session.batch, "Gedung rusak", by=cast.city_hr)
        made = release(cast, session.batch)
        assert kinds(made) == [Kind.CANCELLED]
        assert not Notice.objects.filter(key=f"release:{made.pk}").exists()

    def test_many_changes_fit_into_a_notice(self, cast):
        batch = BatchFactory(programme__name="Sangat panjang " * 12)
        for n in range(20):
            SessionFactory(batch=batch, starts_at=soon() + dt.timedelta(days=n))
        seat_in(batch, cast.owner.civil_servant)
        release(cast, batch)
        notice = Notice.objects.get()
        assert len(notice.text) <= 600
        assert "perubahan lain" in notice.text

    @pytest.mark.parametrize("n", [1, 3])
    def test_as_many_queries_for_one_participant_as_for_many(self, cast, n, django_assert_num_queries):
        batch = SessionFactory(starts_at=soon()).batch
        for _n in range(n):
            person = CivilServantFactory(unit=cast.bidang_a)
            UserFactory(civil_servant=person)
            seat_in(batch, person)
        cast.city_hr.active_roles  # noqa: B018 - asked once a request
        with django_assert_num_queries(20):
            release(cast, batch)


class TestPages:
    def test_from_what_waits_to_what_changed(self, cast, sign_in):
        hr = sign_in(cast.city_hr)
        session = SessionFactory(title="Materi dasar", starts_at=soon())
        year = session.batch.cycle.year
        assert "1 perubahan belum diumumkan" in hr.get("/pelatihan/pengumuman/").content.decode()
        text = hr.get(f"/pelatihan/pengumuman/{year}/baru/").content.decode()
        assert "1 sesi baru" in text
        answer = hr.post(f"/pelatihan/pengumuman/{year}/baru/", {"note": "Awal tahun"})
        assert "sedang dikerjakan" in hr.get(answer.url).content.decode()
        work_off(Job.objects.get())
        assert "Materi dasar" in hr.get(answer.url, follow=True).content.decode()
        text = sign_in(cast.unit_hr).get("/pelatihan/pengumuman/").content.decode()
        assert "Awal tahun" in text
        assert "belum diumumkan" not in text
        assert hr.post(f"/pelatihan/pengumuman/{year}/baru/").status_code == 422
        assert hr.get("/pelatihan/pengumuman/999999999999/baru/").status_code == 404

    @pytest.mark.parametrize("n", [1, 3])
    def test_constant_queries(self, cast, sign_in, n, django_assert_num_queries):
        release(cast, BatchFactory())
        for day in range(n):
            session = SessionFactory(starts_at=soon() + dt.timedelta(days=day))
            SessionSpeakerFactory(session=session)
            made = release(cast, session.batch)
        client = sign_in(cast.city_hr)
        for path, queries in (("/pelatihan/pengumuman/", 9), (f"/pelatihan/pengumuman/{made.pk}/", 8)):
            client.get(path)
            with django_assert_num_queries(queries):
                client.get(path)
