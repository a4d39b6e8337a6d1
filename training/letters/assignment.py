"""The letter of assignment: on what grounds, who, for what, when and where, and who signs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from documents import binding, kinds
from documents.models import Document
from jobs.queue import Progress, Refused
from personnel.models import RoleAssignment, User
from personnel.templatetags.palu import tanggal
from planning.letters import figures, paper
from training.models import AssignmentLetter, Batch


def letter_of(object_id: int | None) -> AssignmentLetter:
    letters = AssignmentLetter.objects.select_related("batch__programme", "batch__provider", "opd")
    return letters.get(pk=object_id or 0)


def may_print(user: User, object_id: int | None, year: int | None) -> bool:
    """The OPD, those who read the whole city, and those who stand in it."""
    return AssignmentLetter.objects.visible_to(user).filter(pk=object_id or 0).exists()


def build(document: Document, out: Path, progress: Progress) -> None:
    """One letter, usually one page."""
    letter = letter_of(document.object_id)
    if letter.batch.state == Batch.State.CANCELLED:
        raise Refused("Angkatan ini sudah dibatalkan.")
    html = render_to_string("training/letters/assignment.html", context(document, letter))
    binding.bind_one(document, html, out, left=f"Surat Tugas {letter.number}")


def context(document: Document, letter: AssignmentLetter) -> dict[str, Any]:
    """Everything the page shows."""
    address = paper.check_address(document)
    people = letter.enrolments.select_related("civil_servant__position", "civil_servant__rank", "unit")
    return {
        "document": document,
        "letter": letter,
        "batch": letter.batch,
        "legal_bases": figures.legal_bases(letter.dated),
        "people": people.order_by("civil_servant__name", "pk"),
        "sessions": letter.batch.sessions.standing().select_related("room__venue"),
        "signatories": [
            figures.signatory(
                f"Palu, {tanggal(letter.dated)}",
                RoleAssignment.Role.UNIT_HEAD,
                unit=letter.opd,
                on=letter.dated,
            )
        ],
        "check_address": address,
        "qr": paper.qr(address),
    }


ASSIGNMENT_LETTER = kinds.Kind(
    slug="assignment_letter",
    name="Surat tugas pelatihan",
    title=lambda pk, year: f"Surat tugas {letter_of(pk).number}, {letter_of(pk).batch}",
    may_request=may_print,
    build=build,
    file_name=lambda pk, year: f"surat-tugas-{slugify(letter_of(pk).number)}.pdf",
    owner=lambda pk, year: letter_of(pk).opd.name,
)
