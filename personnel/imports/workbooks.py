"""Workbooks (XLSX): an archive of XML, made by anybody, so measured before it is read, and read in a process
apart whose memory and time are limited."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import signal
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from personnel.imports.lines import BadFile, Cell, Sheet, SheetLine

#: Limits of a workbook once unpacked. The sheet of 30,000 people in 66 columns has some 2 million cells.
MAX_MEMBERS = 400
MAX_DIRECTORY = 256 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 150
RATIO_MATTERS_FROM = 20 * 1024 * 1024
MAX_CELLS = 8_000_000
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384  # of any spreadsheet program
#: Text without a single tag; a cell has 32,767 characters at most.
MAX_WITHOUT_TAG = 1024 * 1024


def too_large_unpacked() -> str:
    return (
        "Isi berkas ini terlalu besar setelah dibuka, sehingga tidak aman dibaca. "
        "Hapus lembar, gambar, dan sel yang tidak perlu, lalu simpan ulang sebagai XLSX."
    )


# --- The directory of the archive --------------------------------------------------------------

END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"


def check_directory(path: Path) -> None:
    """Refuse an archive of too many parts by the record at its end, before its directory is read: 700,000
    entries of 47 bytes take half a gigabyte as objects."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - (1 << 16) - 98))
        tail = file.read()
    place = len(tail) - 22
    if not (tail[place:].startswith(END) and tail.endswith(b"\0\0")):
        place = tail.rfind(END)
    if place < 0 or len(tail) < place + 22:
        return  # cut off; whoever opens it will say so
    members, directory = struct.unpack("<HL", tail[place + 10 : place + 16])
    large = place - 76
    if tail[place - 20 : place].startswith(LOCATOR_64) and tail[large : place - 20].startswith(END_64):
        members, directory = struct.unpack("<QQ", tail[large + 32 : large + 48])
    if members > MAX_MEMBERS or directory > MAX_DIRECTORY:
        raise BadFile(too_large_unpacked())


# --- What comes out of it ----------------------------------------------------------------------


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
            left, cells = MAX_UNPACKED, 0
            for info in members:
                size, area = measure(info, raw, left)
                left, cells = left - size, cells + area
                if cells > MAX_CELLS:
                    raise BadFile(too_large_unpacked())
    except (zipfile.BadZipFile, zlib.error, OSError, struct.error, ValueError) as error:
        raise BadFile(
            "Berkas ini rusak atau tidak terunggah utuh. Unduh lagi dari sumbernya, lalu unggah."
        ) from error


def measure(info: zipfile.ZipInfo, raw: BinaryIO, left: int) -> tuple[int, int]:
    """The unpacked size of one part, at most ``left``, and the cells that a reader would lay out for it."""
    size, is_sheet, corner = 0, False, Corner()
    for text in whole_tags(unpack(info, raw)):
        size += len(text)
        ratio_broken = size > RATIO_MATTERS_FROM and size > MAX_RATIO * max(info.compress_size, 1)
        if size > left or ratio_broken:
            raise BadFile(too_large_unpacked())
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise BadFile(
                "Berkas ini memuat definisi XML yang tidak lazim, sehingga "
                "tidak aman dibaca. Simpan ulang sebagai XLSX."
            )
        # By what it holds, not by its name, which is whatever the archive says.
        is_sheet = is_sheet or b"sheetData" in text
        if is_sheet:
            corner.look_at(text)
    if corner.has_placeless:
        for text in whole_tags(unpack(info, raw)):
            corner.count(text)
    return size, corner.area


def whole_tags(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut after a ``>``, so that no tag lies on a border."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        cut = rest.rfind(b">") + 1
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > MAX_WITHOUT_TAG:
            yield rest
            rest = b""
    yield rest


CELL_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
# As nearly every program writes it comes first, because that is quick.
PLACELESS_CELL = re.compile(rb"""<(?:[\w.-]+:)?c(?! r=")(?=[\s/>])(?![^<>]*?\sr\s*=)""")
TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^<>]*)")
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,9})["']""")


