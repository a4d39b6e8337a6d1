"""The kind of import: what people learned before, as SIASN or an OPD keeps it, one row for each certificate.

A row counts with the JP that stands in it: it was counted where it comes from. Nothing is entered twice: a
certificate that the ledger knows, that somebody has handed in, or that is our own is refused with its reason,
and a row that is there exactly so changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from jobs.numbers import whole_number
from personnel.imports import kinds
from personnel.imports.apply import Outdated
from personnel.imports.cells import as_date, plain
from personnel.imports.drafts import Action, Draft
from personnel.imports.headings import Column
from personnel.imports.people import read_nip, refuse_doubles
from personnel.imports.rows import DataRow
from personnel.models import CivilServant, DataImport, User
from personnel.rounding import half_up
from planning.models import DevelopmentForm
from training import hours
from training.models import Certificate, JpEntry, OutsideTraining
from training.permissions import may_import_histories

#: Earlier than this nobody of today has learned anything in office.
FIRST_DAY = dt.date(1970, 1, 1)
MOST_JP = Decimal(5000)
#: More than so many JP for one certificate is mostly a slip of the pen.
MANY_JP = Decimal(1000)

COLUMNS = (
    Column(
        "nip",
        "nip",
        ("NIP BARU", "NIP PEGAWAI", "NIP/NIPPPK", "NIPBARU"),
        help="18 angka, disimpan sebagai teks. Boleh kosong bila pnsOrangId diisi.",
        example="198501012010032001",
        quiet=True,
    ),
    Column(
        "pns_id",
        "pnsOrangId",
        ("PNS ID", "PNS ORANG ID", "PNSID", "ID PNS"),
        help="PNS ID dari SIASN. Boleh kosong bila NIP diisi.",
        example="A8ACA7F0E2C63912E040640A040269BB",
        quiet=True,
    ),
    Column(
        "name",
        "namaKursus",
        ("NAMA KURSUS", "NAMA PELATIHAN", "NAMA DIKLAT", "PELATIHAN", "NAMA KEGIATAN"),
        required=True,
        help="Seperti tertulis pada sertifikat.",
        example="Pelatihan Pelayanan Publik",
    ),
    Column(
        "jp",
        "jumlahJam",
        ("JUMLAH JAM", "JP", "JUMLAH JP", "JAM PELAJARAN", "JUMLAH JAM PELAJARAN"),
        required=True,
        help="JP yang sudah diakui, misalnya 20 atau 7,5.",
        example="20",
    ),
    Column(
        "number",
        "nomorSertipikat",
        ("NOMOR SERTIFIKAT", "NOMOR SERTIPIKAT", "NO SERTIFIKAT", "NO SERTIPIKAT", "NOMORSERTIFIKAT"),
        help="Dengan nomor, sertifikat yang sama tidak tercatat dua kali.",
        example="B/12/LAN/2025",
    ),
    Column(
        "starts_on",
        "tanggalKursus",
        ("TANGGAL KURSUS", "TANGGAL MULAI", "MULAI", "TANGGAL"),
        help="Hari pertama, hh-bb-tttt.",
        example="03-03-2025",
        quiet=True,
    ),
    Column(
        "ends_on",
        "tanggalSelesaiKursus",
        ("TANGGAL SELESAI KURSUS", "TANGGAL SELESAI", "SELESAI", "SAMPAI"),
        help="Hari terakhir, hh-bb-tttt. JP dihitung pada tahun tanggal ini.",
        example="05-03-2025",
    ),
    Column(
        "year",
        "tahunKursus",
        ("TAHUN KURSUS", "TAHUN", "TAHUN PELATIHAN"),
        help="Dipakai bila tanggalnya tidak diketahui.",
        example="2025",
        quiet=True,
    ),
    Column(
        "institution",
        "institusiPenyelenggara",
        ("INSTITUSI PENYELENGGARA", "PENYELENGGARA", "LEMBAGA"),
        help="Siapa yang menyelenggarakan.",
        example="Lembaga Administrasi Negara",
        quiet=True,
    ),
    Column(
        "form",
        "jenisDiklatId",
        ("JENIS DIKLAT ID", "JENIS DIKLAT", "BENTUK", "BENTUK PELATIHAN"),
        help="ID jenis diklat SIASN, atau nama bentuknya.",
        example="3",
        quiet=True,
    ),
)


# ------------------------------------------------------------------------------------------------ one row


def parse(row: DataRow) -> None:
    parse_person(row)
    row.values["name"] = cut(row, "name", 250)
    row.values["number"] = cut(row, "number", 100)
    row.values["institution"] = cut(row, "institution", 150)
    row.values["form"] = row.text("form")[:120]
    if not row.values["name"]:
        row.error("name", "name_missing", "Nama pelatihan kosong.")
    parse_jp(row)
    parse_day(row)


def parse_person(row: DataRow) -> None:
    """Either id is enough; what cannot be read as a NIP is refused though the other is there."""
    row.values["pns_id"] = row.text("pns_id")[:64]
    row.values["nip"] = ""
    if row.text("nip"):
        read_nip(row)
    elif not row.values["pns_id"]:
        row.error("nip", "person_missing", "Isi NIP atau pnsOrangId.")


def cut(row: DataRow, name: str, most: int) -> str:
    text = " ".join(row.text(name).split())
    if len(text) > most:
        row.warn(name, "text_cut", f"Dipotong pada {most} huruf.")
    return text[:most]


def parse_jp(row: DataRow) -> None:
    text = row.text("jp")
    try:
        jp = Decimal(text.replace(",", "."))
    except InvalidOperation:
        jp = Decimal(-1)
    if not jp.is_finite() or not 0 <= jp <= MOST_JP:
        row.error("jp", "jp_wrong", "JP harus bilangan dari 0 sampai 5.000, misalnya 20 atau 7,5.")
        return
    if jp == 0:
        row.warn("jp", "jp_zero", "JP nol: tercatat, tetapi tidak menambah jumlah.")
    elif jp > MANY_JP:
        row.warn("jp", "jp_many", "Lebih dari 1.000 JP untuk satu sertifikat. Periksa angkanya.")
    row.values["jp"] = f"{half_up(jp, 2)}"


def parse_day(row: DataRow) -> None:
    """The day on which it is counted: the last one, else the first, else the first of the year."""
    days = {name: read_day(row, name) for name in ("starts_on", "ends_on")}
    first, last = days["starts_on"], days["ends_on"]
    if row.failed:
        return
    if first and last and last < first:
        row.error("ends_on", "days_reversed", "Tanggal selesai mendahului tanggal mulai.")
        return
    day = last or first
    if day is None:
        year = whole_number(row.text("year"), most=2100)
        if year is None or year < FIRST_DAY.year:
            row.error("ends_on", "date_missing", "Isi tanggal selesai, atau sedikitnya tahunnya.")
            return
        day = dt.date(year, 1, 1)
        row.warn("ends_on", "date_guessed", "Tanggal kosong: dicatat pada 1 Januari tahun itu.")
    row.values["day"] = day.isoformat()


def read_day(row: DataRow, name: str) -> dt.date | None:
    try:
        day = as_date(row.cells.get(name, ""))
    except ValueError:
        words = "Tanggal tidak dapat dibaca. Tulis sebagai hh-bb-tttt, misalnya 05-03-2025."
        row.error(name, "date_wrong", words)
        return None
    if day is not None and day < FIRST_DAY:
        row.error(name, "date_wrong", "Tahunnya paling awal 1970.")
    return day


# ------------------------------------------------------------------------------------------------ all rows


def plan(draft: Draft) -> None:
    """Who it is, in which form, and whether it is known already. A handful of queries for any number."""
    people = name_people(draft)
    name_forms(draft)
    today = timezone.localdate().isoformat()
    for row in draft.open_rows():
        if row.values["day"] > today:
            row.error("ends_on", "date_ahead", "Tanggal ini belum tiba.")
    refuse_doubles(draft, lambda row: key_of(row, people))
    refuse_unnumbered(draft, people)
    named = {people[person_of(row)] for row in draft.open_rows()}
    compare(draft, people, known_history(named), known_elsewhere(named))
    draft.facts = {"people": people}


def person_of(row: DataRow) -> str:
    """How the row names the person: the PNS ID goes before the NIP, which may change."""
    return row.values["pns_id"].lower() or row.values["nip"]


def key_of(row: DataRow, people: dict[str, int]) -> tuple[Any, ...]:
    """A certificate by its number; without one by name and day."""
    person, number = people[person_of(row)], row.values["number"].lower()
    return (person, number) if number else (person, row.values["name"].lower(), row.values["day"])


def refuse_unnumbered(draft: Draft, people: dict[str, int]) -> None:
    """A row without a number beside one of the same name and day that has one: the same certificate."""
    numbered = {
        (people[person_of(row)], row.values["name"].lower(), row.values["day"]): row.number
        for row in draft.open_rows()
        if row.values["number"]
    }
    for row in draft.open_rows():
        place = (people[person_of(row)], row.values["name"].lower(), row.values["day"])
        if not row.values["number"] and place in numbered:
            words = "Sama dengan baris %(number)d, yang mempunyai nomor sertifikat. Hapus baris ini."
            row.error("number", "row_repeated", words % {"number": numbered[place]})


def name_people(draft: Draft) -> dict[str, int]:
    """PNS ID or NIP → id; a row of an unknown or of two people is refused, others bear the name."""
    by_id: dict[str, tuple[int, str]] = {}
    by_nip: dict[str, tuple[int, str]] = {}
    for pk, pns_id, nip, name in CivilServant.objects.values_list("pk", "pns_id", "nip", "name").iterator(
        5000
    ):
        by_id[pns_id.lower()] = by_nip[nip] = (pk, name)
    found: dict[str, int] = {}
    for row in draft.open_rows():
        pns_id, nip = row.values["pns_id"].lower(), row.values["nip"]
        named, numbered = by_id.get(pns_id), by_nip.get(nip)
        if named and nip and numbered and numbered != named:
            row.error("nip", "person_differs", "NIP dan pnsOrangId milik dua pegawai yang berbeda.")
        elif (pns_id and not named) or (not pns_id and not numbered):
            column = "pns_id" if pns_id else "nip"
            words = "Pegawai ini tidak ada dalam data. Impor data SIASN lebih dahulu, atau hapus barisnya."
            row.error(column, "person_unknown", words)
        else:
            found[person_of(row)], row.label = named or numbered  # type: ignore[misc]
    return found


def name_forms(draft: Draft) -> None:
    """``row.values["form_id"]`` by SIASN's id or by name; an unknown one is left out with a warning."""
    forms: dict[str, int] = {}
    for pk, siasn_id, name in DevelopmentForm.objects.order_by("-pk").values_list("pk", "siasn_id", "name"):
        forms[plain(name)] = pk
        if siasn_id:
            forms[siasn_id] = pk
    for row in draft.open_rows():
        said = row.values["form"]
        row.values["form_id"] = forms.get(said) or forms.get(plain(said)) if said else None
        if said and row.values["form_id"] is None:
            row.warn("form", "form_unknown", "Bentuk ini tidak dikenal; JP-nya tetap dicatat tanpa bentuk.")


