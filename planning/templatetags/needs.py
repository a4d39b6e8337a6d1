"""Cells of needs, drawn in Python: a map of the city has hundreds of them, and an include each would cost
more than the sums themselves. The look is that of ``components/heat_cell.html``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from personnel.templatetags.palu import angka, gap_class, persen
from planning.models import Competency
from planning.reports.heat_map import HeatCell
from planning.reports.needs import Asked, age_in_months

register = template.Library()

CELL = '<td class="heat__cell {}"><a href="{}{}">{}<span class="visually-hidden">, {}</span></a></td>'
PLAIN_CELL = '<td class="heat__cell {}"><span>{}<span class="visually-hidden">, {}</span></span></td>'


@register.simple_tag
def heat_cells(cells: Sequence[HeatCell], competencies: Sequence[Competency], url: str = "") -> SafeString:
    """The cells of one row; each leads to the people behind it (``url`` ends where the competency's id
    goes)."""
    front, parts = escape(url), []
    for cell, competency in zip(cells, competencies, strict=True):
        css, shown = _shown(cell.average)
        label = escape(competency.label)
        if not url or not cell.people:
            parts.append(PLAIN_CELL.format(css, shown, label))
        else:
            parts.append(CELL.format(css, front, competency.pk, shown, label))
    return SafeString("".join(parts))


@lru_cache(maxsize=1024)
def _shown(average: Decimal | None) -> tuple[str, str]:
    """The class and the inner text of a cell; of some thousand cells of a map only some dozen differ."""
    if average is None:
        words = escape("belum cukup penilaian")
        return gap_class(None), f'<b aria-hidden="true">–</b><span class="visually-hidden">{words}</span>'
    return gap_class(average), escape(angka(average, 1))


@register.simple_tag
def need_cells(needs: Sequence[Asked]) -> SafeString:
    """The cells of one person: the gap, a dash while unassessed, nothing where it is not asked for."""
    return SafeString("".join(need_cell(*need) for need in needs))


@lru_cache(maxsize=16)
def need_cell(is_asked: bool, gap: int | None) -> SafeString:
    """There are only eight of them."""
    if not is_asked:
        hidden = "tidak dipersyaratkan"
        cell = '<td class="heat__cell"><span><span class="visually-hidden">{}</span></span></td>'
        return format_html(cell, hidden)
    if gap is None:
        return format_html(
            '<td class="heat__cell {}"><span><b aria-hidden="true">–</b>'
            '<span class="visually-hidden">{}</span></span></td>',
            gap_class(None),
            "belum dinilai",
        )
    return format_html('<td class="heat__cell {}"><span>{}</span></td>', gap_class(gap), gap)


@register.filter
def jpm(percent: Decimal | None) -> str:
    """The Job Person Match as pages and prints show it: two decimals, as the needs export has it."""
    return persen(percent, 2)


@register.filter
def months_since(day: dt.date | None) -> int | None:
    """Whole months from a day until today: how old a rating is."""
    return None if day is None else age_in_months(day)
