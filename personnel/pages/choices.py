"""Rows that an address or a form names by their number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jobs.numbers import whole_number


def key_in(text: Any) -> int | None:
    """The number of a row, or None: whatever else was sent is no row that there could be."""
    return whole_number(str(text or ""))


def keys_in(texts: Iterable[Any]) -> list[int]:
    """Of several that were ticked, each once, in their order."""
    return list(dict.fromkeys(key for text in texts if (key := key_in(text)) is not None))
