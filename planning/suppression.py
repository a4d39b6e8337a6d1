"""Small cells: which figures of a table of people must not be shown, and which others must go with them.

A table counts people by row (an OPD; ``TOTAL`` for all rows together) and by group; groups may lie under a
parent group, and every row's own total is shown. A group of 1 to ``K`` - 1 people is hidden (*primary*).
Whoever reads all tables can subtract, so more is hidden (*complementary*) until three things hold:

1. **No small rest.** What is hidden under one shown total holds at least ``K`` people together.
2. **No count can be pinned.** For every hidden cell there is another table with the same shown figures in
   which its count differs, even for a reader who knows that a hidden cell is not empty. (Empty groups are
   shown as such; where that knowledge would tell too much, a row hides all its groups, the empty ones too.)
3. **No share can be pinned.** The same for those who have something and for those who lack it, unless the
   shown totals alone tell it already (nobody in the row has it).

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
    k: int
    hidden: set[Cell] = field(default_factory=set)
    #: Rows in which even empty groups are hidden, so that nobody knows that a hidden cell is not empty.
    blank: set[Key] = field(default_factory=set)

    @classmethod
    def of(cls, leaves: Mapping[Cell, Split], parents: Mapping[Key, Key], k: int) -> _Table:
        cells: dict[Cell, Split] = {}
        sizes: dict[Key, int] = {}
        for (row, leaf), split in sorted(leaves.items(), key=str):
            sizes[row] = sizes.get(row, 0) + split.people
            group = leaf
            while group != ROOT:
                for name in (row, TOTAL):
                    before = cells.get((name, group), NOBODY)
                    cells[name, group] = Split(before.having + split.having, before.lacking + split.lacking)
                group = parents.get(group, ROOT)
        if any(0 < size < k for size in sizes.values()):
            raise ValueError("A row is too small to be shown at all: merge it first.")
        return cls(cells, parents, frozenset(parents.values()), k)

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
        found = [edges.secure(cell, measure) for measure in (0, 1)]
        for row in (cell[0], TOTAL):
            if any(found):
                break
            self._blank(row)
            edges.build()
            found = [edges.secure(cell, measure) for measure in (0, 1)]
        for measure in (0, 1):
            if not found[measure]:
                edges.secure(cell, measure, strict=False)

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
        self.at: dict[Node, list[Cell]] = {}
        self.safe: tuple[set[Cell], set[Cell]] = (set(), set())
        self.build()

    def build(self) -> None:
        self.at.clear()
        for cell in self.table.cells:
            for node in self.ends(cell):
                self.at.setdefault(node, []).append(cell)

    def ends(self, cell: Cell) -> tuple[Node, Node]:
        """From and to: one person more in the cell is one step in this direction."""
        row, group = cell
        above: Node = ("row", row, self.table.parents.get(group, ROOT))
        below: Node = ("row", row, group) if group in self.table.inner else ("column", "", group)
        return (below, above) if row == TOTAL else (above, below)

    def secure(self, cell: Cell, measure: int, *, strict: bool = True) -> bool:
        """Hide what is needed for a cycle through the cell. False: there is none, whatever is hidden.

        ``strict``: for a reader who knows that hidden cells are not empty.
        """
        safe = self.safe[measure]
        if cell in safe:
            return True
        start, end = self.ends(cell)
        path = self._path(end, start, cell, measure, strict)
        if path is None and self._may_fall(cell, measure, strict):
            path = self._path(start, end, cell, measure, strict)
        if path is None:
            return False
        self.table.hidden.update(path)
        if strict:
            safe.update(path, [cell])
        return True

    def _may_fall(self, cell: Cell, measure: int, strict: bool) -> bool:
        split = self.table.cells[cell]
        keeps_one = split.people > 1 or not strict or cell[0] in self.table.blank
        return split[measure] > 0 and keeps_one

    def _path(self, start: Node, end: Node, but: Cell, measure: int, strict: bool) -> list[Cell] | None:
        """The cheapest way along which one person can be moved; hidden cells cost nothing."""
        table, best = self.table, {start: 0}
        came: dict[Node, tuple[Node, Cell]] = {}
        queue: list[tuple[int, int, Node]] = [(0, 0, start)]
        pushed = 0
        while queue:
            cost, _n, node = heapq.heappop(queue)
            if node == end:
                return _walk_back(came, start, end)
            if cost > best[node]:
                continue
            for cell in self.at[node]:
                split = table.cells[cell]
                if cell == but or not (split.people or cell in table.hidden):
                    continue
                tail, head = self.ends(cell)
                other = head if node == tail else tail
                if node == head and not self._may_fall(cell, measure, strict):
                    continue
                price = cost + (0 if cell in table.hidden else split.people)
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
