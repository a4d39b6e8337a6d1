"""What changed between two versions of a unit's plan of a year, through resubmissions and revisions.

A side is a version, or a plan as it stands now: a draft, or a plan from before versions were kept. This
module says which sides there are and why the newer one differs; ``planning.reports.differences`` says how.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from personnel.models import User
from planning.models import Plan, PlanComparison, PlanStep, PlanVersion

Kind = PlanStep.Step


@dataclass(frozen=True)
class Side:
    """One of the two that are compared."""

    plan: Plan
    version: PlanVersion | None = None  # None: the plan as it stands now

    @property
    def key(self) -> str:
        """In an address: 'v12' or 'r7'."""
        return f"v{self.version.pk}" if self.version else f"r{self.plan.pk}"

    @property
    def label(self) -> str:
        """'Rencana, pengajuan ke-2' or 'Perubahan ke-1, draf saat ini'."""
        what = f"Perubahan ke-{self.plan.revision}" if self.plan.revision else "Rencana"
        if self.version:
            return f"{what}, pengajuan ke-{self.version.number}"
        if self.plan.is_editable:
            return f"{what}, draf saat ini"
        return f"{what}, {self.plan.get_status_display().lower()}"

    @property
    def at(self) -> dt.datetime | None:
        """When it was so; None: now."""
        return self.version.taken_at if self.version else None


def sides_of(plan: Plan) -> list[Side]:
    """All that the plan can be compared with, the oldest first: versions of the unit's plans of the year, not
    of revisions given up (unless it is this one). Two queries."""
    plans = [
        other
        for other in Plan.objects.filter(unit=plan.unit_id, cycle=plan.cycle_id)
        .select_related("unit", "cycle", "created_by__civil_servant")
        .order_by("revision", "pk")
        if other.status != Plan.Status.DISCARDED or other.pk == plan.pk
    ]
    versions: dict[int, list[PlanVersion]] = {other.pk: [] for other in plans}
    for version in (
        PlanVersion.objects.filter(plan__in=plans)
        .select_related("step__by__civil_servant")
        .order_by("plan", "number")
    ):
        versions[version.plan_id].append(version)
    sides = []
    for other in plans:
        sides += [Side(other, version) for version in versions[other.pk]]
        if other.is_editable or not versions[other.pk]:
            sides.append(Side(other))
    return sides


def choose(sides: Sequence[Side], plan: Plan, older: str = "", newer: str = "") -> tuple[Side, Side] | None:
    """The two asked for, in the order of time; by default the newest of the plan and the one before it.

    None when there is nothing to compare; KeyError when a side asked for does not exist.
    """
    by_key = {side.key: n for n, side in enumerate(sides)}
    last = max((n for n, side in enumerate(sides) if side.plan.pk == plan.pk), default=0)
    right = by_key[newer] if newer else last
    left = by_key[older] if older else (right - 1 if right else -1)
    if left < 0 or left == right:
        return None
    first, second = sorted((left, right))
    return sides[first], sides[second]


# ------------------------------------------------------------------------------------------------------ why


@dataclass(frozen=True)
class Reason:
    """Why something changed: what was done, the words, who, and when."""

    act: str
    words: str
    who: str
    title: str
    at: dt.datetime


@dataclass(frozen=True)
class Why:
    """The reasons between two sides, in order, and who worked on the plan meanwhile."""

    reasons: tuple[Reason, ...]
    drafters: tuple[str, ...]


def why(sides: Sequence[Side], older: Side, newer: Side) -> Why:
    """Notes of returns and submissions, reasons of revisions, and the drafters. One query."""
    plans = between(sides, older, newer)
    steps = PlanStep.objects.filter(
        plan__in=plans, step__in=[Kind.DRAFT, Kind.SUBMIT, Kind.RETURN]
    ).select_related("by__civil_servant", "plan")
    if newer.version:
        steps = steps.filter(at__lte=newer.version.step.at)
    reasons, drafters = [], {}
    for plan in plans:
        if plan.revision > older.plan.revision:
            by = plan.created_by.get_full_name() if plan.created_by else ""
            reasons.append(
                Reason(
                    f"Memulai {_ordinal(plan)}",
                    plan.revision_reason,
                    by,
                    "",
                    plan.created_at,
                )
            )
    for step in steps.order_by("at", "pk"):
        if step.plan_id == older.plan.pk and older.version and step.at <= older.version.step.at:
            continue
        if step.plan_id == older.plan.pk and not older.version:
            continue
        if step.step == Kind.DRAFT:
            drafters[step.by_id] = step.by.get_full_name()
        elif step.note:
            reasons.append(
                Reason(
                    step.get_step_display(),
                    step.note,
                    step.by.get_full_name(),
                    step.title or step.get_office_display(),
                    step.at,
                )
            )
    return Why(tuple(sorted(reasons, key=lambda reason: reason.at)), tuple(drafters.values()))


def _ordinal(plan: Plan) -> str:
    return f"perubahan ke-{plan.revision}"


def between(sides: Sequence[Side], older: Side, newer: Side) -> list[Plan]:
    """The plans through which the way from one side to the other leads."""
    plans = {side.plan.pk: side.plan for side in sides}
    return [
        plan
        for plan in plans.values()
        if older.plan.revision <= plan.revision <= newer.plan.revision
        and (plan.status != Plan.Status.DISCARDED or plan.pk in {older.plan.pk, newer.plan.pk})
    ]


# ---------------------------------------------------------------------------------------------------- the act


@transaction.atomic
def keep_comparison(older: Side, newer: Side, *, by: User) -> PlanComparison:
    """The row that a print of the two is about. Who may look at the plan may print it; twice is once."""
    if not Plan.objects.visible_to(by).filter(pk=newer.plan.pk).exists():
        raise PermissionDenied
    kept, _made = PlanComparison.objects.get_or_create(
        older_plan=older.plan, older=older.version, newer_plan=newer.plan, newer=newer.version
    )
    return kept


def sides_kept(kept: PlanComparison) -> tuple[list[Side], Side, Side]:
    """All sides, and the two that a kept comparison is about, as they are named now."""
    sides = sides_of(kept.newer_plan)
    by_key = {side.key: side for side in sides}
    older = Side(kept.older_plan, kept.older)
    newer = Side(kept.newer_plan, kept.newer)
    return sides, by_key.get(older.key, older), by_key.get(newer.key, newer)
