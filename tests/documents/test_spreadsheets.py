"""A large list as XLSX: a worker asks the page again; handed out to whoever still stands as they did."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from documents.models import Document
from jobs.models import Job
from jobs.queue import work_off
from personnel.models import AuditEntry, CivilServant
from personnel.pages import downloads
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def every_list_is_large(monkeypatch):
    monkeypatch.setattr(downloads, "AT_ONCE", 0)


def asked(by) -> Document:
    """Everybody whose name says so, as XLSX, asked for on the list of people."""
    answer = sign_in(by).post(f"{reverse('personnel:civil_servant_list')}?q=Rekan", {"unduh": "xlsx"})
    document = Document.objects.get(kind="spreadsheet")
    assert answer["Location"] == reverse("jobs:job_detail", args=[document.job.key])
    return document


def test_a_worker_writes_it_once_and_it_is_handed_out_until_the_roles_change(cast):
    document = asked(cast.city_hr)
    assert asked(cast.city_hr) == document  # asked twice while it is made
    job = work_off(document.job)
    assert (job.result_url, job.total) == (
        reverse("documents:document_detail", args=[document.check_code]),
        1,
    )
    desk, download = sign_in(cast.city_hr), reverse("documents:document_download", args=[document.check_code])
    assert "(XLSX, " in " ".join(desk.get(job.result_url).content.decode().split())
    answer = desk.get(download)
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert CivilServant.objects.count() > 1
    assert ["Rekan Sejawat" in row for row in rows] == [False, True]
    assert AuditEntry.objects.filter(action="export_people").count() == 2  # as often as it was asked for
    assert desk.post(reverse("documents:document_request"), {"kind": "spreadsheet"}).status_code == 404
    cast.city_hr.role_assignments.all().delete()
    assert desk.get(download).status_code == 404


def test_the_worker_asks_the_page_again(cast):
    document = asked(cast.unit_hr)
    cast.unit_hr.role_assignments.update(ends_on="2020-01-01", starts_on="2019-01-01")
    job = work_off(document.job)
    assert (job.status, "tidak lagi berwenang" in job.error) == (Job.Status.FAILED, True)
    assert (
        "Minta sekali lagi"
        not in sign_in(cast.unit_hr)
        .get(reverse("documents:document_detail", args=[document.check_code]))
        .content.decode()
    )
