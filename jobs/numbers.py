"""A whole number from outside (an address, a form, a file): the one place where such a text becomes one."""

from __future__ import annotations

#: The largest key that a row can have.
LARGEST = 2**63 - 1


def whole_number(text: object, *, most: int = LARGEST) -> int | None:
    """The number from 0 to ``most`` that a text writes in plain digits; None for anything else: nothing, a
    sign, a raised or foreign digit, more digits than anybody means."""
    if not isinstance(text, str) or len(text) > 19 or not (text.isascii() and text.isdecimal()):
        return None
    number = int(text)
    return number if number <= most else None
