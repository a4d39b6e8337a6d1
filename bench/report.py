"""Lines of figures: as a table for people, as JSON for programs."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

GROUPS = {
    "import": "Import of the SIASN export",
    "needs": "Needs",
    "pages": "Pages: server time",
    "documents": "Documents, on two workers",
    "allocation": "Allocation under a ceiling",
    "demand": "From lines to batches",
    "careers": "Next posts and what they ask",
    "year": "Pages of training and evaluation, in a year full of batches",
    "load": "A city at work, over loopback",
    "fill": "Filling the city",
}
#: Figure → heading and digits. Those that a group does not have are left out of its table.
COLUMNS = {
    "requests": ("requests", 0),
    "errors": ("errors", 0),
    "lost": ("lost or doubled", 0),
    "documents": ("documents", 0),
    "seconds": ("s", 2),
    "cpu_seconds": ("CPU s", 2),
    "ms": ("ms", 1),
    "p50_ms": ("p50 ms", 1),
    "p95_ms": ("p95 ms", 1),
    "empty_p50_ms": ("empty p50", 1),
    "empty_p95_ms": ("empty p95", 1),
    "queries": ("queries", 0),
    "web_mb": ("MB web", 0),
    "peak_mb": ("MB", 0),
    "pages": ("pages", 0),
    "floor_seconds": ("floor s", 2),
    "floor_cpu_seconds": ("floor CPU", 2),
    "floor_ms": ("floor ms", 1),
    "floor_mb": ("floor MB", 0),
    "ratio": ("ratio", 2),
    "distance": ("% from best", 5),
}


@dataclass(frozen=True)
class Line:
    """One measured thing. ``aims``: the most that a figure may be."""

    group: str
    name: str
    figures: Mapping[str, float] = field(default_factory=dict)
    aims: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    @property
    def missed(self) -> list[str]:
        return [name for name, aim in self.aims.items() if self.figures.get(name, 0) > aim]


def say(text: str) -> None:
    """What is being done; apart from the table, so that it can be kept."""
    print(f"· {text}", file=sys.stderr, flush=True)


@cache
def commit() -> str:
    """What was measured: the commit, and whether files differ from it; in every row, for rows get copied."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"], capture_output=True, text=True, check=False
    )
    return described.stdout.strip() or "?"


def machine() -> dict[str, Any]:
    """What was measured on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgres,) = cursor.fetchone()
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "postgresql": postgres,
        "commit": commit(),
    }


def write(
    lines: Sequence[Line],
    people: int,
    out: Path | None,
    failed: Mapping[str, str],
    loops: Mapping[str, Sequence[float]],
) -> None:
    """The table on standard output, with what failed; with ``out`` the same as JSON. ``loops``: how long one
    fixed loop took before and after each part, in milliseconds."""
    facts = {"date": timezone.localdate().isoformat(), "people": people, **machine()}
    print(" · ".join(f"{name} {value}" for name, value in facts.items()))
    speed = (f"{part} {before:g}–{after:g}" for part, (before, after) in loops.items())
    print(f"ms of one loop before and after: {', '.join(speed)}")
    for group, title in GROUPS.items():
        own = [line for line in lines if line.group == group]
        if own:
            print(f"\n{title}")
            _table(own)
    missed = [f"{line.name}: {', '.join(line.missed)}" for line in lines if line.missed]
    print("\nEvery aim is met." if not missed else "\nMissed: " + "; ".join(missed))
    for part, reason in failed.items():
        print(f"FAILED {part}: {reason}")
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(
            json.dumps(
                {**facts, "failed": failed, "loop_ms": loops, "lines": [_plain(line) for line in lines]},
                indent=1,
            )
        )


def _plain(line: Line) -> dict[str, Any]:
    return {
        "group": line.group,
        "name": line.name,
        "figures": {name: round(value, 3) for name, value in line.figures.items()},
        "aims": dict(line.aims),
        "missed": line.missed,
        "note": line.note,
        "commit": commit(),
    }


def _table(lines: Sequence[Line]) -> None:
    columns = [name for name in COLUMNS if any(name in line.figures for line in lines)]
    rows = [["", *(COLUMNS[name][0] for name in columns), "aim", "commit", ""]]
    for line in lines:
        cells = [_number(line.figures.get(name), COLUMNS[name][1]) for name in columns]
        aims = ", ".join(f"{COLUMNS[name][0]} ≤ {aim:g}" for name, aim in line.aims.items())
        words = " · ".join(filter(None, ["MISSED" if line.missed else "", line.note]))
        rows.append([line.name, *cells, aims, commit(), words])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:-3], widths[1:-3], strict=True)]
        print("  ".join([*cells, row[-3].ljust(widths[-3]), row[-2].ljust(widths[-2]), row[-1]]).rstrip())


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"
