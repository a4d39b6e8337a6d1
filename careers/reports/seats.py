"""Which posts are or fall vacant, and who could follow: requirement by requirement, without a total."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from careers import reach
from careers.asked import Kind
from careers.checks import CheckedRequirement, Readiness, State, years_after
from careers.models import RetirementAge, Seat
from careers.reach import NextPost
from careers.reports.readiness import Examined, all_met, examine
from personnel.models import CivilServant, Position, Turn
from personnel.remembered import remembered
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


@dataclass(frozen=True)
class Counts:
    """The seats of a level or an OPD: all, vacant now, and within 1, 3 and 5 years."""

    name: str
    all: int
    now: int
    in_1: int
    in_3: int
    in_5: int


COUNTED = ("all", "now", "in_1", "in_3", "in_5", "key", "unknown")


@dataclass(frozen=True)
class Sums:
    """How many seats fall vacant when, of each level in each OPD. One query for all that is shown of them."""

    groups: tuple[tuple[str, str, Counter[str]], ...]  # level, OPD, counts

    @classmethod
    def of(cls, seats: QuerySet[Any], today: dt.date) -> Sums:
        counts: dict[str, Any] = {
            "all": Count("pk"),
            "now": Count("pk", filter=_within(0, today)),
            **{f"in_{years}": Count("pk", filter=_within(years, today)) for years in (1, 3, 5)},
            "key": Count("pk", filter=Q(is_key=True)),
            "unknown": Count("pk", filter=Q(empties_on__isnull=True)),
        }
        rows = seats.order_by().values_list("position__level", "unit__opd__name").annotate(**counts)
        return cls(
            tuple(
                (level, opd or "tanpa OPD", Counter(dict(zip(COUNTED, numbers, strict=True))))
                for level, opd, *numbers in rows
            )
        )

    @property
    def whole(self) -> Counter[str]:
        return sum((counts for _level, _opd, counts in self.groups), Counter[str]())

    @property
    def figures(self) -> list[Figure]:
        """How many are vacant now and in 1, 3, 5 years."""
        whole = self.whole
        shown = [
            Figure(angka(whole[name]), words)
            for name, words in zip(("now", "in_1", "in_3", "in_5"), HORIZON_NAMES.values(), strict=True)
        ]
        return [Figure(angka(whole["all"]), "jabatan", note=f"{angka(whole['key'])} kritikal"), *shown]

    @property
    def by_level(self) -> list[Counts]:
        """By level, in their order."""
        found = self._by(0)
        return [_counts(str(level.label), found[level]) for level in Position.Level if level in found]

    @property
    def by_opd(self) -> list[Counts]:
        """By OPD, those with most to fill within five years first."""
        rows = [_counts(name, counts) for name, counts in self._by(1).items()]
        return sorted(rows, key=lambda row: (-row.in_5, row.name))

    def _by(self, place: int) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for group in self.groups:
            found[str(group[place])] += group[2]
        return found

    @property
    def spread(self) -> list[tuple[str, int, str]]:
        """When the seats fall vacant, for a chart: each counted once."""
        whole = self.whole
        parts = (
            ("kosong sekarang", whole["now"], "late"),
            ("dalam 1 tahun", whole["in_1"] - whole["now"], "gap-3"),
            ("1 sampai 3 tahun", whole["in_3"] - whole["in_1"], "gap-2"),
            ("3 sampai 5 tahun", whole["in_5"] - whole["in_3"], "gap-1"),
            ("sesudah 5 tahun", whole["all"] - whole["in_5"] - whole["unknown"], "neutral"),
            ("tidak diketahui", whole["unknown"], "gap-none"),
        )
        return [part for part in parts if part[1]]


def _counts(name: str, counts: Counter[str]) -> Counts:
    return Counts(name, *(counts[one] for one in ("all", "now", "in_1", "in_3", "in_5")))


def _within(years: int, today: dt.date) -> Q:
    return Q(empties_on__lte=years_after(today, years)) if years else Q(vacant_since__isnull=False)


# --- Who could follow -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SeatRow:
    """A seat with when it empties and how many meet all that our data can check."""

    seat: Seat
    where: str
    when: str
    state: Chip | None
    ready: int


def where_is(seat: Seat) -> str:
    """The unit of a seat with its OPD: every OPD has a "Sekretariat"."""
    unit = seat.unit
    return f"{unit.name}, {unit.opd.name}" if unit.opd and unit.opd_id != unit.pk else unit.name


def rows(seats: Sequence[Seat], today: dt.date) -> list[SeatRow]:
    """A page of seats (``dated``); a constant number of queries."""
    ready = _ready(seats, today)
    return [SeatRow(seat, where_is(seat), *_when(seat, today), ready.get(_place(seat), 0)) for seat in seats]


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
    return [seat for seat in seats if not ready.get(_place(seat))]


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


#: A post in an OPD: all its seats have the same people below them.
Place = tuple[int, int | None]
#: What readiness is found from.
RESTS_ON = (Turn.Subject.PEOPLE, Turn.Subject.CAREERS, Turn.Subject.NEEDS)


def _place(seat: Seat) -> Place:
    return seat.position_id, seat.unit.opd_id


def _ready(seats: Sequence[Seat], today: dt.date) -> Mapping[Place, int]:
    """How many meet all that can be checked, by place; remembered until a row changes."""
    places = frozenset(map(_place, seats))
    return remembered(lambda: _count_ready(places, today), "ready", today, places, rests_on=RESTS_ON)


def _count_ready(places: Collection[Place], today: dt.date) -> Mapping[Place, int]:
    near = _near(places, today)
    return Counter(near[post] for post in all_met(near, today))


def _near(places: Collection[Place], today: dt.date, **where: Any) -> dict[NextPost, Place]:
    """Everybody of these OPDs for whom one of the posts lies next in their own. Three queries."""
    people = CivilServant.objects.filter(unit__opd__in={opd for _post, opd in places}, **where)
    opds = dict(people.values_list("pk", "unit__opd"))
    posts = reach.next_posts(today, people=opds, posts={post for post, _opd in places})
    # Posts of one name stand in many OPDs: nobody is examined for the seat of another.
    near = {post: (post.post, opds[post.person]) for post in posts}
    return {post: place for post, place in near.items() if place in places}


def examined_for(seat: Seat, person: CivilServant, today: dt.date) -> Examined | None:
    """The person held against the seat's post; None where it does not lie next for them."""
    near = list(_near({_place(seat)}, today, pk=person.pk))
    _facts, examined = examine(near[:1], today)
    return examined[0] if examined else None


