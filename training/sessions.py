"""Dated sessions of a batch, their room and their speakers.

Each change locks the batch and asks ``training.conflicts``; what two people book at the same moment, the
exclusion constraints of the database decide, and the second gets a sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.edit_stamps import digest, require_seen, stamp_of
from personnel.models import User
from personnel.overtaken import Overtaken
from personnel.templatetags.palu import jp, tanggal
from personnel.typed import fill
from planning.learning_hours import fits
from training.batches import grown, locked_open
from training.conflicts import Draft, require_free
from training.models import Batch, Session, SessionSeat, SessionSpeaker, Speaker
from training.permissions import ask

SESSION_FIELDS = ("title", "starts_at", "ends_at", "room", "online_at", "jp", "jp_reason")
#: So many speakers fit into one session.
MOST_SPEAKERS = 10

audit.name_acts(
    {
        "session_added": "Menambah sesi",
        "session_changed": "Mengubah sesi",
        "session_cancelled": "Membatalkan sesi",
    }
)

#: What the database says when somebody else was faster.
REFUSALS = {
    "room_booked_once": "Ruang ini baru saja dipesan untuk sesi lain pada waktu itu.",
    "speaker_booked_once": "Narasumber ini baru saja dipesan untuk sesi lain pada waktu itu.",
    "participant_booked_once": "Seorang peserta baru saja terdaftar pada sesi lain di waktu yang sama.",
}


@contextmanager
def booking() -> Iterator[None]:
    """What the exclusion constraints refuse becomes a sentence; anything else stays an error."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        refusal = REFUSALS.get(getattr(diagnosis, "constraint_name", None) or "")
        if refusal is None:
            raise
        raise ValidationError(str(refusal), code="booked") from error


def stamp(session: Session) -> str:
    """What an editor had before them: the session as the database holds it, and who speaks in it."""
    speaking = sorted(session.speaking.values_list("speaker_id", flat=True)) if session.pk else []
    return digest([stamp_of(session, SESSION_FIELDS), speaking]) if session.pk else ""


@transaction.atomic
def add_session(
    batch: Batch,
    values: Mapping[str, Any],
    *,
    speakers: Iterable[Speaker] = (),
    by: User | None,
    accept_warnings: bool = False,
    warned: str | None = None,
) -> Session:
    """A session more. The very same again (a double click) is the same session.

    Raises ``conflicts.ClashError`` with what stands against it; warnings want ``accept_warnings``.
    """
    ask(by)
    batch = locked_open(batch)
    session = Session(batch=batch)
    speakers = _chosen(speakers)
    _fill(session, values)
    same = batch.sessions.filter(
        is_cancelled=False, **{name: getattr(session, name) for name in SESSION_FIELDS}
    )
    if found := same.first():
        return found
    _require_fitting(session, speakers, had=set())
    draft = _draft(session, speakers)
    accepted = require_free(draft, accept_warnings=accept_warnings, warned=warned)
    with booking():
        session.full_clean()
        session.save()
        _book_speakers(session, speakers)
        _book_seats(session)
    grown(batch)
    session.refresh_from_db(fields=SESSION_FIELDS)  # times and hours as every other reader has them
    audit.record(
        "session_added",
        by=by,
        on=session,
        batch=batch.pk,
        after=_said(session, speakers),
        warnings=[str(conflict.code) for conflict in accepted],
    )
    return session


@transaction.atomic
def change_session(
    session: Session,
    values: Mapping[str, Any],
    *,
    speakers: Iterable[Speaker] | None = None,
    by: User | None,
    seen: str | None = None,
    accept_warnings: bool = False,
    warned: str | None = None,
) -> Session:
    """Move or correct a session that has not begun; ``speakers`` None leaves them as they are."""
    ask(by)
    batch = locked_open(session.batch)
    session = _coming(session, batch)
    require_seen(stamp(session), seen)
    now = _speaking(session)
    wanted = now if speakers is None else _chosen(speakers)
    before = _said(session, now)
    room_before = session.room_id
    _fill(session, values)
    if _said(session, wanted) == before:
        return session
    _require_fitting(session, wanted, had={speaker.pk for speaker in now}, room_before=room_before)
    accepted = require_free(_draft(session, wanted), accept_warnings=accept_warnings, warned=warned)
    with booking():
        # Who no longer speaks goes first: their other booking may be what the new time meets.
        session.speaking.exclude(speaker__in=wanted).delete()
        session.full_clean()
        session.save()  # a trigger moves what is booked for it
        _book_speakers(session, wanted)
    grown(batch)
    session.refresh_from_db(fields=SESSION_FIELDS)
    if batch.state == Batch.State.RELEASED:
        _tell_freed(session, [who for who in now if who not in wanted])
    audit.record(
        "session_changed",
        by=by,
        on=session,
        batch=batch.pk,
        before=before,
        after=_said(session, wanted),
        warnings=[str(conflict.code) for conflict in accepted],
    )
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: User | None) -> Session:
    """It does not take place: room, speakers and participants are free again. Twice is once."""
    ask(by)
    batch = locked_open(session.batch)
    found = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if found.is_cancelled:
        return found
    found = _coming(found, batch)
    found.is_cancelled = True
    found.save(update_fields=["is_cancelled"])
    grown(batch)
    audit.record("session_cancelled", by=by, on=found, batch=batch.pk)
    return found


# --------------------------------------------------------------------------------------------- the parts


