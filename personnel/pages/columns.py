"""The columns of the lists about people."""

from __future__ import annotations

from personnel.addresses import reverse
from personnel.models import CivilServant
from personnel.pages.tables import Column
from personnel.shown import Cell, Chip
from personnel.templatetags.palu import NOTHING, nip, tanggal


def _person(person: CivilServant) -> Cell:
    url = reverse("personnel:civil_servant_detail", args=[person.pk])
    return Cell(person.full_name, url, f"{nip(person.nip)} · {person.position.name}")


def _unit(person: CivilServant) -> Cell:
    return Cell(person.unit.name, sub=_opd(person) if person.unit.opd_id != person.unit_id else "")


def _opd(person: CivilServant) -> str:
    return person.unit.opd.name if person.unit.opd else ""


def _state(person: CivilServant) -> Chip | str:
    label = str(person.get_legal_state_display())
    return label if person.legal_state == CivilServant.LegalState.ACTIVE else Chip(label, "soon")


def _superior(person: CivilServant) -> str:
    return person.superior.full_name if person.superior else NOTHING


PEOPLE = (
    Column(
        "nama",
        "Pegawai",
        _person,
        ("name",),
        # The NIP in groups, so that it stays text.
        out=(
            ("NIP", lambda person: nip(person.nip)),
            ("Nama", lambda person: person.full_name),
            ("Jabatan", lambda person: person.position.name),
        ),
    ),
    Column(
        "unit",
        "Unit kerja",
        _unit,
        ("unit__opd__name", "unit__name"),
        out=(("Unit kerja", lambda person: person.unit.name), ("OPD", _opd)),
    ),
    Column("jenis", "Jenis", lambda person: person.get_employment_display(), ("employment",), phone=False),
    Column(
        "golongan",
        "Golongan",
        lambda person: person.rank.code if person.rank else NOTHING,
        ("rank__order",),
        phone=False,
    ),
    Column("kedudukan", "Kedudukan", _state, ("legal_state",)),
    Column(
        "jenjang",
        "Jenjang",
        lambda person: person.position.get_level_display(),
        ("position__level",),
        chosen=False,
    ),
    Column("atasan", "Atasan langsung", _superior, ("superior__name",), chosen=False),
    Column(
        "sejak",
        "Menjabat sejak",
        lambda person: tanggal(person.position_since),
        ("position_since",),
        chosen=False,
    ),
)
