"""Rules about the time alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from training.rules.rule import Case, Level, Subject, rule
from training.rules.world import Slot, Who, World


@rule(
    "past",
    "Waktu sudah lewat",
    "Sesi dijadwalkan pada waktu yang sudah lewat.",
    Subject.TIME,
    level=Level.BLOCK,
    place=10,
)
def past(slot: Slot, _who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    if slot.time.starts_at <= world.now:
        yield Case("sesi harus dimulai sesudah saat ini")


#: Earlier or later than this nobody is expected to learn.
EARLIEST, LATEST = dt.time(7), dt.time(21)


@rule("sunday", "Hari Minggu", "Sesi jatuh pada hari Minggu.", Subject.TIME, place=82)
def sunday(slot: Slot, _who: Who, _world: World, _limit: int | None) -> Iterator[Case]:
    if slot.day.weekday() == 6:
        yield Case("sesi jatuh pada hari Minggu")


@rule(
    "odd_hour",
    "Jam yang tidak lazim",
    f"Sesi dimulai sebelum {EARLIEST:%H.%M} atau selesai sesudah {LATEST:%H.%M}.",
    Subject.TIME,
    place=84,
)
def odd_hour(slot: Slot, _who: Who, _world: World, _limit: int | None) -> Iterator[Case]:
    begins, ends = slot.time.begins, slot.time.ends
    if begins.time() < EARLIEST or ends.time() > LATEST or begins.date() != ends.date():
        yield Case(f"sesi berlangsung {begins:%H.%M}–{ends:%H.%M}")


@rule("holiday", "Hari libur", "Sesi jatuh pada hari libur dalam daftar.", Subject.TIME, place=80)
def holiday(slot: Slot, _who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    if name := world.holidays.get(slot.day):
        yield Case(name)
