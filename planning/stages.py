"""What may be done when: the dated stages of a year, extended for one OPD where there is a reason.

Each ``Act``, and each step of a plan (``planning.steps``), says in which stages it is lawful.
A cycle without stages forbids nothing. A day means the whole day in WITA.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from personnel import audit, notices
from personnel.composed import Composed, Given
from personnel.edit_stamps import require_seen
from personnel.models import RoleAssignment, Unit, User
from planning import permissions
from planning.models import Cycle, CycleStage, Plan, StageExtension

Stage = CycleStage.Stage


class Timed(Protocol):
    """What the stages allow or forbid: from the first day of one stage to the last day of another."""

    @property
    def window(self) -> tuple[Stage, Stage]: ...

    @property
    def doing(self) -> str:
        """What is done, in words that follow "untuk" and stand alone in a list."""


class Act(Enum):
    """What is done in the days of a stage, but for the steps of a plan (``planning.steps``)."""

    RATE = Stage.RATING, Stage.RATING, "mengisi dan mengirim penilaian"
    TALK = Stage.RATING, Stage.DRAFTING, "membicarakan penilaian yang berbeda"
    SUGGEST = Stage.INPUT, Stage.INPUT, "memberi masukan"
    PROPOSE = Stage.INPUT, Stage.INPUT, "mengajukan usulan"
    ANSWER = Stage.INPUT, Stage.VERIFICATION, "menanggapi masukan dan usulan"
    DRAFT = Stage.DRAFTING, Stage.RATIFICATION, "menyusun dan mengubah rencana"
    OPEN_CONSULTATION = Stage.DRAFTING, Stage.CONSULTATION, "membuka konsultasi"
    #: The civil servant's turn about a line, and HR's.
    CONSULT = Stage.CONSULTATION, Stage.CONSULTATION, "menjawab butir konsultasi"
    REPLY = Stage.CONSULTATION, Stage.VERIFICATION, "menanggapi jawaban konsultasi"
    #: Everything about a revision of a ratified plan.
    REVISE = Stage.CARRYING_OUT, Stage.CARRYING_OUT, "mengubah rencana yang sudah ditetapkan"

    def __init__(self, first: Stage, last: Stage, doing: str) -> None:
        self.window = (first, last)
        self.doing = doing


audit.name_acts(
    {
        "stages_set": "Menetapkan tahapan siklus",
        "stage_extended": "Memperpanjang tahap untuk satu OPD",
    }
)


@dataclass(frozen=True)
class Window:
    """First and last day of something, and whether today lies in it."""

    starts_on: dt.date
    ends_on: dt.date

    def state(self, on: dt.date) -> str:
        """'before', 'open' or 'over'."""
        if on < self.starts_on:
            return "before"
        return "over" if on > self.ends_on else "open"

    def days_left(self, on: dt.date) -> int:
        """0 on the last day; negative afterwards."""
        return (self.ends_on - on).days


@Composed
def _stages() -> QuerySet[Any]:
    extensions = StageExtension.objects.filter(stage=OuterRef("pk"))
    return CycleStage.objects.filter(cycle=Given("cycle")).annotate(is_extended=Exists(extensions))


class Calendar:
    """The stages of one year with their extensions, read once (one query, two where a stage is extended)."""

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle
        rows = _stages(cycle=cycle.pk)
        for row in rows:
            row.cycle = cycle
        self.stages = {Stage(row.stage): row for row in rows}
        self._extended: dict[tuple[str, int], StageExtension] = {}
        if any(row.is_extended for row in rows):
            self._read_extensions()

    def _read_extensions(self) -> None:
        newest_last = StageExtension.objects.filter(stage__cycle=self.cycle).order_by("granted_at", "pk")
        for extension in newest_last.select_related("stage"):
            self._extended[extension.stage.stage, extension.unit_id] = extension

    def __bool__(self) -> bool:
        return bool(self.stages)

    def extension(self, stage: Stage, opd_id: int | None) -> StageExtension | None:
        """The extension that counts for the OPD."""
        return self._extended.get((stage, opd_id)) if opd_id else None

    def window(self, stage: Stage, opd_id: int | None = None) -> Window | None:
        """The days of a stage, for one OPD with its extension."""
        row = self.stages.get(stage)
        if row is None:
            return None
        extension = self.extension(stage, opd_id)
        return Window(row.starts_on, max(row.ends_on, extension.ends_on) if extension else row.ends_on)

    def window_of(self, act: Timed, opd_id: int | None = None) -> Window | None:
        """The days in which an act is lawful; None: always."""
        return self.span(*act.window, opd_id)

    def span(self, first: Stage, last: Stage, opd_id: int | None = None) -> Window | None:
        """From the first day of one stage to the last day of another."""
        begins, ends = self.window(first, opd_id), self.window(last, opd_id)
        return Window(begins.starts_on, ends.ends_on) if begins and ends else None

    def allows(self, act: Timed, opd_id: int | None = None, *, on: dt.date | None = None) -> bool:
        window = self.window_of(act, opd_id)
        return window is None or window.state(on or timezone.localdate()) == "open"

    def refusal(self, act: Timed, opd_id: int | None = None) -> str:
        """Why today's stage does not allow the act, in words with the dates; '' if it does."""
        window = self.window_of(act, opd_id)
        today = timezone.localdate()
        if window is None or window.state(today) == "open":
            return ""
        words = {
            "act": act.doing,
            "first": date_format(window.starts_on, "j F Y"),
            "last": date_format(window.ends_on, "j F Y"),
        }
        if window.state(today) == "before":
            return "Waktu untuk {act} baru dimulai {first} dan berlangsung sampai {last}.".format(**words)
        over = "Waktu untuk {act} sudah berakhir {last}.".format(**words)
        return f"{over} {'BKPSDMD dapat memperpanjang tahapnya untuk OPD Anda.'}"

    def require(self, act: Timed, opd_id: int | None = None) -> None:
        """Refuse what today's stage does not allow (code ``stage``)."""
        if refusal := self.refusal(act, opd_id):
            raise ValidationError(refusal, code="stage")


