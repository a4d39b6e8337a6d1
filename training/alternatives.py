"""What else would do when a session cannot stand as drafted: other rooms, times and speakers.

Each is tried by the same rules that spoke against the draft, and offered only where it breaks fewer of them
and no other one. Deterministic and bounded: the nearest first, and never more than a handful.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.utils import timezone

from training.conflicts import Conflict, Draft
from training.conflicts.asking import Circle
from training.models import Room, Session, Speaker
from training.rules import Remedy

OFFERED = 4
#: How many days ahead a time is looked for, how far apart two times are, and how many a day offers.
DAYS = 21
STEP = dt.timedelta(minutes=30)
PER_DAY = 2
#: Where there is no room, the hours of an office.
OFFICE = (dt.time(7, 30), dt.time(16))

Times = list[tuple[dt.datetime, dt.datetime]]


@dataclass(frozen=True)
class Alternatives:
    """What would do instead; each of them changes one thing and leaves the others."""

    rooms: list[Room]
    times: Times
    speakers: list[Speaker]

    def __bool__(self) -> bool:
        return bool(self.rooms or self.times or self.speakers)


def alternatives_of(draft: Draft, conflicts: Sequence[Conflict]) -> Alternatives:
    """What to do about these conflicts."""
    remedies = {remedy for conflict in conflicts for remedy in conflict.rule.remedies}
    return Alternatives(
        rooms=_rooms(draft, conflicts) if draft.room and Remedy.ROOM in remedies else [],
        times=_times(draft, conflicts) if Remedy.TIME in remedies else [],
        speakers=_speakers(draft, conflicts) if Remedy.SPEAKER in remedies else [],
    )


def _better(circle: Circle, drafts: Iterable[Draft], conflicts: Sequence[Conflict]) -> Iterator[Draft]:
    """Those that break fewer rules and none that the refused one kept."""
    broken = {conflict.code for conflict in conflicts}
    for draft in drafts:
        found = circle.conflicts(draft)
        if {conflict.code for conflict in found} < broken and not any(conflict.blocks for conflict in found):
            yield draft


def _rooms(draft: Draft, conflicts: Sequence[Conflict]) -> list[Room]:
    """The smallest first."""
    rooms = list(Room.objects.usable().select_related("venue").order_by("capacity", "pk"))
    window = (draft.starts_at, draft.ends_at)
    circle = Circle(draft.batch, [window], speakers=draft.speakers, rooms={room.pk for room in rooms})
    tried = (replace(draft, room=room) for room in rooms)
    return [found.room for found in islice(_better(circle, tried, conflicts), OFFERED) if found.room]


def _speakers(draft: Draft, conflicts: Sequence[Conflict]) -> list[Speaker]:
    """Others who teach one of the same fields, in the order of their names."""
    fields = [field.pk for speaker in draft.speakers for field in speaker.fields.all()]
    rows = (
        Speaker.objects.active()
        .filter(fields__in=fields or [draft.batch.programme.competency_id])
        .exclude(pk__in=[speaker.pk for speaker in draft.speakers])
    )
    able = list(rows.select_related("civil_servant").distinct().order_by("name", "pk"))
    window = (draft.starts_at, draft.ends_at)
    rooms = {draft.room.pk} if draft.room else set()
    circle = Circle(draft.batch, [window], speakers=able, rooms=rooms)
    tried = (replace(draft, speakers=(speaker,)) for speaker in able)
    return [found.speakers[0] for found in islice(_better(circle, tried, conflicts), OFFERED)]


def _times(draft: Draft, conflicts: Sequence[Conflict]) -> Times:
    """The next ones, from that day on; on each day the hour that was asked for first."""
    first = max(draft.day, timezone.localdate())
    last = min(first + dt.timedelta(days=DAYS), dt.date(draft.batch.cycle.year, 12, 31))
    if last < first:
        return []
    zone = timezone.get_current_timezone()
    start = dt.datetime.combine(first, dt.time(), tzinfo=zone)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    rooms = {draft.room.pk} if draft.room else set()
    circle = Circle(draft.batch, [(start, end)], speakers=draft.speakers, rooms=rooms)
    own = _own_sessions(draft, start, end)
    found: Times = []
    for offset in range((last - first).days + 1):
        day = first + dt.timedelta(days=offset)
        if not _is_open(draft, day):
            continue
        tried = (
            replace(draft, starts_at=start, ends_at=end)
            for start, end in _times_of(draft, day)
            if all(end <= begins or start >= ends for begins, ends in own)
        )
        better = islice(_better(circle, tried, conflicts), PER_DAY)
        found += [(one.starts_at, one.ends_at) for one in better]
        if len(found) >= OFFERED:
            break
    return found[:OFFERED]


def _own_sessions(draft: Draft, start: dt.datetime, end: dt.datetime) -> Times:
    """When the batch itself is at another of its sessions."""
    rows = Session.objects.standing().filter(batch=draft.batch, starts_at__lt=end, ends_at__gt=start)
    if draft.session:
        rows = rows.exclude(pk=draft.session.pk)
    return list(rows.values_list("starts_at", "ends_at"))


def _is_open(draft: Draft, day: dt.date) -> bool:
    return draft.room.venue.opens(day.weekday()) if draft.room else day.weekday() < 5


def _times_of(draft: Draft, day: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Of a day, from now on, within the hours of the venue; the hour asked for first."""
    length, now = draft.ends_at - draft.starts_at, timezone.now()
    venue = draft.room.venue if draft.room else None
    opens, closes = (venue.opens_at, venue.closes_at) if venue else OFFICE
    zone = timezone.get_current_timezone()
    opening = dt.datetime.combine(day, opens, tzinfo=zone)
    closing = dt.datetime.combine(day, closes, tzinfo=zone)
    wanted = dt.datetime.combine(day, timezone.localtime(draft.starts_at).time(), tzinfo=zone)
    steps = [opening + STEP * n for n in range((closing - opening) // STEP)]
    for start in dict.fromkeys([wanted, *steps]):
        if start >= opening and start + length <= closing and start > now:
            yield start, start + length
