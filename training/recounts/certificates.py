"""Certificates: the hours written on each, and the counter of their numbers: the last that was given in a
year."""

from __future__ import annotations

from django.conf import settings

from personnel.recounts import by_sql

LAST = """
SELECT format('tahun %%s', year) AS key, kept.last::text AS kept, counted.last::text AS counted
FROM training_certificatecounter kept
FULL JOIN (SELECT year, max(sequence) AS last FROM training_certificate GROUP BY year) counted USING (year)
"""

by_sql("training_certificatecounter", "nomor sertifikat terakhir", LAST)

#: A certificate stays as it was issued. The ledger only grows, so that it still tells what it said on that
#: day (of a day on which it was put right: before or after).
HOURS = """
WITH told AS (
    SELECT a.enrolment_id, j.posted_at AS since, sum(sum(j.jp_counted)) OVER one AS jp,
        lead(j.posted_at) OVER one AS until
    FROM training_jpentry j JOIN training_attendance a ON a.id = j.attendance_id
    GROUP BY 1, 2 WINDOW one AS (PARTITION BY a.enrolment_id ORDER BY j.posted_at)
), paper AS (
    SELECT id, enrolment_id, jp, issued_on::timestamp AT TIME ZONE %(zone)s AS morning
    FROM training_certificate
)
SELECT DISTINCT ON (paper.id) format('sertifikat %%s', paper.id) AS key, paper.jp::text AS kept,
    told.jp::numeric(8, 2)::text AS counted
FROM paper LEFT JOIN told ON told.enrolment_id = paper.enrolment_id
    AND told.since < paper.morning + interval '1 day' AND (told.until IS NULL OR told.until >= paper.morning)
ORDER BY paper.id, told.jp = paper.jp DESC NULLS LAST, told.since DESC
"""

by_sql("training_certificate", "JP pada sertifikat", HOURS, lambda: {"zone": settings.TIME_ZONE})
