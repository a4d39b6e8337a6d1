"""What proves that a milestone was reached: files below PRIVATE_ROOT, and addresses elsewhere."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from evaluation.models import Milestone, Project, ProjectEvidence
from personnel import audit
from personnel.models import User
from personnel.sent_files import received

FOLDER = "proyek"
MOST = 5

audit.name_acts(
    {
        "project_evidence": "Melampirkan bukti proyek",
        "project_evidence_read": "Mengunduh bukti proyek",
    }
)


def readable_by(user: User) -> QuerySet[ProjectEvidence]:
    """Files of the projects that the person may see."""
    projects = Project.objects.visible_to(user).values("pk")
    rows = ProjectEvidence.objects.filter(milestone__project__in=projects).exclude(stored_as="")
    return rows.select_related("milestone__project__leader")


def attach(milestone: Milestone, name: str, content: bytes, *, by: User) -> ProjectEvidence:
    """Keep a file beside a milestone; the caller holds the project and has asked who."""
    file = received((name, content), FOLDER)
    if there := milestone.evidence.filter(sha256=file.sha256).first():
        return there  # the second press of a double click
    _require_room(milestone, "file")
    row = ProjectEvidence(
        milestone=milestone,
        file_name=file.name,
        stored_as=file.stored_as,
        media_type=file.media_type,
        sha256=file.sha256,
        added_by=by,
    )
    row.full_clean()
    leader = milestone.project.leader
    with file.kept():
        row.save()
        audit.record("project_evidence", by=by, on=row, subject=leader, sha256=file.sha256)
    return row


def add_address(milestone: Milestone, address: str, *, by: User) -> ProjectEvidence:
    """Name a page that shows it."""
    if not address.lower().startswith(("http://", "https://")):
        raise ValidationError({"address": "Alamat dimulai dengan https://"})
    if there := milestone.evidence.filter(address=address).first():
        return there
    _require_room(milestone, "address")
    row = ProjectEvidence(milestone=milestone, address=address, added_by=by)
    row.full_clean()
    row.save()
    audit.record("project_evidence", by=by, on=row, subject=milestone.project.leader)
    return row


def _require_room(milestone: Milestone, field: str) -> None:
    if milestone.evidence.count() >= MOST:
        raise ValidationError({field: f"Paling banyak {MOST} bukti untuk satu tonggak."})


@transaction.atomic
def open_file(row: ProjectEvidence, *, by: User) -> File[bytes]:
    """The file for one download, which is recorded for the leader when somebody else reads it."""
    file = default_storage.open(row.stored_as)
    leader = row.milestone.project.leader
    if by.civil_servant_id != leader.pk:
        audit.record("project_evidence_read", by=by, on=row, subject=leader)
    return file
