"""What became of every line of the plans: a line is one person in one item, the same over all revisions.

Its key is ``PlanItem.key`` with the person, so an enrolment that points to the item of an older revision
still carries out the line. A line has one state, the first of these that holds:

==========  ================================================================================================
counted     hours of it stand in the ledger
attended    the person was in a session at least; no hours are counted (yet: no rule, a cap, an open session)
missed      HR has said that it did not take place, and why
scheduled   the person holds a seat in a batch that is planned or announced, and attendance is still open
absent      the person held a seat, attendance of all sessions is closed, and the person was in none
planned     nothing of that yet
==========  ================================================================================================

Lines that nobody booked are carried out as well by training elsewhere that HR has verified: of the same
competency, ended in the year of the plan, each training for one line only, lines without a programme first.
Set-based: one query for a page, whatever the number of people.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from personnel.models import CivilServant, Unit
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models import Cycle, PlanItem
from planning.quarters import quarter_name
from training.models import LineMissed

ZERO = Decimal(0)

LINES = """
WITH wanted AS (
    SELECT t.id AS target, t.civil_servant_id AS person, i.id AS item, i.key, i.number, i.name,
        i.competency_id AS competency, i.programme_id AS programme, COALESCE(i.quarter, 4) AS quarter,
        i.cost_per_person AS cost, i.jp_counted AS jp_planned, p.id AS plan, p.unit_id AS opd,
        (make_date(%(year)s, 3 * COALESCE(i.quarter, 4), 1) + interval '1 month - 1 day')::date
            < %(today)s AS is_over
    FROM planning_plantarget t
    JOIN planning_planitem i ON i.id = t.item_id
    JOIN planning_plan p ON p.id = i.plan_id
    WHERE p.cycle_id = %(cycle)s AND p.is_current AND p.status = 'ratified'
      AND (%(people)s::bigint[] IS NULL OR t.civil_servant_id = ANY(%(people)s::bigint[]))
      AND (%(opds)s::bigint[] IS NULL OR t.civil_servant_id IN (
        SELECT x.civil_servant_id FROM planning_plantarget x JOIN planning_plan y ON y.id = x.plan_id
        WHERE y.cycle_id = %(cycle)s AND y.is_current AND y.status = 'ratified'
          AND y.unit_id = ANY(%(opds)s::bigint[])))
), seats AS (
    SELECT e.id, e.civil_servant_id AS person, e.batch_id, e.seat, i.key
    FROM training_enrolment e JOIN planning_planitem i ON i.id = e.item_id
    WHERE e.civil_servant_id IN (SELECT person FROM wanted)
), batch AS (
    SELECT b.id, b.state, count(s.id) AS sessions, count(c.closed_at) AS closed
    FROM training_batch b
    LEFT JOIN training_session s ON s.batch_id = b.id AND NOT s.is_cancelled
    LEFT JOIN training_checkin c ON c.session_id = s.id
    WHERE b.cycle_id = %(cycle)s AND b.id IN (SELECT batch_id FROM seats)
    GROUP BY b.id
), there AS (
    SELECT a.enrolment_id AS enrolment, count(*) AS present
    FROM training_attendance a
    JOIN training_session s ON s.id = a.session_id AND NOT s.is_cancelled
    WHERE a.is_present AND a.enrolment_id IN (SELECT id FROM seats) GROUP BY a.enrolment_id
), posted AS (
    SELECT a.enrolment_id AS enrolment, sum(j.jp_counted) AS jp
    FROM training_jpentry j JOIN training_attendance a ON a.id = j.attendance_id
    WHERE j.kind = 'attendance' AND a.enrolment_id IN (SELECT id FROM seats)
      AND NOT EXISTS (SELECT 1 FROM training_jpentry x WHERE x.reverses_id = j.id)
    GROUP BY a.enrolment_id
), booked AS (
    SELECT DISTINCT ON (key, person) key, person, rank, present, sessions, batch, jp
    FROM (
        SELECT seats.key, seats.person, seats.id, batch.id AS batch, batch.sessions, there.present,
            sum(posted.jp) OVER (PARTITION BY seats.key, seats.person) AS jp,
            CASE WHEN there.present > 0 THEN 3
                WHEN seats.seat IS NULL OR batch.state NOT IN ('planned', 'released', 'finished') THEN 0
                WHEN batch.sessions = 0 OR batch.closed < batch.sessions THEN 2 ELSE 1 END AS rank
        FROM seats
        JOIN batch ON batch.id = seats.batch_id
        LEFT JOIN there ON there.enrolment = seats.id
        LEFT JOIN posted ON posted.enrolment = seats.id
    ) of_line
    WHERE rank > 0
    ORDER BY key, person, rank DESC, present DESC NULLS LAST, id DESC
), elsewhere AS (
    SELECT o.id, o.civil_servant_id AS person, o.competency_id AS competency, jp.counted,
        row_number() OVER (PARTITION BY o.civil_servant_id, o.competency_id ORDER BY o.ends_on, o.id) AS n
    FROM training_outsidetraining o
    LEFT JOIN LATERAL (
        SELECT sum(j.jp_counted) AS counted FROM training_jpentry j
        WHERE j.outside_id = o.id AND j.kind = 'outside'
          AND NOT EXISTS (SELECT 1 FROM training_jpentry x WHERE x.reverses_id = j.id)
    ) jp ON true
    WHERE o.state = 'verified' AND o.civil_servant_id IN (SELECT person FROM wanted)
      AND o.ends_on >= make_date(%(year)s, 1, 1) AND o.ends_on < make_date(%(year)s + 1, 1, 1)
), matched AS (
    SELECT open.target, elsewhere.id, elsewhere.counted
    FROM (
        SELECT w.target, w.person, w.competency, row_number() OVER (
            PARTITION BY w.person, w.competency ORDER BY w.programme IS NOT NULL, w.quarter, w.opd, w.number
        ) AS n
        FROM wanted w LEFT JOIN booked b ON b.key = w.key AND b.person = w.person
        WHERE w.competency IS NOT NULL AND COALESCE(b.rank, 0) < 2
    ) open
    JOIN elsewhere ON elsewhere.person = open.person AND elsewhere.competency = open.competency
        AND elsewhere.n = open.n
), gone AS (
    SELECT DISTINCT ON (i.key, m.civil_servant_id) i.key, m.civil_servant_id AS person, m.id, m.cause,
        m.goes_on
    FROM training_linemissed m
    JOIN planning_planitem i ON i.id = m.item_id
    JOIN planning_plan p ON p.id = i.plan_id AND p.cycle_id = %(cycle)s
    ORDER BY i.key, m.civil_servant_id, m.id
), line AS (
    SELECT w.*, c.name AS person_name, c.unit_id AS unit, gone.id AS missed, gone.cause, gone.goes_on,
        b.present, b.sessions, b.batch, matched.id AS outside, COALESCE(b.jp, matched.counted) AS jp,
        CASE WHEN b.jp > 0 OR matched.counted > 0 THEN 'counted'
            WHEN b.rank = 3 OR matched.id IS NOT NULL THEN 'attended'
            WHEN gone.id IS NOT NULL THEN 'missed'
            WHEN b.rank = 2 THEN 'scheduled'
            WHEN b.rank = 1 THEN 'absent'
            ELSE 'planned' END AS state
    FROM wanted w
    JOIN personnel_civilservant c ON c.id = w.person
    LEFT JOIN booked b ON b.key = w.key AND b.person = w.person
    LEFT JOIN matched ON matched.target = w.target
    LEFT JOIN gone ON gone.key = w.key AND gone.person = w.person
    WHERE %(opds)s::bigint[] IS NULL OR w.opd = ANY(%(opds)s::bigint[])
)
"""

SUMS = f"""{LINES}
SELECT opd, quarter, state, is_over, COALESCE(cause, ''), COALESCE(goes_on, false), count(*),
    COALESCE(sum(cost), 0), COALESCE(sum(jp_planned), 0), COALESCE(sum(jp), 0)
