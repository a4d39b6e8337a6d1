"""Opening a spreadsheet that somebody sent: what it really is, whether it is safe, and its lines.

Nothing here knows what the columns mean. Whatever cannot be read is refused with :class:`BadFile`, in words
for the person who chose the file.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from personnel.imports.lines import BadFile, Cell, Sheet
from personnel.imports.texts import find_encoding, text_sheet
from personnel.imports.workbooks import MAX_MEMBERS, check_directory, check_workbook, workbook_sheets

CSV_SUFFIXES = (".csv", ".txt", ".tsv")
XLSX_SUFFIXES = (".xlsx",)

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


def check(path: Path, file_name: str, most: int | None = None) -> str:
    """'csv' or 'xlsx', after every check that does not need the columns; else :class:`BadFile`. ``most``
    bytes where it is not what a page accepts."""
    suffix = Path(file_name).suffix.lower()
    check_size(path.stat().st_size, most)
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


def check_size(size: int, most: int | None = None) -> None:
    most = settings.UPLOAD_MAX_BYTES if most is None else most
    if size == 0:
        raise BadFile("Berkas ini kosong (0 bita). Unduh lagi dari SIASN, lalu unggah.")
    if size > most:
        raise BadFile(
            f"Ukuran berkas {filesizeformat(size)} melebihi batas "
            f"{filesizeformat(most)}. Hapus lembar yang tidak perlu atau "
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
    check_directory(path)
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


def sheets(path: Path, content: str, count_known: Callable[[list[Cell]], int]) -> Iterator[Sheet]:
    """The sheets of a file that :func:`check` has let through."""
    if content == "xlsx":
        yield from workbook_sheets(path)
    else:
        yield text_sheet(path, count_known)
