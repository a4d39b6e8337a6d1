"""The days and hours of a training: nothing lost, nothing in the break, nothing too late."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from training.demand.timetable import (
    AFTERNOON,
    BREAK,
    FRIDAY,
    FRIDAY_BREAK,
    LATEST,
    MORNING,
    Shape,
    days_of,
    meetings_of,
    quarter_days,
    shape_of,
)

QUARTER = quarter_days(2027, 2)


def days(not_before=QUARTER[0], off=()):
    """The quarter; nothing is allowed on the days ``off``."""
    return days_of(*QUARTER, not_before, lambda meeting: meeting.day not in off)


@given(hours=st.integers(1, 4000), limit=st.integers(1, 10))
def test_hours_are_spread_evenly_and_none_is_lost(hours, limit):
    shape = shape_of(Decimal(hours) / 100, Decimal(limit))
    assert sum(shape.hours) == hours
    assert max(shape.hours) <= limit * 100
    assert len(shape.hours) == -(-hours // (limit * 100))
    assert max(shape.hours) - min(shape.hours) < 25 * len(shape.hours) + 25


@given(weekday=st.integers(0, 4), jp=st.integers(1, 1000), begin=st.integers(MORNING, AFTERNOON))
def test_a_day_keeps_its_break_and_its_hours(weekday, jp, begin):
    found = meetings_of(3, weekday, jp, begin)
    pause = FRIDAY_BREAK if weekday == FRIDAY else BREAK
    assert not found or sum(meeting.jp for meeting in found) == jp
    for meeting in found:
        assert begin <= meeting.start < meeting.end <= LATEST
        assert meeting.end <= pause[0] or meeting.start >= pause[1]
        assert (meeting.end - meeting.start) * 100 >= meeting.jp * 45
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_the_days_of_a_quarter():
    assert quarter_days(2027, 2) == (dt.date(2027, 4, 1), dt.date(2027, 6, 30))
    assert quarter_days(2027, 4) == (dt.date(2027, 10, 1), dt.date(2027, 12, 31))
    usable = days(not_before=dt.date(2027, 4, 5), off=[5]).usable
    assert usable[:3] == (4, 6, 7)


def test_days_follow_each_other_over_weekends():
    found = days().timetables(Shape((800, 800, 800)), MORNING)[0]
    assert [QUARTER[0] + dt.timedelta(days=day) for day in found.days] == [
        dt.date(2027, 4, 1),
        dt.date(2027, 4, 2),
        dt.date(2027, 4, 5),
    ]


def test_no_more_than_so_many_days_of_a_month():
    found = days().timetables(Shape((200,) * 6, most_a_month=2), MORNING)[0]
    months = [(QUARTER[0] + dt.timedelta(days=day)).month for day in found.days]
    assert months == [4, 4, 5, 5, 6, 6]
    assert days().timetables(Shape((200,) * 7, most_a_month=2), MORNING)[0] is None


def test_the_end_of_the_quarter():
    last = days().timetables(Shape((800, 800)), MORNING)
    assert last[-1] is None
    assert last[-2] is not None
