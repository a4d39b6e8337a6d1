"""The regulations that documents name: added, corrected and ended, by BKPSDMD or the administrator."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from personnel import legal_bases
from personnel.models import AuditEntry, LegalBasis
from personnel.reference import load_reference
from planning.letters.figures import legal_bases as printed

pytestmark = pytest.mark.django_db

SINCE = dt.date(2023, 10, 31)


def add(by, text="Undang-Undang Contoh", order=1, valid_from=SINCE):
    return legal_bases.add_legal_basis(text=text, order=order, valid_from=valid_from, by=by)


@pytest.mark.parametrize("member", ["city_hr", "administrator"])
def test_added_corrected_and_ended(cast, member):
    by = getattr(cast, member)
    basis = add(by, text="  Undang-Undang   Contoh ")
    assert basis.text == "Undang-Undang Contoh"
    legal_bases.change_legal_basis(
        basis, text="Undang-Undang Nomor 20", order=3, valid_from=dt.date(2024, 1, 1), by=by
    )
    legal_bases.end_legal_basis(basis, valid_to=dt.date(2026, 6, 30), by=by)
    basis.refresh_from_db()
    assert (basis.text, basis.order, basis.valid_from, basis.valid_to) == (
        "Undang-Undang Nomor 20",
        3,
        dt.date(2024, 1, 1),
        dt.date(2026, 6, 30),
    )
    acts = AuditEntry.objects.filter(actor=by).order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["legal_basis_added", "legal_basis_changed", "legal_basis_ended"]
    changed = AuditEntry.objects.get(action="legal_basis_changed").facts
    assert (changed["before"]["text"], changed["after"]["text"]) == (
        "Undang-Undang Contoh",
        "Undang-Undang Nomor 20",
    )


def test_printed_from_its_first_day_to_its_last(cast):
    old, new = add(cast.city_hr, "Lama"), add(cast.city_hr, "Baru", valid_from=dt.date(2026, 7, 1), order=2)
    legal_bases.end_legal_basis(old, valid_to=dt.date(2026, 6, 30), by=cast.city_hr)
    assert printed(dt.date(2026, 6, 30)) == [old.text]
    assert printed(dt.date(2026, 7, 1)) == [new.text]


def test_an_end_comes_not_before_the_beginning(cast):
    basis = add(cast.city_hr)
    with pytest.raises(ValidationError) as refusal:
        legal_bases.end_legal_basis(basis, valid_to=SINCE - dt.timedelta(days=1), by=cast.city_hr)
    assert "valid_to" in refusal.value.error_dict
    legal_bases.end_legal_basis(basis, valid_to=dt.date(2027, 1, 1), by=cast.city_hr)
    with pytest.raises(ValidationError) as refusal:
        legal_bases.change_legal_basis(
            basis, text="Lain", order=1, valid_from=dt.date(2027, 1, 2), by=cast.city_hr
        )
    assert "valid_from" in refusal.value.error_dict


def test_ended_once(cast):
    basis = add(cast.city_hr)
    legal_bases.end_legal_basis(basis, valid_to=dt.date(2026, 1, 1), by=cast.city_hr)
    with pytest.raises(ValidationError, match="sudah berakhir"):
        legal_bases.end_legal_basis(basis, valid_to=dt.date(2030, 1, 1), by=cast.city_hr)


def test_nothing_is_printed_twice(cast):
    basis = add(cast.city_hr)
    with pytest.raises(ValidationError, match="sudah ada"):
        add(cast.city_hr, "undang-undang contoh")
    legal_bases.end_legal_basis(basis, valid_to=dt.date(2025, 1, 1), by=cast.city_hr)
    add(cast.city_hr, valid_from=dt.date(2025, 1, 2))


@pytest.mark.parametrize(
    "member", ["owner", "superior", "unit_hr", "unit_head", "pyb", "ppk", "official", "stranger"]
)
def test_nobody_else(cast, member):
    by, basis = getattr(cast, member), add(None)
    for act in (
        lambda: add(by, "Lain"),
        lambda: legal_bases.change_legal_basis(basis, text="Lain", order=1, valid_from=SINCE, by=by),
        lambda: legal_bases.end_legal_basis(basis, valid_to=timezone.localdate(), by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert LegalBasis.objects.get().text == "Undang-Undang Contoh"


def test_reference_data_fill_an_empty_list_only():
    assert load_reference()["legal_bases"] == 5
    first = LegalBasis.objects.first()
    legal_bases.change_legal_basis(first, text="Diubah", order=1, valid_from=SINCE, by=None)
    assert load_reference()["legal_bases"] == 0
    assert LegalBasis.objects.count() == 5


class TestPages:
    def test_the_list_and_its_acts(self, cast, sign_in):
        client = sign_in(cast.city_hr)
        client.post(
            reverse("personnel:legal_basis_new"),
            {"text": "Peraturan Contoh", "order": 1, "valid_from": "2024-01-01"},
        )
        basis = LegalBasis.objects.get()
        client.post(reverse("personnel:legal_basis_end", args=[basis.pk]), {"valid_to": "2025-12-31"})
        page = client.get(reverse("personnel:legal_basis_list")).content.decode()
        assert "Tidak dicetak lagi" in page
        assert "31 Desember 2025" in page

    def test_bad_input_keeps_what_was_typed(self, cast, sign_in):
        basis = add(cast.city_hr, "Peraturan Lama")
        client = sign_in(cast.city_hr)
        page = client.post(
            reverse("personnel:legal_basis_new"),
            {"text": "Peraturan Lama", "order": "7", "valid_from": "2026-02-01"},
        )
        assert page.status_code == 422
        assert "sudah ada dalam daftar" in page.content.decode()
        assert "2026-02-01" in page.content.decode()
        page = client.post(
            reverse("personnel:legal_basis_change", args=[basis.pk]),
            {"text": "Teks yang diketik", "order": "abc", "valid_from": "2026-02-30"},
        )
        assert page.status_code == 422
        assert all(typed in page.content.decode() for typed in ("Teks yang diketik", "abc", "2026-02-30"))
        page = client.post(reverse("personnel:legal_basis_end", args=[basis.pk]), {"valid_to": "2001-01-01"})
        assert page.status_code == 422
        assert LegalBasis.objects.get().valid_to is None

    def test_costs_the_same_for_one_and_three(self, cast, sign_in, django_assert_num_queries):
        client, url = sign_in(cast.city_hr), reverse("personnel:legal_basis_list")
        add(cast.city_hr)
        client.get(url)
        with django_assert_num_queries(5):
            client.get(url)
        add(cast.city_hr, "Dua")
        add(cast.city_hr, "Tiga")
        with django_assert_num_queries(5):
            client.get(url)
