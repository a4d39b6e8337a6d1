"""Holidays: national, collective leave and of the region. BKPSDMD keeps them, by hand or from a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from personnel import audit
from personnel.edit_stamps import require_seen, stamp_of
from personnel.models import User
from personnel.typed import fill
from training.calendar_files import Entry
from training.models import Holiday
from training.permissions import ask

HOLIDAY_FIELDS = ("date", "name", "kind", "source")
YEARS = (2000, 2100)

audit.name_acts(
    {
        "holiday_saved": "Menyimpan hari libur",
        "holiday_removed": "Menghapus hari libur",
        "holidays_imported": "Mengimpor hari libur",
    }
)


@transaction.atomic
def save_holiday(
    values: Mapping[str, Any], *, holiday: Holiday | None = None, by: User | None, seen: str | None = None
) -> Holiday:
    """A new day off, or a correction of one."""
    ask(by)
    if holiday is None:
        holiday = Holiday()
    else:
        holiday = Holiday.objects.select_for_update().get(pk=holiday.pk)
        require_seen(stamp_of(holiday, HOLIDAY_FIELDS), seen)
    before = _said(holiday) if holiday.pk else {}
    if not YEARS[0] <= values["date"].year <= YEARS[1]:
        raise ValidationError({"date": "Tahun harus antara 2000 dan 2100."})
    fill(holiday, HOLIDAY_FIELDS, values)
    holiday.full_clean()
    holiday.save()
    audit.record("holiday_saved", by=by, on=holiday, before=before, after=_said(holiday))
    return holiday


def _said(holiday: Holiday) -> dict[str, Any]:
    return {name: getattr(holiday, name) for name in HOLIDAY_FIELDS}


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User | None) -> None:
    """A working day after all. Twice is once."""
    ask(by)
    found = Holiday.objects.select_for_update().filter(pk=holiday.pk).first()
    if found is None:
        return
    said = _said(found)
    found.delete()
    audit.record("holiday_removed", by=by, before=said)


# ---------------------------------------------------------------------------------------------- from a file


class DayChange(StrEnum):
    """What a day of a file would do."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True)
class Comparison:
    """One day of a file beside what stands now."""

    entry: Entry
    change: DayChange
    before: Holiday | None = None

    @property
    def act(self) -> str:
        """What taking the day would do."""
        return "baru" if self.change == DayChange.ADD else "ganti"


def compare(entries: Iterable[Entry]) -> list[Comparison]:
    """What each day would do; in the order of the dates."""
    entries = sorted(entries, key=lambda entry: entry.date)
    now = {row.date: row for row in Holiday.objects.filter(date__in=[entry.date for entry in entries])}
    return [_beside(entry, now.get(entry.date)) for entry in entries]


def _beside(entry: Entry, before: Holiday | None) -> Comparison:
    if before is None:
        return Comparison(entry, DayChange.ADD)
    same = (before.name, before.kind) == (entry.name, entry.kind)
    return Comparison(entry, DayChange.SAME if same else DayChange.CHANGE, before)


@transaction.atomic
def take_over(entries: Iterable[Entry], *, source: str, by: User | None) -> dict[DayChange, int]:
    """Add and change the days that were agreed to; a file taken over twice changes nothing. No day goes.

    How many days were added, changed, and stayed.
    """
    ask(by)
    entries = list(entries)
    days = [entry.date for entry in entries]
    if len(set(days)) != len(days):
        raise ValidationError("Satu tanggal disebut dua kali.")
    list(Holiday.objects.select_for_update().filter(date__in=days).order_by("date").values_list("pk"))
    rows = compare(entries)
    counts = {change: sum(row.change == change for row in rows) for change in DayChange}
    written = [row.entry for row in rows if row.change != DayChange.SAME]
    if not written:
        return counts
    holidays = [
        Holiday(date=entry.date, name=entry.name, kind=entry.kind, source=" ".join(source.split())[:150])
        for entry in written
    ]
    for holiday in holidays:
        holiday.full_clean(validate_unique=False)
    Holiday.objects.bulk_create(
        holidays, update_conflicts=True, unique_fields=["date"], update_fields=["name", "kind", "source"]
    )
    audit.record(
        "holidays_imported",
        by=by,
        counts={str(change): n for change, n in counts.items()},
        after={f"{entry.date}": entry.name for entry in written},
    )
    return counts


def years() -> list[int]:
    """The years of which something is known, the newest first."""
    return sorted({day.year for day in Holiday.objects.dates("date", "year")}, reverse=True)


def in_year(year: int) -> Any:
    return Holiday.objects.filter(date__range=(dt.date(year, 1, 1), dt.date(year, 12, 31))).order_by("date")
