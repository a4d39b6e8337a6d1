"""Two years before the one in preparation, played on their own days: plans, training, and what came of it.

A few OPD only: enough that somebody can follow one competency from its gap to the next.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from demo import clock, last_year, training
from personnel.models import Notice
from planning import cycles, needs
from planning.models import Cycle
from training.models import Batch

if TYPE_CHECKING:
    from demo.year import Desks

#: Mondays of the weeks in which the batches of a year are held: month and day.
WEEKS = ((2, 3), (3, 10), (5, 5), (7, 14), (8, 25), (10, 6))

#: What the superior found when the plan was drawn up, so that there is something true to compare with.
#: Who has rated somebody within the year does not do so again.
BASELINE = """
INSERT INTO planning_competencyrating
      (civil_servant_id, competency_id, level, source, grade, rated_on, rated_by_id, note, created_at)
SELECT DISTINCT ON (t.civil_servant_id, i.competency_id)
       t.civil_servant_id, i.competency_id, t.level_attained, 'atasan', 2, %(day)s::date, boss.id, '',
       %(day)s::timestamptz
FROM planning_plantarget t
JOIN planning_planitem i ON i.id = t.item_id
JOIN planning_plan p ON p.id = t.plan_id
JOIN personnel_civilservant c ON c.id = t.civil_servant_id
JOIN personnel_user boss ON boss.civil_servant_id = c.superior_id
WHERE p.cycle_id = %(cycle)s AND t.level_attained IS NOT NULL AND i.competency_id IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM planning_competencyrating r
    WHERE r.civil_servant_id = t.civil_servant_id AND r.competency_id = i.competency_id
      AND r.source = 'atasan' AND r.rated_on BETWEEN %(day)s::date - 365 AND %(day)s::date)
ORDER BY t.civil_servant_id, i.competency_id, t.level_attained
ON CONFLICT DO NOTHING
"""

#: Half a year later the superior looks again: for most who were there one level more, for some none.
AFTERWARDS = """
INSERT INTO planning_competencyrating
      (civil_servant_id, competency_id, level, source, grade, rated_on, rated_by_id, note, created_at)
SELECT DISTINCT ON (e.civil_servant_id, p.competency_id)
       e.civil_servant_id, p.competency_id,
       LEAST(5, r.level + CASE WHEN abs(hashtext(c.pns_id || p.code)) %% 100 < 64 THEN 1 ELSE 0 END),
       'atasan', 2, %(day)s::date, boss.id, 'Penilaian ulang sesudah pelatihan', %(day)s::timestamptz
FROM training_certificate k
JOIN training_enrolment e ON e.id = k.enrolment_id
JOIN training_batch b ON b.id = e.batch_id
JOIN planning_programme p ON p.id = b.programme_id
JOIN personnel_civilservant c ON c.id = e.civil_servant_id
JOIN personnel_user boss ON boss.civil_servant_id = c.superior_id
JOIN planning_competencyrating r ON r.civil_servant_id = e.civil_servant_id
     AND r.competency_id = p.competency_id AND r.source = 'atasan'
     AND r.rated_on BETWEEN %(before)s::date - 365 AND %(day)s::date - 1
WHERE b.id = %(batch)s AND k.revoked_at IS NULL
ORDER BY e.civil_servant_id, p.competency_id, r.rated_on DESC, r.level
ON CONFLICT DO NOTHING
"""


def baseline_day(year: int) -> dt.date:
    """When superiors rated for the plan of that year."""
    return dt.date(year - 1, 9, 22)


def play(cycle: Cycle, means: training.Means, desks: Desks, *, sub_activity: str) -> list[Batch]:
    """Plans in the autumn before, training through the year, and in between the revisions."""
    last_year.play(cycle, desks, sub_activity=sub_activity)
    _rate(BASELINE, cycle=cycle.pk, day=baseline_day(cycle.year))
    weeks = [_monday(dt.date(cycle.year, *day)) for day in WEEKS]
    batches = training.hold(cycle, weeks, means, guest=desks.visitor, by=desks.city_hr)
    for batch, monday in zip(batches, weeks, strict=False):
        look_again = monday + dt.timedelta(170)
        if look_again < timezone.localdate():
            _rate(AFTERWARDS, batch=batch.pk, before=baseline_day(cycle.year), day=look_again)
    needs.refresh()
    return batches


@transaction.atomic
def read_notices() -> None:
    """What people were told in those years they have read."""
    old = Notice.objects.filter(read_at=None, created_at__lt=timezone.now() - dt.timedelta(45))
    old.update(read_at=F("created_at") + dt.timedelta(days=2))


def open_cycle(year: int, desks: Desks) -> Cycle:
    """The year is opened in the summer before it."""
    with clock.on(dt.date(year - 1, 8, 4)):
        return cycles.open_cycle(year, by=desks.city_hr)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(day.weekday())


@transaction.atomic
def _rate(statement: str, **params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
