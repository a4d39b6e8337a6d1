"""Asking, making, handing out: the right is asked three times, and the file is whole or not there."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents import kinds, requests
from documents.checks import MISSES_PER_MINUTE
from documents.models import Document
from documents.requests import request_document
from jobs import work
from jobs.models import Job
from jobs.queue import work_off
from personnel import private_files
from personnel.models import AuditEntry
from tests.stored import stored

CALLS: list[int] = []
RIGHT = {"may": True}


def build(document, path, progress) -> None:
    CALLS.append(document.pk)
    path.write_bytes(ONE_PAGE)


def one_page() -> bytes:
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(out)
    return out.getvalue()


ONE_PAGE = one_page()


@pytest.fixture(autouse=True)
def note_kind(monkeypatch):
    """A kind of document that is made in no time, and whose right can be taken away."""
    CALLS.clear()
    RIGHT["may"] = True
    kind = kinds.Kind(
        slug="test_note",
        name="Catatan",
        title=lambda pk, year: "Catatan uji",
        may_request=lambda user, pk, year: RIGHT["may"],
        build=build,
        file_name=lambda pk, year: "catatan.pdf",
        owner=lambda pk, year: "Dinas Uji",
    )
    monkeypatch.setitem(kinds.KINDS, "test_note", kind)
    return kind


def made(by) -> Document:
    document = request_document("test_note", object_id=1, by=by)
    work_off(document.job)
    document.refresh_from_db()
    return document


def test_made_and_filed(cast):
    document = made(cast.owner)
    path = stored(document.stored_as)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == document.sha256
    assert (document.pages, document.size, document.file_name) == (1, len(ONE_PAGE), "catatan.pdf")
    assert path.stat().st_mode & 0o077 == 0


def test_a_double_click_is_one_document(cast):
    first = request_document("test_note", object_id=1, by=cast.owner)
    assert request_document("test_note", object_id=1, by=cast.owner) == first
    assert request_document("test_note", object_id=1, by=cast.colleague) != first
    assert request_document("test_note", object_id=2, by=cast.owner) != first
    assert (Document.objects.count(), Job.objects.count()) == (3, 3)


def test_the_right_is_asked_when_it_is_requested(cast):
    RIGHT["may"] = False
    with pytest.raises(PermissionDenied):
        request_document("test_note", object_id=1, by=cast.owner)
    assert not Document.objects.exists()


def test_the_right_is_asked_again_in_the_worker(cast):
    document = request_document("test_note", object_id=1, by=cast.owner)
    RIGHT["may"] = False
    job = work_off(document.job)
    assert job.status == Job.Status.FAILED
    assert "tidak lagi berwenang" in job.error
    assert CALLS == []


def test_whoever_has_left_gets_nothing(cast):
    document = request_document("test_note", object_id=1, by=cast.owner)
    cast.owner.is_active = False
    cast.owner.save()
    assert work_off(document.job).status == Job.Status.FAILED


def test_the_right_is_asked_again_at_the_download(cast, sign_in):
    document = made(cast.owner)
    RIGHT["may"] = False
    assert sign_in(cast.owner).get(f"/dokumen/{document.check_code}/unduh/").status_code == 404


def test_the_download(cast, sign_in):
    document = made(cast.owner)
    response = sign_in(cast.owner).get(f"/dokumen/{document.check_code}/unduh/")
    assert b"".join(response.streaming_content) == ONE_PAGE
    assert response["Content-Disposition"] == 'attachment; filename="catatan.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    entry = AuditEntry.objects.get(action="download")
    assert (entry.actor, entry.object_id) == (cast.owner, str(document.pk))


def test_a_foreign_document_does_not_exist(cast, sign_in):
    document = made(cast.owner)
    for person in (cast.colleague, cast.city_hr, cast.administrator):
        client = sign_in(person)
        assert client.get(f"/dokumen/{document.check_code}/").status_code == 404
        assert client.get(f"/dokumen/{document.check_code}/unduh/").status_code == 404
    assert not AuditEntry.objects.filter(action="download").exists()


def test_asking_by_the_page_leads_to_the_job(cast, sign_in):
    response = sign_in(cast.owner).post("/dokumen/minta/", {"kind": "test_note", "object_id": 1})
    job = Job.objects.get()
    assert response.url == f"/pekerjaan/{job.key}/"


@pytest.mark.parametrize("data", [{}, {"kind": "tidak_ada"}, {"kind": "test_note", "year": "x"}])
def test_a_bent_request_is_404(cast, sign_in, data):
    assert sign_in(cast.owner).post("/dokumen/minta/", data).status_code == 404


def test_a_second_worker_does_not_overwrite_the_file(cast):
    """The first lost its lease while writing; both finish; one file stays and fits its hash."""
    document = request_document("test_note", object_id=1, by=cast.owner)
    job = document.job
    claimed = work.claim(job.pk)
    requests.build_document(claimed, work.Progress(claimed))
    first = Document.objects.get(pk=document.pk)
    requests.build_document(claimed, work.Progress(claimed))
    assert Document.objects.get(pk=document.pk).stored_as == first.stored_as
    assert private_files.fingerprint(stored(first.stored_as))[0] == first.sha256


# --- Files that may be opened once ------------------------------------------------------------


@pytest.fixture
def letter(cast, note_kind, monkeypatch):
    monkeypatch.setitem(kinds.KINDS, "test_note", replace(note_kind, is_sensitive=True))
    return made(cast.owner)


def test_a_sensitive_file_is_opened_once(cast, sign_in, letter, django_capture_on_commit_callbacks):
    client, address = sign_in(cast.owner), f"/dokumen/{letter.check_code}/unduh/"
    with django_capture_on_commit_callbacks(execute=True):
        response = client.get(address)
    assert b"".join(response.streaming_content) == ONE_PAGE
    assert not stored(letter.stored_as).exists()
    assert client.get(address).status_code == 404
    assert "sudah dihapus" in client.get(f"/dokumen/{letter.check_code}/").content.decode()


def test_a_sensitive_file_waits_72_hours(cast, sign_in, letter):
    Document.objects.update(finished_at=timezone.now() - timedelta(hours=73))
    assert sign_in(cast.owner).get(f"/dokumen/{letter.check_code}/unduh/").status_code == 404
    assert requests.remove_old_files() == 1
    assert not stored(letter.stored_as).exists()
    assert requests.remove_old_files() == 0


def test_a_sensitive_file_is_not_known_to_the_public(client, letter):
    assert client.get(f"/periksa/{letter.check_code}/").status_code == 404


# --- The public check -------------------------------------------------------------------------


def test_the_check_page_tells_nothing_personal(cast, client):
    document = made(cast.owner)
    page = client.get(f"/periksa/{document.check_code}/").content.decode()
    assert document.check_number in page
    assert document.sha256 in page
    assert "Catatan" in page
    assert "Dinas Uji" in page
    assert cast.owner.civil_servant.name not in page
    assert cast.owner.civil_servant.nip not in page
    assert document.title not in page


def test_the_number_as_people_type_it(cast, client):
    document = made(cast.owner)
    typed = document.check_number.lower()
    response = client.get("/periksa/", {"nomor": typed})
    assert response.url == f"/periksa/{document.check_code}/"


@pytest.mark.parametrize("code", ["AAAAAAAAAAAA", "-", "x"])
def test_an_unknown_number_is_a_friendly_404(db, client, code):
    response = client.get(f"/periksa/{code}/")
    assert response.status_code == 404
    assert "Nomor periksa tidak dikenal" in response.content.decode()


@pytest.mark.parametrize(("change", "answer"), [(b"", "Cocok."), (b"x", "Tidak cocok.")])
def test_a_file_is_compared_and_not_kept(cast, client, tmp_path, change, answer, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    document = made(cast.owner)
    files = sum(path.is_file() for path in stored("documents").rglob("*"))
    upload = SimpleUploadedFile("apa saja.pdf", ONE_PAGE + change, "application/pdf")
    page = client.post(f"/periksa/{document.check_code}/", {"berkas": upload}).content.decode()
    assert answer in page
    assert list(tmp_path.iterdir()) == []
    assert sum(path.is_file() for path in stored("documents").rglob("*")) == files


def test_comparing_nothing_says_so(cast, client):
    page = client.post(f"/periksa/{made(cast.owner).check_code}/", {}).content.decode()
    assert "Belum ada berkas yang dipilih" in page


def look(client, **headers):
    return client.get("/periksa/AAAAAAAAAAAA/", **headers).status_code


def test_guessing_is_slowed_down(db, client):
    statuses = [look(client, REMOTE_ADDR="10.9.8.7") for _ in range(70)]
    assert statuses[:MISSES_PER_MINUTE] == [404] * MISSES_PER_MINUTE
    assert statuses[-1] == 429


def test_nobody_closes_the_page_to_others(cast, client, settings):
    """Behind a proxy all come from its one address; and behind one address sits a whole office."""
    settings.TRUSTED_PROXIES = 1
    guesser = {"REMOTE_ADDR": "10.0.0.2", "HTTP_X_FORWARDED_FOR": "198.51.100.8, 198.51.100.7"}
    other = guesser | {"HTTP_X_FORWARDED_FOR": "198.51.100.7, 198.51.100.8"}
    for _ in range(MISSES_PER_MINUTE + 1):
        last = look(client, **guesser)
    assert last == 429
    assert look(client, **other) == 404, "another address"
    true = f"/periksa/{made(cast.owner).check_code}/"
    assert client.get(true, **guesser).status_code == 200, "the same address, with a paper in the hand"


def test_without_the_broker_the_public_check_still_answers(db, client, settings):
    options = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey.sock"}
    settings.CACHES = {"default": options}
    assert look(client, REMOTE_ADDR="10.9.8.6") == 404


# --- Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list(cast, sign_in, count, django_assert_num_queries):
    for number in range(count):
        request_document("test_note", object_id=number + 1, by=cast.unit_hr)
    client = sign_in(cast.unit_hr)
    client.get("/dokumen/")
    with django_assert_num_queries(QUERIES):
        page = client.get("/dokumen/").content.decode()
    assert page.count("Catatan uji") == count


QUERIES = 6


def test_an_empty_list_says_what_to_do(cast, sign_in):
    assert "Belum ada dokumen" in sign_in(cast.owner).get("/dokumen/").content.decode()


def test_what_a_killed_worker_left_is_removed_after_an_hour(db, settings):
    """The age is that of the folder, by the clock of this process."""
    root = settings.PRIVATE_ROOT / "documents" / "tmp"
    for name, age in (("left", 3700), ("in-use", 3500)):
        (root / name).mkdir(parents=True, exist_ok=True)
        os.utime(root / name, (time.time() - age,) * 2)
    requests.remove_old_files()
    assert [name for name in ("left", "in-use") if (root / name).exists()] == ["in-use"]
