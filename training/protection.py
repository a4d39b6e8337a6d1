"""The service of a unit while its people learn: how many of a unit, and of one post in it, are away at once.

Away are those who sit or speak in a session at the time, and those on leave or duty travel on its days. The
seats of a batch ask here, and so do the rules of scheduling: nobody else counts them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from personnel.models import CivilServant
from training.models import Batch
from training.schedule_rules import Code, Level, in_force

Post = tuple[int, int | None]

#: Of each unit and post how many serve there (window NULL), and how many of them are away in each window.
AWAY = """
WITH during AS (
    SELECT * FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[], %(sessions)s::bigint[])
        WITH ORDINALITY AS w (starts_at, ends_at, session, n)
), going AS (
    SELECT * FROM unnest(%(windows)s::bigint[], %(people)s::bigint[]) AS g (n, person)
), staff AS (
    SELECT id, unit_id, position_id FROM personnel_civilservant
    WHERE legal_state = 'aktif' AND unit_id = ANY(%(units)s::bigint[])
), away AS (
    SELECT d.n, s.id FROM during d
    JOIN training_sessionseat t ON NOT t.is_cancelled AND t.starts_at < d.ends_at AND t.ends_at > d.starts_at
        AND t.session_id <> d.session
    JOIN staff s ON s.id = t.civil_servant_id
    UNION
    SELECT d.n, s.id FROM during d
    JOIN training_sessionspeaker t ON NOT t.is_cancelled
        AND t.starts_at < d.ends_at AND t.ends_at > d.starts_at AND t.session_id <> d.session
    JOIN training_speaker k ON k.id = t.speaker_id
    JOIN staff s ON s.id = k.civil_servant_id
    UNION
    SELECT d.n, s.id FROM during d
    JOIN training_staffabsence a ON a.starts_on <= (d.ends_at AT TIME ZONE %(zone)s)::date
        AND a.ends_on >= (d.starts_at AT TIME ZONE %(zone)s)::date
    JOIN staff s ON s.id = a.civil_servant_id
    UNION
    SELECT g.n, s.id FROM going g JOIN staff s ON s.id = g.person
)
SELECT NULL, unit_id, position_id, count(*) FROM staff GROUP BY unit_id, position_id
UNION ALL
SELECT away.n, s.unit_id, s.position_id, count(*) FROM away JOIN staff s ON s.id = away.id
GROUP BY away.n, s.unit_id, s.position_id
"""


@dataclass(frozen=True)
class Window:
    """A time that is asked about: who would go, and the session (by key) that is as if it were not there."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    going: Sequence[int] = ()
    without: int | None = None


@dataclass
class Service:
    """Of some units: who serves there, and how many are away in each of the windows."""

    staff: Counter[int] = field(default_factory=Counter)
    holders: Counter[Post] = field(default_factory=Counter)
    away: list[Counter[int]] = field(default_factory=list)
    holders_away: list[Counter[Post]] = field(default_factory=list)


def may_go(staff: int, limit: int | None) -> int:
    """How many of a unit may be away at once, by the limit in percent.

    One may always go, or the people of a small unit would never learn.
    """
    return max(1, staff * (limit or 0) // 100)


def service_of(windows: Sequence[Window], units: Iterable[int]) -> Service:
    """One query for any number of windows and units."""
    found = Service(away=[Counter() for _w in windows], holders_away=[Counter() for _w in windows])
    going = [(n, person) for n, window in enumerate(windows, start=1) for person in window.going]
    facts: dict[str, Any] = {
        "starts": [window.starts_at for window in windows],
        "ends": [window.ends_at for window in windows],
        "sessions": [window.without or 0 for window in windows],
        "windows": [n for n, _person in going],
        "people": [person for _n, person in going],
        "units": sorted(set(units)),
        "zone": timezone.get_current_timezone_name(),
    }
    with connection.cursor() as cursor:
        cursor.execute(AWAY, facts)
        for n, unit, post, count in cursor.fetchall():
            if n is None:
                found.staff[unit] += count
                found.holders[unit, post] = count
            else:
                found.away[n - 1][unit] += count
                found.holders_away[n - 1][unit, post] = count
    return found


# ---------------------------------------------------------------------------------------- seats of a batch


@dataclass
class Protection:
    """What a batch would take away from the units of some people. ``take`` counts one more of them."""

    levels: dict[Code, tuple[str, int | None]]
    staff: Counter[int] = field(default_factory=Counter)
    away: Counter[int] = field(default_factory=Counter)
    holders: Counter[Post] = field(default_factory=Counter)
    holders_away: Counter[Post] = field(default_factory=Counter)

    def take(self, person: CivilServant) -> None:
        self.away[person.unit_id] += 1
        self.holders_away[person.unit_id, person.position_id] += 1

    def refusals(self, person: CivilServant, *, level: Level = Level.BLOCK) -> list[str]:
        """Sentences of the rules at this level that the person's going would break."""
        found = []
        share, limit = self.levels[Code.UNIT_SHARE]
        going = self.away[person.unit_id] + 1
        if share == level and going > may_go(self.staff[person.unit_id], limit):
            found.append(
                f"{going} dari {self.staff[person.unit_id]} pegawai {person.unit.name} akan pergi "
                f"bersamaan; batasnya {limit or 0} persen."
            )
        post = (person.unit_id, person.position_id)
        if self.levels[Code.ONLY_HOLDER][0] == level and self.holders_away[post] + 1 >= self.holders[post]:
            found.append(
                f"Tidak ada pemangku jabatan {person.position.name} lain yang tinggal di {person.unit.name}."
            )
        return found


def protection_of(batch: Batch, people: Iterable[CivilServant]) -> Protection:
    """The units of the people as they would stand in the worst session of the batch. Three queries for any
    number."""
    found = Protection(levels=in_force())
    if all(found.levels[code][0] == Level.IGNORE for code in (Code.UNIT_SHARE, Code.ONLY_HOLDER)):
        return found
    times = batch.sessions.standing().values_list("starts_at", "ends_at")
    service = service_of([Window(*time) for time in times], {person.unit_id for person in people})
    found.staff, found.holders = service.staff, service.holders
    for away, holders_away in zip(service.away, service.holders_away, strict=True):
        found.away |= away
        found.holders_away |= holders_away
    return found
