"""The tables as a file: one line for each figure, with n and of how many; what is hidden is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evaluation.impact.reading import ImpactRow, Tables
from personnel import audit
from personnel.rounding import half_up
from personnel.spreadsheets import neutral

audit.name_acts({"impact_exported": "Mengunduh tabel dampak pelatihan"})

FILE_COLUMNS = ("tahun", "kelompok", "nama", "tingkat", "ukuran", "n", "dari", "nilai")
KINDS = {"city": "kota", "programme": "program", "provider": "penyelenggara", "opd": "opd"}

Line = tuple[int, str, str, int, str, int, int | None, float | None]


def file_rows(year: int, tables: Tables) -> Iterator[Line]:
    """In the order of ``FILE_COLUMNS``: the figures of the page, to its decimals."""
    for row in (tables.city, *tables.programmes, *tables.providers, *tables.units):
        for level, measure, n, of, value in _figures(row):
            name = neutral(row.name) or "Kota"
            yield year, KINDS[row.scope.kind], name, level, neutral(measure), n, of, value


def _figures(row: ImpactRow) -> Iterator[tuple[int, str, int, int | None, float | None]]:
    for survey in row.surveys:
        yield survey.level, f"{survey.name}: rerata", survey.answers, None, _number(survey.mean)
    learning, change, performance = row.learning, row.change, row.performance
    if learning.n:
        for name, value in (("tes awal", learning.pre), ("tes akhir", learning.post)):
            yield 2, name, learning.n, learning.of, _number(value)
        yield 2, "kenaikan", learning.n, learning.of, _number(learning.gain)
    yield 3, "belum dinilai ulang", change.not_rated_again, change.of, None
    yield 3, "tanpa penilaian sebelum pelatihan", change.not_rated_before, change.of, None
    if change.n:
        if change.mean is not None:
            yield 3, "perubahan tingkat", change.mean_n, change.of, _number(change.mean)
        for part in [*change.parts, *filter(None, [change.closed])]:
            yield 3, part.label, part.count, part.of, _number(part.percent)
    for part in performance.parts:
        yield 4, part.label, part.count, part.of, _number(part.percent)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(half_up(value, 2))
