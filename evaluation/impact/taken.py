"""What the people of one OPD took part in, by programme: sums over the leaves that lie in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.impact.figures import Facts, Learning, Part, learning_of, passed_of
from evaluation.impact.leaves import Leaf, Scope


@dataclass(frozen=True)
class Taken:
    """A programme's key, and what may be told of those of the OPD who were there."""

    programme: int
    people: int  # somebody in two batches counts twice
    learning: Learning
    judged: bool  # whether of anybody it is known if they passed
    passed: Part | None


def taken_by(opd: int, year: int) -> list[Taken]:
    """The programmes of a year in which people of the OPD took part, the most people first. One query."""
    facts, scope = Facts.of(year), Scope("opd", opd)
    people: dict[int, int] = defaultdict(int)
    judged: dict[int, int] = defaultdict(int)
    for cell in facts.cells:
        if scope.holds(cell):
            people[cell.programme] += int(cell.sums["people"])
            judged[cell.programme] += int(cell.sums["judged"])
    tested, known = _by_programme(facts.tested, scope), _by_programme(facts.judged, scope)
    return [
        Taken(pk, n, learning_of(tested[pk], n), judged[pk] > 0, passed_of(known[pk]))
        for pk, n in sorted(people.items(), key=lambda item: (-item[1], item[0]))
    ]


def _by_programme(leaves: Iterable[Leaf], scope: Scope) -> dict[int, list[Leaf]]:
    found: dict[int, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        if scope.holds(leaf):
            found[leaf.programme].append(leaf)
    return found
