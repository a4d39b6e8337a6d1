"""What is left after the needs of the present posts: one line a person for the post to be held."""

from __future__ import annotations

from planning.allocation.outcome import Outcome
from planning.allocation.person import Option
from planning.allocation.problem import Goal, Problem
from planning.allocation.solve import Solution
from planning.models import AllocationLine


def prepare(problem: Problem, solution: Solution, budget: int) -> list[Outcome]:
    """By score, the first offer of each that money, hours and lines still allow; as the draft does it.

    Worth nothing in the sums, which tell of the needs of today: so no goal ever takes money from one. What
    does not fit is no line, for nobody needs it in the present post.
    """
    left = budget - solution.cost
    used, answered = _used(problem, solution)
    found: list[Outcome] = []
    helped: set[int] = set()
    for goal in problem.goals:
        need = goal.wanted.need
        person = need.civil_servant_id
        lines, jp = used[person]
        if person in helped or lines >= problem.most[person] or (person, need.competency_id) in answered:
            continue
        option = _first(goal, left, jp)
        if option is None:
            continue
        helped.add(person)
        left -= option.cost
        offer = next(o for o in goal.wanted.offers if o.programme.pk == option.programme)
        found.append(Outcome(goal.wanted, option, offer, is_taken=True, reason=AllocationLine.Reason.GOAL))
    return found


def _first(goal: Goal, left: int, jp: int) -> Option | None:
    return next(
        (
            option
            for option in goal.options
            if option.cost <= left and (goal.ceiling is None or jp + option.jp <= goal.ceiling)
        ),
        None,
    )


def _used(problem: Problem, solution: Solution) -> tuple[dict[int, tuple[int, int]], set[tuple[int, int]]]:
    """Of each person the lines and hours that are chosen; and the needs that were answered, or left."""
    used: dict[int, tuple[int, int]] = {}
    answered: set[tuple[int, int]] = set()
    for person, wanted, bundle in zip(problem.people, problem.wanted, solution.bundles, strict=True):
        chosen = dict(bundle.lines)
        used[person.pk] = sum(not option.is_extra for option in chosen.values()), bundle.jp
        answered |= {
            (person.pk, want.need.competency_id)
            for number, want in enumerate(wanted)
            if want.is_line or number in chosen
        }
    return used, answered
