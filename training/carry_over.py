"""What did not take place goes on: missed lines of a year flow into the next year's draft plan of an OPD.

Into the draft of the OPD in which the person serves now; who has moved is carried by the HR of the new OPD,
which decides about its own draft. Every line goes once: ``CarriedLine`` holds both ends, so a second run adds
nothing, not even what somebody has taken out of the draft since.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from jobs.models import Job
from jobs.queue import enqueue
from personnel import audit
from personnel.models import CivilServant, Unit, User
from planning import items
from planning.approval import lock_draft
from planning.item_facts import TYPED
from planning.models import Cycle, Need, Plan, PlanItem, PlanTarget
from training import permissions
from training.models import CarriedLine, LineMissed
from training.reality import LineOutcome, State, outcomes_of

#: Makes the request key of a new item from the old one, so that it is made once in each draft.
CARRIED = uuid.UUID("6a1c8a7e-58c5-4a39-9c2f-0f4ce2ab41d7")

audit.name_acts({"lines_carried": "Membawa baris yang tidak terlaksana ke rencana berikutnya"})


class Answer(models.TextChoices):
    """What becomes of a missed line in the next plan."""

    ADD = "add", "Akan dibawa"
    CARRIED = "carried", "Sudah dibawa"
    PRESENT = "present", "Sudah ada butir untuk kompetensi ini dalam rencana berikutnya"
    CLOSED = "closed", "Kesenjangannya sudah tertutup"
    UNASKED = "unasked", "Jabatannya sekarang tidak lagi mewajibkan kompetensi ini"
    LEFT = "left", "Pegawai tidak lagi aktif"
    MOVED = "moved", "Pegawai pindah; dibawa oleh OPD-nya yang sekarang"
    STOPPED = "stopped", "Dicatat tidak dilanjutkan"


@dataclass(frozen=True)
class Carrying:
    """One missed line, and what becomes of it."""

    line: LineOutcome
    missed: LineMissed
    answer: str

    @property
    def label(self) -> str:
        return str(Answer(self.answer).label)


@dataclass
class Preview:
    """What would be carried into the draft of an OPD, and what not and why."""

    source: Cycle | None
    draft: Plan | None
    why_not: str = ""
    rows: list[Carrying] = field(default_factory=list)

    @property
    def to_add(self) -> list[Carrying]:
        return [row for row in self.rows if row.answer == Answer.ADD]

    @property
    def others(self) -> list[Carrying]:
        return [row for row in self.rows if row.answer != Answer.ADD]

    @property
    def may_carry(self) -> bool:
        return bool(self.draft and not self.why_not and self.to_add)


def preview(cycle: Cycle, unit: Unit) -> Preview:
    """Before the button: the missed lines of the year before that concern an OPD. Nine queries."""
    source = Cycle.objects.filter(year__lt=cycle.year).order_by("-year").first()
    draft = Plan.objects.on_the_way().filter(unit=unit, cycle=cycle).select_related("unit", "cycle").first()
    if source is None:
        return Preview(None, draft, "Belum ada tahun sebelumnya.")
    return Preview(source, draft, _why_not(cycle, unit, draft), _rows(source, cycle, unit))


def _why_not(cycle: Cycle, unit: Unit, draft: Plan | None) -> str:
    if draft is None:
        if Plan.objects.current().filter(unit=unit, cycle=cycle).exists():
            return f"Rencana {cycle.year} sudah ditetapkan. Mulailah perubahan rencana dahulu."
        return f"Rencana {cycle.year} belum dibuat. Buatlah draf rencana dahulu."
    if not draft.is_editable:
        return (
            f"Rencana {cycle.year} sudah {draft.get_status_display().lower()}, sehingga isinya "
            "tidak dapat diubah."
        )
    return ""


def _rows(source: Cycle, cycle: Cycle, unit: Unit) -> list[Carrying]:
    """Lines of the unit's own plan, and those of people who serve in it now."""
    concerned = _missed(source).filter(Q(item__plan__unit=unit) | Q(civil_servant__unit__opd=unit))
    facts = {(row.item.key, row.civil_servant_id): row for row in _annotated(concerned, cycle)}
    people = {person for _key, person in facts}
    if not people:
        return []
    lines = [line for line in outcomes_of(source, people) if line.state == State.MISSED]
    return [
        Carrying(line, facts[key], _answer(facts[key], unit))
        for line in lines
        if (key := (line.item.key, line.person.pk)) in facts
    ]


def _missed(source: Cycle) -> QuerySet[LineMissed]:
    return LineMissed.objects.filter(item__plan__cycle=source)


def _annotated(rows: QuerySet[LineMissed], cycle: Cycle) -> QuerySet[LineMissed]:
    """With everything that the answer depends on."""
    need = Need.objects.current().filter(
        civil_servant=OuterRef("civil_servant"), competency=OuterRef("item__competency")
    )
    target = PlanTarget.objects.filter(item=OuterRef("item"), civil_servant=OuterRef("civil_servant"))
    next_plans = Plan.objects.filter(cycle=cycle).not_superseded()
    present = PlanTarget.objects.filter(plan__in=next_plans, civil_servant=OuterRef("civil_servant")).filter(
        Q(item__competency=OuterRef("item__competency")) | Q(item__programme=OuterRef("item__programme"))
    )
    return rows.select_related(
        "item__plan__unit", "item__plan__cycle", "civil_servant__unit", "carried"
    ).annotate(
        was_gap=Subquery(target.values("gap")[:1]),
        need_status=Subquery(need.values("status")[:1]),
        is_present=Exists(present),
    )


