"""Whatever is late, in one place: what, whose turn it is, since when, and the page on which it is done.

Each kind asks the rows themselves within the scope of whoever looks; nothing else is counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Milestone, Project, Wave
from personnel.models import Unit, User
from personnel.permissions import is_city_hr
from planning import dialogues
from planning.models import Cycle, RatingDialogue
from planning.reports.board import board_rows, board_url
from planning.stages import Calendar
from training.certificates import awaited_of
from training.models import Batch, Enrolment

#: Days after which an answer that nobody has set a day for is called late.
PATIENCE = 14


@dataclass(frozen=True)
class Late:
    """One thing that is late. ``since`` is the first day on which it was."""

    what: str
    whose: str
    since: dt.date
    url: str


@dataclass(frozen=True)
class Kind:
    """One kind of things that can be late: all of them in sight, the longest first, and how one is told."""

    slug: str
    title: str
    rows: Callable[[User], Sequence[Any] | QuerySet[Any]]
    tell: Callable[[Any], Late]


@dataclass(frozen=True)
class Group:
    """The late things of a kind that a page shows, and how many there are in all."""

    kind: Kind
    page: Page[Any]

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def lines(self) -> list[Late]:
        return [self.kind.tell(row) for row in self.page]


def _ago() -> dt.date:
    return timezone.localdate() - dt.timedelta(days=PATIENCE)


# ------------------------------------------------------------------------------------- stages of a year


def _stages(user: User) -> list[Late]:
    cycle = Cycle.objects.one_open()
    if cycle is None or not user.active_roles:
        return []
    rows = board_rows(cycle, Unit.objects.opds_of(user), Calendar(cycle))
    found = (late for row in rows for late in _of_row(cycle, row, user))
    return sorted(found, key=lambda late: late.since)


def _of_row(cycle: Cycle, row: Any, user: User) -> Iterator[Late]:
    for cell in row.cells:
        if cell.tone == "late" and cell.window:
            facts = ", ".join(cell.facts)
            yield Late(
                f"{cell.label}: {facts}" if facts else cell.label,
                row.unit.name,
                cell.window.ends_on + dt.timedelta(days=1),
                board_url(user, cycle.year, row.unit),
            )


# ------------------------------------------------------------------------------------- dialogues


def _dialogues(user: User) -> QuerySet[RatingDialogue]:
    open_ones = [RatingDialogue.State.OPEN, RatingDialogue.State.DISAGREED]
    return (
        dialogues.visible_to(user)
        .filter(state__in=open_ones, opened_at__date__lt=_ago())
        .select_related("civil_servant", "competency", "cycle")
        .order_by("opened_at", "pk")
    )


def _dialogue(row: RatingDialogue) -> Late:
    decides = row.state == RatingDialogue.State.DISAGREED
    return Late(
        f"Dialog penilaian {row.civil_servant.full_name}: {row.competency.name}",
        "BKPSDMD" if decides else "pegawai dan atasannya",
        timezone.localdate(row.opened_at) + dt.timedelta(days=PATIENCE),
        reverse("planning:dialogue_detail", args=[row.pk]),
    )


# ------------------------------------------------------------------------------------- training


def _agreements(user: User) -> QuerySet[Enrolment]:
    closed = Q(batch__enrolment_closes_on__lt=timezone.localdate())
    return (
        Enrolment.objects.visible_to(user)
        .filter(closed | Q(created_at__date__lt=_ago()), state=Enrolment.State.ASKED)
        .select_related("batch__programme", "civil_servant")
        .order_by("created_at", "pk")
    )


def _agreement(row: Enrolment) -> Late:
    asked = timezone.localdate(row.created_at) + dt.timedelta(days=PATIENCE)
    closes = row.batch.enrolment_closes_on
    return Late(
        f"Persetujuan {row.civil_servant.full_name} untuk {row.batch}",
        "atasan" if row.superior_ok_at is None else "pengelola unit",
        min(asked, closes + dt.timedelta(days=1)) if closes else asked,
        reverse("training:batch_detail", args=[row.batch_id]),
    )


def _certificates(user: User) -> QuerySet[Batch]:
    ended = Max("sessions__ends_at", filter=Q(sessions__is_cancelled=False))
    rows = awaited_of(user).annotate(ended=ended).filter(ended__date__lt=_ago())
    return rows.select_related("programme").order_by("ended", "pk")


def _certificate(row: Any) -> Late:
    return Late(
        f"Sertifikat {row}",
        "penanggung jawab angkatan",
        timezone.localdate(row.ended) + dt.timedelta(days=PATIENCE),
        reverse("training:batch_detail", args=[row.pk]),
    )


# ------------------------------------------------------------------------------------- evaluation


def _waves(user: User) -> QuerySet[Wave]:
    today = timezone.localdate()
    unopened = Q(state=Wave.State.PLANNED, opens_on__lt=today)
    unclosed = Q(state=Wave.State.OPEN, closes_on__lt=today)
    rows = Wave.objects.filter(unopened | unclosed).select_related("batch__programme", "version__instrument")
    return rows.order_by("opens_on", "pk") if is_city_hr(user) else rows.none()


def _wave(row: Wave) -> Late:
    is_open = row.state == Wave.State.OPEN
    return Late(
        f"{row.version.instrument.name}, {row.batch}: belum {'ditutup' if is_open else 'dibuka'}",
        "BKPSDMD",
        (row.closes_on if is_open else row.opens_on) + dt.timedelta(days=1),
        reverse("evaluation:wave_detail", args=[row.pk]),
    )


def _milestones(user: User) -> QuerySet[Milestone]:
    projects = Project.objects.visible_to(user).filter(state=Project.State.ACTIVE)
    earlier = Milestone.objects.filter(
        project=OuterRef("project"), done_on=None, number__lt=OuterRef("number")
    )
    return (
        Milestone.objects.filter(project__in=projects, done_on=None, due_on__lt=timezone.localdate())
        .filter(~Exists(earlier))  # of each project the one that is next
        .select_related("project__leader")
        .order_by("due_on", "pk")
    )


def _milestone(row: Milestone) -> Late:
    return Late(
        f"Tonggak “{row.title}” proyek {row.project.title}",
        row.project.leader.full_name,
        row.due_on + dt.timedelta(days=1),
        reverse("evaluation:project_detail", args=[row.project_id]),
    )


def _itself(row: Late) -> Late:
    return row


def count(user: User) -> int:
    """How many things are late in sight of somebody; what lies in the database is counted at once."""
    kept: list[QuerySet[Any]] = []
    listed = 0
    for kind in KINDS:
        rows = kind.rows(user)
        if isinstance(rows, QuerySet):
            kept.append(rows.order_by().values("pk"))
        else:
            listed += len(rows)
    first, *others = kept
    return listed + first.union(*others, all=True).count()


KINDS = (
    Kind("tahapan", "Tahapan rencana", _stages, _itself),
    Kind("dialog", "Dialog penilaian", _dialogues, _dialogue),
    Kind("persetujuan", "Persetujuan kepesertaan", _agreements, _agreement),
    Kind("sertifikat", "Sertifikat yang belum terbit", _certificates, _certificate),
    Kind("gelombang", "Gelombang kuesioner", _waves, _wave),
    Kind("proyek", "Tonggak proyek", _milestones, _milestone),
)
