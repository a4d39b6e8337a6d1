"""Who may do what about training. Facts about persons only; the rules ask these."""

from __future__ import annotations

from personnel.models import User
from personnel.permissions import is_city_hr


def may_organise(user: User) -> bool:
    """Keep places, speakers and days, make batches, schedule and release them: BKPSDMD."""
    return is_city_hr(user)
