"""How counts are drawn: bars and divided wholes, each with its numbers in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template

from personnel.templatetags.palu import decimal_of

register = template.Library()


@dataclass(frozen=True)
class Bar:
    """One bar: its start and length are in percent of the width of the drawing."""

    label: str
    value: Any
    start: str
    length: str
    share: Decimal
    tone: str = ""


def _bars(rows: Iterable[Sequence[Any]], *, whole: Decimal | None = None, stacked: bool = False) -> list[Bar]:
    """Lay rows ``(label, value[, tone])`` out, against the largest value or against the whole."""
    listed = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows]
    numbers = [max(decimal_of(value) or Decimal(0), Decimal(0)) for _, value, _ in listed]
    total = sum(numbers, Decimal(0))
    scale = whole or (total if stacked else max(numbers, default=Decimal(0)))
    bars, start = [], Decimal(0)
    for (label, value, tone), number in zip(listed, numbers, strict=True):
        length = number * 100 / scale if scale else Decimal(0)
        share = number * 100 / total if total else Decimal(0)
        bars.append(Bar(label, value, f"{start:.2f}%", f"{length:.2f}%", share, tone))
        start += length if stacked else 0
    return bars


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(
    rows: Iterable[Sequence[Any]], title: str, decimals: int = 0, unit: str = "", whole: Any = None
) -> dict[str, Any]:
    """Bars with their numbers, in one table: ``rows`` of ``(label, value[, tone])``.

    ``whole`` is the value of a full bar; without it the largest bar is full.
    """
    return {"bars": _bars(rows, whole=decimal_of(whole)), "title": title, "decimals": decimals, "unit": unit}


@register.inclusion_tag("components/distribution.html")
def distribution(rows: Iterable[Sequence[Any]], title: str, chart_id: str) -> dict[str, Any]:
    """How a whole is divided: one stacked bar and its table. ``rows`` of ``(label, count, tone)``.

    Tones: ``gap-0`` … ``gap-4``, ``gap-none``, ``done``, ``soon``, ``late``, ``info``, ``neutral``.
    """
    return {"bars": _bars(rows, stacked=True), "title": title, "chart_id": chart_id}
