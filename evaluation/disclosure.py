"""What may be published of one group's answers so that no few of them can be computed (ADR 0017). Pure.

Everything that is shown is a sum over *leaves*: disjoint groups of at least ``K`` answers (of a wave, or of
one OPD in it). What is told of a leaf is decided here, once, whatever page asks. So nothing goes into a
shown figure that is not itself shown, and subtracting tables from each other gives leaves again.
Of a leaf with counts x over the points of a scale is told

- its n, and its sum — except that a sum one step from "all the same" is told as two steps, because it would
  say that exactly one person stands apart;
- the counts of *blocks* of neighbouring points, each empty or of at least ``K``, the most telling for which
  every count of 1 to ``K`` - 1 differs in some other table with the same n, sum and blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise, product
from typing import cast

from planning.suppression import K, merge_small

#: Points or options that are told together.
Block = tuple[int, ...]
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Told:
    """What is published of a leaf's answers to one question on a scale or with one choice."""

    n: int
    total: int | None
    blocks: dict[Block, int]


def stand_together(sizes: Mapping[int | None, int]) -> frozenset[int | None]:
    """The OPD (None: without a name) that are told as one: those below K, and who must join them."""
    return cast(frozenset[int | None], merge_small(cast(Mapping[Hashable, int], sizes)))


def is_shown(count: int) -> bool:
    return count == 0 or count >= K


# ------------------------------------------------------------------------------------------------- scales


def told_of_scale(counts: Mapping[int, int], points: Sequence[int]) -> Told | None:
    """None where there are too few. ``points`` from the lowest."""
    return _told_of_scale(tuple(counts.get(point, 0) for point in points), tuple(points))


@lru_cache(maxsize=4096)  # a leaf lies in four cuts at least, and many leaves have the same counts
def _told_of_scale(vector: tuple[int, ...], points: tuple[int, ...]) -> Told | None:
    n = sum(vector)
    if n < K:
        return None
    total = told_total(sum(point * count for point, count in zip(points, vector, strict=True)), n, points)
    for blocks in _by_what_they_say(vector):
        sums = [sum(vector[i] for i in block) for block in blocks]
        if all(map(is_shown, sums)) and not pinned(vector, blocks, points, total):
            told = {tuple(points[i] for i in block): one for block, one in zip(blocks, sums, strict=True)}
            return Told(n, total, told)
    # Not even the mean: a group in which any figure would tell.
    return Told(n, None, {tuple(points): n})


def told_total(total: int, n: int, points: Sequence[int]) -> int:
    """The sum as it is told: one answer away from all the same counts as two."""
    if total == n * points[-1] - 1:
        return total - 1
    if total == n * points[0] + 1:
        return total + 1
    return total


def _totals(told: int, n: int, points: Sequence[int]) -> set[int]:
    """The true sums that are told as this one."""
    return {true for true in (told - 1, told, told + 1) if told_total(true, n, points) == told}


def pinned(vector: Sequence[int], blocks: Iterable[Sequence[int]], points: Sequence[int], told: int) -> bool:
    """Whether some count of 1 to K - 1 is the same in every other table with what is told. Small moves are
    tried only, so "pinned" may be said too often and never too seldom."""
    small = {i for i, count in enumerate(vector) if 0 < count < K}
    if not small:
        return False
    total = sum(point * count for point, count in zip(points, vector, strict=True))
    gaps = {true - total for true in _totals(told, sum(vector), points)}
    listed = [tuple(block) for block in blocks]
    for move in _moves(len(vector)):
        if any(sum(move[i] for i in block) for block in listed):
            continue
        if sum(point * step for point, step in zip(points, move, strict=True)) not in gaps:
            continue
        if all(count + step >= 0 for count, step in zip(vector, move, strict=True)):
            small -= {i for i, step in enumerate(move) if step}
            if not small:
                return False
    return True


@cache
def _moves(length: int) -> tuple[tuple[int, ...], ...]:
    moves = product(range(-2, 3), repeat=length)
    return tuple(sorted((m for m in moves if any(m) and not sum(m)), key=lambda m: sum(map(abs, m))))


def _by_what_they_say(vector: Sequence[int]) -> list[Blocks]:
    """The ways to cut the points into neighbouring blocks: those with most that are not empty first."""

    def dumb(blocks: Blocks) -> int:
        return sum(not any(vector[i] for i in block) for block in blocks) - len(blocks)

    return sorted(_partitions(len(vector)), key=dumb)


