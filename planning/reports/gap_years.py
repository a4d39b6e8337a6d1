"""The gap from year to year: what the ratified plans of each year stood on, and how it stands today.

A year that is over is read from the copies that were taken when its plans were ratified
(``NeedSnapshot``), all people of the OPD as they were then; the year that is planned from the needs of today.
Both are levels below the requirement of the post held, over what had been assessed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from personnel.charts import trend
from personnel.shown import Trend
from personnel.templatetags.palu import angka
from planning.reports.heat_map import HeatCell

YEARS = """
SELECT c.year, FALSE, c.minimum_assessed_percent, COUNT(*), COUNT(s.gap), COUNT(*) FILTER (WHERE s.gap > 0),
    COALESCE(SUM(s.gap), 0)
FROM planning_needsnapshot s
JOIN planning_plan p ON p.id = s.plan_id AND p.is_current
JOIN planning_cycle c ON c.id = p.cycle_id AND NOT c.is_open
WHERE s.basis = 'sekarang' AND (%(opds)s::bigint[] IS NULL OR p.unit_id = ANY(%(opds)s::bigint[]))
GROUP BY c.id
UNION ALL
SELECT c.year, TRUE, c.minimum_assessed_percent, SUM(n.people), SUM(n.assessed), SUM(n.with_gap),
    SUM(n.gap_sum)
FROM planning_unitneed n CROSS JOIN planning_cycle c
WHERE c.is_open AND (%(opds)s::bigint[] IS NULL OR n.opd_id = ANY(%(opds)s::bigint[]))
GROUP BY c.id
ORDER BY 1
"""


@dataclass(frozen=True)
class GapYear:
    """The gap of a year; ``is_today``: of the year that is planned, as it stands now."""

    year: int
    is_today: bool
    gap: HeatCell

    @property
    def average(self) -> Decimal | None:
        """Levels for each assessed pair of person and competency; None while too few are assessed."""
        return self.gap.average


def gap_years(opds: Collection[int] | None = None) -> list[GapYear]:
    """Each year with ratified plans, and the one that is planned; of some OPD (None: all). One query."""
    with connection.cursor() as cursor:
        cursor.execute(YEARS, {"opds": None if opds is None else sorted(opds)})
        return [
            GapYear(year, is_today, HeatCell(people, assessed, with_gap, gap_sum, minimum))
            for year, is_today, minimum, people, assessed, with_gap, gap_sum in cursor.fetchall()
        ]


def gap_trend(years: Sequence[GapYear]) -> Trend | None:
    """The years as a line; None where there are not two to compare."""
    if sum(1 for one in years if one.average is not None) < 2:
        return None
    return trend(
        "kesenjangan-tahun",
        "Kesenjangan rata-rata menurut tahun",
        [(str(one.year), one.average, angka(one.average, 2), _counted(one)) for one in years],
    )


def _counted(one: GapYear) -> str:
    today = ", hari ini" if one.is_today else ""
    return f"{angka(one.gap.assessed)} dari {angka(one.gap.people)} penilaian{today}"
