"""Will everybody reach 20 JP this year, and nobody go beyond 24? What is counted, and what is still to come.

For each person ``done`` is what has been counted (LearningYear; training writes it), ``ahead`` what lines to
come will give, ``past`` what lines whose time is over would have given. Lines are not yet tied to hours, so
how much of ``past`` took place is known only as far as it shows in ``done``. Hence two numbers:

==========  ==============================================================================================
low         done + ahead: nothing of what is not yet recorded took place
likely      ahead + the larger of done and past: all of it did, and will be recorded
==========  ==============================================================================================

Hours are in hundredths, for the reasons of ``reports.plans.COVERAGE``. The people behind the numbers are in
``reports.forecast_people``.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from personnel.models import Turn, Unit
from personnel.remembered import remembered
from personnel.shown import Figure
from personnel.states import StateChoices, Tone
from personnel.templatetags.palu import angka, jp, persen
from planning.models import Cycle

PERSON = """
SELECT c.id, c.name, c.nip, c.unit_id, c.position_id, u.opd_id, c.employment,
    COALESCE(done.jp, 0) AS done, COALESCE(line.ahead, 0) AS ahead, COALESCE(line.past, 0) AS past,
    COALESCE(line.lines, 0) AS lines,
    CASE
        WHEN c.employment IN ('pns', 'cpns') THEN CASE
            WHEN COALESCE(done.jp, 0) >= %(floor)s THEN 'reached'
            WHEN COALESCE(done.jp, 0) + COALESCE(line.ahead, 0) >= %(floor)s THEN 'on_track'
            WHEN COALESCE(line.ahead, 0) + GREATEST(done.jp, line.past, 0) >= %(floor)s THEN 'uncertain'
            ELSE 'short' END
        WHEN c.employment = 'pppk' THEN CASE
            WHEN COALESCE(done.jp, 0) + COALESCE(line.ahead_most, 0) > %(ceiling)s THEN 'over'
            WHEN COALESCE(line.ahead_most, 0) + GREATEST(done.jp, line.past_most, 0) > %(ceiling)s
                THEN 'maybe_over'
            ELSE 'within' END
        ELSE 'unset' END AS state,
    CASE WHEN c.employment IN ('pns', 'cpns') THEN
        GREATEST(%(floor)s - COALESCE(line.ahead, 0) - GREATEST(done.jp, line.past, 0), 0) ELSE 0 END
        AS missing,
    CASE WHEN c.employment IN ('pns', 'cpns') THEN
        GREATEST(%(floor)s - COALESCE(done.jp, 0) - COALESCE(line.ahead, 0), 0) ELSE 0 END AS missing_most
FROM personnel_civilservant c
JOIN personnel_unit u ON u.id = c.unit_id
LEFT JOIN (
    SELECT civil_servant_id, (100 * jp_counted)::int AS jp FROM planning_learningyear
    WHERE year = %(year)s AND (%(people)s::bigint[] IS NULL OR civil_servant_id = ANY(%(people)s::bigint[]))
) done ON done.civil_servant_id = c.id
LEFT JOIN (
    SELECT t.civil_servant_id, COUNT(*) AS lines,
        SUM(item.jp) FILTER (WHERE NOT item.is_past) AS ahead,
        SUM(item.jp) FILTER (WHERE item.is_past) AS past,
        SUM(item.most) FILTER (WHERE NOT item.is_past) AS ahead_most,
        SUM(item.most) FILTER (WHERE item.is_past) AS past_most
    FROM planning_plantarget t
    JOIN (
        SELECT i.id, COALESCE((100 * i.jp_counted)::int, 0) AS jp,
            COALESCE((100 * COALESCE(i.jp_counted, i.jp_proposed))::int, 0) AS most,
            COALESCE(
                i.ends_on, i.starts_on,
                (make_date(%(year)s, 3 * COALESCE(i.quarter, 4), 1) + interval '1 month - 1 day')::date
            ) < %(today)s AS is_past
        FROM planning_planitem i JOIN planning_plan p ON p.id = i.plan_id
        WHERE p.cycle_id = %(cycle)s AND p.is_current
        OFFSET 0
    ) item ON item.id = t.item_id
    WHERE %(people)s::bigint[] IS NULL OR t.civil_servant_id = ANY(%(people)s::bigint[])
    GROUP BY t.civil_servant_id
) line ON line.civil_servant_id = c.id
WHERE c.legal_state = 'aktif' AND (%(units)s::bigint[] IS NULL OR c.unit_id = ANY(%(units)s::bigint[]))
    AND (%(people)s::bigint[] IS NULL OR c.id = ANY(%(people)s::bigint[]))
