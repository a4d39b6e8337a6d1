"""Rooms and speakers of one week, day by day: what takes them, when they cannot, when they are free."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from training.models import Holiday, Room, Session, Speaker, SpeakerAbsence
from training.room_days import Span, free_between, rooms_on

#: The hours that a bar of a day shows, and those in which a speaker is taken to be free.
FIRST, LAST = dt.time(7), dt.time(18)
WORK = (dt.time(8), dt.time(17))
#: So long is worth naming as free.
WORTH = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Bar:
    """A stretch of a day, in percent of the hours shown: taken, away or clash."""

    start: str
    length: str
    kind: str


@dataclass(frozen=True)
class DayCell:
    """One room or speaker on one day. ``clash``: a session lies where there is none to be."""

    day: dt.date
    taken: tuple[Session, ...]
    free: tuple[Span, ...]
    away: tuple[str, ...]
    bars: tuple[Bar, ...]
    clash: bool

    @property
    def is_free(self) -> bool:
        return not self.taken and not self.away


@dataclass(frozen=True)
class Row:
    """A room or a speaker over a week; ``room`` where it is one."""

    name: str
    note: str
    url_name: str
    key: int
    cells: tuple[DayCell, ...]
    room: int | None = None


@dataclass(frozen=True)
class Week:
    """A week from Monday on; weekends only where something lies on them."""

    days: list[dt.date]
    rooms: list[Row]
    speakers: list[Row]
    speakers_in_all: int

    @property
    def clashes(self) -> list[tuple[Row, DayCell]]:
        return [(row, cell) for row in (*self.rooms, *self.speakers) for cell in row.cells if cell.clash]


@dataclass(frozen=True)
class Block:
    """A time in which a room or a speaker is not to be had, and why."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    why: str


def week_of(day: dt.date, *, least: dt.timedelta = WORTH) -> Week:
    """The week in which a day lies; free times of at least that length are named. Seven queries, however
    much takes place in it."""
    first = day - dt.timedelta(days=day.weekday())
    week = [first + dt.timedelta(days=n) for n in range(7)]
    begins, ends = _midnight(week[0]), _midnight(week[-1] + dt.timedelta(days=1))
    holidays = dict(Holiday.objects.filter(date__range=(week[0], week[-1])).values_list("date", "name"))
    sessions = list(
        Session.objects.standing()
        .filter(starts_at__lt=ends, ends_at__gt=begins)
        .select_related("batch__programme")
        .prefetch_related("speaking")
        .order_by("starts_at", "pk")
    )
    busy = {timezone.localtime(session.starts_at).date() for session in sessions}
    days = [one for one in week if one.weekday() < 5 or one in busy]
    rooms = _rooms(days, sessions, holidays, least)
    return Week(days, rooms, *_speakers(days, sessions, holidays, (begins, ends), least))


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _rooms(
    days: Sequence[dt.date], sessions: Sequence[Session], holidays: dict[dt.date, str], least: dt.timedelta
) -> list[Row]:
    of_room: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.room_id:
            of_room[session.room_id].append(session)
    rooms = Room.objects.filter(Q(is_active=True, venue__is_active=True) | Q(pk__in=of_room))
    return [
        Row(
            room.name,
            f"{room.venue.name}, {room.capacity} kursi",
            "training:venue_detail",
            room.venue_id,
            tuple(
                _cell(
                    day,
                    of_room[room.pk],
                    _closed(room, day, holidays),
                    (room.venue.opens_at, room.venue.closes_at),
                    least,
                )
                for day in days
            ),
            room.pk,
        )
        for room in rooms.select_related("venue").order_by("venue__name", "name")
    ]


def _closed(room: Room, day: dt.date, holidays: dict[dt.date, str]) -> list[Block]:
    why = f"Libur: {holidays[day]}" if day in holidays else ""
    if not why and not room.venue.opens(day.weekday()):
        why = "Tempat tutup"
    return [Block(_midnight(day), _midnight(day + dt.timedelta(days=1)), why)] if why else []


