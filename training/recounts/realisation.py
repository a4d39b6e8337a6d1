"""What became of a year's lines as the pages tell it, against bookings, attendance and the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from personnel.recounts import Difference, kept_sum
from planning.recounts.cycles import newest
from training.reality import Choice, Realisation

#: A line took place when somebody was in a session of a batch that was booked for it. Lines that nobody
#: booked (or only a batch in which nobody was) are carried out by training elsewhere of the same competency,
#: one each, the earliest first.
TOTALS = """
WITH line AS (
    SELECT t.civil_servant_id AS person, i.key, i.competency_id AS competency
    FROM planning_plan p
    JOIN planning_planitem i ON i.plan_id = p.id
    JOIN planning_plantarget t ON t.item_id = i.id
    WHERE p.cycle_id = %(cycle)s AND p.is_current AND p.status = 'ratified'
), booking AS (
    SELECT e.civil_servant_id AS person, i.key, e.id, e.seat IS NOT NULL AS has_seat, b.state,
        (SELECT count(*) FROM training_session s WHERE s.batch_id = b.id AND NOT s.is_cancelled) AS sessions,
        (SELECT count(*) FROM training_session s JOIN training_checkin c ON c.session_id = s.id
         WHERE s.batch_id = b.id AND NOT s.is_cancelled AND c.closed_at IS NOT NULL) AS closed,
        (SELECT count(*) FROM training_attendance a JOIN training_session s ON s.id = a.session_id
         WHERE a.enrolment_id = e.id AND a.is_present AND NOT s.is_cancelled) AS present
    FROM training_enrolment e
    JOIN planning_planitem i ON i.id = e.item_id
    JOIN training_batch b ON b.id = e.batch_id
    WHERE b.cycle_id = %(cycle)s
), judged AS (
    SELECT line.*,
        EXISTS (SELECT 1 FROM booking b WHERE b.person = line.person AND b.key = line.key AND b.present > 0)
            AS was_there,
        EXISTS (SELECT 1 FROM booking b WHERE b.person = line.person AND b.key = line.key AND b.has_seat
            AND b.state IN ('planned', 'released', 'finished')
            AND (b.sessions = 0 OR b.closed < b.sessions)) AS is_to_come
    FROM line
), live AS (
    SELECT j.* FROM training_jpentry j
    LEFT JOIN training_jpentry x ON x.reverses_id = j.id WHERE x.id IS NULL
), attended AS (
    SELECT judged.person, judged.key, sum(live.jp_counted) AS jp
    FROM judged
    JOIN booking b ON b.person = judged.person AND b.key = judged.key
    JOIN training_attendance a ON a.enrolment_id = b.id
    JOIN live ON live.attendance_id = a.id AND live.kind = 'attendance'
    GROUP BY 1, 2
), open AS (
    SELECT person, competency, count(*) AS n FROM judged
    WHERE NOT was_there AND NOT is_to_come AND competency IS NOT NULL GROUP BY 1, 2
), elsewhere AS (
    SELECT o.id, o.civil_servant_id AS person, o.competency_id AS competency,
        rank() OVER (PARTITION BY o.civil_servant_id, o.competency_id ORDER BY o.ends_on, o.id) AS place
    FROM training_outsidetraining o
    WHERE o.state = 'verified' AND date_part('year', o.ends_on) = %(year)s
), used AS (
    SELECT elsewhere.id FROM elsewhere JOIN open USING (person, competency) WHERE place <= n
)
SELECT (SELECT count(*) FROM line),
    (SELECT count(*) FROM judged WHERE was_there) + (SELECT count(*) FROM used),
    (SELECT COALESCE(sum(jp), 0) FROM attended)
        + (SELECT COALESCE(sum(live.jp_counted), 0) FROM live
           WHERE live.kind = 'outside' AND live.outside_id IN (SELECT id FROM used))
"""


@kept_sum("training.reality", "realisasi: baris / diikuti / JP diakui")
def differences() -> Iterator[Difference]:
    for cycle in newest():
        with connection.cursor() as cursor:
            cursor.execute(TOTALS, {"cycle": cycle.pk, "year": cycle.year})
            lines, took_place, jp = cursor.fetchone()
        total = Realisation(Choice(cycle)).total()
        shown = f"{total.lines} / {total.took_place} / {total.jp_counted:.2f}"
        counted = f"{lines} / {took_place} / {jp:.2f}"
        if shown != counted:
            yield Difference(f"tahun {cycle.year}", shown, counted)
