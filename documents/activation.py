"""Activation letters: the first passwords of a unit, half a page each. Opened once, then gone.

The passwords exist only while the job runs and in the file: never in the database, in the job's
parameters or in a log.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from documents.kinds import Kind
from jobs.queue import Progress, Refused
from personnel import permissions
from personnel.activation import issue_first_passwords
from personnel.models import Unit, User

if TYPE_CHECKING:
    from documents.models import Document


def _unit(object_id: int | None) -> Unit:
    return Unit.objects.get(pk=object_id or 0)


def may_request(user: User, object_id: int | None, year: int | None) -> bool:
    """Who may issue first passwords for the unit."""
    unit = Unit.objects.filter(pk=object_id or 0).first()
    return unit is not None and permissions.may_issue_first_passwords(user, unit)


def title(object_id: int | None, year: int | None) -> str:
    return f"Surat aktivasi akun {_unit(object_id).name}"


def owner(object_id: int | None, year: int | None) -> str:
    return _unit(object_id).name


def file_name(object_id: int | None, year: int | None) -> str:
    return f"surat-aktivasi-{slugify(_unit(object_id).name)}.pdf"


def build(document: Document, path: Path, progress: Progress) -> None:
    """Issue the passwords and print them; a second attempt issues new ones, the first never left the job."""
    from documents import render  # noqa: PLC0415 - slow to load, only workers need it

    unit = _unit(document.object_id)
    letters = issue_first_passwords(unit, by=document.requested_by)
    if not letters:
        raise Refused(
            "Semua pegawai unit ini sudah mempunyai kata sandi; tidak ada surat yang perlu dicetak."
        )
    door = settings.PUBLIC_URL + reverse(settings.LOGIN_URL)
    html = render_to_string(
        "letters/activation.html",
        {"letters": letters, "document": document, "door": door, "qr": _qr(door)},
    )
    path.write_bytes(render.render(html, identifier=document.check_code).pdf)


def _qr(address: str) -> SafeString:
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=3, border=0, omitsize=True, title=f"Kode QR ke {address}"
    )
    return mark_safe(drawn)  # noqa: S308 - made by segno from our own address


ACTIVATION_LETTERS = Kind(
    slug="activation_letters",
    name="Surat aktivasi akun",
    title=title,
    may_request=may_request,
    build=build,
    file_name=file_name,
    owner=owner,
    is_sensitive=True,
)
