"""One person seen whole: the pages beside each other, and the figures of every app."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from personnel import person_page
from personnel.models import AuditEntry
from tests.planning.sheets_world import make_stages, make_year
from tests.planning.world import complete_plan
from tests.training.enrolment_world import batch_of, put

ALL = ["Ringkasan", "Kebutuhan", "Rencana", "Pelatihan", "Buku JP", "Proyek", "Jejak", "Riwayat"]


def labels(user, person):
    return [tab.label for tab in person_page.tabs_of(user, person, "")]


@pytest.fixture
def person(cast):
    complete_plan(cast)
    return cast.owner.civil_servant


def test_every_app_hangs_its_pages_beside_the_others(cast, person):
    assert [label for label in labels(cast.city_hr, person) if label in ALL] == ALL
    assert labels(cast.unit_hr, person) == labels(cast.city_hr, person)
    # Costs and other people's lines stand in a plan: a superior sees the line, not the plan.
    assert "Rencana" not in labels(cast.superior, person)


def test_each_page_opens_and_says_where_one_is(cast, person, sign_in):
    put(batch_of(), person, "enrolled", seat=1)
    client = sign_in(cast.unit_hr)
    for tab in person_page.tabs_of(cast.unit_hr, person, ""):
        page = client.get(tab.url)
        assertContains(page, f'<a href="{tab.url}" aria-current="page">{tab.label}</a>', html=True)


def test_each_look_is_recorded_once(cast, person, sign_in):
    client = sign_in(cast.unit_hr)
    for tab in person_page.tabs_of(cast.unit_hr, person, ""):
        before = AuditEntry.objects.filter(action="view_person").count()
        client.get(tab.url)
        assert AuditEntry.objects.filter(action="view_person").count() == before + 1, tab.label


def test_oneself_has_them_in_the_menu(cast, person, sign_in):
    page = sign_in(cast.owner).get(reverse("training:person_training", args=[person.pk]))
    assertNotContains(page, "Halaman tentang")


def test_the_summary_says_what_every_app_knows(cast, person, sign_in):
    put(batch_of(), person, "enrolled", seat=1)
    page = sign_in(cast.unit_hr).get(reverse("personnel:civil_servant_detail", args=[person.pk]))
    said = " ".join(page.content.decode().split())
    for words in ("sesi pelatihan berikutnya", "direncanakan tahun", "Belum ada catatan tahun ini"):
        assert words in said


def test_what_is_hidden_from_the_reader_is_no_figure(cast):
    cycle = make_year("A", "B")
    person = cast.owner.civil_servant
    told = [figure.label for figure in person_page.figures_of(cast.owner, person)]
    assert any("kesenjangan" in label for label in told)
    make_stages(cycle)
    told = [figure.label for figure in person_page.figures_of(cast.owner, person)]
    assert not any("kesenjangan" in label for label in told)


@pytest.mark.parametrize("name", ["planning:person_lines", "training:person_training"])
def test_query_count_is_the_same_for_one_and_three(name, cast, person, sign_in):
    client, url = sign_in(cast.unit_hr), reverse(name, args=[person.pk])
    put(batch_of(), person, "enrolled", seat=1)
    client.get(url)
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
        for _one in range(2):
            put(batch_of(), person, "waiting")
    assert counts[0] == counts[1]
