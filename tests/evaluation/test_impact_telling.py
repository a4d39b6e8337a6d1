"""Every possible leaf of a few people, tried: what is told of their changes pins no count of 1 to 4."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations, pairwise

import pytest

from evaluation import disclosure
from evaluation.impact.figures import POINTS, WAYS, told_change, told_ways
from planning.suppression import K


def every_leaf(n):
    """All ways to spread n people over five points."""
    for bars in combinations(range(n + 4), 4):
        edges = (-1, *bars, n + 4)
        yield tuple(b - a - 1 for a, b in pairwise(edges))


def sums(leaf, cut):
    return tuple(sum(leaf[point - 1] for way in block for point in WAYS[way]) for block in cut)


def sum_told(leaf, n):
    return disclosure.told_total(sum(p * c for p, c in zip(POINTS, leaf, strict=True)), n, POINTS)


@pytest.mark.parametrize("n", [5, 6, 7, 8, 9, 10, 11])
def test_no_count_of_few_is_pinned(n):
    leaves = list(every_leaf(n))
    assert len(leaves) == math.comb(n + 4, n)
    told = {leaf: told_change(leaf) for leaf in leaves}
    for cut in {tuple(one.blocks) for one in told.values()}:
        for with_total in (True, False):
            # whoever reads the same words: the leaves that would be told by the same sums
            alike = defaultdict(list)
            for leaf in leaves:
                alike[sums(leaf, cut), sum_told(leaf, n) if with_total else None].append(leaf)
            for leaf, one in told.items():
                if tuple(one.blocks) != cut or (one.total is not None) != with_total:
                    continue
                others = alike[sums(leaf, cut), one.total]
                for place, count in enumerate(leaf):
                    if 0 < count < K:
                        assert any(other[place] != count for other in others), (leaf, one)


def test_most_leaves_tell_something():
    """Of eleven people, spread evenly over all possibilities: the direction, or at least the mean."""
    told = [told_change(leaf) for leaf in every_leaf(11)]
    silent = [one for one in told if one.total is None and len(one.blocks) == 1]
    assert len(silent) * 20 < len(told)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([0, 6, 5], {(1,): 0, (2,): 6, (3,): 5}),
        ([1, 6, 5], {(1, 2): 7, (3,): 5}),
        ([5, 2, 3], {(1,): 5, (2, 3): 5}),
        ([1, 2, 3], {(1, 2, 3): 6}),
    ],
)
def test_small_directions_are_told_together(counts, shown):
    assert told_ways(counts).blocks == shown
