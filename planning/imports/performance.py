"""The kind of import: performance results (``nip, tahun, nilai`` or ``predikat``)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from jobs.numbers import whole_number
from personnel import bulk
from personnel.imports import kinds
from personnel.imports.drafts import Action, Draft
from personnel.imports.headings import Column
from personnel.imports.people import NIP, find_people, read_nip, refuse_doubles
from personnel.imports.rows import DataRow
from personnel.models import DataImport, User
from personnel.rounding import half_up
from planning.models import PerformanceBand, PerformanceRating
from planning.performance import FIRST_YEAR, bands_in_force, other_band
from planning.permissions import may_manage_standards

HIGHEST_SCORE = 120
#: What a file may say → what is kept.
PREDICATES = {label.lower(): value for value, label in PerformanceBand.Predicate.choices}
WORK_RESULTS = {value.replace("_", " "): value for value in PerformanceRating.WorkResult.values}

COLUMNS = (
    NIP,
    Column(
        "year",
        "tahun",
        ("TAHUN PENILAIAN",),
        required=True,
        help="Tahun kinerja.",
        example="2025",
    ),
    Column(
        "score",
        "nilai",
        ("NILAI SKP", "NILAI KINERJA"),
        help="0 sampai 120.",
        example="88,5",
        quiet=True,
    ),
    Column(
        "predicate",
        "predikat",
        ("PREDIKAT KINERJA",),
        help="Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau Sangat Kurang.",
        example="Baik",
        quiet=True,
    ),
    Column(
        "work_result",
        "hasil kerja",
        ("RATING HASIL KERJA", "HASIL_KERJA"),
        help="Di atas, sesuai, atau di bawah ekspektasi; tidak dapat dihitung kembali dari predikat.",
        example="Sesuai ekspektasi",
        quiet=True,
    ),
)


def parse(row: DataRow) -> None:
    read_nip(row)
    year = whole_number(row.text("year"), most=9999)
    if year is not None and year >= FIRST_YEAR:
        row.values["year"] = year
    else:
        row.error("year", "year_wrong", "Tahun harus empat angka, misalnya 2025.")
    row.values["score"], row.values["predicate"], row.values["work_result"] = "", "", ""
    parse_score(row)
    parse_predicate(row)
    parse_work_result(row)
    if not row.failed and not row.values["score"] and not row.values["predicate"]:
        row.error("score", "result_missing", "Isi nilai, predikat, atau keduanya.")


def parse_score(row: DataRow) -> None:
    text = row.text("score")
    if not text:
        return
    try:
        score = Decimal(text.replace(",", "."))
    except InvalidOperation:
        score = Decimal(-1)
    if score.is_finite() and 0 <= score <= HIGHEST_SCORE:
        row.values["score"] = f"{half_up(score, 2)}"
    else:
        row.error("score", "score_wrong", "Nilai harus bilangan dari 0 sampai 120, misalnya 88,5.")


def parse_predicate(row: DataRow) -> None:
    text = row.text("predicate").lower().replace("_", " ")
    if not text:
        return
    if text in PREDICATES:
        row.values["predicate"] = PREDICATES[text]
    else:
        reason = "Predikat harus Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau Sangat Kurang."
        row.error("predicate", "predicate_unknown", reason)


def parse_work_result(row: DataRow) -> None:
    text = row.text("work_result").lower().replace("_", " ").removesuffix(" ekspektasi")
    if not text:
        return
    if text in WORK_RESULTS:
        row.values["work_result"] = WORK_RESULTS[text]
    else:
        reason = "Hasil kerja harus di atas, sesuai, atau di bawah ekspektasi."
        row.error("work_result", "work_result_unknown", reason)


def plan(draft: Draft) -> None:
    """One result a year and person; a newer file may correct it. A column that is not in the file changes
    nothing."""
    people = find_people(draft)
    this_year = timezone.localdate().year
    for row in draft.open_rows():
        if row.values["year"] > this_year:
            row.error("year", "year_ahead", "Tahun kinerja ini belum tiba.")
    refuse_doubles(draft, lambda row: (row.values["nip"], row.values["year"]))
    years = {row.values["year"] for row in draft.open_rows()}
    bands = {year: bands_in_force(year) for year in years}
    kept = {
        (person, year): (f"{score}" if score is not None else "", predicate, work_result)
        for person, year, score, predicate, work_result in PerformanceRating.objects.filter(
            year__in=years
        ).values_list("civil_servant_id", "year", "score", "predicate", "work_result")
    }
    for row in draft.open_rows():
        warn_about_disagreement(row, bands[row.values["year"]])
        compare(row, kept.get((people[row.values["nip"]], row.values["year"])), draft.present)
    draft.facts = {"people": people}


def warn_about_disagreement(row: DataRow, bands: list[PerformanceBand]) -> None:
    score, predicate = row.values["score"], row.values["predicate"]
    band = other_band(Decimal(score), predicate, bands) if score and predicate else None
    if band:
        reason = (
            "Nilai ini termasuk predikat %(band)s, bukan yang tertulis. Keduanya disimpan; "
            "nilainya yang dihitung."
        )
        row.warn("predicate", "score_and_predicate_differ", reason % {"band": band})


#: What a file may change of a result, and what the preview calls it.
RESULTS = {"score": "Nilai", "predicate": "Predikat", "work_result": "Hasil kerja"}


def compare(row: DataRow, before: tuple[str, ...] | None, present: frozenset[str]) -> None:
    old = dict(zip(RESULTS, before or ("", "", ""), strict=True))
    changes: dict[str, list[Any]] = {}
    for name, title in RESULTS.items():
        if name in present and row.values[name] != old[name]:
            changes[f"{title} {row.values['year']}"] = [old[name], row.values[name]]
    row.changes = changes
    row.action = Action.SAME if not changes else Action.ADD if before is None else Action.CHANGE


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    people = draft.facts["people"]
    rows = [row for row in draft.rows if row.action in {Action.ADD, Action.CHANGE}]
    if not rows:
        return
    bulk.temporary_table(
        "new_result",
        {
            "person": "bigint",
            "year": "smallint",
            "score": "numeric(5,2)",
            "predicate": "text",
            "work_result": "text",
        },
        (
            (
                people[row.values["nip"]],
                row.values["year"],
                row.values["score"] or None,
                row.values["predicate"],
                row.values["work_result"],
            )
            for row in rows
        ),
    )
    keeps = [f"{name} = EXCLUDED.{name}" for name in RESULTS if name in draft.present]
    bulk.execute(
        "INSERT INTO planning_performancerating"  # noqa: S608 - our own names
        " (civil_servant_id, year, score, predicate, work_result, source_import_id, updated_at)"
        " SELECT person, year, score, predicate, work_result, %s, %s FROM new_result"
        f" ON CONFLICT (civil_servant_id, year) DO UPDATE SET {', '.join(keeps)},"
        " source_import_id = EXCLUDED.source_import_id, updated_at = EXCLUDED.updated_at",
        [data_import.pk, timezone.now()],
    )


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.PERFORMANCE,
        title="Penilaian kinerja",
        lead="Satu baris per pegawai dan tahun: nilai SKP, predikat, atau keduanya.",
        columns=COLUMNS,
        ignored=("NAMA", "UNIT", "UNIT KERJA", "JABATAN", "KETERANGAN"),
        parse=parse,
        plan=plan,
        apply=apply,
        may=may_manage_standards,
        locks=(PerformanceRating,),
    )
)
