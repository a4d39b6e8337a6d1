"""Attacks on what belongs to others: rows, papers and files of another office, by number, search or address.

Each control opens one door on purpose, does the very same and gets in: the attack would notice an open one.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import re_path, reverse
from django.views.static import serve

from documents.models import DocumentQuerySet
from jobs.models import Job, JobQuerySet
from personnel import search
from personnel.models.people import CivilServantQuerySet
from tests.access.documents import owners_document

pytestmark = pytest.mark.django_db
SECRET = b"%PDF-1.7 isi yang rahasia"


def everything(rows, user):
    """A scope that forgets to ask."""
    return rows


# ------------------------------------------------------------------------------------ another office's person


def met_by_the_stranger(cast, sign_in):
    """How the record of somebody of another office answers, and who is found by their name."""
    person = cast.owner.civil_servant
    client = sign_in(cast.stranger)
    pages = [
        client.get(reverse("personnel:civil_servant_detail", args=[person.pk])).status_code,
        client.post(reverse("personnel:search"), {"cari": person.nip}).url,
    ]
    return pages, [hit.label for found in search.look(cast.stranger, person.name).found for hit in found.hits]


def test_a_person_of_another_office_by_number_search_and_nip(cast, sign_in):
    (page, led), found = met_by_the_stranger(cast, sign_in)
    assert page == 404
    assert str(cast.owner.civil_servant_id) not in led
    assert found == []


def test_control_with_the_scope_open_the_person_is_there(cast, sign_in, monkeypatch):
    monkeypatch.setattr(CivilServantQuerySet, "visible_to", everything)
    (page, led), found = met_by_the_stranger(cast, sign_in)
    assert page == 200
    assert str(cast.owner.civil_servant_id) in led
    assert found[0].startswith(cast.owner.civil_servant.name)


# -------------------------------------------------------------------------------------- papers and their jobs


def asked_by(user, cast, sign_in):
    code = owners_document(cast)["code"]
    job = Job.objects.create(kind="build_document", requested_by=cast.owner, stage="Menyusun rahasia")
    pages = [
        reverse("documents:document_detail", args=[code]),
        reverse("jobs:job_detail", args=[job.key]),
        reverse("jobs:job_progress", args=[job.key]),
    ]
    return [sign_in(user).get(page).status_code for page in pages]


def test_a_paper_and_a_job_of_somebody_else_by_their_keys(cast, sign_in):
    for user in (cast.colleague, cast.stranger, cast.administrator):
        assert asked_by(user, cast, sign_in) == [404] * 3


def test_control_with_the_scope_open_paper_and_job_are_there(cast, sign_in, monkeypatch):
    monkeypatch.setattr(DocumentQuerySet, "visible_to", everything)
    monkeypatch.setattr(JobQuerySet, "visible_to", everything)
    assert asked_by(cast.stranger, cast, sign_in) == [200] * 3


# ----------------------------------------------------------------------------- private files by their address

PREFIXES = ("", "media/", "private/", "var/private/", "files/", "static/", "static/../", "static/..%2f..%2f")


def got(client, stored):
    """What comes back from wherever one might look for a stored file."""
    answers = [client.get(f"/{prefix}{stored}") for prefix in PREFIXES]
    return [b"".join(answer) for answer in answers]


@pytest.fixture
def stored():
    name = default_storage.save("documents/uji/serangan.pdf", ContentFile(SECRET))
    yield name
    default_storage.delete(name)


def test_a_private_file_has_no_address(cast, sign_in, stored):
    for client in (Client(), sign_in(cast.administrator)):
        assert SECRET not in got(client, stored)


def test_control_a_folder_that_is_served_gives_it_to_anybody(cast, stored, settings):
    class Open:
        urlpatterns = [
            re_path("^media/(?P<path>.*)$", serve, {"document_root": settings.PRIVATE_ROOT}),
        ]

    settings.ROOT_URLCONF = Open
    settings.MIDDLEWARE = []
    assert SECRET in got(Client(), stored)


# --------------------------------------------------------------------------------------------- path traversal

CLIMBING = ("../../pyproject.toml", "../pyproject.toml", "/etc/hostname", "documents/../../../pyproject.toml")


def test_no_name_leads_out_of_its_folder(cast, sign_in, settings):
    for name in CLIMBING:
        with pytest.raises(SuspiciousFileOperation):
            default_storage.open(name)
    client = sign_in(cast.administrator)
    for place in ("bantuan", "static"):
        for name in (CLIMBING[0], "..%2f..%2fpyproject", "%00"):
            answer = client.get(f"/{place}/{name}")
            assert b"requires-python" not in b"".join(answer)
            assert answer.status_code in {301, 400, 404}


def test_control_a_name_that_is_joined_leads_out(settings):
    root = Path(settings.BASE_DIR) / "docs" / "guides"
    assert "requires-python" in (root / CLIMBING[0]).read_text()
