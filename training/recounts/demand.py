"""Proposals of batches: every line asked for has a place or stands among those without one."""

from __future__ import annotations

from personnel.recounts import by_sql

RUNS = """
SELECT format('usulan %%s', r.id) AS key, concat_ws(' / ', r.lines - r.placed, r.unplaced_count) AS kept,
    concat_ws(' / ', count(u.id), count(u.id)) AS counted
FROM training_demandrun r LEFT JOIN training_unplaced u ON u.run_id = r.id
WHERE r.state IN ('ready', 'discarded')
GROUP BY r.id
"""

by_sql("training_demandrun", "usulan angkatan: baris tanpa tempat", RUNS)
