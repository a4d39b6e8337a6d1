"""The sessions of the demo: every hour of a programme, each as long as its JP say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from demo.training import _meetings
from planning.learning_hours import fits
from tests.planning.world import ProgrammeFactory
from tests.training.world import HolidayFactory


@pytest.mark.parametrize("hours", [4, 20, 21, 25, 40, 48])
def test_hours_and_times_agree(db, hours):
    holiday = HolidayFactory(date=dt.date(2027, 3, 2)).date
    found = _meetings(dt.date(2027, 3, 1), ProgrammeFactory(jp_proposed=Decimal(hours)))
    assert sum(meeting.jp for _day, meeting in found) == hours * 100
    assert all(fits(Decimal(meeting.jp) / 100, meeting.end - meeting.start) for _day, meeting in found)
    days = {day for day, _meeting in found}
    assert all(day.weekday() < 5 and day != holiday for day in days)
    assert len(days) == -(-hours // 8)
