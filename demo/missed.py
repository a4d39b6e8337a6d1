"""Lines of plans that did not take place: why, and into which draft they went."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from demo.stories import MISSED
from planning.models import Cycle, Plan
from training.carry_over import carry_over
from training.missed import record_missed
from training.reality import DUE, Choice, Lines

if TYPE_CHECKING:
    from demo.year import Desks

#: So many lines of one OPD are spoken about at once; the others wait, as they do.
LINES = 40


def explain(cycle: Cycle, plan: Plan, desks: Desks, *, goes_on: bool = True) -> None:
    """The HR of an OPD says of lines whose quarter is over why nobody took part.

    ``goes_on``: whether any of them can still go into a later plan.
    """
    chance = Random(f"missed/{cycle.year}/{plan.unit.code}")
    by_cause: dict[int, list[int]] = defaultdict(list)
    chosen: dict[int, int] = {}
    weights = [row[3] for row in MISSED]
    for line in Lines(Choice(cycle, opds=[plan.unit_id], state=DUE))[0:LINES]:
        # One cause for an activity, as a rule.
        number = chosen.setdefault(line.item.pk, chance.choices(range(len(MISSED)), weights)[0])
        by_cause[number].append(line.target)
    for number, targets in sorted(by_cause.items()):
        cause, words, may_go_on, _weight = MISSED[number]
        record_missed(
            targets, cause=cause, words=words, goes_on=may_go_on and goes_on, by=desks.drafters[plan.unit_id]
        )


def carry(plan: Plan, desks: Desks) -> None:
    """Take what did not take place into the draft; nothing to take is no error."""
    try:
        carry_over(plan.cycle, plan.unit, by=desks.drafters[plan.unit_id])
    except ValidationError:
        return  # the draft has been handed on already
