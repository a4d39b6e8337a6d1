"""Priority scores: from the parts kept beside each, by the weights that its year has or once had."""

from __future__ import annotations

from personnel.recounts import by_sql, no_sum

#: A score stays as it was computed when the weights change; what they were before is in the audit trail. With
#: no weights that give it, the score is told as the weights of today would have it.
SCORES = """
WITH weights AS (
    SELECT id AS cycle, true AS stand, weight_gap AS gap, weight_share AS share, weight_city AS city,
        weight_performance AS performance, weight_years AS years, weight_cost AS cost
    FROM planning_cycle
    UNION ALL
    SELECT a.object_id::bigint, false, b.weight_gap, b.weight_share, b.weight_city, b.weight_performance,
        b.weight_years, b.weight_cost
    FROM personnel_auditentry a
    CROSS JOIN jsonb_to_record(a.facts -> 'before') AS b (weight_gap numeric, weight_share numeric,
        weight_city numeric, weight_performance numeric, weight_years numeric, weight_cost numeric)
    WHERE a.action = 'cycle_weights_set'
), given AS (
    SELECT t.id, w.stand, t.score AS kept, COALESCE(round(100 * (w.gap * t.part_gap
        + w.share * t.part_share + w.city * t.part_city + w.performance * t.part_performance
        + w.years * t.part_years + w.cost * t.part_cost)
        / NULLIF(w.gap + w.share + w.city + w.performance + w.years + w.cost, 0), 2), 0) AS counted
    FROM planning_plantarget t
    JOIN planning_plan p ON p.id = t.plan_id
    JOIN weights w ON w.cycle = p.cycle_id
)
SELECT DISTINCT ON (id) format('sasaran %%s', id) AS key, kept::text, counted::text
FROM given ORDER BY id, kept = counted DESC, stand DESC
"""

by_sql("planning_plantarget", "skor prioritas seorang sasaran", SCORES)
no_sum("planning_allocationline.score", "Skor saat alokasi dihitung; bagian-bagiannya tidak disimpan.")
no_sum("planning_draftleftover.score", "Skor saat draf disusun; bagian-bagiannya tidak disimpan.")
