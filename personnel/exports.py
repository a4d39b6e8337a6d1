"""The list of people as a table to take out."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from personnel.models import CivilServant
from personnel.spreadsheets import Sheet
from personnel.templatetags.palu import nip

COLUMNS = (
    "NIP",
    "Nama",
    "Jenis pegawai",
    "Kedudukan hukum",
    "Golongan",
    "Jabatan",
    "Jenjang",
    "Unit kerja",
    "OPD",
    "Atasan langsung",
)


def people_sheet(people: QuerySet[CivilServant]) -> Sheet:
    """A row for each person; the NIP in groups, so that it stays text."""
    return Sheet("Pegawai", COLUMNS, _rows(people), width=24)


def _rows(people: QuerySet[CivilServant]) -> Iterator[list[str]]:
    for person in people.for_list().select_related("superior").iterator(chunk_size=2000):  # type: ignore[attr-defined]
        yield [
            nip(person.nip),
            person.full_name,
            person.get_employment_display(),
            person.get_legal_state_display(),
            person.rank.code if person.rank else "",
            person.position.name,
            person.position.get_level_display(),
            person.unit.name,
            person.unit.opd.name if person.unit.opd else "",
            person.superior.full_name if person.superior else "",
        ]
