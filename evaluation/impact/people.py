"""What became of those who were there, summed by batch and OPD in one statement. No person leaves this file.

*Learning*: who took both tests, and who passed. *Behaviour*: the competency of the programme on the scale of
the gap; before it is the strongest rating from the superior's on, dated on or before the first session and
not older than the year's evidence; after it is the newest of these at least ``IMPACT_DAYS`` after the last
session. Who has no such rating is not rated again, which is not zero. *Result*: the predicate (SKP) of the
year before the training and of the year after it. A change of more than two levels counts as two.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from personnel.models.turns import Turn
from planning.models import PerformanceBand

#: The tables of the statements below.
RESTS_ON = (Turn.Subject.PEOPLE, Turn.Subject.NEEDS, Turn.Subject.CAREERS, Turn.Subject.TRAINING)

#: From the lowest: a greater rank is a better result.
PREDICATES = tuple(reversed(PerformanceBand.Predicate.values))

#: Of those who attended (as ``Enrolment.objects.attended`` says) the ones in batches of a year that are over.
TOOK = """
    SELECT e.id, e.civil_servant_id, u.opd_id, b.id AS batch_id, b.programme_id, b.provider_id,
           p.competency_id, c.year, c.evidence_months, s.first_day, s.last_day
    FROM training_enrolment e
    JOIN training_batch b ON b.id = e.batch_id
    JOIN planning_cycle c ON c.id = b.cycle_id AND c.year = %(year)s
    JOIN planning_programme p ON p.id = b.programme_id
    JOIN personnel_unit u ON u.id = e.unit_id
    JOIN (SELECT batch_id, (MIN(starts_at) AT TIME ZONE %(zone)s)::date AS first_day,
                 (MAX(ends_at) AT TIME ZONE %(zone)s)::date AS last_day, MAX(ends_at) AS ends_at
          FROM training_session WHERE NOT is_cancelled GROUP BY batch_id) s ON s.batch_id = b.id
    WHERE e.state = 'enrolled' AND (b.state = 'finished' OR (b.state = 'released' AND s.ends_at < %(now)s))
      AND EXISTS (SELECT 1 FROM training_attendance a JOIN training_session w ON w.id = a.session_id
                  WHERE a.enrolment_id = e.id AND a.is_present AND NOT w.is_cancelled)
"""

#: Of the row before it: who, which competency, and the days of the training.
BASELINE = """
    SELECT r.level FROM planning_competencyrating r
    WHERE r.civil_servant_id = {who} AND r.competency_id = {what} AND r.grade >= 2
      AND r.rated_on <= {first} AND r.rated_on >= {first} - make_interval(months => {months}::int)
    ORDER BY r.grade DESC, r.rated_on DESC, r.id DESC LIMIT 1
"""
AFTER = """
    SELECT r.level FROM planning_competencyrating r
    WHERE r.civil_servant_id = {who} AND r.competency_id = {what} AND r.grade >= 2
      AND r.rated_on >= {last} + %(days)s::int
    ORDER BY r.rated_on DESC, r.grade DESC, r.id DESC LIMIT 1
"""
#: A predicate's rank; a score stands in for a predicate that is not written.
PERFORMANCE = """
    SELECT array_position(%(predicates)s, COALESCE(NULLIF(f.predicate, ''), (
        SELECT k.predicate FROM planning_performanceband k
        WHERE k.lower_bound <= f.score AND k.valid_from = (
            SELECT MAX(n.valid_from) FROM planning_performanceband n
            WHERE n.predicate = k.predicate AND n.valid_from <= make_date(f.year::int, 12, 31))
        ORDER BY k.lower_bound DESC LIMIT 1))::text) AS rank
    FROM planning_performancerating f WHERE f.civil_servant_id = t.civil_servant_id AND f.year = {year}
"""
_DAYS = {"who": "t.civil_servant_id", "what": "t.competency_id", "first": "t.first_day", "last": "t.last_day"}

SUMS = f"""
    WITH took AS ({TOOK}), measured AS (
        SELECT t.*, r.pre_test, r.post_test, j.has_passed, before.level AS had, later.level AS has,
               n.required, past.rank AS past, next.rank AS next
        FROM took t
        LEFT JOIN training_result r
               ON r.enrolment_id = t.id AND r.pre_test IS NOT NULL AND r.post_test IS NOT NULL
        LEFT JOIN training_result j ON j.enrolment_id = t.id
        LEFT JOIN LATERAL ({BASELINE.format(months="t.evidence_months", **_DAYS)}) before ON TRUE
        LEFT JOIN LATERAL ({AFTER.format(**_DAYS)}) later ON before.level IS NOT NULL
        LEFT JOIN planning_need n ON n.civil_servant_id = t.civil_servant_id
               AND n.competency_id = t.competency_id AND n.basis = 'sekarang'
        LEFT JOIN LATERAL ({PERFORMANCE.format(year="t.year - 1")}) past ON TRUE
        LEFT JOIN LATERAL ({PERFORMANCE.format(year="t.year + 1")}) next ON TRUE
    )
    SELECT programme_id, provider_id, batch_id, opd_id, COUNT(*) AS people, COUNT(had) AS with_baseline,
           COUNT(pre_test) AS tested, SUM(pre_test) AS pre, SUM(post_test) AS post,
           SUM((post_test - pre_test) ^ 2) AS gain_squares,
           COUNT(has_passed) AS judged, COUNT(*) FILTER (WHERE has_passed) AS passed,
           COUNT(has) AS rated, COUNT(*) FILTER (WHERE has - had <= -2) AS change_1,
           COUNT(*) FILTER (WHERE has - had = -1) AS change_2, COUNT(*) FILTER (WHERE has = had) AS change_3,
           COUNT(*) FILTER (WHERE has - had = 1) AS change_4,
           COUNT(*) FILTER (WHERE has - had >= 2) AS change_5,
           COUNT(has) FILTER (WHERE required > had) AS with_gap,
           COUNT(has) FILTER (WHERE required > had AND has >= required) AS closed,
           SUM(GREATEST(-2, LEAST(2, has - had))) FILTER (WHERE required > had AND has IS NOT NULL)
               AS gap_change,
           COUNT(*) FILTER (WHERE past IS NOT NULL AND next IS NOT NULL) AS performed,
           COUNT(*) FILTER (WHERE next < past) AS result_1, COUNT(*) FILTER (WHERE next = past) AS result_2,
           COUNT(*) FILTER (WHERE next > past) AS result_3
    FROM measured
    GROUP BY programme_id, provider_id, batch_id, opd_id
    ORDER BY programme_id, batch_id, opd_id
