"""The Indeks Profesionalitas ASN as a simulation: known, unknown, and never zero for what nobody knows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from personnel.models import CivilServant, Position
from planning.models import DevelopmentForm, PerformanceRating
from planning.reference import load_bands
from tests.factories import CivilServantFactory, PositionFactory
from training.models import JpEntry
from training.professionalism import by_opd, category, lines_of, with_parts


def row_of(person):
    return with_parts(CivilServant.objects.filter(pk=person.pk)).get()


def learned(person, code, hours, days_ago=30):
    form, _new = DevelopmentForm.objects.get_or_create(
        code=code, defaults={"track": "klasikal", "name": code}
    )
    return JpEntry.objects.create(
        civil_servant=person,
        kind="imported",
        name="Kegiatan",
        earned_on=timezone.localdate() - dt.timedelta(days=days_ago),
        form=form,
        jp_proposed=hours,
        jp_counted=hours,
    )


@pytest.fixture
def person(cast):
    load_bands()
    return CivilServantFactory(unit=cast.bidang_a, education="s1", position=PositionFactory())


def bounds(person):
    return {line.part.key: (line.least, line.most) for line in lines_of(row_of(person))}


def test_nothing_known_is_not_nothing(person):
    assert bounds(person) == {
        "education": (15, 15),
        "grade": (0, 0),  # a general post has no such part
        "technical": (0, Decimal("22.5")),
        "seminar": (0, Decimal("17.5")),
        "performance": (0, 30),
        "discipline": (1, 5),
    }
    row = row_of(person)
    assert (row.index_least, row.index_most) == (16, 90)


def test_what_is_known_counts_by_the_kind_of_post(person):
    learned(person, "B3", 19)
    learned(person, "B6", 4, days_ago=500)
    PerformanceRating.objects.create(
        civil_servant=person, year=timezone.localdate().year - 1, predicate="baik"
    )
    found = bounds(person)
    # The ledger speaks of this year, so 19 JP are known to be too few; old seminars count for two years.
    assert found["technical"] == (0, 0)
    assert found["seminar"] == (Decimal("17.5"), Decimal("17.5"))
    assert found["performance"] == (25, 25)
    learned(person, "B3", 1)
    assert bounds(person)["technical"] == (Decimal("22.5"), Decimal("22.5"))
    functional = PositionFactory(name="Perawat", level=Position.Level.JF_AHLI_MUDA)
    CivilServant.objects.filter(pk=person.pk).update(position=functional)
    found = bounds(person)
    assert found["technical"] == (15, 15)
    assert found["grade"] == (0, 15)
    learned(person, "B4", 30, days_ago=3000)
    assert bounds(person)["grade"] == (15, 15)


def test_a_year_ago_is_a_year_ago(person):
    learned(person, "B3", 40, days_ago=366)
    assert bounds(person)["technical"] == (0, Decimal("22.5"))


def test_the_categories_are_above_their_bounds():
    assert [category(Decimal(value)) for value in ("90.1", "90", "80", "70", "60")] == [
        "Sangat Tinggi",
        "Tinggi",
        "Sedang",
        "Rendah",
        "Sangat Rendah",
    ]


def test_the_mean_of_an_opd_is_that_of_its_people(person, cast):
    CivilServantFactory(unit=cast.bidang_a, education="s3", position=person.position)
    people = CivilServant.objects.filter(unit=cast.bidang_a, position=person.position)
    rows = list(with_parts(people))
    [opd] = by_opd(people)
    assert opd.people == len(rows)
    assert opd.least == sum(row.index_least for row in rows) / len(rows)
    assert opd.most == sum(row.index_most for row in rows) / len(rows)


def test_the_page_says_that_it_is_a_simulation(person, cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.unit_hr)
    url = reverse("training:person_index", args=[person.pk])
    client.get(url)
    with django_assert_max_num_queries(22):
        page = client.get(url)
    assertContains(page, "Simulasi")
    assertContains(page, "belum diketahui")
    assertContains(page, "16,0 – 90,0")
    page = client.get(reverse("training:index_by_opd"))
    assertContains(page, cast.dinas_sosial.name)
    assertNotContains(page, cast.dinas_kesehatan.name)