def _coming(session: Session, batch: Batch) -> Session:
    """The session as it stands; not one that has begun or was cancelled."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("room__venue")
    session = rows.get(pk=session.pk)
    session.batch = batch
    if session.is_cancelled:
        raise Overtaken("Sesi ini sudah dibatalkan.")
    if session.starts_at <= timezone.now():
        raise ValidationError("Sesi ini sudah dimulai, sehingga tidak dapat diubah.")
    return session


def _fill(session: Session, values: Mapping[str, Any]) -> None:
    fill(session, SESSION_FIELDS, values)
    if fits(session.jp, session.minutes):
        session.jp_reason = ""


def _chosen(speakers: Iterable[Speaker]) -> list[Speaker]:
    """As they stand, in the order of their keys, each once."""
    keys = {speaker.pk for speaker in speakers}
    rows = Speaker.objects.filter(pk__in=keys).select_related("civil_servant").order_by("pk")
    return list(rows.prefetch_related("fields"))


def _speaking(session: Session) -> list[Speaker]:
    rows = Speaker.objects.filter(speaking__session=session).select_related("civil_servant").order_by("pk")
    return list(rows.prefetch_related("fields"))


def _misfits(session: Session) -> dict[str, str]:
    """What is wrong with its day (``day``), its hours, or its JP for so long a time."""
    year = session.batch.cycle.year
    wrong_year = {"day": f"Sesi harus berlangsung pada tahun {year}."}
    try:
        start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    except OverflowError:  # the first or the last year that there is
        return wrong_year
    errors = wrong_year if start.year != year else {}
    if end <= start:
        errors["ends_at"] = "Waktu selesai harus sesudah waktu mulai."
    elif start.date() != end.date():
        errors["ends_at"] = "Satu sesi berlangsung dalam satu hari. Buat sesi lain untuk hari berikutnya."
    elif session.jp >= 0 and not fits(session.jp, session.minutes) and not session.jp_reason:
        errors["jp_reason"] = (
            f"Lama sesi {session.minutes} menit sama dengan {jp(session.jp_of_length)} JP, tetapi tertulis "
            f"{jp(session.jp)} JP. Tulis alasannya, atau sesuaikan JP atau jamnya."
        )
    return errors


def _require_fitting(
    session: Session, speakers: list[Speaker], *, had: set[int], room_before: int | None = None
) -> None:
    """What needs no look at anybody else's bookings. Errors carry the name of their field."""
    errors = _misfits(session)
    room = session.room
    if room and room.pk != room_before and not (room.is_active and room.venue.is_active):
        errors["room"] = "Ruang ini tidak dipakai lagi."
    if idle := [str(who) for who in speakers if not who.is_active and who.pk not in had]:
        errors["speakers"] = f"{', '.join(idle)} tidak dapat diundang lagi."
    if len(speakers) > MOST_SPEAKERS:
        errors["speakers"] = f"Paling banyak {MOST_SPEAKERS} narasumber."
    if errors:
        raise ValidationError(errors)
    overlapping = Session.objects.standing().filter(
        batch=session.batch, starts_at__lt=session.ends_at, ends_at__gt=session.starts_at
    )
    if other := overlapping.exclude(pk=session.pk).first():
        raise ValidationError(
            {
                "starts_at": "Bertumpuk dengan sesi “{title}” dari angkatan ini, {start}–{end}.".format(
                    title=other.title,
                    start=f"{timezone.localtime(other.starts_at):%H.%M}",
                    end=f"{timezone.localtime(other.ends_at):%H.%M}",
                )
            }
        )


def _draft(session: Session, speakers: list[Speaker]) -> Draft:
    return Draft(
        batch=session.batch,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        room=session.room,
        speakers=tuple(speakers),
        session=session if session.pk else None,
    )


def _times(session: Session) -> dict[str, dt.datetime]:
    return {"starts_at": session.starts_at, "ends_at": session.ends_at}


def _book_speakers(session: Session, speakers: list[Speaker]) -> None:
    booked = set(session.speaking.values_list("speaker_id", flat=True))
    SessionSpeaker.objects.bulk_create(
        [
            SessionSpeaker(session=session, speaker=speaker, **_times(session))
            for speaker in speakers
            if speaker.pk not in booked
        ]
    )


def _book_seats(session: Session) -> None:
    """Those who sit in the batch sit in its new session too."""
    seated = session.batch.enrolments.filter(seat__isnull=False).order_by("civil_servant")
    SessionSeat.objects.bulk_create(
        [
            SessionSeat(enrolment_id=enrolment, session=session, civil_servant_id=person, **_times(session))
            for enrolment, person in seated.values_list("pk", "civil_servant_id")
        ]
    )


def _tell_freed(session: Session, speakers: list[Speaker]) -> None:
    """An announcement names only those who speak now: who no longer does is told at once."""
    people = [who.civil_servant_id for who in speakers if who.civil_servant_id]
    users = User.objects.filter(civil_servant__in=people).values_list("pk", flat=True) if people else []
    notices.tell(
        users,
        key=f"session:{session.pk}:freed:{session.batch.version}",
        subject="Anda tidak lagi mengisi sebuah sesi",
        text=f"{session.title}, {tanggal(session.starts_at)}.",
        path=reverse("training:my_schedule"),
    )


def _said(session: Session, speakers: list[Speaker]) -> dict[str, Any]:
    return {
        "title": session.title,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "room": session.room_id,
        "online_at": session.online_at,
        "jp": session.jp,
        "jp_reason": session.jp_reason,
        "speakers": [speaker.pk for speaker in speakers],
    }
