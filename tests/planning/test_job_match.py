"""JPM by hand: a ratio of sums, capped and rounded when shown, exact where a category is decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.job_match import Bands, Match
from planning.models import MatchBand, NeedSummary
from planning.templatetags.needs import jpm

ROWS = [
    MatchBand(scale=scale, name=name, lower_bound=bound)
    for scale, name, bound in [
        ("pemetaan", "Optimal", 90),
        ("pemetaan", "Cukup Optimal", 78),
        ("pemetaan", "Kurang Optimal", 0),
        ("pengisian", "Memenuhi Syarat", 80),
        ("pengisian", "Masih Memenuhi Syarat", 68),
        ("pengisian", "Kurang Memenuhi Syarat", 0),
        ("kelompok", "Tinggi", 70),
        ("kelompok", "Sedang", 60),
        ("kelompok", "Rendah", 0),
    ]
]
BANDS = Bands(ROWS)


def match(attained: int, required: int) -> Match:
    return BANDS.match(
        NeedSummary(competencies=9, assessed=5, with_gap=1, attained_sum=attained, required_sum=required)
    )


@pytest.mark.parametrize(
    ("attained", "required", "percent", "mapping", "placement"),
    [
        (9, 10, "90.00", "Optimal", "Memenuhi Syarat"),
        (8999, 10000, "89.99", "Cukup Optimal", "Memenuhi Syarat"),
        (17, 19, "89.47", "Cukup Optimal", "Memenuhi Syarat"),
        (39, 50, "78.00", "Cukup Optimal", "Masih Memenuhi Syarat"),
        (7799, 10000, "77.99", "Kurang Optimal", "Masih Memenuhi Syarat"),
        (4, 5, "80.00", "Cukup Optimal", "Memenuhi Syarat"),
        (17, 25, "68.00", "Kurang Optimal", "Masih Memenuhi Syarat"),
        (67999, 100000, "68.00", "Kurang Optimal", "Kurang Memenuhi Syarat"),
        (8, 9, "88.89", "Cukup Optimal", "Memenuhi Syarat"),
        (17777, 20000, "88.89", "Cukup Optimal", "Memenuhi Syarat"),
        (89996, 100000, "90.00", "Cukup Optimal", "Memenuhi Syarat"),
        (12, 10, "100.00", "Optimal", "Memenuhi Syarat"),
        (0, 10, "0.00", "Kurang Optimal", "Kurang Memenuhi Syarat"),
    ],
)
def test_categories_by_hand(attained, required, percent, mapping, placement):
    found = match(attained, required)
    assert jpm(found.percent) == f"{percent.replace('.', ',')}\N{NO-BREAK SPACE}%"
    assert (found.mapping, found.placement) == (mapping, placement)


def test_nothing_assessed_is_no_category():
    found = match(0, 0)
    assert (found.percent, found.mapping, found.placement) == (None, "", "")


@given(st.integers(0, 200), st.integers(1, 200))
def test_what_is_shown_never_contradicts_the_category(attained, required):
    found = match(attained, required)
    assert (found.percent >= 90) == (found.mapping == "Optimal")
    assert (found.percent >= 68) == (found.placement != "Kurang Memenuhi Syarat")


@pytest.mark.parametrize(
    ("with_gap", "assessed", "category"),
    [
        (7, 10, "Tinggi"),
        (699, 1000, "Sedang"),
        (6, 10, "Sedang"),
        (599, 1000, "Rendah"),
        (0, 5, "Rendah"),
        (0, 0, ""),
    ],
)
def test_need_of_a_group(with_gap, assessed, category):
    assert BANDS.group_need(with_gap, assessed) == category
