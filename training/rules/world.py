"""What the rules of scheduling look at: a session as it would be, and everything known around it.

Moments are kept in UTC, so that comparing them is cheap; a day is a day in the city.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from django.utils import timezone

from training.models import Room
from training.places import LONGEST_WAY

#: Nothing further away than this can be too near for the way between.
REACH = dt.timedelta(minutes=LONGEST_WAY)
ONE_DAY = dt.timedelta(days=1)
#: A unit, and a post in it.
Post = tuple[int, int]


class Lasting(Protocol):
    """Whatever begins and ends."""

    @property
    def starts_at(self) -> dt.datetime: ...

    @property
    def ends_at(self) -> dt.datetime: ...


def in_city(moment: dt.datetime) -> dt.datetime:
    """The same moment by the clocks of the city. Asked very often, so not by the zone of the thread."""
    return moment.astimezone(timezone.get_default_timezone())


def _days(first: dt.datetime, last: dt.datetime) -> tuple[dt.date, ...]:
    """The days in the city from one moment to another."""
    day, end = in_city(first).date(), in_city(last).date()
    if day == end:
        return (day,)
    return tuple(day + ONE_DAY * n for n in range((end - day).days + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Time:
    """From when to when, with the days on which others could meet it and those within reach of it."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    #: The same in the city.
    begins: dt.datetime
    ends: dt.datetime
    days: tuple[dt.date, ...]
    nearby: tuple[dt.date, ...]

    @classmethod
    def of(cls, starts_at: dt.datetime, ends_at: dt.datetime) -> Time:
        start, end = starts_at.astimezone(dt.UTC), ends_at.astimezone(dt.UTC)
        begins, ends = in_city(start), in_city(end)
        return cls(start, end, begins, ends, _days(start, end), _days(start - REACH, end + REACH))

    @property
    def day(self) -> dt.date:
        return self.days[0]

    def meets(self, other: Lasting) -> bool:
        """Whether both are at once; what ends as the other begins is not."""
        return other.starts_at < self.ends_at and other.ends_at > self.starts_at


@dataclass(slots=True, eq=False)
class Slot:
    """A session as it would be. ``batch`` and ``session``: the keys of what it belongs to and stands for."""

    time: Time
    room: Room | None = None
    seats: int = 0
    speakers: int = 0
    batch: int | None = None
    session: int | None = None
    #: By unit: the civil servants whom it takes from their work.
    going: dict[int, set[int]] = field(default_factory=dict)
    #: By unit: who is away for anything else, as of a version of the world.
    others: dict[int, tuple[int, set[int]]] = field(default_factory=dict)

    @property
    def day(self) -> dt.date:
        return self.time.day

    def is_own(self, session: int | None) -> bool:
        """Whether something is booked for the session that it stands for."""
        return self.session is not None and session == self.session

    def is_of_own_batch(self, batch: int | None) -> bool:
        return self.batch is not None and batch == self.batch


class Who(NamedTuple):
    """Somebody: a civil servant by their key, a speaker from outside by a negative one."""

    name: str
    key: int


NOBODY = Who("", 0)


def inside(person: int) -> int:
    """The key of a civil servant."""
    return person


def outside(speaker: int) -> int:
    """The key of a speaker who is none."""
    return -speaker


class Kind(StrEnum):
    """What somebody is booked for."""

    SITS = "mengikuti"
    SPEAKS = "mengisi"
    WAITS = "menunggu tempat pada"
    MEANT = "diusulkan pula untuk"
    AWAY = "berhalangan"


class Booking(NamedTuple):
    """What takes a room or a person for a time. ``what``: its batch, ``place``: its venue, in words."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    kind: Kind
    what: str = ""
    batch: int | None = None
    session: int | None = None
    venue: int | None = None
    place: str = ""

    @property
    def hours(self) -> str:
        start, end = in_city(self.starts_at), in_city(self.ends_at)
        return f"{start:%H.%M}–{end:%H.%M}"


class Leave(NamedTuple):
    """Whole days on which a civil servant is not there."""

    what: str
    starts_on: dt.date
    ends_on: dt.date


class Gone(NamedTuple):
    """A civil servant who is away from a unit for a time."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    person: int
    session: int | None


