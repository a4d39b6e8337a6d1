"""One row of the export: from cells to values. Looks at nothing but the row.

A value that is missing from ``row.values`` is not known, so what is stored stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from personnel import nip
from personnel.imports.cells import ERROR_VALUES, KNOWN_TEXTS, as_date, plain
from personnel.imports.rows import DataRow
from personnel.models import CivilServant
from personnel.nip import Nip, NotNip
from personnel.siasn import levels

Employment, LegalState, Education = CivilServant.Employment, CivilServant.LegalState, CivilServant.Education

PNS_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9-]{3,63}$")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
SEXES = {
    "M": "L",
    "L": "L",
    "PRIA": "L",
    "LAKI LAKI": "L",
    "F": "P",
    "P": "P",
    "WANITA": "P",
    "PEREMPUAN": "P",
}
#: First match wins.
LEGAL_STATES = (
    (r"CUTI (DI )?LUAR|CLTN", LegalState.UNPAID_LEAVE),
    (r"TUGAS BELAJAR", LegalState.STUDY),
    (r"PERSIAPAN PENSIUN|\bMPP\b", LegalState.PRE_RETIREMENT),
    (r"(PEMBERHENTIAN|DIBERHENTIKAN|BERHENTI) SEMENTARA", LegalState.SUSPENDED),
    (r"PENSIUN", LegalState.RETIRED),
    (r"BERHENTI|PEMBERHENTIAN|MENINGGAL|PINDAH INSTANSI|MASA KONTRAK (HABIS|BERAKHIR)", LegalState.LEFT),
    (r"\bAKTIF\b", LegalState.ACTIVE),
)
EDUCATIONS = (
    (r"\bS 3\b|\bS3\b|DOKTOR", Education.S3),
    (r"\bS 2\b|\bS2\b|MAGISTER|PASCASARJANA", Education.S2),
    (r"DIPLOMA (III|3)|\bD ?(III|3)\b|SARJANA MUDA|AKADEMI", Education.D3),
    (r"\bS 1\b|\bS1\b|DIPLOMA (IV|4)|\bD ?(IV|4)\b|SARJANA", Education.S1),
    (r"DIPLOMA (II|I|2|1)\b|\bD ?(II|I|2|1)\b|SLTA|\bSMA\b|\bSMK\b|\bMA\b|MENENGAH ATAS", Education.SMA),
    (r"SLTP|\bSMP\b|\bSD\b|SEKOLAH DASAR|MENENGAH PERTAMA|\bMTS\b|\bMI\b", Education.BELOW),
)
LENGTHS = {
    "name": 150,
    "title_before": 50,
    "title_after": 80,
    "education_name": 150,
    "post": 250,
    "unor": 200,
    "opd": 200,
    "post_id": 64,
    "unor_id": 64,
    "opd_id": 64,
}


def parse(row: DataRow) -> None:
    """Fill ``row.values`` with what the row says."""
    row.label = row.text("name")
    for name, cell in row.cells.items():
        if cell and isinstance(cell, str) and cell[0] == "#" and cell.strip() in ERROR_VALUES:
            row.error(name, "spreadsheet_error", "Sel ini berisi galat rumus. Isi dengan nilainya.")
    parse_key(row)
    number = parse_nip(row)
    parse_texts(row)
    parse_employment(row, number)
    parse_birth(row, number)
    parse_sex(row, number)
    parse_legal_state(row)
    parse_post(row)
    parse_schooling(row)
    parse_email(row)


def parse_key(row: DataRow) -> None:
    text = row.text("pns_id")
    if not text:
        row.error(
            "pns_id", "pns_id_missing", "PNS ID kosong. Ambil lagi dari SIASN; PNS ID adalah kunci orang."
        )
    elif not PNS_ID.match(text) or nip.SCIENTIFIC.match(text):
        row.error("pns_id", "pns_id_invalid", "PNS ID ini tidak utuh. Ambil lagi dari SIASN sebagai teks.")
    else:
        row.values["pns_id"] = text


def parse_nip(row: DataRow) -> Nip | None:
    try:
        number = nip.parse(row.cells.get("nip", ""))
    except NotNip as reason:
        row.error("nip", "nip_invalid", str(reason))
        return None
    row.values["nip"] = number.digits
    return number


def parse_texts(row: DataRow) -> None:
    for name, reason in (
        ("name", "Nama kosong."),
        ("post", "Nama jabatan kosong. Lengkapi jabatannya di SIASN."),
        ("unor", "Unit kerja kosong. Lengkapi unit organisasinya di SIASN."),
    ):
        if not row.text(name):
            row.error(name, f"{name}_missing", reason)
    for name, length in LENGTHS.items():
        if name not in row.cells:
            continue
        text = row.text(name)
        if len(text) > length:
            reason = f"Isi terlalu panjang: {len(text)} huruf, paling banyak {length}."
            row.error(name, "too_long", reason)
        row.values[name] = text[:length]


def parse_employment(row: DataRow, number: Nip | None) -> None:
    kind = employment_of(row)
    if not kind:
        reason = (
            "Tidak jelas apakah PNS, CPNS, PPPK, atau PPPK paruh waktu. Isi JENIS PEGAWAI atau STATUS ASN."
        )
        row.error("employee_type", "employment_unknown", reason)
        return
    row.values["employment"] = kind
    if number and (doubt := number.doubt_about(kind)):
        row.warn("nip", "nip_status_mismatch", doubt)


def employment_of(row: DataRow) -> str:
    said = [row.text(name) for name in ("asn_status", "employee_type", "legal_state", "cpns_pns")]
    return _employment(*said)


@lru_cache(KNOWN_TEXTS)
def _employment(asn_status: str, employee_type: str, legal_state: str, cpns_pns: str) -> str:
    words = plain(f"{asn_status} {employee_type} {legal_state}")
    if "PARUH WAKTU" in words:
        return Employment.PPPK_PART_TIME.value
    if re.search(r"\b(PPPK|P3K|PERJANJIAN KERJA)\b", words):
        return Employment.PPPK.value
    status = cpns_pns.upper()
    if status in {"C", "CPNS"} or re.search(r"\bCPNS\b", plain(asn_status)):
        return Employment.CPNS.value
    if status in {"P", "PNS"} or re.search(r"\bPNS\b", words):
        return Employment.PNS.value
    return ""


def parse_birth(row: DataRow, number: Nip | None) -> None:
    try:
        born = as_date(row.cells.get("birth_date", ""))
    except ValueError:
        born = None
        reason = "Tanggal lahir ini tidak terbaca (dd-mm-yyyy); dipakai tanggal di dalam NIP."
        row.warn("birth_date", "birth_date_unreadable", reason)
    if number and born and born != number.birth_date:
        reason = "Tanggal lahir berbeda dari tanggal di dalam NIP ({day}).".format(
            day=f"{number.birth_date:%d-%m-%Y}"
        )
        row.warn("birth_date", "birth_date_differs", reason)
    born = born or (number.birth_date if number else None)
    if born:
        row.values["birth_date"] = born.isoformat()


def parse_sex(row: DataRow, number: Nip | None) -> None:
    text = row.text("sex")
    sex = SEXES.get(plain(text), "")
    if text and not sex:
        row.warn(
            "sex",
            "sex_unknown",
            "Jenis kelamin ini tidak dikenal (M/F atau L/P); dipakai yang di dalam NIP.",
        )
    if number and sex and sex != number.sex:
        row.warn("sex", "sex_differs", "Jenis kelamin berbeda dari angka ke-15 NIP.")
    sex = sex or (number.sex if number else "")
    if sex:
        row.values["sex"] = sex


def parse_legal_state(row: DataRow) -> None:
    if "legal_state" not in row.cells:
        return
    text = plain(row.text("legal_state"))
    if not text:
        row.warn("legal_state", "legal_state_missing", "Kedudukan hukum kosong; yang tersimpan tidak diubah.")
        return
    row.values["legal_state"] = state = _legal_state(text)
    if state != LegalState.OTHER:
        return
    reason = (
        "Kedudukan hukum ini tidak dikenal; disimpan sebagai “Lainnya”, sehingga tidak masuk sasaran rencana."
    )
    row.warn("legal_state", "legal_state_unknown", reason)


@lru_cache(KNOWN_TEXTS)
def _legal_state(text: str) -> str:
    """What is meant by it; 'lainnya' where nobody knows."""
    found = next((state for pattern, state in LEGAL_STATES if re.search(pattern, text)), None)
    if found is None and text in {"PPPK", "PNS", "CPNS"}:
        found = LegalState.ACTIVE
    return (found or LegalState.OTHER).value


def parse_post(row: DataRow) -> None:
    title = row.text("post")
    kind = levels.type_of_post(row.text("post_type_id"), row.text("post_type"))
    eselon = levels.level_of_eselon(row.text("eselon"), row.text("eselon_id"))
    if eselon and kind in {levels.FUNCTIONAL, levels.GENERAL}:
        row.warn(
            "eselon",
            "eselon_odd",
            "Jabatan ini bukan struktural, tetapi eselonnya terisi; eselon diabaikan.",
        )
    row.values["post_type"] = kind
    row.values["level"] = levels.level_of(kind, eselon, title)
    for name in ("rank_id", "rank"):
        if name in row.cells:
            row.values[name] = row.text(name)
    for name in ("position_since", "rank_since", "service_since"):
        parse_since(row, name)


def parse_since(row: DataRow, name: str) -> None:
    """The first day (TMT) of a post, a rank or the service."""
    if name not in row.cells:
        return
    try:
        since = as_date(row.cells[name])
    except ValueError:
        row.warn(name, "date_unreadable", "Tanggal ini tidak terbaca (dd-mm-yyyy); dianggap kosong.")
        return
    if since and not dt.date(1960, 1, 1) <= since <= dt.date(2100, 1, 1):
        row.warn(name, "date_odd", "Tanggal ini tidak masuk akal; dianggap kosong.")
        return
    row.values[name] = since.isoformat() if since else None


def parse_schooling(row: DataRow) -> None:
    text = plain(row.text("education"))
    if text:
        level = _education(text)
        if level is None:
            row.warn("education", "education_unknown", "Tingkat pendidikan ini tidak dikenal; tidak diubah.")
        else:
            row.values["education"] = level
    year = row.text("graduation_year")
    if year:
        if re.fullmatch(r"(19[4-9]\d|20\d\d)", year):
            row.values["graduation_year"] = int(year)
        else:
            row.warn("graduation_year", "year_unreadable", "Tahun lulus ini tidak terbaca; tidak diubah.")


@lru_cache(KNOWN_TEXTS)
def _education(text: str) -> str | None:
    return next((level.value for pattern, level in EDUCATIONS if re.search(pattern, text)), None)


def parse_email(row: DataRow) -> None:
    if "email" not in row.cells:
        return
    text = row.text("email").lower()
    if text and (not EMAIL.match(text) or len(text) > 254):
        row.warn("email", "email_invalid", "Alamat surel ini tidak sah; tidak diubah.")
    else:
        row.values["email"] = text
