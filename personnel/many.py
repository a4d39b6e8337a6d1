"""One act for many rows: each in a transaction of its own.

What is refused for one keeps no other from it, and is told with the row. Rules take a second sending as done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError

Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Outcome(Generic[Row, Made]):
    """What became of one row: what the rule gave back, or why not, in words."""

    row: Row
    done: Made | None
    refusal: str = ""


def each(rows: Iterable[Row], act: Callable[[Row], Made]) -> list[Outcome[Row, Made]]:
    """The act for each of the rows, in their order."""
    return [_one(row, act) for row in rows]


def _one(row: Row, act: Callable[[Row], Made]) -> Outcome[Row, Made]:
    try:
        return Outcome(row, act(row))
    except PermissionDenied:
        return Outcome(row, None, "Bukan giliran Anda, atau di luar wewenang Anda.")
    except ValidationError as refusal:
        return Outcome(row, None, " ".join(refusal.messages))
