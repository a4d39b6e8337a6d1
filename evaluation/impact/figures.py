"""What is said of tests, of levels rated again and of performance in a scope: sums over leaves, with n."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from evaluation import disclosure
from evaluation.disclosure import Block, Told
from evaluation.impact.leaves import Leaf, Scope, Sorted, leaves_of
from evaluation.impact.people import CHANGES, RESTS_ON, RESULTS, Cell, Stratum, cells_of, hour
from personnel.remembered import remembered
from planning.suppression import K

POINTS = (1, 2, 3, 4, 5)
#: The point of the scale of changes at which nothing changed.
SAME = 3
#: What is shown of the changes: fell, stayed, rose. The size of a change goes into the mean only.
WAYS = {1: (1, 2), 2: (3,), 3: (4, 5)}
CHANGE_LABELS = {1: "turun", 2: "tetap", 3: "naik"}
RESULT_LABELS = {
    1: "predikat turun",
    2: "predikat tetap",
    3: "predikat naik",
}


@dataclass(frozen=True)
class Part:
    """So many of so many: one bar and one row of a table."""

    label: str
    count: int
    of: int

    @property
    def percent(self) -> Decimal:
        return Decimal(100 * self.count) / self.of if self.of else Decimal(0)


@dataclass(frozen=True)
class Learning:
    """Tests before and after, 0 to 100; n took both of ``of`` who were there."""

    n: int = 0
    of: int = 0
    pre: Decimal | None = None
    post: Decimal | None = None
    gain: Decimal | None = None
    spread: Decimal | None = None


@dataclass(frozen=True)
class LevelChange:
    """The level of the competency before and after, by others than the person; n of ``of``."""

    n: int = 0
    of: int = 0
    not_rated_again: int = 0
    not_rated_before: int = 0
    too_small: int = 0  # rated twice, but in a group that is not shown
    mean: Decimal | None = None
    mean_n: int = 0
    spread: Decimal | None = None
    parts: list[Part] = field(default_factory=list)
    rose: Part | None = None
    closed: Part | None = None  # of those with a gap before
    why: str = ""


@dataclass(frozen=True)
class Performance:
    """The predicate of the year before and of the year after; n of ``of``."""

    n: int = 0
    of: int = 0
    parts: list[Part] = field(default_factory=list)
    rose: Part | None = None
    why: str = ""


@dataclass(frozen=True)
class Comparison:
    """Alumni with a gap beside others with the same gap, each by the mean of their change."""

    n: int
    mean: Decimal
    others: int
    others_mean: Decimal


@dataclass
class Facts:
    """All that a year says of its alumni; every page of it reads these, and none depends on who looks."""

    year: int
    cells: list[Cell]

    @classmethod
    def of(cls, year: int) -> Facts:
        """One small query while nothing has changed."""
        return remembered(lambda: cls(year, cells_of(year)), "alumni", year, hour(), rests_on=RESTS_ON)

    @cached_property
    def tested(self) -> list[Leaf]:
        return leaves_of(self.cells, "tested")

    @cached_property
    def judged(self) -> list[Leaf]:
        return leaves_of(self.cells, "judged")

    @cached_property
    def rated(self) -> list[Leaf]:
        return leaves_of(self.cells, "rated")

    @cached_property
    def performed(self) -> list[Leaf]:
        return leaves_of(self.cells, "performed")

    @cached_property
    def _cells(self) -> Sorted[Cell]:
        return Sorted(self.cells)

    @cached_property
    def _tested(self) -> Sorted[Leaf]:
        return Sorted(self.tested)

    @cached_property
    def _rated(self) -> Sorted[Leaf]:
        return Sorted(self.rated)

    @cached_property
    def _performed(self) -> Sorted[Leaf]:
        return Sorted(self.performed)

    @cached_property
    def told_changes(self) -> dict[int, Told]:
        return {leaf.pk: told_change([leaf.count(name) for name in CHANGES]) for leaf in self.rated}

    @cached_property
    def told_results(self) -> dict[int, Told]:
        return {leaf.pk: told_ways([leaf.count(name) for name in RESULTS]) for leaf in self.performed}

    def people(self, scope: Scope) -> int:
        """Who took part: somebody in two batches counts twice."""
        return _count(self._cells.within(scope), "people")

    def learning(self, scope: Scope) -> Learning:
        return learning_of(self._tested.within(scope), self.people(scope))

    def change(self, scope: Scope) -> LevelChange:
        leaves, of = self._rated.within(scope), self.people(scope)
        cells = self._cells.within(scope)
        before, rated = _count(cells, "with_baseline"), _count(cells, "rated")
        n = sum(leaf.count("rated") for leaf in leaves)
        known = LevelChange(
            n=n, of=of, not_rated_again=before - rated, not_rated_before=of - before, too_small=rated - n
        )
        if n < K:
            return replace(known, why=few())
        told = [self.told_changes[leaf.pk] for leaf in leaves]
        counts, whole = disclosure.add_up(told)
        mean, mean_n = _mean(told)
        return replace(
            known,
            mean=mean,
            mean_n=mean_n,
            spread=_spread(leaves, mean) if mean_n == n else None,
            parts=_parts(counts, whole, CHANGE_LABELS),
            rose=_rose(counts, whole),
            closed=self._closed(leaves),
            why=_partly(n, whole),
        )

    def _closed(self, leaves: Iterable[Leaf]) -> Part | None:
        told = [leaf for leaf in leaves if tells_closed(leaf, self.told_changes[leaf.pk])]
        of = sum(leaf.count("with_gap") for leaf in told)
        closed = sum(leaf.count("closed") for leaf in told)
        return Part("kesenjangan tertutup", closed, of) if of else None

    def performance(self, scope: Scope) -> Performance:
        leaves, of = self._performed.within(scope), self.people(scope)
        n = sum(leaf.count("performed") for leaf in leaves)
        if n < K:
            return Performance(of=of, why=few())
        counts, whole = disclosure.add_up(self.told_results[leaf.pk] for leaf in leaves)
        parts = _parts(counts, whole, RESULT_LABELS)
        return Performance(n, of, parts, _rose(counts, whole), _partly(n, whole))

    def comparison(self, programme: int, strata: Sequence[Stratum]) -> Comparison | None:
        """None unless both sides are ``K`` at every width of the gap that the alumni had. The others are
        weighed as the alumni's gaps are spread, so that like is held against like."""
        leaves = [
            leaf
            for leaf in self.rated
            if leaf.programme == programme
            and tells_gap(leaf)
            and self.told_changes[leaf.pk].total is not None
        ]
        n = sum(leaf.count("with_gap") for leaf in leaves)
        used = [one for one in strata if one.trained]
        if n < K or not used or any(one.others < K for one in used):
            return None
        trained = sum(one.trained for one in used)
        others = sum((one.trained * one.change / one.others for one in used), Decimal(0)) / trained
        return Comparison(
            n, Decimal(sum(map(_gap_change, leaves))) / n, sum(one.others for one in used), others
        )


