"""Text files: their encoding, their delimiter, their lines, and quotes that do not fit."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from personnel.imports.lines import HEADING_WITHIN, MAX_LINES, BadFile, Cell, Sheet, SheetLine

DELIMITERS = ",;|\t"
#: How many lines one quoted cell may hold.
LINES_IN_A_CELL = 20
#: Characters of a line; the widest export, of 66 columns, has some 1,500.
MAX_LINE = 100_000


def lines_of(file: TextIO) -> Iterator[str]:
    """The lines of a text file, none of them longer than a person could have meant."""
    number = 0
    while text := file.readline(MAX_LINE + 1):
        number += 1
        if len(text) > MAX_LINE or number > MAX_LINES:
            raise BadFile(
                "Baris berkas ini terlalu panjang atau terlalu banyak, sehingga tidak aman dibaca. "
                "Hapus yang tidak perlu atau bagi menjadi beberapa berkas."
            )
        yield text


def find_encoding(path: Path) -> str:
    """UTF-8, UTF-16 or Windows-1252, by looking at every byte."""
    with path.open("rb") as file:
        head = file.read(4096)
        if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
            file.seek(0)
            if not any(
                chunk.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
                for chunk in iter(lambda: file.read(1 << 16), b"")
            ):
                raise BadFile("Berkas ini tidak berisi apa pun selain baris kosong.")
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            encoding = "utf-16"
        elif b"\x00" in head:
            encoding = guess_utf16(head)
        else:
            encoding = "utf-8-sig"
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in iter(lambda: file.read(1 << 16), b""):
                if "\x00" in decoder.decode(chunk):
                    raise BadFile(has_nul())
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            if encoding != "utf-8-sig":
                raise BadFile(
                    "Pengodean teks berkas ini tidak dikenal. Simpan ulang sebagai CSV UTF-8."
                ) from None
            encoding = "cp1252"
            refuse_nul_bytes(path)
    return encoding


def has_nul() -> str:
    return (
        "Berkas ini memuat karakter NUL, jadi bukan teks yang utuh. Simpan ulang sebagai CSV UTF-8 atau XLSX."
    )


def guess_utf16(head: bytes) -> str:
    """UTF-16 without a mark: in Latin text every other byte is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > 0.6 * half and even == 0:
        return "utf-16-le"
    if half and even > 0.6 * half and odd == 0:
        return "utf-16-be"
    raise BadFile(has_nul())


def refuse_nul_bytes(path: Path) -> None:
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(1 << 16), b""):
            if b"\x00" in chunk:
                raise BadFile(has_nul())


def text_sheet(path: Path, count_known: Callable[[list[Cell]], int]) -> Sheet:
    """The one sheet of a text file. ``count_known`` says how many headings that we know stand in a line:
    it finds the delimiter more surely than any statistics."""
    encoding = find_encoding(path)
    remarks = []
    if encoding == "cp1252":
        remarks.append(
            "Berkas tidak memakai UTF-8; dibaca sebagai Windows-1252. "
            "Periksa huruf yang tidak lazim pada nama."
        )
    delimiter, width = find_delimiter(path, encoding, count_known)
    return Sheet("", text_lines(path, encoding, delimiter, width), tuple(remarks))


def find_delimiter(path: Path, encoding: str, count_known: Callable[[list[Cell]], int]) -> tuple[str, int]:
    """The delimiter, and the number of cells of the heading."""
    best = (0, 0, ",", 0)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for text in islice(lines_of(file), HEADING_WITHIN):
            for rank, delimiter in enumerate(DELIMITERS):
                cells = split(text, delimiter) or []
                best = max(best, (count_known(list(cells)), -rank, delimiter, len(cells)))
    return best[2], best[3] if best[0] else 0


def split(text: str, delimiter: str) -> list[str] | None:
    """The cells of one line, or None when its quotes do not fit."""
    text = text.rstrip("\r\n")
    if '"' not in text:
        return text.split(delimiter)
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def text_lines(path: Path, encoding: str, delimiter: str, width: int) -> Iterator[SheetLine]:
    """The lines of a text file. A quote that is never closed costs its own line and no other."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        ahead: deque[str] = deque()
        lines, number = lines_of(file), 0
        while True:
            text = ahead.popleft() if ahead else next(lines, None)
            if text is None:
                return
            number += 1
            cells = split(text, delimiter)
            if cells is not None:
                yield SheetLine(number, list(cells), too_many(cells, width))
                continue
            ahead.extend(islice(lines, max(0, LINES_IN_A_CELL - len(ahead))))
            joined, used = join(text, ahead, delimiter, width)
            if joined is None:
                yield SheetLine(
                    number, list(text.rstrip("\r\n").replace('"', "").split(delimiter)), quote_open()
                )
                continue
            yield SheetLine(number, list(joined))
            for _i in range(used):
                ahead.popleft()
            number += used


def quote_open() -> str:
    return (
        "Tanda kutip ganda tidak berpasangan, sehingga batas kolom tidak dapat "
        "dipastikan. Perbaiki tanda kutip pada baris ini."
    )


def too_many(cells: list[str], width: int) -> str:
    if width and len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return (
            f"Baris ini berisi {len(cells)} kolom, padahal judul tabel {width}. Mungkin ada "
            "pemisah di dalam isi tanpa tanda kutip."
        )
    return ""


def join(text: str, ahead: deque[str], delimiter: str, width: int) -> tuple[list[str] | None, int]:
    """A cell may hold line breaks. It is one when the joined lines have exactly the cells of the heading and
    none of the lines drawn in is a whole row by itself."""
    for used, more in enumerate(ahead, start=1):
        alone = split(more, delimiter)
        if width > 1 and alone is not None and len(alone) >= width:
            break
        text += more
        cells = list(csv_cells(text, delimiter))
        if cells:
            return (cells, used) if not width or len(cells) == width else (None, 0)
    return None, 0


def csv_cells(text: str, delimiter: str) -> list[str]:
    """The cells of lines that belong together; empty when the quotes still do not fit."""
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return rows[0] if len(rows) == 1 else []
