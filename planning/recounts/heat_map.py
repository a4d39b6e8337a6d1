"""The cells of the heat map."""

from __future__ import annotations

from personnel.recounts import by_sql

CELLS = """
SELECT format('unit %%s, kompetensi %%s, %%s, %%s', unit, competency, employment, post_level) AS key,
    kept.said AS kept, counted.said AS counted
FROM (
    SELECT unit_id AS unit, competency_id AS competency, employment, position_level AS post_level,
        concat_ws(' / ', people, assessed, with_gap, gap_sum) AS said
    FROM planning_unitneed
) kept FULL JOIN (
    SELECT p.unit_id AS unit, n.competency_id AS competency, p.employment, post.level AS post_level,
        concat_ws(' / ', count(DISTINCT p.id), sum((n.attained IS NOT NULL)::int),
            sum(COALESCE(n.attained < n.required, false)::int),
            sum(CASE WHEN n.attained < n.required THEN n.required - n.attained ELSE 0 END)) AS said
    FROM personnel_civilservant p
    JOIN personnel_position post ON post.id = p.position_id
    JOIN planning_need n ON n.civil_servant_id = p.id AND n.basis = 'sekarang'
    WHERE p.legal_state = 'aktif'
    GROUP BY 1, 2, 3, 4
) counted USING (unit, competency, employment, post_level)
"""

by_sql("planning_unitneed", "peta kebutuhan: pegawai / dinilai / dengan kesenjangan / kesenjangan", CELLS)
