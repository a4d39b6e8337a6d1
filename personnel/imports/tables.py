"""From the lines of a sheet to rows of a table: which line is the heading, which lines are data.

Only the columns that a kind of import asks for are taken out of a line. Nothing is dropped in silence: lines
that are no data are counted or named, and a stated total is compared with what was read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from personnel.imports.lines import HEADING_WITHIN, BadFile, Cell, Sheet, SheetLine
from personnel.models import ImportAnomaly

Severity = ImportAnomaly.Severity

#: What people and programs write when they mean nothing.
NOTHING = frozenset({"", "null", "(null)", "none", "nan", "-", "--", "n/a"})
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
TOTAL = re.compile(r"^(sub\s*)?(jumlah|jml|total)\b", re.IGNORECASE)
MAX_FINDINGS = 200_000
#: Files say the same a thousand times: so many different texts are read once.
KNOWN_TEXTS = 20_000
#: Running numbers, and what our workbook of corrections adds.
OUR_OWN = {"NO", "NOMOR", "NO URUT", "LEMBAR ASAL", "BARIS ASAL", "YANG HARUS DILAKUKAN"}


# --- Columns -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """One column that an import asks for.

    ``name`` is ours (the key in ``row.cells``), ``title`` the heading in the sample file and in the workbook
    of corrections. Headings are compared without regard to case, spaces and signs.
    """

    name: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    example: str = ""
    #: Many files do without it: its absence is not worth a warning.
    quiet: bool = False


SIGNS = re.compile(r"[\W_]+")


def plain(title: Any) -> str:
    """'Nip_Baru ' → 'NIP BARU'."""
    return _plain(str(title))


@lru_cache(KNOWN_TEXTS)
def _plain(title: str) -> str:
    return SIGNS.sub(" ", title).strip().upper()


@dataclass(frozen=True)
class Heading:
    """Where the columns stand: ``places`` maps our name to the index of the cell."""

    places: dict[str, int]
    titles: list[str]
    lines: int = 1

    @property
    def width(self) -> int:
        return len(self.titles)


class Headings:
    """Recognises the heading of a table by the columns that are asked for."""

    def __init__(self, columns: Sequence[Column], ignored: Iterable[str] = ()) -> None:
        self.columns = {column.name: column for column in columns}
        self.by_title = {plain(column.title): column.name for column in columns}
        self.ranks: dict[str, int] = {}
        for column in columns:
            for rank, synonym in enumerate(column.synonyms, start=1):
                self.by_title.setdefault(plain(synonym), column.name)
                self.ranks[plain(synonym)] = rank
        self.ignored = {plain(title) for title in ignored} | OUR_OWN
        self.required = [column.name for column in columns if column.required]

    def count_known(self, cells: Sequence[Cell]) -> int:
        """How many of the columns stand in these cells; headings that are not read count a little."""
        titles = {plain(cell) for cell in cells}
        known = {self.by_title[title] for title in titles if title in self.by_title}
        return 100 * len(known) + len(titles & self.ignored)

    def read(self, titles: list[str], lines: int) -> Heading:
        places: dict[str, int] = {}
        ranks: dict[str, int] = {}
        for index, title in enumerate(titles):
            name, rank = self.by_title.get(title), self.ranks.get(title, 0)
            if name and rank < ranks.get(name, 1000):
                places[name], ranks[name] = index, rank
        return Heading(places, titles, lines)

    def find(self, lines: Sequence[SheetLine]) -> tuple[int, Heading] | None:
        """The best line, or pair of lines, among the first ones; None without two columns that we know."""
        best: tuple[int, int, Heading] | None = None
        least = min(2, len(self.columns))
        for index, line in enumerate(lines):
            candidates = [self.read([plain(cell) for cell in line.cells], 1)]
            if index + 1 < len(lines) and 0 < len(candidates[0].places) < len(self.columns):
                candidates.append(self.read(two_lines(line.cells, lines[index + 1].cells, self.by_title), 2))
            for heading in candidates:
                found = len(heading.places)
                if found >= least and (best is None or found > best[0]):
                    best = (found, index, heading)
        return (best[1], best[2]) if best else None

    def missing(self, heading: Heading) -> list[str]:
        return [self.columns[name].title for name in self.required if name not in heading.places]


def two_lines(upper: Sequence[Cell], lower: Sequence[Cell], known: dict[str, str]) -> list[str]:
    """The titles of a heading of two lines, with merged cells: 'JABATAN' above 'NAMA' and 'TMT'."""
    titles, above = [], ""
    for index in range(max(len(upper), len(lower))):
        top = plain(upper[index]) if index < len(upper) else ""
        low = plain(lower[index]) if index < len(lower) else ""
        above = top or above
        choices = [f"{above} {low}".strip(), f"{low} {above}".strip(), low, top]
        titles.append(next((choice for choice in choices if choice in known), choices[0] if low else top))
    return titles


# --- Findings ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person must know."""

    severity: str
    code: str
    sheet: str
    row: int | None
    column: str
    value: str
    reason: str


