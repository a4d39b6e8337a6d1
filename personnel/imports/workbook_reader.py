"""The reader of workbooks, a program of its own: ``python workbook_reader.py FILE`` writes the cells as lines
of JSON. It may take so much memory and time and no more, and it knows neither settings nor database.

A line is a sheet (``{"sheet", "hidden"}``), a list of rows of the last sheet named, or the end
(``{"end"}``, or ``{"refused"}`` with the reason). Without such an end it was stopped.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

#: A sheet of 300,000 rows and 7 columns takes 280 MB.
MEMORY = 1024 * 1024 * 1024
SECONDS = 120
ROWS_AT_ONCE = 500
#: Characters of a cell in any spreadsheet program, and of all cells: shared text is counted where it is used.
MAX_CELL = 32_767
MAX_TEXT = 150_000_000


class TooLarge(Exception):  # noqa: N818 - the same word as in the answer
    """More text than a table of people holds."""


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def frames(path: str) -> Iterator[Any]:
    """What is written, line by line."""
    workbook, left = CalamineWorkbook.from_path(path), MAX_TEXT
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(index)
        yield {
            "sheet": about.name,
            "hidden": about.visible != SheetVisibleEnum.Visible,
        }
        # Rows come from the first one on, but cells only from the first column that is filled.
        rows, before = sheet.iter_rows(), [""] * (sheet.start[1] if sheet.start else 0)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            left -= weigh(some)
            if left < 0:
                raise TooLarge
            yield [before + row for row in some] if before else some
        del sheet, rows
    yield {"end": True}


def weigh(rows: Iterable[list[Any]]) -> int:
    """Characters of all cells."""
    total = 0
    for row in rows:
        for cell in row:
            if isinstance(cell, str):
                total += len(cell)
                if len(cell) > MAX_CELL:
                    raise TooLarge
    return total


def tag(value: Any) -> dict[str, Any]:
    """A day or time for JSON."""
    if isinstance(value, dt.timedelta):
        return {"timedelta": value.total_seconds()}
    return {type(value).__name__: value.isoformat()}


def say(frame: Any) -> None:
    sys.stdout.buffer.write(json.dumps(frame, default=tag, ensure_ascii=False).encode() + b"\n")


def main() -> None:
    limit()
    try:
        for frame in frames(sys.argv[1]):
            say(frame)
    except (MemoryError, TooLarge):
        say({"refused": "too large"})
    except BaseException:
        say({"refused": "unreadable"})


if __name__ == "__main__":
    main()
