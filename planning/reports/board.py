"""The board of a year: for each OPD how far it is in every stage, and what is late by its own dates.

Set-based: the same few queries for one OPD and for forty-five.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode

from personnel.models import CivilServant, Unit, User
from personnel.templatetags.palu import angka, persen
from planning import permissions, steps
from planning.completeness import complete_plans
from planning.models import (
    ConsultationLine,
    Cycle,
    Plan,
    PlanItem,
    Proposal,
    RatingDialogue,
    RatingSheet,
    Suggestion,
)
from planning.pending import people_to_rate
from planning.stages import Act, Calendar, Stage, Window

Hand, Status, State = RatingSheet.Hand, Plan.Status, ConsultationLine.State
#: The stages that leave something to count behind.
STAGES = (
    Stage.RATING,
    Stage.INPUT,
    Stage.DRAFTING,
    Stage.CONSULTATION,
    Stage.VERIFICATION,
    Stage.RATIFICATION,
)
SOON = 7
#: What nobody can make good once its days are over stays late for so long, and is then only incomplete.
LATE_FOR = 7
PAST_HELP = {Stage.RATING, Stage.CONSULTATION}
#: Once the plan is so far, it is, also before its days.
ON_PAPER = {Stage.DRAFTING, Stage.VERIFICATION, Stage.RATIFICATION}


def board_url(user: User, year: int, opd: Unit) -> str:
    """The page of an OPD with who has not acted, for those who may read their names; else its row."""
    opds = permissions.opds_of_hr(user)
    if opds is None or opd.pk in opds:
        return reverse("planning:board_unit", args=[year, opd.pk])
    return f"{reverse('planning:board', args=[year])}?{urlencode({'q': opd.name})}"


@dataclass
class Counts:
    """What the rows say about one OPD."""

    people: int = 0
    to_rate: int = 0
    own_sent: int = 0
    superior_sent: int = 0
    dialogues: int = 0
    said: int = 0
    unanswered: int = 0
    lines: int = 0
    silent: int = 0
    unreplied: int = 0
    plan: Plan | None = None
    revision: Plan | None = None
    has_items: bool = False
    is_complete: bool = False


@dataclass(frozen=True)
class Cell:
    """One stage of one OPD: done, late, soon, running ('info'), to come or past ('')."""

    stage: Stage
    tone: str
    word: str
    facts: tuple[str, ...]
    window: Window | None
    extended: bool = False

    @property
    def label(self) -> str:
        return str(self.stage.label)


@dataclass(frozen=True)
class BoardRow:
    unit: Unit
    counts: Counts
    cells: list[Cell] = field(default_factory=list)

    @property
    def late(self) -> int:
        return sum(cell.tone == "late" for cell in self.cells)

    @property
    def soon(self) -> int:
        return sum(cell.tone == "soon" for cell in self.cells)

    @property
    def state(self) -> str:
        """'late', 'soon' or ''; by it the board is filtered."""
        return "late" if self.late else "soon" if self.soon else ""


def board_rows(cycle: Cycle, units: QuerySet[Unit], calendar: Calendar) -> list[BoardRow]:
    """The OPD with active people, those with most that is late first."""
    people = CivilServant.objects.plan_targets().filter(unit__opd=OuterRef("pk"))
    opds = list(units.filter(Exists(people)).order_by("name", "pk"))
    counts = counts_of(cycle, [unit.pk for unit in opds])
    today = timezone.localdate()
    rows = [
        BoardRow(
            unit=unit,
            counts=counts[unit.pk],
            cells=[cell(stage, counts[unit.pk], calendar, unit.pk, today) for stage in STAGES],
        )
        for unit in opds
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.soon))


# ------------------------------------------------------------------------------------------- what is there


def counts_of(cycle: Cycle, opds: list[int]) -> dict[int, Counts]:
    """Nine queries, whatever the number of OPD and people."""
    counts = voices_of(cycle, opds)
    _count_people(cycle, opds, counts)
    _count_plans(cycle, opds, counts)
    return counts


def voices_of(cycle: Cycle, opds: list[int]) -> dict[int, Counts]:
    """Of these only what people have sent and said, and how much of it was answered. Five queries."""
    counts: dict[int, Counts] = defaultdict(Counts)
    _count_sheets(cycle, opds, counts)
    _count_voices(cycle, opds, counts)
    return counts


def _count_sheets(cycle: Cycle, opds: list[int], counts: dict[int, Counts]) -> None:
    sent = RatingSheet.objects.filter(cycle=cycle, sent_at__isnull=False, civil_servant=OuterRef("pk"))
    rows = (
        people_to_rate(cycle)
        .filter(unit__opd__in=opds)
        .annotate(own=Exists(sent.filter(hand=Hand.SELF)), above=Exists(sent.filter(hand=Hand.SUPERIOR)))
        .order_by()
        .values_list("unit__opd")
        .annotate(n=Count("pk"), a=Count("pk", filter=Q(own=True)), b=Count("pk", filter=Q(above=True)))
    )
    for opd, n, own, above in rows:
        counts[opd].to_rate, counts[opd].own_sent, counts[opd].superior_sent = n, own, above


def _count_people(cycle: Cycle, opds: list[int], counts: dict[int, Counts]) -> None:
    active = CivilServant.objects.plan_targets().filter(unit__opd__in=opds)
    _put(counts, "people", active.order_by().values_list("unit__opd").annotate(n=Count("pk")))
    talks = RatingDialogue.objects.filter(
        cycle=cycle, state__in=[RatingDialogue.State.OPEN, RatingDialogue.State.DISAGREED]
    ).filter(civil_servant__unit__opd__in=opds)
    _put(
        counts, "dialogues", talks.order_by().values_list("civil_servant__unit__opd").annotate(n=Count("pk"))
    )


def _count_voices(cycle: Cycle, opds: list[int], counts: dict[int, Counts]) -> None:
    """Suggestions and proposals together, and their answers."""
    for model in (Suggestion, Proposal):
        of: QuerySet[Any] = model._default_manager.filter(cycle=cycle, opd__in=opds)
        said = of.standing().order_by().values_list("opd").annotate(n=Count("pk"))  # type: ignore[attr-defined]
        for opd, n in said:
            counts[opd].said += n
        waiting = of.filter(pk__in=of.unanswered().order_by().values("pk"))  # type: ignore[attr-defined]
        for opd, n in waiting.order_by().values_list("opd").annotate(n=Count("pk")):
            counts[opd].unanswered += n


def _count_plans(cycle: Cycle, opds: list[int], counts: dict[int, Counts]) -> None:
    plans = (
        Plan.objects.filter(cycle=cycle, unit__in=opds)
        .annotate(
            any_item=Exists(PlanItem.objects.filter(plan=OuterRef("pk"))),
            complete=Exists(complete_plans(Plan.objects.filter(pk=OuterRef("pk")))),
        )
        .order_by("revision")
    )
    for plan in plans:
        of = counts[plan.unit_id]
        if plan.is_current:
            of.plan, of.has_items, of.is_complete = plan, plan.any_item, plan.complete
        elif plan.status != Status.RATIFIED:
            of.revision = plan
    lines = (
        ConsultationLine.objects.filter(plan__cycle=cycle, plan__is_current=True, plan__unit__in=opds)
        .exclude(state=State.DROPPED)
        .order_by()
        .values_list("plan__unit")
        .annotate(
            n=Count("pk"),
            silent=Count("pk", filter=Q(state=State.WAITING)),
            unreplied=Count("pk", filter=Q(state__in=ConsultationLine.OPEN)),
        )
    )
    for opd, n, silent, unreplied in lines:
        counts[opd].lines, counts[opd].silent, counts[opd].unreplied = n, silent, unreplied


def _put(counts: dict[int, Counts], name: str, rows: Iterable[tuple[Any, int]]) -> None:
    for opd, n in rows:
        setattr(counts[opd], name, n)


# ------------------------------------------------------------------------------------- what it means today


def cell(stage: Stage, counts: Counts, calendar: Calendar, opd: int, today: dt.date) -> Cell:
    """What one OPD has done of a stage, by its own dates."""
    window = calendar.window(stage, opd)
    if stage == Stage.INPUT and window and window.state(today) == "over":
        window = calendar.span(stage, Stage.CONSULTATION, opd)  # what was said is answered until then
    done, facts = LOOK[stage](counts)
    tone, word = _tone(stage, done, window, today)
    if stage == Stage.INPUT and done and window and calendar.allows(Act.SUGGEST, opd, on=today):
        tone, word = "info", _until(window)  # more may be said
    if stage == Stage.CONSULTATION and tone == "done" and counts.silent:
        # Its days are over and the plan is further; but silence is no answer, and no green.
        answered = 100 * (counts.lines - counts.silent) / counts.lines
        tone, word = "info", f"{persen(answered, 0)} dijawab"
    return Cell(
        stage=stage,
        tone=tone,
        word=word,
        facts=tuple(facts),
        window=window,
        extended=bool(window and calendar.extension(stage, opd) and window.state(today) == "open"),
    )


def _tone(stage: Stage, done: bool, window: Window | None, today: dt.date) -> tuple[str, str]:
    if window is None:
        return ("done", "selesai") if done else ("", "")
    state = window.state(today)
    if state == "before" and not (done and stage in ON_PAPER):
        return "", f"mulai {date_format(window.starts_on, 'j M')}"
    if done:
        return "done", "selesai"
    if state == "open":
        return "soon" if window.days_left(today) <= SOON else "info", _until(window)
    if stage in PAST_HELP and (today - window.ends_on).days > LATE_FOR:
        return "", "berakhir"
    return "late", "terlambat"


def _until(window: Window) -> str:
    return f"sampai {date_format(window.ends_on, 'j M')}"


def _of(n: int, m: int) -> dict[str, str]:
    return {"n": angka(n), "m": angka(m)}


def _rating(c: Counts) -> tuple[bool, list[str]]:
    facts = [
        "mandiri {n} dari {m}".format(**_of(c.own_sent, c.to_rate)),
        "atasan {n} dari {m}".format(**_of(c.superior_sent, c.to_rate)),
    ]
    if c.dialogues:
        facts.append(f"{angka(c.dialogues)} dialog terbuka")
    return c.own_sent == c.superior_sent == c.to_rate, facts


def _input(c: Counts) -> tuple[bool, list[str]]:
    if not c.said:
        return True, ["tidak ada masukan"]
    return not c.unanswered, ["{n} dari {m} ditanggapi".format(**_of(c.said - c.unanswered, c.said))]


def _drafting(c: Counts) -> tuple[bool, list[str]]:
    if c.plan is None:
        return False, ["belum dibuat"]
    if c.plan.status != Status.DRAFT:
        return True, ["lengkap"]
    if not c.has_items:
        return False, ["masih kosong"]
    return c.is_complete, ["lengkap" if c.is_complete else "belum lengkap"]


def _consultation(c: Counts) -> tuple[bool, list[str]]:
    submitted = c.plan is not None and c.plan.status != Status.DRAFT
    if c.plan is None or (c.plan.consultation_opened_at is None and not c.lines):
        return submitted, ["tidak dibuka" if submitted else "belum dibuka"]
    facts = ["{n} dari {m} butir dijawab".format(**_of(c.lines - c.silent, c.lines))]
    if c.unreplied:
        facts.append(f"{angka(c.unreplied)} menunggu tanggapan")
    return submitted or not (c.silent or c.unreplied), facts


def _on_the_path(stage: Stage, c: Counts) -> tuple[bool, list[str]]:
    """Whether the plan has taken the last step of the stage, and where it stands."""
    last = steps.last_due(stage)
    done = c.plan is not None and steps.reached(c.plan.status) >= steps.reached(last.to_status)
    facts = [c.plan.get_status_display().lower()] if c.plan else []
    if c.revision and last == steps.STEPS[-1]:
        facts.append(f"perubahan ke-{c.revision.revision}: {c.revision.get_status_display().lower()}")
    return done, facts


LOOK: dict[Stage, Callable[[Counts], tuple[bool, list[str]]]] = {
    Stage.RATING: _rating,
    Stage.INPUT: _input,
    Stage.DRAFTING: _drafting,
    Stage.CONSULTATION: _consultation,
    Stage.VERIFICATION: partial(_on_the_path, Stage.VERIFICATION),
    Stage.RATIFICATION: partial(_on_the_path, Stage.RATIFICATION),
}
