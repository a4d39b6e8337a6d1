"""Correction of one's data: asked by oneself, answered by HR within 3 × 24 hours, told and recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from personnel import corrections
from personnel.models import AuditEntry, DataCorrection, Notice, Unit
from personnel.overtaken import Overtaken

pytestmark = pytest.mark.django_db
NEW = reverse("personnel:correction_new")
LIST = reverse("personnel:correction_list")
MINE = reverse("personnel:my_data")


def text(answer):
    return " ".join(answer.content.decode().split())


def told(user, key):
    return Notice.objects.filter(user=user, key=key).exists()


def test_from_the_request_to_the_answer(cast, sign_in):
    Unit.objects.filter(pk=cast.dinas_sosial.pk).update(telephone="(0451) 421234")
    client = sign_in(cast.owner)
    page = text(client.get(MINE))
    assert str(cast.unit_hr) in page
    assert 'href="tel:0451421234"' in page
    refused = client.post(NEW, {"subject": "name", "wanted": " ", "basis": "SK 1"})
    assert (refused.status_code, "SK 1" in text(refused)) == (422, True)
    said = client.post(NEW, {"subject": "name", "wanted": "Ni Wayan Sari", "basis": ""}, follow=True)
    assert "Permintaan Anda tercatat" in text(said)
    assert "dijawab paling lambat" in text(said)
    twice = client.post(NEW, {"subject": "name", "wanted": "Lain", "basis": ""})
    assert (twice.status_code, "masih menunggu jawaban" in text(twice)) == (422, True)
    row = DataCorrection.objects.get()
    assert told(cast.unit_hr, f"correction:{row.pk}")
    assert not told(cast.city_hr, f"correction:{row.pk}")

    hr = sign_in(cast.unit_hr)
    assert "Ni Wayan Sari" in text(hr.get(LIST))
    assert "1 permintaan perbaikan data" in text(hr.get(reverse("home")))
    DataCorrection.objects.update(created_at=timezone.now() - timedelta(hours=73))
    assert "Lewat 3×24 jam" in text(hr.get(LIST))
    answer = hr.post(
        reverse("personnel:correction_answer", args=[row.pk]),
        {"state": "corrected", "words": "Sudah di SIASN."},
        follow=True,
    )
    assert "Jawaban terkirim" in text(answer)
    assert told(cast.owner, f"correction:{row.pk}:answer")
    assert "Sudah di SIASN." in text(client.get(MINE))
    acts = AuditEntry.objects.filter(subject=cast.owner.civil_servant).values_list("action", flat=True)
    assert {"correction_ask", "correction_answer"} <= set(acts)


def test_who_may(cast):
    mine = cast.owner.civil_servant
    with pytest.raises(PermissionDenied):
        corrections.ask(mine, "name", "X", by=cast.unit_hr)
    row = corrections.ask(mine, "name", "Ni Wayan Sari", by=cast.owner)
    for by in (cast.owner, cast.superior, cast.colleague, cast.stranger, cast.official):
        with pytest.raises(PermissionDenied):
            corrections.answer(row, "declined", "Tidak.", by=by)
    with pytest.raises(ValidationError):
        corrections.answer(row, "declined", " ", by=cast.unit_hr)
    with pytest.raises(ValidationError):
        corrections.answer(row, "waiting", "Tunggu.", by=cast.unit_hr)
    corrections.answer(row, "declined", "Sesuai ijazah.", by=cast.unit_hr)
    with pytest.raises(Overtaken, match="tidak diubah"):
        corrections.answer(row, "corrected", "Sudah.", by=cast.city_hr)
    corrections.ask(mine, "name", "Ni Wayan Sari, S.E.", by=cast.owner)  # another time, another request


def test_hr_asks_about_itself_and_another_answers(cast):
    row = corrections.ask(cast.unit_hr.civil_servant, "rank", "III/b", by=cast.unit_hr)
    assert told(cast.city_hr, f"correction:{row.pk}")
    with pytest.raises(PermissionDenied):
        corrections.answer(row, "corrected", "Sudah.", by=cast.unit_hr)
    corrections.answer(row, "corrected", "Sudah.", by=cast.city_hr)
