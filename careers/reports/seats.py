"""Which posts are or fall vacant, and who could follow: requirement by requirement, without a total."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, DateField, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from careers import reach
from careers.asked import Kind
from careers.checks import CheckedRequirement, Readiness, State, years_after
from careers.models import RetirementAge, Seat
from careers.reports.readiness import Examined, examine
from personnel.models import CivilServant, Position
from personnel.shown import Chip, Figure
from personnel.spreadsheets import Sheet
from personnel.templatetags.palu import angka, tanggal

#: The horizons of the page, in years; 0: vacant now.
HORIZONS = {"kini": 0, "1": 1, "3": 3, "5": 5}
HORIZON_NAMES = {"kini": "kosong sekarang", "1": "dalam 1 tahun", "3": "dalam 3 tahun", "5": "dalam 5 tahun"}


def dated(seats: QuerySet[Seat], today: dt.date) -> QuerySet[Any]:
    """Each with ``empties_on``: since when it is vacant, or the day on which its holder reaches the age of
    retirement, or leaves before for a known reason; None where neither is known."""
    ages = RetirementAge.objects.filter(level=OuterRef("position__level"), valid_from__lte=today)
    birthday = Func(
        F("holder__birth_date"),
        F("age"),
        template="(%(expressions)s))::date",
        arg_joiner=" + make_interval(years => ",
        output_field=DateField(),
    )
    return seats.annotate(age=Subquery(ages.order_by("-valid_from").values("age")[:1])).annotate(
        empties_on=Coalesce("vacant_since", Least("leaves_on", birthday))  # what is unknown is passed over
    )


def until(seats: QuerySet[Any], horizon: str, today: dt.date) -> QuerySet[Any]:
    """Those that are vacant, or will be within the horizon."""
    years = HORIZONS[horizon]
    if not years:
        return seats.filter(vacant_since__isnull=False)
    return seats.filter(empties_on__lte=years_after(today, years))


def figures(seats: QuerySet[Any], today: dt.date) -> list[Figure]:
    """How many are vacant now and in 1, 3, 5 years. One query."""
    sums = seats.order_by().aggregate(
        **{f"n{name}": Count("pk", filter=_within(years, today)) for name, years in HORIZONS.items()},
        key=Count("pk", filter=Q(is_key=True)),
        n=Count("pk"),
    )
    shown = [Figure(angka(sums[f"n{name}"]), HORIZON_NAMES[name]) for name in HORIZONS]
    return [Figure(angka(sums["n"]), "jabatan", note=f"{angka(sums['key'])} kritikal"), *shown]


@dataclass(frozen=True)
class Counts:
    """The seats of a level or an OPD: all, vacant now, and within 1, 3 and 5 years."""

    name: str
    all: int
    now: int
    in_1: int
    in_3: int
    in_5: int


def by_level(seats: QuerySet[Any], today: dt.date) -> list[Counts]:
    """By level, in their order. One query."""
    found = _counted(seats, "position__level", today)
    return [Counts(str(level.label), *found[level]) for level in Position.Level if level in found]


def by_opd(seats: QuerySet[Any], today: dt.date) -> list[Counts]:
    """By OPD, those with most to fill within five years first. One query."""
    found = _counted(seats, "unit__opd__name", today)
    rows = [Counts(str(name or "tanpa OPD"), *counts) for name, counts in found.items()]
    return sorted(rows, key=lambda row: (-row.in_5, row.name))


def _counted(seats: QuerySet[Any], column: str, today: dt.date) -> dict[str, list[int]]:
    counts: dict[str, Any] = {
        f"n{name}": Count("pk", filter=_within(years, today)) for name, years in HORIZONS.items()
    }
    rows: Any = seats.order_by().values(column).annotate(n=Count("pk"), **counts)
    return {row[column]: [row["n"], *(row[name] for name in counts)] for row in rows}


def spread(levels: Sequence[Counts], unknown: int) -> list[tuple[str, int, str]]:
    """When the seats fall vacant, for a chart: each counted once."""
    every = sum(row.all for row in levels)
    now, in_1, in_3, in_5 = (
        sum(getattr(row, name) for row in levels) for name in ("now", "in_1", "in_3", "in_5")
    )
    parts = (
        ("kosong sekarang", now, "late"),
        ("dalam 1 tahun", in_1 - now, "gap-3"),
        ("1 sampai 3 tahun", in_3 - in_1, "gap-2"),
        ("3 sampai 5 tahun", in_5 - in_3, "gap-1"),
        ("sesudah 5 tahun", every - in_5 - unknown, "neutral"),
        ("tidak diketahui", unknown, "gap-none"),
    )
    return [part for part in parts if part[1]]


def _within(years: int, today: dt.date) -> Q:
    return Q(empties_on__lte=years_after(today, years)) if years else Q(vacant_since__isnull=False)


# --- Who could follow -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SeatRow:
    """A seat with when it empties and how many meet all that our data can check."""

    seat: Seat
    when: str
    state: Chip | None
    ready: int


def rows(seats: Sequence[Seat], today: dt.date) -> list[SeatRow]:
    """A page of seats (``dated``); a constant number of queries."""
    ready = _ready(seats, today)
    return [SeatRow(seat, *_when(seat, today), ready[seat.pk]) for seat in seats]


def _when(seat: Seat, today: dt.date) -> tuple[str, Chip | None]:
    empties: dt.date | None = seat.empties_on  # type: ignore[attr-defined]
    if seat.vacant_since:
        return f"kosong sejak {tanggal(seat.vacant_since)}", Chip("Kosong", "late")
    if empties is None:
        return "batas usia pensiun jenjang ini belum dicatat", None
    words = f"pemangku mencapai batas usia pensiun {tanggal(empties)}"
    if seat.leaves_on == empties:
        words = f"ditinggalkan {tanggal(empties)}: {seat.leaves_reason}"
    return words, Chip("Akan kosong", "soon") if empties <= years_after(today, 1) else None


def without_successor(seats: Sequence[Seat], today: dt.date) -> list[Seat]:
    """Those that nobody follows who meets all that our data can check."""
    ready = _ready(seats, today)
    return [seat for seat in seats if not ready[seat.pk]]


FILE_COLUMNS = (
    "Jabatan",
    "Jenjang",
    "Unit kerja",
    "OPD",
    "Pemangku",
    "Kosong",
    "Kritikal",
    "Alasan kritikal",
    "Memenuhi semua yang dapat diperiksa",
)


def sheet(seats: Sequence[Seat], today: dt.date) -> Sheet:
    """The list as a table to take out: the rows and columns of the page."""
    return Sheet("Jabatan", FILE_COLUMNS, [_file_row(row) for row in rows(seats, today)], width=26)


def _file_row(row: SeatRow) -> tuple[Any, ...]:
    seat = row.seat
    return (
        seat.position.name,
        seat.position.get_level_display(),
        seat.unit.name,
        seat.unit.opd.name if seat.unit.opd else "",
        seat.holder.full_name if seat.holder else "",
        row.when,
        "ya" if seat.is_key else "",
        seat.key_reason,
        row.ready,
    )


def _ready(seats: Sequence[Seat], today: dt.date) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for seat, found in _examined(seats, today):
        if found.verdict.readiness is Readiness.ALL_MET:
            counts[seat.pk] += 1
    return counts


def _examined(seats: Sequence[Seat], today: dt.date) -> list[tuple[Seat, Examined]]:
    """Everybody of the seat's own OPD for whom the post lies next."""
    near = CivilServant.objects.filter(unit__opd__in={seat.unit.opd_id for seat in seats})
    opds = dict(near.values_list("pk", "unit__opd"))
    posts = reach.next_posts(today, people=opds, posts={seat.position_id for seat in seats})
    # Posts of one name stand in many OPDs: nobody is examined for the seat of another.
    places = {(seat.position_id, seat.unit.opd_id) for seat in seats}
    _facts, examined = examine([post for post in posts if (post.post, opds[post.person]) in places], today)
    of_place: dict[tuple[int, int | None], list[Examined]] = defaultdict(list)
    for found in examined:
        of_place[found.post.post, opds[found.post.person]].append(found)
    return [(seat, found) for seat in seats for found in of_place[seat.position_id, seat.unit.opd_id]]


