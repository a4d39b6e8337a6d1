"""The archive of one's own data: whole by the retention table, of oneself alone, blind where one must be."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from documents import requests
from documents.models import Document
from jobs.queue import work_off
from palu_asn.own_data.reading import columns_of
from palu_asn.own_data.table import LEFT_OUT, MINE, SENT_FILES
from palu_asn.retention.table import TABLES
from planning.models import SheetAnswer
from tests.planning.sheets_world import ABOVE, OWN, fill, make_year
from tests.stored import stored
from training.models import StaffAbsence

#: What is not told although it is a word about somebody: it opens doors, or is how we keep things.
SECRET = {
    "personnel.User": {"password"},
    "personnel.AuditEntry": {"key_id", "previous_hash", "hash"},
    "personnel.Passkey": {"credential_id", "public_key"},
    "otp_totp.TOTPDevice": {"key"},
    "documents.Document": {"stored_as"},
    "planning.SheetEvidence": {"stored_as"},
    "training.OutsideTraining": {"stored_as"},
    "training.CalendarFeed": {"token_hash"},
    "evaluation.Invitation": {"receipt"},
    "evaluation.ProjectEvidence": {"stored_as"},
}


def test_every_table_and_every_word_of_the_retention_table_is_in_it_or_said_to_be_left_out():
    assert MINE.keys() | LEFT_OUT.keys() == TABLES.keys()
    assert not MINE.keys() & LEFT_OUT.keys()
    left_out = {
        label: gone
        for label in MINE
        if (gone := TABLES[label].words - {field.name for field in columns_of(label)})
    }
    assert left_out == SECRET
    kept = {label for label in MINE if "stored_as" in TABLES[label].words}
    assert kept - SENT_FILES.keys() == {"documents.Document"}  # prints, made again at any time
    for label in MINE:
        assert apps.get_model(label)._meta.verbose_name_plural


def archive_of(client):
    client.post(reverse("documents:document_request"), {"kind": "own_data"})
    document = Document.objects.get(kind="own_data", requested_by=client.user)
    work_off(document.job)
    document.refresh_from_db()
    return document


@pytest.mark.django_db
def test_the_archive(cast, sign_in):
    cycle = make_year("A")
    mine, today = cast.owner.civil_servant, timezone.localdate()
    StaffAbsence.objects.create(
        civil_servant=mine, kind="leave", starts_on=today, ends_on=today, note="Cuti saya"
    )
    StaffAbsence.objects.create(
        civil_servant=cast.colleague.civil_servant,
        kind="leave",
        starts_on=today,
        ends_on=today,
        note="Rahasia lain",
    )
    fill(mine, cycle, OWN, cast.owner)
    fill(mine, cycle, ABOVE, cast.superior)
    SheetAnswer.objects.filter(sheet__hand=ABOVE).update(note="Kata atasan")
    client = sign_in(cast.owner)
    client.user = cast.owner
    assert "Minta arsip data saya" in client.get(reverse("personnel:my_data")).content.decode()
    document = archive_of(client)
    page = client.get(reverse("documents:document_detail", args=[document.check_code])).content.decode()
    assert "Unduh (ZIP" in " ".join(page.split())
    answer = client.get(reverse("documents:document_download", args=[document.check_code]))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        told = json.loads(archive.read("data.json"))
        assert archive.read("data.pdf").startswith(b"%PDF")
    data = told["data"]
    assert data["personnel.CivilServant"][0]["nip"] == mine.nip
    assert "password" not in data["personnel.User"][0]
    assert [row["note"] for row in data["training.StaffAbsence"]] == ["Cuti saya"]
    assert [row["sheet"] for row in data["planning.SheetAnswer"]] != []
    whole = json.dumps(told)
    assert "Kata atasan" not in whole  # the superior's sheet is blind until both are known
    assert "Rahasia lain" not in whole

    path = stored(document.stored_as)
    Document.objects.filter(pk=document.pk).update(finished_at=timezone.now() - timedelta(hours=73))
    requests.remove_old_files()
    document.refresh_from_db()
    assert document.is_removed
    assert not path.exists()
