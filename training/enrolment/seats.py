"""Seats: given to the first in line who can take one, freed, offered for a time, and lapsed by the clock."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from personnel import audit, notices
from personnel.models import CivilServant, User
from training.models import Batch, Enrolment, Session, SessionSeat
from training.unit_service import protection_of

logger = logging.getLogger(__name__)
State = Enrolment.State
#: While a batch stands so, people come and go.
OPEN = (Batch.State.PLANNED, Batch.State.RELEASED)

audit.name_acts(
    {
        "seats_offered": "Menawarkan kursi dari daftar tunggu",
        "enrolments_missed": "Menutup daftar tunggu pelatihan yang sudah dimulai",
        "seat_offer_lapsed": "Tawaran kursi berakhir tanpa jawaban",
    }
)


# ------------------------------------------------------------------------------------------------ the batch


def lock_batch(batch_id: int) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).select_related("programme").get(pk=batch_id)


def lock_people(ids: Iterable[int]) -> None:
    """Whoever gives one of them a seat elsewhere waits. Once a transaction: no waiting in a ring."""
    people = CivilServant.objects.filter(pk__in=set(ids)).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk", flat=True))


def begins_at(batch: Batch) -> dt.datetime | None:
    """When the first session begins; None while there is none."""
    return batch.sessions.standing().aggregate(first=Min("starts_at"))["first"]


def has_begun(batch: Batch) -> bool:
    first = begins_at(batch)
    return first is not None and first <= timezone.now()


def seated(batch: Batch) -> int:
    """How many seats are held, offered ones among them: the capacity cannot be less."""
    return batch.enrolments.seated().count()


def collisions(batch: Batch, people: Iterable[int]) -> dict[int, str]:
    """Of those who sit elsewhere during one of the batch's sessions: that other session, in words."""
    ours = Session.objects.standing().filter(
        batch=batch, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    rows = (
        SessionSeat.objects.filter(Exists(ours), civil_servant__in=list(people), is_cancelled=False)
        .exclude(session__batch=batch)
        .select_related("session__batch__programme")
        .order_by("-starts_at", "-pk")
    )
    return {
        row.civil_servant_id: (
            f"Sudah terdaftar pada sesi “{row.session.title}” ({row.session.batch}), "
            f"{date_format(timezone.localtime(row.starts_at), 'j F Y H.i')}."
        )
        for row in rows
    }


# ---------------------------------------------------------------------------------------------- giving seats


def fill(batch: Batch, *, fresh: Enrolment | None = None) -> list[Enrolment]:
    """Give the free seats to the first in line who can take one; whoever is passed over is told why.

    Call it under the lock of the batch, whenever a seat may have become free. ``fresh`` is whoever has just
    come into the line: enrolled at once, while those who have waited are offered the seat for a time.
    """
    if batch.state not in OPEN or has_begun(batch):
        return []
    line = list(batch.enrolments.waiting().select_related("civil_servant__position", "unit"))
    for enrolment in line:
        enrolment.civil_servant.unit = enrolment.unit
    free = _free_seats(batch)
    refusals = _Refusals(batch, line) if line and free else None
    seats, passed = [], []
    for enrolment in line:
        why = refusals.of(enrolment) if free and refusals else "Semua kursi terisi."
        if not why and refusals:
            refusals.take(enrolment)
            enrolment.seat = free.pop(0)
            enrolment.reason = ""
            seats.append(enrolment)
        elif enrolment.reason != why:
            enrolment.reason = why
            passed.append(enrolment)
    _seat(batch, seats, fresh)
    Enrolment.objects.bulk_update(passed, ["reason"])
    return seats


def _free_seats(batch: Batch) -> list[int]:
    taken = set(batch.enrolments.seated().values_list("seat", flat=True))
    return [seat for seat in range(1, batch.capacity + 1) if seat not in taken]


class _Refusals:
    """Why somebody in line cannot take a seat: another session, their OPD's quota, their unit's service."""

    def __init__(self, batch: Batch, line: list[Enrolment]) -> None:
        lock_people(enrolment.civil_servant_id for enrolment in line)
        self.collisions = collisions(batch, [enrolment.civil_servant_id for enrolment in line])
        self.protection = protection_of(batch, [enrolment.civil_servant for enrolment in line])
        self.quotas = dict(batch.quotas.values_list("unit", "seats"))
        self.held = Counter(batch.enrolments.seated().values_list("unit__opd", flat=True))

    def of(self, enrolment: Enrolment) -> str:
        if collision := self.collisions.get(enrolment.civil_servant_id):
            return collision
        opd = enrolment.unit.opd_id
        if opd in self.quotas and self.held[opd] >= self.quotas[opd]:
            return f"Kuota OPD ({self.quotas[opd]} kursi) sudah terpakai."
        return " ".join(self.protection.refusals(enrolment.civil_servant))[:300]

    def take(self, enrolment: Enrolment) -> None:
        self.held[enrolment.unit.opd_id] += 1
        self.protection.take(enrolment.civil_servant)


def _seat(batch: Batch, seats: list[Enrolment], fresh: Enrolment | None) -> None:
    if not seats:
        return
    ends = timezone.now() + dt.timedelta(days=settings.OFFER_DAYS)
    if first := begins_at(batch):
        ends = min(ends, first)
    offered = []
    for enrolment in seats:
        if fresh is not None and enrolment.pk == fresh.pk:
            enrolment.state = State.ENROLLED
        else:
            enrolment.state, enrolment.offer_ends_at = State.OFFERED, ends
            offered.append(enrolment)
    Enrolment.objects.bulk_update(seats, ["state", "seat", "offer_ends_at", "reason"])
    book(batch, seats)
    if offered:
        tell(
            batch,
            offered,
            "offered",
            f"Kursi untuk Anda: {batch}",
            f"Jawab paling lambat {date_format(timezone.localtime(ends), 'j F Y H.i')}. Sesudah "
            "itu kursi diberikan kepada yang berikutnya.",
        )
        audit.record("seats_offered", by=None, on=batch, people=[row.civil_servant_id for row in offered])


def book(batch: Batch, seats: list[Enrolment]) -> None:
    """Hold the people's time for every session of the batch; the database has the last word."""
    rows = [
        SessionSeat(
            enrolment=enrolment,
            session=session,
            civil_servant_id=enrolment.civil_servant_id,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
        )
        for session in batch.sessions.standing()
        for enrolment in seats
    ]
    try:
        with transaction.atomic():
            SessionSeat.objects.bulk_create(rows)
    except IntegrityError as refusal:
        if "participant_booked_once" not in str(refusal):
            raise
        raise ValidationError(
            "Ada peserta yang sudah terdaftar pada sesi lain di waktu yang sama."
        ) from refusal


# --------------------------------------------------------------------------------------------- freeing seats


def release_seats(enrolments: Iterable[Enrolment]) -> None:
    """Give the people their time back, but for what has taken place already."""
    SessionSeat.objects.filter(enrolment__in=list(enrolments), ends_at__gt=timezone.now()).delete()


def lapse_offers(now: dt.datetime | None = None) -> int:
    """End the offers that nobody answered in time, and offer what is free; how many ended. For the clock."""
    now = now or timezone.now()
    late = Q(enrolments__state=State.OFFERED, enrolments__offer_ends_at__lte=now)
    due = set(Batch.objects.filter(late).values_list("pk", flat=True))
    # A quota, a session or a leave may have changed since somebody was passed over.
    with_room = Batch.objects.filter(state__in=OPEN).annotate(
        held=Count("enrolments", filter=Q(enrolments__seat__isnull=False)),
        line=Count("enrolments", filter=Q(enrolments__state=State.WAITING)),
    )
    due |= set(with_room.filter(line__gt=0, held__lt=F("capacity")).values_list("pk", flat=True))
    ended = 0
    for pk in sorted(due):
        try:
            ended += _lapse(pk, now)
        except ValidationError:
            # Somebody moved a session at this very moment; the next round sees it. Other batches go on.
            logger.warning("The line of batch %s was left as it was", pk)
    return ended


@transaction.atomic
def _lapse(batch_id: int, now: dt.datetime) -> int:
    batch = lock_batch(batch_id)
    late = list(batch.enrolments.filter(state=State.OFFERED, offer_ends_at__lte=now))
    for enrolment in late:
        enrolment.state, enrolment.seat = State.LAPSED, None
    Enrolment.objects.bulk_update(late, ["state", "seat"])
    release_seats(late)
    if late:
        subject = f"Tawaran kursi berakhir: {batch}"
        tell(batch, late, "lapsed", subject, "Tawaran itu tidak dijawab sampai batas waktunya.")
    fill(batch)
    if late:
        audit.record("seat_offer_lapsed", by=None, on=batch, people=[row.civil_servant_id for row in late])
    return len(late)


def end_lines() -> int:
    """End what still waits for a seat in a batch that has begun; how many. For the clock."""
    begun = Batch.objects.filter(
        state__in=OPEN, sessions__is_cancelled=False, sessions__starts_at__lte=timezone.now()
    )
    waiting = begun.filter(enrolments__state__in=[State.ASKED, State.WAITING])
    return sum(_end_line(pk) for pk in sorted(set(waiting.values_list("pk", flat=True))))


@transaction.atomic
def _end_line(batch_id: int) -> int:
    batch = lock_batch(batch_id)
    if batch.state not in OPEN or not has_begun(batch):
        return 0
    return len(end_with_batch(batch, State.MISSED, "Pelatihan dimulai sebelum Anda mendapat kursi."))


def end_with_batch(batch: Batch, state: State, reason: str) -> list[Enrolment]:
    """End what the batch leaves open, under its lock: who waits for a seat has ``MISSED`` it; of a batch that
    is called off (``CANCELLED``) everybody's part ends, and their lines are free for another batch.

    What was held stays as it was: seats in sessions that have begun are kept, so attendance can be put right.
    """
    ends = Enrolment.LIVE if state == State.CANCELLED else Enrolment.WAITS
    rows = list(batch.enrolments.select_for_update(of=("self",)).filter(state__in=ends).order_by("pk"))
    release_seats(row for row in rows if row.state == State.OFFERED)
    for row in rows:
        row.state, row.seat, row.offer_ends_at, row.reason = state, None, None, reason[:300]
    Enrolment.objects.bulk_update(rows, ["state", "seat", "offer_ends_at", "reason"])
    if rows and state == State.MISSED:
        subject = f"Anda tidak mendapat kursi: {batch}"
        tell(batch, rows, "missed", subject, f"{reason} {'Anda dapat mendaftar pada angkatan lain.'}")
        people = [row.civil_servant_id for row in rows]
        audit.record("enrolments_missed", by=None, on=batch, people=people)
    return rows


def tell(batch: Batch, enrolments: list[Enrolment], what: str, subject: str, text: str) -> None:
    """Tell the people themselves; an enrolment comes to each state once, so the first of them is a key."""
    people = [enrolment.civil_servant_id for enrolment in enrolments]
    notices.tell(
        User.objects.filter(civil_servant__in=people).values_list("pk", flat=True),
        key=f"enrolment:{batch.pk}:{what}:{min(enrolment.pk for enrolment in enrolments)}",
        subject=subject[:150],
        text=text,
        path=reverse("training:my_enrolments"),
    )
