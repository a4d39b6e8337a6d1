"""The totals that the list of plans shows, against the rows of the plans that count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db import connection

from personnel.models import Unit
from personnel.recounts import Difference, kept_sum
from planning.recounts.cycles import newest
from planning.reports.plans import plan_lines

TOTALS = """
SELECT p.unit_id, COALESCE(i.items, 0), COALESCE(t.cost, 0)
FROM planning_plan p
LEFT JOIN (SELECT plan_id, count(*) AS items FROM planning_planitem GROUP BY 1) i ON i.plan_id = p.id
LEFT JOIN (
    SELECT x.plan_id, sum(y.cost_per_person) AS cost
    FROM planning_plantarget x JOIN planning_planitem y ON y.id = x.item_id GROUP BY 1
) t ON t.plan_id = p.id
WHERE p.cycle_id = %(cycle)s AND p.is_current
"""


@kept_sum("planning.reports.plans", "daftar rencana: butir / rupiah")
def differences() -> Iterator[Difference]:
    for cycle in newest():
        with connection.cursor() as cursor:
            cursor.execute(TOTALS, {"cycle": cycle.pk})
            counted = {unit: _said(items, cost) for unit, items, cost in cursor.fetchall()}
        opds = Unit.objects.filter(pk__in=counted)
        shown = {line.unit.pk: _said(line.items, line.cost) for line in plan_lines(cycle, opds)}
        for unit in sorted(counted.keys() | shown.keys()):
            if counted.get(unit) != shown.get(unit):
                key = f"tahun {cycle.year}, unit {unit}"
                yield Difference(key, shown.get(unit, "tidak ada"), counted.get(unit, "tidak ada"))


def _said(items: int, cost: Decimal) -> str:
    return f"{items} / {cost:.0f}"
