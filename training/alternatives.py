"""What else would do when a session cannot stand as drafted: other rooms, times and speakers.

Deterministic and bounded: the nearest first, and never more than a handful.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from training.conflicts import Conflict, Draft
from training.models import (
    Enrolment,
    Holiday,
    Room,
    ScheduleRule,
    Session,
    SessionSeat,
    SessionSpeaker,
    Speaker,
    SpeakerAbsence,
    StaffAbsence,
)

Code = ScheduleRule.Code

OFFERED = 4
#: How many days ahead a time is looked for, how far apart two times are, and how many a day offers.
DAYS = 21
STEP = dt.timedelta(minutes=30)
PER_DAY = 2
#: Where there is no room, the hours of an office.
OFFICE = (dt.time(7, 30), dt.time(16))

#: What another room, another time, another speaker could do about.
BY_ROOM = {Code.ROOM, Code.CAPACITY, Code.HOURS, Code.TRAVEL}
BY_SPEAKER = {Code.SPEAKER, Code.SPEAKER_ABSENT, Code.TRAVEL}
BY_TIME = set(Code) - {Code.CAPACITY}

Busy = list[tuple[dt.datetime, dt.datetime]]


@dataclass(frozen=True)
class Alternatives:
    """What would do instead; each of them changes one thing and leaves the others."""

    rooms: list[Room]
    times: list[tuple[dt.datetime, dt.datetime]]
    speakers: list[Speaker]

    def __bool__(self) -> bool:
        return bool(self.rooms or self.times or self.speakers)


def alternatives_of(draft: Draft, conflicts: list[Conflict]) -> Alternatives:
    """What to do about these conflicts."""
    codes = {conflict.code for conflict in conflicts}
    return Alternatives(
        rooms=free_rooms(draft) if draft.room and codes & BY_ROOM else [],
        times=free_times(draft) if codes & BY_TIME else [],
        speakers=free_speakers(draft) if codes & BY_SPEAKER else [],
    )


def free_rooms(draft: Draft) -> list[Room]:
    """Rooms that are large enough, open and free at that time, the smallest first."""
    taken = Session.objects.standing().filter(room=OuterRef("pk"), **draft.during)
    if draft.session:
        taken = taken.exclude(pk=draft.session.pk)
    start, end = timezone.localtime(draft.starts_at), timezone.localtime(draft.ends_at)
    rooms = Room.objects.usable().filter(
        ~Exists(taken),
        capacity__gte=draft.batch.capacity,
        venue__opens_at__lte=start.time(),
        venue__closes_at__gte=end.time(),
    )
    if draft.day.weekday() == 5:
        rooms = rooms.filter(venue__opens_on_saturday=True)
    elif draft.day.weekday() == 6:
        rooms = rooms.filter(venue__opens_on_sunday=True)
    if draft.room:
        rooms = rooms.exclude(pk=draft.room.pk)
    return list(rooms.select_related("venue").order_by("capacity", "pk")[:OFFERED])


def free_speakers(draft: Draft) -> list[Speaker]:
    """Others who teach one of the same fields and have nothing else at that time."""
    fields = [field.pk for speaker in draft.speakers for field in speaker.fields.all()]
    booked = SessionSpeaker.objects.filter(
        draft.others(), speaker=OuterRef("pk"), is_cancelled=False, **draft.during
    )
    away = SpeakerAbsence.objects.filter(speaker=OuterRef("pk"), **draft.during)
    person = OuterRef("civil_servant")
    leave = StaffAbsence.objects.filter(
        civil_servant=person, starts_on__lte=draft.day, ends_on__gte=draft.day
    )
    sits = SessionSeat.objects.filter(
        draft.others(), civil_servant=person, is_cancelled=False, **draft.during
    )
    rows = (
        Speaker.objects.active()
        .filter(fields__in=fields or [draft.batch.programme.competency_id])
        .exclude(pk__in=[speaker.pk for speaker in draft.speakers])
        .exclude(Exists(booked) | Exists(away) | Exists(leave) | Exists(sits))
    )
    return list(rows.select_related("civil_servant").distinct().order_by("name", "pk")[:OFFERED])


def free_times(draft: Draft) -> list[tuple[dt.datetime, dt.datetime]]:
    """The next times at which room, speakers and participants have nothing else, from that day on."""
    first = max(draft.day, timezone.localdate())
    last = min(first + dt.timedelta(days=DAYS), dt.date(draft.batch.cycle.year, 12, 31))
    if last < first:
        return []
    busy = _busy(draft, first, last)
    off = set(Holiday.objects.filter(date__range=(first, last)).values_list("date", flat=True))
    length, found = draft.ends_at - draft.starts_at, []
    for offset in range((last - first).days + 1):
        day = first + dt.timedelta(days=offset)
        if day in off or not _is_open(draft, day):
            continue
        today = 0
        for start in _starts(draft, day, length):
            if all(start + length <= begins or start >= ends for begins, ends in busy):
                found.append((start, start + length))
                today += 1
            if today == PER_DAY:
                break
        if len(found) >= OFFERED:
            break
    return found[:OFFERED]


def _is_open(draft: Draft, day: dt.date) -> bool:
    return draft.room.venue.opens(day.weekday()) if draft.room else day.weekday() < 5


def _starts(draft: Draft, day: dt.date, length: dt.timedelta) -> Iterator[dt.datetime]:
    """Times of a day at which a session of that length could begin, from now on; the hour asked for first."""
    venue = draft.room.venue if draft.room else None
    opens, closes = (venue.opens_at, venue.closes_at) if venue else OFFICE
    zone, now = timezone.get_current_timezone(), timezone.now()
    opening = dt.datetime.combine(day, opens, tzinfo=zone)
    closing = dt.datetime.combine(day, closes, tzinfo=zone)
    wanted = dt.datetime.combine(day, timezone.localtime(draft.starts_at).time(), tzinfo=zone)
    for start in [wanted, *_every_step(opening, closing)]:
        if start >= opening and start + length <= closing and start > now:
            yield start


def _every_step(start: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    while start < end:
        yield start
        start += STEP


def _busy(draft: Draft, first: dt.date, last: dt.date) -> Busy:
    """When the room, the speakers, the participants or the batch itself are taken."""
    zone = timezone.get_current_timezone()
    start = dt.datetime.combine(first, dt.time(), tzinfo=zone)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    within = {"starts_at__lt": end, "ends_at__gt": start}
    booked = Q(is_cancelled=False, **within)
    people = [speaker.civil_servant_id for speaker in draft.speakers if speaker.civil_servant_id]
    seated = Enrolment.objects.filter(batch=draft.batch, seat__isnull=False).values("civil_servant")
    sessions = Session.objects.filter(
        booked, Q(batch=draft.batch) | (Q(room=draft.room) if draft.room else Q(pk__in=[]))
    )
    if draft.session:
        sessions = sessions.exclude(pk=draft.session.pk)
    sitting = SessionSeat.objects.filter(
        draft.others() & booked & (Q(civil_servant__in=seated) | Q(civil_servant__in=people))
    )
    speaking = SessionSpeaker.objects.filter(draft.others() & booked, speaker__in=draft.speakers)
    away = SpeakerAbsence.objects.filter(speaker__in=draft.speakers, **within)
    busy: Busy = []
    for rows in (sessions, sitting, speaking, away):
        busy += rows.order_by().values_list("starts_at", "ends_at").distinct()
    leave = StaffAbsence.objects.filter(civil_servant__in=people, starts_on__lte=last, ends_on__gte=first)
    busy += [
        (
            dt.datetime.combine(begins, dt.time(), tzinfo=zone),
            dt.datetime.combine(ends + dt.timedelta(days=1), dt.time(), tzinfo=zone),
        )
        for begins, ends in leave.values_list("starts_on", "ends_on")
    ]
    return sorted(busy)
