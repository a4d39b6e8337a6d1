"""A large list as XLSX: asked for on its own page, written by a worker, handed out for three days.

The worker asks that page once more, as the person who asked and with what they chose: so it gives what the
page gives them by then, and nothing where the page refuses. Whoever has other roles, another unit or another
post at the time of the download asks anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve

from documents import kinds
from documents.models import Document
from documents.requests import have_made
from jobs.queue import Progress, Refused
from personnel.edit_stamps import digest
from personnel.models import User
from personnel.pages.downloads import MEDIA_TYPES
from personnel.pages.editing import way_of_job
from personnel.requests import Repeated, Request
from personnel.spreadsheets import XLSX, Sheet


def ask(request: Request, name: str, sheets: Sequence[Sheet]) -> HttpResponse:
    """Have the workbook written that a page was asked for, and show how far it is."""
    body = request.POST.copy()
    body.pop("csrfmiddlewaretoken", None)
    address, chosen = request.get_full_path(), body.urlencode()
    title = sheets[-1].title
    document = have_made(
        Document(kind=SPREADSHEET.slug, title=title, file_name=name, requested_by=request.user),
        key=digest((address, chosen)),
        address=address,
        body=chosen,
        rows=sum(sheet.count for sheet in sheets),
        standing=standing_of(request.user),
    )
    assert document.job is not None  # noqa: S101 - it has just been made
    return redirect(way_of_job(document.job))


def standing_of(user: User) -> str:
    """What somebody sees hangs on: the roles in force, unit and post."""
    roles = sorted((role.role, role.unit_id or 0) for role in user.active_roles)
    person = user.civil_servant
    return digest((roles, user.is_superuser, person and (person.unit_id, person.position_id)))


def still_may(user: User, document: Document) -> bool:
    """Whether everything stands as it did when the file was asked for."""
    asked = document.job.params if document.job else {}
    return asked.get("standing") == standing_of(user)


def build(document: Document, path: Path, progress: Progress) -> None:
    """Write the file: what the page answers now."""
    asked = progress.job.params
    progress.total(asked["rows"], stage=f"Menulis daftar {document.title}")
    request = Repeated()
    url = urlsplit(asked["address"])
    request.method, request.path, request.path_info = "POST", url.path, url.path
    request.META["QUERY_STRING"] = url.query
    request.GET, request.POST = QueryDict(url.query), QueryDict(asked["body"])
    request.user, request.say = document.requested_by, progress.step
    try:
        page = resolve(url.path)
        answer = page.func(request, *page.args, **page.kwargs)
    except (Http404, PermissionDenied):
        raise Refused(GONE) from None
    if answer.headers["Content-Type"] != MEDIA_TYPES[XLSX]:
        raise Refused(GONE)
    path.write_bytes(answer.content)


GONE = "Anda tidak lagi berwenang atas daftar ini, jadi berkasnya tidak dibuat."

SPREADSHEET = kinds.register(
    kinds.Kind(
        slug="spreadsheet",
        name="Daftar dalam bentuk XLSX",
        title=lambda _pk, _year: "Daftar",
        # Only the page of the list itself asks for it.
        may_request=lambda _user, _pk, _year: False,
        still_may=still_may,
        build=build,
        file_name=lambda _pk, _year: f"daftar.{XLSX}",
        owner=lambda _pk, _year: "Pemerintah Kota Palu",
        keeps=dt.timedelta(hours=72),
    )
)
