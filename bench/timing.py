"""Timing of small things: several rounds, the compared acts taking turns, so that noise falls on both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def once(act: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def medians(*acts: Callable[[], object], rounds: int) -> list[float]:
    """The median seconds of each act, after one warm round."""
    for act in acts:
        act()
    taken: list[list[float]] = [[] for _act in acts]
    for _round in range(rounds):
        for place, act in enumerate(acts):
            taken[place].append(once(act))
    return [statistics.median(seconds) for seconds in taken]


def loop_ms() -> float:
    """How fast the machine is at this moment: one fixed loop, the best of five. A shared machine may be half
    as fast an hour later, and nothing else tells."""
    return 1000 * min(once(lambda: sum(number * number for number in range(200_000))) for _round in range(5))


def percentile(values: list[float], percent: int) -> float:
    """By the nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
