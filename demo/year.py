"""The main job on the synthetic city: import, measure, draft, walk the path; only through the rules."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import transaction
from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from demo import (
    careers,
    clock,
    evaluation,
    evidence,
    last_year,
    missed,
    past,
    sheets,
    stages,
    training,
    voices,
)
from demo.offices import HR_SUBDIVISION
from demo.people import City, build_city, write_siasn_csv
from demo.structure import ROOT
from jobs.queue import work_off
from palu_asn.database_roles import as_owner
from personnel.models import CivilServant, Position, RoleAssignment, Unit, User
from personnel.roles import grant_role
from planning import cycles, needs
from planning.allocation import start_allocation
from planning.approval import start_plan, take_step
from planning.completeness import complete_plans
from planning.drafting import draft_plan
from planning.models import Competency, Cycle, LearningYear, Plan, TargetPosition
from planning.priority import PARTS, weights_of

YEAR = 2027
CEILING_PER_PERSON = Decimal(650_000)
SUB_ACTIVITY = "5.03.02.2.04.0010"
#: When the city began to work with the application: two plans were carried out since.
BEGIN = dt.date(2024, 6, 3)
ROLES_SINCE = dt.date(2024, 1, 2)
DECREE = "800.1.3.3/{number}/2024"
DECISION_NUMBER = "800.1.4/1127/BKPSDMD/2026"

Role = RoleAssignment.Role
Level = Position.Level
Say = Callable[[str], None]

#: Competency → how strongly, and why. Invented, like the whole city.
CITY_PRIORITIES = {
    "M.05": ("0.90", "Contoh: misi RPJMD tentang pelayanan publik yang mudah dan dekat"),
    "M.07": ("0.70", "Contoh: misi RPJMD tentang pemerintahan digital"),
    "M.06": ("0.50", "Contoh: misi RPJMD tentang aparatur yang terus belajar"),
}

#: Plans that stop on the way, so that a visitor finds something to do at every desk; the others are ratified.
ON_THE_WAY: dict[str, tuple[str, ...]] = {
    "OPD-14": (),
    "OPD-13": ("submit",),
    "OPD-24": ("submit",),
    "OPD-27": ("submit", "return"),
    "OPD-04": ("submit", "verify"),
    "OPD-21": ("submit", "verify", "agree"),
}
#: The OPD in which a visitor may still rate, suggest, and answer.
VISITED = "OPD-14"
#: Whose head signs certificates.
HR_AGENCY = "OPD-05"
#: Heads of offices who play a part of their own.
HEADS_IN_CAST = {
    "OPD-05": "kepala_bkpsdmd",
    "OPD-12": "kepala_dinas_pendidikan",
    "OPD-13": "kepala_dinas_kesehatan",
    "OPD-14": "kepala_dinas",
}
WHOLE_PATH = ("submit", "verify", "agree", "ratify")
RETURN_NOTE = "Mohon jadwal triwulan I disebar, agar pelayanan di tempat wisata tetap terjaga."


@dataclass(frozen=True)
class Desks:
    """The people who act for the city; heads and drafters by OPD."""

    mayor: User
    secretary: User
    city_hr: User
    civil_servant: User
    heads: dict[int, User]
    drafters: dict[int, User]

    @property
    def visitor(self) -> CivilServant:
        """The civil servant of the cast."""
        return person_of(self.civil_servant)


def play(people: int, folder: Path, *, password: str, whole: bool, say: Say) -> None:
    """Load the city and do the year's work. ``whole``: every plan goes as far as its ratification."""
    folder.mkdir(parents=True, exist_ok=True)
    say(f"Membuat kota contoh dengan {people} pegawai")
    with clock.on(BEGIN):
        call_command("load_reference", verbosity=0)
    city = build_city(people)
    import_people(city, folder, say)
    say("Menunjuk pejabat dan pengelola")
    desks = appoint(city, password)
    say("Memuat standar dan penilaian")
    with clock.on(BEGIN + dt.timedelta(30)):
        set_standards()
    first = past.open_cycle(YEAR - 2, desks)
    import_evidence(write_evidence(city, folder))
    tell_the_past(city)
    sheets.give_accounts()
    means = training.means(signing_unit=Unit.objects.get(code=HR_AGENCY), by=desks.city_hr)
    say(f"Menjalani tahun {first.year}: rencana, pelatihan, dan hasilnya")
    past.play(first, means, desks, sub_activity=SUB_ACTIVITY)
    former = past.open_cycle(YEAR - 1, desks)
    say(f"Menjalani tahun {former.year}: rencana, pelatihan, dan hasilnya")
    past.play(former, means, desks, sub_activity=SUB_ACTIVITY)
    last_year.revise(former, desks)
    evaluation.play([first, former], desks, say)
    with clock.on(dt.date(YEAR - 1, 8, 4)):
        cycle = open_year(desks)
    evaluation.conclude([first, former, cycle], desks)
    last_year.explain(former, desks)
    past.read_notices()
    say("Menilai diri dan menilai bawahan")
    visited = Unit.objects.get(code=VISITED)
    sheets.rate_everybody(cycle, going_on=[] if whole else [visited.pk], keep=[desks.visitor.pk])
    careers.play(desks.visitor, desks.drafters, city_hr=desks.city_hr)
    plan_the_year(cycle, desks, whole=whole, say=say)
    say("Membandingkan dua pagu")
    compare_ceilings(cycle, visited, desks)
    say("Membawa rencana melalui kantor-kantor")
    walk(cycle, desks, whole=whole)
    with as_owner():  # what has been said can be moved by nobody else
        for plan in Plan.objects.current().filter(cycle=cycle):
            voices.put_back(plan)
    say("Menjadwalkan beberapa angkatan pelatihan")
    training.play(cycle, means, by=desks.city_hr)
    say("Mengusulkan angkatan triwulan kedua")
    evaluation.propose_batches(cycle, desks)
    stages.set_years([first, former, cycle], by=desks.city_hr)
    if not whole:
        stages.extend(cycle, visited, by=desks.city_hr)


