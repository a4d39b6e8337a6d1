"""How many learning hours (JP) an activity counts for, by the rule in force on its day. 1 JP = 45 minutes.

What a unit proposes and what is counted are stored apart; where BKPSDMD has set no conversion, nothing
is counted (None), and the page says so.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from personnel.rounding import half_up
from planning.models import ConversionRule, DevelopmentForm, PlanItem


@dataclass(frozen=True)
class Period:
    """When an activity runs: its first day, and over how many days and calendar months it stretches."""

    starts_on: dt.date
    days: int | None = None
    months: int | None = None


def period_of(
    year: int, *, quarter: int | None = None, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> Period:
    """Dates say it exactly; a quarter says three months; with neither, the year says which rule holds."""
    if starts_on:
        last = ends_on or starts_on
        months = (last.year - starts_on.year) * 12 + last.month - starts_on.month + 1
        return Period(starts_on, (last - starts_on).days + 1, months)
    if quarter:
        first_month = 3 * quarter - 2
        days = sum(calendar.monthrange(year, month)[1] for month in range(first_month, first_month + 3))
        return Period(dt.date(year, first_month, 1), days, 3)
    return Period(dt.date(year, 1, 1))


class Conversion:
    """The rules of all forms, read once; for many items at a time."""

    def __init__(self, rules: Iterable[ConversionRule] | None = None) -> None:
        self._rules: dict[int, list[ConversionRule]] = {}
        for rule in ConversionRule.objects.order_by("-valid_from") if rules is None else rules:
            self._rules.setdefault(rule.form_id, []).append(rule)

    def rule(self, form_id: int, on: dt.date) -> ConversionRule | None:
        for rule in self._rules.get(form_id, []):
            if rule.valid_from <= on and (rule.valid_to is None or on <= rule.valid_to):
                return rule
        return None

    def jp(
        self, form_id: int | None, quantity: Decimal | None, *, international: bool, period: Period
    ) -> Decimal | None:
        """Counted JP, or None when the form, the quantity or the conversion is not known."""
        if form_id is None or quantity is None:
            return None
        rule = self.rule(form_id, period.starts_on)
        return None if rule is None else counted(rule, quantity, international=international, period=period)


def counted(
    rule: ConversionRule, quantity: Decimal, *, international: bool, period: Period
) -> Decimal | None:
    """JP of a quantity under one rule, after the caps per month (times) and per day (JP)."""
    each = _each(rule, international=international)
    if each is None or not rule.counted_per:
        return None
    if rule.counted_per == ConversionRule.Unit.TIME and rule.max_times_per_month and period.months:
        quantity = min(quantity, Decimal(rule.max_times_per_month * period.months))
    jp = quantity * each
    cap = rule.max_jp_per_day
    if international and rule.max_jp_per_day_international is not None:
        cap = rule.max_jp_per_day_international
    if cap is not None and period.days:
        jp = min(jp, cap * period.days)
    return half_up(jp, 2)


def _each(rule: ConversionRule, *, international: bool) -> Decimal | None:
    """JP of one unit: abroad a fixed value, or the national one with a bonus; None where nothing is set."""
    if not international:
        return rule.jp_national
    if rule.jp_international is not None:
        return rule.jp_international
    if rule.international_bonus_percent is None or rule.jp_national is None:
        return None
    return rule.jp_national * (100 + rule.international_bonus_percent) / 100


def jp_counted(
    form: DevelopmentForm, quantity: Decimal, *, international: bool = False, period: Period
) -> Decimal | None:
    """Counted JP of one activity; see ``Conversion`` for many."""
    return Conversion(form.rules.all()).jp(form.pk, quantity, international=international, period=period)


def recount(item: PlanItem, *, year: int, conversion: Conversion | None = None) -> None:
    """Set what is counted on an item from its form, quantity and time. Does not save."""
    item.jp_counted = (conversion or Conversion()).jp(
        item.form_id,
        item.quantity,
        international=item.is_international,
        period=period_of(year, quarter=item.quarter, starts_on=item.starts_on, ends_on=item.ends_on),
    )