@dataclass(frozen=True)
class Field:
    """Everybody for whom the post of a seat lies next, in the order of the list; what it asks of any of them;
    and what our data leave open for all alike, each with the reason, which a sentence says once."""

    posts: tuple[NextPost, ...]
    labels: tuple[str, ...]
    alike: tuple[tuple[str, str], ...]

    @property
    def columns(self) -> list[str]:
        """The requirements in which people differ."""
        alike = dict(self.alike)
        return [label for label in self.labels if label not in alike]


def field(seat: Seat, today: dt.date, *, order: str = "") -> Field:
    """By name, or by the state of one requirement; remembered until a row changes."""
    place = _place(seat)
    kind = order if order in Kind.labels else ""  # what is remembered is never named by what somebody typed
    return remembered(lambda: _field(place, today, kind), "field", today, place, kind, rests_on=RESTS_ON)


def _field(place: Place, today: dt.date, order: str) -> Field:
    _facts, examined = examine(list(_near({place}, today)), today)
    people = {found.post.person for found in examined}
    names = dict(CivilServant.objects.filter(pk__in=people).values_list("pk", "name"))
    examined.sort(key=lambda found: names[found.post.person])
    asked = {line.kind for found in examined for line in found.lines}
    labels = tuple(str(kind.label) for kind in Kind if kind in asked)
    if order in labels:
        examined.sort(key=lambda found: _rank(found, order))
    return Field(tuple(found.post for found in examined), labels, tuple(_alike(examined, labels)))


def _alike(examined: Sequence[Examined], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of one candidate nothing is alike."""
    for label in labels if len(examined) > 1 else ():
        _label, state, fact = _cell(label, examined[0])
        if state.text == State.UNKNOWN.label and all(
            _cell(label, found) == (label, state, fact) for found in examined
        ):
            yield label, fact


@dataclass(frozen=True)
class Candidate:
    """One person for whom the post lies next: a state for each requirement, and the readiness in words."""

    person: CivilServant
    move: str
    verdict: Chip
    cells: tuple[tuple[str, Chip, str], ...]  # requirement, state, fact


def candidates(posts: Sequence[NextPost], labels: Sequence[str], today: dt.date) -> list[Candidate]:
    """A page of a field, each with a state for each of these requirements."""
    people = CivilServant.objects.select_related("unit", "position").in_bulk([post.person for post in posts])
    _facts, examined = examine(posts, today)
    return [_candidate(found, people[found.post.person], labels) for found in examined]


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
