"""Private files in a folder and in a bucket: whole or not there, and nobody's but ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from personnel import private_files, sent_files
from personnel.models import DataImport
from tests.bucket import bucket  # noqa: F401
from tests.installation.files import ROOT
from tests.personnel.siasn_files import csv_bytes, person, previewed
from tests.stored import stored


@pytest.fixture(params=["folder", "bucket"])
def store(request):
    """Both kinds, one after the other."""
    return request.getfixturevalue("bucket") if request.param == "bucket" else None


def test_kept_fetched_taken_out_and_forgotten(store):
    with private_files.workbench() as bench:
        path = bench / "hasil.pdf"
        path.write_bytes(b"%PDF-1.7 uji")
        kept = private_files.keep(path, "documents/2026/11/uji.pdf")
    assert not path.exists()
    assert kept.size == 12
    assert default_storage.exists(kept.stored_as)
    with private_files.workbench() as bench:
        assert private_files.fetch(kept.stored_as, bench).read_bytes() == b"%PDF-1.7 uji"
        assert private_files.fingerprint(private_files.fetch(kept.stored_as, bench))[0] == kept.sha256
    with private_files.take_out(kept.stored_as) as copy:
        private_files.remove(kept.stored_as)
        private_files.remove(kept.stored_as)
        assert copy.read() == b"%PDF-1.7 uji"
    with pytest.raises(FileNotFoundError):
        default_storage.open(kept.stored_as)


def test_a_name_that_is_taken_is_never_written_over(store):
    first = default_storage.save("documents/sama.pdf", ContentFile(b"satu"))
    second = default_storage.save("documents/sama.pdf", ContentFile(b"dua"))
    assert first != second
    with default_storage.open(first) as file:
        assert file.read() == b"satu"


def test_a_file_goes_again_with_the_row_that_was_refused(store):
    file = sent_files.received(("../bukti.png", b"%PDF-1.7 uji"), "bukti")
    assert (file.name, file.media_type) == ("bukti.pdf", "application/pdf")

    @file.kept()
    def write():
        assert default_storage.exists(file.stored_as)
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        write()
    assert not default_storage.exists(file.stored_as)


def test_in_a_folder_a_file_is_for_us_alone():
    name = default_storage.save("documents/untuk-kami/a.pdf", ContentFile(b"a"))
    assert stored(name).stat().st_mode & 0o777 == 0o600
    assert stored(name).parent.stat().st_mode & 0o077 == 0


def test_in_a_folder_nothing_is_there_by_half(monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    folder = stored("documents/penuh")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        default_storage.save("documents/penuh/a.pdf", ContentFile(b"a"))
    assert list(folder.iterdir()) == []


def test_a_bucket_gives_no_file_rights_of_its_own(bucket):  # noqa: F811
    default_storage.save("bukti/a.pdf", ContentFile(b"a"))
    assert list(bucket.objects) == ["/palu/bukti/a.pdf"]
    assert not [name for name in bucket.seen[0] if name.lower().startswith("x-amz-acl")]


def test_no_page_and_no_rule_asks_for_the_address_of_a_private_file():
    """What has no address cannot be public by mistake."""
    apps = ("careers", "documents", "evaluation", "personnel", "planning", "training")
    files = [path for app in apps for path in Path(ROOT / app).rglob("*.py")]
    assert [path for path in files if "default_storage.url" in path.read_text()] == []


@pytest.mark.django_db
def test_an_import_passes_through_either_store(store, cast):
    data_import = previewed(csv_bytes([person(1)]), by=cast.city_hr)
    assert data_import.status == DataImport.Status.PREVIEWED
    assert default_storage.exists(data_import.stored_as)
