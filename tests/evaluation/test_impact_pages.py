"""Pages, files and printed reports of what training gave."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from documents import kinds
from personnel.models import AuditEntry
from tests.documents.conftest import make_document, opened, text_of, worker  # noqa: F401
from tests.evaluation.finding_world import a_finding, an_action
from tests.evaluation.impact_world import YEAR, a_programme, held_batch, people_of, took_tests, went
from tests.stored import stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(cast):
    """Seven of Dinas Sosial and five of Dinas Kesehatan."""
    programme = a_programme(name="Pelayanan publik")
    people = [*people_of(cast.dinas_sosial, 7), *people_of(cast.dinas_kesehatan, 5)]
    batch = held_batch(programme, people)
    went(people, programme.competency, [(2, 3)] * 7 + [(2, 2)] * 5)
    took_tests(batch, [(40, 70)] * 12, cast.city_hr)
    return batch


def body(response):
    return " ".join(response.content.decode().split())


def test_the_year(cast, batch, sign_in):
    client = sign_in(cast.city_hr)
    page = body(client.get(reverse("evaluation:impact")))
    assert "Pelayanan publik" in page
    assert "+30,00" in page
    assert "Dinas Sosial" in page
    assert "Dinas Kesehatan" in page


def test_hr_of_a_unit_sees_the_sums_of_the_city_and_its_own_opd(cast, batch, sign_in):
    client = sign_in(cast.unit_hr)
    page = body(client.get(reverse("evaluation:impact")))
    assert "OPD Anda" in page
    assert "Dinas Kesehatan" not in page
    assert (
        client.get(reverse("evaluation:impact_unit", args=[YEAR, cast.dinas_kesehatan.pk])).status_code == 404
    )


def test_one_batch_says_what_may_be_concluded(cast, batch, sign_in):
    client = sign_in(cast.city_hr)
    page = body(client.get(reverse("evaluation:impact_batch", args=[batch.pk])))
    assert "12 dari 12 mengikuti tes awal dan tes akhir" in page
    assert "tidak membuktikan bahwa pelatihan menjadi penyebabnya" in page
    assert f"angkatan={batch.pk}&amp;siklus={batch.cycle_id}" in page
    assert "Belum dapat disimpulkan" in page  # level 4: nothing is known


def test_a_year_without_training(cast, sign_in):
    client = sign_in(cast.city_hr)
    assert "Belum ada pelatihan yang selesai" in body(client.get(reverse("evaluation:impact")))
    assert client.get(reverse("evaluation:impact"), {"tahun": "x"}).status_code == 200
    assert client.post(reverse("evaluation:impact_export", args=[1])).status_code == 404
    assert client.get(reverse("evaluation:impact_unit", args=[1, cast.dinas_sosial.pk])).status_code == 404


def test_the_file_of_a_unit_holds_no_other_opd(cast, batch, sign_in):
    client = sign_in(cast.unit_hr)
    answer = client.post(reverse("evaluation:impact_export", args=[YEAR]), {"format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["nama"] for row in rows if row["kelompok"] == "opd"} == {"Dinas Sosial"}
    assert AuditEntry.objects.filter(action="impact_exported", actor=cast.unit_hr).count() == 1
    sheet = client.post(reverse("evaluation:impact_export", args=[YEAR]), {"format": "xlsx"})
    assert sheet.content[:2] == b"PK"


@pytest.mark.parametrize("number", [0, 99_999, 10**15, 10**30])
def test_numbers_that_are_none_lead_nowhere(cast, batch, sign_in, number):
    client = sign_in(cast.city_hr)
    for name, args in (
        ("impact_programme", [number, batch.programme_id]),
        ("impact_programme", [YEAR, number]),
        ("impact_unit", [number, cast.dinas_sosial.pk]),
        ("impact_unit", [YEAR, number]),
        ("impact_batch", [number]),
    ):
        assert client.get(reverse(f"evaluation:{name}", args=args)).status_code == 404, (name, args)
    assert client.post(reverse("evaluation:impact_export", args=[number])).status_code == 404


def test_an_opd_without_alumni_has_an_empty_page(cast, batch, sign_in):
    page = body(sign_in(cast.city_hr).get(reverse("evaluation:impact_unit", args=[YEAR, cast.bkpsdmd.pk])))
    assert "Belum ada peserta yang tercatat hadir" in page
    assert "Laporan evaluasi (PDF)" not in page


# ------------------------------------------------------------------------------------------------- on paper


def test_who_may_have_the_reports(cast, batch):
    sees_city = {name for name, user in cast.members.items() if user.sees_city}
    unit, city = kinds.get("evaluation_unit"), kinds.get("evaluation_city")
    may = {n for n, user in cast.members.items() if unit.may_request(user, cast.dinas_sosial.pk, YEAR)}
    assert may == {"unit_hr", "unit_head"} | sees_city
    assert {n for n, user in cast.members.items() if city.may_request(user, None, YEAR)} == sees_city
    for kind in ("evaluation_batch", "evaluation_programme"):
        pk = batch.pk if kind == "evaluation_batch" else batch.programme_id
        may = {n for n, user in cast.members.items() if kinds.get(kind).may_request(user, pk, YEAR)}
        assert may == sees_city | {"unit_hr", "unit_head", "stranger"}
    assert not city.may_request(cast.city_hr, None, 2030)


def test_the_report_of_a_batch(cast, batch, worker, make_document, opened):  # noqa: F811
    finding = a_finding(cast, batch=batch, cycle=batch.cycle)
    an_action(cast, finding=finding)
    document = make_document("evaluation_batch", batch.pk, by=cast.city_hr)
    path = stored(document.stored_as)
    text = " ".join(text_of(path, mode="-raw").split())
    for said in (
        "Tingkat 3 · Perilaku",
        "12 dari 12",
        "+30,00",
        "Yang tidak boleh disimpulkan",
        finding.words,
    ):
        assert said in text, said
    for person in batch.enrolments.select_related("civil_servant"):
        assert person.civil_servant.nip not in text
        assert person.civil_servant.name not in text
    with opened(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert not any(letter.isdigit() for letter in kinds.get("evaluation_batch").file_name(batch.pk, None)[:9])


def test_the_reports_of_a_year(cast, batch, worker, make_document, opened):  # noqa: F811
    for kind, pk, by in (
        ("evaluation_city", None, cast.official),
        ("evaluation_programme", batch.programme_id, cast.city_hr),
        ("evaluation_unit", cast.dinas_sosial.pk, cast.unit_hr),
    ):
        document = make_document(kind, pk, YEAR, by=by)
        text = " ".join(text_of(stored(document.stored_as)).split())
        assert "Tingkat 3 · Perilaku" in text, kind
        assert not any(len(word) == 18 and word.isdigit() for word in text.split())
        with opened(document) as pdf:
            assert pdf.Root.MarkInfo.Marked
