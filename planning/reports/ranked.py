"""People in an order that the rows of the year decide: remembered (ADR 0036), so that a page reads its fifty
of them, not everybody."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Mark = TypeVar("Mark")


@dataclass(frozen=True)
class Ranked(Generic[Mark]):
    """Their ids in order, and beside each the mark by which a page chooses. 16 bytes a person."""

    people: array[int]
    marks: list[Mark]

    @classmethod
    def of(cls, rows: Iterable[tuple[int, Mark]]) -> Ranked[Mark]:
        """Of rows in order; equal marks are held once."""
        found: Ranked[Mark] = cls(array("q"), [])
        known: dict[Mark, Mark] = {}
        for person, mark in rows:
            found.people.append(person)
            found.marks.append(known.setdefault(mark, mark))
        return found

    def narrowed(
        self, *, marked: Callable[[Mark], bool] | None = None, among: Collection[int] | None = None
    ) -> Ranked[Mark]:
        """Those with such a mark, and those of these ids; None: all."""
        if marked is None and among is None:
            return self
        return Ranked.of(
            (person, mark)
            for person, mark in zip(self.people, self.marks, strict=True)
            if (marked is None or marked(mark)) and (among is None or person in among)
        )
