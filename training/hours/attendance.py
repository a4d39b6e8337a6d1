"""What attendance counts, month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import TruncMonth
from django.utils import timezone

from personnel.models import User
from training.hours.ledger import RECOUNTED, lock, midnight, month_after, sum_up, take_over
from training.models import Attendance, Session

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
    -- Training elsewhere lies on all its days; its times are those of the month in which it ended.
    SELECT j.civil_servant_id AS person, j.form_id AS form, on_day::date AS day,
           sum(j.jp_counted / (j.earned_on - COALESCE(o.starts_on, j.earned_on) + 1)) AS jp,
           sum(CASE WHEN on_day::date < j.earned_on THEN 0
                    WHEN r.counted_per = 'time' AND r.jp_national > 0
                    THEN GREATEST(1, round(j.jp_counted / r.jp_national)) ELSE 1 END) AS n
    FROM training_jpentry j
    LEFT JOIN training_outsidetraining o ON o.id = j.outside_id
    LEFT JOIN planning_conversionrule r ON r.id = j.rule_id
    CROSS JOIN LATERAL generate_series(GREATEST(COALESCE(o.starts_on, j.earned_on), %(first_day)s),
        LEAST(j.earned_on, %(after_day)s::date - 1), '1 day') AS on_day
    WHERE j.civil_servant_id = ANY(%(people)s::bigint[]) AND j.kind IN ('outside', 'imported')
      AND j.earned_on >= %(first_day)s AND COALESCE(o.starts_on, j.earned_on) < %(after_day)s
      AND j.jp_counted > 0
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


@transaction.atomic
def post(session: Session, people: Collection[int], *, by: User | None, note: str = "") -> int:
    """Bring these people's ledger in step with attendance in the month of the session; how many new entries.

    Asks nobody: ``training.attendance`` has. A fixed number of statements for any number of people.
    """
    people = sorted(set(people))
    if not people:
        return 0
    lock(people)
    first = timezone.localtime(session.starts_at).date().replace(day=1)
    take_over(people, first.year)
    posted = post_month(people, first, by=by, note=note or "Presensi diperbaiki")
    sum_up(people, first.year)
    return posted


def post_month(people: list[int], first: dt.date, *, by: User | None, note: str) -> int:
    after = (first + dt.timedelta(days=32)).replace(day=1)
    values: dict[str, Any] = {
        "people": people,
        "zone": timezone.get_current_timezone_name(),
        "first": midnight(first),
        "after": midnight(after),
        "first_day": first,
        "after_day": after,
        "by": by.pk if by else None,
        "now": timezone.now(),
        "note": note,
    }
    with connection.cursor() as cursor:
        cursor.execute(REVERSE, values)
        cursor.execute(POST, values)
        return cursor.rowcount


def follow_months(people: list[int], first: dt.date, last: dt.date, *, by: User | None) -> None:
    """After something elsewhere was posted between two days: attendance of those months, which comes after
    it under the caps. Months in which nobody of them attended are left alone."""
    attended = Attendance.objects.filter(
        enrolment__civil_servant__in=people,
        session__starts_at__gte=midnight(first.replace(day=1)),
        session__starts_at__lt=midnight(month_after(last)),
    )
    months = (
        attended.order_by().annotate(month=TruncMonth("session__starts_at")).values_list("month", flat=True)
    )
    years = set()
    for month in sorted({timezone.localtime(moment).date() for moment in months.distinct()}):
        take_over(people, month.year)
        post_month(people, month, by=by, note=RECOUNTED)
        years.add(month.year)
    for year in sorted(years):
        sum_up(people, year)
