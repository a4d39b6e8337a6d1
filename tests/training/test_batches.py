"""Batches and their sessions: lawful, unlawful, the wrong person, sent twice, told and recorded."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from personnel.edit_stamps import stamp_of
from personnel.models import AuditEntry, Notice
from planning import learning_hours
from tests.planning.world import CycleFactory, ProgrammeFactory, ProviderFactory
from tests.training.world import (
    BatchFactory,
    RoomFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    at,
    seat_in,
)
from training import batches, sessions
from training.conflicts import ClashError
from training.models import Batch, Enrolment, ScheduleRule, Session, SessionSeat, SessionSpeaker

pytestmark = [pytest.mark.django_db, pytest.mark.of_2027]

State = Batch.State
NOBODY_ELSE = ["owner", "superior", "unit_hr", "unit_head", "pyb", "ppk", "official", "administrator"]


@pytest.fixture(autouse=True)
def _no_speaker_is_said_elsewhere(db):
    """A session without a speaker warns; the tests here are about other things."""
    ScheduleRule.objects.create(code="no_speaker", level="ignore")


def batch_values(**fields):
    return {
        "quarter": 1,
        "capacity": 20,
        "provider": ProviderFactory(),
        "organiser": None,
        "enrolment_closes_on": None,
        "note": "",
        **fields,
    }


def session_values(day="2027-03-01", **fields):
    return {
        "title": "Pelayanan  prima",
        "starts_at": at(day, 9),
        "ends_at": at(day, 12),
        "room": None,
        "online_at": "",
        "jp": Decimal(4),
        "jp_reason": "",
        **fields,
    }


def made(cast, programme=None, **more):
    programme = programme or ProgrammeFactory()
    return batches.make_batch(CycleFactory(), programme, batch_values(), by=cast.city_hr, **more)


class TestMaking:
    def test_numbered_by_programme(self, cast):
        first = made(cast)
        second = made(cast, first.programme)
        other = made(cast)
        assert [first.number, second.number, other.number] == [1, 2, 1]
        assert {first.state, second.state} == {State.PLANNED}
        entry = AuditEntry.objects.filter(action="batch_made").order_by("pk").first()
        assert (entry.actor, entry.facts["after"]["capacity"]) == (cast.city_hr, 20)

    def test_a_form_sent_twice_makes_one(self, cast):
        programme, key = ProgrammeFactory(), uuid.uuid4()
        assert made(cast, programme, request_key=key) == made(cast, programme, request_key=key)
        assert Batch.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"capacity": 0}, "capacity"),
            ({"capacity": 10**6}, "capacity"),
            ({"quarter": 5}, "quarter"),
            ({"enrolment_closes_on": dt.date(2031, 1, 1)}, "enrolment_closes_on"),
        ],
    )
    def test_what_does_not_fit(self, cast, fields, named):
        with pytest.raises(ValidationError) as refusal:
            batches.make_batch(CycleFactory(), ProgrammeFactory(), batch_values(**fields), by=cast.city_hr)
        assert named in refusal.value.error_dict

    def test_an_organiser_is_of_bkpsdmd(self, cast):
        with pytest.raises(ValidationError, match="BKPSDMD"):
            batches.make_batch(
                CycleFactory(), ProgrammeFactory(), batch_values(organiser=cast.unit_hr), by=cast.city_hr
            )

    @pytest.mark.parametrize("member", NOBODY_ELSE)
    def test_only_bkpsdmd(self, cast, member):
        by, session = getattr(cast, member), SessionFactory()
        for act in (
            lambda: batches.make_batch(CycleFactory(), ProgrammeFactory(), batch_values(), by=by),
            lambda: batches.change_batch(session.batch, batch_values(), by=by),
            lambda: batches.confirm_batch(session.batch, by=by),
            lambda: batches.finish_batch(session.batch, by=by),
            lambda: batches.cancel_batch(session.batch, "Hujan", by=by),
            lambda: sessions.add_session(session.batch, session_values("2027-03-02"), by=by),
            lambda: sessions.change_session(session, session_values(), by=by),
            lambda: sessions.cancel_session(session, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()


class TestChanging:
    def test_changed_and_recorded(self, cast):
        batch = made(cast)
        batches.change_batch(batch, batch_values(capacity=25, quarter=2), by=cast.city_hr)
        now = Batch.objects.get()
        assert (now.capacity, now.quarter, now.version) == (25, 2, 2)
        assert AuditEntry.objects.get(action="batch_changed").facts["before"]["capacity"] == 20

    def test_the_second_editor_is_told(self, cast):
        batch = made(cast)
        seen = stamp_of(batch, batches.BATCH_FIELDS)
        batches.change_batch(batch, batch_values(capacity=25), by=cast.city_hr, seen=seen)
        with pytest.raises(ValidationError) as refusal:
            batches.change_batch(batch, batch_values(capacity=30), by=cast.city_hr, seen=seen)
        assert (refusal.value.code, Batch.objects.get().capacity) == ("changed", 25)

    def test_taken_seats_stay(self, cast):
        batch = made(cast)
        for user in (cast.owner, cast.colleague):
            seat_in(batch, user.civil_servant)
        with pytest.raises(ValidationError, match="Kursi nomor 2"):
            batches.change_batch(batch, batch_values(capacity=1), by=cast.city_hr)

    def test_new_seats_are_for_the_first_in_line(self, cast):
        batch = made(cast)
        ScheduleRule.objects.create(code="unit_share", level="ignore")
        ScheduleRule.objects.create(code="only_holder", level="ignore")
        batches.change_batch(batch, batch_values(capacity=1), by=cast.city_hr)
        seat_in(batch, cast.owner.civil_servant)
        waits = Enrolment.objects.create(
            batch=batch,
            civil_servant=cast.colleague.civil_servant,
            unit=cast.bidang_a,
            source=Enrolment.Source.APPLIED,
            state=Enrolment.State.WAITING,
            queued_at=timezone.now(),
            created_by=cast.colleague,
        )
        batches.change_batch(batch, batch_values(capacity=2), by=cast.city_hr)
        waits.refresh_from_db()
        assert (waits.state, waits.seat) == (Enrolment.State.OFFERED, 2)

    def test_no_more_seats_than_its_rooms_hold(self, cast):
        session = SessionFactory(room=RoomFactory(capacity=22), starts_at=soon())
        batches.change_batch(session.batch, batch_values(capacity=22), by=cast.city_hr)
        with pytest.raises(ValidationError, match="memuat 22 orang"):
            batches.change_batch(session.batch, batch_values(capacity=23), by=cast.city_hr)

    def test_a_proposal_is_confirmed_once(self, cast):
        batch = made(cast, state=State.PROPOSED)
        for _time in range(2):
            assert batches.confirm_batch(batch, by=cast.city_hr).state == State.PLANNED
        assert AuditEntry.objects.filter(action="batch_confirmed").count() == 1

    def test_finished_when_all_is_over(self, cast):
        batch = BatchFactory(state=State.RELEASED)
        with pytest.raises(ValidationError, match="mempunyai sesi"):
            batches.finish_batch(batch, by=cast.city_hr)
        session = SessionFactory(batch=batch, starts_at=soon())
        with pytest.raises(ValidationError, match="belum selesai"):
            batches.finish_batch(batch, by=cast.city_hr)
        Session.objects.filter(pk=session.pk).update(starts_at=at("2026-01-05"), ends_at=at("2026-01-05", 12))
        assert batches.finish_batch(batch, by=cast.city_hr).state == State.FINISHED


class TestCancelling:
    def test_those_concerned_are_told_once(self, cast, django_capture_on_commit_callbacks):
        session = SessionFactory(batch__state=State.RELEASED, starts_at=soon())
        past = SessionFactory(batch=session.batch, starts_at=at("2026-01-05"))
        speaker = SpeakerFactory(name="", institution="", civil_servant=cast.superior.civil_servant)
        SessionSpeakerFactory(session=session, speaker=speaker)
        seat_in(session.batch, cast.owner.civil_servant)
        for _time in range(2):
            batches.cancel_batch(session.batch, " Gedung  rusak ", by=cast.city_hr)
        batch = Batch.objects.get()
        assert (batch.state, batch.cancel_reason) == (State.CANCELLED, "Gedung rusak")
        session.refresh_from_db()
        past.refresh_from_db()
        assert (session.is_cancelled, past.is_cancelled) == (True, False)
        assert SessionSpeaker.objects.get().is_cancelled
        assert SessionSeat.objects.get(session=session).is_cancelled
        told = Notice.objects.filter(key=f"batch:{batch.pk}:cancelled")
        assert {notice.user for notice in told} == {cast.owner, cast.superior}
        assert "Gedung rusak" in told[0].text
        assert AuditEntry.objects.get(action="batch_cancelled").facts["sessions"] == 1

    def test_a_speaker_of_what_was_never_announced_hears_nothing(self, cast):
        session = SessionFactory(starts_at=soon())
        speaker = SpeakerFactory(name="", institution="", civil_servant=cast.superior.civil_servant)
        SessionSpeakerFactory(session=session, speaker=speaker)
        batches.cancel_batch(session.batch, "Hujan", by=cast.city_hr)
        assert not Notice.objects.exists()

    def test_not_without_a_reason(self, cast):
        with pytest.raises(ValidationError, match="alasan"):
            batches.cancel_batch(BatchFactory(), "  ", by=cast.city_hr)

    def test_what_is_over_changes_no_more(self, cast):
        session = SessionFactory(batch__state=State.FINISHED)
        for act in (
            lambda: batches.cancel_batch(session.batch, "Hujan", by=cast.city_hr),
            lambda: batches.change_batch(session.batch, batch_values(), by=cast.city_hr),
            lambda: sessions.add_session(session.batch, session_values(), by=cast.city_hr),
            lambda: sessions.cancel_session(session, by=cast.city_hr),
        ):
            with pytest.raises(ValidationError, match="selesai"):
                act()


def soon() -> dt.datetime:
    """The morning of next year's first of March: far enough ahead of any test."""
    return at(dt.date(timezone.localdate().year + 1, 3, 1), 9)