def require(act: Timed, cycle: Cycle, opd_id: int | None = None) -> None:
    """Refuse what the year's stage does not allow now for the OPD."""
    Calendar(cycle).require(act, opd_id)


def act_on(plan: Plan, act: Timed) -> Timed:
    """A revision is drawn up, submitted and ratified while the year is being carried out."""
    return Act.REVISE if plan.revision else act


def require_for(plan: Plan, act: Timed) -> None:
    """The same for an act on a plan."""
    require(act_on(plan, act), plan.cycle, plan.unit_id)


# ------------------------------------------------------------------------------------------------ the rules


#: Days before the budget of the year must be agreed (30 November of the year before: UU 23/2014 Ps 312).
BEFORE_BUDGET = {
    Stage.DATA: (121, 108),
    Stage.RATING: (107, 80),
    Stage.INPUT: (90, 73),
    Stage.DRAFTING: (77, 52),
    Stage.CONSULTATION: (49, 38),
    Stage.VERIFICATION: (35, 24),
    Stage.RATIFICATION: (21, 0),
}

Dates = Mapping[Stage, tuple[dt.date, dt.date]]


def proposed_dates(cycle: Cycle) -> dict[Stage, tuple[dt.date, dt.date]]:
    """Dates to begin with when a year has none: prepared before its budget is agreed, evaluated after it."""
    budget = dt.date(cycle.year - 1, 11, 30)
    dates = {
        stage: (budget - dt.timedelta(days=first), budget - dt.timedelta(days=last))
        for stage, (first, last) in BEFORE_BUDGET.items()
    }
    dates[Stage.CARRYING_OUT] = (dt.date(cycle.year, 1, 1), dt.date(cycle.year, 12, 31))
    dates[Stage.EVALUATION] = (dt.date(cycle.year + 1, 1, 1), dt.date(cycle.year + 1, 1, 31))
    return dates


def stamp_of(cycle: Cycle) -> str:
    """The dates as they are, in one short text: whoever changes them says which they have seen."""
    rows = cycle.stages.order_by("stage").values_list("stage", "starts_on", "ends_on")
    return " ".join(f"{stage}:{first:%Y%m%d}-{last:%Y%m%d}" for stage, first, last in rows)


