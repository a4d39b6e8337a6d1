"""What plans hold, cut six ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from planning import quarters
from planning.models import DevelopmentForm, Plan, PlanItem


@dataclass(frozen=True)
class RecapLine:
    """One group: its items, distinct people, counted JP of all lines together, and money in rupiah."""

    label: str
    items: int
    people: int
    jp: Decimal
    cost: Decimal
    lines: int = 0


@dataclass(frozen=True)
class Recapitulation:
    """The same plan cut six ways; every cut adds up to ``total`` (people may stand in several groups)."""

    by_track: tuple[RecapLine, ...]
    by_quarter: tuple[RecapLine, ...]
    by_competency: tuple[RecapLine, ...]
    by_unit: tuple[RecapLine, ...]
    by_funding: tuple[RecapLine, ...]
    by_origin: tuple[RecapLine, ...]
    total: RecapLine


RECAP = """
SELECT GROUPING(f.track, i.quarter, k.name, u.name, i.funding, i.origin) AS cut,
    f.track, i.quarter, k.name, u.name, i.funding, i.origin,
    COUNT(DISTINCT i.id), COUNT(DISTINCT t.civil_servant_id),
    COALESCE(SUM(i.jp_counted) FILTER (WHERE t.id IS NOT NULL), 0),
    COALESCE(SUM(i.cost_per_person) FILTER (WHERE t.id IS NOT NULL), 0),
    COUNT(t.id)
FROM planning_planitem i
JOIN planning_plan p ON p.id = i.plan_id
LEFT JOIN planning_plantarget t ON t.item_id = i.id
LEFT JOIN planning_developmentform f ON f.id = i.form_id
LEFT JOIN planning_competency k ON k.id = i.competency_id
LEFT JOIN personnel_civilservant c ON c.id = t.civil_servant_id
LEFT JOIN personnel_unit u ON u.id = {unit}
WHERE i.plan_id = ANY(%s)
GROUP BY GROUPING SETS ((f.track), (i.quarter), (k.name), (u.name), (i.funding), (i.origin), ())
ORDER BY f.track, i.quarter, k.name, u.name, i.funding, i.origin
"""
# The bit that GROUPING leaves at 0 names the cut.
CUTS = {0b011111: 1, 0b101111: 2, 0b110111: 3, 0b111011: 4, 0b111101: 5, 0b111110: 6, 0b111111: 0}
UNKNOWN = "Belum diisi"


def recapitulation(plans: QuerySet[Plan] | Iterable[Plan]) -> Recapitulation:
    """Of one plan, cut by the units of its people; of several, cut by OPD. One query."""
    ids = [plan.pk for plan in plans]
    unit = "c.unit_id" if len(ids) == 1 else "p.unit_id"
    with connection.cursor() as cursor:
        cursor.execute(RECAP.format(unit=unit), [ids])
        rows = cursor.fetchall()
    cuts: dict[int, list[RecapLine]] = {n: [] for n in range(7)}
    words: dict[int, dict[Any, Any]] = {
        1: dict(DevelopmentForm.Track.choices),
        2: quarters.NAMES,
        5: dict(PlanItem.Funding.choices),
        6: dict(PlanItem.Origin.choices),
    }
    for cut, *rest in rows:
        place = CUTS[cut]
        value = rest[place - 1] if place else "Jumlah"
        label = words.get(place, {}).get(value, value)
        cuts[place].append(RecapLine(str(label or UNKNOWN), *rest[6:]))
    total = cuts[0][0] if cuts[0] else RecapLine("Jumlah", 0, 0, Decimal(0), Decimal(0))
    return Recapitulation(
        by_track=tuple(cuts[1]),
        by_quarter=tuple(cuts[2]),
        by_competency=tuple(cuts[3]),
        by_unit=tuple(cuts[4]),
        by_funding=tuple(cuts[5]),
        by_origin=tuple(cuts[6]),
        total=total,
    )