@cache
def _partitions(length: int) -> tuple[Blocks, ...]:
    """All neighbouring blocks, the finest first; among equals those that keep the low points apart."""
    return tuple(
        tuple(tuple(range(a, b)) for a, b in pairwise((0, *at, length)))
        for cuts in range(length - 1, -1, -1)
        for at in combinations(range(1, length), cuts)
    )


# ------------------------------------------------------------------------------------------------ one choice


def told_of_choice(counts: Mapping[int, int], options: Sequence[int]) -> Told | None:
    """Options of 1 to K - 1 are told together, with the next smallest until they are K in two options."""
    n = sum(counts.get(option, 0) for option in options)
    if n < K:
        return None
    order = sorted(options, key=lambda option: (counts.get(option, 0), option))
    merged = [option for option in order if 0 < counts.get(option, 0) < K]
    rest = [option for option in order if counts.get(option, 0) >= K]
    while merged and rest and (len(merged) < 2 or sum(counts[o] for o in merged) < K):
        merged.append(rest.pop(0))
    blocks: dict[Block, int] = {(o,): counts.get(o, 0) for o in options if o not in merged}
    if merged:
        blocks[tuple(sorted(merged))] = sum(counts[o] for o in merged)
    return Told(n, None, blocks)


def add_up(told: Iterable[Told]) -> tuple[dict[Block, int], int]:
    """Counts over several leaves in blocks that all of these leaves have in common, and of how many answers.

    A leaf that would leave nothing but one block is passed over, the largest leaves first: how most have
    answered is better than nothing of all.
    """
    leaves = sorted((one for one in told if len(one.blocks) > 1), key=lambda one: -one.n)
    best, of = _greedy(leaves, lambda blocks: sum(map(bool, blocks.values())) > 1)
    if 2 * of >= sum(one.n for one in leaves):
        return best, of
    return _greedy(leaves, lambda blocks: len(blocks) > 1)


def _greedy(
    leaves: Iterable[Told], says_enough: Callable[[dict[Block, int]], bool]
) -> tuple[dict[Block, int], int]:
    counts: dict[Block, int] = {}
    of = 0
    for one in leaves:
        joined = _join(counts, one.blocks)
        if says_enough(joined):
            counts, of = joined, of + one.n
    return counts, of


def _join(one: Mapping[Block, int], other: Mapping[Block, int]) -> dict[Block, int]:
    """Both together, in blocks as coarse as the coarser of the two needs."""
    return {
        whole: sum(one[block] for block in ours) + sum(other[block] for block in theirs)
        for whole, ours, theirs in _in_common(tuple(one), tuple(other))
    }


@lru_cache(maxsize=1024)  # there are few ways to cut a scale, and a thousand leaves to add up
def _in_common(one: Blocks, other: Blocks) -> tuple[tuple[Block, Blocks, Blocks], ...]:
    """The finest blocks in which both can be told, each with the blocks of the two that it is made of."""
    groups: list[set[int]] = []
    for block in (*one, *other):
        inside = set(block).union(*(group for group in groups if group & set(block)))
        groups = [*(group for group in groups if not group & inside), inside]
    return tuple(
        (
            tuple(sorted(group)),
            tuple(block for block in one if group.issuperset(block)),
            tuple(block for block in other if group.issuperset(block)),
        )
        for group in sorted(groups, key=min)
    )


# ------------------------------------------------------------------------------------------- several choices


@dataclass(frozen=True)
class Pool:
    """Leaves that are told together for one option: so many of so many ticked it."""

    leaves: frozenset[int]
    ticked: int
    n: int


def pools(leaves: Sequence[tuple[int, int, int]]) -> list[Pool]:
    """Of (leaf, ticked, n) in the order of closing: each by itself where both sides are empty or K, the
    others with those that come next. A pool once full never changes, so two readings at different times
    subtract to nothing; what is not full yet is not told."""
    told, open_leaves, ticked, n = [], [], 0, 0
    for leaf, some, all_ in leaves:
        if all_ < K:
            continue
        if is_shown(some) and is_shown(all_ - some):
            told.append(Pool(frozenset([leaf]), some, all_))
            continue
        open_leaves.append(leaf)
        ticked, n = ticked + some, n + all_
        if len(open_leaves) > 1 and ticked >= K and n - ticked >= K:
            told.append(Pool(frozenset(open_leaves), ticked, n))
            open_leaves, ticked, n = [], 0, 0
    return told


def within(told: Iterable[Pool], leaves: frozenset[int]) -> Iterator[Pool]:
    """Those that lie wholly in a cut."""
    return (pool for pool in told if pool.leaves <= leaves)