@transaction.atomic
def set_stages(cycle: Cycle, dates: Dates, *, by: User | None, seen: str | None = None) -> None:
    """Set the first and last day of all nine stages. They may overlap, but neither begin nor end earlier
    than the stage before. Errors carry the stage's name as their field; code ``changed`` when the dates are
    no longer those that were ``seen`` (``stamp_of``)."""
    if by is not None and not permissions.may_manage_cycles(by):
        raise PermissionDenied
    cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    require_seen(stamp_of(cycle), seen)
    _check_order(dates, cycle.year)
    existing = {row.stage: row for row in cycle.stages.all()}
    before = {
        str(name): [row.starts_on.isoformat(), row.ends_on.isoformat()] for name, row in existing.items()
    }
    for stage, (starts_on, ends_on) in dates.items():
        row = existing.get(stage) or CycleStage(cycle=cycle, stage=stage)
        row.starts_on, row.ends_on = starts_on, ends_on
        row.full_clean()
        row.save()
    after = {str(stage): [first.isoformat(), last.isoformat()] for stage, (first, last) in dates.items()}
    if after != before:
        audit.record("stages_set", by=by, on=cycle, before=before, after=after)


def _check_order(dates: Dates, year: int) -> None:
    errors: dict[str, str] = {}
    former: tuple[dt.date, dt.date] | None = None
    for stage in Stage:
        if stage not in dates:
            errors[stage] = "Isi hari pertama dan hari terakhir tahap ini."
            continue
        first, last = dates[stage]
        if not (year - 2 <= first.year and last.year <= year + 2):
            errors[stage] = f"Tahunnya terlalu jauh dari {year}. Periksa tanggalnya."
        elif last < first:
            errors[stage] = "Hari terakhir tidak boleh mendahului hari pertama."
        elif former and (first < former[0] or last < former[1]):
            errors[stage] = "Tahap ini tidak boleh mulai atau berakhir sebelum tahap di atasnya."
        else:
            former = (first, last)
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def extend_stage(
    stage: CycleStage, units: Iterable[Unit], *, ends_on: dt.date, reason: str, by: User
) -> list[StageExtension]:
    """Give OPD more time for one stage, with the reason. BKPSDMD only; never less time than before."""
    if not permissions.may_manage_cycles(by):
        raise PermissionDenied
    stage = CycleStage.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=stage.pk)
    calendar = Calendar(stage.cycle)
    granted = []
    for unit in units:
        _check_longer(calendar, Stage(stage.stage), unit, ends_on)
        extension = StageExtension(
            stage=stage, unit=unit, ends_on=ends_on, reason=reason.strip(), granted_by=by
        )
        extension.full_clean()
        extension.save()
        granted.append(extension)
    if not granted:
        raise ValidationError({"units": "Pilih paling sedikit satu OPD."})
    for extension in granted:
        _tell_unit(extension, by)
    for extension in granted:
        audit.record(
            "stage_extended",
            by=by,
            on=stage,
            unit=extension.unit_id,
            stage=stage.stage,
            ends_on=ends_on.isoformat(),
            reason=extension.reason,
        )
    return granted


def _check_longer(calendar: Calendar, stage: Stage, unit: Unit, ends_on: dt.date) -> None:
    if not unit.is_opd:
        raise ValidationError({"units": "Tahap diperpanjang per OPD."})
    window = calendar.window(stage, unit.pk)
    if window and ends_on <= window.ends_on:
        raise ValidationError(
            {
                "ends_on": (
                    f"Tahap ini untuk {unit} sudah berlangsung sampai {date_format(window.ends_on, 'j F Y')}."
                )
            }
        )
    if ends_on.year > calendar.cycle.year + 2:
        raise ValidationError({"ends_on": "Tanggal ini terlalu jauh dari tahun rencana. Periksa lagi."})


def _tell_unit(extension: StageExtension, by: User) -> None:
    """Whoever acts for the OPD learns of the new day at once."""
    roles = RoleAssignment.objects.in_force().filter(
        unit=extension.unit_id, role__in=RoleAssignment.UNIT_ROLES
    )
    cycle = extension.stage.cycle
    words = {
        "stage": extension.stage.get_stage_display(),
        "year": cycle.year,
        "last": date_format(extension.ends_on, "j F Y"),
        "unit": extension.unit,
        "reason": extension.reason,
    }
    notices.tell(
        set(roles.values_list("user", flat=True)) - {by.pk},
        key=f"stage:{extension.stage_id}:extended:{extension.pk}",
        subject="Tahap {stage} {year} diperpanjang sampai {last}".format(**words),
        text="Untuk {unit}. Alasan: {reason}".format(**words),
        path=reverse("planning:stage_list", args=[cycle.year]),
    )
