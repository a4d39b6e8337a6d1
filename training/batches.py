"""Batches (angkatan): made, confirmed, changed, finished, cancelled. The state is assigned here."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.edit_stamps import require_seen, stamp_of
from personnel.models import User
from personnel.typed import fill
from planning.models import Cycle, Programme
from training import enrolment, permissions
from training.models import Batch, Enrolment, Session
from training.permissions import ask
from training.rules import NOBODY, Level, Slot, Time, World
from training.rules.rooms import capacity as room_capacity
from training.schedule_rules import in_force

State = Batch.State
BATCH_FIELDS = ("quarter", "capacity", "provider", "organiser", "enrolment_closes_on", "note")
#: In these a batch may still change.
OPEN = (State.PROPOSED, State.PLANNED, State.RELEASED)
#: More seats than the largest hall has.
MOST_SEATS = 1000

audit.name_acts(
    {
        "batch_made": "Membuat angkatan",
        "batch_changed": "Mengubah angkatan",
        "batch_confirmed": "Menetapkan usulan angkatan",
        "batch_finished": "Menutup angkatan",
        "batch_cancelled": "Membatalkan angkatan",
    }
)


def locked(batch: Batch) -> Batch:
    """The batch as it stands, for us alone: whatever changes it or its sessions comes through here first."""
    rows = Batch.objects.select_for_update(of=("self",)).select_related("cycle", "programme")
    return rows.get(pk=batch.pk)


def locked_open(batch: Batch) -> Batch:
    batch = locked(batch)
    if batch.state not in OPEN:
        raise ValidationError(
            f"Angkatan ini sudah {batch.get_state_display().lower()}, sehingga tidak dapat diubah."
        )
    return batch


def grown(batch: Batch) -> None:
    """It has changed."""
    batch.version += 1
    batch.save(update_fields=["version"])


@transaction.atomic
def make_batch(
    cycle: Cycle,
    programme: Programme,
    values: Mapping[str, Any],
    *,
    by: User | None,
    request_key: uuid.UUID | None = None,
    state: Batch.State = State.PLANNED,
) -> Batch:
    """The next batch of a programme in a year. The same form sent twice (``request_key``) makes one."""
    ask(by)
    if state not in (State.PLANNED, State.PROPOSED):
        raise ValueError("A batch begins proposed or planned")
    # The batches of a programme are numbered one after the other.
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if request_key and (same := Batch.objects.filter(request_key=request_key).first()):
        return same
    if not programme.is_active:
        raise ValidationError({"programme": "Program ini tidak dipakai lagi."})
    last = Batch.objects.filter(cycle=cycle, programme=programme).aggregate(n=Max("number"))["n"]
    batch = Batch(
        cycle=cycle, programme=programme, number=(last or 0) + 1, state=state, request_key=request_key
    )
    _fill(batch, values)
    audit.record("batch_made", by=by, on=batch, after=_said(batch))
    return batch


def _fill(batch: Batch, values: Mapping[str, Any]) -> None:
    fill(batch, BATCH_FIELDS, values)
    errors = {}
    if not 1 <= batch.capacity <= MOST_SEATS:
        errors["capacity"] = f"Jumlah kursi harus 1 sampai {MOST_SEATS}."
    if not 1 <= batch.quarter <= 4:
        errors["quarter"] = "Pilih triwulan 1 sampai 4."
    if batch.organiser and not permissions.may_organise(batch.organiser):
        errors["organiser"] = "Penanggung jawab harus petugas BKPSDMD."
    closes = batch.enrolment_closes_on
    if closes and not batch.cycle.year - 1 <= closes.year <= batch.cycle.year:
        errors["enrolment_closes_on"] = "Pendaftaran ditutup paling lambat pada tahun angkatan itu."
    if errors:
        raise ValidationError(errors)
    batch.full_clean()
    batch.save()


def _said(batch: Batch) -> dict[str, Any]:
    return {
        "programme": batch.programme_id,
        "number": batch.number,
        **{name: getattr(batch, name) for name in ("quarter", "capacity", "note")},
        "provider": batch.provider_id,
        "organiser": batch.organiser_id,
        "enrolment_closes_on": batch.enrolment_closes_on,
    }


@transaction.atomic
def change_batch(
    batch: Batch, values: Mapping[str, Any], *, by: User | None, seen: str | None = None
) -> Batch:
    """Correct a batch. Seats that are taken stay, and every room must hold the new number."""
    ask(by)
    batch = locked_open(batch)
    require_seen(stamp_of(batch, BATCH_FIELDS), seen)
    before = _said(batch)
    wanted = values["capacity"]
    grows = wanted > batch.capacity
    if wanted != batch.capacity:
        _require_room_for(batch, wanted)
    batch.version += 1
    _fill(batch, values)
    if grows:
        enrolment.fill(batch)  # the first in line come to the new seats
    audit.record("batch_changed", by=by, on=batch, before=before, after=_said(batch))
    return batch


def _require_room_for(batch: Batch, capacity: int) -> None:
    taken = batch.enrolments.aggregate(n=Max("seat"))["n"] or 0
    if capacity < taken:
        raise ValidationError(
            {"capacity": f"Kursi nomor {taken} sudah ditempati peserta, jadi paling sedikit {taken}."}
        )
    level, limit = in_force()[room_capacity.code]
    if capacity <= batch.capacity or level != Level.BLOCK:
        return
    coming = batch.sessions.standing().filter(ends_at__gt=timezone.now(), room__isnull=False)
    for session in coming.select_related("room__venue").order_by("room__capacity", "pk"):
        time = Time.of(session.starts_at, session.ends_at)
        slot = Slot(time, room=session.room, seats=capacity)
        world = World(timezone.now(), time.day, time.day)
        for case in room_capacity.check(slot, NOBODY, world, limit):
            raise ValidationError({"capacity": f"{case.text}. Pindahkan sesinya lebih dahulu."})


@transaction.atomic
def confirm_batch(batch: Batch, *, by: User | None) -> Batch:
    """A proposal becomes a plan. Twice is once."""
    ask(by)
    batch = locked_open(batch)
    if batch.state != State.PROPOSED:
        return batch
    batch.state = State.PLANNED
    batch.version += 1
    batch.save(update_fields=["state", "version"])
    audit.record("batch_confirmed", by=by, on=batch)
    return batch


def is_over(sessions: Iterable[Session]) -> bool:
    """Whether there were sessions, and all of them have ended: only then is the button shown."""
    ends = [session.ends_at for session in sessions if not session.is_cancelled]
    return bool(ends) and max(ends) <= timezone.now()


@transaction.atomic
def finish_batch(batch: Batch, *, by: User | None) -> Batch:
    """All its sessions are over. Twice is once."""
    ask(by)
    batch = locked(batch)
    if batch.state == State.FINISHED:
        return batch
    sessions = batch.sessions.filter(is_cancelled=False)
    if batch.state != State.RELEASED or not sessions.exists():
        raise ValidationError("Hanya angkatan yang sudah diumumkan dan mempunyai sesi dapat ditutup.")
    if sessions.filter(ends_at__gt=timezone.now()).exists():
        raise ValidationError("Masih ada sesi yang belum selesai.")
    batch.state = State.FINISHED
    batch.version += 1
    batch.save(update_fields=["state", "version"])
    missed = enrolment.end_with_batch(
        batch, Enrolment.State.MISSED, "Pelatihan selesai sebelum Anda mendapat kursi."
    )
    audit.record("batch_finished", by=by, on=batch, missed=len(missed))
    return batch


@transaction.atomic
def cancel_batch(batch: Batch, reason: str, *, by: User | None) -> Batch:
    """Call a batch off: cancel what has not begun of it and tell those concerned. Twice is once."""
    ask(by)
    batch = locked(batch)
    if batch.state == State.CANCELLED:
        return batch
    if batch.state == State.FINISHED:
        raise ValidationError("Angkatan yang sudah selesai tidak dapat dibatalkan.")
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Tulis alasan pembatalan."})
    concerned = participants(batch)  # read before their part ends
    if batch.state == State.RELEASED:  # a speaker has heard of it only then
        concerned |= speakers_of(batch)
    coming = Session.objects.standing().filter(batch=batch, starts_at__gt=timezone.now())
    count = coming.update(is_cancelled=True)
    batch.state, batch.cancel_reason = State.CANCELLED, reason
    batch.version += 1
    batch.full_clean()
    batch.save()
    enrolment.end_with_batch(batch, Enrolment.State.CANCELLED, reason)
    path = reverse("training:batch_detail", args=[batch.pk]) if concerned else ""
    notices.tell(
        concerned,
        key=f"batch:{batch.pk}:cancelled",
        subject=f"{_short(batch)} dibatalkan",
        text=f"Alasan: {reason}",
        path=path,
    )
    audit.record("batch_cancelled", by=by, on=batch, reason=reason, sessions=count, told=len(concerned))
    return batch


def _short(batch: Batch) -> str:
    """The name of a batch where there is little room."""
    name = batch.programme.name
    name = name if len(name) <= 80 else f"{name[:79]}…"
    return f"{name} angkatan {batch.number}"


def participants(batch: Batch) -> set[int]:
    """Accounts of those who hold a seat, or wait for one."""
    live = batch.enrolments.filter(state__in=Enrolment.LIVE).values("civil_servant")
    return set(User.objects.filter(civil_servant__in=live).values_list("pk", flat=True))


def speakers_of(batch: Batch) -> set[int]:
    """Accounts of those who speak in what has not begun."""
    speaking = Session.objects.standing().filter(batch=batch, starts_at__gt=timezone.now())
    people = speaking.values("speaking__speaker__civil_servant")
    return set(User.objects.filter(civil_servant__in=people).values_list("pk", flat=True))
