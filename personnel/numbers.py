"""Numbers as people here type them: 1.300.000 and 8,5, with or without Rp; 8.5 as well."""

from __future__ import annotations

import re
from decimal import Decimal

#: Longer than any number that somebody types.
LONGEST = 40
RUPIAH = re.compile(r"^Rp\.?", re.IGNORECASE)
#: Hundreds, then groups of three; what begins with 0 is no group.
GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+"
INDONESIAN = re.compile(rf"^({GROUPED}|\d+)(?:,(\d+|-))?$", re.ASCII)
ENGLISH = re.compile(r"^([1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+(?=\.))(?:\.(\d+))?$", re.ASCII)
PLAIN = re.compile(r"^(\d+)\.(\d+)$", re.ASCII)


def read_number(text: str) -> Decimal | None:
    """The number that was typed; None where it is none, or cannot be told.

    A dot before three digits parts thousands (1.300), before other numbers of digits decimals (8.5); a comma
    parts decimals, except where English groups are unmistakable (1,300,000).
    """
    if len(text) > LONGEST:
        return None
    typed = RUPIAH.sub("", text.strip()).strip().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    sign = "-" if typed.startswith("-") else ""
    typed = typed.removeprefix("-").strip()
    if " " in typed or "\N{NO-BREAK SPACE}" in typed:
        typed = re.sub(r"[ \N{NO-BREAK SPACE}](?=\d{3}(?!\d))", ".", typed)
    for form, separator in ((INDONESIAN, "."), (ENGLISH, ","), (PLAIN, " ")):
        if found := form.fullmatch(typed):
            whole, decimals = found.groups()
            digits = sign + whole.replace(separator, "")
            # Not multiplied by its sign: that would round to the 28 digits of a sum.
            return Decimal(f"{digits}.{decimals}" if decimals and decimals != "-" else digits)
    return None


def write_number(number: Decimal | int, *, grouped: bool = True) -> str:
    """The number as it is typed, with the decimals that it has: 1.300.000 or 8,5."""
    text = f"{number:,f}" if grouped else f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))
