"""A small planning year around the cast: a standard, a catalogue, needs, and plans in any state.

Numbers are chosen so that a score can be computed by hand.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import factory
from django.db import connection
from django.utils import timezone
from factory.django import DjangoModelFactory

from personnel.models import CivilServant, User
from planning.models import (
    Competency,
    ConversionRule,
    Cycle,
    CycleStage,
    DevelopmentForm,
    LearningYear,
    Need,
    PerformanceRating,
    Plan,
    PlanItem,
    PlanTarget,
    Programme,
    Proposal,
    Provider,
    StandardVersion,
    Suggestion,
)
from tests.factories import CivilServantFactory

YEAR = 2027


class StandardVersionFactory(DjangoModelFactory):
    class Meta:
        model = StandardVersion
        django_get_or_create = ("number",)

    number = 1
    status = StandardVersion.Status.IN_FORCE
    effective_from = dt.date(2026, 1, 1)
    decision = "800/1/2026"


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = Cycle
        django_get_or_create = ("year",)

    year = YEAR
    standard_version = factory.SubFactory(StandardVersionFactory)


class CompetencyFactory(DjangoModelFactory):
    class Meta:
        model = Competency
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"U.{n:02d}")
    name = factory.LazyAttribute(lambda o: f"Kompetensi {o.code}")
    kind = Competency.Kind.MANAGERIAL
    order = factory.Sequence(lambda n: n)


class FormFactory(DjangoModelFactory):
    class Meta:
        model = DevelopmentForm
        django_get_or_create = ("code",)

    code = "C3"
    track = DevelopmentForm.Track.NON_CLASSICAL
    name = factory.LazyAttribute(lambda o: f"Bentuk {o.code}")


class RuleFactory(DjangoModelFactory):
    class Meta:
        model = ConversionRule

    form = factory.SubFactory(FormFactory)
    valid_from = dt.date(2019, 1, 1)
    counted_per = ConversionRule.Unit.JP
    jp_national = Decimal(1)


class ProviderFactory(DjangoModelFactory):
    class Meta:
        model = Provider
        django_get_or_create = ("name",)

    name = "BKPSDMD Kota Palu"


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"P-{n:03d}")
    name = factory.LazyAttribute(lambda o: f"Program {o.code}")
    form = factory.SubFactory(FormFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level_to = 2
    quantity = Decimal(20)
    jp_proposed = Decimal(20)
    provider = factory.SubFactory(ProviderFactory)
    cost_per_person = Decimal(0)
    curriculum = Programme.Curriculum.CONFORMS


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    cycle = factory.SubFactory(CycleFactory)
    standard_version = factory.SubFactory(StandardVersionFactory)


class ItemFactory(DjangoModelFactory):
    """A complete item but for its people."""

    class Meta:
        model = PlanItem

    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda o: f"Kegiatan {o.number}")
    competency = factory.SubFactory(CompetencyFactory)
    form = factory.SubFactory(FormFactory)
    quantity = Decimal(20)
    jp_proposed = Decimal(20)
    jp_counted = Decimal(20)
    provider = factory.SubFactory(ProviderFactory)
    quarter = 2
    curriculum = Programme.Curriculum.CONFORMS
    cost_per_person = Decimal(0)
    funding = PlanItem.Funding.NONE
    origin = PlanItem.Origin.PROPOSAL


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = PlanTarget

    plan = factory.SelfAttribute("item.plan")


def need(
    person: CivilServant, competency: Competency, required: int, attained: int | None, basis="sekarang"
) -> Need:
    """A need as ``planning.needs`` would keep it."""
    if attained is None:
        status, gap = Need.Status.UNASSESSED, None
    else:
        gap = max(0, required - attained)
        status = Need.Status.GAP if gap else Need.Status.MET
    return Need.objects.create(
        civil_servant=person,
        competency=competency,
        basis=basis,
        opd=person.unit.opd,
        unit=person.unit,
        standard_version=StandardVersionFactory(),
        required=required,
        attained=attained,
        gap=gap,
        status=status,
    )


def performance(person: CivilServant, score, year=YEAR - 1) -> PerformanceRating:
    return PerformanceRating.objects.create(civil_servant=person, year=year, score=score)


def learned(person: CivilServant, year: int, jp=20) -> LearningYear:
    return LearningYear.objects.create(civil_servant=person, year=year, jp_counted=jp)


def people(unit, n: int, **fields) -> list[CivilServant]:
    return [CivilServantFactory(unit=unit, **fields) for _i in range(n)]


def complete_plan(cast, status=Plan.Status.DRAFT) -> Plan:
    """Dinas Sosial's plan with one complete item for the owner, put directly into a state."""
    facts = (
        {"decision_number": "800/7", "decision_date": dt.date(2026, 11, 20)} if status == "ratified" else {}
    )
    plan = PlanFactory(unit=cast.dinas_sosial)
    item = ItemFactory(plan=plan, number=1, competency=CompetencyFactory(code="M.01"))
    TargetFactory(item=item, civil_servant=cast.owner.civil_servant)
    if status != Plan.Status.DRAFT:
        Plan.objects.filter(pk=plan.pk).update(status=status, **facts)
        plan.refresh_from_db()
    return plan


