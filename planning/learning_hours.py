"""How long a learning hour (JP) is: a setting, said the same way everywhere."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings

from personnel.rounding import half_up


def jp_minutes() -> int:
    """Minutes of one JP (Peraturan LAN 10/2018: 45)."""
    return int(settings.JP_MINUTES)


def length_of_jp() -> str:
    """In words: "1 JP = 45 menit"."""
    return f"1 JP = {jp_minutes()} menit"


def jp_of(minutes: int) -> Decimal:
    """JP of a time, to two decimals."""
    return half_up(Decimal(minutes) / jp_minutes(), 2)


def fits(jp: Decimal, minutes: int) -> bool:
    """Whether these hours are those of the time: all of it, or less by a part of an hour."""
    exact = jp_of(minutes)
    return int(exact) <= jp <= exact
