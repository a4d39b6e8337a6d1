"""Dated figures and paths between levels: a new one after the last, nothing rewritten, BKPSDMD alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from careers import figures, reach, steps
from careers.models import CareerStep, RetirementAge
from tests.careers.world import FROM, step

pytestmark = pytest.mark.django_db
SAID = {"source": "Keputusan uji", "standing": "daerah"}


def test_a_new_age_of_retirement_follows_the_last_one(cast, sign_in):
    RetirementAge.objects.create(level="pengawas", age=58, valid_from=FROM, source="Uji", standing="nasional")
    kind = figures.KINDS["bup"]
    values = {"level": "pengawas", "age": 60, "valid_from": dt.date(2026, 6, 1), **SAID}
    for member in sorted(set(cast.members) - {"city_hr"}):
        with pytest.raises(PermissionDenied):
            figures.set_figure(kind, values, by=cast.members[member])
    with pytest.raises(ValidationError, match="sesudah yang terakhir, 2 Januari 2026"):
        figures.set_figure(kind, values | {"valid_from": FROM - dt.timedelta(days=1)}, by=cast.city_hr)
    client = sign_in(cast.city_hr)
    page = client.post("/jalur-jabatan/angka/bup/baru/", values | {"valid_from": "01-06-2026"}, follow=True)
    assert page.redirect_chain, page.content.decode()
    (table,) = [table for table in page.context["tables"] if table.slug == "bup"]
    assert [(row.words, row.state and row.state.text) for row in table.rows] == [
        ("60 tahun", None),
        ("58 tahun", "digantikan"),
    ]
    late = client.post("/jalur-jabatan/angka/bup/baru/", values | {"valid_from": "01-05-2026"})
    assert late.status_code == 422
    assert "sesudah yang terakhir" in late.content.decode()
    assert client.get("/jalur-jabatan/angka/lain/baru/").status_code == 404


def test_a_path_is_added_and_ended_never_rewritten(cast, sign_in):
    today = timezone.localdate()
    old = step("pengawas", "administrator", "vertikal")
    values = {
        "from_level": "jf_ahli_muda",
        "to_level": "administrator",
        "move": "diagonal",
        "within": "opd",
        "valid_from": today,
        **SAID,
    }
    for member in sorted(set(cast.members) - {"city_hr"}):
        with pytest.raises(PermissionDenied):
            steps.add_step(values, by=cast.members[member])
        with pytest.raises(PermissionDenied):
            steps.end_step(old, today, by=cast.members[member])
    for wrong, words in (
        ({"move": "vertikal"}, "Vertikal hanya"),
        ({"valid_from": FROM}, "paling cepat hari ini"),
        ({"from_level": "pengawas", "move": "vertikal"}, "sudah berlaku"),
    ):
        with pytest.raises(ValidationError, match=words):
            steps.add_step(values | wrong, by=cast.city_hr)
    steps.add_step(values, by=cast.city_hr)
    assert reach.moves(today)["jf_ahli_muda", "administrator"] == "diagonal"
    with pytest.raises(ValidationError, match="paling cepat hari ini"):
        steps.end_step(old, today - dt.timedelta(days=1), by=cast.city_hr)
    url = f"/jalur-jabatan/langkah/{old.pk}/akhiri/"
    page = sign_in(cast.city_hr).post(url, {"valid_to": today.strftime("%d-%m-%Y")}, follow=True)
    assert "Jalur diakhiri." in page.content.decode()
    assert CareerStep.objects.get(pk=old.pk).valid_to == today
    assert ("pengawas", "administrator") not in reach.moves(today + dt.timedelta(days=1))