# --- What people say ----------------------------------------------------------------------------


def said(author, text="Warga menunggu lama di loket.", *, hidden=False, **fields) -> Suggestion:
    """A suggestion of the account's civil servant for the year, as ``planning.suggestions`` would keep it."""
    person = author.civil_servant
    facts = {"kind": Suggestion.Kind.CHALLENGE, "cycle": CycleFactory(), "unit": person.unit, **fields}
    return Suggestion.objects.create(
        author=person, opd=person.unit.opd, text=text, is_name_hidden=hidden, **facts
    )


def proposed(author, name="Bahasa isyarat dasar", **fields) -> Proposal:
    """A training proposed by the account's civil servant; give ``position=`` for a post."""
    person = author.civil_servant
    kind = Proposal.Kind.POSITION if "position" in fields else Proposal.Kind.TRAINING
    facts = {"kind": kind, "cycle": CycleFactory(), "why": "Warga tuli datang tiap minggu.", **fields}
    if kind == Proposal.Kind.TRAINING:
        facts["name"] = name
    return Proposal.objects.create(author=person, opd=person.unit.opd, **facts)


def many(cast, n):
    """A city of that size: every tenth person leads nine others."""
    owner = cast.owner.civil_servant
    template = Need.objects.get(civil_servant=owner)
    people = CivilServant.objects.bulk_create(
        CivilServant(
            pns_id=f"X{i}",
            nip=f"{i:018d}",
            name=f"Pegawai {i}",
            birth_date=owner.birth_date,
            sex="P",
            employment="pns",
            unit=cast.bidang_a if i % 2 else cast.puskesmas,
            position=owner.position,
        )
        for i in range(n)
    )
    for i, person in enumerate(people):
        person.superior = people[i // 10 * 10] if i % 10 else cast.superior.civil_servant
    CivilServant.objects.bulk_update(people, ["superior"], batch_size=2000)
    User.objects.bulk_create(User(username=person.nip, civil_servant=person) for person in people)
    Need.objects.bulk_create(
        Need(
            civil_servant=person,
            competency_id=template.competency_id,
            basis=template.basis,
            opd_id=person.unit.opd_id,
            unit=person.unit,
            standard_version_id=template.standard_version_id,
            required=3,
            status=template.status,
        )
        for person in people
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE personnel_civilservant, personnel_user, planning_need")


def set_days(cycle: Cycle, **days: tuple[int, int]) -> None:
    """First and last day of some stages, in days from today; stages that are not named forbid nothing."""
    today = timezone.localdate()
    for stage, (first, last) in days.items():
        CycleStage.objects.update_or_create(
            cycle=cycle,
            stage=stage,
            defaults={
                "starts_on": today + dt.timedelta(days=first),
                "ends_on": today + dt.timedelta(days=last),
            },
        )