"""

SUMS = f"""
SELECT unit_id, opd_id, state, missing, COUNT(*), COUNT(*) FILTER (WHERE past > done)
FROM ({PERSON}) person
GROUP BY unit_id, opd_id, state, missing
"""  # noqa: S608 - our own words


class State(StateChoices):
    """Where a person will stand at the end of the year."""

    SHORT = "short", Tone.LATE, "Akan kurang"
    UNCERTAIN = "uncertain", Tone.SOON, "Belum pasti"
    ON_TRACK = "on_track", Tone.INFO, "Akan mencapai"
    REACHED = "reached", Tone.DONE, "Sudah mencapai"
    OVER = "over", Tone.LATE, "Akan melewati batas"
    MAYBE_OVER = "maybe_over", Tone.SOON, "Mungkin melewati batas"
    WITHIN = "within", Tone.DONE, "Dalam batas"
    UNSET = "unset", Tone.PLAIN, "Belum diatur"


FLOOR_STATES = (State.SHORT, State.UNCERTAIN, State.ON_TRACK, State.REACHED)
CEILING_STATES = (State.OVER, State.MAYBE_OVER, State.WITHIN)


def params_of(cycle: Cycle, today: dt.date | None = None) -> dict[str, Any]:
    """What ``PERSON`` asks for, of everybody; ``units`` and ``people`` may then become some (ids)."""
    return {
        "cycle": cycle.pk,
        "year": cycle.year,
        "floor": 100 * cycle.jp_floor,
        "ceiling": 100 * cycle.jp_ceiling,
        "today": today or timezone.localdate(),
        "units": None,
        "people": None,
    }


@dataclass
class Outlook:
    """A unit or the city: people by state, and the hours that will be missing to the floor (hundredths)."""

    unit: Unit | None = None
    is_direct: bool = False
    states: Counter[str] = field(default_factory=Counter)
    missing: Counter[int] = field(default_factory=Counter)  # hundredths of JP → people who miss as many
    unrecorded: int = 0  # people with lines whose time is over and whose hours are not counted yet

    def add(self, state: str, missing: int, people: int, unrecorded: int) -> None:
        self.states[state] += people
        if missing:
            self.missing[missing] += people
        self.unrecorded += unrecorded

    @property
    def people(self) -> int:
        return sum(self.states.values())

    @property
    def with_floor(self) -> int:
        return sum(self.states[state] for state in FLOOR_STATES)

    @property
    def with_ceiling(self) -> int:
        return sum(self.states[state] for state in CEILING_STATES)

    @property
    def short(self) -> int:
        """Will miss the floor, whatever is still recorded."""
        return self.states[State.SHORT]

    @property
    def low(self) -> int:
        """Reach the floor even if nothing of what is not recorded took place."""
        return self.states[State.REACHED] + self.states[State.ON_TRACK]

    @property
    def likely(self) -> int:
        return self.low + self.states[State.UNCERTAIN]

    @property
    def low_percent(self) -> Decimal | None:
        return Decimal(100 * self.low) / self.with_floor if self.with_floor else None

    @property
    def likely_percent(self) -> Decimal | None:
        return Decimal(100 * self.likely) / self.with_floor if self.with_floor else None

    @property
    def jp_missing(self) -> Decimal:
        return Decimal(sum(jp * people for jp, people in self.missing.items())) / 100


#: The tables in PERSON.
RESTS_ON = (Turn.Subject.PEOPLE, Turn.Subject.PLANS, Turn.Subject.HOURS)


def forecast(cycle: Cycle, *, units: Collection[int] | None = None, today: dt.date | None = None) -> Forecast:
    """Of the city or of some units (ids). One query, two when something has changed."""
    params = params_of(cycle, today)
    rows = remembered(lambda: _sums(params), "forecast", *params.values(), rests_on=RESTS_ON)
    if units is not None:
        wanted = set(units)
        rows = [row for row in rows if row[0] in wanted]
    return Forecast(cycle, rows)


def _sums(params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(SUMS, params)
        return list(cursor.fetchall())


class Forecast:
    """The outlook of a year, added up by the people's units."""

    def __init__(self, cycle: Cycle, rows: Sequence[tuple[Any, ...]]) -> None:
        self.cycle = cycle
        self._rows = rows
        self.total = Outlook()
        for _unit, _opd, *facts in rows:
            self.total.add(*facts)

    def by_opd(self, known: Mapping[int, Unit] | None = None) -> list[Outlook]:
        """A row for each OPD, the most people short first; ``known``: all OPD, where the page has them."""
        keys = {opd for _unit, opd, *_facts in self._rows}
        opds = Unit.objects.in_bulk(keys) if known is None else {key: known[key] for key in keys}
        rows: dict[int, Outlook] = {opd: Outlook(unit) for opd, unit in opds.items()}
        for _unit, opd, *facts in self._rows:
            rows[opd].add(*facts)
        return _ordered(rows.values())

    def below(self, scope: Unit) -> list[Outlook]:
        """A row for each unit directly below with all below it, and one for the unit's own people."""
        units = {unit.pk: unit for unit in Unit.objects.filter(path__startswith=scope.path)}
        children = {unit.path: unit for unit in units.values() if unit.parent_id == scope.pk}
        rows: dict[int, Outlook] = {}
        for unit, _opd, *facts in self._rows:
            path = units[unit].path
            head = children.get(scope.path + path[len(scope.path) :].partition(".")[0] + ".", scope)
            row = rows.setdefault(head.pk, Outlook(head, is_direct=head.pk == scope.pk))
            row.add(*facts)
        return _ordered(rows.values())


