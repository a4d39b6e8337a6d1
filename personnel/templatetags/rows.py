"""The rows of lists, written in Python: a page has hundreds of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from personnel.shown import Cell, Link
from personnel.templatetags.palu import icon, show

register = template.Library()


@register.simple_tag
def cell(value: Cell) -> SafeString:
    """What stands in one row of one column."""
    text = (
        format_html('<a href="{}">{}</a>', value.url, value.text)
        if value.url
        else conditional_escape(value.text)
    )
    sub = [format_html('<span class="sub">{}</span>', value.sub)] if value.sub else []
    warnings = [format_html(WARNING, icon("alert"), warning) for warning in value.warnings]
    drawn = [text, *map(show, value.chips), *sub, *warnings, *map(_act, value.acts)]
    return mark_safe(" ".join(drawn))  # noqa: S308 - each part is escaped


WARNING = '<p class="agree__warning">{} {}</p>'
#: What is pressed is a button of the form "tekan" of its list (``components/table.html``).
PRESSED = (
    '<button class="btn btn-{} btn-sm" type="submit" form="tekan" formaction="{}">{}'
    '<span class="visually-hidden"> {}</span></button>'
)
LINKED = '<a class="btn btn-{} btn-sm" href="{}">{}<span class="visually-hidden"> {}</span></a>'


def _act(act: Link) -> SafeString:
    look = "primary" if act.press and act.strong else "secondary"
    return format_html(PRESSED if act.press else LINKED, look, act.url, act.label, act.about)


TICK = '<input class="form-check-input pick" type="checkbox" name="baris" value="{}" aria-label="Pilih {}"> '


@register.simple_tag
def row_cells(cells: Sequence[tuple[Any, Cell]], key: Any, acts: Any) -> SafeString:
    """A row of a list, each cell with its column (``personnel.pages.tables``): the first names the row and
    ticks it where something can be done with it. Written in Python, for a page has hundreds of cells."""
    (_column, first), *others = cells
    tick = format_html(TICK, key, first.text) if acts and key else ""
    rest = "".join(f"{column.opening}{cell(other)}</td>" for column, other in others)
    return mark_safe(f'<th scope="row">{tick}{cell(first)}</th>{rest}')  # noqa: S308 - each part is escaped


@register.simple_tag(name="sorted")
def aria_sort(head: Any) -> SafeString | str:
    """How a list is sorted by the column of this head, for its ``th``."""
    return format_html(' aria-sort="{}"', head.sorted) if head.sorted else ""