class TestSessions:
    def test_added_with_room_speakers_and_seats(self, cast):
        batch, room, speaker = made(cast), RoomFactory(), SpeakerFactory()
        seat_in(batch, cast.owner.civil_servant)
        ScheduleRule.objects.create(code="unit_share", level="ignore")
        session = sessions.add_session(batch, session_values(room=room), speakers=[speaker], by=cast.city_hr)
        assert session.title == "Pelayanan prima"
        assert list(SessionSpeaker.objects.values_list("speaker", "starts_at")) == [
            (speaker.pk, session.starts_at)
        ]
        assert SessionSeat.objects.get().civil_servant == cast.owner.civil_servant
        facts = AuditEntry.objects.get(action="session_added").facts
        assert (facts["batch"], facts["after"]["speakers"]) == (batch.pk, [speaker.pk])
        assert Batch.objects.get().version == 2

    def test_the_same_twice_is_one(self, cast):
        batch = made(cast)
        one, two = (sessions.add_session(batch, session_values(), by=cast.city_hr) for _time in range(2))
        assert (one, Session.objects.count()) == (two, 1)

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"ends_at": at("2027-03-01", 9)}, "ends_at"),
            ({"ends_at": at("2027-03-02", 12)}, "ends_at"),
            ({"starts_at": at("2028-03-01"), "ends_at": at("2028-03-01", 12)}, "day"),
            ({"starts_at": at("0001-01-01"), "ends_at": at("0001-01-01", 12)}, "day"),
            ({"starts_at": at("9999-12-31"), "ends_at": at("9999-12-31", 12)}, "day"),
            ({"jp": Decimal(20)}, "jp_reason"),
            ({"jp": Decimal(-1)}, "jp"),
            ({"title": " "}, "title"),
        ],
    )
    def test_what_does_not_fit(self, cast, fields, named):
        with pytest.raises(ValidationError) as refusal:
            sessions.add_session(made(cast), session_values(**fields), by=cast.city_hr)
        assert named in refusal.value.error_dict
        assert not Session.objects.exists()

    def test_sessions_of_a_batch_do_not_overlap(self, cast):
        batch = made(cast)
        sessions.add_session(batch, session_values(), by=cast.city_hr)
        times = {"starts_at": at("2027-03-01", 11), "ends_at": at("2027-03-01", 14)}
        over = session_values(title="Lain", **times)
        with pytest.raises(ValidationError, match="Bertumpuk"):
            sessions.add_session(batch, over, by=cast.city_hr)
        after = session_values(title="Lain", starts_at=at("2027-03-01", 12), ends_at=at("2027-03-01", 15))
        sessions.add_session(batch, after, by=cast.city_hr)

    def test_what_is_not_offered_any_more(self, cast):
        batch = made(cast)
        for fields in ({"room": RoomFactory(is_active=False)}, {"room": RoomFactory(venue__is_active=False)}):
            with pytest.raises(ValidationError, match="tidak dipakai lagi"):
                sessions.add_session(batch, session_values(**fields), by=cast.city_hr)
        with pytest.raises(ValidationError, match="tidak dapat diundang"):
            sessions.add_session(
                batch, session_values(), speakers=[SpeakerFactory(is_active=False)], by=cast.city_hr
            )

    def test_moved_with_all_that_is_booked(self, cast):
        batch, room, speaker = made(cast), RoomFactory(), SpeakerFactory()
        session = sessions.add_session(batch, session_values(room=room), speakers=[speaker], by=cast.city_hr)
        moved = session_values("2027-03-02", room=room)
        sessions.change_session(session, moved, by=cast.city_hr, seen=sessions.stamp(session))
        assert SessionSpeaker.objects.get().starts_at == at("2027-03-02", 9)
        # the old time is free again
        sessions.add_session(made(cast), session_values(room=room), speakers=[speaker], by=cast.city_hr)

    def test_nothing_changed_is_nothing_done(self, cast):
        session = sessions.add_session(made(cast), session_values(), by=cast.city_hr)
        sessions.change_session(session, session_values(), by=cast.city_hr)
        assert not AuditEntry.objects.filter(action="session_changed").exists()

    def test_the_second_editor_is_told(self, cast):
        session = sessions.add_session(made(cast), session_values(), by=cast.city_hr)
        seen = sessions.stamp(session)
        sessions.change_session(session, session_values(title="Satu"), by=cast.city_hr, seen=seen)
        with pytest.raises(ValidationError) as refusal:
            sessions.change_session(session, session_values(title="Dua"), by=cast.city_hr, seen=seen)
        assert (refusal.value.code, Session.objects.get().title) == ("changed", "Satu")

    def test_other_speakers(self, cast):
        one, two = SpeakerFactory(), SpeakerFactory()
        session = sessions.add_session(made(cast), session_values(), speakers=[one], by=cast.city_hr)
        sessions.change_session(session, session_values(), speakers=[two], by=cast.city_hr)
        assert list(SessionSpeaker.objects.values_list("speaker", flat=True)) == [two.pk]

    def test_whoever_no_longer_speaks_is_told_once_it_was_announced(self, cast):
        insider = SpeakerFactory(name="", institution="", civil_servant=cast.superior.civil_servant)
        for state, told in ((State.PLANNED, 0), (State.RELEASED, 1)):
            batch = BatchFactory(state=state, cycle__year=soon().year)
            session = SessionFactory(batch=batch, starts_at=soon())
            SessionSpeakerFactory(session=session, speaker=insider)
            values = {name: getattr(session, name) for name in sessions.SESSION_FIELDS}
            sessions.change_session(
                session, values, speakers=[SpeakerFactory()], by=cast.city_hr, accept_warnings=True
            )
            assert Notice.objects.filter(user=cast.superior).count() == told

    def test_what_has_begun_stays(self, cast):
        session = SessionFactory(starts_at=timezone.now() - dt.timedelta(hours=1))
        for act in (
            lambda: sessions.change_session(session, session_values(), by=cast.city_hr),
            lambda: sessions.cancel_session(session, by=cast.city_hr),
        ):
            with pytest.raises(ValidationError, match="sudah dimulai"):
                act()

    def test_cancelled_it_frees_all(self, cast):
        batch, room, speaker = made(cast), RoomFactory(), SpeakerFactory()
        session = sessions.add_session(batch, session_values(room=room), speakers=[speaker], by=cast.city_hr)
        for _time in range(2):
            sessions.cancel_session(session, by=cast.city_hr)
        assert AuditEntry.objects.filter(action="session_cancelled").count() == 1
        sessions.add_session(made(cast), session_values(room=room), speakers=[speaker], by=cast.city_hr)
        with pytest.raises(ValidationError, match="dibatalkan"):
            sessions.change_session(session, session_values(), by=cast.city_hr)


