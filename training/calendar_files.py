"""Calendar files (ICS, RFC 5545): read days off from one, and write them into one.

Reading looks at every event by itself, so that one that is broken is named by its line and hinders no other.
Nothing is left out in silence: what is not a day off is among the ``anomalies``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import icalendar
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar.error import BrokenCalendarProperty

from training.models import Holiday

MOST_BYTES = 1_000_000
MOST_EVENTS = 1_000
#: A holiday of more days than this is a mistake.
LONGEST = 31
YEARS = (2000, 2100)
NAME = 150
Kind = Holiday.Kind


@dataclass(frozen=True)
class Entry:
    """One day off as a file says it. ``note`` is what somebody should look at; ``is_likely`` whether it is
    taken unless they say otherwise."""

    line: int
    date: dt.date
    name: str
    kind: str
    note: str = ""
    is_likely: bool = True

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)


@dataclass(frozen=True)
class Anomaly:
    """What could not be read, and where."""

    line: int
    name: str
    reason: str


@dataclass
class Reading:
    """What a file holds."""

    entries: list[Entry] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)


@dataclass(frozen=True)
class Block:
    """The lines of one component of a file."""

    name: str
    line: int
    text: str
    is_closed: bool = True


class NotUsable(ValueError):  # noqa: N818 - a word, not an accident
    """An event that is no day off, with the reason in words."""


def read(content: bytes, *, kind: str = Kind.NATIONAL) -> Reading:
    """The days off of a file, each once. ``ValidationError`` when it is no calendar at all.

    ``kind`` is what a day is unless its name says "cuti bersama".
    """
    blocks = list(_blocks(_lines(content)))
    events = [block for block in blocks if block.name == "VEVENT"]
    if len(events) > MOST_EVENTS:
        raise ValidationError(f"Berkas memuat lebih dari {MOST_EVENTS} acara.")
    reading = Reading()
    found: list[Entry] = []
    for block in blocks:
        try:
            found += _days_of(block, kind)
        except NotUsable as reason:
            reading.anomalies.append(Anomaly(block.line, _name_of(block), str(reason)))
    _each_day_once(found, reading)
    if not reading.entries and not reading.anomalies:
        raise ValidationError("Berkas kalender ini tidak memuat satu acara pun.")
    reading.anomalies.sort(key=lambda anomaly: anomaly.line)
    return reading


# -------------------------------------------------------------------------------------- the file as a whole


def _lines(content: bytes) -> list[str]:
    if not content.strip():
        raise ValidationError("Berkas ini kosong.")
    if len(content) > MOST_BYTES:
        raise ValidationError("Berkas terlalu besar; paling besar 1 MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError("Berkas ini bukan teks UTF-8. Unduh ulang kalendernya sebagai ICS.") from None
    if "\x00" in text or not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise ValidationError("Ini bukan berkas kalender (ICS). Berkas ICS dimulai dengan BEGIN:VCALENDAR.")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _blocks(lines: list[str]) -> Iterator[Block]:
    """The components below the calendar, but not those that only tell time zones."""
    name, start = "", 0
    for number, line in enumerate(lines, start=1):
        word = line.strip().upper()
        opens = word.removeprefix("BEGIN:") if word.startswith("BEGIN:") else ""
        if name and opens == name:  # the one before was never closed
            yield Block(name, start, "\r\n".join(lines[start - 1 : number - 1]), is_closed=False)
            start = number
        elif not name and opens not in {"", "VCALENDAR"}:
            name, start = opens, number
        elif name and word == f"END:{name}":
            if name != "VTIMEZONE":
                yield Block(name, start, "\r\n".join(lines[start - 1 : number]))
            name = ""
    if name:
        yield Block(name, start, "\r\n".join(lines[start - 1 :]), is_closed=False)


def _name_of(block: Block) -> str:
    for line in block.text.split("\r\n"):
        if line.upper().startswith("SUMMARY"):
            return line.partition(":")[2].strip()[:NAME]
    return ""


def _each_day_once(found: list[Entry], reading: Reading) -> None:
    """A date is one holiday: of two events the likelier counts, else the first; the other is named."""
    first: dict[dt.date, Entry] = {}
    for entry in sorted(found, key=lambda entry: (not entry.is_likely, entry.line)):
        if entry.date not in first:
            first[entry.date] = entry
            continue
        reason = "{day} sudah disebut pada baris {line}: {name}.".format(
            day=f"{entry.date:%d-%m-%Y}", line=first[entry.date].line, name=first[entry.date].name
        )
        reading.anomalies.append(Anomaly(entry.line, entry.name, reason))
    reading.entries = sorted(first.values(), key=lambda entry: entry.date)


# --------------------------------------------------------------------------------------------- one event


def _days_of(block: Block, kind: str) -> list[Entry]:
    if block.name != "VEVENT":
        raise NotUsable(f"Bukan acara ({block.name[:20]}).")
    if not block.is_closed:
        raise NotUsable("Acara ini tidak selesai: END:VEVENT tidak ada.")
    event = _parse(block)
    name, note = _name(event)
    first, is_timed = _day(event, "DTSTART")
    if first is None:
        raise NotUsable("Tanggal mulai tidak ada atau tidak dapat dibaca.")
    entry = Entry(block.line, first, name, _kind(event, name, kind), note)
    if is_timed:
        entry = replace(entry, note="Acara ini berjam, jadi mungkin bukan libur sehari.", is_likely=False)
    elif _is_observance(event):
        entry = replace(entry, note="Menurut berkasnya ini peringatan, bukan hari libur.", is_likely=False)
    return [replace(entry, date=first + dt.timedelta(days=n)) for n in range(_length(event, first))]


def _parse(block: Block) -> Any:
    try:
        event = icalendar.Event.from_ical(block.text)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise NotUsable("Acara ini tidak dapat dibaca.") from None
    if not isinstance(event, icalendar.Event):
        raise NotUsable("Acara ini tidak dapat dibaca.")
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        raise NotUsable("Acara ini dibatalkan dalam berkasnya.")
    if event.get("RRULE") or event.get("RDATE"):
        raise NotUsable("Acara berulang tidak dibaca. Tambahkan tanggalnya sendiri pada daftar.")
    return event


def _name(event: Any) -> tuple[str, str]:
    said = event.get("SUMMARY")
    written = "".join(
        c if c.isprintable() else " " for c in ("" if isinstance(said, list) else str(said or ""))
    )
    name = " ".join(written.split())
    if not name:
        raise NotUsable("Acara ini tidak mempunyai nama.")
    return name[:NAME].rstrip(), "Nama dipotong pada 150 huruf." if len(name) > NAME else ""


def _kind(event: Any, name: str, kind: str) -> str:
    words = f"{name} {event.get('DESCRIPTION', '')}".lower()
    return Kind.COLLECTIVE if "cuti bersama" in words or "joint holiday" in words else kind


def _is_observance(event: Any) -> bool:
    words = str(event.get("DESCRIPTION", "")).strip().lower()
    return words.startswith(("perayaan", "peringatan", "observance"))


def _day(event: Any, name: str) -> tuple[dt.date | None, bool]:
    """A date of the event in the city's own days, and whether it had an hour."""
    moment = _time(event, name)
    is_timed = isinstance(moment, dt.datetime)
    if isinstance(moment, dt.datetime):
        try:
            moment = timezone.localtime(moment).date() if moment.tzinfo else moment.date()
        except (OverflowError, ValueError):
            return None, is_timed
    if not isinstance(moment, dt.date):
        return None, is_timed
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise NotUsable("Tahun harus antara 2000 dan 2100.")
    return moment, is_timed


