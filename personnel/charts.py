"""Where the parts of a bar and the points of a line lie: small frozen values that a component draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from personnel.shown import Point, Share, Trend
from personnel.templatetags.palu import NOTHING, angka, persen

#: The lines of a drawing, in pixels from its top: the highest value, and zero.
TOP, GROUND = 34, 124
Amount = int | Decimal


def shares(
    rows: Iterable[tuple[str, Amount, int]], write: Callable[[Amount], str] = angka
) -> tuple[Share, ...]:
    """The parts of a whole, ``(label, amount, colour)``, in the order of the bar."""
    listed = list(rows)
    whole = sum((Decimal(amount) for _label, amount, _colour in listed), Decimal(0))
    found, start = [], Decimal(0)
    for label, amount, colour in listed:
        length = Decimal(amount) * 100 / whole if whole else Decimal(0)
        percent = persen(length) if whole else NOTHING
        found.append(Share(label, write(amount), percent, f"{start:.2f}%", f"{length:.2f}%", colour))
        start += length
    return tuple(found)


def trend(slug: str, title: str, years: Sequence[tuple[str, Decimal | None, str, str]]) -> Trend:
    """A line from year to year, ``(year, value, value as it is read, note)``; None is a year without a value,
    over which no line is drawn."""
    highest = max((value for _year, value, _number, _note in years if value is not None), default=Decimal(0))
    places = [
        (f"{(2 * n + 1) * 50 / len(years):.2f}%", _height(value, highest))
        for n, (_year, value, _number, _note) in enumerate(years)
    ]
    points = []
    for n, (year, _value, number, note) in enumerate(years):
        x, y = places[n]
        next_x, next_y = places[n + 1] if n + 1 < len(places) else ("", "")
        joined = y and next_y
        points.append(Point(year, number, note, x, y, next_x if joined else "", next_y if joined else ""))
    return Trend(title, tuple(points), slug)


def moved(before: Decimal | None, now: Decimal | None, places: int = 0, unit: str = "") -> str:
    """'naik 4,8 poin', 'turun 0,12', 'tetap' where the difference would be read as nothing; nothing where
    one of both is not known."""
    if before is None or now is None:
        return NOTHING
    shown = angka(abs(now - before), places)
    if not any(letter in "123456789" for letter in shown):
        return "tetap"
    return f"{'naik' if now > before else 'turun'} {shown}{f' {unit}' if unit else ''}"


def _height(value: Decimal | None, highest: Decimal) -> str:
    if value is None:
        return ""
    share = max(value, Decimal(0)) / highest if highest > 0 else Decimal(0)
    return f"{GROUND - share * (GROUND - TOP):.1f}"
