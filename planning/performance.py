"""Performance (SKP): a score, a predicate, or both, once a year; and how far the result stays behind the
target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from personnel import audit
from personnel.models import CivilServant, User
from planning import permissions
from planning.models import Cycle, PerformanceBand, PerformanceRating

audit.name_acts({"performance_recorded": "Mencatat penilaian kinerja"})

#: No result of an earlier year is taken in.
FIRST_YEAR = 2010

#: One row a person: the newest year before the cycle's, its score, and whether a predicate had to stand in
#: for one.
#: Parameter ``year``. For ``WITH performance AS (…)``.
SCORES = """
    SELECT DISTINCT ON (r.civil_servant_id)
           r.civil_servant_id, r.year, r.predicate, COALESCE(r.score, band.representative) AS score,
           r.score IS NULL AS is_stand_in
    FROM planning_performancerating r
    LEFT JOIN LATERAL (
        SELECT b.representative FROM planning_performanceband b
        WHERE b.predicate = r.predicate AND b.valid_from <= make_date(r.year::int, 12, 31)
        ORDER BY b.valid_from DESC LIMIT 1
    ) band ON r.score IS NULL
    WHERE r.year < %(year)s
    ORDER BY r.civil_servant_id, r.year DESC
"""


@dataclass(frozen=True)
class PerformanceGap:
    """What is known of one person: the year and score that count, and max(0, target − score)."""

    year: int
    score: Decimal
    target: Decimal
    is_stand_in: bool  # only the predicate is known

    @property
    def gap(self) -> Decimal:
        return max(Decimal(0), self.target - self.score)


def performance_gap(civil_servant: CivilServant, cycle: Cycle) -> PerformanceGap | None:
    """The newest result before the cycle's year against the cycle's target; None while nothing is known."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT year, score, is_stand_in FROM ({SCORES}) s"  # noqa: S608 - our own constant
            " WHERE civil_servant_id = %(person)s AND score IS NOT NULL",
            {"year": cycle.year, "person": civil_servant.pk},
        )
        row = cursor.fetchone()
    if row is None:
        return None
    year, score, is_stand_in = row
    return PerformanceGap(year, score, cycle.performance_target, is_stand_in)


def band_of(score: Decimal, bands: list[PerformanceBand]) -> PerformanceBand | None:
    """The predicate that a score falls in; ``bands`` of one date, highest first."""
    return next((band for band in bands if score >= band.lower_bound), None)


def bands_in_force(year: int) -> list[PerformanceBand]:
    """The newest row of each predicate at the end of a year, highest first."""
    rows = PerformanceBand.objects.filter(valid_from__year__lte=year).order_by("predicate", "-valid_from")
    return sorted(rows.distinct("predicate"), key=lambda band: band.lower_bound, reverse=True)


def other_band(score: Decimal, predicate: str, bands: list[PerformanceBand]) -> PerformanceBand | None:
    """The band of a score when it is not the predicate written beside it."""
    band = band_of(score, bands)
    return band if band and band.predicate != predicate else None


@transaction.atomic
def record_performance(
    civil_servant: CivilServant,
    year: int,
    *,
    score: Decimal | None = None,
    predicate: str = "",
    by: User | None,
) -> PerformanceRating:
    """The result of one year; a correction replaces it (the row's history is kept)."""
    if by is not None and not permissions.may_record_performance(by, civil_servant):
        raise PermissionDenied
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise ValidationError({"year": "Tahun kinerja ini belum tiba atau terlalu lama."})
    if score is None and not predicate:
        raise ValidationError("Isi nilai, predikat, atau keduanya.")
    rating = PerformanceRating.objects.select_for_update().filter(
        civil_servant=civil_servant, year=year
    ).first() or PerformanceRating(civil_servant=civil_servant, year=year)
    rating.score, rating.predicate = score, predicate
    rating.full_clean()
    rating.save()
    audit.record(
        "performance_recorded",
        by=by,
        on=rating,
        subject=civil_servant,
        year=year,
        score=score,
        predicate=predicate,
    )
    return rating
