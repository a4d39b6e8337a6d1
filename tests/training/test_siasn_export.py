"""The columns of SIASN: which trainings, whose, of which year, and the ids of the city."""

from __future__ import annotations

import csv
import datetime as dt
import io
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from personnel.models import AuditEntry
from tests.cast import sign_in
from tests.training.outside_world import certificate_of, handed_in, verified
from training import siasn
from training.models import Batch, SiasnCode

pytestmark = pytest.mark.django_db

COLUMNS = (
    "instansiId,institusiPenyelenggara,jenisDiklatId,jenisKursus,jenisKursusSertipikat,jumlahJam,lokasiId,"
    "namaKursus,nomorSertipikat,pnsOrangId,tahunKursus,tanggalKursus,tanggalSelesaiKursus"
)
IDS = {
    "instansiId": "A5EB",
    "lokasiId": "7271",
    "jenisKursus": "1",
    "jenisKursusSertipikat": "S",
    "jenisDiklatId": "10",
}


def read(pieces):
    rows = csv.DictReader(io.StringIO("".join(pieces).lstrip("\ufeff")))
    return list(rows)


def set_ids(by, **changed):
    return siasn.set_codes({siasn.Code(code): value for code, value in {**IDS, **changed}.items()}, by=by)


def test_a_certificate_and_a_verified_training_elsewhere(cast):
    set_ids(cast.city_hr)
    certificate = certificate_of(cast.owner.civil_servant)
    row = verified(cast.owner, cast.unit_hr, certificate_number="=HYPERLINK(1)")
    form = row.form
    form.siasn_id = "16"
    form.save()
    export = siasn.export(2026, kind="csv", by=cast.city_hr)
    assert "".join(export.sheet.csv()).lstrip("\ufeff").splitlines()[0] == COLUMNS
    pns_id = cast.owner.civil_servant.pns_id
    assert read(export.sheet.csv()) == [
        {
            "instansiId": "A5EB",
            "institusiPenyelenggara": "Lembaga Administrasi Negara",
            "jenisDiklatId": "16",
            "jenisKursus": "1",
            "jenisKursusSertipikat": "S",
            "jumlahJam": "20",
            "lokasiId": "7271",
            "namaKursus": "Pelatihan Pelayanan Publik",
            "nomorSertipikat": "'=HYPERLINK(1)",
            "pnsOrangId": pns_id,
            "tahunKursus": "2026",
            "tanggalKursus": "03-03-2026",
            "tanggalSelesaiKursus": "05-03-2026",
        },
        {
            "instansiId": "A5EB",
            "institusiPenyelenggara": "BKPSDMD Kota Palu",
            "jenisDiklatId": "16",
            "jenisKursus": "1",
            "jenisKursusSertipikat": "S",
            "jumlahJam": "7.5",
            "lokasiId": "7271",
            "namaKursus": certificate.programme,
            "nomorSertipikat": "0001/SERT/BKPSDMD/2026",
            "pnsOrangId": pns_id,
            "tahunKursus": "2026",
            "tanggalKursus": "06-04-2026",
            "tanggalSelesaiKursus": "08-04-2026",
        },
    ]


@pytest.mark.of_2027
def test_only_what_is_over_valid_and_of_the_year(cast):
    person = cast.owner.civil_servant
    handed_in(cast.owner)
    certificate_of(person, "1", state=Batch.State.RELEASED)
    certificate_of(person, "2", revoked_at=timezone.now(), revoke_reason="Keliru", revoked_by=cast.city_hr)
    certificate_of(person, "3", ends_on=dt.date(2027, 1, 2))
    assert siasn.Export(2026).size() == siasn.Size(0, 0, 0)
    assert [row["nomorSertipikat"] for row in read(siasn.Export(2027).sheet.csv())] == ["3"]
    assert siasn.years()[0] == 2027


def test_what_is_not_set_is_empty_and_said(cast):
    certificate_of(cast.owner.civil_servant)
    assert siasn.unset() == list(siasn.Code)
    row = read(siasn.Export(2026).sheet.csv())[0]
    assert [row[code] for code in IDS] == [""] * 5
    assert siasn.Export(2026).size() == siasn.Size(1, 1, 1)
    page = sign_in(cast.unit_hr).get(reverse("training:siasn_export"), {"tahun": "2026"}).content.decode()
    assert "Kode yang belum diatur" in page
    assert "Mintalah BKPSDMD mengisinya." in page
    set_ids(cast.city_hr)
    assert siasn.unset() == []
    assert read(siasn.Export(2026).sheet.csv())[0]["jenisDiklatId"] == "10"


