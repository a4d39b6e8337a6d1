"""Rules about the room: whether it is free, open and large enough."""

from __future__ import annotations

from collections.abc import Iterator

from training.rules.rule import Case, Level, Remedy, Subject, rule
from training.rules.world import Slot, Who, World


@rule(
    "room",
    "Ruang sudah dipakai",
    "Dua sesi tidak dapat memakai satu ruang pada waktu yang sama.",
    Subject.PLACE,
    level=Level.BLOCK,
    is_fixed=True,
    remedies=(Remedy.ROOM, Remedy.TIME),
    place=20,
)
def room(slot: Slot, _who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    if slot.room is None:
        return
    for booking in world.rooms.during(slot.room.pk, slot.time):
        if not slot.is_own(booking.session):
            yield Case(f"{slot.room.name} dipakai {booking.what}, {booking.hours}")


@rule(
    "capacity",
    "Kursi melebihi kapasitas ruang",
    "Jumlah kursi angkatan melebihi kapasitas ruang.",
    Subject.PLACE,
    level=Level.BLOCK,
    remedies=(Remedy.ROOM,),
    place=60,
)
def capacity(slot: Slot, _who: Who, _world: World, _limit: int | None) -> Iterator[Case]:
    if slot.room is not None and slot.room.capacity < slot.seats:
        name, most = slot.room.name, slot.room.capacity
        yield Case(f"{name} memuat {most} orang, angkatan ini mempunyai {slot.seats} kursi")


@rule(
    "hours",
    "Di luar jam buka tempat",
    "Sesi dimulai sebelum tempat buka atau selesai sesudah tempat tutup.",
    Subject.PLACE,
    remedies=(Remedy.ROOM, Remedy.TIME),
    place=70,
)
def hours(slot: Slot, _who: Who, _world: World, _limit: int | None) -> Iterator[Case]:
    if slot.room is None:
        return
    venue, begins, ends = slot.room.venue, slot.time.begins, slot.time.ends
    if not venue.opens(slot.day.weekday()):
        yield Case(f"{venue.name} tutup pada hari itu")
    elif begins.time() < venue.opens_at or ends.time() > venue.closes_at or begins.date() != ends.date():
        yield Case(f"{venue.name} buka {venue.opens_at:%H.%M}–{venue.closes_at:%H.%M}")
