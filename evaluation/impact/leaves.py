"""Disjoint groups of at least ``K`` people, of which alone every figure is a sum (ADR 0017, for persons).

Each OPD with K measured people in a batch is a leaf, all others of the batch together are one; the batches
with fewer than K are one leaf of their programme and provider, or nothing. So pages of a batch, an OPD, a
programme, a provider and the city subtracted from each other give leaves again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from evaluation.impact.people import Cell
from planning.suppression import K, merge_small

#: The ways to look besides the whole city.
KINDS = ("batch", "programme", "provider", "opd")


@dataclass(frozen=True)
class Scope:
    """What a page is about: a batch, programme, provider, OPD, or the city; always of one year."""

    kind: str  # batch | programme | provider | opd | city
    pk: int | None = None

    def holds(self, part: Leaf | Cell) -> bool:
        return self.kind == "city" or getattr(part, self.kind) == self.pk


@dataclass(frozen=True)
class Leaf:
    """A group of at least ``K`` measured people; what it is mixed of is None."""

    pk: int
    programme: int
    provider: int
    batch: int | None
    opd: int | None
    sums: dict[str, int | Decimal]

    def count(self, name: str) -> int:
        return int(self.sums[name])


Row = TypeVar("Row", Leaf, Cell)


class Sorted(Generic[Row]):
    """Rows by the scopes that hold them: a page of all programmes asks for each of a hundred scopes."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: list[Row] = list(rows)
        self.held: dict[Scope, list[Row]] = defaultdict(list)
        for row in self.rows:
            for kind in KINDS:
                pk = getattr(row, kind)
                if pk is not None:
                    self.held[Scope(kind, pk)].append(row)

    def within(self, scope: Scope) -> list[Row]:
        return self.rows if scope.kind == "city" else self.held.get(scope, [])


def leaves_of(cells: Iterable[Cell], name: str) -> list[Leaf]:
    """The leaves of those who are counted in ``name``; in a fixed order."""
    by_batch: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.sums[name]:
            by_batch[cell.batch].append(cell)
    groups: list[Sequence[Cell]] = []
    small: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for batch in sorted(by_batch):
        parts = by_batch[batch]
        if _size(parts, name) < K:
            small[parts[0].programme, parts[0].provider] += parts
        else:
            groups += _groups(parts, name)
    groups += [parts for _key, parts in sorted(small.items()) if _size(parts, name) >= K]
    return [_leaf(number, parts) for number, parts in enumerate(groups)]


def _groups(parts: Sequence[Cell], name: str) -> list[list[Cell]]:
    sizes: dict[Hashable, int] = {cell.opd: int(cell.sums[name]) for cell in parts}
    merged = merge_small(sizes)
    rest = [cell for cell in parts if cell.opd in merged]
    if rest and _size(rest, name) < K:
        return [list(parts)]
    own = [[cell] for cell in parts if cell.opd not in merged]
    return [*own, rest] if rest else own


def _size(parts: Iterable[Cell], name: str) -> int:
    return int(sum(cell.sums[name] for cell in parts))


def _leaf(number: int, parts: Sequence[Cell]) -> Leaf:
    batches, opds = {cell.batch for cell in parts}, {cell.opd for cell in parts}
    return Leaf(
        number,
        parts[0].programme,
        parts[0].provider,
        batches.pop() if len(batches) == 1 else None,
        opds.pop() if len(opds) == 1 else None,
        {name: sum(cell.sums[name] for cell in parts) for name in parts[0].sums},
    )
