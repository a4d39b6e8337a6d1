"""The columns of the lists about evaluation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from evaluation.models import Project
from personnel.addresses import reverse
from personnel.pages.tables import Column
from personnel.shown import Cell, Chip
from personnel.templatetags.palu import NOTHING, angka, tanggal

# ------------------------------------------------------------------------------------------------- waves


def _wave(row: Any) -> Cell:
    url = reverse("evaluation:wave_detail", args=[row.pk])
    return Cell(row.version.instrument.name, url, str(row.batch))


WAVES = (
    Column(
        "kuesioner",
        "Kuesioner dan pelatihan",
        _wave,
        ("version__instrument__name", "batch__programme__name", "batch__number"),
        out=(
            ("Kuesioner", lambda row: row.version.instrument.name),
            ("Pelatihan", lambda row: str(row.batch)),
        ),
    ),
    Column("keadaan", "Keadaan", lambda row: row.shown_state, ("state",)),
    Column("dibuka", "Dibuka", lambda row: tanggal(row.opens_on), ("opens_on",)),
    Column("ditutup", "Ditutup", lambda row: tanggal(row.closes_on), ("closes_on",)),
    Column(
        "menjawab",
        "Menjawab",
        lambda row: f"{angka(row.answered)} dari {angka(row.invited)}" if row.invited else NOTHING,
        ("answered",),
        number=True,
        out=(("Menjawab", lambda row: row.answered), ("Diundang", lambda row: row.invited)),
    ),
)


# ---------------------------------------------------------------------------------------------- projects


def _project(row: Any) -> Cell:
    url = reverse("evaluation:project_detail", args=[row.pk])
    return Cell(row.title, url, row.competency.name)


def _state(row: Any) -> Cell:
    chips = [row.shown_state]
    if row.waits:
        chips.append(Chip("Menunggu Anda", "soon"))
    if row.has_moved:
        chips.append(Chip("Perlu serah terima", "late"))
    return Cell(chips=tuple(chips))


def _next(row: Any, today: dt.date) -> Cell:
    if not row.next_title:
        return Cell(NOTHING)
    late = row.state == Project.State.ACTIVE and row.next_due < today
    return Cell(row.next_title, sub=tanggal(row.next_due), chips=(Chip("Terlambat", "late"),) if late else ())


PROJECTS = (
    Column(
        "proyek",
        "Proyek",
        _project,
        ("title",),
        out=(("Proyek", lambda row: row.title), ("Kompetensi", lambda row: row.competency.name)),
    ),
    Column(
        "pemimpin",
        "Pemimpin",
        lambda row: Cell(row.leader.full_name, sub=row.leader.unit.name),
        ("leader__name",),
        out=(
            ("Pemimpin", lambda row: row.leader.full_name),
            ("Unit kerja", lambda row: row.leader.unit.name),
        ),
    ),
    Column("keadaan", "Keadaan", _state, ("state",)),
    Column("kemajuan", "Kemajuan terakhir", lambda row: tanggal(row.moved_on), ("moved_on",)),
    Column(
        "tonggak",
        "Tonggak berikutnya",
        lambda row: _next(row, timezone.localdate()),
        ("next_due",),
        out=(
            ("Tonggak berikutnya", lambda row: row.next_title),
            ("Paling lambat", lambda row: tanggal(row.next_due)),
        ),
    ),
    Column(
        "mentor",
        "Mentor",
        lambda row: row.mentor.full_name if row.mentor else NOTHING,
        ("mentor__name",),
        chosen=False,
    ),
)
