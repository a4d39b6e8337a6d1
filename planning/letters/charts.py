"""Charts for paper: inline SVG with a title that says the same in words (it becomes the alternative text)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from django.utils.safestring import SafeString, mark_safe

INK, SECOND_INK, GROUND, BAY = "#16232b", "#4a5a64", "#edf2f4", "#0f5a69"
EDGE = 'stroke="#b6c3c9" stroke-width="0.5"'
FONT = 'font-family="Open Sans, DejaVu Sans, sans-serif"'


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, how long, what is written at its end, its colour."""

    label: str
    value: Decimal | int
    text: str
    colour: str = BAY


def bars(title: str, rows: Sequence[Bar], *, width: int = 480, label_width: int = 150) -> SafeString:
    """Horizontal bars against the longest; widths in CSS pixels."""
    line, thick, end = 19, 10, 92
    room = width - label_width - end
    longest = max((row.value for row in rows), default=0) or 1
    parts = []
    for index, row in enumerate(rows):
        y = index * line
        length = float(room * row.value / longest)
        parts.append(
            f'<text x="0" y="{y + 12}" font-size="9.5" fill="{INK}" {FONT}>{escape(row.label)}</text>'
            f'<rect x="{label_width}" y="{y + 4}" width="{room}" height="{thick}" fill="{GROUND}"/>'
            f'<rect x="{label_width}" y="{y + 4}" width="{length:.2f}" height="{thick}" fill="{row.colour}"/>'
            f'<text x="{width}" y="{y + 12}" font-size="9.5" fill="{INK}" text-anchor="end" {FONT}>'
            f"{escape(row.text)}</text>"
        )
    return _svg(title, rows, width, line * len(rows), "".join(parts))


def stack(title: str, rows: Sequence[Bar], *, width: int = 634) -> SafeString:
    """One bar that is divided among the rows, with a legend below."""
    whole = sum(row.value for row in rows) or 1
    parts, x = [], 0.0
    for row in rows:
        length = float(width * row.value / whole)
        parts.append(f'<rect x="{x:.2f}" y="0" width="{length:.2f}" height="18" fill="{row.colour}"/>')
        x += length
    parts.append(f'<rect x="0.25" y="0.25" width="{width - 0.5}" height="17.5" fill="none" {EDGE}/>')
    step = width / max(len(rows), 1)
    for index, row in enumerate(rows):
        x = index * step
        parts.append(
            f'<rect x="{x:.2f}" y="27" width="9" height="9" fill="{row.colour}" {EDGE}/>'
            f'<text x="{x + 14:.2f}" y="35" font-size="9.5" fill="{INK}" {FONT}>{escape(row.label)}: '
            f"{escape(row.text)}</text>"
        )
    return _svg(title, rows, width, 42, "".join(parts))


def _svg(title: str, rows: Sequence[Bar], width: int, height: int, drawn: str) -> SafeString:
    words = f"{title}. " + "; ".join(f"{row.label}: {row.text}" for row in rows)
    return mark_safe(  # noqa: S308 - every text in it is escaped above
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>{escape(words)}</title>{drawn}</svg>'
    )