def _ordered(rows: Any) -> list[Outlook]:
    return sorted(
        rows,
        key=lambda row: (
            -row.states[State.SHORT],
            -row.states[State.UNCERTAIN],
            row.unit.name if row.unit else "",
        ),
    )


def quarters_left(cycle: Cycle, today: dt.date | None = None) -> int:
    """With the one that is under way; 4 before the year, 0 after it."""
    day = today or timezone.localdate()
    if day.year != cycle.year:
        return 4 if day.year < cycle.year else 0
    return 4 - (day.month - 1) // 3


FLOOR_NOTE = (
    "Batas bawah: hanya JP yang sudah tercatat dan butir yang masih akan datang. "
    "Batas atas: juga butir yang waktunya sudah lewat tetapi pelaksanaannya belum tercatat."
)


def figures_of(total: Outlook, cycle: Cycle) -> list[Figure]:
    """Who reaches the floor, who misses it, who goes beyond the ceiling; without people there is none."""
    figures = []
    if total.with_floor:
        figures += [_reached(total, cycle), _short(total)]
    if total.with_ceiling:
        figures.append(_over(total, cycle))
    if unset := total.states[State.UNSET]:
        figures.append(Figure(angka(unset), "PPPK paruh waktu", note="belum diatur"))
    return figures


def _reached(total: Outlook, cycle: Cycle) -> Figure:
    """As a range while something is not recorded."""
    number, people = persen(total.low_percent), angka(total.low)
    if total.low != total.likely:
        number = f"{angka(total.low_percent)}–{persen(total.likely_percent, 0)}"
        people = f"{people} sampai {angka(total.likely)}"
    return Figure(
        number,
        f"PNS dan CPNS akan mencapai {cycle.jp_floor} JP",
        note=f"{people} dari {angka(total.with_floor)}",
        origin_note=FLOOR_NOTE,
    )


def _short(total: Outlook) -> Figure:
    if not total.short:
        return Figure("0", "akan kurang")
    note = f"kurang {jp(total.jp_missing)} JP seluruhnya"
    return Figure(angka(total.short), "akan kurang", note=note, tone="late")


def _over(total: Outlook, cycle: Cycle) -> Figure:
    over, maybe = total.states[State.OVER], total.states[State.MAYBE_OVER]
    note = f"dari {angka(total.with_ceiling)} PPPK"
    if maybe:
        note += f"; {angka(maybe)} lagi mungkin"
    label = f"akan melewati {cycle.jp_ceiling} JP"
    return Figure(angka(over), label, note=note, tone="late" if over else "")
