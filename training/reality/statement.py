"""What became of lines, in one statement; whatever is asked of them is asked of ``line``.

Which training elsewhere carries out which line depends on all lines of a person, so lines are narrowed by
people first and by themselves at the end.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from planning.models import Cycle

LINES = """
WITH wanted AS (
    SELECT t.id AS target, t.civil_servant_id AS person, i.id AS item, i.key, i.number, i.name,
        i.competency_id AS competency, i.programme_id AS programme, COALESCE(i.quarter, 4) AS quarter,
        i.cost_per_person AS cost, i.jp_counted AS jp_planned, p.id AS plan, p.unit_id AS opd,
        (make_date(%(year)s, 3 * COALESCE(i.quarter, 4), 1) + interval '1 month - 1 day')::date
            < %(today)s AS is_over
    FROM planning_plantarget t
    JOIN planning_planitem i ON i.id = t.item_id
    JOIN planning_plan p ON p.id = i.plan_id
    WHERE p.cycle_id = %(cycle)s AND p.is_current AND p.status = 'ratified'
      AND (%(people)s::bigint[] IS NULL OR t.civil_servant_id = ANY(%(people)s::bigint[]))
      AND (%(opds)s::bigint[] IS NULL OR t.civil_servant_id IN (
        SELECT x.civil_servant_id FROM planning_plantarget x JOIN planning_plan y ON y.id = x.plan_id
        WHERE y.cycle_id = %(cycle)s AND y.is_current AND y.status = 'ratified'
          AND y.unit_id = ANY(%(opds)s::bigint[])))
), seats AS (
    SELECT e.id, e.civil_servant_id AS person, e.batch_id, e.seat, i.key
    FROM training_enrolment e JOIN planning_planitem i ON i.id = e.item_id
    WHERE e.civil_servant_id IN (SELECT person FROM wanted)
), batch AS (
    SELECT b.id, b.state, count(s.id) AS sessions, count(c.closed_at) AS closed
    FROM training_batch b
    LEFT JOIN training_session s ON s.batch_id = b.id AND NOT s.is_cancelled
    LEFT JOIN training_checkin c ON c.session_id = s.id
    WHERE b.cycle_id = %(cycle)s AND b.id IN (SELECT batch_id FROM seats)
    GROUP BY b.id
), there AS (
    SELECT a.enrolment_id AS enrolment, count(*) AS present
    FROM training_attendance a
    JOIN training_session s ON s.id = a.session_id AND NOT s.is_cancelled
    WHERE a.is_present AND a.enrolment_id IN (SELECT id FROM seats) GROUP BY a.enrolment_id
), posted AS (
    SELECT a.enrolment_id AS enrolment, sum(j.jp_counted) AS jp
    FROM training_jpentry j JOIN training_attendance a ON a.id = j.attendance_id
    WHERE j.kind = 'attendance' AND a.enrolment_id IN (SELECT id FROM seats)
      AND NOT EXISTS (SELECT 1 FROM training_jpentry x WHERE x.reverses_id = j.id)
    GROUP BY a.enrolment_id
), booked AS (
    SELECT DISTINCT ON (key, person) key, person, rank, present, sessions, batch, jp
    FROM (
        SELECT seats.key, seats.person, seats.id, batch.id AS batch, batch.sessions, there.present,
            sum(posted.jp) OVER (PARTITION BY seats.key, seats.person) AS jp,
            CASE WHEN there.present > 0 THEN 3
                WHEN seats.seat IS NULL OR batch.state NOT IN ('planned', 'released', 'finished') THEN 0
                WHEN batch.sessions = 0 OR batch.closed < batch.sessions THEN 2 ELSE 1 END AS rank
        FROM seats
        JOIN batch ON batch.id = seats.batch_id
        LEFT JOIN there ON there.enrolment = seats.id
        LEFT JOIN posted ON posted.enrolment = seats.id
    ) of_line
    WHERE rank > 0
    ORDER BY key, person, rank DESC, present DESC NULLS LAST, id DESC
), elsewhere AS (
    SELECT o.id, o.civil_servant_id AS person, o.competency_id AS competency, jp.counted,
        row_number() OVER (PARTITION BY o.civil_servant_id, o.competency_id ORDER BY o.ends_on, o.id) AS n
    FROM training_outsidetraining o
    LEFT JOIN LATERAL (
        SELECT sum(j.jp_counted) AS counted FROM training_jpentry j
        WHERE j.outside_id = o.id AND j.kind = 'outside'
          AND NOT EXISTS (SELECT 1 FROM training_jpentry x WHERE x.reverses_id = j.id)
    ) jp ON true
    WHERE o.state = 'verified' AND o.civil_servant_id IN (SELECT person FROM wanted)
      AND o.ends_on >= make_date(%(year)s, 1, 1) AND o.ends_on < make_date(%(year)s + 1, 1, 1)
), matched AS (
    SELECT open.target, elsewhere.id, elsewhere.counted
    FROM (
        SELECT w.target, w.person, w.competency, row_number() OVER (
            PARTITION BY w.person, w.competency ORDER BY w.programme IS NOT NULL, w.quarter, w.opd, w.number
        ) AS n
        FROM wanted w LEFT JOIN booked b ON b.key = w.key AND b.person = w.person
        WHERE w.competency IS NOT NULL AND COALESCE(b.rank, 0) < 2
    ) open
    JOIN elsewhere ON elsewhere.person = open.person AND elsewhere.competency = open.competency
        AND elsewhere.n = open.n
), gone AS (
    SELECT DISTINCT ON (i.key, m.civil_servant_id) i.key, m.civil_servant_id AS person, m.id, m.cause,
        m.goes_on
    FROM training_linemissed m
    JOIN planning_planitem i ON i.id = m.item_id
    JOIN planning_plan p ON p.id = i.plan_id AND p.cycle_id = %(cycle)s
    WHERE m.civil_servant_id IN (SELECT person FROM wanted)
    ORDER BY i.key, m.civil_servant_id, m.id
), line AS (
    SELECT w.*, c.name AS person_name, c.unit_id AS unit, gone.id AS missed, gone.cause, gone.goes_on,
        b.present, b.sessions, b.batch, matched.id AS outside, COALESCE(b.jp, matched.counted) AS jp,
        CASE WHEN b.jp > 0 OR matched.counted > 0 THEN 'counted'
            WHEN b.rank = 3 OR matched.id IS NOT NULL THEN 'attended'
            WHEN gone.id IS NOT NULL THEN 'missed'
            WHEN b.rank = 2 THEN 'scheduled'
            WHEN b.rank = 1 THEN 'absent'
            ELSE 'planned' END AS state
    FROM wanted w
    JOIN personnel_civilservant c ON c.id = w.person
    LEFT JOIN booked b ON b.key = w.key AND b.person = w.person
    LEFT JOIN matched ON matched.target = w.target
    LEFT JOIN gone ON gone.key = w.key AND gone.person = w.person
    WHERE (%(opds)s::bigint[] IS NULL OR w.opd = ANY(%(opds)s::bigint[]))
      AND (%(targets)s::bigint[] IS NULL OR w.target = ANY(%(targets)s::bigint[]))
      AND (%(key)s::uuid IS NULL OR w.key = %(key)s::uuid)
)
"""


def params(
    cycle: Cycle,
    *,
    today: dt.date,
    opds: Collection[int] | None = None,
    people: Collection[int] | None = None,
    targets: Collection[int] | None = None,
    key: uuid.UUID | None = None,
) -> dict[str, Any]:
    """For a statement with ``LINES``: ``None`` narrows nothing."""
    lists = {"opds": opds, "people": people, "targets": targets}
    return {
        "cycle": cycle.pk,
        "year": cycle.year,
        "today": today,
        "key": str(key) if key else None,
        **{name: None if ids is None else sorted(ids) for name, ids in lists.items()},
    }
