"""The page Jalur jabatan: the present post, up to three next ones side by side, and what each asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from careers import reach
from careers.asked import Kind
from careers.checks import Check, CheckedRequirement, State
from careers.credit import Simulation, simulate
from careers.facts import facts_of
from careers.models import CareerGoal, CareerStep
from careers.reach import NextPost
from careers.reports.own_state import own_facts, own_figures
from careers.reports.readiness import Examined, examine
from personnel.models import CivilServant, Position
from personnel.shown import Cell, Chip, Figure, Link
from personnel.templatetags.palu import angka, tanggal
from planning.drafting.catalogue import Catalogue
from planning.fit import FitLine, fit_lines
from planning.models import Cycle, PlanTarget
from planning.templatetags.needs import jpm

#: Posts side by side, and the widest gaps of each.
WIDTH, MOST_GAPS = 3, 5
Move = CareerStep.Move
#: Which move is shown first where nobody has chosen.
NEAREST = (Move.VERTICAL, Move.DIAGONAL, Move.HORIZONTAL)
MOVES = {**dict(Move.choices), "": "Di luar jalur yang tercatat"}


@dataclass(frozen=True)
class ShownCheck:
    """One requirement in one cell: the state, what is asked, the fact, and where both come from."""

    state: Chip
    words: str
    fact: str
    others: str
    origin: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RequirementRow:
    """One kind of requirement: what the data say of the person, and each post; a cell without checks: this
    post does not ask for it."""

    label: str
    own: str
    cells: tuple[tuple[str, tuple[ShownCheck, ...]], ...]


@dataclass(frozen=True)
class GapLine:
    """One competency of a post that is not met, and what closes it: planned already, in the catalogue (then
    with its address), or nothing yet."""

    name: str
    level: str
    state: Chip
    closing: Cell


@dataclass(frozen=True)
class Column:
    """One post: what kind of move, what the checks say together, the match and the gaps, and its place among
    the goals, or how it becomes one."""

    name: str
    level: str
    move: str
    verdict: Chip
    aim: Chip | Link
    match: str
    gaps: tuple[GapLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class GoalLine:
    """A goal with its place, the reason, and how ready the person is by our data."""

    goal: CareerGoal
    verdict: Chip


@dataclass(frozen=True)
class Near:
    """The posts of one kind of move, to choose from."""

    move: str
    posts: tuple[NextPost, ...]


@dataclass(frozen=True)
class PathPage:
    """Everything the page shows."""

    today: dt.date
    figures: Sequence[Figure]
    goals: tuple[GoalLine, ...]
    columns: tuple[Column, ...]
    rows: tuple[RequirementRow, ...]
    near: tuple[Near, ...]
    hidden: bool
    is_regulated: bool
    credit: Simulation | None
    chosen: Collection[int] = field(default_factory=frozenset)


def path_page(person: CivilServant, *, chosen: Sequence[int] = (), hidden: bool = False) -> PathPage:
    """``chosen``: posts (ids) to put side by side; without any, the goals and then the nearest of each
    move."""
    today = timezone.localdate()
    near = reach.next_posts(today, people=[person.pk])
    goals = list(CareerGoal.objects.filter(civil_servant=person).select_related("position").order_by("order"))
    wanted = _wanted(person, chosen, goals, near, today)
    aimed = [_post(person, goal.position, near, today) for goal in goals]
    together = list({post.post: post for post in [*wanted, *aimed]}.values())
    facts, examined = examine(together, today, hidden=hidden)
    of_post = {found.post.post: found for found in examined}
    shown = [of_post[post.post] for post in wanted]
    own = facts.get(person.pk) or facts_of([person.pk], today)[person.pk]
    return PathPage(
        today=today,
        figures=own_figures(person, own, hidden=hidden),
        goals=tuple(GoalLine(goal, of_post[goal.position_id].verdict.chip) for goal in goals),
        columns=_columns(person, shown, goals, hidden=hidden),
        rows=_rows(shown, own_facts(own, today)),
        near=_near(near),
        hidden=hidden,
        is_regulated=own.is_regulated,
        credit=simulate(own, today),
        chosen=frozenset(post.post for post in wanted),
    )


def _wanted(
    person: CivilServant,
    chosen: Sequence[int],
    goals: Sequence[CareerGoal],
    near: Sequence[NextPost],
    today: dt.date,
) -> list[NextPost]:
    if chosen:
        positions = Position.objects.exclude(pk=person.position_id).in_bulk(chosen[:WIDTH])
        return [_post(person, positions[pk], near, today) for pk in chosen[:WIDTH] if pk in positions]
    wanted = {goal.position_id: _post(person, goal.position, near, today) for goal in goals}
    firsts = (next((post for post in near if post.move == move), None) for move in NEAREST)
    for post in firsts:
        if post and len(wanted) < WIDTH:
            wanted.setdefault(post.post, post)
    return list(wanted.values())[:WIDTH]


def _post(person: CivilServant, position: Position, near: Sequence[NextPost], today: dt.date) -> NextPost:
    """The post as it lies for this person, near or not."""
    found = next((post for post in near if post.post == position.pk), None)
    return found or reach.post_for(person, position, today)


def _near(posts: Sequence[NextPost]) -> tuple[Near, ...]:
    groups = ((move, tuple(post for post in posts if post.move == move)) for move in NEAREST)
    return tuple(Near(str(Move(move).label), group) for move, group in groups if group)


# --- The requirements -------------------------------------------------------------------------------------


def _rows(examined: Sequence[Examined], own: Mapping[str, str]) -> tuple[RequirementRow, ...]:
    kinds = [kind for kind in Kind if any(line.kind == kind for found in examined for line in found.lines)]
    return tuple(
        RequirementRow(
            str(kind.label),
            own.get(kind, ""),
            tuple(
                (
                    found.post.name,
                    tuple(_shown(line, own.get(kind, "")) for line in found.lines if line.kind == kind),
                )
                for found in examined
            ),
        )
        for kind in kinds
    )


def _shown(line: CheckedRequirement, own: str) -> ShownCheck:
    """The fact is left out where it only says what stands beside all posts."""
    best = line.best
    others = "; ".join(check.asked.words for check in line.checks if check is not best)
    return ShownCheck(
        state=_chip(best),
        words=best.asked.words,
        fact="" if best.fact == own else best.fact,
        others=f"Atau: {others}" if others else "",
        origin=_origin(best),
    )


def _chip(check: Check) -> Chip:
    if check.state is State.WAITING and check.earliest:
        return Chip(f"Menunggu waktu, paling cepat {tanggal(check.earliest)}", check.state.tone)
    return check.state.chip


def _origin(check: Check) -> tuple[tuple[str, str], ...]:
    asked = check.asked
    parts = (
        ("Aturan", asked.source),
        ("Kedudukan aturan", asked.standing_label),
        ("Aturan berlaku sejak", tanggal(asked.valid_from)),
        ("Sumber data", check.source),
        ("Tanggal data", tanggal(check.on) if check.on else ""),
    )
    return tuple((name, value) for name, value in parts if value)


# --- The competencies -------------------------------------------------------------------------------------


def _columns(
    person: CivilServant, examined: Sequence[Examined], goals: Sequence[CareerGoal], *, hidden: bool
) -> tuple[Column, ...]:
    places = {goal.position_id: goal.order for goal in goals}
    lines = {} if hidden else fit_lines([found.post.pair for found in examined])
    remedies = _Remedies(person) if lines else None
    columns = []
    for found in examined:
        own = lines.get(found.post.pair, [])
        open_lines = sorted((line for line in own if line.gap), key=lambda line: -(line.gap or 0))
        columns.append(
            Column(
                name=found.post.name,
                level=str(Position.Level(found.post.level).label),
                move=MOVES[found.post.move],
                verdict=found.verdict.chip,
                aim=_aim(found.post, places),
                match=_match(own),
                gaps=tuple(remedies.gap(line) for line in open_lines[:MOST_GAPS]) if remedies else (),
                notes=tuple(_notes(own, len(open_lines))),
            )
        )
    return tuple(columns)


def _aim(post: NextPost, places: Mapping[int, int]) -> Chip | Link:
    if place := places.get(post.post):
        return Chip(f"Tujuan Anda yang ke-{place}", "info")
    url = f"{reverse('careers:goal_new')}?jabatan={post.post}"
    return Link("Jadikan tujuan", url, about=post.name)


def _notes(lines: Sequence[FitLine], gaps: int) -> Iterator[str]:
    """What the gaps that are shown do not say: those beyond them, and what nobody has assessed."""
    unassessed = sum(line.attained is None for line in lines)
    if gaps > MOST_GAPS:
        yield f"dan {angka(gaps - MOST_GAPS)} kesenjangan lain"
    if unassessed:
        yield f"{angka(unassessed)} kompetensi belum dinilai"
    elif lines and not gaps:
        yield "Tidak ada kesenjangan."


def _match(lines: Sequence[FitLine]) -> str:
    """The JPM with its coverage, from the competencies of the post."""
    if not lines:
        return ""
    assessed = [line for line in lines if line.attained is not None]
    coverage = f"{angka(len(assessed))} dari {angka(len(lines))} kompetensi dinilai"
    required = sum(line.required for line in assessed)
    if not required:
        return coverage
    attained = sum(line.attained or 0 for line in assessed)
    return f"JPM {jpm(Decimal(min(attained, required)) * 100 / required)} · {coverage}"


class _Remedies:
    """What of the catalogue closes a gap of one person, and what of it is planned."""

    def __init__(self, person: CivilServant) -> None:
        cycle = Cycle.objects.one_open()
        self._year = cycle.year if cycle else timezone.localdate().year
        self._catalogue = Catalogue(self._year)
        planned = PlanTarget.objects.current().filter(civil_servant=person, plan__cycle__year=self._year)
        self._planned = dict(planned.values_list("item__competency", "item__name"))

    def gap(self, line: FitLine) -> GapLine:
        return GapLine(
            name=line.name,
            level=f"{line.attained} / {line.required}",
            state=Chip(f"kurang {line.gap} tingkat", "soon"),
            closing=self._closing(line),
        )

    def _closing(self, line: FitLine) -> Cell:
        if planned := self._planned.get(line.competency_id):
            return Cell(f"Sudah ada dalam rencana {self._year}: {planned}")
        offers = self._catalogue.suiting((line.competency_id, line.attained, line.required))
        if not offers:
            return Cell("Belum ada program di katalog")
        programme = offers[0].programme
        return Cell(programme.name, reverse("planning:programme_detail", args=[programme.pk]))
