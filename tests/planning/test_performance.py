"""One performance result by form: by BKPSDMD, about somebody else, for a year that has come."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from personnel.models import AuditEntry
from planning.models import PerformanceRating
from planning.performance import record_performance
from tests.factories import CycleFactory
from tests.planning.world import complete_plan

pytestmark = pytest.mark.django_db


def url(cast):
    return reverse("planning:performance_new", args=[cast.owner.civil_servant_id])


def test_recorded_and_corrected(cast):
    person = cast.owner.civil_servant
    record_performance(person, 2025, score=Decimal(70), by=cast.city_hr)
    record_performance(person, 2025, score=Decimal(80), predicate="baik", by=cast.city_hr)
    result = PerformanceRating.objects.get()
    assert (result.score, result.predicate) == (80, "baik")
    assert AuditEntry.objects.filter(action="performance_recorded", subject=person).count() == 2


def test_nobody_records_their_own(cast):
    with pytest.raises(PermissionDenied):
        record_performance(cast.city_hr.civil_servant, 2025, score=Decimal(100), by=cast.city_hr)


@pytest.mark.parametrize(
    ("year", "values"),
    [
        (2099, {"score": 80}),
        (2009, {"score": 80}),
        (2025, {"score": 121}),
        (2025, {}),
        (2025, {"predicate": "x"}),
    ],
)
def test_what_does_not_fit(cast, year, values):
    with pytest.raises(ValidationError):
        record_performance(cast.owner.civil_servant, year, **values, by=cast.city_hr)
    assert not PerformanceRating.objects.exists()


def test_by_form(cast, sign_in):
    CycleFactory()
    answer = sign_in(cast.city_hr).post(url(cast), {"year": 2025, "score": "88.5"}, follow=True)
    assert "Penilaian kinerja 2025 tercatat." in answer.content.decode()
    assert PerformanceRating.objects.get().score == Decimal("88.5")


def test_score_and_predicate_that_differ_are_both_kept_with_a_warning(cast, sign_in, bands):
    CycleFactory()
    typed = {"year": 2025, "score": "60", "predicate": "sangat_baik"}
    answer = sign_in(cast.city_hr).post(url(cast), typed, follow=True)
    assert "nilainya yang dihitung" in answer.content.decode()
    result = PerformanceRating.objects.get()
    assert (result.score, result.predicate) == (60, "sangat_baik")


@pytest.mark.parametrize(
    "typed",
    [{"year": "2099", "score": "77.5"}, {"year": "2025", "score": "177.5"}, {"year": "2025", "score": ""}],
)
def test_bad_input_keeps_what_was_typed(cast, sign_in, typed):
    CycleFactory()
    answer = sign_in(cast.city_hr).post(url(cast), typed)
    assert answer.status_code == 422
    assert all(f'value="{value}"' in answer.content.decode() for value in typed.values() if value)
    assert not PerformanceRating.objects.exists()


def test_the_page_of_the_person_leads_there_and_to_the_print(cast, sign_in):
    plan = complete_plan(cast)
    here = reverse("planning:need_person", args=[plan.cycle.year, cast.owner.civil_servant_id])
    page = sign_in(cast.city_hr).get(here).content.decode()
    assert url(cast) in page
    assert 'value="individual_plan"' in page
    page = sign_in(cast.unit_hr).get(here).content.decode()
    assert url(cast) not in page
    assert 'value="individual_plan"' in page
    there = reverse("planning:need_person", args=[plan.cycle.year, cast.colleague.civil_servant_id])
    assert 'value="individual_plan"' not in sign_in(cast.city_hr).get(there).content.decode()
