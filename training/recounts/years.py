"""Hours of a year: from the entries of the ledger. A year of which the ledger knows nothing was imported."""

from __future__ import annotations

from personnel.recounts import by_sql

YEARS = """
SELECT format('pegawai %%s, tahun %%s', counted.person, counted.year) AS key,
    kept.jp_counted::numeric(12, 2)::text AS kept, counted.jp::numeric(12, 2)::text AS counted
FROM (
    SELECT civil_servant_id AS person, date_part('year', earned_on)::int AS year,
        CASE WHEN sum(jp_counted) > 0 THEN sum(jp_counted) ELSE 0 END AS jp
    FROM training_jpentry GROUP BY 1, 2
) counted
LEFT JOIN planning_learningyear kept
    ON kept.civil_servant_id = counted.person AND kept.year = counted.year
"""

by_sql("planning_learningyear", "JP diakui seorang pegawai dalam setahun", YEARS)
