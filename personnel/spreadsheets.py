"""Tables as files for spreadsheet programs: CSV in pieces, XLSX with one sheet a table.

No cell starts a formula or becomes a link, whatever it begins with; numbers that are text (NIP, codes) stay
text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import IO, Any

import xlsxwriter

CSV, XLSX = "csv", "xlsx"
#: What begins a formula for spreadsheet programs.
FORMULA = frozenset("=+-@\t\r")
PIECE = 500  # rows
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def neutral(value: Any) -> str:
    """The cell as text that no spreadsheet program takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in FORMULA else text


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook; ``wide`` (place → width) are columns of long text, which wrap. Where the rows
    are made one by one, ``size`` tells how many there are."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    wide: Mapping[int, int] = field(default_factory=dict)
    width: int = 20
    size: int = 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows) if isinstance(self.rows, Sized) else self.size

    def csv(self, *, delimiter: str = ",", bom: bool = True) -> Iterator[str]:
        """The table as CSV, in pieces of some hundred rows for a streamed answer; the byte order mark is for
        Excel."""
        buffer = io.StringIO("\ufeff" if bom else "", newline="")
        buffer.seek(0, io.SEEK_END)
        writer = csv.writer(buffer, delimiter=delimiter)
        writer.writerow(self.columns)
        for number, row in enumerate(self.rows, start=1):
            writer.writerow([neutral(cell) if cell is None or type(cell) is str else cell for cell in row])
            if number % PIECE == 0:
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
        yield buffer.getvalue()


def write_xlsx(file: IO[bytes], *sheets: Sheet, title: str = "") -> None:
    """A workbook, row after row, so that no more than one is held; the headings stay in sight."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": title or sheets[0].title, "author": "PALU ASN"})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.title), sheet, head, wrapped)


def xlsx_bytes(*sheets: Sheet, title: str = "") -> bytes:
    """The same, all at once."""
    file = io.BytesIO()
    write_xlsx(file, *sheets, title=title)
    return file.getvalue()


def _write_sheet(page: Any, sheet: Sheet, head: Any, wrapped: Any) -> None:
    page.freeze_panes(1, 0)
    page.set_column(0, len(sheet.columns) - 1, sheet.width)
    for place, width in sheet.wide.items():
        page.set_column(place, place, width, wrapped)
    page.write_row(0, 0, sheet.columns, head)
    number = 0
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    page.write_string(number, place, value)
            elif value is not None:
                page.write_number(number, place, value)
    if number:
        page.autofilter(0, 0, number, len(sheet.columns) - 1)
