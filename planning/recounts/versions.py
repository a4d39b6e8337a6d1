"""The totals of a plan: as they were kept when it was submitted, and as its rows give them. Between the
submission and a return nobody changes a plan, and a ratified one never."""

from __future__ import annotations

from personnel.recounts import by_sql

TOTALS = """
WITH newest AS (
    SELECT v.id, v.plan_id FROM planning_planversion v
    WHERE v.number = (SELECT max(o.number) FROM planning_planversion o WHERE o.plan_id = v.plan_id)
), fixed AS (
    SELECT id FROM planning_plan WHERE status NOT IN ('draft', 'discarded')
), kept_items AS (
    SELECT n.plan_id AS plan, count(*) AS items
    FROM planning_versionitem i JOIN newest n ON n.id = i.version_id GROUP BY 1
), kept_lines AS (
    SELECT n.plan_id AS plan, count(*) AS lines, sum(i.jp_proposed) AS proposed, sum(i.jp_counted) AS counted,
        sum(i.cost_per_person) AS cost
    FROM planning_versiontarget t
    JOIN newest n ON n.id = t.version_id
    JOIN planning_versionitem i ON i.version_id = t.version_id AND i.key = t.item_key
    GROUP BY 1
), kept AS (
    SELECT n.plan_id AS plan, concat_ws(' / ', COALESCE(i.items, 0), COALESCE(l.lines, 0),
        COALESCE(l.proposed, 0)::numeric(12, 2), COALESCE(l.counted, 0)::numeric(12, 2),
        COALESCE(l.cost, 0)::numeric(18, 0)) AS said
    FROM newest n LEFT JOIN kept_items i ON i.plan = n.plan_id LEFT JOIN kept_lines l ON l.plan = n.plan_id
), counted AS (
    SELECT f.id AS plan, concat_ws(' / ',
        (SELECT count(*) FROM planning_planitem i WHERE i.plan_id = f.id), count(t.id),
        COALESCE(sum(i.jp_proposed), 0)::numeric(12, 2), COALESCE(sum(i.jp_counted), 0)::numeric(12, 2),
        COALESCE(sum(i.cost_per_person), 0)::numeric(18, 0)) AS said
    FROM fixed f
    LEFT JOIN planning_plantarget t ON t.plan_id = f.id
    LEFT JOIN planning_planitem i ON i.id = t.item_id
    GROUP BY f.id
)
SELECT format('rencana %%s', counted.plan) AS key, kept.said AS kept, counted.said AS counted
FROM counted JOIN kept USING (plan)
"""

by_sql(
    "planning_planversion",
    "rencana saat diajukan: butir / sasaran / JP diusulkan / JP direncanakan / rupiah",
    TOTALS,
)
