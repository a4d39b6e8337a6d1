"""Back up, restore, compare: nothing is lost, nothing foreign comes in, and no key goes out."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import uuid
from pathlib import Path
from types import SimpleNamespace

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from documents.models import Document
from jobs.models import Upkeep
from palu_asn.backup import making
from palu_asn.backup.archive import DUMP, MANIFEST
from palu_asn.tasks import backup
from personnel import audit
from personnel.models import AuditEntry, CivilServant
from tests.factories import UserFactory
from tests.installation.files import ROOT
from tests.installation.test_database_roles import execute, server  # noqa: F401

PDF = b"%PDF-1.7 rencana kota"


@pytest.fixture(autouse=True)
def store(tmp_path, settings):
    """A store of its own, in which no other test has left anything."""
    settings.PRIVATE_ROOT = tmp_path / "store"
    options = settings.STORAGES["default"] | {"OPTIONS": {"location": settings.PRIVATE_ROOT}}
    settings.STORAGES = settings.STORAGES | {"default": options}


@pytest.fixture
def key(tmp_path, settings):
    """A backup is for whoever holds this file."""
    identity = pyrage.x25519.Identity.generate()
    path = tmp_path / "kunci.txt"
    path.write_text(f"# kunci cadangan\n{identity}\n")
    settings.BACKUP_RECIPIENTS = [str(identity.to_public())]
    return path


@pytest.fixture
def empty(server):  # noqa: F811
    """``empty()`` makes a new empty database and gives its address."""
    made = []

    def make():
        name = f"palu_backup_{uuid.uuid4().hex[:8]}"
        execute(server, f'CREATE DATABASE "{name}"')
        made.append(name)
        place = server | {"port": server["port"]}
        at = "" if str(place["host"]).startswith("/") else f"{place['host']}:{place['port']}"
        return (
            f"postgres://{place['user']}:{place.get('password', '')}@{at or '/' + place['host']}/{name}",
            name,
        )

    yield make
    for name in made:
        execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def document(content, **more):
    with transaction.atomic():
        stored_as = default_storage.save(f"documents/2027/02/{uuid.uuid4().hex}.pdf", ContentFile(content))
        return Document.objects.create(
            kind="uji",
            title="Uji",
            stored_as=stored_as,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            pages=1,
            finished_at=timezone.now(),
            **more,
        )


def test_back_up_restore_and_find_everything_again(
    transactional_db,
    cast,
    key,
    empty,
    server,  # noqa: F811
    tmp_path,
    monkeypatch,
):
    plan = document(PDF, requested_by=cast.city_hr)
    letter = document(b"kata sandi pertama", requested_by=cast.city_hr, is_sensitive=True)
    with transaction.atomic():
        audit.record("view_person", by=cast.city_hr, subject=cast.owner.civil_servant)
    default_storage.save("documents/tmp/setengah.pdf", ContentFile(b"bukan berkas"))
    rows = {model: model.objects.count() for model in (CivilServant, AuditEntry, Document)}
    head = audit.verify()

    call_command("backup", tmp_path)
    [backup] = tmp_path.glob(making.NAME)
    assert backup.suffix == ".age"
    assert backup.stat().st_mode & 0o077 == 0
    assert cast.owner.civil_servant.name.encode() not in backup.read_bytes()
    done = Upkeep.objects.get(kind=Upkeep.Kind.BACKUP)
    assert (done.succeeded, done.size) == (True, backup.stat().st_size)

    # Into an empty installation, by a process of its own as on a new machine.
    url, name = empty()
    restored = subprocess.run(
        [sys.executable, "manage.py", "restore", backup, "--identity", key],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "palu_asn.settings",
            "PALU_LOCAL": "1",
            "DATABASE_URL": url,
            "PRIVATE_ROOT": str(tmp_path / "private"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert restored.returncode == 0, restored.stderr
    assert head.last_seal in restored.stdout
    for model, count in rows.items():
        more = 1 if model is AuditEntry else 0  # that it was restored
        assert execute(server, f"SELECT count(*) FROM {model._meta.db_table}", dbname=name) == [
            (count + more,)
        ]
    assert execute(server, "SELECT count(*) FROM django_session", dbname=name) == [(0,)]
    assert (tmp_path / "private" / plan.stored_as).read_bytes() == PDF
    assert {path.name for path in (tmp_path / "private").rglob("*.pdf")} == {Path(plan.stored_as).name}
    assert not (tmp_path / "private" / letter.stored_as).exists()

    # The drill compares the same beside the installation; what is in use is never written over.
    # Its key comes in by standard input, so that it never lies on the machine.
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(key.read_bytes())))
    call_command("restore", backup, identity=Path("-"), drill=empty()[0], stdout=io.StringIO())
    assert Upkeep.objects.get(kind=Upkeep.Kind.DRILL).succeeded
    with pytest.raises(CommandError, match="sudah berisi"):
        call_command("restore", backup, identity=key)
    with pytest.raises(CommandError, match="sudah berisi"):
        call_command("restore", backup, identity=key, drill=url)
    assert not Upkeep.objects.filter(kind=Upkeep.Kind.DRILL).first().succeeded


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "cadangan"
    path.mkdir()
    return path


def test_what_is_cut_off_changed_or_foreign_is_refused_before_anything_is_touched(
    transactional_db, folder, tmp_path, settings
):
    document(PDF, requested_by=UserFactory())
    call_command("backup", folder / "a.tar")
    whole = (folder / "a.tar").read_bytes()

    def refused(content, words, **options):
        path = folder / "b.tar"
        path.write_bytes(content)
        with pytest.raises(CommandError, match=words):
            call_command("restore", path, check=True, **options)

    call_command("restore", folder / "a.tar", check=True, stdout=io.StringIO())
    for size in (len(whole) - 3 * tarfile.BLOCKSIZE, len(whole) // 2, 3 * tarfile.BLOCKSIZE):
        refused(whole[:size], "tidak utuh")
    refused(whole.replace(PDF, PDF.upper()), "tidak utuh")
    refused(b"SELECT 1;", "bukan cadangan PALU ASN")
    refused(
        whole.replace(b'"application": "palu-asn"', b'"application": "lain-asn"'), "bukan cadangan PALU ASN"
    )
    # Nor one of a version to come.
    refused(whole.replace(b'"jobs.0001_initial"', b'"jobs.9001_initial"'), "lebih baru")

    mine, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    settings.BACKUP_RECIPIENTS = [str(mine.to_public())]
    call_command("backup", folder / "c.tar.age")
    locked = (folder / "c.tar.age").read_bytes()
    for identity, words in ((mine, None), (other, "tidak membuka")):
        (tmp_path / "kunci").write_text(str(identity))
        if words:
            refused(locked, words, identity=tmp_path / "kunci")
        else:
            refused(locked[:-100], "tidak utuh", identity=tmp_path / "kunci")
            refused(locked, "tersandi")
    settings.BACKUP_RECIPIENTS = ["age1bukan"]
    with pytest.raises(CommandError, match="bukan kunci publik"):
        call_command("backup", folder)
    assert not Upkeep.objects.first().succeeded


def test_no_secret_of_the_installation_is_in_it(transactional_db, folder, settings):
    call_command("backup", folder)
    [path] = folder.glob(making.NAME)
    content = path.read_bytes()
    with tarfile.open(path) as tar:
        assert tar.getnames() == [DUMP, MANIFEST]
    for secret in (
        settings.SECRET_KEY,
        *settings.SURVEY_KEYS,
        *settings.AUDIT_KEYS,
        settings.DATABASES["default"]["PASSWORD"],
    ):
        assert not secret or secret.encode() not in content


def test_every_night_one_and_the_old_ones_go(transactional_db, folder, settings):
    settings.BACKUP_FOLDER, settings.BACKUP_DAYS = str(folder), 30
    backup()
    backup()
    [tonight] = folder.glob(making.NAME)
    now = timezone.now().timestamp()
    for days in (20, 40, 50, 60):
        old = folder / f"palu-asn-{days}.tar"
        old.touch()
        os.utime(old, (now - days * 86_400,) * 2)
    Upkeep.objects.update(started_at=timezone.now() - dt.timedelta(hours=24))
    tonight.rename(folder / "palu-asn-0.tar")
    backup()
    assert not [days for days in (40, 50, 60) if (folder / f"palu-asn-{days}.tar").exists()]
    assert len(list(folder.glob(making.NAME))) == 3  # two nights, and that of twenty days ago
    assert Upkeep.objects.filter(succeeded=True).count() == 2

    settings.BACKUP_FOLDER = str(folder / "tidak-ada")
    Upkeep.objects.update(started_at=timezone.now() - dt.timedelta(hours=24))
    backup()
    assert Upkeep.objects.get(succeeded=False).note == "folder atau berkas itu tidak ada"
