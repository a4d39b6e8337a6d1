"""The service of a unit while its people learn: how many of a unit, and of one post in it, are away at once.

Away are those who sit in a session at the time, and those on leave or duty travel on its days. What is asked
about is one batch: everybody who takes a seat in it is away during all its sessions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel.models import CivilServant
from training.models import Batch
from training.schedule_rules import Code, Level, in_force

#: Of each unit and post: how many serve there, and how many of them are away in the worst of the sessions.
AWAY = """
WITH during AS (
    SELECT id, starts_at, ends_at FROM training_session WHERE batch_id = %(batch)s AND NOT is_cancelled
), staff AS (
    SELECT id, unit_id, position_id FROM personnel_civilservant
    WHERE legal_state = 'aktif' AND unit_id = ANY(%(units)s::bigint[])
), away AS (
    SELECT d.id AS session, s.id FROM during d
    JOIN training_sessionseat t ON NOT t.is_cancelled AND t.starts_at < d.ends_at AND t.ends_at > d.starts_at
    JOIN staff s ON s.id = t.civil_servant_id
    UNION
    SELECT d.id, s.id FROM during d
    JOIN training_staffabsence a ON a.starts_on <= (d.ends_at AT TIME ZONE %(zone)s)::date
        AND a.ends_on >= (d.starts_at AT TIME ZONE %(zone)s)::date
    JOIN staff s ON s.id = a.civil_servant_id
), counted AS (
    SELECT away.session, s.unit_id, s.position_id, count(*) AS n, sum(count(*)) OVER unit AS in_unit
    FROM away JOIN staff s ON s.id = away.id
    GROUP BY away.session, s.unit_id, s.position_id WINDOW unit AS (PARTITION BY away.session, s.unit_id)
), worst AS (
    SELECT unit_id, position_id, max(n) AS n FROM counted GROUP BY unit_id, position_id
), worst_unit AS (
    SELECT unit_id, max(in_unit) AS n FROM counted GROUP BY unit_id
)
SELECT s.unit_id, s.position_id, count(*),
       COALESCE(max(worst.n), 0), COALESCE(max(worst_unit.n), 0)
FROM staff s
LEFT JOIN worst ON worst.unit_id = s.unit_id AND worst.position_id = s.position_id
LEFT JOIN worst_unit ON worst_unit.unit_id = s.unit_id
GROUP BY s.unit_id, s.position_id
"""


@dataclass
class Protection:
    """What a batch would take away from the units of some people. ``take`` counts one more of them."""

    levels: dict[Code, tuple[str, int | None]]
    staff: Counter[int] = field(default_factory=Counter)
    away: Counter[int] = field(default_factory=Counter)
    holders: Counter[tuple[int, int]] = field(default_factory=Counter)
    holders_away: Counter[tuple[int, int]] = field(default_factory=Counter)

    def take(self, person: CivilServant) -> None:
        self.away[person.unit_id] += 1
        self.holders_away[person.unit_id, person.position_id] += 1

    def refusals(self, person: CivilServant, *, level: Level = Level.BLOCK) -> list[str]:
        """Sentences of the rules at this level that the person's going would break."""
        found = []
        share, limit = self.levels[Code.UNIT_SHARE]
        if share == level and self.away[person.unit_id] + 1 > self._may_go(person.unit_id, limit):
            found.append(
                _("%(n)d dari %(all)d pegawai %(unit)s akan pergi bersamaan; batasnya %(limit)d persen.")
                % {
                    "n": self.away[person.unit_id] + 1,
                    "all": self.staff[person.unit_id],
                    "unit": person.unit.name,
                    "limit": limit or 0,
                }
            )
        post = (person.unit_id, person.position_id)
        if self.levels[Code.ONLY_HOLDER][0] == level and self.holders_away[post] + 1 >= self.holders[post]:
            found.append(
                _("Tidak ada pemangku jabatan %(post)s lain yang tinggal di %(unit)s.")
                % {"post": person.position.name, "unit": person.unit.name}
            )
        return found

    def _may_go(self, unit: int, limit: int | None) -> int:
        """One may always go, or the people of a small unit would never learn."""
        return max(1, self.staff[unit] * (limit or 0) // 100)


def protection_of(batch: Batch, people: Iterable[CivilServant]) -> Protection:
    """The units of the people as they would stand during the batch. Two queries for any number."""
    people = list(people)
    found = Protection(levels=in_force())
    if all(found.levels[code][0] == Level.IGNORE for code in (Code.UNIT_SHARE, Code.ONLY_HOLDER)):
        return found
    facts: dict[str, Any] = {
        "batch": batch.pk,
        "units": sorted({person.unit_id for person in people}),
        "zone": timezone.get_current_timezone_name(),
    }
    with connection.cursor() as cursor:
        cursor.execute(AWAY, facts)
        for unit, post, staff, away, unit_away in cursor.fetchall():
            found.staff[unit] += staff
            found.away[unit] = unit_away
            found.holders[unit, post] = staff
            found.holders_away[unit, post] = away
    return found