def examined_for(seat: Seat, today: dt.date) -> list[Examined]:
    """Everybody of the seat's OPD for whom its post lies next."""
    return [found for _seat, found in _examined([seat], today)]


@dataclass(frozen=True)
class Candidate:
    """One person for whom the post lies next: a state for each requirement, and the readiness in words."""

    person: CivilServant
    move: str
    verdict: Chip
    cells: tuple[tuple[str, Chip, str], ...]  # requirement, state, fact


def candidates(seat: Seat, today: dt.date, *, order: str = "") -> tuple[list[str], list[Candidate]]:
    """The requirements of the post (columns) and the people, by name, or by the state of the chosen one."""
    examined = examined_for(seat, today)
    people = CivilServant.objects.select_related("unit", "position").in_bulk(
        [found.post.person for found in examined]
    )
    asked = {line.label for found in examined for line in found.lines}
    labels = [str(kind.label) for kind in Kind if str(kind.label) in asked]
    examined.sort(key=lambda found: people[found.post.person].name)
    if order in labels:
        examined.sort(key=lambda found: _rank(found, order))
    return labels, [_candidate(found, people[found.post.person], labels) for found in examined]


def take_out_alike(
    labels: Sequence[str], found: Sequence[Candidate]
) -> tuple[list[tuple[str, str]], list[str], list[Candidate]]:
    """The requirements that our data leave open for everybody alike, each with the reason, which a sentence
    says once; and the labels and candidates without them. Of one candidate nothing is alike."""
    same = []
    for place, label in enumerate(labels):
        cells = {(state.text, fact) for _label, state, fact in (one.cells[place] for one in found)}
        if len(found) > 1 and len(cells) == 1:
            ((state, fact),) = cells
            if state == State.UNKNOWN.label:
                same.append((label, fact))
    gone = {label for label, _fact in same}
    kept = [replace(one, cells=tuple(cell for cell in one.cells if cell[0] not in gone)) for one in found]
    return same, [label for label in labels if label not in gone], kept


def _rank(found: Examined, label: str) -> int:
    states = list(State)
    own = [states.index(line.state) for line in found.lines if line.label == label]
    return max(own, default=len(states))


def _candidate(found: Examined, person: CivilServant, labels: Sequence[str]) -> Candidate:
    return Candidate(
        person=person,
        move=str(reach.Move(found.post.move).label),
        verdict=found.verdict.chip,
        cells=tuple(_cell(label, found) for label in labels),
    )


def _cell(label: str, found: Examined) -> tuple[str, Chip, str]:
    """The least favourable of several requirements of one kind, with its fact."""
    lines: list[CheckedRequirement] = [line for line in found.lines if line.label == label]
    if found.verdict.readiness is Readiness.NOT_REGULATED:
        return label, Chip("belum diatur"), ""
    if not lines:
        return label, Chip("tidak disyaratkan"), ""
    states = list(State)
    line = max(lines, key=lambda line: states.index(line.state))
    return label, line.state.chip, line.best.fact
