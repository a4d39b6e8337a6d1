"""What proves that a milestone was reached: files below PRIVATE_ROOT, and addresses elsewhere."""

from __future__ import annotations

import hashlib
import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from evaluation.models import Milestone, Project, ProjectEvidence
from personnel import audit
from personnel.models import User
from personnel.sent_files import kind_of, shown_name

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
    """Keep a file beside a milestone; the caller holds the project and has asked who. Refuses in words what
    is not a PDF, JPG or PNG by its own first bytes, or larger than 10 MB."""
    media_type, suffix = kind_of(content)
    digest = hashlib.sha256(content).hexdigest()
    if there := milestone.evidence.filter(sha256=digest).first():
        return there  # the second press of a double click
    _require_room(milestone, "file")
    row = ProjectEvidence(
        milestone=milestone,
        file_name=shown_name(name, suffix),
        stored_as=f"{FOLDER}/{uuid.uuid4().hex}{suffix}",
        media_type=media_type,
        sha256=digest,
        added_by=by,
    )
    row.full_clean()
    default_storage.save(row.stored_as, ContentFile(content))
    try:
        row.save()
        audit.record("project_evidence", by=by, on=row, subject=milestone.project.leader, sha256=digest)
    except BaseException:
        default_storage.delete(row.stored_as)
        raise
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