class TestHours:
    """1 JP is 45 minutes; what differs has a reason."""

    @pytest.mark.parametrize(
        ("minutes", "jp", "fits"),
        [
            (180, "4", True),
            (180, "3.99", False),
            (180, "4.01", False),
            (240, "5.33", True),
            (240, "5", True),  # whole hours
            (240, "5.34", False),
            (240, "4.99", False),
            (60, "20", False),
            (60, "0", False),
            (30, "0.67", True),
        ],
    )
    def test_what_a_time_gives(self, minutes, jp, fits):
        assert learning_hours.fits(Decimal(jp), minutes) is fits

    def test_the_length_is_a_setting(self, settings):
        settings.JP_MINUTES = 60
        assert learning_hours.fits(Decimal(3), 180)
        assert learning_hours.length_of_jp() == "1 JP = 60 menit"

    def test_a_reason_is_asked_for_and_kept(self, cast):
        batch = made(cast)
        with pytest.raises(ValidationError, match="180 menit sama dengan 4 JP, tetapi tertulis 20 JP"):
            sessions.add_session(batch, session_values(jp=Decimal(20), jp_reason=" "), by=cast.city_hr)
        wanted = session_values(jp=Decimal(20), jp_reason="Termasuk  tugas mandiri")
        session = sessions.add_session(batch, wanted, by=cast.city_hr)
        assert session.jp_reason == "Termasuk tugas mandiri"
        assert AuditEntry.objects.get(action="session_added").facts["after"]["jp_reason"] == session.jp_reason
        sessions.change_session(session, wanted | {"jp": Decimal(4)}, by=cast.city_hr)
        assert Session.objects.get().jp_reason == ""


class TestWarnings:
    def test_read_before_they_are_accepted(self, cast):
        batch, room = made(cast), RoomFactory()
        sunday = session_values("2027-03-07", room=room)
        with pytest.raises(ClashError) as clash:
            sessions.add_session(batch, sunday, by=cast.city_hr)
        assert not clash.value.is_refused
        session = sessions.add_session(
            batch, sunday, by=cast.city_hr, accept_warnings=True, warned=clash.value.stamp
        )
        assert AuditEntry.objects.get(action="session_added").facts["warnings"] == ["hours", "sunday"]
        assert session.pk

    def test_accepting_those_that_were_shown_accepts_no_others(self, cast):
        batch, room = made(cast), RoomFactory()
        sunday = session_values("2027-03-07", room=room)
        with pytest.raises(ClashError):
            sessions.add_session(batch, sunday, by=cast.city_hr, accept_warnings=True, warned="lain")
        assert not Session.objects.exists()

    def test_no_tick_helps_against_a_refusal(self, cast):
        batch, room = made(cast), RoomFactory(capacity=5)
        with pytest.raises(ClashError) as clash:
            sessions.add_session(batch, session_values(room=room), by=cast.city_hr, accept_warnings=True)
        assert clash.value.is_refused
