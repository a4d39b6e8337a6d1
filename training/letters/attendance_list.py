"""The list on paper that people sign in a session: who has a seat, and an empty box for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from documents import binding, kinds
from documents.models import Document
from jobs.queue import Progress, Refused
from personnel.models import User
from personnel.templatetags.palu import tanggal
from planning.letters import paper
from training import attendance, permissions
from training.models import Batch, Session


def session_of(object_id: int | None) -> Session:
    rows = Session.objects.select_related("batch__programme", "batch__provider", "room__venue")
    return rows.get(pk=object_id or 0)


def may_print(user: User, object_id: int | None, year: int | None) -> bool:
    """Those who keep the record of a session that takes place."""
    takes_place = Session.objects.standing().filter(batch__in=Batch.objects.released())
    session = takes_place.select_related("batch").filter(pk=object_id or 0).first()
    return session is not None and permissions.may_record_attendance(user, session)


def build(document: Document, out: Path, progress: Progress) -> None:
    """One session; as many pages as its people need."""
    session = session_of(document.object_id)
    facts = context(document, session)
    if not facts["people"]:
        raise Refused("Belum ada peserta pada sesi ini.")
    html = render_to_string("training/letters/attendance_list.html", facts)
    binding.bind_one(document, html, out, left=f"Daftar Hadir {session.batch}"[:90])


def context(document: Document, session: Session) -> dict[str, Any]:
    """Everything the pages show."""
    address = paper.check_address(document)
    people = attendance.seated(session).select_related("civil_servant", "unit__opd")
    return {
        "document": document,
        "session": session,
        "batch": session.batch,
        "people": list(people.order_by("civil_servant__name", "pk")),
        "check_address": address,
        "qr": paper.qr(address),
    }


ATTENDANCE_LIST = kinds.Kind(
    slug="attendance_list",
    name="Daftar hadir pelatihan",
    title=lambda pk, year: f"Daftar hadir {session_of(pk).batch}, {tanggal(session_of(pk).starts_at)}",
    may_request=may_print,
    build=build,
    file_name=lambda pk, year: f"daftar-hadir-{slugify(session_of(pk).title)[:80]}.pdf",
    owner=lambda pk, year: session_of(pk).batch.provider.name,
)
