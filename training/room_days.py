"""The rooms of one day: when each is taken, and when it is free within the hours of its venue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from training.models import Holiday, Room, Session

Span = tuple[dt.time, dt.time]
#: Shorter than this nothing can be taught.
SHORTEST = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class RoomDay:
    """One room on one day; ``closed`` says why it is not open at all."""

    room: Room
    taken: tuple[Session, ...]
    free: tuple[Span, ...]
    closed: str = ""


def rooms_on(day: dt.date, *, seats: int = 0) -> list[RoomDay]:
    """The usable rooms with at least so many seats, those with most free time first. Three queries."""
    holiday = Holiday.objects.filter(date=day).first()
    rooms = Room.objects.usable().filter(capacity__gte=seats).select_related("venue")
    sessions: dict[int, list[Session]] = defaultdict(list)
    for session in _sessions_on(day):
        sessions[session.room_id or 0].append(session)
    found = [_room_day(room, day, sessions[room.pk], holiday) for room in rooms]
    return sorted(found, key=lambda one: (-_length(one.free), one.room.venue.name, one.room.name))


def _sessions_on(day: dt.date) -> list[Session]:
    first = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    rows = Session.objects.standing().filter(
        room__isnull=False, starts_at__lt=first + dt.timedelta(days=1), ends_at__gt=first
    )
    return list(rows.select_related("batch__programme").order_by("starts_at", "pk"))


def _room_day(room: Room, day: dt.date, sessions: list[Session], holiday: Holiday | None) -> RoomDay:
    taken = tuple(sessions)
    if holiday:
        return RoomDay(room, taken, (), f"Hari libur: {holiday.name}")
    if not room.venue.opens(day.weekday()):
        return RoomDay(room, taken, (), "Tempat ini tidak buka pada hari itu")
    return RoomDay(room, taken, tuple(_free(room.venue.opens_at, room.venue.closes_at, sessions)))


def _free(opens: dt.time, closes: dt.time, sessions: list[Session]) -> list[Span]:
    taken = [
        (timezone.localtime(one.starts_at).time(), timezone.localtime(one.ends_at).time()) for one in sessions
    ]
    return free_between(opens, closes, taken, least=SHORTEST)


def free_between(
    opens: dt.time, closes: dt.time, taken: Iterable[Span], *, least: dt.timedelta
) -> list[Span]:
    """What these times, the earliest first, leave of the hours, as far as it is long enough."""
    spans, here = [], opens
    for begins, ends in taken:
        spans.append((here, min(begins, closes)))
        here = max(here, ends)
    spans.append((here, closes))
    return [span for span in spans if _minutes(span) >= least]


def _minutes(span: Span) -> dt.timedelta:
    begins, ends = (dt.timedelta(hours=at.hour, minutes=at.minute) for at in span)
    return ends - begins


def _length(spans: tuple[Span, ...]) -> dt.timedelta:
    return sum((_minutes(span) for span in spans), dt.timedelta())