def _time(event: Any, name: str) -> Any:
    """A date, a moment or a span; None when it is missing, told twice, or broken."""
    try:
        return event[name].dt
    except (KeyError, AttributeError, BrokenCalendarProperty):
        return None


def _length(event: Any, first: dt.date) -> int:
    """How many days; the end of an event is the day after its last (RFC 5545, 3.6.1)."""
    if "DTEND" in event:
        last, is_timed = _day(event, "DTEND")
        if last is None:
            raise NotUsable("Tanggal selesai tidak dapat dibaca.")
        days = (last - first).days + (1 if is_timed else 0)
    else:
        span = _time(event, "DURATION")
        days = span.days if isinstance(span, dt.timedelta) else 1
    if days < 0:
        raise NotUsable("Tanggal selesai mendahului tanggal mulai.")
    if days > LONGEST:
        raise NotUsable(f"Acara ini lebih dari {LONGEST} hari.")
    return max(days, 1)


# ------------------------------------------------------------------------------------------------- writing


def write(holidays: Iterable[Holiday], *, name: str) -> bytes:
    """Days off as a calendar for any calendar program."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Kota Palu//PALU ASN//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for holiday in holidays:
        event = icalendar.Event()
        event.add("uid", f"libur-{holiday.date:%Y%m%d}@palu-asn")
        event.add("dtstamp", dt.datetime(holiday.date.year, 1, 1, tzinfo=dt.UTC))
        event.add("dtstart", holiday.date)
        event.add("dtend", holiday.date + dt.timedelta(days=1))
        event.add("summary", holiday.name)
        event.add("description", str(holiday.get_kind_display()))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()
