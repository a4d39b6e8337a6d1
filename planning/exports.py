"""The needs as files for people and for other programs: one row per person and competency, one row per
person.

The rows are made by one statement each and never all held at once. Numbers are written plainly (``87.50``);
text that a spreadsheet program would take for a formula is disarmed.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import connection

from personnel import audit
from personnel.rounding import half_up
from personnel.spreadsheets import Sheet
from planning.models import Cycle
from planning.performance import SCORES
from planning.reports.heat_map import HeatMap

audit.name_acts({"needs_exported": "Mengunduh kebutuhan kompetensi"})

NEED_COLUMNS = (
    "nip",
    "unit",
    "kode_kompetensi",
    "tingkat_wajib",
    "tingkat_dimiliki",
    "sumber",
    "kesenjangan",
    "status",
)
PERSON_COLUMNS = (
    "nip",
    "unit",
    "jpm",
    "kategori_pemetaan",
    "kategori_pengisian",
    "nilai_kinerja",
    "kesenjangan_kinerja",
    "jp_terencana_diakui",
)

#: Bytes of a file that are held in memory while it is sent.
IN_MEMORY = 1_000_000

#: A cell that starts with one of these is a formula to a spreadsheet program.
DISARMED_UNIT = r"CASE WHEN u.name ~ '^[=+\-@\t\r]' THEN '''' || u.name ELSE u.name END"

WHO = """
    (%(everybody)s OR p.legal_state = 'aktif')
    AND (%(units)s::bigint[] IS NULL OR p.unit_id = ANY(%(units)s::bigint[]))
"""

NEED_ROWS = f"""
    SELECT p.nip, {DISARMED_UNIT} AS unit, c.code AS kode_kompetensi, n.required AS tingkat_wajib,
           n.attained AS tingkat_dimiliki, NULLIF(n.source, '') AS sumber, n.gap AS kesenjangan, n.status
    FROM planning_need n
    JOIN personnel_civilservant p ON p.id = n.civil_servant_id
    JOIN personnel_unit u ON u.id = p.unit_id
    JOIN planning_competency c ON c.id = n.competency_id
    WHERE n.basis = 'sekarang' AND {WHO}
    ORDER BY p.nip, c.order, c.code
"""  # noqa: S608 - our own words

CATEGORY = """
    (SELECT b.name FROM planning_matchband b
     WHERE b.scale = '{scale}' AND s.required_sum > 0 AND 100 * s.attained_sum >=
           b.lower_bound * s.required_sum
     ORDER BY b.lower_bound DESC LIMIT 1)
"""

PERSON_ROWS = f"""
    WITH performance AS ({SCORES}),
    planned AS (
        SELECT t.civil_servant_id, sum(i.jp_counted) AS jp
        FROM planning_plantarget t
        JOIN planning_planitem i ON i.id = t.item_id
        JOIN planning_plan plan ON plan.id = t.plan_id
        WHERE plan.cycle_id = %(cycle)s AND plan.is_current
        GROUP BY t.civil_servant_id
    )
    SELECT p.nip, {DISARMED_UNIT} AS unit,
           CASE WHEN s.required_sum > 0
                THEN round(100.0 * LEAST(s.attained_sum, s.required_sum) / s.required_sum, 2) END AS jpm,
           {CATEGORY.format(scale="pemetaan")} AS kategori_pemetaan,
           {CATEGORY.format(scale="pengisian")} AS kategori_pengisian,
           performance.score AS nilai_kinerja,
           CASE WHEN performance.score IS NOT NULL
                THEN GREATEST(0, %(target)s - performance.score) END AS kesenjangan_kinerja,
           CASE WHEN planned.civil_servant_id IS NULL THEN 0 ELSE planned.jp END AS jp_terencana_diakui
    FROM planning_needsummary s
    JOIN personnel_civilservant p ON p.id = s.civil_servant_id
    JOIN personnel_unit u ON u.id = p.unit_id
    LEFT JOIN performance ON performance.civil_servant_id = p.id
    LEFT JOIN planned ON planned.civil_servant_id = p.id
    WHERE s.basis = 'sekarang' AND {WHO}
    ORDER BY p.nip
"""  # noqa: S608


@dataclass(frozen=True)
class Export:
    """What is taken out: the needs of a year, of these units (ids; None: the whole city)."""

    cycle: Cycle
    units: Collection[int] | None = None
    #: Also people on leave, on study or before retirement, whom the year's plan does not cover.
    everybody: bool = False

    @property
    def params(self) -> dict[str, Any]:
        return {
            "cycle": self.cycle.pk,
            "year": self.cycle.year,
            "target": self.cycle.performance_target,
            "units": None if self.units is None else sorted(self.units),
            "everybody": self.everybody,
        }

    def person_rows(self) -> Iterator[Sequence[Any]]:
        """In the order of ``PERSON_COLUMNS``; by NIP."""
        return _rows(PERSON_ROWS, self.params)

    def copy_needs(self, file: IO[bytes], delimiter: str = ",") -> None:
        """The needs as CSV, a row per person and competency, by NIP and then in the order of the dictionary;
        written by the database itself."""
        _copy(NEED_ROWS, self.params, file, delimiter)

    def needs_file(self) -> IO[bytes]:
        """The same to be handed out, with the byte order mark for Excel; a large one lies on the disk until
        it is closed."""
        file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
        file.write(BOM_UTF8)
        self.copy_needs(file)
        file.seek(0)
        return file

    def copy_people(self, file: IO[bytes], delimiter: str = ",") -> None:
        """The file per person as CSV."""
        _copy(PERSON_ROWS, self.params, file, delimiter)


def _rows(sql: str, params: dict[str, Any]) -> Iterator[Sequence[Any]]:
    """Through a cursor of the server's own, so that no more than a piece is held at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(2000):
            yield from rows


def _copy(sql: str, params: dict[str, Any], file: IO[bytes], delimiter: str) -> None:
    with connection.cursor() as cursor:
        query = cursor.mogrify(sql, params).decode()
        options = cursor.mogrify("FORMAT csv, HEADER true, DELIMITER %s", [delimiter]).decode()
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH ({options})", file)


def summary_sheets(table: HeatMap, export: Export) -> tuple[Sheet, Sheet]:
    """The map with what its averages are made of, and a row per person; NIP stays text."""
    return (
        Sheet("Peta", _map_columns(table), _map_rows(table), wide={0: 44}, size=len(table.rows)),
        Sheet("Pegawai", PERSON_COLUMNS, export.person_rows(), size=table.totals.people),
    )


def _map_columns(table: HeatMap) -> list[str]:
    columns = ["unit", "pegawai", "dinilai_persen"]
    for competency in table.competencies:
        columns += [f"{competency.code} {part}" for part in ("rata_rata", "dinilai", "kesenjangan")]
    return columns


def _map_rows(table: HeatMap) -> Iterator[Sequence[Any]]:
    for row in [*table.rows, table.totals]:
        line = [row.unit.name if row.unit else "Jumlah", row.people, _shown(row.assessed_percent)]
        for cell in row.cells:
            line += [_shown(cell.average), cell.assessed, cell.with_gap]
        yield line


def _shown(number: Decimal | None) -> Decimal | None:
    """To the decimal that the map itself shows."""
    return None if number is None else half_up(number, 1)
