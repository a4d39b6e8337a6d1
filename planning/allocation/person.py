"""One person's lines: what may be chosen for each need, and the exact best choice at a price of money.

Whole numbers only, so that nothing depends on rounding: rupiah, hundredths of a point, hundredths of a JP.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: A price is so many of these parts of a hundredth of a point for one rupiah.
UNIT = 10**12
#: In a weight, the lower bits decide between choices that are worth the same: the cheaper one, then the one
#: with more lines (a free line is always worth having), with as few as possible that only fill the floor.
_COST, _WORTH = 8, 64


@dataclass(frozen=True, slots=True)
class Option:
    """One programme for one need: what it costs and is worth, and its hours.

    ``is_extra``: only there to reach the floor of hours, and worth nothing. ``score``: for the page.
    """

    programme: int
    cost: int
    value: int
    jp: int
    is_extra: bool = False
    score: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """What may be chosen: at most one option of each need, at most ``most`` lines that are not extra.

    ``floor``: the hours to reach at least (0: none); ``ceiling``: the hours never to pass (None: none).
    """

    pk: int
    needs: tuple[tuple[Option, ...], ...]
    most: int
    floor: int = 0
    ceiling: int | None = None

    @property
    def is_free(self) -> bool:
        """Whatever is chosen costs nothing, so that the price does not matter."""
        return not any(option.cost for options in self.needs for option in options)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The lines chosen for one person: (number of the need, option)."""

    lines: tuple[tuple[int, Option], ...] = ()

    @property
    def cost(self) -> int:
        return sum(option.cost for _need, option in self.lines)

    @property
    def value(self) -> int:
        return sum(option.value for _need, option in self.lines)

    @property
    def jp(self) -> int:
        return sum(option.jp for _need, option in self.lines)


Weights = Sequence[Sequence[int]]


def best(person: Person, price: int) -> Bundle | None:
    """The lines whose value exceeds what they cost at that price by most. None: the floor is out of reach."""
    return _choose(
        person,
        [
            [
                ((option.value * UNIT - price * option.cost) << _WORTH)
                - (option.cost << _COST)
                + (-1 if option.is_extra else 1)
                for option in options
            ]
            for options in person.needs
        ],
    )


def cheapest(person: Person) -> Bundle | None:
    """The least that reaching the floor costs. None: it is out of reach."""
    return _choose(person, [[-(option.cost << _COST) - 1 for option in options] for options in person.needs])


def _choose(person: Person, weights: Weights) -> Bundle | None:
    return _without_limits(person, weights) or _within_limits(person, weights)


def _without_limits(person: Person, weights: Weights) -> Bundle | None:
    """The heaviest option of the heaviest needs; nothing is better, if it keeps the limits of hours."""
    found: list[tuple[int, int, Option]] = []
    for need, (options, own) in enumerate(zip(person.needs, weights, strict=True)):
        place = _heaviest(options, own)
        if place is not None:
            found.append((-own[place], need, options[place]))
    found.sort(key=lambda row: row[:2])
    chosen = sorted(((need, option) for _weight, need, option in found[: person.most]), key=_need)
    bundle = Bundle(tuple(chosen))
    missing = person.floor - bundle.jp
    if person.ceiling is not None and bundle.jp > person.ceiling:
        return None
    if missing <= 0:
        return bundle
    # One free programme that fills the floor by itself takes nothing away from anything else.
    taken = {need for need, _option in bundle.lines}
    for need, options in enumerate(person.needs):
        for option in options:
            if option.is_extra and not option.cost and option.jp >= missing and need not in taken:
                return Bundle((*bundle.lines, (need, option)))
    return None


def _heaviest(options: Sequence[Option], weights: Sequence[int]) -> int | None:
    """The place of the heaviest option that is worth taking and not extra; the first of equals."""
    found, most = None, 0
    for place, weight in enumerate(weights):
        if weight > most and not options[place].is_extra:
            found, most = place, weight
    return found


def _need(line: tuple[int, Option]) -> int:
    return line[0]


#: (hours, lines) → (weight, the lines as a chain to the one before)
_Chain = tuple[int, Option, "_Chain"] | None
_States = dict[tuple[int, int], tuple[int, _Chain]]


def _within_limits(person: Person, weights: Weights) -> Bundle | None:
    """Need by need, the heaviest way to every sum of hours and number of lines."""
    states: _States = {(0, 0): (0, None)}
    for need, options in enumerate(person.needs):
        after = dict(states)
        for (jp, lines), (weight, chain) in states.items():
            for option, own in zip(options, weights[need], strict=True):
                key = _reached(person, jp, lines, option)
                if key is not None and (key not in after or weight + own > after[key][0]):
                    after[key] = (weight + own, (need, option, chain))
        states = after
    ends = [state for (jp, _lines), state in states.items() if jp >= person.floor]
    if not ends:
        return None
    chain = max(ends, key=lambda state: state[0])[1]
    chosen: list[tuple[int, Option]] = []
    while chain:
        need, option, chain = chain
        chosen.append((need, option))
    return Bundle(tuple(reversed(chosen)))


def _reached(person: Person, jp: int, lines: int, option: Option) -> tuple[int, int] | None:
    """Hours and lines with the option as well; None where it does not fit."""
    jp += option.jp
    if person.ceiling is not None:
        if jp > person.ceiling:
            return None
    else:
        jp = min(jp, person.floor)
    lines += not option.is_extra
    return None if lines > person.most else (jp, lines)


def total(bundles: Iterable[Bundle]) -> tuple[int, int]:
    """Value and cost of all."""
    value = cost = 0
    for bundle in bundles:
        for _need, option in bundle.lines:
            value += option.value
            cost += option.cost
    return value, cost
