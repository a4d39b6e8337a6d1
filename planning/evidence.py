"""Files that somebody attaches to an answer of their own sheet. Who may read one, and what it may be."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from personnel import audit, private_files
from personnel.models import CivilServant, User
from personnel.sent_files import received
from planning.models import RatingSheet, SheetAnswer, SheetEvidence
from planning.permissions import people_of_hr
from planning.raters import people_rated_by

FOLDER = "penilaian"
MAX_FILES = 3

audit.name_acts(
    {
        "evidence_attached": "Melampirkan bukti penilaian",
        "evidence_removed": "Menghapus bukti penilaian",
        "evidence_read": "Mengunduh bukti penilaian",
    }
)


def readable_by(user: User) -> QuerySet[SheetEvidence]:
    """The evidence of oneself at any time; once published also that of the people whom one rates, and of
    those whom one manages as HR."""
    known = Q(civil_servant__in=people_of_hr(user))
    if user.civil_servant_id is not None:
        known |= Q(civil_servant=user.civil_servant_id)
        known |= Q(civil_servant__in=people_rated_by(user.civil_servant_id).values("pk"))
    sheets = RatingSheet.objects.filter(Q(author=user) | (Q(published_at__isnull=False) & known))
    return SheetEvidence.objects.filter(answer__sheet__in=sheets).select_related(
        "answer__sheet__civil_servant"
    )


def attach(answer: SheetAnswer, name: str, content: bytes, *, by: User) -> SheetEvidence:
    """Keep a file beside an answer; the caller holds the sheet's draft (``sheets.open_draft``)."""
    if answer.sheet.author_id != by.pk or answer.sheet.is_sent:
        raise PermissionDenied
    file = received((name, content), FOLDER)
    if there := answer.evidence.filter(sha256=file.sha256).first():
        return there  # the second press of a double click
    if answer.evidence.count() >= MAX_FILES:
        raise ValidationError(
            {"file": f"Paling banyak {MAX_FILES} bukti untuk satu kompetensi. Hapus salah satunya dahulu."}
        )
    row = SheetEvidence(
        answer=answer,
        name=file.name,
        stored_as=file.stored_as,
        media_type=file.media_type,
        size=len(content),
        sha256=file.sha256,
    )
    row.full_clean()
    person = answer.sheet.civil_servant
    with file.kept():
        row.save()
        audit.record("evidence_attached", by=by, on=row, subject=person, sha256=file.sha256)
    return row


def detach(row: SheetEvidence, *, by: User) -> None:
    """Take a file away; the caller holds the sheet's draft."""
    sheet = row.answer.sheet
    if sheet.author_id != by.pk or sheet.is_sent:
        raise PermissionDenied
    private_files.remove_later([row.stored_as])
    pk = row.pk
    row.delete()
    row.pk = pk
    audit.record("evidence_removed", by=by, on=row, subject=sheet.civil_servant)


def forget(sheet: RatingSheet, answers: QuerySet[SheetAnswer] | None = None) -> None:
    """Remove the files of a sheet's answers once their rows are gone."""
    wanted = sheet.answers.all() if answers is None else answers
    private_files.remove_later(
        list(SheetEvidence.objects.filter(answer__in=wanted).values_list("stored_as", flat=True))
    )


@transaction.atomic
def open_evidence(row: SheetEvidence, *, by: User) -> File[bytes]:
    """The file for one download, which is recorded for the person when somebody else reads it."""
    file = default_storage.open(row.stored_as)
    person: CivilServant = row.answer.sheet.civil_servant
    if row.answer.sheet.author_id != by.pk:
        audit.record("evidence_read", by=by, on=row, subject=person)
    return file
