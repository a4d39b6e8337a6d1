"""The best lines under one purse: a price for money, each person's best lines at that price, and the rest.

1. Who can reach the floor of hours within the money: the cheapest first, which makes them as many as
   possible. For those it becomes a condition.
2. Money gets a price. At a price, everybody can be decided alone and exactly (``person``); what all choose
   at the lowest price whose sum fits is a solution.
3. What money is left goes to the steps that give most for it, then a few exchanges are tried.

Whatever the price, budget × price + Σ (value − price × cost) is more than any choice can be worth; the least
of those seen is the bound, in whole numbers, so it holds exactly (ADR 0011).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planning.allocation.person import UNIT, Bundle, Person, best, cheapest, total

#: What the money left over is offered at, in parts of the price that was found.
_CHEAPER = ((9, 10), (3, 4), (1, 2), (1, 4), (0, 1))
#: What is given back in an exchange, in the same parts.
_DEARER = ((21, 20), (5, 4), (2, 1), (8, 1))
_EXCHANGES, _CANDIDATES = 25, 60

Say = Callable[[str], None]


@dataclass(frozen=True)
class Solution:
    """What was chosen for each person, in the order of the people; sums in rupiah and hundredths of a point.

    ``price``: UNIT parts of a hundredth of a point that the last rupiah buys; 0 when nothing worth having is
    left for want of money. ``beyond``: the numbers of the people whose floor is out of reach.
    """

    bundles: tuple[Bundle, ...]
    value: int
    cost: int
    bound: int
    price: int
    beyond: frozenset[int]


def solve(people: Sequence[Person], budget: int, say: Say = lambda _stage: None) -> Solution:
    """The best that we find. The same people in the same order and the same budget give the same lines."""
    people = [affordable(person, budget) for person in people]
    people, beyond = reach_the_floor(people, budget)
    priced = [n for n, person in enumerate(people) if not person.is_free]
    purse = _Purse([people[n] for n in priced], budget)
    say("solve")
    purse.find_price()
    say("round")
    purse.spend_the_rest()
    purse.exchange()
    found = dict(zip(priced, purse.bundles, strict=True))
    bundles = tuple(found[n] if n in found else _must(best(person, 0)) for n, person in enumerate(people))
    value, cost = total(bundles)
    free_value = value - total(purse.bundles)[0]
    return Solution(bundles, value, cost, purse.bound + free_value, purse.price, beyond)


def affordable(person: Person, budget: int) -> Person:
    """Without what would break the purse by itself."""
    return replace(
        person, needs=tuple(tuple(o for o in options if o.cost <= budget) for options in person.needs)
    )


def reach_the_floor(people: Sequence[Person], budget: int) -> tuple[list[Person], frozenset[int]]:
    """As many people as can reach the floor together; the others are freed from it and named by number."""
    ways = []
    for number, person in enumerate(people):
        if person.floor and (way := cheapest(person)):
            ways.append((way.cost, person.pk, number))
    reached, left = set(), budget
    for cost, _pk, number in sorted(ways):
        if cost <= left:
            left -= cost
            reached.add(number)
    beyond = frozenset(n for n, person in enumerate(people) if person.floor and n not in reached)
    return [_freed(person) if n in beyond else person for n, person in enumerate(people)], beyond


def _freed(person: Person) -> Person:
    needs = tuple(tuple(o for o in options if not o.is_extra) for options in person.needs)
    return replace(person, needs=needs, floor=0)


def _must(bundle: Bundle | None) -> Bundle:
    """Of someone who can reach the floor, or has none."""
    if bundle is None:
        raise AssertionError("The floor was in reach.")
    return bundle


@dataclass(frozen=True, slots=True)
class Step:
    """Another choice of one person: so much more money and worth than now; less than nothing to give back."""

    more: int
    worth: int
    number: int
    bundle: Bundle


class _Purse:
    """The people whose lines cost money, and the money."""

    def __init__(self, people: Sequence[Person], budget: int) -> None:
        self.people, self.budget = people, budget
        self.price = 0
        self._bounds: list[int] = []
        self.bundles = self._at(0)
        self.cost = total(self.bundles)[1]

    @property
    def bound(self) -> int:
        """What no choice of these people can be worth more than. Values are whole, so is the bound."""
        return min(self._bounds) // UNIT

    def _at(self, price: int) -> list[Bundle]:
        bundles = [_must(best(person, price)) for person in self.people]
        value, cost = total(bundles)
        self._bounds.append(price * self.budget + value * UNIT - price * cost)
        return bundles

    def find_price(self) -> None:
        """The lowest price at which everybody's best lines fit the purse, and those lines.

        What all choose at one price is worth a straight line over all prices, and the bound is the highest of
        these lines. Of two prices on either side of its lowest point, the next is where their lines cross.
        """
        if self.cost <= self.budget:
            return  # everything worth having fits: nothing is scarce
        low, (most, dear) = 0, total(self.bundles)
        high, (least, cheap) = self._high_enough()
        turn = 0
        while high - low > 1:
            turn += 1
            # Every fourth time the middle, so that no line of prices can make it long.
            cross = -(-(most - least) * UNIT // (dear - cheap)) if turn % 4 else (low + high) // 2
            price = min(max(cross, low + 1), high - 1)
            bundles = self._at(price)
            value, cost = total(bundles)
            if cost > self.budget:
                low, most, dear = price, value, cost
            else:
                high, least, cheap, self.bundles = price, value, cost, bundles
        self.price, self.cost = high, cheap

    def _high_enough(self) -> tuple[int, tuple[int, int]]:
        """A price at which the sum fits, with its value and cost."""
        options = (option for person in self.people for need in person.needs for option in need)
        price = 1 + max(option.value * UNIT // option.cost for option in options if option.cost)
        while True:
            bundles = self._at(price)
            value, cost = total(bundles)
            if cost <= self.budget:
                self.bundles = bundles
                return price, (value, cost)
            price *= 4  # where a dearer way to the floor is worth more

    def spend_the_rest(self) -> None:
        """Offer the money left over at falling prices; the steps that give most for it come first."""
        if not self.price:
            return
        prices = [self.price - 1, *(self.price * part // whole for part, whole in _CHEAPER)]
        for price in prices:
            for step in sorted(self._steps(price), key=lambda s: (-(s.worth * UNIT // s.more), s.number)):
                if self.cost + step.more <= self.budget:
                    self.bundles[step.number] = step.bundle
                    self.cost += step.more

    def _steps(self, price: int) -> list[Step]:
        """What everybody would choose who would choose more at that price."""
        steps = []
        for number, (person, now) in enumerate(zip(self.people, self.bundles, strict=True)):
            other = _must(best(person, price))
            more, worth = other.cost - now.cost, other.value - now.value
            if worth > 0 and more > 0:
                steps.append(Step(more, worth, number, other))
        return steps

    def exchange(self) -> None:
        """Give one line back to pay for a better one, where that is worth it; a few times."""
        if not self.price:
            return
        ups = {n: self._next(n, _CHEAPER) for n in range(len(self.people))}
        downs = {n: self._next(n, _DEARER) for n in range(len(self.people))}
        for _round in range(_EXCHANGES):
            pair = self._best_exchange(_most_promising(ups, 1), _most_promising(downs, -1))
            if not pair:
                return
            for number, bundle in pair:
                self.cost += bundle.cost - self.bundles[number].cost
                self.bundles[number] = bundle
                ups[number], downs[number] = self._next(number, _CHEAPER), self._next(number, _DEARER)

    def _next(self, number: int, parts: Sequence[tuple[int, int]]) -> Step | None:
        """The nearest other choice of a person as the price falls or rises."""
        now = self.bundles[number]
        for part, whole in parts:
            other = _must(best(self.people[number], self.price * part // whole))
            more, worth = other.cost - now.cost, other.value - now.value
            if more * worth > 0 and (more > 0) == (part < whole):
                return Step(more, worth, number, other)
        return None

    def _best_exchange(self, ups: list[Step], downs: list[Step]) -> list[tuple[int, Bundle]]:
        left = self.budget - self.cost
        most: tuple[int, list[Step]] = (0, [])
        for up in ups:
            for down in (None, *downs):
                steps = [up, down] if down else [up]
                worth = sum(step.worth for step in steps)
                if (
                    worth > most[0]
                    and sum(step.more for step in steps) <= left
                    and (down is None or down.number != up.number)
                ):
                    most = (worth, steps)
        return [(step.number, step.bundle) for step in most[1]]


def _most_promising(steps: dict[int, Step | None], sign: int) -> list[Step]:
    """Those that give most for the money, or give back most money for what is lost."""
    found = [step for step in steps.values() if step]
    return sorted(found, key=lambda step: (-sign * (step.worth * UNIT // step.more), step.number))[
        :_CANDIDATES
    ]
