"""What each rule of files and jobs takes, and what it leaves: the old goes, the young and the rest stay."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from documents.models import Document
from evaluation.models import ProjectEvidence
from jobs.models import Job
from personnel.models import AuditEntry, SentForm
from planning.models import Proposal, RatingSheet, SheetAnswer, SheetEvidence, Suggestion
from tests.evaluation.project_world import State, alumnus, milestone_of, project_of
from tests.factories import CompetencyFactory, CycleFactory
from tests.planning.world import complete_plan, proposed, said
from tests.training.world import SpeakerFactory
from training.models import Speaker

YEARS = (6, 0)  # how long ago: longer than any rule, and today


@pytest.fixture
def retain(django_capture_on_commit_callbacks):
    def run():
        with django_capture_on_commit_callbacks(execute=True):
            call_command("retain")
        entry = AuditEntry.objects.filter(action="retained").order_by("pk").last()
        return entry.facts["counts"] if entry else {}

    return run


def of_each_age(make):
    """``make()`` as of six years ago, and as of today."""
    made = []
    for years in YEARS:
        with time_machine.travel(timezone.now() - dt.timedelta(days=years * 366)):
            made.append(make())
    return made


def stored(folder):
    return default_storage.save(f"{folder}/{uuid.uuid4().hex}.pdf", ContentFile(b"%PDF uji"))


def test_evidence_of_sheets(cast, retain):
    def attach():
        sheet = RatingSheet.objects.create(
            cycle=CycleFactory(year=timezone.localdate().year, is_open=False),
            civil_servant=cast.owner.civil_servant,
            hand=RatingSheet.Hand.SELF,
            author=cast.owner,
            sent_at=timezone.now(),
        )
        answer = SheetAnswer.objects.create(sheet=sheet, competency=competency, chosen_level=3)
        return SheetEvidence.objects.create(
            answer=answer,
            name="bukti.pdf",
            stored_as=stored("penilaian"),
            media_type="application/pdf",
            size=8,
        )

    competency = CompetencyFactory()
    old, young = of_each_age(attach)
    assert retain() == {"evidence": 1}
    assert list(SheetEvidence.objects.all()) == [young]
    assert [default_storage.exists(row.stored_as) for row in (old, young)] == [False, True]
    assert SheetAnswer.objects.count() == 2, "what was answered stays"


def test_evidence_of_projects_once_they_are_over(cast, retain):
    """It is the end of the project that counts, not the day of the file."""
    rows = {}
    today = timezone.localdate()
    for user, state, closed_on in (
        (cast.owner, State.CLOSED, today - dt.timedelta(days=800)),
        (cast.colleague, State.CLOSED, today - dt.timedelta(days=700)),
        (cast.superior, State.ACTIVE, None),
    ):
        with time_machine.travel(timezone.now() - dt.timedelta(days=900)):
            project = project_of(user, state, enrolment=alumnus(user), closed_on=closed_on)
            milestone = milestone_of(project)
            facts = {"milestone": milestone, "added_by": user}
            ProjectEvidence.objects.create(address="https://palukota.go.id/", **facts)
            rows[user] = ProjectEvidence.objects.create(stored_as=stored("projects"), **facts)
    assert retain() == {"projects": 2}, "the file and the address"
    there = {user: default_storage.exists(row.stored_as) for user, row in rows.items()}
    assert there == {cast.owner: False, cast.colleague: True, cast.superior: True}
    assert ProjectEvidence.objects.count() == 4
    assert milestone.__class__.objects.count() == 3


def test_files_of_documents_but_not_their_number_and_hash(cast, sign_in, client, retain):
    def finish():
        return Document.objects.create(
            kind="individual_plan",
            object_id=cast.owner.civil_servant_id,
            year=2027,
            title=f"Rencana {cast.owner.civil_servant.name}",
            file_name="rencana-ni-wayan-pemilik.pdf",
            requested_by=cast.owner,
            stored_as=stored("documents"),
            sha256="a" * 64,
            finished_at=timezone.now(),
        )

    old, young = of_each_age(finish)
    never = Document.objects.create(kind="individual_plan", title="Rencana Pemilik", requested_by=cast.owner)
    Document.objects.filter(pk=never.pk).update(created_at=timezone.now() - dt.timedelta(days=2000))
    waiting = Document.objects.create(kind="city_plan", title="Rencana kota", requested_by=cast.owner)
    assert retain() == {"documents": 2}
    assert retain() == {"documents": 2}, "once is enough: nothing new was recorded"
    assert [default_storage.exists(row.stored_as) for row in (old, young)] == [False, True]
    before, hash_before = old.check_code, old.sha256
    old.refresh_from_db()
    assert (old.check_code, old.sha256, old.stored_as, old.is_removed) == (before, hash_before, "", True)
    assert "Pemilik" not in old.title + old.file_name.title()
    assert [Document.objects.get(pk=row.pk).title for row in (never, waiting)] == [old.title, "Rencana kota"]
    # The print in somebody's hands is still ours; the file cannot be had any more, and nothing falls.
    assert client.get(reverse("documents:document_check", args=[before])).status_code == 200
    owner = sign_in(cast.owner)
    assert owner.get(reverse("documents:document_download", args=[before])).status_code == 404
    assert owner.get(reverse("documents:document_detail", args=[before])).status_code == 200


def test_what_finished_jobs_were_about(cast, retain):
    def finish():
        return Job.objects.create(
            kind="build_document",
            params={"document": 7},
            error="Gagal.",
            requested_by=cast.owner,
            status=Job.Status.FAILED,
            finished_at=timezone.now(),
        )

    old, young = of_each_age(finish)
    with time_machine.travel(timezone.now() - dt.timedelta(days=2000)):
        waiting = Job.objects.create(kind="build_document", params={"document": 8}, requested_by=cast.owner)
    assert retain() == {"jobs": 1}
    for job in (old, young, waiting):
        job.refresh_from_db()
    assert (old.params, old.error, old.requested_by) == ({}, "", cast.owner)
    assert (young.params, young.error) == ({"document": 7}, "Gagal.")
    assert waiting.params == {"document": 8}, "nobody has done it yet"


def test_words_withdrawn_speakers_forms_and_the_log_of_the_admin(cast, retain):
    complete_plan(cast)
    taken_back = timezone.now() - dt.timedelta(days=400)
    words, kept = said(cast.owner, "Loket pagi."), said(cast.owner, "Loket sore.")
    Suggestion.objects.filter(pk=words.pk).update(withdrawn_at=taken_back)
    wish = proposed(cast.owner)
    Proposal.objects.update(withdrawn_at=taken_back)
    gone, invited = (
        SpeakerFactory(
            civil_servant=None, email="a@contoh.id", phone="0812", biography="Ahli", is_active=active
        )
        for active in (False, True)
    )
    of_each_age(
        lambda: LogEntry.objects.create(user=cast.administrator, action_flag=1, object_repr="Ni Wayan")
    )
    forms = of_each_age(
        lambda: SentForm.objects.create(user=cast.owner, digest=uuid.uuid4().hex, way="/", at=timezone.now())
    )
    assert retain() == {"drafts": 2, "speakers": 1, "admin": 1, "forms": 1}
    assert "Loket pagi" not in Suggestion.objects.get(pk=words.pk).text
    assert Suggestion.objects.get(pk=kept.pk).text == "Loket sore."
    assert Proposal.objects.get(pk=wish.pk).why != wish.why
    assert [
        (row.email, row.phone) for row in Speaker.objects.filter(pk__in=[gone.pk, invited.pk]).order_by("pk")
    ] == [
        ("", ""),
        ("a@contoh.id", "0812"),
    ]
    assert LogEntry.objects.count() == 1
    assert list(SentForm.objects.all()) == forms[1:]