def _answer(missed: Any, unit: Unit) -> str:
    """The first that holds."""
    if hasattr(missed, "carried"):
        return Answer.CARRIED
    if not missed.goes_on:
        return Answer.STOPPED
    if missed.civil_servant.legal_state != CivilServant.LegalState.ACTIVE:
        return Answer.LEFT
    if missed.civil_servant.unit.opd_id != unit.pk:
        return Answer.MOVED
    if missed.was_gap and missed.need_status == Need.Status.MET:
        return Answer.CLOSED
    if missed.was_gap and missed.need_status is None:
        return Answer.UNASKED
    if missed.is_present:
        return Answer.PRESENT
    return Answer.ADD


# ---------------------------------------------------------------------------------------------- the act


@transaction.atomic
def carry_over_later(cycle: Cycle, unit: Unit, *, by: User) -> Job:
    """Carry in a worker. What has no draft to go into is refused at once."""
    if not permissions.may_record_missed(by, unit):
        raise PermissionDenied
    if why_not := _why_not(cycle, unit, Plan.objects.on_the_way().filter(unit=unit, cycle=cycle).first()):
        raise ValidationError(why_not)
    params = {"cycle": cycle.pk, "unit": unit.pk}
    return enqueue("carry_over", params, by=by, dedupe_key=f"carry-over:{cycle.pk}:{unit.pk}:{by.pk}")


@transaction.atomic
def carry_over(cycle: Cycle, unit: Unit, *, by: User) -> int:
    """Put what goes on into the OPD's draft of ``cycle``; how many lines are new. Twice is once."""
    if not permissions.may_record_missed(by, unit):
        raise PermissionDenied
    plan = Plan.objects.on_the_way().filter(unit=unit, cycle=cycle).first()
    if plan is None:
        raise ValidationError(_why_not(cycle, unit, None))
    plan = lock_draft(plan, by=by)
    found = preview(cycle, unit)
    rows = _still_missed(found.to_add)
    groups: dict[uuid.UUID, list[Carrying]] = defaultdict(list)
    for row in rows:
        groups[row.line.item.key].append(row)
    for key, group in groups.items():
        item = items.add_item(
            plan, _values(group, plan), by=by, request_key=uuid.uuid5(CARRIED, f"{key}:{plan.pk}")
        )
        items.add_targets(item, [row.line.person.pk for row in group], by=by)
        CarriedLine.objects.bulk_create(
            CarriedLine(missed=row.missed, cycle=cycle, opd=unit, item_key=item.key, carried_by=by)
            for row in group
        )
    if rows:
        audit.record("lines_carried", by=by, on=plan, lines=len(rows), items=len(groups))
    return len(rows)


def _still_missed(rows: Sequence[Carrying]) -> list[Carrying]:
    """Nobody withdraws while they are carried; what was withdrawn just now stays behind."""
    locked = LineMissed.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=[row.missed.pk for row in rows], carried=None, goes_on=True
    )
    there = set(locked.order_by("pk").values_list("pk", flat=True))
    return [row for row in rows if row.missed.pk in there]


def _values(group: Sequence[Carrying], plan: Plan) -> dict[str, Any]:
    """The activity as it was planned, in the same quarter of the new year; dates and codes are of the old."""
    old = group[0].line.item
    values = {name: getattr(old, name) for name in TYPED}
    causes = {row.missed.get_cause_display().lower() for row in group}
    is_apbd = old.funding == PlanItem.Funding.APBD
    return values | {
        "starts_on": None,
        "ends_on": None,
        "sub_activity_code": plan.sub_activity_code if is_apbd else "",
        "reason": "Dibawa dari rencana %(unit)s %(year)d, butir %(number)d: tidak terlaksana (%(causes)s)."[
            :400
        ]
        % {
            "unit": old.plan.unit.name,
            "year": old.plan.cycle.year,
            "number": old.number,
            "causes": ", ".join(sorted(causes)),
        },
    }


# ----------------------------------------------------------------------------------------------- reading


def drafts_waiting(user: User) -> QuerySet[Plan]:
    """Drafts of the person's OPD for which there are missed lines that go on and have gone nowhere yet.

    One cheap question; whether each of them is still to be added, ``preview`` says.
    """
    years = Cycle.objects.filter(year__lt=OuterRef(OuterRef("cycle__year"))).order_by("-year")
    left = LineMissed.objects.filter(
        item__plan__cycle=Subquery(years.values("pk")[:1]),
        civil_servant__unit__opd=OuterRef("unit"),
        civil_servant__legal_state=CivilServant.LegalState.ACTIVE,
        goes_on=True,
        carried=None,
    )
    drafts = Plan.objects.filter(status=Plan.Status.DRAFT, cycle__is_open=True)
    return drafts.filter(Exists(left), unit__in=user.role_opds)


def waiting_for(user: User) -> list[tuple[Plan, int]]:
    """The drafts into which missed lines could go, with how many. One query when there are
    none, ten for each draft."""
    found = []
    for plan in drafts_waiting(user).select_related("unit", "cycle"):
        if permissions.may_record_missed(user, plan.unit):
            n = len(preview(plan.cycle, plan.unit).to_add)
            if n:
                found.append((plan, n))
    return found
