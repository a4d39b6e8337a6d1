"""What every kind of file comes down to: sheets of numbered lines, or a refusal in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

#: How far down a heading may stand.
HEADING_WITHIN = 60
#: No spreadsheet program has more lines in a sheet.
MAX_LINES = 1_048_576


class BadFile(Exception):  # noqa: N818 - a word of the domain
    """The file cannot be used; the message says why and what to do instead."""


class SheetLine(NamedTuple):
    """One line of a sheet, numbered as a spreadsheet program does."""

    number: int
    cells: list[Cell]
    #: Why the cells cannot be trusted; empty when they can.
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its lines, read once and before the next sheet is asked for. ``remarks`` are said to the
    person, not refused."""

    name: str
    lines: Iterator[SheetLine]
    remarks: tuple[str, ...] = ()
