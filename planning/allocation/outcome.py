"""What an allocation says of every need: taken with a programme, or left, and why; ranked by the price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from personnel.bulk import copy_rows
from planning.allocation.person import UNIT, Bundle, Option, Person
from planning.allocation.problem import Problem, Wanted, closed
from planning.allocation.solve import Solution
from planning.drafting.catalogue import Offer
from planning.models import Allocation, AllocationLine

Reason = AllocationLine.Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line. ``offer`` of a line that was left: the one that comes nearest to being taken."""

    wanted: Wanted
    option: Option | None
    offer: Offer | None
    is_taken: bool
    reason: str

    @property
    def gain(self) -> int:
        """UNIT parts of a hundredth of a point for one rupiah; of free lines as if they cost a rupiah."""
        if self.option is None:
            return 0
        return self.option.value * UNIT // max(self.option.cost, 1)

    @property
    def place(self) -> tuple[int, int, int, int]:
        """The best buy first; below the line whatever lost for want of money first, the nearest before."""
        need, value = self.wanted.need, self.option.value if self.option else 0
        tail = (need.civil_servant_id, need.competency_id)
        if self.is_taken:
            return (-self.gain, -value, *tail)
        if self.reason == Reason.FUNDS:
            return (-self.gain, -value, *tail)
        return (1, -int(need.score * 100), *tail)


def outcomes(problem: Problem, solution: Solution) -> list[Outcome]:
    """What became of each need of a present post."""
    return [
        line
        for person, wanted, bundle in zip(problem.people, problem.wanted, solution.bundles, strict=True)
        for line in _of_person(person, wanted, bundle, solution.price)
    ]


def _of_person(person: Person, wanted: list[Wanted], bundle: Bundle, price: int) -> Iterator[Outcome]:
    taken = dict(bundle.lines)
    used = sum(not option.is_extra for option in taken.values())
    for number, want in enumerate(wanted):
        if option := taken.get(number):
            reason = _why_taken(option, person, price)
            yield Outcome(want, option, _offer(want, option), is_taken=True, reason=reason)
        elif want.is_line:
            nearest = _nearest(person.needs[number], price)
            offer = _offer(want, nearest) if nearest else next(iter(want.offers), None)
            reason = _why_left(person, want, nearest, used, bundle.jp)
            yield Outcome(want, nearest, offer, is_taken=False, reason=reason)


def _offer(want: Wanted, option: Option) -> Offer:
    return next(offer for offer in want.offers if offer.programme.pk == option.programme)


def _nearest(options: tuple[Option, ...], price: int) -> Option | None:
    """Of what might have answered the need: what exceeds the price by most, or misses it by least."""
    own = [option for option in options if not option.is_extra]
    if not price:
        return min(own, key=lambda o: (o.cost, -o.value), default=None)
    return max(own, key=lambda o: (o.value * UNIT - price * o.cost, -o.cost), default=None)


def _why_taken(option: Option, person: Person, price: int) -> str:
    if option.is_extra or (person.floor and option.value * UNIT < price * option.cost):
        return Reason.FLOOR
    return Reason.BEST if option.cost else Reason.FREE


def _why_left(person: Person, want: Wanted, nearest: Option | None, used: int, jp: int) -> str:
    """What would have to change first."""
    if not want.offers:
        return Reason.NO_PROGRAMME
    if nearest is None or (person.ceiling is not None and not person.most):
        return Reason.CEILING
    if person.ceiling is not None and jp and jp + nearest.jp > person.ceiling:
        return Reason.CEILING
    return Reason.ENOUGH if used >= person.most else Reason.FUNDS


COLUMNS = (
    "allocation_id",
    "civil_servant_id",
    "opd_id",
    "competency_id",
    "programme_id",
    "is_taken",
    "reason",
    "score",
    "value",
    "gap",
    "closed",
    "cost",
    "jp",
    "rank",
)


def write_lines(allocation: Allocation, problem: Problem, lines: list[Outcome]) -> None:
    """All lines in one statement: everything that was taken, then everything that was left, in rank."""
    ranks = {True: 0, False: 0}
    rows = []
    for line in sorted(lines, key=lambda line: (not line.is_taken, line.place)):
        ranks[line.is_taken] += 1
        need, option = line.wanted.need, line.option
        rows.append(
            (
                allocation.pk,
                need.civil_servant_id,
                problem.units[need.civil_servant_id],
                need.competency_id,
                line.offer.programme.pk if line.offer else None,
                line.is_taken,
                str(line.reason),
                option.score / 100 if option else need.score,
                (option.value if option else 0) / 100,
                need.gap,
                closed(need, line.offer) if line.offer else None,
                option.cost if option else int(line.offer.cost) if line.offer else 0,
                option.jp / 100 if option else 0,
                ranks[line.is_taken],
            )
        )
    copy_rows(AllocationLine._meta.db_table, COLUMNS, rows)
