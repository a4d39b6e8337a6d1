"""Small cells: which figures of a table of people must not be shown, and which others must go with them.

A table counts people by row (an OPD; ``TOTAL`` for all rows together) and by group; groups may lie under a
parent group, and every row's own total is shown. A group of 1 to ``K`` - 1 people is hidden (*primary*).
Whoever reads all tables can subtract, so more is hidden (*complementary*) until three things hold:

1. **No small rest.** What is hidden under one shown total holds at least ``K`` people together.
2. **No count can be pinned.** For every hidden cell there is another table with the same shown figures in
   which its count differs, even for a reader who knows that a hidden cell is not empty. (Empty groups are
   shown as such; where that knowledge would tell too much, a row hides all its groups, the empty ones too.)
3. **No share can be pinned**, neither that of those who have something nor that of those who lack it, as
   long as hiding cells of the rows is enough. The totals of the city are not hidden for it: if they say that
   every PNS has a line, then so has every PNS of a hidden group, and that is no secret about a few people.

How: the equations "children add up to their parent" and "rows add up to the total" are the nodes of a
network and the cells its edges, for each cell stands in exactly two of them. Another table with the same
sums is a cycle along which one person is moved, so a cell is safe exactly if such a cycle of hidden cells
passes through it; the cheapest path that closes one names the cells to be hidden too (fewest people lost).
The cells of a cycle are safe together, and hiding more never makes a safe cell unsafe (Gusfield 1988).
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

#: A group of fewer people is not shown (ADR 0012).
K = 5

Key = Hashable
#: (row, group)
Cell = tuple[Key, Key]
TOTAL = "__total__"
ROOT = "__all__"


class Split(NamedTuple):
    """The people of a cell: those who have what the table is about, and those who lack it."""

    having: int
    lacking: int

    @property
    def people(self) -> int:
        return self.having + self.lacking


NOBODY = Split(0, 0)


def _sum(one: Split, other: Split) -> Split:
    return Split(one.having + other.having, one.lacking + other.lacking)


def merge_small(sizes: Mapping[Key, int], k: int = K) -> frozenset[Key]:
    """The rows that must be shown as one: all below ``k``, and the smallest others until they are at least
    two with ``k`` people together."""
    order = sorted((row for row in sizes if sizes[row]), key=lambda row: (sizes[row], str(row)))
    merged = [row for row in order if sizes[row] < k]
    for row in order[len(merged) :]:
        if not merged or (len(merged) > 1 and sum(sizes[one] for one in merged) >= k):
            break
        merged.append(row)
    return frozenset(merged)


def hidden_cells(
    leaves: Mapping[Cell, Split], parents: Mapping[Key, Key] | None = None, k: int = K
) -> frozenset[Cell]:
    """The cells, also of parents and of the ``TOTAL`` row, that must not be shown.

    ``leaves``: people by (row, group without children); ``parents``: group → the group above it. Every row
    must hold at least ``k`` people (``merge_small``), for its total is shown.
    """
    table = _Table.of(leaves, parents or {}, k)
    table.hide_small()
    table.leave_no_small_rest()
    table.close_cycles()
    return frozenset(table.hidden)


@dataclass
class _Table:
    """All cells with their people, and the network they form."""

    cells: dict[Cell, Split]
    parents: Mapping[Key, Key]
    inner: frozenset[Key]
    totals: Mapping[Key, Split]
    k: int
    hidden: set[Cell] = field(default_factory=set)
    #: Rows in which even empty groups are hidden, so that nobody knows that a hidden cell is not empty.
    blank: set[Key] = field(default_factory=set)

    @classmethod
    def of(cls, leaves: Mapping[Cell, Split], parents: Mapping[Key, Key], k: int) -> _Table:
        cells: dict[Cell, Split] = {}
        totals: dict[Key, Split] = {}
        for (row, leaf), split in sorted(leaves.items(), key=str):
            for name in (row, TOTAL):
                totals[name] = _sum(totals.get(name, NOBODY), split)
            group = leaf
            while group != ROOT:
                for name in (row, TOTAL):
                    cells[name, group] = _sum(cells.get((name, group), NOBODY), split)
                group = parents.get(group, ROOT)
        if any(0 < total.people < k for total in totals.values()):
            raise ValueError("A row is too small to be shown at all: merge it first.")
        return cls(cells, parents, frozenset(parents.values()), totals, k)

    # ------------------------------------------------------------------------------------ what must go

    def hide_small(self) -> None:
        self.hidden = {cell for cell, split in self.cells.items() if 0 < split.people < self.k}

    def leave_no_small_rest(self) -> None:
        """Under a shown total the hidden people are at least ``k``; otherwise the next smallest goes too."""
        changed = True
        while changed:
            changed = False
            for total, parts in self._sums():
                if total in self.hidden:
                    continue
                rest = [part for part in parts if part in self.hidden]
                shown = [part for part in parts if part not in self.hidden and self.cells[part].people]
                if rest and shown and sum(self.cells[part].people for part in rest) < self.k:
                    self.hidden.add(min(shown, key=self._price))
                    changed = True

    def _sums(self) -> list[tuple[Cell, list[Cell]]]:
        """Each total with the cells that add up to it: the groups under one parent, the rows of a group."""
        across: dict[Cell, list[Cell]] = {}
        down: dict[Cell, list[Cell]] = {}
        for row, group in self.cells:
            across.setdefault((row, self.parents.get(group, ROOT)), []).append((row, group))
            if row != TOTAL:
                down.setdefault((TOTAL, group), []).append((row, group))
        return [*across.items(), *down.items()]

    def _price(self, cell: Cell) -> tuple[int, str]:
        """People lost by hiding it; a fixed order among equals, so that the same data hide the same."""
        return self.cells[cell].people, str(cell)

    def close_cycles(self) -> None:
        """Hide what is needed so that every hidden cell lies on a cycle, those hidden on the way too."""
        edges = _Edges(self)
        done: set[Cell] = set()
        while pending := sorted(self.hidden - done, key=self._price):
            done.update(pending)
            for cell in pending:
                self._secure(cell, edges)

    def _secure(self, cell: Cell, edges: _Edges) -> None:
        found = edges.hide_people(cell)
        for row in (cell[0], TOTAL):
            if found:
                break
            self._blank(row)
            edges.build()
            found = edges.hide_people(cell)
        for measure in (0, 1):
            edges.hide_share(cell, measure)

    def _blank(self, row: Key) -> None:
        self.blank.add(row)
        for group in {group for _row, group in self.cells}:
            self.cells.setdefault((row, group), NOBODY)
            self.hidden.add((row, group))


Node = tuple[str, Key, Key]


class _Edges:
    """Cells as edges between the two equations in which they stand."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        #: node → its cells, each with the node at its other end, and whether one goes there by adding people
        self.at: dict[Node, list[tuple[Cell, Node, bool]]] = {}
        self.free: set[Cell] = set()  # the count of people can be another
        self.safe: tuple[set[Cell], set[Cell]] = (set(), set())  # so can this measure
        self.build()

    def build(self) -> None:
        self.at.clear()
        for cell in self.table.cells:
            tail, head = self.ends(cell)
            self.at.setdefault(tail, []).append((cell, head, True))
            self.at.setdefault(head, []).append((cell, tail, False))

    def ends(self, cell: Cell) -> tuple[Node, Node]:
        """From and to: one person more in the cell is one step in this direction."""
        row, group = cell
        above: Node = ("row", row, self.table.parents.get(group, ROOT))
        below: Node = ("row", row, group) if group in self.table.inner else ("column", "", group)
        return (below, above) if row == TOTAL else (above, below)

    def hide_people(self, cell: Cell) -> bool:
        """Close the cheapest cycle, of those who have it or of those who lack it, for a reader who knows
        that hidden cells are not empty. False: there is none, whatever is hidden."""
        if cell in self.free:
            return True
        ways = [(way, measure) for measure in (0, 1) if (way := self._cheapest(cell, measure, strict=True))]
        if not ways:
            return False
        (_price, path), measure = min(ways, key=lambda one: one[0][0])
        self._hide(cell, path, measure)
        self.free.update(path, [cell])
        return True

    def hide_share(self, cell: Cell, measure: int) -> None:
        """The same for one measure; the totals of the city are not given up for it."""
        if cell in self.safe[measure] or self._is_told(cell, measure):
            return
        way = self._cheapest(cell, measure, strict=False)
        if way:
            self._hide(cell, way[1], measure)

    def _is_told(self, cell: Cell, measure: int) -> bool:
        """A shown total says that nobody in the city's group has it, or nobody in the row."""
        table, above = self.table, (TOTAL, cell[1])
        if above not in table.hidden and not table.cells[above][measure]:
            return True
        return not table.totals[cell[0]][measure]

    def _hide(self, cell: Cell, path: list[Cell], measure: int) -> None:
        self.table.hidden.update(path)
        self.safe[measure].update(path, [cell])

    def _cheapest(self, cell: Cell, measure: int, *, strict: bool) -> tuple[int, list[Cell]] | None:
        """What to hide besides the cell, and how many people that loses."""
        start, end = self.ends(cell)
        ways = [self._path(end, start, cell, measure, strict)]
        if self._may_fall(cell, measure, strict) and not (ways[0] and not ways[0][0]):
            ways.append(self._path(start, end, cell, measure, strict))
        return min((way for way in ways if way), key=lambda way: way[0], default=None)

    def _may_hide(self, cell: Cell, strict: bool) -> bool:
        if cell in self.table.hidden:
            return True
        return self.table.cells[cell].people > 0 and (strict or cell[0] != TOTAL)

    def _may_fall(self, cell: Cell, measure: int, strict: bool) -> bool:
        split = self.table.cells[cell]
        keeps_one = split.people > 1 or not strict or cell[0] in self.table.blank
        return split[measure] > 0 and keeps_one

    def _path(
        self, start: Node, end: Node, but: Cell, measure: int, strict: bool
    ) -> tuple[int, list[Cell]] | None:
        """The cheapest way along which one person can be moved; hidden cells cost nothing."""
        table, best = self.table, {start: 0}
        came: dict[Node, tuple[Node, Cell]] = {}
        queue: list[tuple[int, int, Node]] = [(0, 0, start)]
        pushed = 0
        while queue:
            cost, _n, node = heapq.heappop(queue)
            if node == end:
                return cost, _walk_back(came, start, end)
            if cost > best[node]:
                continue
            for cell, other, adds in self.at[node]:
                if cell == but or not self._may_hide(cell, strict):
                    continue
                if not adds and not self._may_fall(cell, measure, strict):
                    continue
                price = cost + (0 if cell in table.hidden else table.cells[cell].people)
                if other not in best or price < best[other]:
                    best[other], came[other] = price, (node, cell)
                    pushed += 1
                    heapq.heappush(queue, (price, pushed, other))
        return None


def _walk_back(came: Mapping[Node, tuple[Node, Cell]], start: Node, end: Node) -> list[Cell]:
    path, node = [], end
    while node != start:
        node, cell = came[node]
        path.append(cell)
    return path
