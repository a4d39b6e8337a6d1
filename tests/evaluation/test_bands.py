"""What a mean is called is decided by the exact mean; what is shown of it is rounded once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluation.question_kinds import KINDS
from evaluation.question_kinds.kind import AskedQuestion, Band
from evaluation.question_kinds.telling import spread
from personnel.templatetags.palu import angka

BANDS = (Band(Decimal("1.00"), "Kurang"), Band(Decimal("2.51"), "Baik"), Band(Decimal("3.26"), "Sangat baik"))
QUESTION = AskedQuestion(1, 1, "used", KINDS["scale"], "Terpakai", bands=BANDS)


@pytest.mark.parametrize(
    ("total", "n", "shown", "name"),
    [
        (1629, 500, "3,26", "Baik"),  # 3,258
        (163, 50, "3,26", "Sangat baik"),
        (1253, 500, "2,51", "Kurang"),  # 2,506
        (500, 500, "1,00", "Kurang"),
    ],
)
def test_no_mean_is_rounded_into_the_next_band(total, n, shown, name):
    mean = Decimal(total) / n
    assert (angka(mean, 2), QUESTION.band_of(mean)) == (shown, name)


def test_the_spread_is_that_of_a_population():
    """Four answers 1, 1, 3, 3: 1 of a population, 1,15 if they were a sample."""
    assert spread({(1,): 2, (3,): 2}, is_whole=True) == 1
