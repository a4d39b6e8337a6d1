"""What all who post have in common: the people locked, the year's sum before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from personnel.models import CivilServant

#: The name of the entry into which a year's sum is taken over.
TAKEN_OVER = "Riwayat JP tahun"
#: Why an entry is met by another when something that comes before it under a cap has changed.
RECOUNTED = "Batas JP dihitung ulang"

#: What was known of a year before the ledger knew anything about it becomes its first entry.
TAKE_OVER = """
INSERT INTO training_jpentry (civil_servant_id, kind, name, earned_on, jp_proposed, jp_counted, note,
    posted_by_id, posted_at)
SELECT y.civil_servant_id, 'imported', %(name)s, make_date(y.year, 1, 1), y.jp_counted, y.jp_counted,
    y.source, NULL, %(now)s
FROM planning_learningyear y
WHERE y.civil_servant_id = ANY(%(people)s::bigint[]) AND y.year = %(year)s AND y.jp_counted > 0
  AND NOT EXISTS (SELECT 1 FROM training_jpentry j WHERE j.civil_servant_id = y.civil_servant_id
    AND j.earned_on >= make_date(y.year, 1, 1) AND j.earned_on < make_date(y.year + 1, 1, 1))
ORDER BY y.civil_servant_id
"""

SUM_UP = """
INSERT INTO planning_learningyear (civil_servant_id, year, jp_counted, source)
SELECT j.civil_servant_id, %(year)s, GREATEST(COALESCE(sum(j.jp_counted), 0), 0), %(source)s
FROM training_jpentry j
WHERE j.civil_servant_id = ANY(%(people)s::bigint[]) AND j.earned_on >= make_date(%(year)s, 1, 1)
  AND j.earned_on < make_date(%(year)s + 1, 1, 1)
GROUP BY j.civil_servant_id ORDER BY j.civil_servant_id
ON CONFLICT (civil_servant_id, year) DO UPDATE SET jp_counted = EXCLUDED.jp_counted, source = EXCLUDED.source
"""


def lock(people: Iterable[int]) -> None:
    """Whoever writes into somebody's ledger, or decides about what goes into it, holds their row."""
    rows = CivilServant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(people))
    list(rows.order_by("pk").values_list("pk", flat=True))


def taken_over_name(year: int) -> str:
    return f"{TAKEN_OVER} {year}"


def take_over(people: list[int], year: int) -> None:
    values: dict[str, Any] = {"people": people, "year": year, "name": taken_over_name(year)}
    with connection.cursor() as cursor:
        cursor.execute(TAKE_OVER, values | {"now": timezone.now()})


def sum_up(people: list[int], year: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SUM_UP, {"people": people, "year": year, "source": "buku JP"})


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())


def month_after(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
