"""What people typed, as it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model


def plain(value: Any) -> Any:
    """A text in one line without idle spaces; anything else as it is."""
    return " ".join(value.split()) if isinstance(value, str) else value


def fill(row: Model, names: Iterable[str], values: Mapping[str, Any]) -> None:
    """Write the values into the row, plainly; they are of exactly these names, or the program is wrong."""
    if set(values) != set(names):
        raise ValueError(f"{type(row).__name__} is filled with {names}")
    for name in names:
        setattr(row, name, plain(values[name]))
