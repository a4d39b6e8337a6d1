"""The cheapest way to give everybody the hours that will be missing: a hint from the catalogue."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from planning.conversion import Conversion, period_of
from planning.models import Cycle, DevelopmentForm, Programme
from planning.reports.forecast import Outlook


@dataclass(frozen=True)
class Remedy:
    """A programme of the catalogue that counts, and what it would cost to close every gap with it alone."""

    programme: Programme
    jp: Decimal
    seats: int
    cost: Decimal

    @property
    def cost_per_jp(self) -> Decimal:
        return self.programme.cost_per_person / self.jp


def remedies(outlook: Outlook, cycle: Cycle) -> list[Remedy]:
    """The cheapest non-classical programme per counted JP, and the cheapest that costs something. A hint:
    what somebody needs decides, not the price. Two queries."""
    conversion, period = Conversion(), period_of(cycle.year)
    found = [
        Remedy(programme, jp, *_price(outlook, jp, programme.cost_per_person))
        for programme in Programme.objects.active()
        .filter(form__track=DevelopmentForm.Track.NON_CLASSICAL, form__is_active=True)
        .select_related("form", "competency")
        .order_by("code")
        if (
            jp := conversion.jp(
                programme.form_id,
                programme.quantity,
                international=programme.is_international,
                period=period,
            )
        )
    ]
    found.sort(key=lambda remedy: (remedy.cost_per_jp, remedy.cost, remedy.programme.code))
    paid = next((remedy for remedy in found if remedy.programme.cost_per_person), None)
    return [remedy for remedy in dict.fromkeys([*found[:1], paid]) if remedy]


def _price(outlook: Outlook, jp: Decimal, cost: Decimal) -> tuple[int, Decimal]:
    seats = sum(people * math.ceil(Decimal(gap) / (100 * jp)) for gap, people in outlook.missing.items())
    return seats, seats * cost
