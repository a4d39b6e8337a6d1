"""How often something may be asked: of one account or from one address, for a while, and by nobody else."""

from __future__ import annotations

import time
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from documents.models import Document
from personnel import rates
from personnel.models import AuditEntry
from tests.factories import PASSWORD
from tests.personnel.test_sign_in import try_door

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(settings):
    """Three of each, counted anew for each test."""
    settings.RATES = dict.fromkeys(rates.RATES, "3")
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid.uuid4().hex}}


def test_a_search_too_many_is_refused_in_words_and_only_to_the_one(cast, sign_in):
    url = reverse("personnel:search")
    client = sign_in(cast.unit_hr)
    assert [client.get(url, {"cari": "a"}).status_code for _ in range(3)] == [200] * 3
    late = client.get(url, {"cari": "a"})
    assert (late.status_code, late["Retry-After"]) == (429, "60")
    assert "Terlalu banyak pencarian dalam waktu singkat" in late.content.decode()
    assert "Coba lagi 1 menit lagi" in late.content.decode()
    # A NIP is searched by the same count; the page itself, other pages and other people are open.
    assert client.post(url, {"cari": cast.owner.username}).status_code == 429
    assert client.get(url).status_code == 200
    assert client.get("/").status_code == 200
    assert sign_in(cast.city_hr).get(url, {"cari": "a"}).status_code == 200


def test_exports_and_papers_are_one_count_and_none_is_recorded_beyond_it(cast, sign_in):
    client = sign_in(cast.unit_hr)
    paper = {"kind": "individual_plan", "object_id": cast.owner.civil_servant_id, "year": 2027}
    assert client.post(reverse("personnel:civil_servant_list"), {"unduh": "csv"}).status_code == 200
    assert client.post(reverse("documents:document_request"), paper).status_code == 302
    assert client.post(reverse("personnel:civil_servant_list"), {"unduh": "xlsx"}).status_code == 200
    for url, sent in (
        (reverse("personnel:civil_servant_list"), {"unduh": "csv"}),
        (reverse("documents:document_request"), paper | {"year": 2028}),
        (reverse("training:siasn_export"), {"kind": "csv"}),
    ):
        late = client.post(url, sent)
        assert (late.status_code, late["Retry-After"]) == (429, "600")
    assert AuditEntry.objects.filter(action="export_people").count() == 2
    assert Document.objects.count() == 1


def test_an_address_signs_in_so_often_and_another_goes_on(cast):
    for _time in range(3):
        assert try_door(cast.owner.username, PASSWORD).status_code == 302
    late = try_door(cast.owner.username, PASSWORD)
    assert late.status_code == 422
    assert "Terlalu banyak percobaan masuk dari alamat ini" in late.content.decode()
    assert try_door(cast.owner.username, PASSWORD, address="10.0.0.9").status_code == 302


def test_the_count_ends_with_its_time():
    assert [rates.is_over("uji", "a", most=2, seconds=1) for _ in range(3)] == [False, False, True]
    assert not rates.is_over("uji", "b", most=2, seconds=1)
    time.sleep(1.1)
    assert not rates.is_over("uji", "a", most=2, seconds=1)


def test_without_the_broker_nobody_is_refused(settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey.sock"}}
    assert not any(rates.is_over("uji", "a", most=0, seconds=9) for _ in range(2))


def test_the_city_sets_its_own_numbers(settings):
    settings.RATES = {"cari": "7"}
    assert [rates.most_of(rate) for rate in rates.RATES.values()] == [300, 7, 60]
    settings.RATES = {"pencarian": "7"}
    with pytest.raises(ImproperlyConfigured, match="pencarian"):
        rates.most_of(rates.RATES["cari"])
