"""The certificate on paper: one of them, or all of a batch. What was issued is what is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from documents import binding, kinds, merge, sections
from documents.look import TEMPLATES, look_version
from documents.models import Document
from jobs.queue import Progress, Refused
from personnel import private_files
from personnel.models import RoleAssignment, Unit, User
from personnel.templatetags.palu import tanggal
from planning.learning_hours import jp_minutes
from planning.letters import figures, paper
from training import permissions
from training.certificates import rules_in_force
from training.models import Attendance, Batch, Certificate, Session

Role = RoleAssignment.Role
TEMPLATE = "training/letters/certificate.html"
#: Certificates in one part of a batch's book; each has two pages.
IN_PART = 25


def certificate_of(object_id: int | None) -> Certificate:
    return Certificate.objects.select_related("enrolment__batch").get(pk=object_id or 0)


def batch_of(object_id: int | None) -> Batch:
    return Batch.objects.select_related("programme", "provider").get(pk=object_id or 0)


def may_print(user: User, object_id: int | None, year: int | None) -> bool:
    """The owner, those who may look at the person, and whoever is in charge of the batch."""
    return Certificate.objects.visible_to(user).filter(pk=object_id or 0).exists()


def may_print_batch(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever is in charge of a batch that has certificates."""
    batch = Batch.objects.filter(pk=object_id or 0).first()
    return batch is not None and permissions.is_in_charge(user, batch) and _valid_of(batch).exists()


def _valid_of(batch: Batch) -> Any:
    return Certificate.objects.valid().filter(enrolment__batch=batch)


# ------------------------------------------------------------------------------------------- what is shown


def shown(ids: Iterable[int]) -> list[dict[str, Any]]:
    """Everything that the certificates show, as plain values; a fixed number of queries for one batch."""
    rows = Certificate.objects.filter(pk__in=list(ids)).order_by("year", "sequence")
    papers = list(
        rows.select_related(
            "enrolment__civil_servant", "enrolment__unit__opd", "enrolment__result"
        ).select_related("enrolment__batch")
    )
    batches = {one.enrolment.batch_id: _sessions(one.enrolment.batch) for one in papers}
    there: dict[int, set[int]] = {}
    attended = Attendance.objects.filter(enrolment__in=[one.enrolment_id for one in papers], is_present=True)
    for enrolment, session in attended.values_list("enrolment", "session"):
        there.setdefault(enrolment, set()).add(session)
    unit = rules_in_force().signing_unit
    signs = {day: _signatory(unit, day) for day in {one.issued_on for one in papers}}
    return [
        _plain(one, batches[one.enrolment.batch_id], there.get(one.enrolment_id, set()), signs[one.issued_on])
        for one in papers
    ]


def _sessions(batch: Batch) -> list[dict[str, Any]]:
    rows = Session.objects.standing().filter(batch=batch).prefetch_related("speaking__speaker__civil_servant")
    return [
        {
            "pk": row.pk,
            "title": row.title,
            "starts_at": timezone.localtime(row.starts_at),
            "ends_at": timezone.localtime(row.ends_at),
            "speakers": ", ".join(str(place.speaker) for place in row.speaking.all()),
            "jp": row.jp,
        }
        for row in rows.order_by("starts_at", "pk")
    ]


def _plain(
    one: Certificate, rows: Sequence[dict[str, Any]], there: set[int], sign: dict[str, str]
) -> dict[str, Any]:
    enrolment = one.enrolment
    result = getattr(enrolment, "result", None)
    unit = enrolment.unit
    return {
        "number": one.number,
        "jp_minutes": jp_minutes(),
        "check_number": one.check_number,
        "address": check_address(one),
        "check_page": f"{settings.PUBLIC_URL.split('//')[-1]}{reverse('training:certificate_check_start')}",
        "holder": one.holder,
        "nip": enrolment.civil_servant.nip,
        "unit": unit.name,
        "opd": unit.opd.name if unit.opd and unit.opd != unit else "",
        "programme": one.programme,
        "batch": enrolment.batch.number,
        "provider": one.provider,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "jp": one.jp,
        "has_passed": result is not None and bool(result.has_passed),
        "revoked_on": timezone.localtime(one.revoked_at).date() if one.revoked_at else None,
        "sessions": [{**row, "is_present": row["pk"] in there} for row in rows],
        "jp_sessions": sum(row["jp"] for row in rows),
        "sign": sign,
    }