def test_unit_hr_takes_out_only_theirs(cast):
    certificate_of(cast.owner.civil_servant, "1")
    certificate_of(cast.stranger.civil_servant, "2")

    def numbers(by, unit=None):
        return [
            r["nomorSertipikat"] for r in read(siasn.export(2026, kind="csv", by=by, unit=unit).sheet.csv())
        ]

    assert sorted(numbers(cast.city_hr)) == ["1", "2"]
    assert numbers(cast.unit_hr) == ["1"]
    assert numbers(cast.stranger) == ["2"]
    assert numbers(cast.city_hr, cast.bidang_a) == ["1"]
    assert numbers(cast.unit_hr, cast.bidang_b) == []
    for by, unit in ((cast.unit_hr, cast.dinas_kesehatan), (cast.official, None), (cast.owner, None)):
        with pytest.raises(PermissionDenied):
            siasn.export(2026, kind="csv", by=by, unit=unit)
    with pytest.raises(ValidationError):
        siasn.export(2026, kind="exe", by=cast.city_hr)


def test_the_page_gives_both_files_and_records_it(cast):
    certificate_of(cast.owner.civil_servant)
    desk = sign_in(cast.city_hr)
    at = reverse("training:siasn_export")
    answer = desk.post(at, {"tahun": "2026", "kind": "csv"})
    assert (
        read([b"".join(answer.streaming_content).decode()])[0]["nomorSertipikat"] == "0001/SERT/BKPSDMD/2026"
    )
    assert answer["Content-Disposition"] == 'attachment; filename="siasn-kursus-2026.csv"'
    answer = desk.post(at, {"tahun": "2026", "kind": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert ",".join(rows[0]) == COLUMNS
    assert rows[1][9] == cast.owner.civil_servant.pns_id
    assert list(AuditEntry.objects.filter(action="siasn_exported").values_list("facts__rows", flat=True)) == [
        1,
        1,
    ]
    for data in ({"tahun": "2026"}, {"tahun": "1066", "kind": "csv"}, {"unit": "x", "kind": "csv"}):
        assert desk.post(at, data).status_code == 404


def test_the_command(cast, tmp_path):
    certificate_of(cast.owner.civil_servant)
    out, err = tmp_path / "kursus.csv", StringIO()
    call_command("export_siasn_training", year=2026, out=out, stdout=StringIO(), stderr=err)
    assert len(read([out.read_text(encoding="utf-8")])) == 1
    assert "Belum diatur: instansiId" in err.getvalue()
    book = tmp_path / "kursus.xlsx"
    call_command(
        "export_siasn_training", year=2026, out=book, unit=cast.bidang_b.code, stdout=StringIO(), stderr=err
    )
    assert len(CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()) == 1
    with pytest.raises(CommandError, match="Tidak ada unit kerja"):
        call_command("export_siasn_training", year=2026, out=out, unit="x")
    with pytest.raises(CommandError, match="Tahun"):
        call_command("export_siasn_training", year=1, out=out)


def test_ids_are_set_by_bkpsdmd_once_seen(cast):
    seen = siasn.stamp(siasn.codes_in_force())
    assert set_ids(cast.city_hr) == 5
    assert set_ids(cast.city_hr) == 0
    with pytest.raises(PermissionDenied):
        set_ids(cast.unit_hr)
    with pytest.raises(ValidationError, match="sudah diubah"):
        siasn.set_codes({}, by=cast.city_hr, seen=seen)
    with pytest.raises(ValidationError) as refusal:
        set_ids(cast.city_hr, instansiId="=1+1")
    assert list(refusal.value.message_dict) == ["instansiId"]
    assert SiasnCode.objects.get(code="instansiId").value == "A5EB"
    assert AuditEntry.objects.filter(action="siasn_codes_set").count() == 1


def test_the_queries_do_not_grow(cast):
    counts = []
    for people in ([cast.owner], [cast.colleague, cast.superior]):
        for number, user in enumerate(people):
            certificate_of(user.civil_servant, f"{user.pk}-{number}")
        with CaptureQueriesContext(connection) as queries:
            list(siasn.Export(2026).rows())
        counts.append(len(queries))
    assert counts == [2, 2]
