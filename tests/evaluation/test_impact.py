"""What training gave: figures against a world computed by hand, silence below five, no claim of a cause."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluation import interviews, projects, waves
from evaluation.impact import Scope, file_rows, impact_of, tables_of, words, years
from evaluation.impact.figures import Facts
from evaluation.impact.people import PREDICATES
from evaluation.models import Respondent
from planning.models import CompetencyRating
from tests.evaluation.impact_world import (
    BEFORE,
    LATER,
    YEAR,
    a_programme,
    held_batch,
    people_of,
    performed,
    rated,
    took_tests,
    went,
)
from tests.planning.world import need
from training.models import Enrolment, Session

pytestmark = pytest.mark.django_db
CITY = Scope("city")


@pytest.fixture
def ten(cast):
    """Ten people of one OPD in one batch: five rose by one level, five stayed, two more were not rated."""
    programme = a_programme()
    people = people_of(cast.dinas_sosial, 12)
    batch = held_batch(programme, people)
    went(people, programme.competency, [(2, 3)] * 5 + [(2, 2)] * 5 + [(2, None)] * 2)
    return programme, batch, people


def test_tests_before_and_after(cast, ten):
    """Gains 10, 20, 30, 40, 50: mean 30, standard deviation √200."""
    _programme, batch, _people = ten
    took_tests(batch, [(40, 50), (40, 60), (40, 70), (40, 80), (40, 90), (40, None)], cast.city_hr)
    one = impact_of(Scope("batch", batch.pk), YEAR).learning
    assert (one.n, one.of, one.pre, one.post, one.gain) == (5, 12, 40, 70, 30)
    assert one.spread == Decimal(200).sqrt()


def test_below_five_nothing_is_claimed(cast, ten):
    _programme, batch, _people = ten
    took_tests(batch, [(40, 50)] * 4, cast.city_hr)
    found = impact_of(Scope("batch", batch.pk), YEAR)
    assert (found.learning.n, found.learning.gain) == (0, None)
    assert found.learning_words.startswith("Belum dapat disimpulkan: ")
    assert found.performance.n == 0
    assert found.performance_words.startswith("Belum dapat disimpulkan: ")
    assert found.reaction_words.startswith("Belum dapat disimpulkan: ")


def test_levels_before_and_after(ten):
    _programme, batch, _people = ten
    found = impact_of(Scope("batch", batch.pk), YEAR)
    one = found.change
    assert (one.n, one.of, one.not_rated_again) == (10, 12, 2)
    assert (one.mean, one.spread) == (Decimal("0.5"), Decimal("0.5"))
    assert [(part.label, part.count, part.of) for part in one.parts if part.count] == [
        ("tetap", 5, 10),
        ("naik", 5, 10),
    ]
    assert (one.rose.count, one.closed.count, one.closed.of) == (5, 5, 10)
    assert found.change_words.endswith(words.no_cause())
    assert "10 orang" in found.change_words


@pytest.mark.parametrize(
    ("days", "counts"), [(59, 0), (60, 1)], ids=["too soon after the last session", "after sixty days"]
)
def test_only_a_later_rating_counts(cast, days, counts):
    programme = a_programme()
    people = people_of(cast.dinas_sosial, 5)
    batch = held_batch(programme, people)
    for person in people:
        rated(person, programme.competency, 1, BEFORE)
        day = batch.sessions.get().starts_at.date()
        rated(person, programme.competency, 2, day.fromordinal(day.toordinal() + days))
    assert Facts.of(YEAR).change(CITY).n == 5 * counts


def test_the_baseline_is_the_strongest_rating_by_others_that_is_not_too_old(cast):
    """Own ratings never count; an assessment beats a newer word of the superior; one older than the year's
    36 months is none."""
    programme = a_programme()
    people = people_of(cast.dinas_sosial, 15)
    held_batch(programme, people)
    for person in people[:5]:
        rated(person, programme.competency, 1, BEFORE.replace(year=2023), "asesmen")
        rated(person, programme.competency, 3, BEFORE)
        rated(person, programme.competency, 2, LATER)
    for person in people[5:10]:
        rated(person, programme.competency, 1, BEFORE, "mandiri")
        rated(person, programme.competency, 4, LATER)
    for person in people[10:]:
        rated(person, programme.competency, 1, BEFORE.replace(year=2020))
        rated(person, programme.competency, 4, LATER)
    one = Facts.of(YEAR).change(CITY)
    assert (one.n, one.mean, one.not_rated_again, one.not_rated_before) == (5, 1, 0, 10)


def test_not_rated_again_is_not_zero(cast):
    programme = a_programme()
    people = people_of(cast.dinas_sosial, 10)
    held_batch(programme, people)
    went(people, programme.competency, [(1, 2)] * 5 + [(1, None)] * 5)
    one = Facts.of(YEAR).change(CITY)
    assert (one.n, one.mean, one.not_rated_again) == (5, 1, 5)


def test_performance_the_year_before_and_after(cast, ten):
    _programme, batch, people = ten
    performed(people, [("baik", "sangat_baik")] * 6 + [("baik", "baik")] * 6)
    one = impact_of(Scope("batch", batch.pk), YEAR).performance
    assert (one.n, one.of) == (12, 12)
    assert [(part.label, part.count) for part in one.parts if part.count] == [
        ("predikat tetap", 6),
        ("predikat naik", 6),
    ]
    assert PREDICATES[0] == "sangat_kurang"
    assert PREDICATES[-1] == "sangat_baik"


def test_compared_with_the_same_gap_untrained(cast, ten):
    """Alumni with a gap of one: five rose by one of ten, +0,5. Others: one of five, +0,2."""
    programme, _batch, _people = ten
    others = people_of(cast.dinas_kesehatan, 6)
    went(others[:5], programme.competency, [(2, 3)] + [(2, 2)] * 4)
    went(others[5:], programme.competency, [(0, 1)])  # a gap of three: no alumnus had it
    found = impact_of(Scope("programme", programme.pk), YEAR)
    pair = found.comparison
    assert (pair.n, pair.mean, pair.others, pair.others_mean) == (10, Decimal("0.5"), 5, Decimal("0.2"))
    assert "+0,50 tingkat" in found.change_words
    assert "+0,20 tingkat" in found.change_words
    assert "bukan bukti sebab akibat" in found.change_words


def test_no_comparison_with_four(cast, ten):
    programme, _batch, _people = ten
    went(people_of(cast.dinas_kesehatan, 4), programme.competency, [(2, 3)] * 4)
    found = impact_of(Scope("programme", programme.pk), YEAR)
    assert found.comparison is None
    assert found.change_words.endswith(words.no_cause())


def test_who_stayed_away_is_no_alumnus(cast, ten):
    _programme, batch, _people = ten
    batch.enrolments.first().attendances.update(is_present=False)
    assert Facts.of(YEAR).people(CITY) == 11


def test_queries_do_not_grow(cast, ten, django_assert_num_queries):
    with django_assert_num_queries(7):
        tables_of(YEAR)
    for _ in range(2):
        programme = a_programme()
        held_batch(programme, people_of(cast.dinas_kesehatan, 6))
    with django_assert_num_queries(7):
        assert len(tables_of(YEAR).programmes) == 3


def test_the_file_says_what_the_page_says(ten):
    programme, _batch, _people = ten
    tables = tables_of(YEAR)
    lines = [row for row in file_rows(YEAR, tables) if row[1] == "program"]
    assert (YEAR, "program", programme.name, 3, "perubahan tingkat", 10, 12, 0.5) in lines
    assert (YEAR, "program", programme.name, 3, "belum dinilai ulang", 2, 12, None) in lines


def test_a_name_is_no_formula(cast):
    programme = a_programme(name="=HYPERLINK(1)")
    held_batch(programme, people_of(cast.dinas_sosial, 5))
    names = {row[2] for row in file_rows(YEAR, tables_of(YEAR)) if row[1] == "program"}
    assert names == {"'=HYPERLINK(1)"}


def test_a_change_by_a_weaker_hand_is_none(cast):
    programme = a_programme()
    people = people_of(cast.dinas_sosial, 5)
    held_batch(programme, people)
    for person in people:
        need(person, programme.competency, 3, 1)
        rated(person, programme.competency, 1, BEFORE)
        rated(person, programme.competency, 4, LATER, CompetencyRating.Source.SELF)
    assert Facts.of(YEAR).change(CITY).n == 0


@pytest.mark.parametrize("why", ["nothing", "was absent", "session cancelled", "gave the seat back"])
def test_everybody_means_the_same_by_having_been_there(cast, why):
    people = people_of(cast.dinas_sosial, 2)
    batch = held_batch(a_programme(), people)
    seat = batch.enrolments.get(civil_servant=people[1])
    match why:
        case "was absent":
            seat.attendances.update(is_present=False)
        case "session cancelled":
            Session.objects.filter(batch=batch).update(is_cancelled=True)
        case "gave the seat back":
            Enrolment.objects.filter(pk=seat.pk).update(state="withdrawn", seat=None, reason="Sakit")
    there = {"nothing": 2, "session cancelled": 0}.get(why, 1)
    assert Enrolment.objects.attended().filter(batch=batch).count() == there
    assert Facts.of(YEAR).people(Scope("batch", batch.pk)) == there
    assert years() == ([YEAR] if there else [])
    assert projects.completed().filter(batch=batch).count() == there
    assert interviews.people_there(batch).count() == there
    assert len(waves.respondents(batch, Respondent.ALUMNI)) == there
