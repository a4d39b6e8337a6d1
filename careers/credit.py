"""Angka kredit as a simulation: what a year brings, and how many years a typed balance still lacks.

A year brings the coefficient of the grade times a percentage by the predicate. Conventional credit (before
PermenPANRB 1/2023) and converted credit are never added: only one letter is read, the newest.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal

from careers.checks import Facts
from careers.models import CareerRule, CreditPercent, CreditRate


@dataclass(frozen=True)
class Simulation:
    """What the newest predicate and letter make of the next grade; ``years`` None: the balance is unknown."""

    rate: CreditRate
    percent: CreditPercent | None
    balance: Decimal | None
    letter: str
    dated: dt.date | None
    is_verified: bool

    @property
    def per_year(self) -> Decimal:
        return self.rate.per_year * (self.percent.percent if self.percent else 100) / 100

    @property
    def missing(self) -> Decimal | None:
        if self.balance is None or self.rate.to_next_level is None:
            return None
        return max(Decimal(0), self.rate.to_next_level - self.balance)

    @property
    def years(self) -> int | None:
        """Whole years of work at that pace."""
        return None if self.missing is None else math.ceil(self.missing / self.per_year)


def simulate(facts: Facts, today: dt.date) -> Simulation | None:
    """None for whoever holds no functional post, or whose grade has no coefficient."""
    rates = CreditRate.objects.filter(level=facts.level, valid_from__lte=today).order_by("-valid_from")
    rate = rates.first()
    if rate is None or not facts.is_regulated:
        return None
    year = max(facts.results, default=None)
    percents = CreditPercent.objects.filter(predicate=facts.results.get(year or 0, ""), valid_from__lte=today)
    percent = percents.order_by("-valid_from").first()
    seen = next((s for s in facts.seen if s.kind == CareerRule.Kind.CREDIT), None)
    return Simulation(
        rate=rate,
        percent=percent,
        balance=seen.number if seen else None,
        letter=seen.letter if seen else "",
        dated=seen.dated if seen else None,
        is_verified=bool(seen and seen.is_verified),
    )
