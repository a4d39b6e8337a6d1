"""The pages of an import, and the jobs behind them."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jobs.models import Job
from jobs.queue import work_off
from personnel.imports import preview
from personnel.models import CivilServant, DataImport
from tests.factories import RankFactory
from tests.personnel.siasn_files import PRIVATE, csv_bytes, person, previewed
from tests.personnel.test_files import BAD
from tests.personnel.test_siasn_import import HEAD

pytestmark = pytest.mark.django_db
Status = DataImport.Status


@pytest.fixture
def client(cast, sign_in):
    RankFactory()
    return sign_in(cast.city_hr)


def url(name, data_import=None, **kwargs):
    if data_import is not None:
        kwargs["key"] = data_import.key
    return reverse(f"personnel:import_{name}", kwargs=kwargs)


def upload(client, content, name="pegawai.csv"):
    return client.post(url("upload", kind="siasn"), {"file": SimpleUploadedFile(name, content)})


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_whole_way(client):
    """Upload, questions, confirmation, result: each step on its page, each job in its row."""
    response = upload(client, csv_bytes([person(1, **HEAD), person(2), person(3, NIP_BARU="1.9E+17")]))
    data_import = DataImport.objects.get()
    assert response.url == url("detail", data_import)
    assert "Menunggu giliran" in text_of(client.get(response.url))
    work_off(data_import.job)

    page = text_of(client.get(url("detail", data_import)))
    assert "Jawab pertanyaan" in page
    assert "Terapkan tanpa baris yang menunggu" in page
    assert "Lanjut: terapkan" not in page
    assert client.get(url("commit", data_import)).status_code == 302, "not while rows wait"
    questions = text_of(client.get(url("questions", data_import)))
    assert "Kepala Seksi Uji" in questions
    assert "Terima semua 1 saran" in questions

    client.post(url("accept", data_import))
    data_import.refresh_from_db()
    assert data_import.job.kind == "read_import"
    assert not data_import.job.is_finished
    work_off(data_import.job)
    confirm = text_of(client.get(url("commit", data_import)))
    assert "Terapkan impor ini?" in confirm
    assert "Ditambah: 2" in confirm
    assert "1 baris ditolak" in confirm

    assert CivilServant.objects.filter(pns_id__startswith="A0000000").count() == 0
    response = client.post(url("commit", data_import))
    data_import.refresh_from_db()
    assert data_import.job.kind == "commit_import"
    job = work_off(data_import.job)
    assert (job.status, job.error) == (Job.Status.DONE, "")
    assert job.result_url == url("detail", data_import)
    assert "Diterapkan" in text_of(client.get(response.url))
    assert CivilServant.objects.filter(pns_id__startswith="A0000000").count() == 2
    assert client.post(url("commit", data_import)).status_code == 302
    assert Job.objects.filter(kind="commit_import").count() == 1


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_its_words_on_the_page(client, name):
    file_name, content, reason = BAD[name]
    before = CivilServant.objects.count()
    response = upload(client, content, file_name)
    if response.status_code == 302:  # found out by the worker
        data_import = DataImport.objects.get()
        assert work_off(data_import.job).status == Job.Status.DONE
        response = client.get(response.url)
    assert response.status_code == 200
    assert re.search(reason, text_of(response))
    assert CivilServant.objects.count() == before
    assert not DataImport.objects.exclude(status=Status.REFUSED).exists()


def test_no_file_at_all(client):
    response = client.post(url("upload", kind="siasn"))
    assert response.status_code == 200
    assert "Ada masalah" in text_of(response)


def test_a_name_may_not_point_elsewhere(client, settings):
    response = upload(client, csv_bytes([person(1)]), "../../../tmp/jahat.csv")
    assert response.status_code == 302
    data_import = DataImport.objects.get()
    assert "/" not in data_import.file_name
    assert (settings.PRIVATE_ROOT / data_import.stored_as).resolve().parent == (
        settings.PRIVATE_ROOT / "imports"
    ).resolve()


def test_same_bytes_again_are_compared_again_and_the_import_of_then_is_named(client):
    content = csv_bytes([person(1)])
    upload(client, content)
    data_import = DataImport.objects.get()
    work_off(data_import.job)
    client.post(url("commit", data_import))
    data_import.refresh_from_db()
    work_off(data_import.job)
    response = upload(client, content, "lagi.csv")
    again = DataImport.objects.exclude(pk=data_import.pk).get()
    work_off(again.job)
    page = text_of(client.get(response.url))
    assert "Tidak ada perubahan" in page
    assert "persis sama pernah diterapkan" in page
    assert url("detail", data_import) in page
    assert client.post(url("commit", again)).status_code == 302
    again.refresh_from_db()
    assert again.job.kind == "read_import", "there is nothing to commit"


def test_a_change_in_between_gives_a_new_preview(client, cast):
    upload(client, csv_bytes([person(1)]))
    data_import = DataImport.objects.get()
    work_off(data_import.job)
    other = previewed(csv_bytes([person(1, GELAR_DEPAN="Dr.")]), by=cast.city_hr)
    client.post(url("commit", data_import))
    data_import.refresh_from_db()
    work_off(data_import.job)
    client.post(url("commit", other))
    other.refresh_from_db()
    job = work_off(other.job)
    assert job.result_url.endswith("?berubah=1")
    assert "Data berubah sejak pratinjau terakhir" in text_of(client.get(job.result_url))
    other.refresh_from_db()
    assert (other.status, other.changed) == (Status.PREVIEWED, 1)


def test_a_role_taken_away_stops_the_worker(client, cast):
    upload(client, csv_bytes([person(1)]))
    data_import = DataImport.objects.get()
    work_off(data_import.job)
    client.post(url("commit", data_import))
    cast.city_hr.role_assignments.update(ends_on="2021-01-01")
    data_import.refresh_from_db()
    job = work_off(data_import.job)
    assert job.status == Job.Status.FAILED
    assert "berwenang" in job.error
    assert not CivilServant.objects.filter(pns_id=person(1)["PNS ID"]).exists()


def test_rows_and_findings_with_filters(client, cast):
    data_import = previewed(
        csv_bytes([person(1), person(2, NIP_BARU="1.9E+17"), person(3, JENIS_KELAMIN="F")]), by=cast.city_hr
    )
    page = text_of(client.get(url("rows", data_import), {"tindakan": "reject"}))
    assert "Pegawai Nomor 2" in page
    assert "Pegawai Nomor 1" not in page
    assert "tiga angka terakhir hilang" in page
    page = text_of(client.get(url("rows", data_import), {"q": "nomor 3"}))
    assert "Pegawai Nomor 3" in page
    assert "Pegawai Nomor 2" not in page
    page = text_of(client.get(url("findings", data_import), {"tingkat": "error"}))
    assert "NIP BARU" in page
    assert "JENIS KELAMIN berbeda" not in page
    page = text_of(client.get(url("findings", data_import), {"kolom": "JENIS KELAMIN"}))
    assert "berbeda dari angka ke-15" in page
    assert "tiga angka" not in page
    assert client.get(url("rows", data_import), {"tindakan": "ngawur", "halaman": "x"}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_query_counts(client, cast, number):
    rows = [person(n, NIP_BARU="1.9E+17" if n == 2 else person(n)["NIP BARU"]) for n in range(1, number + 1)]
    data_import = previewed(csv_bytes(rows), by=cast.city_hr)
    counts = {"list": 6, "detail": 6, "rows": 8, "findings": 8, "questions": 5}
    found = {}
    for name in counts:
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name) if name == "list" else url(name, data_import))
        found[name] = len(queries)
    assert found == counts


def test_corrections_hold_the_rows_and_what_to_do(client, cast):
    rows = [person(1), person(2, NIP_BARU="1.9E+17", NAMA='=HYPERLINK("x")'), person(3, **HEAD)]
    data_import = previewed(csv_bytes(rows), by=cast.city_hr)
    response = client.get(url("corrections", data_import))
    assert response["Content-Disposition"].startswith("attachment")
    book = CalamineWorkbook.from_object(io.BytesIO(response.content))
    heading, *lines = book.get_sheet_by_index(0).to_python()
    place = {title: index for index, title in enumerate(heading)}
    assert [line[place["Baris asal"]] for line in lines] == [3, 4]
    assert lines[0][place["NAMA"]] == '=HYPERLINK("x")'
    assert "tiga angka terakhir hilang" in lines[0][place["Yang harus dilakukan"]]
    assert "Jenjang jabatan" in lines[1][place["Yang harus dilakukan"]]
    assert not any(
        value in str(book.get_sheet_by_index(n).to_python()) for value in PRIVATE.values() for n in (0, 1)
    )


def test_the_corrected_workbook_can_be_sent_back(client, cast):
    data_import = previewed(csv_bytes([person(1, NAMA="")]), by=cast.city_hr)
    content = client.get(url("corrections", data_import)).content
    upload(client, content, "perbaikan.xlsx")
    again = DataImport.objects.order_by("pk").last()
    work_off(again.job)
    again.refresh_from_db()
    assert (again.status, again.rejected) == (Status.PREVIEWED, 1)
    assert not again.anomalies.filter(code="column_unknown").exists()


def test_the_sample_can_be_read_by_the_importer(client, cast):
    response = client.get(url("sample", kind="siasn"))
    data_import = previewed(response.content, by=cast.city_hr, name="contoh.xlsx")
    assert data_import.status == Status.PREVIEWED
    assert data_import.rejected == 0


def test_answers_of_one_page(client, cast):
    data_import = previewed(csv_bytes([person(1, **HEAD)]), by=cast.city_hr)
    (question,) = preview.unanswered(data_import)
    client.post(url("answer", data_import), {question["name"]: "pengawas", "lain": "x"})
    data_import.refresh_from_db()
    assert data_import.options["answers"] == {question["name"]: "pengawas"}
    response = client.post(url("answer", data_import), {question["name"]: "ngawur"}, follow=True)
    assert "tidak tersedia" in text_of(response)


def test_discard(client, cast):
    data_import = previewed(csv_bytes([person(1)]), by=cast.city_hr)
    assert "Batalkan impor ini?" in text_of(client.get(url("discard", data_import)))
    client.post(url("discard", data_import))
    data_import.refresh_from_db()
    assert data_import.status == Status.DISCARDED
    assert "dibatalkan" in text_of(client.get(url("detail", data_import)))
    assert client.post(url("discard", data_import)).status_code == 302


def test_a_failed_job_can_be_tried_again(client, cast):
    upload(client, csv_bytes([person(1)]))
    data_import = DataImport.objects.get()
    Job.objects.filter(pk=data_import.job_id).update(status=Job.Status.FAILED, error="Pekerja hilang.")
    page = text_of(client.get(url("detail", data_import)))
    assert "Pekerja hilang." in page
    assert "Baca lagi" in page
    client.post(url("read_again", data_import))
    data_import.refresh_from_db()
    work_off(data_import.job)
    data_import.refresh_from_db()
    assert data_import.status == Status.PREVIEWED


def test_progress_asks_again_until_it_is_done(client):
    upload(client, csv_bytes([person(1)]))
    data_import = DataImport.objects.get()
    assert "hx-get" in text_of(client.get(url("progress", data_import)))
    work_off(data_import.job)
    assert client.get(url("progress", data_import))["HX-Refresh"] == "true"
