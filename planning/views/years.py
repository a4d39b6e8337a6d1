"""The year that a page is about."""

from __future__ import annotations

from personnel.requests import Request
from planning.models import Cycle


def cycle_asked(request: Request, cycles: list[Cycle]) -> Cycle | None:
    """The year asked for, else the one that is being planned, else the newest."""
    wanted = request.GET.get("tahun", "")
    for cycle in cycles:
        if wanted == str(cycle.year):
            return cycle
    return next((cycle for cycle in cycles if cycle.is_open), cycles[0] if cycles else None)
