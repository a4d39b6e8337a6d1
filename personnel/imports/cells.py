"""What stands in a cell, as text, as words to compare, as a day; and what programs leave behind."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from personnel.imports.lines import Cell

#: What people and programs write when they mean nothing.
NOTHING = frozenset({"", "null", "(null)", "none", "nan", "-", "--", "n/a"})
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
#: Files say the same a thousand times: so many different texts are read once.
KNOWN_TEXTS = 20_000

SIGNS = re.compile(r"[\W_]+")


def plain(title: Any) -> str:
    """'Nip_Baru ' → 'NIP BARU'."""
    return _plain(str(title))


@lru_cache(KNOWN_TEXTS)
def _plain(title: str) -> str:
    return SIGNS.sub(" ", title).strip().upper()


def clean(cell: Cell) -> str:
    """A cell as text without what programs leave behind: apostrophes, no-break spaces, 'null'."""
    return clean_text(cell) if isinstance(cell, str) else shown(cell)


@lru_cache(KNOWN_TEXTS)
def clean_text(text: str) -> str:
    if text and (not text.isprintable() or "  " in text or text[0].isspace() or text[-1].isspace()):
        text = " ".join("".join(c if c.isprintable() else " " for c in text.replace("\xa0", " ")).split())
    if text.startswith("'"):
        text = text[1:].strip()
    return "" if text.lower() in NOTHING else text


def shown(cell: Cell) -> str:
    """A cell as a person would see it in the file."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, dt.date):
        return f"{cell:%d-%m-%Y}"
    return str(cell).strip()


EXCEL_EPOCH = dt.date(1899, 12, 30)
DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T].*)?$")
YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$")
SERIAL = re.compile(r"^\d{4,5}(?:\.0+)?$")


def as_date(cell: Cell) -> dt.date | None:
    """A day: dd-mm-yyyy (never month first), yyyy-mm-dd, a date cell, or the serial number of a spreadsheet.

    None for an empty cell; ``ValueError`` for anything else.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = clean(cell)
    return _date(text) if text else None


@lru_cache(KNOWN_TEXTS)
def _date(text: str) -> dt.date:
    if match := DAY_FIRST.match(text):
        day, month, year = (int(part) for part in match.groups())
        return dt.date(year, month, day)
    if match := YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in match.groups())
        return dt.date(year, month, day)
    if SERIAL.match(text) and 3653 <= (serial := int(float(text))) <= 73050:  # 1910 to 2099
        return EXCEL_EPOCH + dt.timedelta(days=serial)
    raise ValueError(text)
