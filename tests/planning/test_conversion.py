import datetime as dt
from decimal import Decimal

import pytest

from planning.conversion import Conversion, Period, jp_counted, period_of
from planning.models import ConversionRule
from tests.planning.world import FormFactory, RuleFactory

D = Decimal

Q1 = period_of(2027, quarter=1)
UNIT = ConversionRule.Unit


@pytest.mark.parametrize(
    ("rule", "quantity", "international", "period", "expected"),
    [
        ({}, 24, False, Q1, D("24.00")),
        ({"counted_per": UNIT.DAY, "jp_national": 4, "jp_international": 6}, 3, False, Q1, D("12.00")),
        ({"counted_per": UNIT.DAY, "jp_national": 4, "jp_international": 6}, 3, True, Q1, D("18.00")),
        ({"international_bonus_percent": 20}, 30, True, Q1, D("36.00")),
        ({"international_bonus_percent": 20}, 30, False, Q1, D("30.00")),
        # No international value: not counted, rather than counted as at home.
        ({}, 30, True, Q1, None),
        # No value at all.
        ({"counted_per": "", "jp_national": None}, 30, False, Q1, None),
        ({"counted_per": UNIT.SEMESTER, "jp_national": 20}, 2, False, Q1, D("40.00")),
        # Coaching: 2 JP each time, at most twice a month.
        ({"counted_per": UNIT.TIME, "jp_national": 2, "max_times_per_month": 2}, 10, False, Q1, D("12.00")),
        (
            {"counted_per": UNIT.TIME, "jp_national": 2, "max_times_per_month": 2},
            3,
            False,
            period_of(2027, starts_on=dt.date(2027, 3, 1), ends_on=dt.date(2027, 3, 31)),
            D("4.00"),
        ),
        (
            {"counted_per": UNIT.TIME, "jp_national": 2, "max_times_per_month": 2},
            3,
            False,
            period_of(2027, starts_on=dt.date(2027, 3, 31), ends_on=dt.date(2027, 4, 1)),
            D("6.00"),
        ),
        # E-learning: at most 3 JP a day at home, 4 abroad.
        ({"max_jp_per_day": 3}, 20, False, Period(dt.date(2027, 2, 1), days=5, months=1), D("15.00")),
        (
            {"max_jp_per_day": 3, "max_jp_per_day_international": 4, "jp_international": 1},
            20,
            True,
            Period(dt.date(2027, 2, 1), days=5, months=1),
            D("20.00"),
        ),
        (
            {"max_jp_per_day": 3, "max_jp_per_day_international": 4, "jp_international": 1},
            30,
            True,
            Period(dt.date(2027, 2, 1), days=5, months=1),
            D("20.00"),
        ),
        # Time unknown: no cap can be applied.
        ({"max_jp_per_day": 3}, 20, False, period_of(2027), D("20.00")),
    ],
)
def test_counted(db, rule, quantity, international, period, expected):
    form = RuleFactory(**rule).form
    assert jp_counted(form, D(quantity), international=international, period=period) == expected


def test_the_rule_of_the_day_counts(db):
    form = FormFactory()
    RuleFactory(form=form, jp_national=1, valid_to=dt.date(2027, 6, 30))
    RuleFactory(form=form, jp_national=2, valid_from=dt.date(2027, 7, 1))
    assert jp_counted(form, D(10), period=period_of(2027, quarter=2)) == 10
    assert jp_counted(form, D(10), period=period_of(2027, quarter=3)) == 20
    assert jp_counted(form, D(10), period=period_of(2018, quarter=3)) is None


def test_without_form_or_quantity_nothing_is_counted(db):
    rule = RuleFactory()
    conversion = Conversion()
    assert conversion.jp(None, D(3), international=False, period=Q1) is None
    assert conversion.jp(rule.form_id, None, international=False, period=Q1) is None
    assert conversion.jp(FormFactory(code="B99").pk, D(3), international=False, period=Q1) is None


def test_many_conversions_cost_one_query(db, django_assert_num_queries):
    rule = RuleFactory()
    with django_assert_num_queries(1):
        conversion = Conversion()
        for _n in range(3):
            conversion.jp(rule.form_id, D(3), international=False, period=Q1)


def test_period_of_a_quarter_has_its_days():
    assert period_of(2028, quarter=1).days == 91
    assert period_of(2027, quarter=4) == Period(dt.date(2027, 10, 1), 92, 3)
