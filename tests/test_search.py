"""Search: every kind of thing, whoever looks finds what is theirs, however it is typed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from personnel import search
from personnel.models import CivilServant
from tests.factories import CivilServantFactory


def labels(user, text, slug="pegawai"):
    return [hit.label for found in search.look(user, text, slug).found for hit in found.hits]


@pytest.fixture
def people(cast):
    unit = cast.bidang_a
    return [
        CivilServantFactory(unit=unit, name=name)
        for name in ("Syamsul Arsyad", "Andi Tenri Djanggola", "Rahmat Hidayat", "Nur Fadilah Lamarauna")
    ]


@pytest.mark.parametrize(
    "typed",
    ["syamsul", "ARSYAD syamsul", "Samsul Arsyad", "drs. Syamsul Arsyad, S.Psi.", "syamsul  arsad"],
)
def test_found_however_it_is_typed(typed, people, cast):
    assert labels(cast.city_hr, typed)[0].startswith("Syamsul Arsyad")


def test_what_is_only_alike_is_said_to_be(people, cast):
    answer = search.look(cast.city_hr, "rhamat", "pegawai")
    assert answer.is_loose
    assert any(hit.label.startswith("Rahmat") for hit in answer.found[0].hits)
    assert not search.look(cast.city_hr, "rahmat", "pegawai").is_loose


def test_nobody_finds_whom_they_may_not_see(people, cast):
    assert labels(cast.unit_hr, "syamsul")
    assert labels(cast.stranger, "syamsul") == []
    assert labels(cast.owner, "syamsul") == []
    assert CivilServant.objects.filter(name__startswith="Syamsul").exists()


def test_signs_alone_find_nothing(cast):
    for typed in ("", " ", "%%%", "'; --", "\\", "²"):
        assert isinstance(search.look(cast.city_hr, typed).found, list)


def test_a_title_alone_is_a_word():
    assert search.words_of("dr. Sitti Aminah, S.Kep., Ns., M.Kes") == ["sitti", "aminah"]
    assert search.words_of("dr.") == ["dr"]


def test_every_kind_is_found_by_its_name(cast):
    """Each kind asks the database by itself: none of them may be broken, or left out of this test."""
    assert len(search.FINDABLE) >= 8
    for kind in search.FINDABLE.values():
        for row in kind.within(cast.city_hr)[:1]:
            assert kind.hit(row).url.startswith("/")
        search.look(cast.city_hr, "komunikasi publik", kind.slug)


def test_a_nip_never_stands_in_the_address(people, cast, sign_in):
    client, url = sign_in(cast.city_hr), reverse("personnel:search")
    person = people[0]
    found = reverse("personnel:civil_servant_detail", args=[person.pk])
    assertRedirects(client.post(url, {"cari": f"NIP {person.nip}"}), found, fetch_redirect_response=False)
    assert client.get(url, {"cari": person.nip}).status_code == 302
    assert client.post(url, {"cari": "123456789012345678"})["Location"] == url


def test_the_page_marks_what_was_typed_and_asks_little(people, cast, sign_in, django_assert_max_num_queries):
    client, url = sign_in(cast.city_hr), reverse("personnel:search")
    assertContains(client.get(url), "autofocus")  # "/" leads here where the bar has no box: one types on
    with django_assert_max_num_queries(22):
        page = client.get(url, {"cari": "syamsul"})
    assertNotContains(page, "autofocus")
    assertContains(page, "<mark>Syamsul</mark> Arsyad")
    assertNotContains(page, "Andi Tenri")
    assertContains(client.get(url, {"cari": "xqzw <b>"}), "Tidak ada yang ditemukan")
    assert client.get(url, {"cari": "²", "jenis": "²"}).status_code == 200
