"""Workbooks to hand out: the rows to correct with what to do, and a sample of each kind of file.

Cells are written as text, never as formulas or links, whatever they begin with.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from personnel.imports.drafts import Action, Draft
from personnel.imports.kinds import ImportKind
from personnel.imports.preview import raw
from personnel.models import DataImport, ImportAnomaly

Severity = ImportAnomaly.Severity
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: Findings that say what to do with a row.
TELLING = (Severity.ERROR, Severity.QUESTION, Severity.WARNING)


@dataclass(frozen=True)
class RowToCorrect:
    sheet: str
    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Said:
    """A finding, wherever it comes from."""

    severity: str
    sheet: str
    row: int | None
    column: str
    value: str
    reason: str


def of_import(data_import: DataImport, kind: ImportKind) -> bytes:
    """The workbook of a kept preview."""
    rows = data_import.rows.filter(action__in=[Action.REJECT, Action.WAIT]).order_by("pk")
    return workbook(
        kind,
        data_import.file_name,
        (
            RowToCorrect(sheet, number, values.get("raw", {}))
            for sheet, number, values in rows.values_list("sheet", "number", "values").iterator(5000)
        ),
        (
            Said(*values)
            for values in data_import.anomalies.order_by("pk")
            .values_list("severity", "sheet", "row", "column", "value", "reason")
            .iterator(5000)
        ),
    )


def of_draft(draft: Draft, file_name: str) -> bytes:
    """The workbook of a draft that was never kept (a dry run)."""
    return workbook(
        draft.kind,
        file_name,
        (
            RowToCorrect(row.sheet, row.number, raw(row))
            for row in draft.rows
            if row.action in {Action.REJECT, Action.WAIT}
        ),
        (
            Said(item.severity, item.sheet, item.row, item.column, item.value, item.reason)
            for item in draft.findings.items
        ),
    )


def workbook(
    kind: ImportKind, file_name: str, rows: Iterable[RowToCorrect], findings: Iterable[Said]
) -> bytes:
    findings = list(findings)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": "Baris untuk diperbaiki", "author": "PALU ASN"})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        titles = [
            "Lembar asal",
            "Baris asal",
            *(column.title for column in kind.columns),
            "Yang harus dilakukan",
        ]
        sheet = start_sheet(book, "Baris untuk diperbaiki", titles, bold)
        sheet.set_column(len(titles) - 1, len(titles) - 1, 70, wrapped)
        advice = advice_by_row(findings)
        for number, row in enumerate(rows, start=1):
            cells = [row.cells.get(column.name, "") for column in kind.columns]
            todo = advice.get((row.sheet, row.number)) or ["Menunggu jawaban di halaman impor."]
            write(sheet, number, [row.sheet, row.number, *cells, "\n".join(todo)])
        titles = ["Berkas", "Lembar", "Baris", "Kolom", "Isi", "Tingkat", "Penjelasan"]
        sheet = start_sheet(book, "Semua temuan", titles, bold)
        sheet.set_column(6, 6, 90, wrapped)
        for number, said in enumerate(findings, start=1):
            words = str(Severity(said.severity).label)
            write(
                sheet, number, [file_name, said.sheet, said.row, said.column, said.value, words, said.reason]
            )
    return buffer.getvalue()


def advice_by_row(findings: Iterable[Said]) -> dict[tuple[str, int | None], list[str]]:
    advice: dict[tuple[str, int | None], list[str]] = {}
    for said in findings:
        if said.row is not None and said.severity in TELLING:
            text = f"{said.column}: {said.reason}" if said.column else said.reason
            advice.setdefault((said.sheet, said.row), []).append(text)
    return advice


def sample(kind: ImportKind) -> bytes:
    """A file to begin with: the headings, one made-up row, and a sheet that explains each column."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": str(kind.title), "author": "PALU ASN"})
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = start_sheet(book, "Data", [column.title for column in kind.columns], bold)
        if any(column.example for column in kind.columns):
            write(sheet, 1, [column.example for column in kind.columns])
        sheet = start_sheet(book, "Petunjuk", ["Judul", "Wajib", "Penjelasan", "Judul lain"], bold)
        sheet.set_column(2, 3, 60)
        for number, column in enumerate(kind.columns, start=1):
            needed = "ya" if column.required else "tidak"
            write(sheet, number, [column.title, needed, str(column.help), ", ".join(column.synonyms)])
    return buffer.getvalue()


def start_sheet(book: Any, name: str, titles: list[str], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(titles) - 1, 20)
    write(sheet, 0, titles, bold)
    return sheet


def write(sheet: Any, number: int, values: Iterable[Any], style: Any = None) -> None:
    for column, value in enumerate(values):
        if isinstance(value, int):
            sheet.write_number(number, column, value, style)
        elif value:
            sheet.write_string(number, column, str(value), style)


def lines(findings: Iterable[Said]) -> Iterator[str]:
    """The findings as lines for a terminal."""
    for said in findings:
        place = " ".join(filter(None, [said.sheet, f"baris {said.row}" if said.row else "", said.column]))
        yield f"[{Severity(said.severity).label}] {place}: {said.reason}"
