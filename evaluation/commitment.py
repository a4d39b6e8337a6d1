"""The commitment board of a year: for each OPD five shares, each n of N, from the rows of every stage.

=========  ==========================================================================================
ratings    sheets that were sent, of those that are due (two for each person to be rated)
answers    suggestions and proposals with an answer, of all that stand
lines      lines of the ratified plan in which the person took part (``training.reality``)
surveys    answered invitations of the year's waves, of all; fewer than ``K`` are not shown
projects   follow-up projects that are closed, of those closed or alive
=========  ==========================================================================================

No sum over the five: there is no formula for it. What has no N has no share, which is not zero.
Set-based: the same queries for one OPD and for forty-five. All is remembered until a row changes, but for the
waves that are open: who answers when must leave no trace (ADR 0015), so no trigger tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, TextChoices
from django.utils import timezone

from evaluation.models import Invitation, Wave
from evaluation.projects import sums
from personnel import audit
from personnel.models import CivilServant, Unit, User
from personnel.models.turns import Turn
from personnel.remembered import remembered
from planning.models import Cycle
from planning.reports.board import voices_of
from planning.stages import Stage
from planning.suppression import K, merge_small
from training.reality import Choice, Realisation


class Column(TextChoices):
    """What is counted."""

    RATINGS = "penilaian", "Penilaian terkirim"
    ANSWERS = "masukan", "Masukan ditanggapi"
    LINES = "rencana", "Rencana dilaksanakan"
    SURVEYS = "kuesioner", "Kuesioner dijawab"
    PROJECTS = "proyek", "Proyek selesai"


#: Where each number comes from, for "dari mana angka ini?".
ORIGIN = {
    Column.RATINGS: (
        "lembar mandiri dan atasan yang terkirim, dari dua lembar untuk setiap pegawai yang dinilai"
    ),
    Column.ANSWERS: "masukan dan usulan yang sudah ditanggapi, dari semua yang tidak ditarik",
    Column.LINES: "baris rencana yang ditetapkan dan diikuti pegawainya, dari semua baris",
    Column.SURVEYS: "undangan kuesioner yang dijawab, dari semua undangan pada gelombang yang dibuka",
    Column.PROJECTS: "proyek alumni yang selesai, dari yang selesai dan yang berjalan",
}

#: The tables of all columns, invitations apart: those of a closed wave change with it only.
RESTS_ON = (
    Turn.Subject.PEOPLE,
    Turn.Subject.NEEDS,
    Turn.Subject.PLANS,
    Turn.Subject.INPUTS,
    Turn.Subject.TRAINING,
    Turn.Subject.EVALUATION,
)

audit.name_acts({"commitment_exported": "Mengunduh papan komitmen"})


@dataclass(frozen=True)
class Share:
    """n of N; ``hidden``: too few to be shown."""

    n: int = 0
    of: int = 0
    hidden: bool = False

    @property
    def percent(self) -> Decimal | None:
        return Decimal(100 * self.n) / self.of if self.of and not self.hidden else None

    def __add__(self, other: Share) -> Share:
        return Share(self.n + other.n, self.of + other.of)


@dataclass(frozen=True)
class CommitmentRow:
    """One OPD, or (without a unit) the city."""

    unit: Unit | None
    shares: dict[str, Share] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[str, Share, str]]:
        """Label, share and look of each; of an OPD a phone shows no line for what is not there."""
        return [(str(column.label), self.shares[column], self._look(column)) for column in Column]

    def _look(self, column: Column) -> str:
        share = self.shares[column]
        return "num" if share.of or share.hidden or not self.unit else "num card-hide"


@dataclass(frozen=True)
class Board:
    """All OPD, and the city as their sum."""

    rows: list[CommitmentRow]
    city: CommitmentRow


def board_of(cycle: Cycle) -> Board:
    """The OPD with active people, by name; the sum of the city counts what is hidden in its rows."""
    about = (cycle.pk, cycle.year, cycle.is_open, timezone.localdate())
    opds, columns = remembered(lambda: _counted(cycle), "commitment", *about, rests_on=RESTS_ON)
    now = _surveys(cycle, Wave.State.OPEN)
    due = _are_due(cycle, columns[Column.RATINGS])

    def share(column: Column, opd: int) -> Share:
        if column == Column.RATINGS and not due:
            return Share()
        counted = columns[column].get(opd, Share())
        return counted + now.get(opd, Share()) if column == Column.SURVEYS else counted

    plain = [CommitmentRow(unit, {column: share(column, unit.pk) for column in Column}) for unit in opds]
    city = CommitmentRow(None, {c: sum((row.shares[c] for row in plain), Share()) for c in Column})
    few = _too_few(plain)
    if 0 < city.shares[Column.SURVEYS].of < K:
        city = CommitmentRow(None, city.shares | {Column.SURVEYS: Share(hidden=True)})
    return Board([_without(row, few) for row in plain], city)


def _are_due(cycle: Cycle, sheets: Mapping[int, Share]) -> bool:
    """Sheets are due in a year with a rating stage; where none was, none is missing."""
    return any(share.n for share in sheets.values()) or cycle.stages.filter(stage=Stage.RATING).exists()


def _counted(cycle: Cycle) -> tuple[list[Unit], dict[Column, dict[int, Share]]]:
    """The OPD, and each column by OPD; of the waves the closed ones, whose invitations stay as they are."""
    people = CivilServant.objects.plan_targets().filter(unit__opd=OuterRef("pk"))
    opds = list(Unit.objects.opd().active().filter(Exists(people)).order_by("name", "pk"))
    counts = voices_of(cycle, [unit.pk for unit in opds])
    return opds, {
        Column.RATINGS: {
            pk: Share(one.own_sent + one.superior_sent, 2 * one.to_rate) for pk, one in counts.items()
        },
        Column.ANSWERS: {pk: Share(one.said - one.unanswered, one.said) for pk, one in counts.items()},
        Column.LINES: _lines(cycle),
        Column.SURVEYS: _surveys(cycle, Wave.State.CLOSED),
        Column.PROJECTS: _projects(cycle),
    }


def _lines(cycle: Cycle) -> dict[int, Share]:
    tallies = Realisation(Choice(cycle)).by_opd()
    return {one.unit.pk: Share(one.took_place, one.lines) for one in tallies if one.unit}


def _surveys(cycle: Cycle, state: Wave.State) -> dict[int, Share]:
    """By the OPD in which the respondent serves today; when somebody answered is not known to anybody."""
    asked = Invitation.objects.filter(wave__batch__cycle=cycle, wave__state=state)
    rows = asked.order_by().values_list("respondent__unit__opd")
    counted = rows.annotate(n=Count("pk", filter=Q(has_answered=True)), of=Count("pk"))
    return {opd: Share(n, of) for opd, n, of in counted}


def _projects(cycle: Cycle) -> dict[int, Share]:
    rows = sums.alive_by_opd(cycle.year)
    return {row["opd"]: Share(row["closed"], row["closed"] + row["alive"]) for row in rows}


def _too_few(rows: Sequence[CommitmentRow]) -> frozenset[object]:
    """OPD whose share of surveys is not shown: below ``K``, and whoever must go with them so that the sum of
    the city tells nothing of them."""
    return merge_small({row.unit.pk: row.shares[Column.SURVEYS].of for row in rows if row.unit})


def _without(row: CommitmentRow, few: frozenset[object]) -> CommitmentRow:
    if row.unit is None or row.unit.pk not in few:
        return row
    return CommitmentRow(row.unit, row.shares | {Column.SURVEYS: Share(hidden=True)})


# ----------------------------------------------------------------------------------------- who sees which


def rows_for(user: User, board: Board) -> list[CommitmentRow]:
    """BKPSDMD and officials of the city: all; the HR of a unit: its own OPD."""
    if user.sees_city:
        return board.rows
    own = user.role_opds
    return [row for row in board.rows if row.unit and row.unit.pk in own]


def sorted_by(
    rows: Sequence[CommitmentRow], column: str, *, lowest_first: bool = False
) -> list[CommitmentRow]:
    """By a share; those without one come last, whichever end is first."""
    sign = 1 if lowest_first else -1

    def place(row: CommitmentRow) -> tuple[bool, Decimal, str]:
        percent = row.shares[column].percent
        return percent is None, sign * (percent or Decimal(0)), row.unit.name if row.unit else ""

    return sorted(rows, key=place)


# ---------------------------------------------------------------------------------------------- as a file

FILE_COLUMNS = ("tahun", "opd", *(f"{column}_{part}" for column in Column.values for part in ("n", "dari")))


def file_rows(cycle: Cycle, rows: Sequence[CommitmentRow]) -> Iterator[list[str | int]]:
    """In the order of ``FILE_COLUMNS``; what is hidden is an empty cell."""
    for row in rows:
        cells: list[str | int] = [cycle.year, row.unit.name if row.unit else "Kota"]
        for column in Column:
            share = row.shares[column]
            cells += ["", ""] if share.hidden else [share.n, share.of]
        yield cells
