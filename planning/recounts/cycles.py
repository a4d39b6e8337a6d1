"""Of which years the reports are read again: no more than these, however many there are."""

from __future__ import annotations

from planning.models import Cycle

#: The year that is planned, the one that is carried out, and the one just over; older ones no longer change.
NEWEST = 3


def newest() -> list[Cycle]:
    """The newest years, the oldest of them first."""
    return sorted(Cycle.objects.order_by("-year")[:NEWEST], key=lambda cycle: cycle.year)
