"""Rules about those who speak and those who sit: whether they are free, and can come in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.formats import date_format

from training.models import Unplaced
from training.rules.rule import Case, Level, Remedy, Subject, rule
from training.rules.world import REACH, Kind, Leave, Slot, Who, World

BUSY = Unplaced.Reason.BUSY


def _said_away(who: Who, leave: Leave) -> Case:
    return Case(f"{who.name}: {leave.what.lower()} sampai {date_format(leave.ends_on, 'j F Y')}")


@rule(
    "speaker",
    "Narasumber sudah mengisi sesi lain",
    "Narasumber tidak dapat mengisi dua sesi pada waktu yang sama.",
    Subject.SPEAKER,
    level=Level.BLOCK,
    is_fixed=True,
    remedies=(Remedy.SPEAKER, Remedy.TIME),
    place=30,
)
def speaker(slot: Slot, who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    for booking in world.people.during(who.key, slot.time):
        if booking.kind == Kind.SPEAKS and not slot.is_own(booking.session):
            yield Case(f"{who.name} mengisi {booking.what}, {booking.hours}")


@rule(
    "speaker_absent",
    "Narasumber berhalangan",
    "Narasumber mempunyai halangan, cuti, perjalanan dinas, atau mengikuti pelatihan.",
    Subject.SPEAKER,
    remedies=(Remedy.SPEAKER, Remedy.TIME),
    place=40,
)
def speaker_absent(slot: Slot, who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    for booking in world.people.during(who.key, slot.time):
        if booking.kind == Kind.AWAY:
            yield Case(f"{who.name} berhalangan {booking.hours}")
        elif booking.kind != Kind.SPEAKS and not slot.is_own(booking.session):
            yield Case(f"{who.name} {booking.kind} {booking.what}, {booking.hours}")
    for leave in world.on_leave(who.key, slot.time):
        yield _said_away(who, leave)


@rule(
    "no_speaker",
    "Belum ada narasumber",
    "Sesi belum mempunyai narasumber.",
    Subject.WHOLE,
    remedies=(Remedy.SPEAKER,),
    place=45,
)
def no_speaker(slot: Slot, _who: Who, _world: World, _limit: int | None) -> Iterator[Case]:
    """A proposal may stand without one: HR finds somebody before it is announced."""
    if not slot.speakers:
        yield Case("sesi ini belum mempunyai narasumber", may_stand=True)


@rule(
    "participant",
    "Peserta mengikuti sesi lain",
    "Peserta tidak dapat mengikuti atau mengisi dua sesi pada waktu yang sama.",
    Subject.PARTICIPANT,
    level=Level.BLOCK,
    is_fixed=True,
    reason=BUSY,
    place=50,
)
def participant(slot: Slot, who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    for booking in world.people.during(who.key, slot.time):
        if booking.kind != Kind.AWAY and not slot.is_of_own_batch(booking.batch):
            yield Case(f"{who.name} {booking.kind} {booking.what}, {booking.hours}")


@rule(
    "absence",
    "Peserta cuti atau dalam perjalanan dinas",
    "Peserta tercatat cuti, berdinas, atau belajar pada hari itu.",
    Subject.PARTICIPANT,
    reason=BUSY,
    place=90,
)
def absence(slot: Slot, who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    for leave in world.on_leave(who.key, slot.time):
        yield _said_away(who, leave)


@rule(
    "travel",
    "Waktu tempuh antartempat tidak cukup",
    "Jeda antara dua sesi di tempat berbeda lebih pendek dari waktu tempuhnya.",
    Subject.SPEAKER,
    Subject.PARTICIPANT,
    remedies=tuple(Remedy),
    reason=BUSY,
    place=100,
)
def travel(slot: Slot, who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    """The session before and the one after, at another venue: is there time for the way between?"""
    if slot.room is None or who.key not in world.people.rows:
        return
    here, time = slot.room.venue_id, slot.time
    for booking in world.people.on(who.key, time.nearby):
        if booking.venue is None or booking.venue == here or slot.is_own(booking.session):
            continue
        gap = max(time.starts_at - booking.ends_at, booking.starts_at - time.ends_at)
        way = world.ways.get((here, booking.venue))
        if way is None or not dt.timedelta(0) <= gap < min(REACH, dt.timedelta(minutes=way)):
            continue
        minutes = int(gap.total_seconds() // 60)
        yield Case(f"{who.name} perlu {way} menit antara tempat ini dan {booking.place}, hanya ada {minutes}")
