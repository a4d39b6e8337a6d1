"""Small SIASN exports for tests: one row a person, changed as the test needs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import xlsxwriter

from personnel.imports import apply, kinds, preview, uploads
from personnel.models import DataImport

PRIVATE = {
    "NIK": "9999000000000001",
    "AGAMA NAMA": "RAHASIA-AGAMA",
    "NPWP NOMOR": "RAHASIA-NPWP",
    "ALAMAT": "RAHASIA-ALAMAT",
}
BASE = {
    "PNS ID": "A0000000-0000-4000-8000-000000000001",
    "NIP BARU": "198504112010031001",
    "NAMA": "Budi Santoso",
    "GELAR DEPAN": "",
    "GELAR BELAKANG": "S.Sos.",
    "TANGGAL LAHIR": "11-04-1985",
    "JENIS KELAMIN": "M",
    "NIK": PRIVATE["NIK"],
    "AGAMA NAMA": PRIVATE["AGAMA NAMA"],
    "NPWP NOMOR": PRIVATE["NPWP NOMOR"],
    "ALAMAT": PRIVATE["ALAMAT"],
    "JENIS PEGAWAI NAMA": "PNS Daerah Kabupaten/Kota",
    "STATUS CPNS PNS": "P",
    "KEDUDUKAN HUKUM NAMA": "Aktif",
    "GOL AKHIR ID": "33",
    "GOL AKHIR NAMA": "III/c",
    "JENIS JABATAN ID": "4",
    "JENIS JABATAN NAMA": "Jabatan Fungsional Umum",
    "JABATAN ID": "J-1",
    "JABATAN NAMA": "Pengadministrasi Perkantoran",
    "TMT JABATAN": "01-03-2022",
    "TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana",
    "PENDIDIKAN NAMA": "S1 Sosiologi",
    "TAHUN LULUS": "2008",
    "UNOR ID": "U-SOS-A",
    "UNOR NAMA": "Bidang A",
    "SATUAN KERJA KERJA ID": "U-SOS",
    "SATUAN KERJA KERJA NAMA": "Dinas Sosial",
    "EMAIL GOV": "budi@palukota.contoh",
    "ESELON ID": "",
    "ESELON NAMA": "",
}


def person(number: int = 1, **changes: str) -> dict[str, str]:
    """The person with that number; keys of ``changes`` are headings with _ for the space."""
    row = BASE | {
        "PNS ID": f"A0000000-0000-4000-8000-{number:012d}",
        "NIP BARU": f"198504112010031{number:03d}",
        "NAMA": f"Pegawai Nomor {number}",
        "EMAIL GOV": f"pegawai{number}@palukota.contoh",
    }
    return row | {key.replace("_", " "): value for key, value in changes.items()}


def csv_bytes(rows: list[dict[str, str]], delimiter: str = ";") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def xlsx_bytes(rows: list[dict], above: int = 0, name: str = "Data ASN") -> bytes:
    """A workbook; numbers and dates stay what they are. ``above``: lines before the heading."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet(name)
        if above:
            sheet.write_string(0, 0, "DAFTAR PEGAWAI KOTA PALU")
        sheet.write_row(above, 0, list(rows[0]))
        for number, row in enumerate(rows, start=above + 1):
            sheet.write_row(number, 0, list(row.values()))
    return buffer.getvalue()


def previewed(
    content: bytes, *, by, name: str = "pegawai.csv", answers: dict[str, str] | None = None
) -> DataImport:
    """Upload and preview in this process, as the worker would."""
    data_import = uploads.receive(kinds.get("siasn"), name, [content], by=by)
    data_import.options = {"answers": answers or {}}
    data_import.save()
    return preview.build(data_import)


def committed(
    content: bytes, *, by, without_waiting: bool = False, accept: bool = True, **kwargs
) -> DataImport:
    """The whole way, with every suggestion accepted."""
    data_import = previewed(content, by=by, **kwargs)
    if (
        accept
        and data_import.status == DataImport.Status.PREVIEWED
        and (answers := preview.suggestions(data_import))
    ):
        data_import.options = {**data_import.options, "answers": data_import.options["answers"] | answers}
        data_import.save()
        data_import = preview.build(data_import)
    return apply.commit(data_import, by=by, without_waiting=without_waiting)


def in_file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