def known_history(people: Iterable[int]) -> dict[int, list[tuple[str, str, str, str]]]:
    """Of each person what stands from files: number, name, day, JP; a year's sum is no certificate."""
    rows = JpEntry.objects.filter(
        kind=JpEntry.Kind.IMPORTED, source_import__isnull=False, reversal=None, civil_servant__in=list(people)
    ).values_list("civil_servant_id", "certificate_number", "name", "earned_on", "jp_proposed")
    kept: dict[int, list[tuple[str, str, str, str]]] = defaultdict(list)
    for person, number, name, day, jp in rows.order_by().iterator(10_000):
        kept[person].append((number.lower(), name.lower(), day.isoformat(), f"{jp}"))
    return kept


def known_elsewhere(people: Iterable[int]) -> dict[tuple[int, str], str]:
    """(person, certificate number) → why it is no history: handed in by themselves, or our own."""
    people = list(people)
    outside = OutsideTraining.objects.filter(civil_servant__in=people).exclude(
        state=OutsideTraining.State.DECLINED
    )
    words = "Sertifikat ini sudah diajukan pegawainya sebagai pelatihan luar."
    found = {
        (person, number.lower()): words
        for person, number in outside.values_list("civil_servant_id", "certificate_number").iterator(10_000)
    }
    words = "Ini sertifikat pelatihan kota; JP-nya sudah dihitung dari presensi."
    own = Certificate.objects.filter(enrolment__civil_servant__in=people)
    rows = own.values_list("enrolment__civil_servant_id", "number")
    return found | {(person, number.lower()): words for person, number in rows.iterator(10_000)}


