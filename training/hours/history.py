"""What a file says about the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from personnel import bulk
from personnel.models import DataImport, User
from training.hours.attendance import follow_months
from training.hours.ledger import TAKEN_OVER, lock, sum_up, take_over

#: A year's sum that was taken over stands for the history of that year: as much of it as a file now brings
#: row by row is taken back, the rest stays. So a year never counts twice, and never shrinks.
EXPLAIN = """
WITH details AS (
    SELECT j.civil_servant_id AS person, extract(year FROM j.earned_on)::int AS year, sum(j.jp_counted) AS jp
    FROM training_jpentry j WHERE j.source_import_id = %(data_import)s GROUP BY 1, 2
), taken AS (
    SELECT j.*, details.jp AS explained FROM training_jpentry j
    JOIN details ON details.person = j.civil_servant_id AND details.year = extract(year FROM j.earned_on)
    WHERE j.kind = 'imported' AND j.source_import_id IS NULL AND details.jp > 0
      AND j.name = %(taken_over)s || ' ' || details.year
      AND NOT EXISTS (SELECT 1 FROM training_jpentry x WHERE x.reverses_id = j.id)
), reversed AS (
    INSERT INTO training_jpentry (civil_servant_id, kind, name, earned_on, jp_proposed, jp_counted,
        reverses_id, note, posted_by_id, posted_at)
    SELECT civil_servant_id, 'reversal', name, earned_on, -jp_proposed, -jp_counted,
        id, %(note)s, %(by)s, %(now)s
    FROM taken ORDER BY id
)
INSERT INTO training_jpentry (civil_servant_id, kind, name, earned_on, jp_proposed, jp_counted, note,
    posted_by_id, posted_at)
SELECT civil_servant_id, 'imported', name, earned_on, jp_counted - explained, jp_counted - explained, note,
    %(by)s, %(now)s
FROM taken WHERE jp_counted > explained ORDER BY id
"""

NEW_HISTORY = {
    "person": "bigint",
    "name": "text",
    "earned_on": "date",
    "form": "bigint",
    "jp": "numeric(7,2)",
    "number": "text",
    "institution": "text",
}

POST_HISTORY = """
INSERT INTO training_jpentry (civil_servant_id, kind, name, earned_on, form_id, rule_id, jp_proposed,
    jp_counted, certificate_number, institution, source_import_id, note, posted_by_id, posted_at)
SELECT n.person, 'imported', n.name, n.earned_on, n.form, r.id, n.jp, n.jp, n.number, n.institution,
    %(data_import)s, '', %(by)s, %(now)s
FROM new_history n
LEFT JOIN LATERAL (
    SELECT c.id FROM planning_conversionrule c
    WHERE c.form_id = n.form AND c.valid_from <= n.earned_on
      AND (c.valid_to IS NULL OR c.valid_to >= n.earned_on)
    ORDER BY c.valid_from DESC LIMIT 1
) r ON true
WHERE NOT EXISTS (SELECT 1 FROM training_outsidetraining o
    WHERE o.civil_servant_id = n.person AND n.number <> '' AND lower(o.certificate_number) = lower(n.number)
      AND o.state <> 'declined')
ORDER BY n.person, n.earned_on, n.name
"""

#: (person, name, day, form, JP, certificate number, institution)
History = tuple[int, str, dt.date, int | None, Decimal, str, str]


@transaction.atomic
def post_history(rows: Collection[History], data_import: DataImport, *, by: User | None) -> int:
    """Enter what a file says about the past, with the JP that it says; how many entries.

    History was counted where it comes from, so no cap cuts it; attendance of the same days counts after it.
    A year's sum that was taken over gives way to its details. A fixed number of statements for each year.
    Rows whose certificate somebody has submitted meanwhile are left out: fewer entries than rows.
    """
    if not rows:
        return 0
    people = sorted({row[0] for row in rows})
    days = [row[2] for row in rows]
    lock(people)
    years = sorted({day.year for day in days})
    for year in years:
        take_over(people, year)
    bulk.temporary_table("new_history", NEW_HISTORY, rows)
    values = {
        "data_import": data_import.pk,
        "by": by.pk if by else None,
        "now": timezone.now(),
        "note": "Digantikan rinciannya",
        "taken_over": TAKEN_OVER,
    }
    with connection.cursor() as cursor:
        cursor.execute(POST_HISTORY, values)
        posted = cursor.rowcount
        cursor.execute(EXPLAIN, values)
    with_form = [row for row in rows if row[3] is not None]
    if with_form:
        concerned = sorted({row[0] for row in with_form})
        days = [row[2] for row in with_form]
        follow_months(concerned, min(days), max(days), by=by)
    for year in years:
        sum_up(people, year)
    return posted
