"""Lines as a file: a row each, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from training.models import LineMissed
from training.reality.choice import Choice, State
from training.reality.lines import Lines
from training.reality.statement import LINES

FILE_COLUMNS = (
    "tahun",
    "opd",
    "nomor_butir",
    "kegiatan",
    "triwulan",
    "nip",
    "nama",
    "unit",
    "keadaan",
    "sesi_dihadiri",
    "sesi",
    "jp_rencana",
    "jp_diakui",
    "biaya_rencana",
    "sebab",
    "dibawa_ke_siklus_berikutnya",
)
#: A cell that starts with one of these is a formula to a spreadsheet program.
DISARMED = r"CASE WHEN {0} ~ '^[=+\-@\t\r]' THEN '''' || {0} ELSE {0} END"
FILE = f"""{LINES}
SELECT %(year)s, {DISARMED.format("opd.name")}, number, {DISARMED.format("line.name")}, quarter, c.nip,
    {DISARMED.format("person_name")}, {DISARMED.format("own.name")}, state, present, sessions, jp_planned,
    line.jp, cost, cause, CASE WHEN goes_on THEN 'ya' WHEN NOT goes_on THEN 'tidak' END
FROM line
JOIN personnel_unit opd ON opd.id = line.opd
JOIN personnel_unit own ON own.id = line.unit
JOIN personnel_civilservant c ON c.id = person
ORDER BY opd.name, quarter, number, person_name, target
"""  # noqa: S608


def file_rows(choice: Choice) -> Iterator[Sequence[Any]]:
    """In the order of ``FILE_COLUMNS``, never all held at once; states and causes in words."""
    states, causes = dict(State.choices), dict(LineMissed.Cause.choices)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(FILE, choice.scope | {"targets": [*Lines(choice).targets]})
        while rows := cursor.fetchmany(2000):
            for row in rows:
                words = [*row]
                words[8], words[14] = str(states[row[8]]), str(causes.get(row[14], ""))
                yield words
