"""The needs of a person, added up."""

from __future__ import annotations

from personnel.recounts import by_sql

SUMMARIES = """
SELECT format('pegawai %%s, jabatan %%s', person, basis) AS key, kept.said AS kept, counted.said AS counted
FROM (
    SELECT civil_servant_id AS person, basis, concat_ws(' / ', competencies, assessed, with_gap, gap_sum,
        required_sum, attained_sum) AS said
    FROM planning_needsummary
) kept FULL JOIN (
    SELECT who.person, who.basis, concat_ws(' / ', sum((n.id IS NOT NULL)::int),
        sum((n.attained IS NOT NULL)::int), sum((COALESCE(n.gap, 0) > 0)::int), sum(COALESCE(n.gap, 0)),
        sum(CASE WHEN n.attained IS NULL THEN 0 ELSE n.required END), sum(COALESCE(n.attained, 0))) AS said
    FROM (
        SELECT id AS person, 'sekarang' AS basis FROM personnel_civilservant
        WHERE legal_state NOT IN ('berhenti', 'pensiun')
        UNION ALL
        SELECT t.civil_servant_id, 'dituju' FROM planning_targetposition t
        JOIN personnel_civilservant p ON p.id = t.civil_servant_id
        WHERE p.legal_state NOT IN ('berhenti', 'pensiun')
    ) who
    LEFT JOIN planning_need n ON n.civil_servant_id = who.person AND n.basis = who.basis
    GROUP BY 1, 2
) counted USING (person, basis)
"""

by_sql(
    "planning_needsummary",
    "kebutuhan seorang pegawai: kompetensi / dinilai / dengan kesenjangan / kesenjangan / wajib / dimiliki",
    SUMMARIES,
)
