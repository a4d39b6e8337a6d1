"""Results out of a spreadsheet, pasted or sent as a file: lines of text read against the participants of a
batch, before anything is kept. ``training.results`` keeps them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from personnel.imports import files
from personnel.imports.cells import clean, plain
from personnel.imports.lines import BadFile, Cell, Sheet
from personnel.imports.uploads import lay_down
from personnel.numbers import read_number
from personnel.private_files import workbench
from training import results
from training.models import Batch, Enrolment
from training.results import Marks

#: More than any batch has.
MOST_LINES = 500
MOST_BYTES = 2 * 1024 * 1024
NIP = re.compile(r"[0-9]{18}")
#: A NIP that a spreadsheet program took for a number: its last digits are gone.
ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
PASSED = {"lulus": True, "ya": True, "l": True, "tidak lulus": False, "tidak": False, "tl": False}
COLUMNS = ("NIP", "nama (boleh kosong)", "tes awal", "tes akhir", "kelulusan")
NAMED = {
    "NIP": "nip",
    "NAMA": "name",
    "TES AWAL": "tes awal",
    "PRE TEST": "tes awal",
    "PRETEST": "tes awal",
    "TES AKHIR": "tes akhir",
    "POST TEST": "tes akhir",
    "POSTTEST": "tes akhir",
    "KELULUSAN": "kelulusan",
}
#: Which cell of a line says what, by the words of the heading.
Places = dict[str, int]


@dataclass(frozen=True)
class Read:
    """One line that names a participant: what is kept of them, and what would be."""

    enrolment: Enrolment
    before: Marks
    after: Marks

    @property
    def is_new(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Reading:
    """A pasted text as it was understood. ``faults``: what could not be, each with its line."""

    rows: list[Read]
    faults: list[str]

    @property
    def changed(self) -> list[Read]:
        return [row for row in self.rows if row.is_new]

    @property
    def wanted(self) -> dict[int, Marks]:
        return {row.enrolment.pk: row.after for row in self.changed}

    @property
    def stamp(self) -> str:
        return results.stamp(row.enrolment for row in self.changed)


@dataclass(frozen=True)
class Opened:
    """A file as text, a line for each line of the sheet that was read; ``remarks`` say what was not."""

    text: str
    sheet: str
    remarks: list[str] = field(default_factory=list)


class Fault(Exception):  # noqa: N818 - a word of the domain
    """Why a line cannot be read, in words."""


# ------------------------------------------------------------------------------------------------ a file


def opened(name: str, chunks: Iterable[bytes]) -> Opened:
    """The sheet of a CSV or XLSX file that names people. :class:`BadFile` where there is none."""
    with workbench() as bench:
        path = bench / f"{uuid.uuid4().hex}{Path(name).suffix.lower()[:8]}"
        lay_down(path, chunks)
        content = files.check(path, name, MOST_BYTES)
        read_sheets = [_as_text(sheet) for sheet in files.sheets(path, content, _known)]
    chosen = next((one for one in read_sheets if re.search(r"\d{18}|(?i:\bnip\b)", one.text)), None)
    if chosen is None:
        raise BadFile("Tidak ada lembar yang memuat kolom NIP. Periksa berkasnya, lalu unggah lagi.")
    left = [one for one in read_sheets if one is not chosen and one.text.strip()]
    unread = [f"Lembar “{one.sheet}” tidak dibaca; unggah tersendiri bila memuat hasil." for one in left]
    return replace(chosen, remarks=[*chosen.remarks, *unread])


def _known(cells: list[Cell]) -> int:
    return sum(plain(cell) in NAMED for cell in cells)


def _as_text(sheet: Sheet) -> Opened:
    """Line by line, so that the number of a line is the number of its row; blank ones stay."""
    rows: dict[int, str] = {}
    remarks = list(sheet.remarks)
    for line in sheet.lines:
        if line.number > MOST_LINES:
            if any(clean(cell) for cell in line.cells):
                remarks.append(_too_many(f"Baris {line.number}"))
                break
        elif line.broken:
            remarks.append(f"Baris {line.number}: {line.broken}")
        else:
            rows[line.number] = "\t".join(_typed(cell) for cell in line.cells)
    text = "\n".join(rows.get(number, "") for number in range(1, max(rows, default=0) + 1))
    return Opened(text, sheet.name[:100], remarks)


def _typed(cell: Cell) -> str:
    """A cell as somebody here would type it."""
    return clean(cell).replace(".", ",") if isinstance(cell, float) else clean(cell)


def _too_many(where: str) -> str:
    return f"{where} dan sesudahnya tidak dibaca; paling banyak {MOST_LINES} baris."


# ----------------------------------------------------------------------------------------------- its lines


def read(batch: Batch, text: str, *, own: int | None, sheet: str = "") -> Reading:
    """Each line a NIP, perhaps a name, then the test before, the test after, and whether somebody passed; a
    heading may put them in another order. An empty cell leaves what is kept. ``own`` is whoever sends them:
    nobody touches their own. ``sheet``: where the lines come from. One query."""
    people = {row.civil_servant.nip: row for row in results.graded(batch)}
    rows: dict[int, Read] = {}
    faults: list[str] = []
    lines = text.splitlines()
    where = f"Lembar “{sheet}”, baris" if sheet else "Baris"
    heading: Places = {}
    for number, line in enumerate(lines[:MOST_LINES], 1):
        cells = [cell.strip().strip('"') for cell in line.split("\t" if "\t" in line else ";")]
        try:
            if not any(cells):
                continue
            if found := _heading(cells):
                heading = found
                faults += _unknown(cells, f"{where} {number}")
                continue
            row = _read(cells, heading or _by_position(cells), people, own)
            if row.enrolment.pk in rows:
                raise Fault("pegawai ini sudah tertulis pada baris sebelumnya")
            rows[row.enrolment.pk] = row
        except Fault as fault:
            faults.append(f"{where} {number}{',' if str(fault).startswith('kolom') else ':'} {fault}.")
    if any(line.strip() for line in lines[MOST_LINES:]):
        faults.append(_too_many(f"{where} {MOST_LINES + 1}"))
    return Reading(list(rows.values()), faults)


def _heading(cells: list[str]) -> Places:
    """Where a heading puts what; empty where the line is none."""
    named = {NAMED[plain(cell)]: n for n, cell in reversed(list(enumerate(cells))) if plain(cell) in NAMED}
    return named if "nip" in named else {}


def _unknown(cells: list[str], where: str) -> list[str]:
    """Columns of a heading of which nothing is read."""
    left = [(n, cell) for n, cell in enumerate(cells) if cell and plain(cell) not in NAMED]
    return [f"{where}, kolom {_letter(n)}: “{cell[:30]}” tidak dikenal dan tidak dibaca." for n, cell in left]


def _by_position(cells: list[str]) -> Places:
    """Without a heading: the NIP first, then perhaps the name, then what is known of them."""
    first = 2 if _is_name(cells) else 1
    return {"nip": 0, "tes awal": first, "tes akhir": first + 1, "kelulusan": first + 2}


def _read(cells: list[str], places: Places, people: dict[str, Enrolment], own: int | None) -> Read:
    typed = _cell(cells, places, "nip")
    nip = re.sub(r"\D", "", typed)
    if ROUNDED.fullmatch(typed):
        raise Fault("NIP tersimpan sebagai angka dan terpotong; jadikan kolomnya teks")
    if not NIP.fullmatch(nip):
        raise Fault(f"kolom {_letter(places['nip'])} bukan NIP 18 angka")
    enrolment = people.get(nip)
    if enrolment is None:
        raise Fault("tidak ada peserta angkatan ini dengan NIP tersebut")
    if enrolment.civil_servant_id == own:
        raise Fault("ini hasil Anda sendiri; petugas lain yang mengisinya")
    before = results.marks_of(enrolment)
    return Read(enrolment, before, _after(before, cells, places))


def _cell(cells: list[str], places: Places, name: str) -> str:
    place = places.get(name, len(cells))
    return cells[place] if place < len(cells) else ""


def _letter(place: int) -> str:
    """The letter of a column as a spreadsheet program has it."""
    return chr(ord("A") + place) if place < 26 else f"ke-{place + 1}"


def _is_name(cells: list[str]) -> bool:
    """Whether the second cell is the person's name, not a score."""
    return len(cells) == len(COLUMNS) or (len(cells) > 1 and bool(re.search(r"[A-Za-z]", cells[1])))


def _after(before: Marks, cells: list[str], places: Places) -> Marks:
    """What would be kept: each cell that says something in place of what is."""
    after = before
    for name, (mark, understood) in MARKS.items():
        typed = _cell(cells, places, name)
        try:
            after = replace(after, **{mark: understood(typed)}) if typed else after
        except Fault as fault:
            raise Fault(f"kolom {_letter(places[name])} ({name}): {fault}") from None
    return after


def _score(typed: str) -> Decimal:
    score = read_number(typed)
    if score is None or not 0 <= score <= 100 or score != round(score, 2):
        raise Fault(f"“{typed[:20]}” bukan nilai 0 sampai 100")
    return score


def _passed(typed: str) -> bool:
    known = PASSED.get(" ".join(typed.casefold().split()))
    if known is None:
        raise Fault(f"kelulusan “{typed[:20]}” tidak dikenal; tulis lulus atau tidak lulus")
    return known


#: By the words of the heading: what is kept of it, and how it is understood.
MARKS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "tes awal": ("pre_test", _score),
    "tes akhir": ("post_test", _score),
    "kelulusan": ("has_passed", _passed),
}
