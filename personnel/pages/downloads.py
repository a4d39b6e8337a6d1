"""Answers that are files: never shown inside our pages, kept by no browser, recorded before they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import IO, Any

from django.db import models, transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from personnel import audit, rates
from personnel.requests import Repeated, Request
from personnel.spreadsheets import CSV, PIECE, XLSX, Sheet, xlsx_bytes

#: A workbook of more rows takes more than a moment, so a worker writes it.
AT_ONCE = 2000
#: Asks for such a workbook (the request, the name of the file, its sheets); documents are not known here.
Ask = Callable[[Request, str, Sequence[Sheet]], HttpResponseBase]
_ask: Ask | None = None

MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def attachment(
    content: bytes | Iterable[str] | IO[bytes], name: str, media_type: str = ""
) -> HttpResponseBase:
    """A file with this name; its type is told from the ending where it is not given."""
    kind = media_type or MEDIA_TYPES[name.rpartition(".")[2]]
    answer: HttpResponseBase
    if isinstance(content, bytes):
        answer = HttpResponse(content, content_type=kind)
    elif hasattr(content, "read"):
        answer = FileResponse(content, content_type=kind)
    else:
        answer = StreamingHttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def kept_file(opened: Callable[[], IO[bytes]], name: str, media_type: str = "") -> HttpResponseBase:
    """A file that we keep; 404 where it is no longer there."""
    try:
        return attachment(opened(), name, media_type)
    except FileNotFoundError:
        raise Http404 from None


def kind_asked(request: Request) -> str:
    """XLSX where the form asks for it, else CSV."""
    return XLSX if request.POST.get("format") == XLSX else CSV


def table(request: Request, name: str, kind: str, sheet: Sheet, *, delimiter: str = ",") -> HttpResponseBase:
    """A table as CSV, streamed, or as XLSX; ``name`` is without an ending."""
    if kind == CSV:
        return attachment(sheet.csv(delimiter=delimiter), f"{name}.{CSV}")
    return workbook(request, name, sheet)


def workbook(request: Request, name: str, *sheets: Sheet) -> HttpResponseBase:
    """Tables as one XLSX file; a large one is asked for, and written by a worker who asks the page again."""
    name = f"{name}.{XLSX}"
    if isinstance(request, Repeated):
        sheets = tuple(replace(sheet, rows=_said(request, sheet.rows)) for sheet in sheets)
    elif _ask is not None and sum(sheet.count for sheet in sheets) > AT_ONCE:
        return _ask(request, name, sheets)
    return attachment(xlsx_bytes(*sheets), name)


def ask_for_large_ones(ask: Ask) -> None:
    """How a large workbook is asked for."""
    global _ask  # noqa: PLW0603 - told once, at the start
    _ask = ask


def _said(request: Repeated, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % PIECE == 0:
            request.say(PIECE)


def record_export(request: Request, act: str, *, on: models.Model | None = None, **facts: Any) -> None:
    """Who takes what out, counted and recorded before the first row leaves."""
    if isinstance(request, Repeated):
        return
    rates.count(request, "ekspor")
    with transaction.atomic():
        audit.record(act, by=request.user, on=on, **facts)