class Corner:
    """The farthest row and column of a sheet, as a reader places its cells: one without a place of its own
    comes after the cell before it, a row without a number after the row before it."""

    def __init__(self) -> None:
        self.right = self.bottom = 0
        self.row = self.column = 0
        self.has_placeless = False

    @property
    def area(self) -> int:
        return self.right * self.bottom

    def reach(self, column: int, row: int) -> None:
        self.right, self.bottom = max(self.right, column), max(self.bottom, row)
        if self.area > MAX_CELLS or self.right > MAX_COLUMNS or self.bottom > MAX_ROWS:
            raise BadFile(too_large_unpacked())

    def look_at(self, text: bytes) -> None:
        """The places that stand in a piece of the sheet; whether there are cells without."""
        places = CELL_PLACE.findall(text)
        if places:
            columns = {column_number(letters) for letters in {place[0] for place in places}}
            self.reach(max(columns), max(int(row) for row in {place[1] for place in places}))
        self.has_placeless = self.has_placeless or PLACELESS_CELL.search(text) is not None

    def count(self, text: bytes) -> None:
        """Tag by tag, as the reader goes. Slower, and hardly ever needed."""
        for kind, attributes in TAG.findall(text):
            place = PLACE.search(attributes)
            if kind == b"row":
                self.row = int(place[2]) if place else self.row + 1
                self.column = 0
                if self.row > MAX_ROWS:
                    raise BadFile(too_large_unpacked())
            elif place and place[1]:
                self.column = column_number(place[1])
                self.reach(self.column, int(place[2]))
            else:
                self.column += 1
                self.reach(self.column, self.row)


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


# --- Its lines ---------------------------------------------------------------------------------

READER = Path(__file__).with_name("workbook_reader.py")
#: Signals that end the reader when it wants more memory (Rust aborts) or time than it may have.
TOO_MUCH = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU}
MAKERS: dict[str, Callable[[Any], Cell]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "timedelta": lambda seconds: dt.timedelta(seconds=seconds),
}


def workbook_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a workbook, read by a process of its own: whatever a file does to the reader, it does
    not do to us."""
    process = subprocess.Popen(
        [sys.executable, "-I", str(READER), str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
        cwd="/",
    )
    try:
        yield from Told(process).sheets()
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


class Told:
    """What the reader tells, frame by frame: a sheet, some of its lines, …, the end."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.about: dict[str, Any] = {}

    def frames(self) -> Iterator[Any]:
        for text in self.process.stdout or ():
            yield json.loads(text, object_hook=revive)
        self.about = {"refused": "too large" if self.process.wait() in TOO_MUCH else "unreadable"}

    def sheets(self) -> Iterator[Sheet]:
        frames = self.frames()
        lines = self.lines(frames, 0)
        while True:
            for _unwanted in lines:
                pass
            if "sheet" not in self.about:
                return self.end()
            about = self.about
            lines = self.lines(frames, 1)
            remarks = ("Lembar ini tersembunyi, tetapi ikut dibaca.",) if about["hidden"] else ()
            yield Sheet(about["sheet"], lines, remarks)

    def lines(self, frames: Iterator[Any], number: int) -> Iterator[SheetLine]:
        for frame in frames:
            if isinstance(frame, dict):
                self.about = frame
                return
            for cells in frame:
                yield SheetLine(number, cells)
                number += 1

    def end(self) -> None:
        match self.about.get("refused"):
            case None:
                return
            case "too large":
                raise BadFile(too_large_unpacked())
            case _:
                raise BadFile(
                    "Buku kerja ini tidak dapat dibaca. Buka di program lembar "
                    "kerja, simpan ulang sebagai XLSX, lalu unggah."
                )


def revive(frame: dict[str, Any]) -> Any:
    """A day or time that JSON has no sign for; everything else as it is."""
    for name, value in frame.items():
        if name in MAKERS:
            return MAKERS[name](value)
    return frame
