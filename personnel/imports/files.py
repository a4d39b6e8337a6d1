"""Opening a spreadsheet that somebody sent: what it really is, whether it is safe, and its lines.

Nothing here knows what the columns mean. Whatever cannot be read is refused with :class:`BadFile`, in words
for the person who chose the file.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import re
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

CSV_SUFFIXES = (".csv", ".txt", ".tsv")
XLSX_SUFFIXES = (".xlsx",)
DELIMITERS = ",;|\t"

#: Limits of a workbook once unpacked. The sheet of 30,000 people in 66 columns has some 2 million cells.
MAX_MEMBERS = 400
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 150
RATIO_MATTERS_FROM = 20 * 1024 * 1024
MAX_CELLS = 8_000_000
#: How far down a heading may stand, and how many lines one quoted cell may hold.
HEADING_WITHIN = 60
LINES_IN_A_CELL = 20


class BadFile(Exception):  # noqa: N818 - a word of the domain
    """The file cannot be used; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet, numbered as a spreadsheet program does."""

    number: int
    cells: list[Cell]
    #: Why the cells cannot be trusted; empty when they can.
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its lines, read once. ``remarks`` are said to the person, not refused."""

    name: str
    lines: Iterator[Line]
    remarks: tuple[str, ...] = ()


# --- What it is --------------------------------------------------------------------------------

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"RIFF", "image"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)


def check(path: Path, file_name: str) -> str:
    """'csv' or 'xlsx', after every check that does not need the columns; else :class:`BadFile`."""
    suffix = Path(file_name).suffix.lower()
    check_size(path.stat().st_size)
    content = recognise(path)
    refuse_foreign(content, suffix)
    if content == "xlsx":
        if suffix not in XLSX_SUFFIXES:
            raise BadFile(
                f"Isi berkas adalah buku kerja XLSX, tetapi namanya berakhiran “{suffix}”. Ganti "
                "akhirannya menjadi .xlsx."
            )
        check_workbook(path)
    elif suffix not in CSV_SUFFIXES:
        raise BadFile(
            f"Isi berkas adalah teks, tetapi namanya berakhiran “{suffix}”. Simpan sebagai CSV "
            "atau XLSX dari program lembar kerja."
        )
    else:
        find_encoding(path)
    return content


def check_size(size: int) -> None:
    if size == 0:
        raise BadFile("Berkas ini kosong (0 bita). Unduh lagi dari SIASN, lalu unggah.")
    if size > settings.UPLOAD_MAX_BYTES:
        raise BadFile(
            f"Ukuran berkas {filesizeformat(size)} melebihi batas "
            f"{filesizeformat(settings.UPLOAD_MAX_BYTES)}. Hapus lembar yang tidak perlu atau "
            "bagi menjadi beberapa berkas."
        )


def recognise(path: Path) -> str:
    """What the bytes say, whatever the name says."""
    with path.open("rb") as file:
        head = file.read(4096)
    for signature, content in SIGNATURES:
        if head.startswith(signature):
            if content == "zip":
                return recognise_archive(path)
            if content == "ole":
                return "encrypted" if "EncryptedPackage".encode("utf-16-le") in path.read_bytes() else "xls"
            if content != "image" or b"\x00" in head:
                return content
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta")):
        return "html"
    return "csv"


def recognise_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[: MAX_MEMBERS + 1])
            kind = b""
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    kind = member.read(100)
            locked = any(info.flag_bits & 1 for info in archive.infolist()[:MAX_MEMBERS])
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error, ValueError):
        return "damaged"
    if locked:
        return "encrypted"
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        return "ods"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("word/") for name in names):
        return "word"
    return "archive"


def refuse_foreign(content: str, suffix: str) -> None:
    """The formats that are not read, each with what to do instead."""
    save_as = "Buka di program lembar kerja, pilih “Simpan sebagai”, lalu pilih XLSX atau CSV."
    reasons = {
        "pdf": "Ini berkas PDF. Unggah data aslinya (CSV atau XLSX), bukan cetakannya.",
        "image": "Ini gambar. Unggah data aslinya (CSV atau XLSX), bukan fotonya.",
        "xls": "Ini format Excel lama (.xls), yang tidak dibaca demi keamanan." + " " + save_as,
        "ods": "Ini format OpenDocument (.ods), yang tidak dibaca." + " " + save_as,
        "xlsb": "Ini format Excel biner (.xlsb), yang tidak dibaca." + " " + save_as,
        "html": "Ini halaman web yang diberi nama seperti lembar kerja." + " " + save_as,
        "rtf": "Ini dokumen teks, bukan lembar kerja. Unggah data aslinya (CSV atau XLSX).",
        "word": "Ini dokumen Word, bukan lembar kerja. Unggah data aslinya (CSV atau XLSX).",
        "encrypted": "Berkas ini dilindungi kata sandi. Hapus kata sandinya, simpan, lalu unggah lagi.",
        "damaged": "Berkas ini rusak atau tidak terunggah utuh. Unduh lagi dari sumbernya, lalu unggah.",
        "archive": "Ini arsip (ZIP, RAR, atau sejenisnya). Keluarkan isinya, lalu unggah CSV atau XLSX-nya.",
    }
    if content in reasons:
        raise BadFile(reasons[content])
    if suffix not in CSV_SUFFIXES + XLSX_SUFFIXES:
        raise BadFile(f"Hanya berkas CSV dan XLSX yang dapat dibaca; berkas ini berakhiran “{suffix}”.")


