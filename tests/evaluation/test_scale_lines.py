"""The lowest mean first; what may not be told is counted, and never shown."""

from __future__ import annotations

from decimal import Decimal

from evaluation.question_kinds.kind import AskedQuestion, Band, Choice
from evaluation.results import QuestionResult
from evaluation.scale_lines import hidden_in, lowest_first

POINTS = tuple(Choice(value, label) for value, label in ((1, "Tidak setuju"), (2, "Kurang"), (3, "Setuju")))
BANDS = (Band(Decimal(1), "Kurang"),)


def question(number, *, bands=BANDS, choices=POINTS):
    return AskedQuestion(
        number, number, f"q{number}", None, f"Pernyataan {number}", choices=choices, bands=bands
    )


def test_the_lowest_mean_stands_first_and_lies_on_its_place():
    lines = lowest_first(
        [
            QuestionResult(question(1), 9, Decimal("2.5")),
            QuestionResult(question(2), 7, Decimal(1), "Kurang"),
            QuestionResult(question(3), why="kurang dari 5 jawaban"),
            QuestionResult(question(4, bands=()), 9, Decimal(400)),  # a number has no scale
        ]
    )
    assert [(line.number, line.place) for line in lines] == [(2, 0), (1, 75)]
    assert (lines[0].first, lines[0].last, lines[0].n) == ("1 Tidak setuju", "3 Setuju", 7)


def test_what_may_not_be_told_is_counted():
    told = [QuestionResult(question(1), 9, Decimal(2)), QuestionResult(question(2), why="sedikit")]
    assert hidden_in(told) == 1
    assert hidden_in([QuestionResult(question(1, bands=()), why="sedikit")]) == 0