# ----------------------------------------------------------------------------------------- who there is


def import_people(city: City, folder: Path, say: Say) -> None:
    """The SIASN export through the real importer, then the superiors, whom SIASN does not know."""
    export = folder / "ekspor-siasn.csv"
    write_siasn_csv(city, export)
    say("Mengimpor ekspor SIASN")
    call_command("import_siasn", str(export), "--accept-suggestions", verbosity=0, stdout=_Nowhere())
    tell_superiors(city, folder)


def tell_superiors(city: City, folder: Path) -> None:
    """Who stands above whom, from a file of its own."""
    evidence.write_superiors_csv(city, folder / "atasan.csv")
    call_command("import_superiors", str(folder / "atasan.csv"), verbosity=0, stdout=_Nowhere())


class _Nowhere:
    """Swallows what a command prints."""

    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...


@transaction.atomic
def appoint(city: City, password: str) -> Desks:
    """Accounts and dated roles. The cast shares the demo's password; the other desks have none."""
    admin = User.objects.create_superuser("admin", password, name="Administrator Sistem")
    grant_role(user=admin, role=Role.ADMINISTRATOR, starts_on=ROLES_SINCE, by=None)
    cast = {part: _account(member.pns_id) for part, member in city.cast.items() if member.pns_id}
    # Hashed once: the password is the same, and a hash costs a core for 50 ms on purpose.
    User.objects.filter(pk__in=[user.pk for user in cast.values()]).update(password=make_password(password))
    mayor = User.objects.create_user("walikota", password, name=city.cast["walikota"].name)
    reader = User.objects.create_user("pembaca", password, name="Asisten Administrasi Umum")
    _appoint(mayor, Role.PPK, "Wali Kota Palu", number=1)
    _appoint(cast["sekda"], Role.PYB, "Sekretaris Daerah Kota Palu", number=2)
    _appoint(cast["staf_bkpsdmd"], Role.CITY_HR, "Analis Sumber Daya Manusia Aparatur", number=3)
    _appoint(reader, Role.OFFICIAL, "Asisten Administrasi Umum", number=4)

    heads, drafters = {}, {}
    taken = {person_of(user).pk for user in cast.values()}
    opds = Unit.objects.opd().filter(pk__in=CivilServant.objects.values("unit__opd")).order_by("code")
    for number, unit in enumerate(opds, 5):
        head, drafter = _head_and_drafter(unit, cast, taken)
        taken |= {person_of(head).pk, person_of(drafter).pk}
        heads[unit.pk], drafters[unit.pk] = head, drafter
        _appoint(head, Role.UNIT_HEAD, person_of(head).position.name, number=number, unit=unit)
        _appoint(drafter, Role.UNIT_HR, "Pengelola Kepegawaian", number=number, unit=unit)
    return Desks(mayor, cast["sekda"], cast["staf_bkpsdmd"], cast["pegawai"], heads, drafters)


