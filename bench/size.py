"""How large the measured city is, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """So many people; at 12,000 sixty rounds of every page and a year of 400 batches."""

    people: int

    @property
    def rounds(self) -> int:
        """How often a page is asked for; in a small city only to see that it answers."""
        return max(3, min(60, self.people // 200))

    @property
    def batches(self) -> int:
        """How many batches a year has, thirty people each."""
        return max(20, self.people // 30)
