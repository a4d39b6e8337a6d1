"""One office's step for many plans at once: which wait for it, and each taken by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from personnel.many import Outcome, each
from personnel.models import User
from planning.approval import hand_of, office_of, stage_refusal, take_step
from planning.models import Cycle, Plan, PlanStep
from planning.stages import Calendar
from planning.steps import STEPS, Step


def many_steps(user: User) -> list[Step]:
    """The steps that the person's offices take for more than one OPD; to submit is each head's own."""
    return [step for step in STEPS[1:] if user.has_role(step.role)]


def waiting_for(user: User, step: Step) -> list[Plan]:
    """The plans that wait for this step and for which the person may take it today, by the OPD's name."""
    plans = list(
        Plan.objects.visible_to(user)
        .filter(cycle__in=Cycle.objects.open(), status=step.from_status)
        .select_related("unit", "cycle")
        .order_by("unit__name", "revision", "pk")
    )
    calendars = {cycle.pk: Calendar(cycle) for cycle in {plan.cycle for plan in plans}}
    taken = _hands(user, plans)
    return [
        plan
        for plan in plans
        if office_of(user, step.role, plan)
        and taken[plan.pk] <= {step.hand}
        and not stage_refusal(plan, step, calendars[plan.cycle_id])
    ]


def _hands(user: User, plans: Iterable[Plan]) -> dict[int, set[str]]:
    """The turns that the person has taken on each of the plans, in one query."""
    hands: dict[int, set[str]] = defaultdict(set)
    rows = PlanStep.objects.filter(by=user, plan__in=[plan.pk for plan in plans])
    for plan, step, from_status in rows.values_list("plan", "step", "from_status"):
        hands[plan].add(hand_of(step, from_status))
    return hands


def take_steps(plans: Iterable[Plan], step: Step, *, by: User, **facts: Any) -> list[Outcome[Plan, PlanStep]]:
    """The step for each of the plans. Sent a second time, it finds the step taken and takes it no more."""
    return each(plans, lambda plan: _take(plan, step, by, facts))


def _take(plan: Plan, step: Step, by: User, facts: dict[str, Any]) -> PlanStep:
    try:
        return take_step(plan, step.step, by=by, **facts)
    except ValidationError:
        last = plan.steps.order_by("-at", "-pk").first()
        if last is not None and (last.step, last.by_id) == (step.step, by.pk):
            return last
        raise