def check_address(one: Certificate) -> str:
    """Where anybody can check it."""
    return settings.PUBLIC_URL + reverse("training:certificate_check", args=[one.code])


def _signatory(unit: Unit | None, day: dt.date) -> dict[str, str]:
    """Who holds the office on the day of the certificate; an empty place while no office has been set."""
    act = f"Palu, {tanggal(day)}"
    if unit is None:
        return asdict(figures.Signatory(act, figures.OFFICES[Role.CITY_HR], "", ""))
    return asdict(figures.signatory(act, Role.UNIT_HEAD, unit=unit, on=day))


def html_of(title: str, papers: Sequence[dict[str, Any]]) -> str:
    """The pages, with the QR codes drawn."""
    drawn = [{**one, "qr": paper.qr(one["address"])} for one in papers]
    return render_to_string(TEMPLATE, {"document_title": title, "certificates": drawn})


# ------------------------------------------------------------------------------------------- how it is made


def build(document: Document, out: Path, progress: Progress) -> None:
    """One certificate: the face without a foot, then its sessions."""
    one = certificate_of(document.object_id)
    html = html_of(document.title, shown([one.pk]))
    binding.bind_one(document, html, out, left=f"Sertifikat {one.number}", skip=1)


def build_batch(document: Document, out: Path, progress: Progress) -> None:
    """All valid certificates of a batch, in the order of their numbers."""
    batch = batch_of(document.object_id)
    ids = list(_valid_of(batch).order_by("year", "sequence").values_list("pk", flat=True))
    if not ids:
        raise Refused("Belum ada sertifikat yang berlaku pada angkatan ini.")
    wants = []
    for first in range(0, len(ids), IN_PART):
        params = {"title": f"Sertifikat {batch}", "certificates": ids[first : first + IN_PART]}
        wants.append(sections.wanted(PAGES.slug, params, _data(params)))
    parts = [
        binding.piece(private_files.fetch(part.stored_as, out.parent))
        for part in sections.require(document, wants, progress)
    ]
    marks, pages = [], 0
    for part in parts:
        marks += [replace(mark, page=mark.page + pages) for mark in part.bookmarks]
        pages += part.pages
    merge.merge([part.path for part in parts], out, bookmarks=marks, pages=pages, foot=None)


def _data(params: dict[str, Any]) -> dict[str, Any]:
    return {"title": params["title"], "certificates": shown(params["certificates"])}


PAGES = sections.SectionKind(
    slug="certificate_pages",
    data=_data,
    html=lambda data: html_of(data["title"], data["certificates"]),
    look=lambda: look_version(TEMPLATES / "training" / "letters"),
)
CERTIFICATE = kinds.Kind(
    slug="certificate",
    name="Sertifikat pelatihan",
    title=lambda pk, year: f"Sertifikat {certificate_of(pk).number}",
    may_request=may_print,
    build=build,
    file_name=lambda pk, year: f"sertifikat-{slugify(certificate_of(pk).number.replace('/', '-'))}.pdf",
    owner=lambda pk, year: certificate_of(pk).provider,
)
CERTIFICATE_BATCH = kinds.Kind(
    slug="certificate_batch",
    name="Sertifikat satu angkatan",
    title=lambda pk, year: f"Sertifikat {batch_of(pk)}",
    may_request=may_print_batch,
    build=build_batch,
    file_name=lambda pk, year: f"sertifikat-{slugify(str(batch_of(pk)))[:80]}.pdf",
    owner=lambda pk, year: batch_of(pk).provider.name,
)


def register_all() -> None:
    """Make the kinds known; called once by ``training.tasks``."""
    kinds.register(CERTIFICATE)
    kinds.register(CERTIFICATE_BATCH)
    sections.register(PAGES)
