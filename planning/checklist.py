"""What a head looks at before submitting a plan: each thing says how it stands, where it is mended, and
whether it is still left open. Apps above planning add what only they know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from personnel.models import User
from planning.models import Plan


@dataclass(frozen=True)
class Check:
    """One thing of the list. ``is_left``: it may stay open, but then a reason is asked for."""

    label: str
    said: str
    is_left: bool = False
    url: str = ""
    link: str = ""


Asks = Callable[[Plan, User], Check | None]
CHECKS: dict[int, Asks] = {}


def add_check(place: int, asks: Asks) -> None:
    """Let something be looked at before a plan is submitted; apps call it when their models are ready."""
    CHECKS[place] = asks


def checklist(plan: Plan, user: User) -> list[Check]:
    """Everything to look at, in its order; what does not concern the plan is left out."""
    found = (CHECKS[place](plan, user) for place in sorted(CHECKS))
    return [check for check in found if check is not None]


def require_reason(plan: Plan, user: User, reason: str) -> None:
    """Refuse to go on while something of the list is left open and nobody has said why."""
    if reason.strip():
        return
    left = [check.label for check in checklist(plan, user) if check.is_left]
    if left:
        words = f"Masih terbuka: {', '.join(left)}. Tulis mengapa rencana tetap diajukan."
        raise ValidationError({"note": ValidationError(words, code="no_reason")})
