"""The rows of lists, written in Python: a page has hundreds of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from personnel.shown import Cell

register = template.Library()


@register.simple_tag
def cell(value: Cell) -> SafeString | str:
    """What stands in one row of one column; most of a list is a text or a link, and needs no template."""
    text = format_html('<a href="{}">{}</a>', value.url, value.text) if value.url else value.text
    sub = format_html('<span class="sub">{}</span>', value.sub) if value.sub else ""
    if value.is_plain:
        return format_html("{} {}", text, sub) if sub else text
    return get_template("components/cell.html").render({"cell": value, "text": text, "sub": sub})


TICK = '<input class="form-check-input pick" type="checkbox" name="baris" value="{}" aria-label="Pilih {}"> '


@register.simple_tag
def row_cells(cells: Sequence[tuple[Any, Cell]], key: Any, acts: Any) -> SafeString:
    """A row of a list, each cell with its column (``personnel.pages.tables``): the first names the row and
    ticks it where something can be done with it. Written in Python, for a page has hundreds of cells."""
    (_column, first), *others = cells
    tick = format_html(TICK, key, first.text) if acts and key else ""
    rest = "".join(f"{column.opening}{conditional_escape(cell(other))}</td>" for column, other in others)
    return format_html('<th scope="row">{}{}</th>{}', tick, cell(first), mark_safe(rest))  # noqa: S308 - escaped


@register.simple_tag(name="sorted")
def aria_sort(head: Any) -> SafeString | str:
    """How a list is sorted by the column of this head, for its ``th``."""
    return format_html(' aria-sort="{}"', head.sorted) if head.sorted else ""
