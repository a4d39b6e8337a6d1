"""One way of rounding, in one place; and no other place that rounds."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from personnel.rounding import cut, half_up, up
from personnel.templatetags.palu import angka, gap_class, persen

ROOT = Path(__file__).parents[2]
APPS = ("careers", "documents", "evaluation", "jobs", "palu_asn", "personnel", "planning", "training")
ROUNDS = re.compile(r"\.quantize\(|\b(?i:round|trunc)\(|\bROUND_[A-Z]")
#: Files that round something else, or in SQL (``round`` of a numeric is half up), with how often.
KNOWN = {
    "personnel/rounding.py": 9,
    "personnel/sign_in.py": 1,  # seconds until one may try again
    "evaluation/views/answering.py": 1,  # about how many minutes a form takes
    "planning/exports.py": 1,  # the JPM, by the database
    "planning/priority.py": 7,  # parts and scores, by the database
    "planning/recounts/priorities.py": 1,  # the same once more, to be compared
    "training/hours/attendance.py": 2,  # JP, by the database
    "training/results_sheet.py": 1,  # whether a result has more than two decimals
}


@pytest.mark.parametrize(
    ("number", "places", "nearest", "less", "more"),
    [
        ("0.545", 1, "0.5", "0.5", "0.6"),
        ("0.55", 1, "0.6", "0.5", "0.6"),
        ("88.885", 2, "88.89", "88.88", "88.89"),
        ("2.5", 0, "3", "2", "3"),
        ("-0.25", 1, "-0.3", "-0.2", "-0.3"),
        ("7", 2, "7.00", "7.00", "7.00"),
    ],
)
def test_by_hand(number, places, nearest, less, more):
    value = Decimal(number)
    assert [str(way(value, places)) for way in (half_up, cut, up)] == [nearest, less, more]


def test_what_is_shown_is_rounded_once():
    exact = Decimal(6) / 11  # 0.5454…
    assert (angka(exact, 1), angka(exact, 2), persen(100 * exact, 0)) == (
        "0,5",
        "0,55",
        "55\N{NO-BREAK SPACE}%",
    )
    assert gap_class(Decimal("0.39")) == "gap-1"  # as it is shown: 0,4
    assert gap_class(Decimal("0.349")) == "gap-0"


def test_nobody_else_rounds():
    found = {}
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in file.parts and (n := len(ROUNDS.findall(file.read_text()))):
                found[str(file.relative_to(ROOT))] = n
    assert found == KNOWN


def test_no_template_rounds_but_for_lengths_of_bars():
    for file in sorted((ROOT / "templates").rglob("*.html")):
        for line in file.read_text().splitlines():
            for match in re.finditer(r"\|floatformat[^}]*}}(.)", line):
                assert match[1] == "%", (file.name, line[:80])
