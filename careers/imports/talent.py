"""The kind of import: official talent results (``nip, periode, kotak``, the decision and its day)."""

from __future__ import annotations

from careers.models import OfficialTalentResult, TalentBox
from jobs.numbers import whole_number
from personnel.imports import kinds
from personnel.imports.cells import as_date
from personnel.imports.drafts import Action, Draft
from personnel.imports.headings import Column
from personnel.imports.people import NIP, find_people, read_nip, refuse_doubles
from personnel.imports.rows import DataRow
from personnel.models import DataImport, User
from personnel.permissions import is_city_hr

COLUMNS = (
    NIP,
    Column("period", "periode", required=True, help="Paling panjang 20 huruf.", example="2026"),
    Column("box", "kotak", ("KOTAK TALENTA",), required=True, help="1 sampai 9.", example="8"),
    Column(
        "decision",
        "nomor keputusan",
        ("NOMOR SK",),
        required=True,
        help="Keputusan yang menetapkannya.",
        example="800/12/2026",
    ),
    Column(
        "decided_on",
        "tanggal keputusan",
        ("TANGGAL SK",),
        required=True,
        help="hh-bb-tttt.",
        example="02-06-2026",
    ),
    Column("valid_to", "berlaku sampai", help="Boleh kosong.", example="31-12-2028", quiet=True),
)
LENGTHS = {"period": 20, "decision": 120}


def parse(row: DataRow) -> None:
    read_nip(row)
    box = whole_number(row.text("box"), most=9)
    if box:
        row.values["box"] = box
    else:
        row.error("box", "box_wrong", "Kotak harus angka 1 sampai 9.")
    for name, length in LENGTHS.items():
        text = " ".join(row.text(name).split())
        if not text or len(text) > length:
            row.error(name, f"{name}_wrong", f"Isi bagian ini, paling panjang {length} huruf.")
        row.values[name] = text
    _day(row, "decided_on", is_required=True)
    _day(row, "valid_to", is_required=False)


def _day(row: DataRow, name: str, *, is_required: bool) -> None:
    try:
        day = as_date(row.cells.get(name, ""))
    except ValueError:
        row.error(name, "date_wrong", "Tanggal tidak dapat dibaca. Tulis sebagai hh-bb-tttt.")
        return
    if day is None and is_required:
        row.error(name, "date_missing", "Tanggal kosong.")
    row.values[name] = day.isoformat() if day else ""


def plan(draft: Draft) -> None:
    """One result a person, period and decision. What was decided is not changed by a file: a correction is a
    decision of its own."""
    people = find_people(draft)
    refuse_doubles(draft, lambda row: (row.values["nip"], row.values["period"], row.values["decision"]))
    kept = {
        (person, period, decision): number
        for person, period, decision, number in OfficialTalentResult.objects.values_list(
            "civil_servant_id", "period", "decision", "box__number"
        )
    }
    for row in draft.open_rows():
        values = row.values
        before = kept.get((people[values["nip"]], values["period"], values["decision"]))
        if before is None:
            row.changes = {f"Kotak {values['period']}": ["", values["box"]]}
            row.action = Action.ADD
        elif before == values["box"]:
            row.action = Action.SAME
        else:
            reason = "Keputusan ini sudah tercatat dengan kotak lain. Koreksi memerlukan keputusan baru."
            row.error("box", "box_differs", reason)
    draft.facts = {"people": people}


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    people, boxes = draft.facts["people"], {box.number: box.pk for box in TalentBox.objects.all()}
    OfficialTalentResult.objects.bulk_create(
        OfficialTalentResult(
            civil_servant_id=people[row.values["nip"]],
            box_id=boxes[row.values["box"]],
            period=row.values["period"],
            decision=row.values["decision"],
            decided_on=row.values["decided_on"],
            valid_to=row.values["valid_to"] or None,
            source_import=data_import,
        )
        for row in draft.rows
        if row.action == Action.ADD
    )


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.TALENT,
        title="Hasil manajemen talenta",
        lead="Satu baris per pegawai dan keputusan: kotak resmi dengan nomor dan tanggal keputusannya.",
        columns=COLUMNS,
        ignored=("NAMA", "UNIT", "UNIT KERJA", "JABATAN", "KETERANGAN"),
        parse=parse,
        plan=plan,
        apply=apply,
        may=is_city_hr,
        locks=(OfficialTalentResult,),
    )
)
