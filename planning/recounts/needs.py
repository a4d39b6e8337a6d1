"""Needs: from people, the standard in force and ratings."""

from __future__ import annotations

from django.utils import timezone

from personnel.recounts import by_sql

#: A post's own row wins over its level's, and takes the competency out where it has no level. Of all ratings
#: first those that are young enough, then the strongest evidence, the newest, the last entered.
NEEDS = """
WITH standard AS (
    SELECT id FROM planning_standardversion WHERE status = 'in_force'
), age AS (
    SELECT (%(today)s::date - make_interval(months => COALESCE(
        (SELECT evidence_months FROM planning_cycle WHERE is_open LIMIT 1), 36)))::date AS oldest
), who AS (
    SELECT p.id AS person, p.position_id AS post, 'sekarang' AS basis FROM personnel_civilservant p
    WHERE p.legal_state <> ALL (ARRAY['berhenti', 'pensiun'])
    UNION ALL
    SELECT p.id, COALESCE(t.position_id, t.goal_id), 'dituju' FROM planning_targetposition t
    JOIN personnel_civilservant p ON p.id = t.civil_servant_id
    WHERE p.legal_state <> ALL (ARRAY['berhenti', 'pensiun'])
), asked AS (
    SELECT post.id AS post, c.id AS competency, req.level AS required, req.weight
    FROM personnel_position post
    CROSS JOIN planning_competency c
    CROSS JOIN LATERAL (
        SELECT r.level, r.weight FROM planning_standardrequirement r
        WHERE r.version_id IN (SELECT id FROM standard) AND r.competency_id = c.id
          AND (r.position_id = post.id OR (r.position_id IS NULL AND r.position_level = post.level))
        ORDER BY r.position_id IS NULL LIMIT 1
    ) req
    WHERE c.is_active AND req.level IS NOT NULL AND post.id IN (SELECT post FROM who)
), best AS (
    SELECT civil_servant_id AS person, competency_id AS competency, level FROM (
        SELECT r.*, rank() OVER (PARTITION BY r.civil_servant_id, r.competency_id
            ORDER BY (r.rated_on >= age.oldest)::int DESC, r.grade DESC, r.rated_on DESC, r.id DESC) AS place
        FROM planning_competencyrating r CROSS JOIN age
    ) ranked WHERE place = 1
), counted AS (
    SELECT who.person, asked.competency, who.basis, concat_ws(' / ', asked.required, asked.weight,
        COALESCE(best.level::text, '–'),
        CASE WHEN best.level IS NULL THEN '–' ELSE GREATEST(asked.required - best.level, 0)::text END) AS said
    FROM who JOIN asked USING (post) LEFT JOIN best USING (person, competency)
), kept AS (
    SELECT civil_servant_id AS person, competency_id AS competency, basis,
        concat_ws(' / ', required, weight, COALESCE(attained::text, '–'), COALESCE(gap::text, '–')) AS said
    FROM planning_need
)
SELECT format('pegawai %%s, kompetensi %%s, jabatan %%s', person, competency, basis) AS key,
    kept.said AS kept, counted.said AS counted
FROM kept FULL JOIN counted USING (person, competency, basis)
"""

by_sql(
    "planning_need",
    "kebutuhan: wajib / bobot / dimiliki / kesenjangan",
    NEEDS,
    lambda: {"today": timezone.localdate()},
)