@dataclass
class Findings:
    """All of them, and what each stated total said."""

    items: list[Finding] = field(default_factory=list)
    totals: list[dict[str, Any]] = field(default_factory=list)
    marked: int = 0

    def mark(self) -> None:
        """What comes after this is forgotten by :meth:`rewind`."""
        self.marked = len(self.items)

    def rewind(self) -> None:
        del self.items[self.marked :]

    def add(
        self,
        severity: str,
        code: str,
        reason: str,
        *,
        sheet: str = "",
        row: int | None = None,
        column: str = "",
        value: Any = "",
    ) -> None:
        if len(self.items) < MAX_FINDINGS:
            self.items.append(
                Finding(severity, code, sheet[:100], row, column[:100], str(value)[:200], reason[:400])
            )

    def note(self, code: str, reason: str, **where: Any) -> None:
        self.add(Severity.NOTE, code, reason, **where)

    def warn(self, code: str, reason: str, **where: Any) -> None:
        self.add(Severity.WARNING, code, reason, **where)


@dataclass(slots=True)
class DataRow:
    """One row of data. ``cells`` hold what stood in the file, ``values`` what it means (ready for JSON)."""

    sheet: str
    number: int
    cells: dict[str, Cell]
    findings: Findings
    titles: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    label: str = ""
    action: str = ""
    #: field in words → [before, after] in words
    changes: dict[str, list[str]] = field(default_factory=dict)
    failed: bool = False
    #: Failed before it was compared with the database: stays so, whatever is answered.
    unreadable: bool = False

    def text(self, name: str) -> str:
        """The cell as clean text: '' for null, blanks and missing columns."""
        cell = self.cells.get(name, "")
        return _clean(cell) if isinstance(cell, str) else shown(cell)

    def error(self, column: str, code: str, reason: str) -> None:
        """Refuse the row, and say why. A row may have several errors."""
        self.failed = True
        self._add(Severity.ERROR, column, code, reason)

    def warn(self, column: str, code: str, reason: str) -> None:
        """Keep the row, and say what was odd."""
        self._add(Severity.WARNING, column, code, reason)

    def ask(self, column: str, code: str, reason: str) -> None:
        """The row waits for the answer to a question."""
        self._add(Severity.QUESTION, column, code, reason)

    def _add(self, severity: str, column: str, code: str, reason: str) -> None:
        self.findings.add(
            severity,
            code,
            reason,
            sheet=self.sheet,
            row=self.number,
            column=self.titles.get(column, column),
            value=shown(self.cells.get(column, "")),
        )


# --- Cells -------------------------------------------------------------------------------------


def clean(cell: Cell) -> str:
    """A cell as text without what programs leave behind: apostrophes, no-break spaces, 'null'."""
    return _clean(cell) if isinstance(cell, str) else shown(cell)


@lru_cache(KNOWN_TEXTS)
def _clean(text: str) -> str:
    if text and (not text.isprintable() or "  " in text or text[0].isspace() or text[-1].isspace()):
        text = " ".join("".join(c if c.isprintable() else " " for c in text.replace("\xa0", " ")).split())
    if text.startswith("'"):
        text = text[1:].strip()
    return "" if text.lower() in NOTHING else text


def shown(cell: Cell) -> str:
    """A cell as a person would see it in the file."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, dt.date):
        return f"{cell:%d-%m-%Y}"
    return str(cell).strip()


EXCEL_EPOCH = dt.date(1899, 12, 30)
DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T].*)?$")
YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$")
SERIAL = re.compile(r"^\d{4,5}(?:\.0+)?$")


def as_date(cell: Cell) -> dt.date | None:
    """A day: dd-mm-yyyy (never month first), yyyy-mm-dd, a date cell, or the serial number of a spreadsheet.

    None for an empty cell; ``ValueError`` for anything else.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = clean(cell)
    return _date(text) if text else None


@lru_cache(KNOWN_TEXTS)
def _date(text: str) -> dt.date:
    if match := DAY_FIRST.match(text):
        day, month, year = (int(part) for part in match.groups())
        return dt.date(year, month, day)
    if match := YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in match.groups())
        return dt.date(year, month, day)
    if SERIAL.match(text) and 3653 <= (serial := int(float(text))) <= 73050:  # 1910 to 2099
        return EXCEL_EPOCH + dt.timedelta(days=serial)
    raise ValueError(text)


# --- Lines into rows ---------------------------------------------------------------------------


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
        filled = sum(1 for name in required if clean(here.get(name, "")))
        if filled and filled == len(required) and not line.broken:
            repeats = all(plain(here[name]) == heading.titles[heading.places[name]] for name in required)
            return "other" if repeats else "row"
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
