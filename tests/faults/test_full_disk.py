"""A full disk says what it is, loses no job, and is over when there is room."""

import errno
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

import tests.jobs.handlers  # noqa: F401 - its kinds of jobs
from jobs import work
from jobs.models import Job
from jobs.queue import enqueue, work_off
from jobs.troubles import troubles
from personnel.imports import uploads
from personnel.models import DataImport
from tests.factories import RankFactory
from tests.personnel.siasn_files import csv_bytes, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(cast, tmp_path):
    """It writes to a disk that is full: the kernel's own."""
    place = tmp_path / "disk"
    place.symlink_to("/dev/full")
    job = enqueue("test_disk", {"place": str(place)}, by=cast.owner)
    job.place = place
    return job


def test_the_job_waits_as_long_as_it_takes(job):
    for _try in range(Job.MAX_ATTEMPTS * 3):
        assert work.run(job.pk) is False, "not again at once"
    place = job.place
    job.refresh_from_db()
    assert (job.status, job.attempts, job.stage) == (Job.Status.QUEUED, 0, work.NO_ROOM)
    place.unlink()
    work.run(job.pk)
    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert place.read_text() == "isi"


def test_it_says_so_to_whoever_asked_and_to_the_administrator(job, cast, sign_in):
    def page_of(user, address="/"):
        return sign_in(user).get(address).content.decode()

    work.run(job.pk)
    assert work.NO_ROOM in page_of(cast.owner, reverse("jobs:job_detail", args=[job.key]))
    assert "Ruang penyimpanan server habis: 1 pekerjaan" in page_of(cast.administrator)
    assert "Ruang penyimpanan" not in page_of(cast.owner)
    job.place.unlink()
    work.run(job.pk)
    assert not [words for words in troubles() if "penyimpanan" in words]


def test_a_command_does_not_wait_for_ever(job):
    with pytest.raises(OSError, match="habis") as error:
        work_off(job)
    assert error.value.errno == errno.ENOSPC


def test_other_errors_are_no_full_disk():
    full = DatabaseError("x")
    full.__cause__ = type("DiskFull", (Exception,), {"pgcode": "53100"})()
    assert work.is_no_room(full)
    assert work.is_no_room(OSError(errno.EDQUOT, ""))
    assert not work.is_no_room(OSError(errno.EACCES, ""))
    assert not work.is_no_room(DatabaseError("x"))


def test_an_upload_says_it_in_the_form(cast, sign_in, monkeypatch):
    RankFactory()

    class Full(io.BytesIO):
        def write(self, data):
            with open("/dev/full", "wb", buffering=0) as disk:  # noqa: PTH123 - the kernel's own full disk
                disk.write(data)

    monkeypatch.setattr(uploads.Path, "open", lambda *args, **options: Full())
    sent = {"file": SimpleUploadedFile("a.csv", csv_bytes([person(1)]))}
    page = sign_in(cast.city_hr).post(reverse("personnel:import_upload", args=["siasn"]), sent)
    assert "ruang penyimpanan server habis" in page.content.decode()
    assert not DataImport.objects.exists()
