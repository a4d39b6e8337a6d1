"""When the people of a programme learn: spread over the quarters, so that no unit loses everybody at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import ceil

from planning.drafting.choice import ChosenNeed

#: A batch holds about so many people before a programme runs in another quarter as well.
BATCH = 10


def spread(lines: Sequence[ChosenNeed], sizes: dict[int, int], offset: int) -> dict[int, list[ChosenNeed]]:
    """The people of one programme, by quarter: about ten a batch, never most of a unit at once."""
    by_unit: dict[int, list[ChosenNeed]] = defaultdict(list)
    for line in lines:
        by_unit[line.need.unit_id].append(line)
    batches = min(4, ceil(len(lines) / BATCH))
    if any(len(group) > 1 and 2 * len(group) > sizes.get(unit, 0) for unit, group in by_unit.items()):
        batches = max(batches, 2)
    quarters: dict[int, list[ChosenNeed]] = defaultdict(list)
    turn = 0
    for _unit, group in sorted(by_unit.items()):
        for line in group:
            quarters[(offset + (turn % batches) * 4 // batches) % 4 + 1].append(line)
            turn += 1
    return quarters
