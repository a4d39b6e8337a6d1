"""The kind of import: ratings of competencies (``nip, kode_kompetensi, tingkat, sumber, tanggal``)."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from personnel import bulk
from personnel.imports import kinds
from personnel.imports.cells import as_date
from personnel.imports.drafts import Action, Draft
from personnel.imports.headings import Column
from personnel.imports.people import NIP, find_people, read_nip, refuse_doubles
from personnel.imports.rows import DataRow
from personnel.models import DataImport, User
from planning import needs
from planning.models import Competency, CompetencyRating, RatingSheet
from planning.permissions import may_manage_standards

#: With more people than this all needs are counted again, which is quicker than naming them.
MANY = 3000

SOURCES = {
    "mandiri": "mandiri",
    "penilaian mandiri": "mandiri",
    "atasan": "atasan",
    "penilaian atasan": "atasan",
    "dialog": "dialog",
    "asesmen": "asesmen",
    "assessment": "asesmen",
    "pusat asesmen": "asesmen",
}

COLUMNS = (
    NIP,
    Column(
        "code",
        "kode_kompetensi",
        ("KODE",),
        required=True,
        help="Kode dalam kamus kompetensi.",
        example="M.01",
    ),
    Column(
        "level",
        "tingkat",
        ("LEVEL", "NILAI TINGKAT"),
        required=True,
        help="0 sampai 5.",
        example="3",
    ),
    Column(
        "source",
        "sumber",
        (),
        required=True,
        help="mandiri, atasan, dialog, atau asesmen.",
        example="atasan",
    ),
    Column(
        "date",
        "tanggal",
        ("TANGGAL PENILAIAN",),
        required=True,
        help="hh-bb-tttt.",
        example="01-09-2026",
    ),
)


def parse(row: DataRow) -> None:
    read_nip(row)
    row.values["code"] = row.text("code").upper()
    if not row.values["code"]:
        row.error("code", "code_missing", "Kode kompetensi kosong.")
    text = row.text("level")
    if text in {"0", "1", "2", "3", "4", "5"}:
        row.values["level"] = int(text)
    else:
        row.error("level", "level_wrong", "Tingkat harus bilangan bulat dari 0 sampai 5.")
    source = SOURCES.get(row.text("source").lower())
    if source:
        row.values["source"] = source
    else:
        row.error("source", "source_unknown", "Sumber harus mandiri, atasan, dialog, atau asesmen.")
    parse_date(row)


def parse_date(row: DataRow) -> None:
    try:
        day = as_date(row.cells.get("date", ""))
    except ValueError:
        row.error(
            "date",
            "date_wrong",
            "Tanggal tidak dapat dibaca. Tulis sebagai hh-bb-tttt, misalnya 01-09-2026.",
        )
        return
    if day is None:
        row.error("date", "date_missing", "Tanggal penilaian kosong.")
    elif day.year < 2000:
        row.error("date", "date_wrong", "Tanggal penilaian sebelum tahun 2000.")
    else:
        row.values["date"] = day.isoformat()


def key_of(row: DataRow) -> tuple[str, str, str, str]:
    return row.values["nip"], row.values["code"], row.values["source"], row.values["date"]


def plan(draft: Draft) -> None:
    """A rating is added; one that is there already stays; one that says otherwise about the same day is
    refused."""
    people = find_people(draft)
    codes = {code.upper(): pk for code, pk in Competency.objects.active().values_list("code", "pk")}
    today = timezone.localdate().isoformat()
    for row in draft.open_rows():
        if row.values["code"] not in codes:
            row.error("code", "code_unknown", "Kode ini tidak ada dalam kamus kompetensi.")
        if row.values["date"] > today:
            row.error("date", "date_ahead", "Tanggal penilaian belum tiba.")
    refuse_doubles(draft, key_of)
    named = {people[row.values["nip"]] for row in draft.open_rows()}
    refuse_own_voice(draft, people)
    kept = {
        (person, competency, source, day): level
        for person, competency, source, day, level in CompetencyRating.objects.filter(civil_servant__in=named)
        .values_list("civil_servant_id", "competency_id", "source", "rated_on", "level")
        .iterator(10_000)
    }
    for row in draft.open_rows():
        number, code, source, day = key_of(row)
        before = kept.get((people[number], codes[code], source, dt.date.fromisoformat(day)))
        level = row.values["level"]
        if before is None:
            row.action, row.changes = Action.ADD, {code: ["", str(level)]}
        elif before == level:
            row.action = Action.SAME
        else:
            reason = (
                "Penilaian %(source)s untuk hari itu sudah tercatat: tingkat %(level)d. "
                "Penilaian tidak ditimpa."
            )
            row.error("level", "rating_conflict", reason % {"source": source, "level": before})
    draft.facts = {"people": people, "codes": codes}


def refuse_own_voice(draft: Draft, people: dict[str, int]) -> None:
    """No file takes the day of a sheet that is sent and not yet known: its rating would find the place
    taken."""
    waiting = {
        (person, hand, timezone.localtime(sent_at).date().isoformat())
        for person, hand, sent_at in RatingSheet.objects.filter(
            sent_at__isnull=False, published_at__isnull=True
        ).values_list("civil_servant", "hand", "sent_at")
        if sent_at
    }
    for row in draft.open_rows() if waiting else ():
        number, _code, source, day = key_of(row)
        if (people[number], source, day) in waiting:
            reason = "Pegawai ini mengirim lembar penilaian hari itu. Hasilnya masuk sendiri setelah dibuka."
            row.error("source", "sheet_waiting", reason)


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    people, codes = draft.facts["people"], draft.facts["codes"]
    rows = [row for row in draft.rows if row.action == Action.ADD]
    if not rows:
        return
    grades = {source.value: grade for source, grade in CompetencyRating.GRADE.items()}
    now = timezone.now().isoformat()
    bulk.copy_rows(
        CompetencyRating._meta.db_table,
        (
            "civil_servant_id",
            "competency_id",
            "rated_on",
            "level",
            "source",
            "grade",
            "source_import_id",
            "note",
            "created_at",
        ),
        # As the index has them, which then grows at one place.
        sorted(
            (
                people[row.values["nip"]],
                codes[row.values["code"]],
                row.values["date"],
                row.values["level"],
                row.values["source"],
                grades[row.values["source"]],
                data_import.pk,
                "",
                now,
            )
            for row in rows
        ),
    )
    touched = {people[row.values["nip"]] for row in rows}
    needs.refresh(civil_servants=None if len(touched) > MANY else touched)


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.RATINGS,
        title="Penilaian kompetensi",
        lead="Satu baris per pegawai dan kompetensi. Penilaian hanya ditambah; yang lama tetap tersimpan.",
        columns=COLUMNS,
        ignored=("NAMA", "UNIT", "UNIT KERJA", "JABATAN", "KOMPETENSI", "KETERANGAN"),
        parse=parse,
        plan=plan,
        apply=apply,
        may=may_manage_standards,
        locks=(CompetencyRating,),
    )
)
