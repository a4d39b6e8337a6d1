"""One link of the chain, and one fact in it: when, what, who, and the page that proves it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Project
from personnel.templatetags.palu import angka, jp, tanggal
from planning.models import CompetencyRating
from training.models import Batch, Enrolment, OutsideTraining


class State(TextChoices):
    """How a link stands."""

    DONE = "done", "ada"
    RUNNING = "current", "berjalan"
    MISSING = "missing", "belum ada"
    IDLE = "todo", "tidak diperlukan"
    HIDDEN = "hidden", "belum ditampilkan"


@dataclass(frozen=True)
class Mark:
    """One fact: when, what, who, and the page that proves it."""

    text: str
    when: dt.date | dt.datetime | None = None
    who: Any = ""
    note: str = ""
    url: str = ""
    tone: str = ""

    @property
    def facts(self) -> list[str]:
        """When, who and what else, as far as it is known."""
        return [str(fact) for fact in (tanggal(self.when) if self.when else "", self.who, self.note) if fact]


@dataclass(frozen=True)
class Link:
    """One of the seven; without marks ``missing`` says what is not there and ``next`` what comes."""

    name: str
    state: str
    marks: list[Mark] = field(default_factory=list)
    missing: str = ""
    next: str = ""

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


def rated(rating: CompetencyRating) -> Mark:
    """One rating as a fact: its level, source, day and author."""
    return Mark(
        f"Tingkat {rating.level}, {rating.get_source_display().lower()}",
        rating.rated_on,
        rating.rated_by or ("berkas impor" if rating.source_import_id else ""),
        rating.note,
    )


def enrolment_mark(row: Enrolment) -> Mark:
    begins, ends = row.begins, row.ends  # type: ignore[attr-defined]
    days = ""
    if begins and ends and timezone.localdate(begins) != timezone.localdate(ends):
        days = f"sampai {tanggal(ends)}"
    sessions = f"{angka(row.meetings)} sesi"  # type: ignore[attr-defined]
    state = row.get_state_display().lower()
    if row.batch.state == Batch.State.CANCELLED:
        state = "angkatan dibatalkan"
    source = row.get_source_display().lower()
    return Mark(
        str(row.batch),
        begins,
        row.batch.provider.name,
        " · ".join(filter(None, [days, sessions, state, source])),
        reverse("training:batch_detail", args=[row.batch_id]),
    )


def outside_mark(row: OutsideTraining) -> Mark:
    return Mark(
        f"{row.name} (pelatihan luar)",
        row.ends_on,
        row.institution,
        row.get_state_display().lower(),
        tone="done" if row.state == OutsideTraining.State.VERIFIED else "soon",
    )


def tests_in_words(row: Enrolment) -> str:
    result = getattr(row, "result", None)
    if result is None:
        return ""
    words = []
    if result.pre_test is not None:
        words.append(f"tes awal {jp(result.pre_test)}")
    if result.post_test is not None:
        words.append(f"tes akhir {jp(result.post_test)}")
    if result.has_passed is not None:
        words.append("lulus" if result.has_passed else "belum lulus")
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def project_mark(project: Project) -> Mark:
    ended = project.state in (Project.State.CLOSED, Project.State.STOPPED, Project.State.REFUSED)
    return Mark(
        f"Proyek: {project.title}",
        project.starts_on or timezone.localdate(project.created_at),
        f"mentor {project.mentor.full_name}" if project.mentor else "",
        project.get_state_display().lower(),
        reverse("evaluation:project_detail", args=[project.pk]),
        "done" if project.state == Project.State.CLOSED else "" if ended else "info",
    )
