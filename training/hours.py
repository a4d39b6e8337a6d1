"""The ledger of hours (JP). What is counted comes from attendance, and is brought in step with it here.

``post`` compares what the ledger says about some people's month with what their attendance and the
conversion rules ask for; what differs is met by a reversal and a new entry, what agrees stays. So it may be
called as often as one likes, and a correction that frees room under a cap gives it to what came after.
The people are locked while it runs: caps hold across sessions that are closed at the same moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone

from personnel.models import CivilServant, User
from planning.models import LearningYear
from training.models import JpEntry, Session

#: What attendance asks for. Caps: times in a calendar month, then JP in a day; both for each person and form,
#: over all their sessions in order of time, and after what stands there from elsewhere (verified, imported).
WANTED = """
WITH there AS (
    SELECT a.id AS attendance, e.civil_servant_id AS person, p.form_id AS form, s.jp AS proposed, s.starts_at,
           (s.starts_at AT TIME ZONE %(zone)s)::date AS day, p.is_international AS abroad,
           left(p.name || ': ' || s.title, 250) AS name
    FROM training_attendance a
    JOIN training_enrolment e ON e.id = a.enrolment_id
    JOIN training_session s ON s.id = a.session_id
    JOIN training_checkin c ON c.session_id = s.id AND c.closed_at IS NOT NULL
    JOIN training_batch b ON b.id = s.batch_id
    JOIN planning_programme p ON p.id = b.programme_id
    WHERE a.is_present AND NOT s.is_cancelled AND e.civil_servant_id = ANY(%(people)s::bigint[])
      AND s.starts_at >= %(first)s AND s.starts_at < %(after)s
), ruled AS (
    SELECT there.*, r.id AS rule, r.counted_per, r.max_times_per_month AS times,
           CASE WHEN NOT abroad THEN r.jp_national
                ELSE COALESCE(r.jp_international, r.jp_national * (100 + r.international_bonus_percent) / 100)
           END AS each,
           CASE WHEN abroad THEN COALESCE(r.max_jp_per_day_international, r.max_jp_per_day)
                ELSE r.max_jp_per_day END AS cap,
           row_number() OVER (PARTITION BY person, there.form, day ORDER BY starts_at, attendance) AS in_day,
           row_number() OVER (PARTITION BY person, there.form ORDER BY starts_at, attendance) AS in_month
    FROM there
    LEFT JOIN LATERAL (
        SELECT * FROM planning_conversionrule c
        WHERE c.form_id = there.form AND c.valid_from <= day AND (c.valid_to IS NULL OR c.valid_to >= day)
        ORDER BY c.valid_from DESC LIMIT 1
    ) r ON true
), elsewhere AS (
    SELECT j.civil_servant_id AS person, j.form_id AS form, j.earned_on AS day, sum(j.jp_counted) AS jp,
           sum(CASE WHEN j.jp_counted > 0 THEN 1 ELSE 0 END) AS n
    FROM training_jpentry j
    WHERE j.civil_servant_id = ANY(%(people)s::bigint[]) AND j.kind IN ('outside', 'imported')
      AND j.earned_on >= %(first_day)s AND j.earned_on < %(after_day)s
      AND NOT EXISTS (SELECT 1 FROM training_jpentry x WHERE x.reverses_id = j.id)
    GROUP BY 1, 2, 3
), valued AS (
    SELECT ruled.*,
        CASE counted_per
            WHEN 'jp' THEN proposed * each
            WHEN 'day' THEN CASE
                WHEN in_day = 1 AND today.n IS NULL THEN each
                WHEN each IS NOT NULL THEN 0 END
            WHEN 'time' THEN CASE
                WHEN times IS NULL OR in_month + COALESCE(before.n, 0) <= times THEN each
                WHEN each IS NOT NULL THEN 0 END
        END AS raw,
        COALESCE(today.jp, 0) AS had
    FROM ruled
    LEFT JOIN elsewhere today USING (person, form, day)
    LEFT JOIN (SELECT person, form, sum(n) AS n FROM elsewhere GROUP BY 1, 2) before USING (person, form)
), wanted AS (
    SELECT attendance, person, form, rule, day, name, proposed,
        round(CASE WHEN cap IS NULL THEN raw ELSE LEAST(raw, GREATEST(cap - had - COALESCE(sum(raw) OVER (
            PARTITION BY person, form, day ORDER BY starts_at, attendance
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 0)) END, 2) AS counted
    FROM valued
), live AS (
    SELECT j.* FROM training_jpentry j
    WHERE j.civil_servant_id = ANY(%(people)s::bigint[]) AND j.kind = 'attendance'
      AND j.earned_on >= %(first_day)s AND j.earned_on < %(after_day)s
      AND NOT EXISTS (SELECT 1 FROM training_jpentry x WHERE x.reverses_id = j.id)
)
"""

REVERSE = f"""{WANTED}
INSERT INTO training_jpentry (civil_servant_id, kind, name, earned_on, form_id, rule_id, jp_proposed,
    jp_counted, attendance_id, reverses_id, note, posted_by_id, posted_at)
SELECT live.civil_servant_id, 'reversal', live.name, live.earned_on, live.form_id, live.rule_id,
    -live.jp_proposed, -live.jp_counted, live.attendance_id, live.id, %(note)s, %(by)s, %(now)s
FROM live LEFT JOIN wanted ON wanted.attendance = live.attendance_id
WHERE wanted.attendance IS NULL OR (wanted.counted, wanted.proposed, wanted.form)
    IS DISTINCT FROM (live.jp_counted, live.jp_proposed, live.form_id)
ORDER BY live.id
"""  # noqa: S608 - constants of this module only

POST = f"""{WANTED}
INSERT INTO training_jpentry (civil_servant_id, kind, name, earned_on, form_id, rule_id, jp_proposed,
    jp_counted, attendance_id, note, posted_by_id, posted_at)
SELECT wanted.person, 'attendance', wanted.name, wanted.day, wanted.form, wanted.rule, wanted.proposed,
    wanted.counted, wanted.attendance, '', %(by)s, %(now)s
FROM wanted WHERE NOT EXISTS (SELECT 1 FROM live WHERE live.attendance_id = wanted.attendance)
ORDER BY wanted.person, wanted.attendance
"""  # noqa: S608 - constants of this module only

#: What was known of a year before the ledger knew anything about it becomes its first entry.
TAKE_OVER = """
INSERT INTO training_jpentry (civil_servant_id, kind, name, earned_on, jp_proposed, jp_counted, note,
    posted_by_id, posted_at)
SELECT y.civil_servant_id, 'imported', %(name)s, make_date(y.year, 1, 1), y.jp_counted, y.jp_counted,
    y.source, NULL, %(now)s
FROM planning_learningyear y
WHERE y.civil_servant_id = ANY(%(people)s::bigint[]) AND y.year = %(year)s AND y.jp_counted > 0
  AND NOT EXISTS (SELECT 1 FROM training_jpentry j WHERE j.civil_servant_id = y.civil_servant_id
    AND j.earned_on >= make_date(y.year, 1, 1) AND j.earned_on < make_date(y.year + 1, 1, 1))
ORDER BY y.civil_servant_id
"""

SUM_UP = """
INSERT INTO planning_learningyear (civil_servant_id, year, jp_counted, source)
SELECT j.civil_servant_id, %(year)s, GREATEST(COALESCE(sum(j.jp_counted), 0), 0), %(source)s
FROM training_jpentry j
WHERE j.civil_servant_id = ANY(%(people)s::bigint[]) AND j.earned_on >= make_date(%(year)s, 1, 1)
  AND j.earned_on < make_date(%(year)s + 1, 1, 1)
GROUP BY j.civil_servant_id ORDER BY j.civil_servant_id
ON CONFLICT (civil_servant_id, year) DO UPDATE SET jp_counted = EXCLUDED.jp_counted, source = EXCLUDED.source
"""


@transaction.atomic
def post(session: Session, people: Collection[int], *, by: User | None, note: str = "") -> int:
    """Bring these people's ledger in step with attendance in the month of the session; how many new entries.

    Asks nobody: ``training.attendance`` has. A fixed number of statements for any number of people.
    """
    people = sorted(set(people))
    if not people:
        return 0
    list(
        CivilServant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=people).order_by("pk")
    )
    first = timezone.localtime(session.starts_at).date().replace(day=1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    values: dict[str, Any] = {
        "people": people,
        "zone": timezone.get_current_timezone_name(),
        "first": _midnight(first),
        "after": _midnight(after),
        "first_day": first,
        "after_day": after,
        "year": first.year,
        "by": by.pk if by else None,
        "now": timezone.now(),
        "note": note or "Presensi diperbaiki",
        "name": f"Riwayat JP tahun {first.year}",
        "source": "buku JP",
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE_OVER, values)
        cursor.execute(REVERSE, values)
        cursor.execute(POST, values)
        posted = cursor.rowcount
        cursor.execute(SUM_UP, values)
    return posted


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())


# ----------------------------------------------------------------------------------------------- reading


@dataclass(frozen=True)
class Year:
    """One year of somebody: what was proposed and what is counted."""

    year: int
    proposed: Decimal | None
    counted: Decimal


def entries_of(person: CivilServant, year: int) -> QuerySet[JpEntry]:
    """A year of the ledger, the newest first."""
    rows = JpEntry.objects.filter(civil_servant=person, earned_on__year=year)
    return rows.select_related("form", "attendance__session", "reversal", "reverses")


def years_of(person: CivilServant) -> list[Year]:
    """Every year of which something is known, the newest first; where the ledger is silent, what was
    imported."""
    rows = JpEntry.objects.filter(civil_servant=person).order_by().values(year=ExtractYear("earned_on"))
    sums = {row["year"]: row for row in rows.annotate(proposed=Sum("jp_proposed"), counted=Sum("jp_counted"))}
    found = {year: Year(year, row["proposed"], row["counted"] or Decimal(0)) for year, row in sums.items()}
    for known in LearningYear.objects.filter(civil_servant=person).exclude(year__in=sums):
        found[known.year] = Year(known.year, None, known.jp_counted)
    return sorted(found.values(), key=lambda row: -row.year)
