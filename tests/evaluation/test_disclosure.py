"""What is told of one leaf: tried against everything that would say the same."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.disclosure import (
    Told,
    add_up,
    is_shown,
    pools,
    told_of_choice,
    told_of_scale,
    told_total,
)
from planning.suppression import K

POINTS = (1, 2, 3, 4)


def worlds(n, points):
    """All ways in which n answers may lie."""
    for head in product(range(n + 1), repeat=len(points) - 1):
        if sum(head) <= n:
            yield (*head, n - sum(head))


def consistent(told: Told, points):
    """All tables that a reader of what is told must think possible: counts that sum to what is told."""
    for vector in worlds(told.n, points):
        at = dict(zip(points, vector, strict=True))
        if any(sum(at[point] for point in block) != count for block, count in told.blocks.items()):
            continue
        total = sum(point * count for point, count in at.items())
        if told.total is None or told_total(total, told.n, points) == told.total:
            yield vector


def test_no_block_of_few_is_told():
    """By the number itself, not by the word of the module that decides it."""
    tables = [dict(zip(POINTS, vector, strict=True)) for vector in product(range(4), repeat=len(POINTS))]
    told = [one for table in tables if (one := told_of_scale(table, POINTS))]
    assert len(told) > 150
    assert [one for one in told if any(0 < count < K for count in one.blocks.values())] == []


def pinned_small(vector, told, points):
    """The small counts that are the same in every table."""
    tables = list(consistent(told, points))
    assert vector in tables
    return [i for i, count in enumerate(vector) if 0 < count < K and len({table[i] for table in tables}) == 1]


@pytest.mark.parametrize("n", [5, 6, 8, 11])
def test_no_small_count_is_pinned_in_any_leaf(n):
    vectors = list(worlds(n, POINTS))
    assert len(vectors) == math.comb(n + len(POINTS) - 1, n)
    for vector in vectors:
        told = told_of_scale(dict(zip(POINTS, vector, strict=True)), POINTS)
        assert told.n == n
        assert all(map(is_shown, told.blocks.values()))
        assert not pinned_small(vector, told, POINTS), (vector, told)


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(lambda counts: 5 <= sum(counts) <= 16))
def test_nor_on_five_points(counts):
    points = (1, 2, 3, 4, 5)
    told = told_of_scale(dict(zip(points, counts, strict=True)), points)
    assert not pinned_small(tuple(counts), told, points), told


def test_control_the_exact_mean_pins_who_stands_apart():
    """Nine say 4 and one says 3: the exact mean with n has only this one solution; what we tell has more."""
    naive = Told(10, 39, {POINTS: 10})
    exact = [
        v for v in worlds(10, POINTS) if sum(p * c for p, c in zip(POINTS, v, strict=True)) == naive.total
    ]
    assert exact == [(0, 0, 1, 9)]
    told = told_of_scale({3: 1, 4: 9}, POINTS)
    assert told.total == 38
    assert len(list(consistent(told, POINTS))) > 1


def test_too_few_are_nothing():
    assert told_of_scale({4: 4}, POINTS) is None
    assert told_of_choice({1: 4}, (1, 2)) is None


def test_large_groups_are_shown_in_full():
    counts = {1: 6, 2: 8, 3: 40, 4: 20}
    assert told_of_scale(counts, POINTS).blocks == {(p,): n for p, n in counts.items()}


def test_a_small_option_goes_with_the_next():
    told = told_of_choice({1: 2, 2: 7, 3: 20}, (1, 2, 3, 4))
    assert told.blocks == {(3,): 20, (4,): 0, (1, 2): 9}


@given(st.lists(st.integers(0, 9), min_size=3, max_size=5).filter(lambda counts: sum(counts) >= K))
def test_no_small_option_is_pinned(counts):
    options = tuple(range(1, len(counts) + 1))
    told = told_of_choice(dict(zip(options, counts, strict=True)), options)
    assert sum(told.blocks.values()) == told.n
    for block, count in told.blocks.items():
        assert is_shown(count) or len(block) == len(options)
        assert len(block) > 1 or is_shown(counts[block[0] - 1])


def test_adding_up_is_as_coarse_as_the_coarsest():
    fine = Told(30, 90, {(1,): 0, (2,): 5, (3,): 15, (4,): 10})
    coarse = Told(20, 60, {(1, 2): 6, (3,): 8, (4,): 6})
    dumb = Told(7, 20, {POINTS: 7})
    assert add_up([fine, coarse, dumb]) == ({(1, 2): 11, (3,): 23, (4,): 16}, 50)
    assert add_up([dumb]) == ({}, 0)


def test_a_leaf_that_would_hide_all_is_passed_over():
    large = Told(30, 90, {(1, 2): 14, (3, 4): 16})
    other = Told(10, 30, {(1,): 0, (2, 3): 5, (4,): 5})
    assert add_up([other, large]) == ({(1, 2): 14, (3, 4): 16}, 30)
    quiet = Told(40, 130, {(1,): 0, (2, 3, 4): 40})
    assert add_up([quiet, other]) == ({(1,): 0, (2, 3, 4): 50}, 50)  # ten would not speak for fifty


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=9))
def test_pools_tell_nobody_apart(sizes):
    leaves = [(i, ticked, ticked + rest) for i, (ticked, rest) in enumerate(sizes)]
    told = pools(leaves)
    seen = [leaf for pool in told for leaf in pool.leaves]
    assert len(seen) == len(set(seen))
    for pool in told:
        assert is_shown(pool.ticked)
        assert is_shown(pool.n - pool.ticked)
    # what was told stays as it was when more waves are closed
    for end in range(len(leaves)):
        assert set(pools(leaves[:end])) <= set(told)