def _appoint(user: User, role: str, title: str, *, number: int, unit: Unit | None = None) -> None:
    grant_role(
        user=user,
        role=role,
        unit=unit,
        starts_on=ROLES_SINCE,
        office_title=title,
        decree=DECREE.format(number=number),
        by=None,
    )


def person_of(user: User) -> CivilServant:
    """Heads and drafters are civil servants."""
    if user.civil_servant is None:
        raise ValueError(f"Account {user.pk} is nobody's.")
    return user.civil_servant


def _account(pns_id: str) -> User:
    person = CivilServant.objects.select_related("position").get(pns_id=pns_id)
    user = User.objects.filter(civil_servant=person).first()
    return user or User.objects.create_user(person.nip, None, civil_servant=person)


def _head_and_drafter(unit: Unit, cast: dict[str, User], taken: set[int]) -> tuple[User, User]:
    """The highest post of the OPD submits; somebody who handles its personnel matters drafts."""
    fixed_head = cast.get(HEADS_IN_CAST.get(unit.code, ""))
    fixed_drafter = cast["pengelola_kepegawaian"] if unit.code == "OPD-14" else None
    order = (Level.JPT_PRATAMA, Level.ADMINISTRATOR, Level.PENGAWAS)
    people = (
        CivilServant.objects.plan_targets()
        .filter(unit__opd=unit)
        .exclude(pk__in=taken)
        .annotate(
            height=Case(
                *(When(position__level=level, then=Value(n)) for n, level in enumerate(order)),
                default=Value(len(order)),
                output_field=IntegerField(),
            ),
            handles=Case(
                When(unit__name=HR_SUBDIVISION, then=Value(0)), default=Value(1), output_field=IntegerField()
            ),
        )
    )
    head = fixed_head or _account(people.order_by("height", "unit__path", "pk")[0].pns_id)
    drafter = fixed_drafter or _account(
        people.exclude(pk=person_of(head).pk).order_by("handles", "-height", "pk")[0].pns_id
    )
    return head, drafter


# ------------------------------------------------------------------------------- what is asked and found


def set_standards() -> None:
    """The standards of the posts, in force."""
    standards = ROOT / "planning" / "data" / "positions_standards.csv"
    call_command("import_standards", str(standards), "--in-force", verbosity=0, stdout=_Nowhere())


def open_year(desks: Desks) -> Cycle:
    """The cycle open, and what the city calls important."""
    cycle = cycles.open_cycle(YEAR, by=desks.city_hr)
    for code, (strength, reason) in CITY_PRIORITIES.items():
        cycles.set_city_priority(
            cycle,
            Competency.objects.get(code=code),
            strength=Decimal(strength),
            reason=reason,
            by=desks.city_hr,
        )
    return cycle


def write_evidence(city: City, folder: Path) -> list[tuple[str, Path]]:
    """Ratings and performance as files, each with the command that reads it."""
    ratings = evidence.write_ratings_csv(city, folder / "penilaian.csv")
    performance = evidence.write_performance_csv(city, folder / "kinerja.csv")
    return [
        *(("import_ratings", path) for path in ratings),
        *(("import_performance", path) for path in performance),
    ]


def import_evidence(files: list[tuple[str, Path]]) -> None:
    """Ratings and performance through their importers."""
    for command, path in files:
        call_command(command, str(path), verbosity=0, stdout=_Nowhere())


def tell_the_past(city: City) -> None:
    """Hours of former years; a few posts to be held."""
    ids = dict(CivilServant.objects.values_list("nip", "pk"))
    LearningYear.objects.bulk_create(
        LearningYear(civil_servant_id=ids[row.nip], year=row.tahun, jp_counted=row.jp, source="contoh")
        for row in evidence.learning(city)
        if row.nip in ids
    )
    _set_posts_to_be_held()


