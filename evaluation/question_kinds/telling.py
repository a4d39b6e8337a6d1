"""What the kinds of question share in telling results: answers counted by leaf, and bars over points."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evaluation.disclosure import Block, Pool, pools
from planning.suppression import K


def few() -> str:
    return f"Tidak ditampilkan: kurang dari {K} jawaban, sehingga jawaban perorangan dapat ditebak."


@dataclass(frozen=True)
class Leaf:
    """A disjoint group of at least K answers: one OPD of a wave, or all the others of it."""

    pk: int
    wave: int
    opd: int | None
    n: int
    programme: int
    provider: int
    year: int
    opds: frozenset[int | None]

    @property
    def pool(self) -> tuple[int, int, int]:
        """With which leaves it may be pooled: of the same programme, provider and year."""
        return self.programme, self.provider, self.year


@dataclass
class Counted:
    """The answers to one question by leaf."""

    values: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    n: Counter[int] = field(default_factory=Counter)
    people: Counter[int] = field(default_factory=Counter)  # where answers have names; else one each
    sums: dict[int, Decimal] = field(default_factory=dict)


Group = tuple[Leaf, ...]


@dataclass(frozen=True)
class Grouped:
    """All that may be told of one question, whatever the cut: its groups of leaves with their answers."""

    groups: Sequence[Group]
    counted: Counted
    _pools: dict[int, list[Pool]] = field(default_factory=dict)

    def size(self, group: Iterable[Leaf]) -> int:
        return sum(self.counted.n.get(leaf.pk, 0) for leaf in group)

    def values(self, group: Iterable[Leaf]) -> Counter[int]:
        values = self.counted.values
        found = [values[leaf.pk] for leaf in group if leaf.pk in values]
        return found[0] if len(found) == 1 else sum(found, Counter())

    def pools(self, option: int) -> list[Pool]:
        """In which groups together it is told how many ticked the option; found once, not for each cut."""
        if option not in self._pools:
            rows: dict[tuple[int, int, int], list[tuple[int, int, int]]] = defaultdict(list)
            for group in self.groups:
                ticked = self.values(group)[option]
                rows[group[0].pool].append((group[0].pk, ticked, self.size(group)))
            self._pools[option] = [pool for ones in rows.values() for pool in pools(ones)]
        return self._pools[option]


@dataclass(frozen=True)
class Gathered:
    """A question in a cut: those of its groups that lie wholly in it."""

    grouped: Grouped
    chosen: Sequence[Group]

    @property
    def n(self) -> int:
        return sum(self.grouped.size(group) for group in self.chosen)

    @property
    def total(self) -> Decimal:
        """The sum of the numbers that were answered."""
        sums = self.grouped.counted.sums
        return sum((sums.get(leaf.pk, Decimal(0)) for group in self.chosen for leaf in group), Decimal(0))


@dataclass(frozen=True)
class Cell:
    """One bar: a point or option, or several that are told together."""

    label: str
    count: int
    of: int

    @property
    def percent(self) -> float:
        return self.count * 100 / self.of if self.of else 0


def spread(counts: Mapping[Block, int], is_whole: bool) -> Decimal | None:
    """Standard deviation of those who answered as a population: nobody is a sample of others. Only where each
    point is told anyway."""
    n = sum(counts.values())
    if not n or not is_whole or any(len(block) > 1 for block in counts):
        return None
    mean = Decimal(sum(block[0] * count for block, count in counts.items())) / n
    square = sum(((block[0] - mean) ** 2 * count for block, count in counts.items()), Decimal(0)) / n
    return square.sqrt()
