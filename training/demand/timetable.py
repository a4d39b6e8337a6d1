"""The days and hours of a training: how many days its hours take, and which clock times on each of them.

A day is a number: 0 is the first day of the quarter. Times are minutes after midnight, hours (JP) hundredths.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from planning.learning_hours import jp_minutes

#: Hours are split in quarters.
QUARTER_JP = 25
#: The usual beginnings of a morning and of an afternoon, and when the last session ends.
MORNING, AFTERNOON, LATEST = 8 * 60, 13 * 60 + 30, 17 * 60
#: The break of the day, longer on Fridays for the prayer.
BREAK, FRIDAY_BREAK = (12 * 60, 13 * 60), (11 * 60 + 30, 13 * 60 + 30)
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session: its day, from when to when, and its hours."""

    day: int
    start: int
    end: int
    jp: int


#: Whether a meeting may be at its time at all.
Allowed = Callable[[Meeting], bool]


@dataclass(frozen=True)
class Timetable:
    """All meetings of one run of a training."""

    meetings: tuple[Meeting, ...]

    @cached_property
    def days(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(meeting.day for meeting in self.meetings))


@dataclass(frozen=True, slots=True)
class Shape:
    """The hours of each day of a training, and on how many days of a month it may be held at most."""

    hours: tuple[int, ...]
    most_a_month: int | None = None

    @property
    def fits_half_a_day(self) -> bool:
        """Short enough for an afternoon."""
        return all(AFTERNOON + minutes(jp) <= LATEST for jp in self.hours)


def minutes(jp: int) -> int:
    return -(-jp * jp_minutes() // 100)


def shape_of(jp: Decimal, most_a_day: Decimal, most_a_month: int | None = None) -> Shape:
    """Hours spread evenly over as few days as the limit of a day allows."""
    left, limit = int(jp * 100), int(most_a_day * 100)
    days = -(-left // limit)
    hours = []
    for rest in range(days, 0, -1):
        even = -(-left // (rest * QUARTER_JP)) * QUARTER_JP
        hours.append(min(limit, even, left))
        left -= hours[-1]
    return Shape(tuple(hours), most_a_month)


def meetings_of(day: int, weekday: int, jp: int, begin: int) -> list[Meeting]:
    """The sessions of one day, around its break; nothing where they would end too late."""
    pause, goes_on = FRIDAY_BREAK if weekday == FRIDAY else BREAK
    if begin >= pause:
        begin = max(begin, goes_on)
    elif begin + minutes(jp) > pause:
        first = (pause - begin) // jp_minutes() * 100
        if first <= 0:
            return meetings_of(day, weekday, jp, goes_on)
        after = meetings_of(day, weekday, jp - first, goes_on)
        return [Meeting(day, begin, begin + minutes(first), first), *after] if after else []
    end = begin + minutes(jp)
    return [Meeting(day, begin, end, jp)] if end <= LATEST else []


@dataclass(frozen=True)
class Days:
    """The days on which training can be held: working days of a quarter, none too soon or against a rule."""

    first: dt.date
    usable: tuple[int, ...]
    allowed: Allowed

    def date(self, day: int) -> dt.date:
        return self.first + dt.timedelta(days=day)

    def weekday(self, day: int) -> int:
        return self.date(day).weekday()

    def timetables(self, shape: Shape, begin: int) -> list[Timetable | None]:
        """For each usable day the timetable that begins on it; None where it no longer fits."""
        return [self._from(place, shape, begin) for place in range(len(self.usable))]

    def _from(self, place: int, shape: Shape, begin: int) -> Timetable | None:
        found: list[Meeting] = []
        wanted = list(reversed(shape.hours))
        for day in self._spaced(place, shape.most_a_month):
            today = meetings_of(day, self.weekday(day), wanted[-1], begin)
            if not today or not all(map(self.allowed, today)):
                if not found:
                    return None  # it would begin on another day
                continue
            found += today
            wanted.pop()
            if not wanted:
                return Timetable(tuple(found))
        return None

    def _spaced(self, place: int, most_a_month: int | None) -> Iterator[int]:
        """Day after day; with a limit of the month so far apart that the month is not over before it ends."""
        days = self.usable[place:]
        if most_a_month is None:
            yield from days
            return
        apart, months, last = 28 // (most_a_month + 1), Counter[tuple[int, int]](), None
        for day in days:
            date = self.date(day)
            month = (date.year, date.month)
            if months[month] < most_a_month and (last is None or day - last >= apart):
                months[month] += 1
                last = day
                yield day


def days_of(first: dt.date, last: dt.date, not_before: dt.date, allowed: Allowed) -> Days:
    """The usable days of a quarter: those on which an hour of the morning or of the afternoon is allowed."""
    usable = tuple(
        n
        for n in range((last - first).days + 1)
        if (day := first + dt.timedelta(days=n)) >= not_before
        and day.weekday() < 5
        and any(allowed(Meeting(n, begin, begin + minutes(100), 100)) for begin in (MORNING, AFTERNOON))
    )
    return Days(first, usable, allowed)


def quarter_days(year: int, quarter: int) -> tuple[dt.date, dt.date]:
    """Its first and its last day."""
    first = dt.date(year, 3 * quarter - 2, 1)
    after = dt.date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)
