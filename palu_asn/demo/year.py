"""The main job on the synthetic city: import, measure, draft, walk the path. Only through the rules, never beside them."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from palu_asn.demo import evidence
from palu_asn.demo.people import City, build_city, write_siasn_csv
from palu_asn.demo.structure import HR_SUBDIVISION
from personnel.models import CivilServant, LegalBasis, RoleAssignment, Unit, User
from personnel.people import set_superiors
from personnel.roles import grant_role
from planning import cycles, needs
from planning.approval import take_step
from planning.completeness import complete_plans
from planning.drafting import draft_plan
from planning.models import Competency, Cycle, LearningYear, Plan, TargetPosition
from planning.plans import open_plan

YEAR = 2027
CEILING_PER_PERSON = Decimal(650_000)
ROLES_SINCE = dt.date(2026, 1, 2)
DECISION = "800.1.4/1127/BKPSDMD/2026"

Role = RoleAssignment.Role
Say = Callable[[str], None]

LEGAL_BASES = (
    "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
    "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil sebagaimana telah diubah dengan"
    " Peraturan Pemerintah Nomor 17 Tahun 2020",
    "Peraturan Pemerintah Nomor 49 Tahun 2018 tentang Manajemen Pegawai Pemerintah dengan Perjanjian Kerja",
    "Peraturan Menteri PANRB Nomor 38 Tahun 2017 tentang Standar Kompetensi Jabatan Aparatur Sipil Negara",
    "Peraturan Lembaga Administrasi Negara Nomor 10 Tahun 2018 tentang Pengembangan Kompetensi Pegawai Negeri Sipil",
)

CITY_PRIORITIES = {
    "M.05": ("0.90", "Misi 1 RPJMD: pelayanan publik yang mudah dan dekat"),
    "M.07": ("0.70", "Misi 4 RPJMD: pemerintahan digital"),
    "M.06": ("0.50", "Misi 4 RPJMD: aparatur yang terus belajar"),
}

#: How far the plans of some offices have come, so that a visitor finds something to do at every desk.
ON_THE_WAY = {
    "OPD-14": (),
    "OPD-13": ("submit",),
    "OPD-24": ("submit",),
    "OPD-04": ("submit", "verify"),
    "OPD-21": ("submit", "verify", "agree"),
    "OPD-27": ("submit", "return"),
}
WHOLE_PATH = ("submit", "verify", "agree", "ratify")


@dataclass
class Desks:
    """The people who act for the city, by name of their part in the cast."""

    mayor: User
    secretary: User
    city_hr: User
    administrator: User
    official: User
    heads: dict[int, User]
    drafters: dict[int, User]


def play(people: int, folder: Path, *, whole: bool, say: Say) -> str:
    """Load the city and do the year's work. ``whole``: every plan to its ratification. Returns the demo password."""
    folder.mkdir(parents=True, exist_ok=True)
    say(f"Membuat kota contoh dengan {people} pegawai …")
    call_command("load_reference", verbosity=0)
    load_legal_bases()
    city = build_city(people)
    import_people(city, folder, say)
    say("Menunjuk pejabat dan pengelola …")
    password = secrets.token_urlsafe(12)
    desks = appoint(city, password)
    say("Membuka siklus dan memuat penilaian …")
    cycle = open_year(desks)
    import_evidence(city, folder, say)
    say("Menyusun draf rencana setiap OPD …")
    draft_all(cycle, desks)
    say("Membawa rencana melalui kantor-kantor …")
    walk(cycle, desks, whole=whole)
    return password


def load_legal_bases() -> None:
    if not LegalBasis.objects.exists():
        LegalBasis.objects.bulk_create(
            LegalBasis(text=text, order=number, valid_from=dt.date(2023, 10, 31))
            for number, text in enumerate(LEGAL_BASES, 1)
        )


def import_people(city: City, folder: Path, say: Say) -> None:
    """The SIASN export through the real importer, then the superiors, whom SIASN does not know."""
    export = folder / "ekspor-siasn.csv"
    write_siasn_csv(city, export)
    say("Mengimpor ekspor SIASN …")
    call_command("import_siasn", str(export), "--accept-units", verbosity=0)
    ids = dict(CivilServant.objects.values_list("pns_id", "pk"))
    set_superiors(
        {ids[person]: ids[boss] for person, boss in city.superiors.items() if person in ids and boss in ids},
        by=None,
    )


@transaction.atomic
def appoint(city: City, password: str) -> Desks:
    """Accounts and dated roles. The cast gets the demo's password; every other desk gets an account without one."""
    admin = User.objects.create_superuser("admin", password, name="Administrator Sistem")
    RoleAssignment.objects.create(user=admin, role=Role.ADMINISTRATOR, starts_on=ROLES_SINCE)
    mayor = User.objects.create_user("walikota", password, name=city.cast["walikota"].name)
    cast = {part: _account(member.pns_id, password) for part, member in city.cast.items() if member.pns_id}

    opds = list(
        Unit.objects.opd()
        .annotate(people=Count("civil_servants__pk"))
        .filter(civil_servants__unit__opd__isnull=False)
    ) or list(Unit.objects.opd())
    social = Unit.objects.get(code="OPD-14")
    own_head, own_drafter = cast["kepala_dinas"], cast["pengelola_kepegawaian"]
    heads, drafters = {social.pk: own_head}, {social.pk: own_drafter}
    taken = {user.civil_servant_id for user in cast.values()}
    for unit in (
        Unit.objects.opd().filter(pk__in=CivilServant.objects.values("unit__opd")).exclude(pk=social.pk)
    ):
        head, drafter = _head_and_drafter(unit, taken)
        if unit.code == "OPD-05":
            head = cast["kepala_bkpsdmd"].civil_servant
        heads[unit.pk], drafters[unit.pk] = _account(head.pns_id), _account(drafter.pns_id)
        taken |= {head.pk, drafter.pk}
    grant = _grants(admin)
    grant(mayor, Role.PPK, title="Wali Kota Palu")
    grant(cast["sekda"], Role.PYB, title="Sekretaris Daerah Kota Palu")
    grant(cast["staf_bkpsdmd"], Role.CITY_HR, title="Analis Sumber Daya Manusia Aparatur")
    official = cast.get("pejabat_pembaca") or User.objects.create_user(
        "pembaca", password, name="Asisten Administrasi Umum"
    )
    grant(official, Role.OFFICIAL, title="Asisten Administrasi Umum")
    for pk, user in heads.items():
        unit = Unit.objects.get(pk=pk)
        assert user.civil_servant
        grant(user, Role.UNIT_HEAD, unit, title=user.civil_servant.position.name)
    for pk, user in drafters.items():
        grant(user, Role.UNIT_HR, Unit.objects.get(pk=pk), title="Pengelola Kepegawaian")
    del opds
    return Desks(mayor, cast["sekda"], cast["staf_bkpsdmd"], admin, official, heads, drafters)