@transaction.atomic
def _set_posts_to_be_held() -> None:
    """Every tenth pengawas is meant to become an administrator in the same OPD."""
    higher: dict[int | None, int] = {}
    for opd, position in CivilServant.objects.filter(position__level=Level.ADMINISTRATOR).values_list(
        "unit__opd", "position"
    ):
        higher.setdefault(opd, position)
    supervisors = CivilServant.objects.plan_targets().filter(position__level=Level.PENGAWAS).order_by("pk")
    TargetPosition.objects.bulk_create(
        TargetPosition(civil_servant_id=pk, position_id=higher[opd], reason="Contoh: pola karier")
        for pk, opd in supervisors.values_list("pk", "unit__opd")[::10]
        if opd in higher
    )
    needs.refresh()


# ---------------------------------------------------------------------------------------------- the plan


def plan_the_year(cycle: Cycle, desks: Desks, *, whole: bool, say: Say) -> None:
    """In each OPD: suggestions, the draft, the answers, and what its people say about their lines."""
    quiet = {user.pk for user in (*desks.heads.values(), *desks.drafters.values(), desks.city_hr)}
    units = list(Unit.objects.filter(pk__in=desks.drafters).order_by("code"))
    for number, unit in enumerate(units):
        if number % 10 == 0:
            say(f"Mendengar pegawai dan menyusun draf rencana ({number} dari {len(units)} OPD)")
        drafter = desks.drafters[unit.pk]
        plan = start_plan(unit, cycle, by=drafter)
        office = voices.office_of(plan, drafter, quiet, goes_on=unit.code == VISITED and not whole)
        voices.speak(office)
        draft(plan, desks)
        if unit.code in last_year.PLANS and unit.code != VISITED:
            missed.carry(plan, desks)
        voices.answer_everything(office)
        voices.consult(office, leave=desks.civil_servant)


def draft(plan: Plan, desks: Desks) -> None:
    people = CivilServant.objects.plan_targets().filter(unit__opd=plan.unit_id).count()
    draft_plan(
        plan,
        ceiling=CEILING_PER_PERSON * people,
        sub_activity_code=SUB_ACTIVITY,
        by=desks.drafters[plan.unit_id],
    )


def compare_ceilings(cycle: Cycle, unit: Unit, desks: Desks) -> None:
    """What one OPD could do with the money it has, and with a fifth more."""
    people = CivilServant.objects.plan_targets().filter(unit__opd=unit).count()
    for name, ceiling in (
        ("Pagu tahun ini", CEILING_PER_PERSON * people),
        ("Bila pagu naik seperlima", CEILING_PER_PERSON * people * 6 // 5),
    ):
        allocation = start_allocation(
            cycle,
            unit,
            ceiling=ceiling,
            weights=dict(zip(PARTS, weights_of(cycle), strict=True)),
            name=name,
            by=desks.drafters[unit.pk],
        )
        if allocation.job:
            work_off(allocation.job)


def walk(cycle: Cycle, desks: Desks, *, whole: bool) -> None:
    """Carry every complete plan through the offices, each step by the person who may take it."""
    for plan in (
        complete_plans(Plan.objects.current().filter(cycle=cycle))
        .select_related("unit")
        .order_by("unit__code")
    ):
        actors = {
            "submit": desks.heads[plan.unit_id],
            "verify": desks.city_hr,
            "return": desks.city_hr,
            "agree": desks.secretary,
            "ratify": desks.mayor,
        }
        for step in WHOLE_PATH if whole else ON_THE_WAY.get(plan.unit.code, WHOLE_PATH):
            ratifies = step == "ratify"
            take_step(
                plan,
                step,
                by=actors[step],
                note=_note(plan, step),
                decision_number=DECISION_NUMBER if ratifies else "",
                decision_date=timezone.localdate() if ratifies else None,
            )


def _note(plan: Plan, step: str) -> str:
    """What is written beside a step that asks for it."""
    if step == "ratify":
        return last_year.ceiling_note(plan)
    return {"return": RETURN_NOTE, "submit": last_year.LEFT_OPEN}.get(step, "")


def new_password() -> str:
    """One password for the whole cast, made anew for every demo city."""
    return secrets.token_urlsafe(12)
