"""The clock of the demo: what is played inside happens on that day, and outside it is today again."""

import datetime as dt

import pytest
from django.utils import timezone

from demo import clock

DAY = dt.date(2025, 2, 3)


def test_rules_that_ask_for_the_day_get_that_day_in_palu():
    with clock.on(DAY, 23):
        assert timezone.localdate() == DAY
        assert timezone.localtime().hour == 23


def test_the_clock_goes_on_from_there():
    with clock.on(DAY):
        first, second = timezone.now(), timezone.now()
    assert first < second < first + dt.timedelta(minutes=1)


def test_afterwards_it_is_today_again_whatever_happened_inside():
    before = timezone.now()
    with pytest.raises(ZeroDivisionError), clock.on(DAY):
        1 / 0  # noqa: B018
    assert timezone.now() >= before


def test_a_day_inside_a_day_ends_with_the_inner_one():
    with clock.on(DAY):
        with clock.on(DAY + dt.timedelta(90)):
            assert timezone.localdate() == DAY + dt.timedelta(90)
        assert timezone.localdate() == DAY
