"""Indeks Profesionalitas ASN as a simulation: what the city's own rows say, from at least to at most.

The official value is BKN's. Each part is known or not: what nothing is known of counts as little as it can
in ``least`` and as much as it can in ``most``, never as zero in both. Scores, and which forms of training
count for which part, are the table ``planning/data/ip_asn.csv`` (Permenpan RB 38/2018, Peraturan BKN 8/2019).
One query, the same for a person, a unit and the city.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import (
    Avg,
    Case,
    Count,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from personnel.models import CivilServant, Position
from personnel.models.people import STRUCTURAL_LEVELS
from personnel.templatetags.palu import jp
from planning.models import PerformanceRating, PlanTarget
from planning.performance import bands_in_force
from planning.reference import ip_asn_rows
from training.models import JpEntry

SCORE = DecimalField(max_digits=5, decimal_places=2)
#: JP of technical training in a year, and how far back each part looks.
ENOUGH_JP = Decimal(20)
YEAR = dt.timedelta(days=365)
FUNCTIONAL = [level for level in Position.Level.values if level.startswith("jf_")]
EDUCATION = {
    CivilServant.Education.S3: "S3",
    CivilServant.Education.S2: "S2",
    CivilServant.Education.S1: "S1/D4",
    CivilServant.Education.D3: "D3",
    CivilServant.Education.SMA: "D2/D1/SMA",
    CivilServant.Education.BELOW: "di bawah SMA",
}
CATEGORIES = ((90, "Sangat Tinggi"), (80, "Tinggi"), (70, "Sedang"), (60, "Rendah"))
LEADERSHIP = "diklat kepemimpinan sesuai jenjang"
FUNCTIONAL_TRAINING = "diklat fungsional"
TECHNICAL = "diklat teknis >= 20 JP (1 tahun terakhir)"
SEMINAR = "seminar/workshop/sejenis (2 tahun terakhir)"


@dataclass(frozen=True)
class Part:
    """One part of the index: its dimension, its name, and the fields that hold its least and most."""

    key: str
    dimension: str
    label: str

    @property
    def least(self) -> str:
        return f"{self.key}_least"

    @property
    def most(self) -> str:
        return f"{self.key}_most"


PARTS = (
    Part("education", "Kualifikasi", "Pendidikan"),
    Part("grade", "Kompetensi", "Pelatihan kepemimpinan atau fungsional"),
    Part("technical", "Kompetensi", "Pelatihan teknis 20 JP dalam setahun"),
    Part("seminar", "Kompetensi", "Seminar, lokakarya, atau sejenisnya dalam dua tahun"),
    Part("performance", "Kinerja", "Predikat kinerja tahun lalu"),
    Part("discipline", "Disiplin", "Hukuman disiplin lima tahun terakhir"),
)


@cache
def _scores() -> dict[tuple[str, str, str], Decimal]:
    """(indicator, condition, kind of post) → score."""
    return {
        (row["indicator"], row["condition"], kind): Decimal(row["score"])
        for row in ip_asn_rows()
        for kind in row["applies_to"].split(";")
    }


@cache
def _forms(indicator: str) -> tuple[str, ...]:
    return next(tuple(row["forms"].split(";")) for row in ip_asn_rows() if row["indicator"] == indicator)


def category(value: Decimal) -> str:
    """The name of a value of the whole index."""
    return next((name for bound, name in CATEGORIES if value > bound), "Sangat Rendah")


# ----------------------------------------------------------------------------- the one query


def with_parts(people: QuerySet[CivilServant]) -> QuerySet[Any]:
    """The people with ``<part>_least``, ``<part>_most``, and over all ``index_least``, ``index_most``."""
    today = timezone.localdate()
    rows = _with_facts(people, today)
    for part in PARTS:
        least, most = BOUNDS[part.key](today)
        rows = rows.annotate(**{part.least: least, part.most: most})
    total = {
        f"index_{end}": sum((F(f"{part.key}_{end}") for part in PARTS), start=_constant(0))
        for end in ("least", "most")
    }
    return rows.annotate(**total)


def _with_facts(people: QuerySet[CivilServant], today: dt.date) -> QuerySet[Any]:
    rated = PerformanceRating.objects.filter(civil_servant=OuterRef("pk"), year=today.year - 1)
    entries = JpEntry.objects.filter(civil_servant=OuterRef("pk"))
    return people.annotate(
        jp_technical=_hours(TECHNICAL, today - YEAR),
        jp_seminar=_hours(SEMINAR, today - 2 * YEAR),
        jp_grade=_hours_of([*_forms(LEADERSHIP), *_forms(FUNCTIONAL_TRAINING)], dt.date.min),
        has_year=Exists(entries.filter(earned_on__gte=today - YEAR)),
        has_two_years=Exists(entries.filter(earned_on__gte=today - 2 * YEAR)),
        last_score=Subquery(rated.values("score")[:1]),
        last_predicate=Subquery(rated.values("predicate")[:1]),
    )


def _hours(indicator: str, since: dt.date) -> Any:
    return _hours_of(_forms(indicator), since)


def _hours_of(forms: Sequence[str], since: dt.date) -> Any:
    rows = JpEntry.objects.filter(
        civil_servant=OuterRef("pk"), form__code__in=list(forms), earned_on__gte=since
    )
    sums = rows.order_by().values("civil_servant").annotate(sum=Sum("jp_counted")).values("sum")
    return Coalesce(Subquery(sums, output_field=SCORE), Value(Decimal(0), SCORE))


def _constant(score: Decimal | int) -> Value:
    return Value(Decimal(score), SCORE)


def _case(*whens: When, default: Decimal | int) -> Case:
    return Case(*whens, default=_constant(default), output_field=SCORE)


def _by_kind(indicator: str) -> Case:
    """What the part is worth for the kind of post that the person holds."""
    scores = _scores()

    def worth(kind: str) -> Decimal:
        return scores.get((indicator, "sudah", kind), Decimal(0))

    return _case(
        When(position__level__in=list(STRUCTURAL_LEVELS), then=_constant(worth("struktural"))),
        When(position__level__in=FUNCTIONAL, then=_constant(worth("fungsional"))),
        default=worth("pelaksana"),
    )


def _education(today: dt.date) -> tuple[Any, Any]:
    scores = _scores()
    whens = [
        When(education=key, then=_constant(scores["pendidikan", name, "semua"]))
        for key, name in EDUCATION.items()
    ]
    values = [scores["pendidikan", name, "semua"] for name in EDUCATION.values()]
    return _case(*whens, default=min(values)), _case(*whens, default=max(values))


def _grade(today: dt.date) -> tuple[Any, Any]:
    """An older training may stand in no row of ours, so what is not there is not known."""
    scores = _scores()
    worth = _case(
        When(
            position__level__in=list(STRUCTURAL_LEVELS),
            then=_constant(scores[LEADERSHIP, "sudah", "struktural"]),
        ),
        When(
            position__level__in=FUNCTIONAL,
            then=_constant(scores[FUNCTIONAL_TRAINING, "sudah", "fungsional"]),
        ),
        default=0,
    )
    return Case(When(jp_grade__gt=0, then=worth), default=_constant(0), output_field=SCORE), worth


def _learned(indicator: str, enough: Q, known: str) -> tuple[Any, Any]:
    """Known where the ledger says something of the time; where it is silent, nobody knows."""
    worth = _by_kind(indicator)
    least = Case(When(enough, then=worth), default=_constant(0), output_field=SCORE)
    most = Case(
        When(enough, then=worth), When(**{known: True}, then=_constant(0)), default=worth, output_field=SCORE
    )
    return least, most


def _performance(today: dt.date) -> tuple[Any, Any]:
    bands = bands_in_force(today.year - 1)
    whens = [When(last_score__gte=band.lower_bound, then=_constant(band.ip_asn_score)) for band in bands] + [
        When(last_predicate=band.predicate, then=_constant(band.ip_asn_score)) for band in bands
    ]
    most = max((band.ip_asn_score for band in bands), default=Decimal(0))
    return _case(*whens, default=0), _case(*whens, default=most)


def _discipline(today: dt.date) -> tuple[Any, Any]:
    """Punishments are not read here: it lies between the heaviest and none."""
    values = [score for (indicator, _c, _k), score in _scores().items() if indicator.startswith("hukuman")]
    return _constant(min(values)), _constant(max(values))


BOUNDS = {
    "education": _education,
    "grade": _grade,
    "technical": lambda today: _learned(TECHNICAL, Q(jp_technical__gte=ENOUGH_JP), "has_year"),
    "seminar": lambda today: _learned(SEMINAR, Q(jp_seminar__gt=0), "has_two_years"),
    "performance": _performance,
    "discipline": _discipline,
}


# ----------------------------------------------------------------------------- one person


@dataclass(frozen=True)
class ScoredPart:
    """One part of one person: between which scores, and the fact that it stands on."""

    part: Part
    least: Decimal
    most: Decimal
    fact: str

    @property
    def is_known(self) -> bool:
        return self.least == self.most


def lines_of(row: Any) -> list[ScoredPart]:
    """``row`` comes from ``with_parts``."""
    facts = {
        "education": row.get_education_display() or "Pendidikan belum tercatat",
        "grade": _learned_fact(row.jp_grade, "Belum ada catatannya; pelatihan lama mungkin tidak tercatat")
        if row.grade_most
        else "Tidak berlaku bagi jabatan pelaksana",
        "technical": _learned_fact(row.jp_technical, "Belum ada catatan JP setahun ini", known=row.has_year),
        "seminar": _learned_fact(row.jp_seminar, "Belum ada catatan dua tahun ini", known=row.has_two_years),
        "performance": _rated(row),
        "discipline": "Hukuman disiplin tidak dibaca aplikasi ini",
    }
    return [
        ScoredPart(part, getattr(row, part.least), getattr(row, part.most), facts[part.key]) for part in PARTS
    ]


def _learned_fact(hours: Decimal, silent: str, *, known: bool = False) -> str:
    return f"{jp(hours)} JP pada buku JP" if hours or known else silent


def _rated(row: Any) -> str:
    predicates = dict(PerformanceRating._meta.get_field("predicate").flatchoices)
    said = [jp(row.last_score) if row.last_score is not None else "", predicates.get(row.last_predicate, "")]
    return ", ".join(filter(None, said)) or "Kinerja tahun lalu belum tercatat"


# ----------------------------------------------------------------------------- units and the city


@dataclass(frozen=True)
class UnitIndex:
    """The mean of the people of one OPD, from at least to at most."""

    name: str
    people: int
    least: Decimal
    most: Decimal


def by_opd(people: QuerySet[CivilServant]) -> list[UnitIndex]:
    """The OPD in sight by name. One query."""
    rows = (
        with_parts(people.plan_targets())  # type: ignore[attr-defined]
        .order_by()
        .values("unit__opd", "unit__opd__name")
        .annotate(people=Count("pk"), least=Avg("index_least"), most=Avg("index_most"))
        .order_by("unit__opd__name", "unit__opd")
    )
    return [UnitIndex(row["unit__opd__name"], row["people"], row["least"], row["most"]) for row in rows]


def planned_hours(person: CivilServant, year: int) -> dict[str, Decimal]:
    """JP of the parts that a year's plan would add: of technical training and of seminars."""
    lines = PlanTarget.objects.current().filter(civil_servant=person, plan__cycle__year=year)

    def sum_of(indicator: str) -> Any:
        return Sum(
            "item__jp_counted",
            filter=Q(item__form__code__in=_forms(indicator)),
            default=Decimal(0),
            output_field=SCORE,
        )

    return lines.aggregate(technical=sum_of(TECHNICAL), seminar=sum_of(SEMINAR))
