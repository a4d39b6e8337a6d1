"""What may be printed about small groups, tried by an attacker who has every shown table and a solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.suppression import ROOT, TOTAL, K, Split, hidden_cells, merge_small
from tests.solver import Known

PARENTS = {"I": "pns", "II": "pns", "III": "pns", "IX": "pppk", "X": "pppk"}


def table(rows, groups="abcdefgh"):
    """{row: [(having, lacking) per group]} as cells."""
    return {(row, groups[n]): Split(*split) for row, splits in rows.items() for n, split in enumerate(splits)}


def sure(rows, groups="abcdefgh"):
    """The same with people alone: half of them have it."""
    return table({row: [(n // 2, n - n // 2) for n in counts] for row, counts in rows.items()}, groups)


class Attacker:
    """Knows all shown cells, all totals of rows, and that a hidden cell is not empty, unless its whole row
    is hidden."""

    def __init__(self, leaves, parents, hidden, *, knows_not_empty=True):
        self.leaves, self.parents = leaves, parents
        self.cells = list(leaves)
        self.place = {cell: n for n, cell in enumerate(self.cells)}
        self.n = len(self.cells)
        rows, low, high = [], [], []
        for cell in self.all_cells() - hidden:
            for measure in (0, 1):
                vector = self.vector(cell, measure)
                rows.append(vector)
                low.append(vector @ self.truth())
                high.append(low[-1])
        for cell in leaves.keys() & hidden:
            blank = all(c in hidden for c in leaves if c[0] == cell[0])  # may hide empty groups as well
            if knows_not_empty and not blank:
                rows.append(self.vector(cell, 0) + self.vector(cell, 1))
                low.append(1)
                high.append(np.inf)
        self.known = Known(np.array(rows), low, high)

    def truth(self):
        return np.array(
            [self.leaves[c].having for c in self.cells] + [self.leaves[c].lacking for c in self.cells]
        )

    def all_cells(self):
        rows = {row for row, _g in self.leaves} | {TOTAL}
        groups = {g for _r, g in self.leaves} | {ROOT}
        groups |= {self.parents[g] for g in groups if g in self.parents}
        return {(row, group) for row in rows for group in groups}

    def vector(self, cell, measure):
        """Which unknowns add up to a cell."""
        vector = np.zeros(2 * self.n)
        for (row, leaf), n in self.place.items():
            fits = cell[1] in {ROOT, leaf, self.parents.get(leaf)}
            if fits and cell[0] in {TOTAL, row}:
                vector[n + measure * self.n] = 1
        return vector

    def knows(self, aim):
        """Whether it can be one number only. Two worlds in which it differs say no without a search."""
        if len({round(aim @ world) for world in self.known.worlds}) > 1:
            return False
        lowest, highest = self.known.span(aim)
        return lowest == highest

    def knows_people(self, cell):
        return self.knows(self.vector(cell, 0) + self.vector(cell, 1))


def small(leaves, parents):
    attacker = Attacker(leaves, parents, frozenset())
    truth = attacker.truth()
    return {
        cell
        for cell in attacker.all_cells()
        if 0 < (attacker.vector(cell, 0) + attacker.vector(cell, 1)) @ truth < K
    }


def check(leaves, parents=None):
    """The three promises."""
    parents = parents or {}
    hidden = hidden_cells(leaves, parents)
    strong = Attacker(leaves, parents, hidden)
    assert small(leaves, parents) <= hidden
    assert not any(group == ROOT for _row, group in hidden)
    weak = Attacker(leaves, parents, hidden, knows_not_empty=False)
    truth = weak.truth()
    most_hidden = hidden | {
        cell
        for cell in weak.all_cells()
        if cell[0] != TOTAL
        and cell[1] != ROOT  # and not empty
        and (weak.vector(cell, 0) + weak.vector(cell, 1)) @ truth
    }
    everything = Attacker(leaves, parents, most_hidden, knows_not_empty=False)
    for cell in hidden:
        assert not strong.knows_people(cell), f"{cell} is pinned, hidden are {sorted(map(str, hidden))}"
        for measure in (0, 1):
            if weak.knows(weak.vector(cell, measure)):
                assert everything.knows(everything.vector(cell, measure)), f"{cell}: {measure} is pinned"
    return hidden


# ----------------------------------------------------------------------------------------------- by hand


def test_nothing_is_hidden_when_no_group_is_small():
    assert check(sure({"x": [10, 20], "y": [5, 30]})) == frozenset()


def test_an_empty_group_is_shown():
    assert check(sure({"x": [0, 20], "y": [12, 30]})) == frozenset()


def test_of_two_groups_the_other_goes_too():
    """Three men of a hundred: the women would tell."""
    assert {("x", "a"), ("x", "b")} <= check(sure({"x": [3, 97]}))


def test_a_group_hidden_in_one_opd_goes_in_another_too():
    """Otherwise the city less the other OPD would tell."""
    hidden = check(sure({"x": [3, 40, 40], "y": [50, 60, 70], "z": [80, 90, 99]}))
    assert ("x", "a") in hidden
    assert len({row for row, group in hidden if group == "a"}) > 1
    assert len(hidden) == 4  # a rectangle, and no more


def test_a_small_rest_takes_the_next_smallest_with_it():
    hidden = check(sure({"x": [1, 2, 9, 50], "y": [30, 40, 50, 60]}))
    assert ("x", "c") in hidden
    assert ("x", "d") not in hidden


def test_a_parent_does_not_tell_its_child():
    leaves = sure({"x": [9, 3, 30, 20, 20], "y": [20, 20, 20, 20, 20]}, list(PARENTS))
    hidden = check(leaves, PARENTS)
    assert ("x", "II") in hidden
    assert ("x", "I") in hidden


def test_a_small_parent_is_hidden_with_all_that_would_tell_it():
    leaves = sure({"x": [9, 30, 30, 2, 1], "y": [20, 20, 20, 20, 20]}, list(PARENTS))
    assert ("x", "pppk") in check(leaves, PARENTS)


def test_everybody_alone_in_a_group_of_one():
    """Five people in five groups: who knows that none is empty would know all of them."""
    assert len(check(sure({"x": [1, 1, 1, 1, 1], "y": [9, 9, 9, 9, 9]}))) >= 5
    check(sure({"x": [1, 1, 1, 1, 1]}))


def test_shares_are_hidden_with_their_people():
    """Counts that could be moved only among those who have it would pin the others."""
    check(table({"x": [(3, 0), (0, 9)], "y": [(20, 0), (20, 20)], "z": [(0, 30), (30, 30)]}))


def test_the_one_person_of_a_group_cannot_be_moved_out_of_it():
    """A hidden group is not empty: a table in which it were is no other table."""
    check(table({"x": [(1, 0), (0, 0), (6, 0)], "y": [(0, 4), (0, 4), (1, 1)]}))


def test_a_row_too_small_to_be_shown_is_refused():
    with pytest.raises(ValueError, match="merge"):
        hidden_cells(sure({"x": [1, 2], "y": [9, 9]}))


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ({"x": 10, "y": 20}, set()),
        ({"x": 3, "y": 20, "z": 30}, {"x", "y"}),  # never one alone
        ({"x": 1, "y": 2, "z": 7, "w": 30}, {"x", "y", "z"}),  # until they are five
        ({"x": 3, "y": 4, "z": 30}, {"x", "y"}),
        ({"x": 4, "y": 4, "z": 30}, {"x", "y"}),  # four are few
        ({"x": 3}, {"x"}),
        ({"x": 0, "y": 9}, set()),
    ],
)
def test_small_rows_are_merged(sizes, merged):
    assert merge_small(sizes) == merged


# ------------------------------------------------------------------------------------------ by the thousand

COUNT = st.one_of(st.integers(0, 3), st.integers(0, 12))
SPLIT = st.tuples(COUNT, COUNT)


@st.composite
def tables(draw, groups):
    rows = {}
    for row in range(draw(st.integers(1, 4))):
        splits = draw(st.lists(SPLIT, min_size=len(groups), max_size=len(groups)))
        if sum(map(sum, splits)) >= K:
            rows[row] = splits
    return table(rows, groups)


@settings(max_examples=40, deadline=None)
@given(tables("abcd"))
def test_nobody_can_pin_a_hidden_count(leaves):
    if leaves:
        check(leaves)


@settings(max_examples=25, deadline=None)
@given(tables(list(PARENTS)))
def test_nor_through_groups_of_groups(leaves):
    if leaves:
        check(leaves, PARENTS)


@given(tables("abcd"))
def test_the_same_people_hide_the_same_cells(leaves):
    assert hidden_cells(leaves) == hidden_cells(dict(reversed(leaves.items())))
