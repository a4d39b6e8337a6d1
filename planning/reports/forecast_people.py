"""The people behind the numbers of the forecast, the most hours short first: a page of them, and a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection, transaction

from personnel.models import CivilServant
from personnel.remembered import remembered
from personnel.shown import Chip
from personnel.templatetags.palu import jp
from planning.models import Cycle
from planning.reports.forecast import PERSON, RESTS_ON, State, params_of
from planning.reports.ranked import Ranked

ORDER = "ORDER BY missing DESC, missing_most DESC, person.name, person.id"
RANKED = f"SELECT id, state FROM ({PERSON}) person {ORDER}"  # noqa: S608 - our own words
PAGE = f"SELECT id, done, ahead, past, lines, state, missing FROM ({PERSON}) person"  # noqa: S608
FILE = f"""
SELECT {{names}}, employment, lines, (done / 100.0)::numeric(9, 2), (ahead / 100.0)::numeric(9, 2),
    (past / 100.0)::numeric(9, 2), state, (missing / 100.0)::numeric(9, 2),
    (missing_most / 100.0)::numeric(9, 2)
FROM ({PERSON}) person JOIN personnel_unit unit ON unit.id = person.unit_id {ORDER}
"""  # noqa: S608
FILE_COLUMNS = (
    "nip",
    "nama",
    "unit",
    "jenis_pegawai",
    "butir",
    "jp_diakui",
    "jp_akan_datang",
    "jp_belum_tercatat",
    "prakiraan",
    "jp_kurang",
    "jp_kurang_paling_banyak",
)
#: A cell that starts with one of these is a formula to a spreadsheet program.
DISARMED = r"CASE WHEN {0} ~ '^[=+\-@\t\r]' THEN '''' || {0} ELSE {0} END"
FILE = FILE.format(names=f"nip, {DISARMED.format('person.name')}, {DISARMED.format('unit.name')}")


@dataclass(frozen=True)
class PersonOutlook:
    """One person's hours of the year."""

    person: CivilServant
    done: Decimal
    ahead: Decimal
    past: Decimal
    lines: int
    state: str
    missing: Decimal

    @property
    def shown_state(self) -> Chip:
        return State(self.state).chip

    @property
    def unrecorded(self) -> Decimal:
        """Hours of lines whose time is over, as far as nothing counted stands against them."""
        return max(self.past - self.done, Decimal(0))

    @property
    def low(self) -> Decimal:
        return self.done + self.ahead

    @property
    def likely(self) -> Decimal:
        return self.ahead + max(self.done, self.past)

    @property
    def range(self) -> str:
        """From the least hours to the likely ones; one number where they are the same."""
        return "–".join(dict.fromkeys((jp(self.low), jp(self.likely))))


def _person(person: CivilServant, row: tuple[Any, ...]) -> PersonOutlook:
    _id, done, ahead, past, lines, state, missing = row
    return PersonOutlook(person, _jp(done), _jp(ahead), _jp(past), lines, state, _jp(missing))


def _jp(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


def ranked(params: dict[str, Any]) -> Ranked[str]:
    """People with their state, as they stand in the rows."""
    with connection.cursor() as cursor:
        cursor.execute(RANKED, params)
        return Ranked.of(cursor.fetchall())


class People:
    """The people of some units (ids; None: the whole city) in that order; a list that a paginator can cut."""

    def __init__(
        self,
        cycle: Cycle,
        units: Collection[int] | None,
        *,
        state: str = "",
        q: str = "",
        today: dt.date | None = None,
    ) -> None:
        self._state, self._q = state, q
        self.params = params_of(cycle, today) | {"units": None if units is None else sorted(units)}

    @cached_property
    def everybody(self) -> Ranked[str]:
        """Of these units, whatever their state and name."""
        about = (tuple(value) if isinstance(value, list) else value for value in self.params.values())
        return remembered(lambda: ranked(self.params), "forecast people", *about, rests_on=RESTS_ON)

    @cached_property
    def _ids(self) -> Sequence[int]:
        chosen = self.everybody.narrowed(
            marked=self._state.__eq__ if self._state else None, among=self._named() if self._q else None
        )
        return chosen.people

    def _named(self) -> set[int]:
        found = CivilServant.objects.filter(name__icontains=self._q)
        if self.params["units"] is not None:
            found = found.filter(unit__in=self.params["units"])
        return set(found.values_list("pk", flat=True))

    def count(self) -> int:
        return len(self._ids)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[PersonOutlook]:
        ids = list(self._ids[part])
        with connection.cursor() as cursor:
            cursor.execute(PAGE, self.params | {"people": ids})
            rows = {row[0]: row for row in cursor.fetchall()}
        people = CivilServant.objects.select_related("unit", "position").in_bulk(ids)
        return [_person(people[pk], rows[pk]) for pk in ids if pk in rows and pk in people]

    def file_rows(self) -> Iterator[Sequence[Any]]:
        """In the order of ``FILE_COLUMNS``, never all held at once."""
        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute(
                FILE, self.params | {"people": list(self._ids) if self._state or self._q else None}
            )
            while rows := cursor.fetchmany(2000):
                yield from rows
