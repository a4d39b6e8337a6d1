"""Rules about the time alone."""

from __future__ import annotations

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


@rule("holiday", "Hari libur", "Sesi jatuh pada hari libur dalam daftar.", Subject.TIME, place=80)
def holiday(slot: Slot, _who: Who, world: World, _limit: int | None) -> Iterator[Case]:
    if name := world.holidays.get(slot.day):
        yield Case(name)
