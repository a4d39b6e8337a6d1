"""The import against its floor: reading the file and COPYing the needed columns into a bare table."""

from __future__ import annotations

import csv
import io
import statistics
from pathlib import Path

from django.db import connection

from bench import place
from bench.report import Line
from bench.settings import FOLDER
from bench.size import Size
from bench.timing import once
from personnel.models import DataImport
from personnel.siasn.columns import COLUMNS

FIRST = {"seconds": 3.0, "peak_mb": 500.0, "ratio": 10.0}
AGAIN = {"seconds": 1.2, "peak_mb": 500.0}


def export_file() -> Path:
    """The SIASN export that the city was imported from."""
    return FOLDER / "ekspor-siasn.csv"


def import_first() -> Line:
    """The import that fills the city."""
    return _measured("preview and commit of a new city", export_file(), FIRST)


def measure(_size: Size) -> list[Line]:
    """Another file with the same rows: everything is read, compared, and left alone."""
    again = FOLDER / "ekspor-siasn-lagi.csv"
    # The bytes must differ, or the hash alone would send the file away.
    again.write_bytes(export_file().read_bytes() + b"\n" * (1 + DataImport.objects.count()))
    return [_measured("the same rows once more", again, AGAIN)]


def _measured(name: str, file: Path, aims: dict[str, float]) -> Line:
    """The floor before and after: the speed of the machine changes meanwhile."""
    before, taken, after = _floor(), place.apart("import_siasn", file), _floor()
    floor = (before + after) / 2
    return Line("import", name, {**taken, "floor_seconds": floor, "ratio": taken["seconds"] / floor}, aims)


def _floor() -> float:
    return statistics.median(once(copy_only) for _round in range(5))


def copy_only() -> None:
    """No check, no comparison, no history."""
    names = [column.title for column in COLUMNS]
    text = export_file().read_text("utf-8-sig")
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=csv.Sniffer().sniff(text[:4000], ",;|\t").delimiter
    )
    writer.writerows([row.get(name) for name in names] for row in rows)
    buffer.seek(0)
    columns = ", ".join(f"c{number} text" for number in range(len(names)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_floor ({columns})")
        cursor.copy_expert("COPY bench_floor FROM STDIN WITH (FORMAT csv)", buffer)
        cursor.execute("DROP TABLE bench_floor")