class Diary:
    """What keys are booked for, found by day."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[dt.date, list[Booking]]] = {}

    def add(self, key: int, booking: Booking, days: tuple[dt.date, ...]) -> None:
        own = self.rows.setdefault(key, {})
        for day in days:
            own.setdefault(day, []).append(booking)

    def on(self, key: int, days: tuple[dt.date, ...]) -> Iterator[Booking]:
        """Everything of these days, each once."""
        own = self.rows.get(key)
        if own is None:
            return
        last = None
        for day in days:
            for booking in own.get(day, ()):
                if booking is not last:
                    yield booking
                last = booking

    def during(self, key: int, time: Time) -> list[Booking]:
        if key not in self.rows:
            return []
        return [booking for booking in self.on(key, time.days) if time.meets(booking)]


@dataclass
class World:
    """Everything that is known from ``first`` to ``last``; ``now`` is where the past ends."""

    now: dt.datetime
    first: dt.date
    last: dt.date
    holidays: dict[dt.date, str] = field(default_factory=dict)
    #: Minutes between two venues; a way that nobody has measured is missing.
    ways: dict[tuple[int, int], int] = field(default_factory=dict)
    rooms: Diary = field(default_factory=Diary)
    people: Diary = field(default_factory=Diary)
    leave: dict[int, list[Leave]] = field(default_factory=dict)
    #: Of those who serve: where. Of units and posts: how many serve there, and what they are called.
    posts: dict[int, Post] = field(default_factory=dict)
    staff: Counter[int] = field(default_factory=Counter)
    holders: Counter[Post] = field(default_factory=Counter)
    unit_names: dict[int, str] = field(default_factory=dict)
    post_names: dict[int, str] = field(default_factory=dict)
    gone: dict[tuple[int, dt.date], list[Gone]] = field(default_factory=dict)
    #: Grows with everybody who goes, so that nobody looks at an old answer.
    version: int = 0

    def days(self, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
        """Of these days those that anybody asks about."""
        first, last = max(first, self.first), min(last, self.last)
        if first == last:
            return (first,)
        return tuple(first + ONE_DAY * n for n in range((last - first).days + 1))

    # ------------------------------------------------------------------------------------------- taking

    def take_room(self, room: int, booking: Booking) -> None:
        self.rooms.add(room, booking, self._days_of(booking))

    def take(self, key: int, booking: Booking) -> None:
        """Somebody is booked; a civil servant is away from their unit for as long."""
        days = self._days_of(booking)
        self.people.add(key, booking, days)
        if booking.kind != Kind.AWAY:
            self._is_gone(key, days, booking.starts_at, booking.ends_at, booking.session)

    def send_away(self, person: int, leave: Leave) -> None:
        self.leave.setdefault(person, []).append(leave)
        zone = timezone.get_default_timezone()
        for day in self.days(leave.starts_on, leave.ends_on):
            start = dt.datetime.combine(day, dt.time(), tzinfo=zone).astimezone(dt.UTC)
            self._is_gone(person, (day,), start, start + ONE_DAY, None)

    def _days_of(self, booking: Booking) -> tuple[dt.date, ...]:
        return self.days(in_city(booking.starts_at).date(), in_city(booking.ends_at).date())

    def _is_gone(
        self, key: int, days: tuple[dt.date, ...], start: dt.datetime, end: dt.datetime, session: int | None
    ) -> None:
        if (post := self.posts.get(key)) is None:
            return
        self.version += 1
        for day in days:
            self.gone.setdefault((post[0], day), []).append(Gone(start, end, key, session))

    # ------------------------------------------------------------------------------------------- asking

    def on_leave(self, person: int, time: Time) -> list[Leave]:
        rows = self.leave.get(person)
        if rows is None:
            return []
        return [row for row in rows if any(row.starts_on <= day <= row.ends_on for day in time.days)]

    def away(self, unit: int, slot: Slot) -> set[int]:
        """Who of a unit is away at the time: with this session, or for anything else."""
        version, others = slot.others.get(unit, (-1, set()))
        if version != self.version:
            rows = (row for day in slot.time.days for row in self.gone.get((unit, day), ()))
            others = {row.person for row in rows if slot.time.meets(row) and not slot.is_own(row.session)}
            slot.others[unit] = self.version, others
        going = slot.going.get(unit)
        return others | going if going else others

    def send(self, slot: Slot, person: int) -> None:
        """They go to this session as well; who serves nowhere is missed nowhere."""
        if post := self.posts.get(person):
            slot.going.setdefault(post[0], set()).add(person)
