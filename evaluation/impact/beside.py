"""What training gave in two years, side by side: the same sums, and no more said of their difference."""

from __future__ import annotations

from decimal import Decimal

from evaluation.impact.figures import Facts
from evaluation.impact.leaves import Scope
from evaluation.impact.reading import ImpactRow, row_of
from evaluation.impact.words import signed
from personnel.charts import moved
from personnel.shown import Compared
from personnel.templatetags.palu import NOTHING, angka, persen


def beside_last_year(year: int, now: ImpactRow) -> Compared | None:
    """The city of a year beside the year before; None where nobody was there."""
    facts, city = Facts.of(year - 1), Scope("city")
    if not facts.people(city):
        return None
    before = row_of(facts, city, "", [])
    rows = [_people(before, now), _gain(before, now), _rose(before, now), _rated(before, now)]
    return Compared(
        "Dibandingkan dengan tahun sebelumnya", str(year - 1), str(year), tuple(rows), "tahun-lalu"
    )


Line = tuple[str, str, str, str]


def _people(before: ImpactRow, now: ImpactRow) -> Line:
    way = moved(Decimal(before.people), Decimal(now.people))
    return "Keikutsertaan", angka(before.people), angka(now.people), way


def _gain(before: ImpactRow, now: ImpactRow) -> Line:
    old, new = before.learning.gain, now.learning.gain
    return "Kenaikan nilai tes", _signed(old), _signed(new), moved(old, new, 2)


def _rose(before: ImpactRow, now: ImpactRow) -> Line:
    old, new = (row.change.rose.percent if row.change.rose else None for row in (before, now))
    label = "Naik tingkat, dari yang dinilai ulang"
    return label, persen(old), persen(new), moved(old, new, 1, "poin")


def _rated(before: ImpactRow, now: ImpactRow) -> Line:
    old, new = (_share(row.change.n, row.change.of) for row in (before, now))
    return "Sudah dinilai ulang", persen(old), persen(new), moved(old, new, 1, "poin")


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / whole if whole else None


def _signed(value: Decimal | None) -> str:
    return NOTHING if value is None else signed(value)
