"""'Susun draf': a first plan from the needs, within the money, with the 20 JP floor in mind, and why.

In short:

1. Every gap is scored (``planning.priority``); the most pressing comes first. Whoever falls short in
   performance without any gap gets one line for the competency with the least to spare.
2. Each gets the cheapest programme that reaches the level asked for, not classical where that is equal;
   if money or hours forbid it, the next one. A PPPK never gets beyond the yearly ceiling, nobody gets more
   than ``max_items`` lines, and what falls out is kept with its reason.
3. Of what is left, whoever has a post to be held gets one line for what that post asks for beyond the
   present one.
4. PNS who are still under the floor get the cheapest non-classical programmes for what their post asks.
5. The people of a programme are spread over quarters so that no unit loses everybody at once.

The rows come from one statement; only the choice under one purse, which each choice makes lighter, is a loop.
The same needs, catalogue and weights give the same draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.queue import enqueue
from personnel import audit
from personnel.models import CivilServant, User
from planning.approval import lock_draft
from planning.drafting.catalogue import Catalogue, Offer
from planning.drafting.choice import Choice, ChosenNeed
from planning.drafting.writing import CHEAPEST, clear, write
from planning.models import Plan, PlanTarget
from planning.priority import Scored

#: Lines for one person that a draft makes at most, unless it is told otherwise.
MAX_ITEMS = 2
#: More people than this are drafted by a worker, with progress.
WAIT_FOR = 300

audit.name_acts({"plan_draft": "Menyusun draf rencana"})


@dataclass(frozen=True)
class DraftResult:
    """What the draft made, what it kept and what it left."""

    items: int
    people: int
    lines: int
    cost: Decimal
    kept: int
    leftovers: int


@dataclass(frozen=True)
class Replaced:
    """What a new draft would throw away, and what it would keep."""

    items: int
    lines: int
    kept: int


def replaced_by_draft(plan: Plan) -> Replaced:
    """For the page that asks before drafting again."""
    made = plan.items.filter(is_drafted=True)
    return Replaced(
        items=made.count(),
        lines=PlanTarget.objects.filter(item__in=made).count(),
        kept=plan.items.filter(is_drafted=False).count(),
    )


@transaction.atomic
def draft_plan(
    plan: Plan,
    *,
    ceiling: Decimal | None,
    by: User,
    max_items: int = MAX_ITEMS,
    sub_activity_code: str | None = None,
) -> DraftResult:
    """Draft a plan anew; items that somebody made or changed stay as they are. ``ceiling`` None: no limit."""
    plan = lock_draft(plan, by=by)
    if ceiling is not None and ceiling < 0:
        raise ValidationError({"ceiling": "Pagu tidak boleh kurang dari nol."})
    require_not_talked_over(plan)
    clear(plan)
    choice = Choice(plan, ceiling=ceiling, max_items=max_items)
    choice.make()
    if sub_activity_code is not None:
        plan.sub_activity_code = sub_activity_code.strip()
    items = put_down(plan, choice.lines, list(choice.leftovers.values()), choice.catalogue, ceiling=ceiling)
    result = DraftResult(
        items=items,
        people=len({line.need.civil_servant_id for line in choice.lines}),
        lines=len(choice.lines),
        cost=choice.spent,
        kept=choice.kept,
        leftovers=len(choice.leftovers),
    )
    audit.record(
        "plan_draft",
        by=by,
        on=plan,
        items=result.items,
        lines=result.lines,
        ceiling=ceiling,
        kept=result.kept,
    )
    return result


def put_down(
    plan: Plan,
    lines: Sequence[ChosenNeed],
    leftovers: Sequence[tuple[Scored, Offer | None, str]],
    catalogue: Catalogue,
    *,
    ceiling: Decimal | None,
    chosen: str | None = None,
) -> int:
    """Write a draft into a plan that is locked and cleared. ``chosen``: why these programmes, in words.

    Returns how many items.
    """
    items = write(plan, lines, leftovers, catalogue.conversion, chosen=chosen or str(CHEAPEST))
    plan.budget_ceiling = ceiling
    plan.needs_taken_at = timezone.now()
    plan.full_clean()
    plan.save()
    return items


def draft_later(
    plan: Plan, *, ceiling: Decimal | None, by: User, max_items: int, sub_activity_code: str
) -> Job:
    """The same by a worker (``planning.tasks``), for the large OPD. Asked twice, done once."""
    with transaction.atomic():
        require_not_talked_over(lock_draft(plan, by=by))  # refuse now what would be refused then
        return enqueue(
            "draft_plan",
            {
                "plan": plan.pk,
                "ceiling": None if ceiling is None else str(ceiling),
                "max_items": max_items,
                "sub_activity_code": sub_activity_code,
            },
            by=by,
            dedupe_key=f"draft_plan:{plan.pk}",
            total=1,
        )


def require_not_talked_over(plan: Plan) -> None:
    """Refuse once the consultation has been opened: a new draft would throw away lines that people answer."""
    if plan.consultation_opened_at:
        raise ValidationError(
            "Konsultasi rencana ini sudah dibuka, sehingga draf tidak dapat disusun ulang. "
            "Ubah butirnya satu per satu.",
            code="talked_over",
        )


def people_of(plan: Plan) -> int:
    """How many people the plan must cover."""
    return CivilServant.objects.plan_targets().filter(unit__opd=plan.unit_id).count()
