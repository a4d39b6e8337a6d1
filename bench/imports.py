"""The import against its floor: reading the file and COPYing the needed columns into a bare table."""

from __future__ import annotations

import csv
import io
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


def measure_first(imported: dict[str, float]) -> list[Line]:
    """The import that has filled the city."""
    return [_line("preview and commit of a new city", imported, FIRST)]


def measure(_size: Size) -> list[Line]:
    """Another file with the same rows: everything is read, compared, and left alone."""
    again = FOLDER / "ekspor-siasn-lagi.csv"
    # The bytes must differ, or the hash alone would send the file away.
    again.write_bytes(export_file().read_bytes() + b"\n" * (1 + DataImport.objects.count()))
    return [_line("the same rows once more", place.apart("import_siasn", again), AGAIN)]


def _line(name: str, taken: dict[str, float], aims: dict[str, float]) -> Line:
    floor = once(copy_only)
    figures = {**taken, "floor_seconds": floor, "ratio": taken["seconds"] / floor}
    return Line("import", name, figures, aims)


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