def compare(
    draft: Draft,
    people: dict[str, int],
    history: dict[int, list[tuple[str, str, str, str]]],
    elsewhere: dict[tuple[int, str], str],
) -> None:
    rows = [(person, kept) for person, some in history.items() for kept in some]
    by_number = {(person, kept[0]): kept for person, kept in rows if kept[0]}
    by_day = {(person, *kept[1:3]): kept for person, kept in rows}
    unnumbered = {(person, *kept[1:3]): kept for person, kept in rows if not kept[0]}
    for row in draft.open_rows():
        values, person = row.values, people[person_of(row)]
        number, name, day = values["number"].lower(), values["name"].lower(), values["day"]
        place = (person, name, day)
        kept = by_number.get((person, number)) or unnumbered.get(place) if number else by_day.get(place)
        if number and (person, number) in elsewhere:
            row.error("number", "certificate_known", elsewhere[person, number])
        elif kept is None:
            row.action, row.changes = Action.ADD, {"JP": ["", values["jp"]]}
        elif kept[1:] == (name, day, values["jp"]):
            row.action, row.changes = Action.SAME, {}
        else:
            words = "Sertifikat ini sudah tercatat: %(jp)s JP, %(day)s. Catatan JP tidak diubah oleh impor."
            row.error(
                "number" if number else "name", "certificate_taken", words % {"jp": kept[3], "day": kept[2]}
            )


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    people = draft.facts["people"]
    rows: list[hours.History] = [
        (
            people[person_of(row)],
            row.values["name"],
            dt.date.fromisoformat(row.values["day"]),
            row.values["form_id"],
            Decimal(row.values["jp"]),
            row.values["number"],
            row.values["institution"],
        )
        for row in draft.rows
        if row.action == Action.ADD
    ]
    if hours.post_history(rows, data_import, by=by) != len(rows):
        # Somebody has handed one of these certificates in since they were compared.
        raise Outdated


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.TRAINING_HISTORIES,
        title="Riwayat pelatihan",
        lead="Satu baris per sertifikat, dengan kolom SIASN atau nama kolom biasa. JP dicatat seperti "
        "tertulis; sertifikat yang sudah dikenal tidak dicatat dua kali.",
        columns=COLUMNS,
        ignored=(
            "NAMA",
            "NAMA PEGAWAI",
            "UNIT",
            "UNIT KERJA",
            "JABATAN",
            "KETERANGAN",
            "INSTANSIID",
            "JENISKURSUS",
            "JENISKURSUSSERTIPIKAT",
            "LOKASIID",
            "ID",
        ),
        parse=parse,
        plan=plan,
        apply=apply,
        may=may_import_histories,
    )
)
