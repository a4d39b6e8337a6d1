"""The ledger: an entry for each session attended, with its hours; against each mistake its mirror."""

from __future__ import annotations

from personnel.recounts import by_sql

ATTENDED = """
WITH kept AS (
    SELECT j.attendance_id AS attendance, string_agg(j.jp_proposed::numeric(9, 2)::text, ' + ') AS jp
    FROM training_jpentry j
    WHERE j.kind = 'attendance' AND j.id NOT IN (
        SELECT reverses_id FROM training_jpentry WHERE reverses_id IS NOT NULL)
    GROUP BY 1
), counted AS (
    SELECT a.id AS attendance, s.jp::numeric(9, 2)::text AS jp
    FROM training_attendance a
    JOIN training_session s ON s.id = a.session_id AND NOT s.is_cancelled
    WHERE a.is_present AND EXISTS (
        SELECT 1 FROM training_checkin c WHERE c.session_id = s.id AND c.closed_at IS NOT NULL)
)
SELECT format('presensi %%s', attendance) AS key, kept.jp AS kept, counted.jp AS counted
FROM kept FULL JOIN counted USING (attendance)
"""

MIRRORS = """
SELECT format('catatan %%s', x.id) AS key, concat_ws(' / ', x.jp_proposed, x.jp_counted) AS kept,
    concat_ws(' / ', -j.jp_proposed, -j.jp_counted) AS counted
FROM training_jpentry x JOIN training_jpentry j ON j.id = x.reverses_id
"""

by_sql("training_jpentry", "buku JP: JP tiap sesi yang dihadiri", ATTENDED)
by_sql("training_jpentry (pembalikan)", "buku JP: pembalikan dan yang dibalik", MIRRORS)