FROM line GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 - our own words

CHOSEN = """
WHERE (%(state)s = '' OR state = %(state)s
    OR (%(state)s = 'due' AND is_over AND state IN ('planned', 'absent')))
  AND (%(quarter)s::int IS NULL OR quarter = %(quarter)s::int)
  AND (%(path)s = '' OR unit IN (SELECT id FROM personnel_unit WHERE path LIKE %(path)s || '%%'))
  AND (%(q)s = '' OR person_name ILIKE %(like)s)
  AND (%(targets)s::bigint[] IS NULL OR target = ANY(%(targets)s::bigint[]))
  AND (%(key)s::uuid IS NULL OR key = %(key)s::uuid)
"""
FACTS = (
    "target, person, item, key, opd, quarter, is_over, state, present, sessions, batch, outside, jp, missed, "
    "COALESCE(cause, ''), COALESCE(goes_on, false)"
)
PAGE = f"""{LINES}
SELECT {FACTS} FROM line {CHOSEN}
ORDER BY quarter, opd, number, person_name, target LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608
COUNT = f"{LINES} SELECT count(*) FROM line {CHOSEN}"  # noqa: S608


class State(StateChoices):
    """What became of a line."""

    PLANNED = "planned", Tone.PLAIN, "Belum dijadwalkan"
    SCHEDULED = "scheduled", Tone.INFO, "Terjadwal"
    ATTENDED = "attended", Tone.DONE, "Diikuti, JP belum diakui"
    COUNTED = "counted", Tone.DONE, "Diikuti, JP diakui"
    ABSENT = "absent", Tone.SOON, "Terjadwal, tidak hadir"
    MISSED = "missed", Tone.LATE, "Tidak terlaksana"


#: Lines in these states took place.
TOOK_PLACE = (State.ATTENDED, State.COUNTED)
#: Once their quarter is over, these wait for HR to say why.
OPEN = (State.PLANNED, State.ABSENT)
#: A choice of the list: open, and the quarter is over.
DUE = "due"


@dataclass(frozen=True)
class Choice:
    """Which lines: all of a year, narrowed. ``opds``: plans of these (None: all)."""

    cycle: Cycle
    opds: Collection[int] | None = None
    people: Collection[int] | None = None
    state: str = ""
    quarter: int | None = None
    path: str = ""
    q: str = ""
    targets: Collection[int] | None = None
    key: uuid.UUID | None = None
    today: dt.date | None = None

    @property
    def params(self) -> dict[str, Any]:
        escaped = self.q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return {
            "cycle": self.cycle.pk,
            "year": self.cycle.year,
            "today": self.today or today(),
            "opds": _list(self.opds),
            "people": _list(self.people),
            "state": self.state,
            "quarter": self.quarter,
            "path": self.path,
            "q": self.q,
            "like": f"%{escaped}%",
            "targets": _list(self.targets),
            "key": str(self.key) if self.key else None,
        }


def today() -> dt.date:
    """By the clock of Palu."""
    return timezone.localdate()


def _list(ids: Collection[int] | None) -> list[int] | None:
    return None if ids is None else sorted(ids)


# ------------------------------------------------------------------------------------------------- sums


@dataclass
class Tally:
    """Lines of a unit, a quarter or the city, added up."""

    label: str = ""
    unit: Unit | None = None
    quarter: int | None = None
    states: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    due: int = 0  # the quarter is over, and nobody has said why they did not take place
    goes_on: int = 0
    cost_planned: Decimal = ZERO
    cost_realised: Decimal = ZERO
    jp_planned: Decimal = ZERO
    jp_counted: Decimal = ZERO

    def add(self, row: Sequence[Any]) -> None:
        _opd, _quarter, state, is_over, cause, goes_on, lines, cost, jp_planned, jp = row
        self.states[state] += lines
        self.cost_planned += cost
        self.jp_planned += jp_planned
        self.jp_counted += jp
        if state in TOOK_PLACE:
            self.cost_realised += cost
        if is_over and state in OPEN:
            self.due += lines
        if state == State.MISSED:
            self.causes[cause] += lines
            self.goes_on += lines if goes_on else 0

    @property
    def quarter_name(self) -> str:
        return quarter_name(self.quarter)

    @property
    def lines(self) -> int:
        return sum(self.states.values())

    @property
    def took_place(self) -> int:
        return sum(self.states[state] for state in TOOK_PLACE)

    @property
    def percent(self) -> Decimal | None:
        return Decimal(100 * self.took_place) / self.lines if self.lines else None

    @property
    def by_cause(self) -> list[tuple[str, int]]:
        """Why lines did not take place, the commonest first."""
        labels = dict(LineMissed.Cause.choices)
        return [(str(labels[cause]), n) for cause, n in self.causes.most_common()]


class Realisation:
    """The lines of a year, added up in whatever way is asked. One query."""

    def __init__(self, choice: Choice) -> None:
        self.cycle = choice.cycle
        with connection.cursor() as cursor:
            cursor.execute(SUMS, choice.params)
            self._rows = cursor.fetchall()

    def total(self, quarter: int | None = None) -> Tally:
        return self._sum(Tally(quarter=quarter), lambda row: quarter in (None, row[1]))

    def by_quarter(self) -> list[Tally]:
        return [self.total(quarter) for quarter in (1, 2, 3, 4)]

    def by_opd(self, quarter: int | None = None, known: Mapping[int, Unit] | None = None) -> list[Tally]:
        """A row for each OPD with lines, by name; ``known``: all OPD, where the page has them already."""
        keys = {row[0] for row in self._rows}
        opds = Unit.objects.in_bulk(keys) if known is None else {key: known[key] for key in keys}
        tallies = {pk: Tally(unit=unit, label=unit.name, quarter=quarter) for pk, unit in opds.items()}
        for row in self._rows:
            if quarter in (None, row[1]):
                tallies[row[0]].add(row)
        return sorted(tallies.values(), key=lambda tally: tally.label)

    def _sum(self, tally: Tally, fits: Any) -> Tally:
        for row in self._rows:
            if fits(row):
                tally.add(row)
        return tally


# ------------------------------------------------------------------------------------------------ lines


@dataclass(frozen=True)
class LineOutcome:
    """One line and what became of it."""

    target: int
    person: CivilServant
    item: PlanItem
    opd: int
    quarter: int
    is_over: bool
    state: str
    present: int | None
    sessions: int | None
    batch: int | None
    outside: int | None
    jp: Decimal | None
    missed: int | None
    cause: str
    goes_on: bool

    @property
    def label(self) -> str:
        return str(State(self.state).label)

    @property
    def quarter_name(self) -> str:
        return quarter_name(self.quarter)

    @property
    def cause_label(self) -> str:
        return str(LineMissed.Cause(self.cause).label) if self.cause else ""

    @property
    def shown_state(self) -> Chip:
        state = State(self.state)
        return Chip(str(state.label), Tone.LATE) if self.is_due and state == State.PLANNED else state.chip

    @property
    def is_due(self) -> bool:
        """Its quarter is over, and nobody has said why it did not take place."""
        return self.is_over and self.state in OPEN

    @property
    def took_place(self) -> bool:
        return self.state in TOOK_PLACE

    @property
    def notes(self) -> list[str]:
        """What stands below the state: why not, how far, or by what else."""
        notes = []
        if self.cause and self.state == State.MISSED:
            notes.append(self.cause_label + "; diusulkan lagi" * self.goes_on)
        elif not self.cause and self.is_due:
            notes.append("sebabnya belum dicatat")
        if self.present:
            notes.append(f"hadir {self.present} dari {self.sessions} sesi")
        return [*notes, "lewat pelatihan luar"] if self.outside else notes


class Lines:
    """The chosen lines by quarter, OPD and number; a list that a paginator can cut."""

    def __init__(self, choice: Choice) -> None:
        self.params = choice.params

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, self.params)
            return int(cursor.fetchone()[0])

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[LineOutcome]:
        start = part.start or 0
        with connection.cursor() as cursor:
            cursor.execute(PAGE, self.params | {"limit": part.stop - start, "offset": start})
            return _lines(cursor.fetchall())


def _lines(rows: Sequence[Sequence[Any]]) -> list[LineOutcome]:
    """Three queries for any number."""
    items = PlanItem.objects.select_related("plan__unit", "plan__cycle", "competency", "programme", "form")
    found = items.in_bulk([row[2] for row in rows])
    people = CivilServant.objects.select_related("unit__opd", "position").in_bulk([row[1] for row in rows])
    return [LineOutcome(row[0], people[row[1]], found[row[2]], *row[4:]) for row in rows]


def line_of(cycle: Cycle, key: uuid.UUID, person: int, today: dt.date | None = None) -> LineOutcome | None:
    """One line of the current plans."""
    return next(iter(Lines(Choice(cycle, people=[person], key=key, today=today))[0:1]), None)


# ----------------------------------------------------------------------------------------------- as a file

FILE_COLUMNS = (
    "tahun",
    "opd",
    "nomor_butir",
    "kegiatan",
    "triwulan",
    "nip",
    "nama",
    "unit",
    "keadaan",
    "sesi_dihadiri",
    "sesi",
    "jp_rencana",
    "jp_diakui",
    "biaya_rencana",
    "sebab",
    "dibawa_ke_siklus_berikutnya",
)
#: A cell that starts with one of these is a formula to a spreadsheet program.
DISARMED = r"CASE WHEN {0} ~ '^[=+\-@\t\r]' THEN '''' || {0} ELSE {0} END"
FILE = f"""{LINES}
SELECT %(year)s, {DISARMED.format("opd.name")}, number, {DISARMED.format("line.name")}, quarter, c.nip,
    {DISARMED.format("person_name")}, {DISARMED.format("own.name")}, state, present, sessions, jp_planned,
    line.jp, cost, cause, CASE WHEN goes_on THEN 'ya' WHEN NOT goes_on THEN 'tidak' END
FROM line
JOIN personnel_unit opd ON opd.id = line.opd
JOIN personnel_unit own ON own.id = line.unit
JOIN personnel_civilservant c ON c.id = person {CHOSEN}
ORDER BY opd.name, quarter, number, person_name, target
"""  # noqa: S608


def file_rows(choice: Choice) -> Iterator[Sequence[Any]]:
    """In the order of ``FILE_COLUMNS``, never all held at once; states and causes in words."""
    states, causes = dict(State.choices), dict(LineMissed.Cause.choices)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(FILE, choice.params)
        while rows := cursor.fetchmany(2000):
            for row in rows:
                words = [*row]
                words[8], words[14] = str(states[row[8]]), str(causes.get(row[14], ""))
                yield words
