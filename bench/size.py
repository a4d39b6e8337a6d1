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

    @property
    def learners(self) -> int:
        """How many civil servants answer and rate at once: 300 of a city."""
        return max(8, self.people // 40)

    @property
    def desks(self) -> int:
        """How many of HR look around meanwhile: 50 of a city."""
        return max(2, self.people // 240)

    @property
    def load_seconds(self) -> float:
        """How long all of them are there: two minutes."""
        return min(120.0, max(8.0, self.people / 100))

    @property
    def think(self) -> float:
        """Seconds for which somebody looks at a page; in a small city only to see that it works."""
        return 8.0 if self.people >= 12_000 else 0.2
