"""From the lines of a sheet to rows of a table: which line is the heading, which lines are data.

Only the columns that a kind of import asks for are taken out of a line. Nothing is dropped in silence: lines
that are no data are counted or named, and a stated total is compared with what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from personnel.imports.cells import clean, plain
from personnel.imports.headings import Heading, Headings
from personnel.imports.lines import HEADING_WITHIN, BadFile, Cell, Sheet, SheetLine
from personnel.imports.rows import DataRow, Findings

TOTAL = re.compile(r"^(sub\s*)?(jumlah|jml|total)\b", re.IGNORECASE)


@dataclass
class Table:
    """The rows of all sheets of a file, read once."""

    headings: Headings
    findings: Findings
    #: Names of the columns that stand in the file.
    present: set[str] = field(default_factory=set)
    sheets_with_table: int = 0
    rows_read: int = 0

    def rows(self, sheets: Iterable[Sheet]) -> Iterator[DataRow]:
        best_missing: list[str] | None = None
        for sheet in sheets:
            for remark in sheet.remarks:
                self.findings.note("sheet", remark, sheet=sheet.name)
            first = list(islice(sheet.lines, HEADING_WITHIN))
            found = self.headings.find(first)
            if found is None:
                self._no_table(sheet, first)
                continue
            index, heading = found
            if missing := self.headings.missing(heading):
                if best_missing is None or len(missing) < len(best_missing):
                    best_missing = missing
                self.findings.warn(
                    "sheet_without_columns",
                    f"Lembar ini tidak dibaca karena tidak memuat kolom: {', '.join(missing)}.",
                    sheet=sheet.name,
                )
                continue
            self.sheets_with_table += 1
            self._say_columns(sheet, heading)
            yield from self._rows_of(sheet, heading, chain(first[index + heading.lines :], sheet.lines))
        if not self.sheets_with_table:
            raise BadFile(self._nothing_found(best_missing))

    def _no_table(self, sheet: Sheet, lines: list[SheetLine]) -> None:
        if any(clean(cell) for line in lines for cell in line.cells):
            self.findings.warn(
                "sheet_skipped",
                "Tidak ada judul tabel yang dikenal; lembar ini tidak dibaca.",
                sheet=sheet.name,
            )

    def _nothing_found(self, missing: list[str] | None) -> str:
        if missing:
            return (
                f"Kolom wajib tidak ditemukan: {', '.join(missing)}. Periksa judul tabel atau unduh "
                "contoh berkas."
            )
        titles = ", ".join(self.headings.columns[name].title for name in self.headings.required)
        return f"Judul tabel tidak ditemukan pada {HEADING_WITHIN} baris pertama. Kolom wajib: {titles}."

    def _say_columns(self, sheet: Sheet, heading: Heading) -> None:
        """Once per column: renamed, unknown, doubled or missing."""
        known, columns = self.headings, self.headings.columns
        self.present |= heading.places.keys()
        for name, column in columns.items():
            place = heading.places.get(name)
            if place is None and column.quiet:
                continue
            if place is None:
                self.findings.warn(
                    "column_missing",
                    "Kolom ini tidak ada dalam berkas; data yang sudah tersimpan tidak diubah.",
                    sheet=sheet.name,
                    column=column.title,
                )
            elif heading.titles[place] != plain(column.title):
                self.findings.note(
                    "column_renamed",
                    f"Dibaca sebagai “{column.title}”.",
                    sheet=sheet.name,
                    column=heading.titles[place],
                )
        used = set(heading.places.values())
        unread = 0
        for index, title in enumerate(heading.titles):
            if index in used or not title:
                continue
            if title in known.by_title:
                reason = "Kolom ini ada lebih dari sekali; hanya satu yang dibaca."
                self.findings.warn("column_doubled", reason, sheet=sheet.name, column=title)
            elif title in known.ignored:
                unread += 1
            else:
                reason = "Kolom ini tidak dikenal; tidak dibaca dan tidak disimpan."
                self.findings.note("column_unknown", reason, sheet=sheet.name, column=title)
        if unread:
            reason = f"{unread} kolom lain tidak diperlukan; tidak dibaca dan tidak disimpan."
            self.findings.note("columns_unread", reason, sheet=sheet.name)

    def _rows_of(self, sheet: Sheet, heading: Heading, lines: Iterable[SheetLine]) -> Iterator[DataRow]:
        titles = {name: column.title for name, column in self.headings.columns.items()}
        places = list(heading.places.items())
        blank = since_total = in_sheet = 0
        for line in lines:
            cells = line.cells
            here = {name: cells[place] for name, place in places if place < len(cells)}
            match self._nature(line, here, heading):
                case "row":
                    pass
                case "blank":
                    blank += 1
                    continue
                case "total":
                    self._reconcile(sheet, line, since_total, in_sheet)
                    since_total = 0
                    continue
                case "other":
                    reason = "Bukan baris data (misalnya judul, keterangan, atau tanda tangan); dilewati."
                    text = next((clean(cell) for cell in here.values() if clean(cell)), "")
                    self.findings.warn("not_data", reason, sheet=sheet.name, row=line.number, value=text)
                    continue
            since_total, in_sheet, self.rows_read = since_total + 1, in_sheet + 1, self.rows_read + 1
            row = DataRow(sheet.name[:100], line.number, here, self.findings, titles)
            if line.broken:
                row.error("", "broken_line", line.broken)
            elif 0 < len(cells) < heading.width and not sheet.name:
                reason = (
                    f"Baris ini hanya {len(cells)} kolom, judul tabel {heading.width}; sisanya dianggap "
                    "kosong."
                )
                row.warn("", "short_line", reason)
            yield row
        if blank:
            reason = f"{blank} baris kosong dilewati."
            self.findings.note("blank_lines", reason, sheet=sheet.name)

    def _nature(self, line: SheetLine, here: dict[str, Cell], heading: Heading) -> str:
        """'row', 'blank', 'total' or 'other'."""
        required = self.headings.required
        asked = [clean(here.get(name, "")) for name in required]
        filled = len(asked) - asked.count("")
        if filled and filled == len(required) and not line.broken:
            for name in required:
                if plain(here[name]) != heading.titles[heading.places[name]]:
                    return "row"
            return "other"  # the heading once more
        texts = [text for cell in line.cells if (text := clean(cell))]
        words = [text for text in texts if not text.isdigit()]
        if not words and not any(clean(cell) for cell in here.values()):
            return "blank"  # perhaps with a running number, as templates have
        if any(TOTAL.match(text) for text in words[:2]):
            return "total"
        if line.broken:
            return "row"
        if len(texts) == 1 and len(required) > 1:
            return "other"
        here_filled = sum(1 for cell in here.values() if clean(cell))
        return "row" if filled and (filled * 2 >= len(required) or here_filled > 3) else "other"

    def _reconcile(self, sheet: Sheet, line: SheetLine, since_total: int, in_sheet: int) -> None:
        """A stated total: of the rows since the last one, or of the whole sheet."""
        numbers = [int(number) for cell in line.cells for number in re.findall(r"\d{1,7}", clean(cell))]
        if not numbers:
            return
        stated = next((number for number in numbers if number in {in_sheet, since_total}), numbers[-1])
        counted = in_sheet if stated == in_sheet else since_total
        self.findings.totals.append(
            {"sheet": sheet.name, "row": line.number, "stated": stated, "counted": counted}
        )
        where = {"sheet": sheet.name, "row": line.number, "value": stated}
        if stated == counted:
            self.findings.note("total_fits", "Jumlah yang tertulis cocok dengan baris yang terbaca.", **where)
        else:
            self.findings.warn(
                "total_differs",
                f"Tertulis jumlah {stated}, tetapi terbaca {counted} baris.",
                **where,
            )
