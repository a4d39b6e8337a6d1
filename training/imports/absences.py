"""The kind of import: leave, duty travel and study (``nip, jenis, mulai, sampai, keterangan``)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from personnel import bulk
from personnel.imports import kinds
from personnel.imports.cells import as_date
from personnel.imports.drafts import Action, Draft
from personnel.imports.headings import Column
from personnel.imports.people import NIP, find_people, read_nip, refuse_doubles
from personnel.imports.rows import DataRow
from personnel.models import DataImport, User
from training.absences import YEARS
from training.models import StaffAbsence
from training.permissions import may_organise

Kind = StaffAbsence.Kind
#: What people write in the column, and what it means.
KINDS = {
    "cuti": Kind.LEAVE,
    "dinas": Kind.DUTY,
    "perjalanan dinas": Kind.DUTY,
    "dinas luar": Kind.DUTY,
    "belajar": Kind.STUDY,
    "tugas belajar": Kind.STUDY,
}
#: An absence that is known: kind, first day, last day, note.
Kept = tuple[str, str, str, str]
#: Longer than a year is mostly a slip of the pen.
LONG = 366

COLUMNS = (
    NIP,
    Column(
        "kind",
        "jenis",
        ("JENIS KETIDAKHADIRAN", "JENIS CUTI"),
        required=True,
        help="cuti, dinas, atau belajar.",
        example="cuti",
    ),
    Column(
        "starts_on",
        "mulai",
        ("TANGGAL MULAI", "DARI"),
        required=True,
        help="Hari pertama, hh-bb-tttt.",
        example="01-03-2027",
    ),
    Column(
        "ends_on",
        "sampai",
        ("TANGGAL SELESAI", "SELESAI"),
        required=True,
        help="Hari terakhir, hh-bb-tttt.",
        example="05-03-2027",
    ),
    Column(
        "note",
        "keterangan",
        (),
        help="Paling panjang 150 huruf; jangan menulis penyakit.",
        example="Cuti tahunan",
        quiet=True,
    ),
)


def parse(row: DataRow) -> None:
    read_nip(row)
    kind = KINDS.get(" ".join(row.text("kind").lower().split()))
    if kind:
        row.values["kind"] = kind.value
    else:
        row.error("kind", "kind_unknown", "Jenis harus cuti, dinas, atau belajar.")
    for name in ("starts_on", "ends_on"):
        parse_day(row, name)
    note = " ".join(row.text("note").split())
    row.values["note"] = note[:150]
    if len(note) > 150:
        row.warn("note", "note_cut", "Keterangan dipotong pada 150 huruf.")
    first, last = row.values.get("starts_on"), row.values.get("ends_on")
    if not first or not last:
        return
    if last < first:
        row.error("ends_on", "days_reversed", "Hari terakhir mendahului hari pertama.")
    elif (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days > LONG:
        row.warn("ends_on", "days_many", "Lebih dari satu tahun. Periksa tanggalnya.")


def parse_day(row: DataRow, name: str) -> None:
    try:
        day = as_date(row.cells.get(name, ""))
    except ValueError:
        words = "Tanggal tidak dapat dibaca. Tulis sebagai hh-bb-tttt, misalnya 01-03-2027."
        row.error(name, "date_wrong", words)
        return
    if day is None:
        row.error(name, "date_missing", "Tanggal kosong.")
    elif not YEARS[0] <= day.year <= YEARS[1]:
        row.error(name, "date_wrong", "Tahun harus antara 2000 dan 2100.")
    else:
        row.values[name] = day.isoformat()


def key_of(row: DataRow) -> tuple[str, str, str]:
    return row.values["nip"], row.values["kind"], row.values["starts_on"]


def plan(draft: Draft) -> None:
    """An absence is known by person, kind and first day; a newer file may correct its last day and note."""
    people = find_people(draft)
    refuse_doubles(draft, key_of)
    refuse_overlaps_in_file(draft)
    named = {people[row.values["nip"]] for row in draft.open_rows()}
    kept: dict[int, list[Kept]] = defaultdict(list)
    rows = StaffAbsence.objects.filter(civil_servant__in=named).values_list(
        "civil_servant_id", "kind", "starts_on", "ends_on", "note"
    )
    for person, kind, first, last, note in rows.iterator(10_000):
        kept[person].append((kind, first.isoformat(), last.isoformat(), note))
    in_file = {key_of(row) for row in draft.open_rows()}
    for row in draft.open_rows():
        number = row.values["nip"]
        old = kept.get(people[number], [])
        stays = [absence for absence in old if (number, *absence[:2]) not in in_file]
        refuse_taken(row, stays)
        if not row.failed:
            compare(row, old, draft.present)
    draft.facts = {"people": people}


def refuse_overlaps_in_file(draft: Draft) -> None:
    """Two absences of one person on one day cannot both be right."""
    by_person: dict[str, list[DataRow]] = defaultdict(list)
    for row in draft.open_rows():
        by_person[row.values["nip"]].append(row)
    for rows in by_person.values():
        rows.sort(key=lambda row: row.values["starts_on"])
        reaching = rows[0]  # of the rows so far the one that lasts longest
        for row in rows[1:]:
            if row.values["starts_on"] <= reaching.values["ends_on"]:
                reason = "Hari-harinya bertindih dengan baris %(number)d."
                row.error("starts_on", "days_overlap", reason % {"number": reaching.number})
            elif row.values["ends_on"] > reaching.values["ends_on"]:
                reaching = row


def refuse_taken(row: DataRow, stays: list[Kept]) -> None:
    """Days on which the person is away for another reason, which this file does not change."""
    first, last = row.values["starts_on"], row.values["ends_on"]
    for kind, begins, ends, _note in stays:
        if begins <= last and ends >= first:
            words = "Hari itu sudah tercatat: %(kind)s %(first)s sampai %(last)s."
            facts = {"kind": Kind(kind).label.lower(), "first": begins, "last": ends}
            row.error("starts_on", "days_taken", words % facts)
            return


def compare(row: DataRow, kept: list[Kept], present: frozenset[str]) -> None:
    kind, first, last = row.values["kind"], row.values["starts_on"], row.values["ends_on"]
    same = next((old for old in kept if old[:2] == (kind, first)), None)
    label = f"{Kind(kind).label} {first}"
    changes = {}
    if same is None or same[2] != last:
        changes[label] = [same[2] if same else "", last]
    if "note" in present and (same[3] if same else "") != row.values["note"]:
        changes["Keterangan"] = [same[3] if same else "", row.values["note"]]
    row.changes = changes
    row.action = Action.SAME if not changes else Action.ADD if same is None else Action.CHANGE


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    people = draft.facts["people"]
    rows = [row for row in draft.rows if row.action in {Action.ADD, Action.CHANGE}]
    if not rows:
        return
    bulk.temporary_table(
        "new_absence",
        {"person": "bigint", "kind": "text", "first": "date", "last": "date", "note": "text"},
        (
            (
                people[row.values["nip"]],
                row.values["kind"],
                row.values["starts_on"],
                row.values["ends_on"],
                row.values["note"],
            )
            for row in rows
        ),
    )
    note = ", note = EXCLUDED.note" if "note" in draft.present else ""
    bulk.execute(
        "INSERT INTO training_staffabsence"  # noqa: S608 - our own names
        " (civil_servant_id, kind, starts_on, ends_on, note)"
        " SELECT person, kind, first, last, note FROM new_absence"
        " ON CONFLICT (civil_servant_id, kind, starts_on) DO UPDATE SET ends_on = EXCLUDED.ends_on" + note
    )


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.ABSENCES,
        title="Ketidakhadiran pegawai",
        lead="Satu baris per cuti, perjalanan dinas, atau masa belajar. Dipakai agar pelatihan tidak "
        "dijadwalkan pada hari pegawai tidak ada.",
        columns=COLUMNS,
        ignored=("NAMA", "UNIT", "UNIT KERJA", "JABATAN"),
        parse=parse,
        plan=plan,
        apply=apply,
        may=may_organise,
        locks=(StaffAbsence,),
    )
)