def _speakers(
    days: Sequence[dt.date],
    sessions: Sequence[Session],
    holidays: dict[dt.date, str],
    span: tuple[dt.datetime, dt.datetime],
    least: dt.timedelta,
) -> tuple[list[Row], int]:
    """Those who teach or cannot come in this week, and how many speakers there are in all."""
    of_speaker: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        for place in session.speaking.all():
            of_speaker[place.speaker_id].append(session)
    away: dict[int, list[Block]] = defaultdict(list)
    absences = SpeakerAbsence.objects.filter(starts_at__lt=span[1], ends_at__gt=span[0])
    for one in absences.order_by("starts_at", "pk"):
        away[one.speaker_id].append(Block(one.starts_at, one.ends_at, one.reason or "Berhalangan"))
    concerned = Speaker.objects.filter(pk__in={*of_speaker, *away}).select_related("civil_servant__unit")
    off = {day: [Block(_midnight(day), _midnight(day + dt.timedelta(days=1)), f"Libur: {name}")]
           for day, name in holidays.items()}  # fmt: skip
    rows = [
        Row(
            str(speaker),
            speaker.civil_servant.unit.name if speaker.civil_servant else speaker.institution,
            "training:speaker_detail",
            speaker.pk,
            tuple(
                _cell(day, of_speaker[speaker.pk], [*off.get(day, ()), *away[speaker.pk]], WORK, least)
                for day in days
            ),
        )
        for speaker in concerned
    ]
    return sorted(rows, key=lambda row: row.name), Speaker.objects.active().count()


def _cell(
    day: dt.date, sessions: Iterable[Session], blocks: Iterable[Block], open_at: Span, least: dt.timedelta
) -> DayCell:
    begins, ends = _midnight(day), _midnight(day + dt.timedelta(days=1))
    taken = [one for one in sessions if one.starts_at < ends and one.ends_at > begins]
    away = [one for one in blocks if one.starts_at < ends and one.ends_at > begins]
    clashes = [
        (max(session.starts_at, block.starts_at), min(session.ends_at, block.ends_at))
        for session in taken
        for block in away
        if session.starts_at < block.ends_at and session.ends_at > block.starts_at
    ]
    spans = [
        *(((one.starts_at, one.ends_at), "away") for one in away),
        *(((one.starts_at, one.ends_at), "taken") for one in taken),
        *((span, "clash") for span in clashes),
    ]
    not_free = [_times(day, one.starts_at, one.ends_at) for one in taken]
    not_free += [_times(day, one.starts_at, one.ends_at) for one in away]
    return DayCell(
        day,
        tuple(taken),
        tuple(free_between(*open_at, sorted(not_free), least=least)),
        tuple(dict.fromkeys(one.why for one in away)),
        tuple(_bar(day, span, kind) for span, kind in spans),
        clash=bool(clashes),
    )


def _times(day: dt.date, starts_at: dt.datetime, ends_at: dt.datetime) -> Span:
    """The part of a time that lies on the day."""
    begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return (
        begins.time() if begins.date() == day else dt.time.min,
        ends.time() if ends.date() == day else dt.time.max,
    )


def _bar(day: dt.date, span: tuple[dt.datetime, dt.datetime], kind: str) -> Bar:
    begins, ends = _times(day, *span)
    start, end = _share(begins), _share(ends)
    return Bar(f"{start:.2f}%", f"{max(end - start, 0):.2f}%", kind)


def _share(at: dt.time) -> float:
    first, last = FIRST.hour * 60, LAST.hour * 60
    return 100 * min(max(at.hour * 60 + at.minute - first, 0), last - first) / (last - first)


# ------------------------------------------------------------------------------------------- free at a time


@dataclass(frozen=True)
class Free:
    """Who and what is free at a time."""

    rooms: list[Room]
    speakers: list[Speaker]


def free_at(day: dt.date, begins: dt.time, ends: dt.time, *, seats: int = 0) -> Free:
    """The rooms that are open and free for all of it, and the speakers whom nothing keeps. Five queries."""
    rooms = [
        one.room
        for one in rooms_on(day, seats=seats)
        if any(first <= begins and ends <= last for first, last in one.free)
    ]
    starts_at, ends_at = (timezone.make_aware(dt.datetime.combine(day, at)) for at in (begins, ends))
    overlap = {"starts_at__lt": ends_at, "ends_at__gt": starts_at}
    away = SpeakerAbsence.objects.filter(**overlap).values("speaker")
    teaching = Session.objects.standing().filter(**overlap).values("speaking__speaker")
    speakers = Speaker.objects.active().exclude(pk__in=away)
    speakers = speakers.exclude(pk__in=teaching.filter(speaking__isnull=False))
    found = list(speakers.select_related("civil_servant__unit"))
    return Free(sorted(rooms, key=lambda room: room.capacity), sorted(found, key=str))
