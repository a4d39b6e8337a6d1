"""The state of one's unit's plan: its path with dates, and four figures."""

from __future__ import annotations

from dataclasses import dataclass

from personnel.models import RoleAssignment, User
from personnel.shown import Figure
from personnel.templatetags.palu import angka, rupiah
from planning.approval import next_office
from planning.models import Cycle, Plan
from planning.reports.paths import Stop, path_of
from planning.reports.plans import plan_figures


@dataclass(frozen=True)
class PlanCard:
    """The state of one unit's plan: its path, who must act next, and four figures."""

    pk: int
    title: str
    path: list[Stop]
    next: str
    figures: list[Figure]


def plans_of(user: User, cycle: Cycle | None) -> list[PlanCard]:
    """The plans of the units in which the person drafts or submits; city offices have the list instead."""
    units = {r.unit.opd_id for r in user.active_roles if r.unit and r.role in RoleAssignment.UNIT_ROLES}
    if cycle is None or not units:
        return []
    plans = (
        Plan.objects.not_superseded()
        .filter(cycle=cycle, unit__in=units)
        .select_related("unit")
        .prefetch_related("steps")
        .order_by("unit__name", "-revision")[:3]
    )
    return [_card(plan, cycle) for plan in plans]


def _card(plan: Plan, cycle: Cycle) -> PlanCard:
    plan.cycle = cycle
    figures = plan_figures(plan)
    cover = figures.coverage
    office = next_office(plan)
    return PlanCard(
        pk=plan.pk,
        title=str(plan),
        path=path_of(plan, plan.steps.all()),
        next=office[:1].upper() + office[1:] if office else "",
        figures=[
            Figure(angka(figures.items), f"butir · {angka(figures.incomplete)} belum lengkap"),
            Figure(
                rupiah(figures.cost),
                f"dari pagu {rupiah(plan.budget_ceiling)}" if plan.budget_ceiling else "pagu belum diisi",
            ),
            Figure(
                f"{angka(cover.pns_reached)} dari {angka(cover.pns)}",
                f"PNS mencapai {plan.cycle.jp_floor} JP",
            ),
            Figure(angka(figures.people), "pegawai menjadi sasaran"),
        ],
    )
