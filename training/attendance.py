"""Who was there: a rotating code on the screen, the organiser's own record, the list on paper.

Each change locks the session's ``CheckIn``, which also says whether the hours have been posted: after that,
a correction posts against what it corrects (``training.hours``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from personnel import audit
from personnel.composed import Given
from personnel.models import User
from personnel.sign_in import too_many_tries
from personnel.throttle import Door
from training import hours, permissions
from training.models import Attendance, Batch, CheckIn, Enrolment, Session, SessionSeat

#: A code holds so long; the one before it still does, for slow links.
STEP = dt.timedelta(seconds=60)
DIGITS = 6
#: One may check in from so long before the session until so long after it.
MARGIN = dt.timedelta(minutes=30)
#: A code that was scanned before signing in holds for so long.
SIGN_IN_TAKES = dt.timedelta(minutes=15)
#: What the organiser has not closed, the clock closes.
CLOSES_AFTER = dt.timedelta(days=1)
#: A reason has at most so many letters.
REASON = 300

Method = Attendance.Method

NOT_OPEN = {
    Method.SELF: "Presensi sesi ini tidak sedang dibuka. Tanyakan kepada penyelenggara di ruangan.",
    Method.LATER: "Presensi sesi ini tidak dibuka saat Anda membaca kodenya. Temui penyelenggara.",
}
NO_SUCH_CODE = {
    Method.SELF: "Kode ini tidak berlaku lagi atau salah. Ketik kode yang sekarang tampil di layar.",
    Method.LATER: "Kode ini bukan kode yang tampil saat itu. Minta penyelenggara mencatat kehadiran Anda.",
}

audit.name_acts(
    {
        "check_in_opened": "Membuka presensi",
        "checked_in": "Mengisi presensi",
        "attendance_corrected": "Memperbaiki presensi",
        "attendance_listed": "Mencatat daftar hadir kertas",
        "attendance_closed": "Menutup presensi",
    }
)


# ------------------------------------------------------------------------------------------------- codes


def code_at(check_in: CheckIn, at: dt.datetime) -> str:
    """The code of a moment: nobody can make it without the session's secret."""
    step = int(at.timestamp() // STEP.total_seconds())
    made = hmac.new(check_in.secret.encode(), f"{check_in.session_id}:{step}".encode(), hashlib.sha256)
    return f"{int.from_bytes(made.digest()[:8]) % 10**DIGITS:0{DIGITS}d}"


def holds(check_in: CheckIn, code: str, at: dt.datetime) -> bool:
    """Whether somebody who sees the screen could have read this code, now or a minute ago."""
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return False
    return any(hmac.compare_digest(typed, code_at(check_in, moment)) for moment in (at, at - STEP))


def is_open(session: Session, at: dt.datetime) -> bool:
    """Whether the hour is right for checking in."""
    return not session.is_cancelled and session.starts_at - MARGIN <= at <= session.ends_at + MARGIN


# ------------------------------------------------------------------------------------------------- rules


@transaction.atomic
def open_check_in(session: Session, *, by: User) -> CheckIn:
    """Show codes from now on. Twice is once."""
    if not permissions.may_open_check_in(by, session):
        raise PermissionDenied
    session, check_in = _locked(session, by=by)
    if check_in.closed_at:
        raise ValidationError("Presensi sesi ini sudah ditutup.")
    if not is_open(session, timezone.now()):
        raise ValidationError(
            "Presensi dapat dibuka dari {first} sampai {last} WITA.".format(
                first=f"{timezone.localtime(session.starts_at - MARGIN):%d-%m-%Y %H.%M}",
                last=f"{timezone.localtime(session.ends_at + MARGIN):%H.%M}",
            )
        )
    if check_in._state.adding:
        check_in.save()
        audit.record("check_in_opened", by=by, on=session, batch=session.batch_id)
    return check_in


def check_in(session: Session, code: str, *, by: User, seen_at: dt.datetime | None = None) -> Attendance:
    """One says oneself that one is there. Sent again, it is the same; wrong codes make the next one wait.

    ``seen_at``: when the server was shown this code, before it asked the same browser to sign in first.
    """
    now = timezone.now()
    scanned = [seen_at] if seen_at and now - SIGN_IN_TAKES <= seen_at <= now else []
    return _enter(session, code, [now, *scanned], Method.SELF, by=by)


def check_in_later(session: Session, code: str, *, waited: dt.timedelta, by: User) -> Attendance:
    """The same from a phone that had no link: by its own word the code was read so long ago.

    How long is told, not when: a clock that is wrong then tells no wrong time. The code must have been the
    one of that moment, so a moment that is made up fails like a code that is.
    """
    if waited < dt.timedelta(0) or waited > dt.timedelta(hours=settings.CHECK_IN_HOURS):
        raise ValidationError(
            f"Kode ini dibaca lebih dari {settings.CHECK_IN_HOURS} jam sebelum terkirim, sehingga tidak lagi "
            "diterima. Minta penyelenggara mencatat kehadiran Anda."
        )
    return _enter(session, code, [timezone.now() - waited], Method.LATER, by=by)


def _enter(
    session: Session, code: str, read_at: list[dt.datetime], method: Attendance.Method, *, by: User
) -> Attendance:
    """``read_at``: the moments at one of which the code must have stood on the screen; the first decides
    whether attendance was open."""
    enrolment = seated(session).filter(civil_servant=by.civil_servant_id).first()
    if by.civil_servant_id is None or enrolment is None:
        raise PermissionDenied
    door = Door(f"check-in:{by.pk}", f"check-in:{by.pk}")
    with transaction.atomic():
        session, record = _locked(session, by=by)
        if there := Attendance.objects.filter(session=session, enrolment=enrolment).first():
            if there.is_present:
                return there
            raise ValidationError(
                "Penyelenggara mencatat Anda tidak hadir. Temui penyelenggara bila itu keliru."
            )
        if record._state.adding or not _was_open(session, record, read_at[0]):
            raise ValidationError(NOT_OPEN[method])
        if until := door.closed_until():
            raise ValidationError(too_many_tries(until), code="throttled")
        fits = any(holds(record, code, moment) for moment in read_at)
        door.note(succeeded=fits)
        if fits:
            return _note(record, enrolment, method, read_at[0], by)
    # After the commit, so that the wrong try stays counted.
    raise ValidationError({"code": NO_SUCH_CODE[method]})


def _was_open(session: Session, record: CheckIn, at: dt.datetime) -> bool:
    return (
        record.opened_at <= at and not (record.closed_at and at > record.closed_at) and is_open(session, at)
    )


def _note(
    record: CheckIn, enrolment: Enrolment, method: Attendance.Method, at: dt.datetime, by: User
) -> Attendance:
    session, claimed_at = record.session, at if method == Method.LATER else None
    attendance = Attendance(enrolment=enrolment, session=session, method=method, recorded_by=by)
    attendance.claimed_at = claimed_at
    attendance.full_clean()
    attendance.save()
    claim = {"claimed_at": claimed_at.isoformat(timespec="seconds")} if claimed_at else {}
    audit.record(
        "checked_in", by=by, on=session, subject=enrolment.civil_servant, batch=session.batch_id, **claim
    )
    if record.closed_at:  # what was read before the closing arrives after it
        hours.post(session, [enrolment.civil_servant_id], by=by)
    return attendance


@transaction.atomic
def correct(
    session: Session, enrolment: Enrolment, *, is_present: bool, reason: str, by: User
) -> Attendance | None:
    """The organiser puts one person's attendance right, says why, and never their own."""
    if not permissions.may_record_attendance(by, session):
        raise PermissionDenied
    if enrolment.civil_servant_id == by.civil_servant_id:
        raise PermissionDenied
    session, record = _recording(session, by=by)
    enrolment = concerned(session).select_related("civil_servant").get(pk=enrolment.pk)
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Tulis alasan perbaikan."})
    attendance = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    was = attendance is not None and attendance.is_present
    if was == is_present:
        return attendance
    attendance = attendance or Attendance(session=session, enrolment=enrolment)
    attendance.is_present, attendance.reason = is_present, reason
    attendance.method, attendance.recorded_by = Method.ORGANISER, by
    attendance.full_clean()
    attendance.save()
    if record.closed_at:
        hours.post(session, [enrolment.civil_servant_id], by=by)
    audit.record(
        "attendance_corrected",
        by=by,
        on=session,
        subject=enrolment.civil_servant,
        batch=session.batch_id,
        before=was,
        after=is_present,
        reason=reason,
    )
    return attendance


@transaction.atomic
def record_list(
    session: Session, present: Iterable[int], *, before: Iterable[int], reason: str = "", by: User
) -> int:
    """Take over a list on paper: these enrolments were present; ``before`` are those shown as such.

    How many changed. Only what differs from what was shown is taken, so who checked in meanwhile stays
    present. Who had been recorded otherwise is a correction, and that wants a reason; one's own row is left.
    """
    if not permissions.may_record_attendance(by, session):
        raise PermissionDenied
    session, record = _recording(session, by=by)
    wanted, reason = set(present), " ".join(reason.split())
    rows = seated(session).filter(pk__in=wanted ^ set(before)).exclude(civil_servant=by.civil_servant_id)
    new, changed = _by_list(session, rows, wanted, reason, by)
    if changed and not reason:
        raise ValidationError(
            {"reason": f"{len(changed)} peserta sudah dicatat lain sebelumnya. Tulis alasan perbaikannya."}
        )
    if len(reason) > REASON:
        raise ValidationError({"reason": f"Alasan paling panjang {REASON} huruf."})
    if not new and not changed:
        return 0
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(changed, ["is_present", "method", "reason", "recorded_by"])
    touched = [row.enrolment_id for row in (*new, *changed)]
    if record.closed_at:
        people = Enrolment.objects.filter(pk__in=touched).values_list("civil_servant_id", flat=True)
        hours.post(session, list(people), by=by)
    audit.record(
        "attendance_listed",
        by=by,
        on=session,
        batch=session.batch_id,
        present=sorted(row.enrolment_id for row in (*new, *changed) if row.is_present),
        absent=sorted(row.enrolment_id for row in changed if not row.is_present),
        reason=reason,
    )
    return len(touched)


def _by_list(
    session: Session, rows: Iterable[Enrolment], wanted: set[int], reason: str, by: User
) -> tuple[list[Attendance], list[Attendance]]:
    """(rows to write, rows to put right) so that of these the wanted ones were present."""
    known = {row.enrolment_id: row for row in Attendance.objects.filter(session=session)}
    new, changed = [], []
    for enrolment in rows:
        row = known.get(enrolment.pk)
        if row is None and enrolment.pk in wanted:
            row = Attendance(session=session, enrolment=enrolment, method=Method.LIST)
            row.reason, row.recorded_by = reason, by
            new.append(row)
        elif row is not None and row.is_present != (enrolment.pk in wanted):
            row.is_present, row.method = not row.is_present, Method.LIST
            row.reason, row.recorded_by = reason, by
            changed.append(row)
    return new, changed


@transaction.atomic
def close(session: Session, *, by: User | None) -> int:
    """The session is over: nobody checks in any more, and its hours are posted. Twice is once."""
    if by is not None and not permissions.may_record_attendance(by, session):
        raise PermissionDenied
    session, record = _recording(session, by=by)
    if record.closed_at:
        return 0
    if session.ends_at > timezone.now():
        raise ValidationError("Sesi ini belum selesai.")
    record.closed_at = timezone.now()
    record.save(update_fields=["closed_at"])
    people = Attendance.objects.filter(session=session, is_present=True)
    posted = hours.post(session, list(people.values_list("enrolment__civil_servant_id", flat=True)), by=by)
    audit.record("attendance_closed", by=by, on=session, batch=session.batch_id, people=posted)
    return posted


def close_due() -> int:
    """A day after its end the clock closes what was recorded and left open; each by itself."""
    late = CheckIn.objects.filter(closed_at=None, session__ends_at__lt=timezone.now() - CLOSES_AFTER)
    rows = late.filter(session__is_cancelled=False).select_related("session").order_by("pk")
    for record in rows:
        close(record.session, by=None)
    return len(rows)


# ----------------------------------------------------------------------------------------------- reading


def checking_in(user: User) -> QuerySet[Session]:
    """Sessions in which one sits now and has not said so yet, while their codes are shown."""
    now = timezone.now()
    mine = SessionSeat.objects.filter(
        civil_servant=user.civil_servant_id, enrolment__state__in=Enrolment.HAD_SEAT, is_cancelled=False
    )
    done = Attendance.objects.filter(enrolment__civil_servant=user.civil_servant_id)
    return (
        Session.objects.standing()
        .filter(pk__in=mine.values("session"), check_in__closed_at=None, check_in__isnull=False)
        .filter(starts_at__lte=now + MARGIN, ends_at__gte=now - MARGIN)
        .exclude(pk__in=done.values("session"))
        .order_by("starts_at", "pk")
    )


def may_be_checking_in(person: int | Given, now: dt.datetime | Given) -> QuerySet[SessionSeat]:
    """A plain question for the same: the seats of now, also of whoever has said so already."""
    seats = SessionSeat.objects.filter(civil_servant=person, is_cancelled=False)
    return seats.filter(starts_at__lte=now + MARGIN, ends_at__gte=now - MARGIN)


def to_close(organiser: User | Given, now: dt.datetime | Given | None = None) -> QuerySet[Session]:
    """Sessions of one's own batches that are over and whose hours are not posted yet."""
    over = Session.objects.standing().filter(batch__organiser=organiser, ends_at__lt=now or timezone.now())
    return over.filter(batch__in=Batch.objects.released()).exclude(check_in__closed_at__isnull=False)


def seated(session: Session) -> QuerySet[Enrolment]:
    """Those who have a seat in the session and took it."""
    rows = concerned(session).filter(state__in=Enrolment.HAD_SEAT)
    return rows.select_related("civil_servant", "unit")


def concerned(session: Session) -> QuerySet[Enrolment]:
    """Those with a seat in the session, or who had one when they were there."""
    seats = SessionSeat.objects.filter(session=session).values("enrolment")
    there = Attendance.objects.filter(session=session).values("enrolment")
    return Enrolment.objects.filter(Q(pk__in=seats) | Q(pk__in=there), batch=session.batch_id)


def _locked(session: Session, *, by: User | None) -> tuple[Session, CheckIn]:
    """The session as it stands and its record, for us alone; a record that is not there yet is not saved."""
    session = Session.objects.select_for_update(of=("self",)).select_related("batch").get(pk=session.pk)
    # What was held before its batch was called off still counts; what was to come has been cancelled.
    if session.is_cancelled or session.batch.state in (Batch.State.PROPOSED, Batch.State.PLANNED):
        raise ValidationError("Sesi ini tidak berlangsung, sehingga tidak ada presensinya.")
    record = CheckIn.objects.select_for_update(of=("self",)).filter(session=session).first()
    if record is None:
        record = CheckIn(
            session=session, secret=secrets.token_hex(32), opened_at=timezone.now(), opened_by=by
        )
    return session, record


def _recording(session: Session, *, by: User | None) -> tuple[Session, CheckIn]:
    """For the organiser: not before the session, and with a record that is kept."""
    session, record = _locked(session, by=by)
    if session.starts_at > timezone.now():
        raise ValidationError("Sesi ini belum dimulai.")
    if record._state.adding:
        record.save()
    return session, record
