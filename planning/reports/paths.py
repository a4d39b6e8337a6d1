"""The path of a plan as the component ``path`` shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from personnel.templatetags.palu import tanggal_jam
from planning import steps
from planning.models import Plan, PlanStep

Kind = PlanStep.Step


@dataclass(frozen=True)
class Stop:
    """One place on the path, with whoever stood there last in this round."""

    label: str
    state: str
    who: str = ""
    when: str = ""
    note: str = ""


def path_of(plan: Plan, done: Iterable[PlanStep]) -> list[Stop]:
    """The draft, and each step of the path: what is done, where it stands, what is to come."""
    done = list(done)
    last_return = max((n for n, step in enumerate(done) if step.step == Kind.RETURN), default=-1)
    # The note of the office stays in sight until the plan is submitted again.
    returned = done[last_return] if last_return >= 0 and plan.is_editable else None
    taken = {step.step: step for step in done if step.step == Kind.DRAFT}
    taken |= {step.step: step for step in done[last_return + 1 :]}
    if plan.status == Plan.Status.DISCARDED:
        first = _stop("Dibatalkan", "returned", taken.get(Kind.DISCARD))
    elif returned:
        first = _stop("Dikembalikan", "returned", returned)
    else:
        first = _stop("Draf", _state(0, plan), taken.get(Kind.DRAFT))
    return [
        first,
        *(_stop(row.label, _state(n, plan), taken.get(row.hand)) for n, row in enumerate(steps.STEPS, 1)),
    ]


def _state(n: int, plan: Plan) -> str:
    if plan.status == Plan.Status.DRAFT:
        return "current" if n == 0 else "todo"
    if plan.status == Plan.Status.DISCARDED:
        return "todo"
    reached = steps.reached(plan.status)
    if n <= reached:
        return "done"
    return "current" if n == reached + 1 else "todo"


def _stop(label: str, state: str, step: PlanStep | None) -> Stop:
    if step is None:
        return Stop(label, state)
    return Stop(label, state, step.title or step.get_office_display(), tanggal_jam(step.at), step.note)