# --- Workbooks ---------------------------------------------------------------------------------

CELL_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
TAIL = 64


def check_workbook(path: Path) -> None:
    """Unpack every part without keeping it: a bomb shows itself here, before a reader takes memory for it.

    What the directory declares is not believed; the bytes that come out are counted. The corners of each
    sheet are measured as well, because a reader lays a sheet out as a rectangle: two cells at A1 and
    XFD1048576 are 17 billion.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED:
                raise BadFile(too_large_unpacked())
            left = MAX_UNPACKED
            for info in members:
                left -= measure(info, raw, left)
    except (zipfile.BadZipFile, zlib.error, OSError, struct.error, ValueError) as error:
        raise BadFile(
            "Berkas ini rusak atau tidak terunggah utuh. Unduh lagi dari sumbernya, lalu unggah."
        ) from error


def too_large_unpacked() -> str:
    return (
        "Isi berkas ini terlalu besar setelah dibuka, sehingga tidak aman dibaca. "
        "Hapus lembar, gambar, dan sel yang tidak perlu, lalu simpan ulang sebagai XLSX."
    )


def measure(info: zipfile.ZipInfo, raw: BinaryIO, left: int) -> int:
    """The unpacked size of one part, at most ``left``."""
    is_sheet = info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")
    size, tail, right, bottom = 0, b"", 0, 0
    for chunk in unpack(info, raw):
        size += len(chunk)
        ratio_broken = size > RATIO_MATTERS_FROM and size > MAX_RATIO * max(info.compress_size, 1)
        if size > left or ratio_broken:
            raise BadFile(too_large_unpacked())
        if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
            raise BadFile(
                "Berkas ini memuat definisi XML yang tidak lazim, sehingga "
                "tidak aman dibaca. Simpan ulang sebagai XLSX."
            )
        if is_sheet:
            right, bottom = corner(tail + chunk, right, bottom)
            if right * bottom > MAX_CELLS:
                raise BadFile(too_large_unpacked())
        tail = chunk[-TAIL:]
    return size


def corner(text: bytes, right: int, bottom: int) -> tuple[int, int]:
    """The farthest column and row named so far."""
    places = CELL_PLACE.findall(text)
    if places:
        right = max(right, *(column_number(letters) for letters in {place[0] for place in places}))
        bottom = max(bottom, *(int(row) for row in {place[1] for place in places}))
    return right, bottom


def column_number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def unpack(info: zipfile.ZipInfo, raw: BinaryIO) -> Iterator[bytes]:
    """The unpacked bytes of a part, as many as there really are."""
    raw.seek(info.header_offset)
    header = raw.read(30)
    signature, name_length, extra_length = header[:4], *struct.unpack("<HH", header[26:30])
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile
    raw.seek(info.header_offset + 30 + name_length + extra_length)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile
    stream = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    left = info.compress_size
    while left > 0:
        packed = raw.read(min(left, 1 << 16))
        if not packed:
            raise zipfile.BadZipFile
        left -= len(packed)
        if stream is None:
            yield packed
            continue
        chunk = stream.decompress(packed, 1 << 20)
        while chunk:
            yield chunk
            chunk = stream.decompress(stream.unconsumed_tail, 1 << 20)


def workbook_sheets(path: Path) -> Iterator[Sheet]:
    try:
        with closing(CalamineWorkbook.from_path(path)) as workbook:
            for index, about in enumerate(workbook.sheets_metadata):
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                hidden = about.visible != SheetVisibleEnum.Visible
                remarks = ("Lembar ini tersembunyi, tetapi ikut dibaca.",) if hidden else ()
                sheet = workbook.get_sheet_by_index(index)
                first = sheet.start[0] + 1 if sheet.start else 1
                lines = (Line(number, cells) for number, cells in enumerate(sheet.iter_rows(), start=first))
                yield Sheet(about.name, lines, remarks)
    except BaseException as error:
        # A damaged part can make the reader panic, which is no Exception.
        if not isinstance(error, CalamineError) and type(error).__name__ != "PanicException":
            raise
        raise BadFile(
            "Buku kerja ini tidak dapat dibaca. Buka di program lembar "
            "kerja, simpan ulang sebagai XLSX, lalu unggah."
        ) from error


# --- Text --------------------------------------------------------------------------------------


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
        for text in islice(file, HEADING_WITHIN):
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


def text_lines(path: Path, encoding: str, delimiter: str, width: int) -> Iterator[Line]:
    """The lines of a text file. A quote that is never closed costs its own line and no other."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        ahead: deque[str] = deque()
        number = 0
        while True:
            text = ahead.popleft() if ahead else next(file, None)
            if text is None:
                return
            number += 1
            cells = split(text, delimiter)
            if cells is not None:
                yield Line(number, list(cells), too_many(cells, width))
                continue
            ahead.extend(islice(file, max(0, LINES_IN_A_CELL - len(ahead))))
            joined, used = join(text, ahead, delimiter, width)
            if joined is None:
                yield Line(number, list(text.rstrip("\r\n").replace('"', "").split(delimiter)), quote_open())
                continue
            yield Line(number, list(joined))
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


def sheets(path: Path, content: str, count_known: Callable[[list[Cell]], int]) -> Iterator[Sheet]:
    """The sheets of a file that :func:`check` has let through."""
    if content == "xlsx":
        yield from workbook_sheets(path)
    else:
        yield text_sheet(path, count_known)
