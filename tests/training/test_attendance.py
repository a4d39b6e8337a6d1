"""Who was there: codes that change, windows, corrections, lists on paper, closing; and two at once."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from personnel.models import AuditEntry
from tests.planning.world import RuleFactory, people
from tests.races import at_once
from tests.training.world import BatchFactory, SessionFactory, SessionSpeakerFactory, SpeakerFactory, seat_in
from training import attendance
from training.models import Attendance, Batch, CheckIn, JpEntry
from training.tasks import close_attendance

pytestmark = pytest.mark.django_db
WHY = "Datang terlambat, tetapi mengikuti sesi."
STEP = attendance.STEP


def session_now(minutes=-10, **fields):
    """A session of a released batch that began ten minutes ago and lasts three hours."""
    batch = BatchFactory(state=Batch.State.RELEASED, **fields)
    starts = timezone.now() + dt.timedelta(minutes=minutes)
    return SessionFactory(batch=batch, starts_at=starts, ends_at=starts + dt.timedelta(hours=3))


def opened(cast, *seated, **fields):
    """A session that is open, in which the owner (and others) sit."""
    session = session_now(**fields)
    for user in (cast.owner, *seated):
        seat_in(session.batch, user.civil_servant)
    return session, attendance.open_check_in(session, by=cast.city_hr)


def code(check_in, *, ago=dt.timedelta(0)):
    return attendance.code_at(check_in, timezone.now() - ago)


def end(session):
    """The session has just ended."""
    type(session).objects.filter(pk=session.pk).update(ends_at=timezone.now() - dt.timedelta(minutes=1))


def attend(session, enrolment, by, **fields):
    return Attendance.objects.create(
        session=session, enrolment=enrolment, method=Attendance.Method.SELF, recorded_by=by, **fields
    )


# ------------------------------------------------------------------------------------------- opening it


def test_the_organiser_the_one_in_charge_and_the_speaker_open_it(cast):
    session = session_now(organiser=cast.colleague)
    SessionSpeakerFactory(
        session=session, speaker=SpeakerFactory(civil_servant=cast.superior.civil_servant, name="")
    )
    for user in (cast.owner, cast.unit_hr, cast.official):
        with pytest.raises(PermissionDenied):
            attendance.open_check_in(session, by=user)
    made = {
        attendance.open_check_in(session, by=user).pk
        for user in (cast.superior, cast.colleague, cast.city_hr)
    }
    assert len(made) == 1
    assert AuditEntry.objects.filter(action="check_in_opened").count() == 1


@pytest.mark.parametrize(("minutes", "lawful"), [(31, False), (29, True), (-209, True), (-211, False)])
def test_it_opens_half_an_hour_before_and_until_half_an_hour_after(cast, minutes, lawful):
    session = session_now(minutes)
    if lawful:
        assert attendance.open_check_in(session, by=cast.city_hr).pk
        return
    with pytest.raises(ValidationError, match="Presensi dapat dibuka dari"):
        attendance.open_check_in(session, by=cast.city_hr)


def test_what_does_not_take_place_has_no_attendance(cast):
    for session in (session_now(), SessionFactory(batch__state=Batch.State.PLANNED)):
        session.is_cancelled = session.batch.state == Batch.State.RELEASED
        session.save()
        with pytest.raises(ValidationError, match="tidak berlangsung"):
            attendance.open_check_in(session, by=cast.city_hr)


# --------------------------------------------------------------------------------------------- checking in


def test_one_checks_in_once_however_often_it_is_sent(cast):
    session, check_in = opened(cast)
    typed = code(check_in)
    first = attendance.check_in(session, f" {typed[:3]} {typed[3:]} ", by=cast.owner)
    assert (first.is_present, first.method) == (True, "self")
    # The answer got lost on the way, and by now the code is an old one.
    assert attendance.check_in(session, code(check_in, ago=5 * STEP), by=cast.owner) == first
    assert AuditEntry.objects.get(action="checked_in").subject == cast.owner.civil_servant


def test_codes_change_and_the_one_before_still_holds(cast):
    check_in = opened(cast)[1]
    now = timezone.now()
    assert attendance.holds(check_in, attendance.code_at(check_in, now), now)
    assert attendance.holds(check_in, attendance.code_at(check_in, now - STEP), now)
    assert not attendance.holds(check_in, attendance.code_at(check_in, now - 2 * STEP), now)
    assert not attendance.holds(check_in, attendance.code_at(check_in, now + STEP), now)


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12\x003456", "9" * 10**6]
)
def test_nonsense_is_no_code(cast, typed):
    session, _check_in = opened(cast)
    with pytest.raises(ValidationError, match="Ketik kode yang sekarang tampil di layar"):
        attendance.check_in(session, typed, by=cast.owner)


def test_the_code_of_another_session_and_an_old_one_are_refused(cast):
    session, check_in = opened(cast)
    other = opened(cast.__class__(**{**vars(cast), "owner": cast.colleague}))[1]
    for typed in (code(other), code(check_in, ago=2 * STEP)):
        with pytest.raises(ValidationError, match="tidak berlaku lagi"):
            attendance.check_in(session, typed, by=cast.owner)
    assert not Attendance.objects.exists()


def test_guessing_is_slowed_down_for_the_person_alone(cast):
    session, check_in = opened(cast, cast.colleague)
    wrong = f"{(int(code(check_in)) + 1) % 10**6:06d}"
    for _try in range(5):
        with pytest.raises(ValidationError, match="tidak berlaku lagi"):
            attendance.check_in(session, wrong, by=cast.owner)
    with pytest.raises(ValidationError, match="Terlalu banyak percobaan"):
        attendance.check_in(session, code(check_in), by=cast.owner)
    assert attendance.check_in(session, code(check_in), by=cast.colleague).is_present


def test_only_those_with_a_seat(cast):
    session, check_in = opened(cast)
    for user in (cast.colleague, cast.official, cast.city_hr):
        with pytest.raises(PermissionDenied):
            attendance.check_in(session, code(check_in), by=user)


def test_not_before_it_is_opened_nor_when_its_time_is_over(cast):
    session = session_now()
    seat_in(session.batch, cast.owner.civil_servant)
    with pytest.raises(ValidationError, match="tidak sedang dibuka"):
        attendance.check_in(session, "123456", by=cast.owner)
    check_in = attendance.open_check_in(session, by=cast.city_hr)
    type(session).objects.filter(pk=session.pk).update(
        ends_at=timezone.now() - dt.timedelta(minutes=31), starts_at=timezone.now() - dt.timedelta(hours=3)
    )
    with pytest.raises(ValidationError, match="tidak sedang dibuka"):
        attendance.check_in(session, code(check_in), by=cast.owner)


def test_a_code_read_without_a_link_counts_by_the_code_of_its_moment(cast):
    session, check_in = opened(cast, cast.colleague)
    RuleFactory(form=session.batch.programme.form)
    read = code(check_in)
    hours = dt.timedelta(hours=4)
    with time_machine.travel(timezone.now() + hours, tick=False):
        later = timezone.now()

        def arrive(typed, waited, by=cast.owner):
            return attendance.check_in_later(session, typed, waited=waited, by=by)

        for typed, waited, why in [
            (read, hours - 2 * STEP, "bukan kode yang tampil saat itu"),  # another time than it was read at
            ("000000" if read != "000000" else "111111", hours, "bukan kode yang tampil saat itu"),
            (code(check_in), dt.timedelta(0), "tidak dibuka saat Anda membaca"),  # now it is over
            (read, hours + STEP, "tidak dibuka saat Anda membaca"),  # before it was opened
            (read, dt.timedelta(hours=24, seconds=1), "lebih dari 24 jam"),
            (read, -STEP, "lebih dari 24 jam"),
        ]:
            with pytest.raises(ValidationError, match=why):
                arrive(typed, waited)
        with pytest.raises(PermissionDenied):
            arrive(read, hours, by=cast.official)
        assert not Attendance.objects.exists()
        # The organiser has closed it meanwhile: what was read before counts, and its hours follow; once.
        attendance.close(session, by=cast.city_hr)
        assert arrive(read, hours) == arrive(read, hours)
    row = Attendance.objects.get()
    assert (row.method, row.claimed_at, row.recorded_at) == ("later", later - hours, later)
    assert AuditEntry.objects.get(action="checked_in").facts["claimed_at"]
    assert JpEntry.objects.get().jp_counted == 4


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(cast):
    session, check_in = opened(cast)
    typed = code(check_in)
    at_once(*[lambda: attendance.check_in(session, typed, by=cast.owner)] * 2)
    assert Attendance.objects.count() == 1


# ---------------------------------------------------------------------------------- the organiser's record


def test_a_correction_says_why_and_nobody_corrects_their_own(cast):
    session, _check_in = opened(cast, cast.city_hr)
    mine, own = session.batch.enrolments.order_by("seat")
    for user in (cast.owner, cast.unit_hr, cast.official):
        with pytest.raises(PermissionDenied):
            attendance.correct(session, mine, is_present=True, reason=WHY, by=user)
    with pytest.raises(PermissionDenied):
        attendance.correct(session, own, is_present=True, reason=WHY, by=cast.city_hr)
    with pytest.raises(ValidationError, match="Tulis alasan"):
        attendance.correct(session, mine, is_present=True, reason=" ", by=cast.city_hr)
    row = attendance.correct(session, mine, is_present=True, reason=WHY, by=cast.city_hr)
    assert (row.is_present, row.method, row.reason) == (True, "organiser", WHY)
    entry = AuditEntry.objects.get(action="attendance_corrected")
    assert (entry.subject, entry.facts["before"], entry.facts["after"]) == (
        cast.owner.civil_servant,
        False,
        True,
    )


def test_who_was_put_down_as_absent_does_not_check_in(cast):
    session, check_in = opened(cast)
    attendance.check_in(session, code(check_in), by=cast.owner)
    attendance.correct(session, session.batch.enrolments.get(), is_present=False, reason=WHY, by=cast.city_hr)
    with pytest.raises(ValidationError, match="mencatat Anda tidak hadir"):
        attendance.check_in(session, code(check_in), by=cast.owner)


def test_a_list_on_paper(cast):
    session = session_now()
    a, b, c, own = [
        seat_in(session.batch, person) for person in (*people(cast.bidang_a, 3), cast.city_hr.civil_servant)
    ]
    attend(session, a, cast.owner)

    def record(present, before, reason=""):
        return attendance.record_list(session, present, before=before, reason=reason, by=cast.city_hr)

    assert record([a.pk, b.pk, own.pk], [a.pk]) == 1  # one's own row is left alone
    assert set(Attendance.objects.values_list("enrolment", "method")) == {(a.pk, "self"), (b.pk, "list")}
    assert record([a.pk, b.pk], [a.pk, b.pk]) == 0
    with pytest.raises(ValidationError, match="1 peserta sudah dicatat lain"):
        record([b.pk, c.pk], [a.pk, b.pk])
    assert record([b.pk, c.pk], [a.pk, b.pk], WHY) == 2
    assert not Attendance.objects.get(enrolment=a).is_present
    with pytest.raises(PermissionDenied):
        attendance.record_list(session, [], before=[], by=cast.unit_hr)
    with pytest.raises(ValidationError, match="belum dimulai"):
        attendance.record_list(session_now(20), [], before=[], by=cast.city_hr)


def test_who_checked_in_while_the_list_was_open_stays_present(cast):
    session, check_in = opened(cast, cast.colleague)
    mine, other = session.batch.enrolments.order_by("seat")
    attend(session, other, cast.colleague)
    attendance.check_in(session, code(check_in), by=cast.owner)  # the page still shows them as not recorded
    assert attendance.record_list(session, [], before=[other.pk], reason=WHY, by=cast.city_hr) == 1
    assert Attendance.objects.get(enrolment=mine).is_present


# ------------------------------------------------------------------------------------------------ closing


def test_closing_posts_the_hours_of_those_who_were_there_once(cast):
    session, check_in = opened(cast, cast.colleague)
    RuleFactory(form=session.batch.programme.form)
    attendance.check_in(session, code(check_in), by=cast.owner)
    with pytest.raises(ValidationError, match="belum selesai"):
        attendance.close(session, by=cast.city_hr)
    end(session)
    with pytest.raises(PermissionDenied):
        attendance.close(session, by=cast.owner)
    assert attendance.close(session, by=cast.city_hr) == 1
    assert attendance.close(session, by=cast.city_hr) == 0
    entry = JpEntry.objects.get()
    assert (entry.civil_servant, entry.jp_proposed, entry.jp_counted) == (cast.owner.civil_servant, 4, 4)
    with pytest.raises(ValidationError, match="tidak sedang dibuka"):
        attendance.check_in(session, code(check_in), by=cast.colleague)


def test_a_correction_after_closing_posts_against_it(cast):
    session, check_in = opened(cast)
    RuleFactory(form=session.batch.programme.form)
    attendance.check_in(session, code(check_in), by=cast.owner)
    end(session)
    attendance.close(session, by=cast.city_hr)
    mine = session.batch.enrolments.get()
    for present in (False, True):
        attendance.correct(session, mine, is_present=present, reason=WHY, by=cast.city_hr)
    assert [(e.kind, e.jp_counted) for e in JpEntry.objects.order_by("pk")] == [
        ("attendance", 4),
        ("reversal", -4),
        ("attendance", 4),
    ]
    assert cast.owner.civil_servant.learning_years.get().jp_counted == 4


def test_the_clock_closes_a_day_later(cast):
    session, check_in = opened(cast)
    attendance.check_in(session, code(check_in), by=cast.owner)
    close_attendance()
    assert CheckIn.objects.get().closed_at is None
    long_ago = timezone.now() - dt.timedelta(hours=25)
    type(session).objects.filter(pk=session.pk).update(
        starts_at=long_ago - dt.timedelta(hours=2), ends_at=long_ago
    )
    close_attendance()
    assert CheckIn.objects.get().closed_at
    assert JpEntry.objects.get().posted_by is None


def test_what_was_held_before_the_batch_was_called_off_still_counts(cast):
    session, check_in = opened(cast)
    attendance.check_in(session, code(check_in), by=cast.owner)
    end(session)
    Batch.objects.filter(pk=session.batch_id).update(state=Batch.State.CANCELLED, cancel_reason=WHY)
    assert attendance.close(session, by=cast.city_hr) == 1


def test_what_waits_for_whom(cast):
    session, check_in = opened(cast, organiser=cast.colleague)
    assert attendance.checking_in(cast.owner).first() == session
    assert attendance.checking_in(cast.colleague).first() is None
    assert attendance.checking_in(cast.official).first() is None
    attendance.check_in(session, code(check_in), by=cast.owner)
    assert attendance.checking_in(cast.owner).first() is None
    assert not attendance.to_close(cast.colleague)
    end(session)
    assert list(attendance.to_close(cast.colleague)) == [session]
    assert not attendance.to_close(cast.city_hr)
    attendance.close(session, by=cast.city_hr)
    assert not attendance.to_close(cast.colleague)


def test_sessions_nobody_recorded_wait_to_be_closed_too(cast):
    session = session_now(organiser=cast.colleague)
    end(session)
    assert list(attendance.to_close(cast.colleague)) == [session]