"""  # noqa: S608 - our own words

#: Alumni of one programme with a gap before it, by its width, and everybody else with the same gap in the
#: same days who took no training in that competency within them.
COMPARED = f"""
    WITH took AS ({TOOK}), days AS (
        SELECT competency_id, MIN(first_day) AS first_day, MAX(last_day) AS last_day,
               MAX(evidence_months) AS months
        FROM took WHERE programme_id = %(programme)s GROUP BY competency_id
    ), trained AS (
        SELECT LEAST(3, n.required - before.level) AS gap, later.level - before.level AS change
        FROM took t
        JOIN planning_need n ON n.civil_servant_id = t.civil_servant_id
         AND n.competency_id = t.competency_id AND n.basis = 'sekarang'
        JOIN LATERAL ({BASELINE.format(months="t.evidence_months", **_DAYS)}) before
          ON before.level < n.required
        JOIN LATERAL ({AFTER.format(**_DAYS)}) later ON TRUE
        WHERE t.programme_id = %(programme)s
    ), others AS (
        SELECT LEAST(3, n.required - before.level) AS gap, later.level - before.level AS change
        FROM days d JOIN planning_need n ON n.competency_id = d.competency_id AND n.basis = 'sekarang'
        JOIN LATERAL ({
    BASELINE.format(who="n.civil_servant_id", what="n.competency_id", first="d.first_day", months="d.months")
}) before ON before.level < n.required
        JOIN LATERAL ({
    AFTER.format(who="n.civil_servant_id", what="n.competency_id", last="d.last_day")
}) later ON TRUE
        WHERE NOT EXISTS (
            SELECT 1 FROM training_enrolment e JOIN training_attendance a ON a.enrolment_id = e.id
            JOIN training_session s ON s.id = a.session_id JOIN training_batch b ON b.id = e.batch_id
            JOIN planning_programme p ON p.id = b.programme_id
            WHERE e.civil_servant_id = n.civil_servant_id AND p.competency_id = n.competency_id
              AND a.is_present AND NOT s.is_cancelled
              AND s.starts_at >= d.first_day - make_interval(months => d.months::int)
        )
    )
    SELECT gap, COUNT(*) FILTER (WHERE is_trained), COUNT(*) FILTER (WHERE NOT is_trained),
           SUM(GREATEST(-2, LEAST(2, change))) FILTER (WHERE NOT is_trained)
    FROM (SELECT *, TRUE AS is_trained FROM trained
          UNION ALL SELECT *, FALSE FROM others) both_groups
    GROUP BY gap ORDER BY gap
"""  # noqa: S608 - our own words

CHANGES = tuple(f"change_{point}" for point in range(1, 6))
RESULTS = tuple(f"result_{point}" for point in range(1, 4))


@dataclass(frozen=True)
class Cell:
    """The alumni of one OPD in one batch: where they stand, and what was summed over them. Counts are whole
    numbers, of which Python holds each small one once: a large year has thousands of these rows."""

    programme: int
    provider: int
    batch: int
    opd: int
    sums: dict[str, int | Decimal]


@dataclass(frozen=True)
class Stratum:
    """People with a gap of one width: how many were trained, and how the others changed."""

    gap: int
    trained: int
    others: int
    change: Decimal


def hour() -> dt.datetime:
    """The hour that has struck last: a batch that was announced is over from the next one on, so that what is
    said of a year is the same for an hour and can be remembered so long."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def _parameters(year: int) -> dict[str, Any]:
    return {
        "year": year,
        "now": hour(),
        "zone": timezone.get_default_timezone_name(),
        "days": settings.IMPACT_DAYS,
        "predicates": list(PREDICATES),
    }


def cells_of(year: int) -> list[Cell]:
    """The whole year, one row for each batch and OPD in it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, _parameters(year))
        names = [column.name for column in cursor.description or ()][4:]
        return [
            Cell(a, b, c, d, {name: value or 0 for name, value in zip(names, sums, strict=True)})
            for a, b, c, d, *sums in cursor.fetchall()
        ]


def strata_of(programme: int, year: int) -> list[Stratum]:
    """For the comparison with people who had the same gap. One query."""
    with connection.cursor() as cursor:
        cursor.execute(COMPARED, {**_parameters(year), "programme": programme})
        return [
            Stratum(gap, trained, others, Decimal(change or 0))
            for gap, trained, others, change in cursor.fetchall()
        ]
