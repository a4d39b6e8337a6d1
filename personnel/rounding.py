"""Numbers are rounded once, where they are shown, written or kept; until then they are exact, and whatever is
decided by a number (a category, a colour's bound) is decided by the exact one. Nobody else rounds."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal


def half_up(number: Decimal, places: int) -> Decimal:
    """The nearest; of two as near the one farther from zero, as everybody learned at school."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def cut(number: Decimal, places: int) -> Decimal:
    """Never more than it is: of what must reach a bound and does not."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)


def up(number: Decimal, places: int) -> Decimal:
    """Never less than it is: of what is promised to be at most so much."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_UP)
