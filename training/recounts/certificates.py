"""The counter of certificate numbers: the last that was given in a year."""

from __future__ import annotations

from personnel.recounts import by_sql

LAST = """
SELECT format('tahun %%s', year) AS key, kept.last::text AS kept, counted.last::text AS counted
FROM training_certificatecounter kept
FULL JOIN (SELECT year, max(sequence) AS last FROM training_certificate GROUP BY year) counted USING (year)
"""

by_sql("training_certificatecounter", "nomor sertifikat terakhir", LAST)