def learning_of(leaves: Sequence[Leaf], of: int) -> Learning:
    """The tests of some leaves; ``of``: how many were there."""
    n = sum(leaf.count("tested") for leaf in leaves)
    if n < K:
        return Learning(of=of)
    pre, post, squares = (_total(leaves, name) / n for name in ("pre", "post", "gain_squares"))
    gain = post - pre
    return Learning(n, of, pre, post, gain, max(squares - gain**2, Decimal(0)).sqrt())


def passed_of(leaves: Iterable[Leaf]) -> Part | None:
    """How many passed, of the leaves in which those who did and those who did not are none or ``K``."""
    told = [leaf for leaf in leaves if tells_passed(leaf)]
    of = sum(leaf.count("judged") for leaf in told)
    return Part("lulus", sum(leaf.count("passed") for leaf in told), of) if of else None


def tells_passed(leaf: Leaf) -> bool:
    passed = leaf.count("passed")
    return disclosure.is_shown(passed) and disclosure.is_shown(leaf.count("judged") - passed)


def few() -> str:
    """Why nothing is shown."""
    return f"Tidak ditampilkan: kelompoknya kurang dari {K} orang, sehingga orangnya dapat ditebak."


def tells_gap(leaf: Leaf) -> bool:
    """Whether those with a gap may be told of by themselves: nobody else is one of few."""
    with_gap = leaf.count("with_gap")
    return with_gap >= K and disclosure.is_shown(leaf.count("rated") - with_gap)


