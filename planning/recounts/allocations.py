"""The sums of an allocation: people, value and cost of the lines that were taken."""

from __future__ import annotations

from personnel.recounts import by_sql

SUMS = """
SELECT format('alokasi %%s', a.id) AS key,
    concat_ws(' / ', a.people, a.value::numeric(12, 2), a.cost - COALESCE(a.kept_cost, 0)) AS kept,
    concat_ws(' / ', count(DISTINCT l.civil_servant_id), COALESCE(sum(l.value), 0)::numeric(12, 2),
        COALESCE(sum(l.cost), 0)) AS counted
FROM planning_allocation a
LEFT JOIN planning_allocationline l ON l.allocation_id = a.id AND l.is_taken
WHERE a.state = 'ready'
GROUP BY a.id
"""

by_sql("planning_allocation", "alokasi: pegawai / nilai / rupiah", SUMS)
