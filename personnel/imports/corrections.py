"""Workbooks to hand out: the rows to correct with what to do, and a sample of each kind of file.

Cells are written as text, never as formulas or links, whatever they begin with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from personnel.imports.drafts import Action, Draft
from personnel.imports.kinds import ImportKind
from personnel.imports.preview import raw
from personnel.models import DataImport, ImportAnomaly
from personnel.spreadsheets import Sheet, xlsx_bytes

Severity = ImportAnomaly.Severity
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
    advice = advice_by_row(findings)
    names = [column.name for column in kind.columns]
    titles = ["Lembar asal", "Baris asal", *(column.title for column in kind.columns), "Yang harus dilakukan"]

    def to_correct() -> Iterator[list[Any]]:
        for row in rows:
            todo = advice.get((row.sheet, row.number)) or ["Menunggu jawaban di halaman impor."]
            cells = [row.cells.get(name, "") for name in names]
            yield [row.sheet, row.number, *map(str, cells), "\n".join(todo)]

    found = (
        [file_name, said.sheet, said.row, said.column, said.value, _label(said), said.reason]
        for said in findings
    )
    return xlsx_bytes(
        Sheet("Baris untuk diperbaiki", titles, to_correct(), wide={len(titles) - 1: 70}),
        Sheet(
            "Semua temuan",
            ("Berkas", "Lembar", "Baris", "Kolom", "Isi", "Tingkat", "Penjelasan"),
            found,
            wide={6: 90},
        ),
    )


def _label(said: Said) -> str:
    return str(Severity(said.severity).label)


def advice_by_row(findings: Iterable[Said]) -> dict[tuple[str, int | None], list[str]]:
    advice: dict[tuple[str, int | None], list[str]] = {}
    for said in findings:
        if said.row is not None and said.severity in TELLING:
            text = f"{said.column}: {said.reason}" if said.column else said.reason
            advice.setdefault((said.sheet, said.row), []).append(text)
    return advice


def sample(kind: ImportKind) -> bytes:
    """A file to begin with: the headings, one made-up row, and a sheet that explains each column."""
    example = [column.example for column in kind.columns]
    explained = (
        [column.title, "ya" if column.required else "tidak", str(column.help), ", ".join(column.synonyms)]
        for column in kind.columns
    )
    return xlsx_bytes(
        Sheet("Data", [column.title for column in kind.columns], [example] if any(example) else []),
        Sheet("Petunjuk", ("Judul", "Wajib", "Penjelasan", "Judul lain"), explained, wide={2: 60, 3: 60}),
        title=str(kind.title),
    )


def lines(findings: Iterable[Said]) -> Iterator[str]:
    """The findings as lines for a terminal."""
    for said in findings:
        place = " ".join(filter(None, [said.sheet, f"baris {said.row}" if said.row else "", said.column]))
        yield f"[{_label(said)}] {place}: {said.reason}"