def tells_closed(leaf: Leaf, told: Told) -> bool:
    """Whether it may be said how many closed their gap. They are among those who rose, so beside the told
    changes it says how many rose without closing it, and how many did not rise: none or ``K`` each."""
    if not tells_gap(leaf) or (3,) not in told.blocks:
        return False
    closed = leaf.count("closed")
    rose = sum(leaf.count(name) for name in CHANGES[SAME:])
    return all(map(disclosure.is_shown, (closed, leaf.count("with_gap") - closed, rose - closed)))


def _gap_change(leaf: Leaf) -> int:
    """The sum of changes of those with a gap, told as the sum of the whole leaf is."""
    n = leaf.count("with_gap")
    return disclosure.told_total(leaf.count("gap_change") + SAME * n, n, POINTS) - SAME * n


#: Fell, stayed, rose: apart, or neighbours together.
CUTS: tuple[tuple[Block, ...], ...] = (((1,), (2,), (3,)), ((1,), (2, 3)), ((1, 2), (3,)), ((1, 2, 3),))


def told_ways(counts: Sequence[int]) -> Told:
    """So many fell, stayed and rose: the finest cut in which each part is none or ``K``."""
    cuts = [{block: sum(counts[way - 1] for way in block) for block in cut} for cut in CUTS]
    shown = [blocks for blocks in cuts if all(map(disclosure.is_shown, blocks.values()))]
    return Told(sum(counts), None, shown[0] if shown else cuts[-1])


def told_change(counts: Sequence[int]) -> Told:
    """The same of five points, and their sum unless it would tell, beside this, how many few changed by how
    much."""
    told = told_ways([sum(counts[point - 1] for point in points) for points in WAYS.values()])
    sum_ = sum(point * count for point, count in zip(POINTS, counts, strict=True))
    total = disclosure.told_total(sum_, told.n, POINTS)
    blocks = [[point - 1 for way in block for point in WAYS[way]] for block in told.blocks]
    is_pinned = disclosure.pinned(counts, blocks, POINTS, total)
    return Told(told.n, None if is_pinned else total, told.blocks)


def _count(rows: Iterable[Cell], name: str) -> int:
    return int(sum(row.sums[name] for row in rows))


def _total(leaves: Iterable[Leaf], name: str) -> Decimal:
    return Decimal(sum(leaf.sums[name] for leaf in leaves))


def _mean(told: Iterable[Told]) -> tuple[Decimal | None, int]:
    leaves = [one for one in told if one.total is not None]
    n = sum(one.n for one in leaves)
    return (Decimal(sum(one.total or 0 for one in leaves)) / n - SAME, n) if n else (None, 0)


def _spread(leaves: Sequence[Leaf], mean: Decimal | None) -> Decimal | None:
    """Standard deviation, where the people at each point are none or ``K`` in every leaf."""
    if mean is None or not all(disclosure.is_shown(leaf.count(name)) for leaf in leaves for name in CHANGES):
        return None
    at = {
        point: sum(leaf.count(name) for leaf in leaves) for point, name in zip(POINTS, CHANGES, strict=True)
    }
    square = sum(((point - SAME - mean) ** 2 * count for point, count in at.items()), Decimal(0))
    return (square / sum(at.values())).sqrt()


def _parts(counts: Mapping[Block, int], of: int, labels: Mapping[int, object]) -> list[Part]:
    words = "atau"
    return [
        Part(f" {words} ".join(str(labels[point]) for point in block), count, of)
        for block, count in counts.items()
    ]


def _rose(counts: Mapping[Block, int], of: int) -> Part | None:
    """How many rose, where it is not said together with those who did not."""
    return Part("naik", counts[3,], of) if (3,) in counts else None


def _partly(n: int, whole: int) -> str:
    if not whole:
        return f"Sebaran tidak ditampilkan: sebagian kelompok kurang dari {K} orang."
    if whole < n:
        return f"Sebaran dari {whole} di antara {n} orang; kelompok yang lain terlalu kecil."
    return ""
