"""The path of a plan as the component ``path`` shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from personnel.templatetags.palu import tanggal_jam
from planning.models import Plan, PlanStep

Kind = PlanStep.Step
ORDER = (Kind.DRAFT, Kind.SUBMIT, Kind.VERIFY, Kind.AGREE, Kind.RATIFY)
REACHED = {
    Plan.Status.DRAFT: 0,
    Plan.Status.SUBMITTED: 1,
    Plan.Status.VERIFIED: 2,
    Plan.Status.AGREED: 3,
    Plan.Status.RATIFIED: 4,
    Plan.Status.DISCARDED: 0,
}


@dataclass(frozen=True)
class Stop:
    """One place on the path, with whoever stood there last in this round."""

    label: str
    state: str
    who: str = ""
    when: str = ""
    note: str = ""


def path_of(plan: Plan, steps: Iterable[PlanStep]) -> list[Stop]:
    """Draft, submitted, verified, agreed, ratified: what is done, where it stands, what is to come."""
    steps = list(steps)
    last_return = max((n for n, step in enumerate(steps) if step.step == Kind.RETURN), default=-1)
    # The note of the office stays in sight until the plan is submitted again.
    returned = steps[last_return] if last_return >= 0 and plan.is_editable else None
    taken = {step.step: step for step in steps if step.step == Kind.DRAFT}
    taken |= {step.step: step for step in steps[last_return + 1 :]}
    labels = (
        "Draf",
        "Diajukan",
        "Verifikasi BKPSDMD",
        "Persetujuan Sekda",
        "Penetapan Wali Kota",
    )
    reached = REACHED[Plan.Status(plan.status)]
    stops = []
    for n, (kind, label) in enumerate(zip(ORDER, labels, strict=True)):
        if kind == Kind.DRAFT and plan.status == Plan.Status.DISCARDED:
            stops.append(_stop("Dibatalkan", "returned", taken.get(Kind.DISCARD)))
        elif kind == Kind.DRAFT and returned:
            stops.append(_stop("Dikembalikan", "returned", returned))
        else:
            stops.append(_stop(label, _state(n, reached, plan), taken.get(kind)))
    return stops


def _state(n: int, reached: int, plan: Plan) -> str:
    if plan.status == Plan.Status.DRAFT:
        return "current" if n == 0 else "todo"
    if plan.status == Plan.Status.DISCARDED:
        return "todo"
    if n <= reached:
        return "done"
    return "current" if n == reached + 1 else "todo"


def _stop(label: str, state: str, step: PlanStep | None) -> Stop:
    if step is None:
        return Stop(label, state)
    return Stop(label, state, step.title or step.get_office_display(), tanggal_jam(step.at), step.note)
