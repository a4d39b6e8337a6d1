"""The kind of import: direct superiors (``nip, nip_atasan``), which a SIASN export does not tell."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from personnel import nip, permissions
from personnel.imports import kinds
from personnel.imports.drafts import Action, Draft
from personnel.imports.headings import Column
from personnel.imports.people import NIP, find_people, read_nip, refuse_doubles
from personnel.imports.rows import DataRow
from personnel.models import CivilServant, DataImport, User
from personnel.people import set_superiors

GONE = (CivilServant.LegalState.LEFT, CivilServant.LegalState.RETIRED)

COLUMNS = (
    NIP,
    Column(
        "superior",
        "nip_atasan",
        ("NIP ATASAN LANGSUNG", "NIP ATASAN"),
        required=True,
        help="NIP atasan langsung, 18 angka sebagai teks.",
        example="197001011995031001",
    ),
)


def parse(row: DataRow) -> None:
    read_nip(row)
    try:
        row.values["superior"] = nip.parse(row.cells.get("superior", "")).digits
    except nip.NotNip as reason:
        row.error("superior", "superior_wrong", str(reason))
    if not row.failed and row.values["nip"] == row.values["superior"]:
        row.error("superior", "superior_self", "Seorang pegawai tidak dapat menjadi atasannya sendiri.")


def plan(draft: Draft) -> None:
    """Compare with the records; refuse a superior who is unknown or gone, and rows that make a circle."""
    people = find_people(draft)
    refuse_doubles(draft, lambda row: row.values["nip"])
    gone = set(CivilServant.objects.filter(legal_state__in=GONE).values_list("pk", flat=True))
    for row in draft.open_rows():
        boss = people.get(row.values["superior"])
        if boss is None:
            row.error("superior", "superior_unknown", "Tidak ada pegawai dengan NIP atasan ini.")
        elif boss in gone:
            row.error("superior", "superior_gone", "Atasan ini sudah tidak bertugas.")
    before = dict(CivilServant.objects.values_list("pk", "superior"))
    _refuse_circles(draft, people, before)
    names = dict(CivilServant.objects.values_list("pk", "name"))
    for row in draft.open_rows():
        person, boss = people[row.values["nip"]], people[row.values["superior"]]
        former = before[person]
        row.action = Action.SAME if former == boss else Action.CHANGE
        row.changes = {} if former == boss else {"Atasan langsung": [names.get(former or 0, ""), names[boss]]}
    draft.facts = {"people": people}


def _refuse_circles(draft: Draft, people: dict[str, int], before: dict[int, int | None]) -> None:
    rows = {people[row.values["nip"]]: row for row in draft.open_rows()}
    above = before | {person: people[row.values["superior"]] for person, row in rows.items()}
    safe: set[int] = set()
    for start in rows:
        way: list[int] = []
        here: int | None = start
        seen: set[int] = set()
        while here is not None and here not in safe and here not in seen:
            way.append(here)
            seen.add(here)
            here = above.get(here)
        if here is not None and here in seen:
            for person in way[way.index(here) :]:
                if person in rows and not rows[person].failed:
                    rows[person].error(
                        "superior", "superior_circle", "Susunan atasan ini melingkar. Periksa baris ini."
                    )
        safe.update(way)


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    people = draft.facts["people"]
    superiors = {
        people[row.values["nip"]]: people[row.values["superior"]]
        for row in draft.rows
        if row.action == Action.CHANGE
    }
    if by is not None and by.civil_servant_id in superiors:
        raise ValidationError(
            "Berkas ini mengganti atasan Anda sendiri. Hapus baris itu, atau mintalah rekan menerapkannya."
        )
    set_superiors(superiors, by=by)


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.SUPERIORS,
        title="Atasan langsung",
        lead="Satu baris per pegawai: NIP pegawai dan NIP atasan langsungnya.",
        columns=COLUMNS,
        ignored=("NAMA", "NAMA ATASAN", "UNIT", "UNIT KERJA", "JABATAN", "KETERANGAN"),
        parse=parse,
        plan=plan,
        apply=apply,
        may=permissions.is_city_hr,
        locks=(CivilServant,),
    )
)
