"""The list of people as a file. Cells can start no formula; NIPs stay text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.db import transaction
from django.db.models import QuerySet

from personnel import audit
from personnel.models import CivilServant, User
from personnel.templatetags.palu import nip

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
COLUMNS = (
    "NIP",
    "Nama",
    "Jenis pegawai",
    "Kedudukan hukum",
    "Golongan",
    "Jabatan",
    "Jenjang",
    "Unit kerja",
    "OPD",
    "Atasan langsung",
)


def neutral(value: Any) -> str:
    """The cell as text that no spreadsheet program takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def export_people(people: QuerySet[CivilServant], *, kind: str, by: User, filters: dict[str, str]) -> bytes:
    """The file's bytes; the act is recorded with the number of rows and the filters."""
    with transaction.atomic():
        lines = list(_lines(people))
        content = _csv(lines) if kind == CSV else _xlsx(lines)
        audit.record("export_people", by=by, kind=kind, rows=len(lines), filters=filters)
    return content


def _lines(people: QuerySet[CivilServant]) -> Iterator[list[str]]:
    for person in people.for_list().select_related("superior").iterator(chunk_size=2000):  # type: ignore[attr-defined]
        yield [
            nip(person.nip),
            person.full_name,
            person.get_employment_display(),
            person.get_legal_state_display(),
            person.rank.code if person.rank else "",
            person.position.name,
            person.position.get_level_display(),
            person.unit.name,
            person.unit.opd.name if person.unit.opd else "",
            person.superior.full_name if person.superior else "",
        ]


def _csv(lines: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([str(column) for column in COLUMNS])
    writer.writerows([neutral(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(lines: list[list[str]]) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Pegawai")
        sheet.write_row(0, 0, [str(column) for column in COLUMNS], book.add_format({"bold": True}))
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, line)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(lines), len(COLUMNS) - 1)
        sheet.set_column(0, len(COLUMNS) - 1, 24)
    return out.getvalue()
