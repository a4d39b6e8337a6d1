"""One competency of the owner through a whole year: rated, planned, trained, evaluated, rated again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from evaluation.models import Project, Wave
from planning.models import Competency, Plan
from tests.evaluation.talk_world import attend
from tests.evaluation.world import make_version
from tests.factories import RatingFactory
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    TargetFactory,
    need,
)
from tests.training.world import BatchFactory, SessionFactory
from training.models import Batch, Certificate, Enrolment, Result


@dataclass
class Story:
    competency: Competency
    plan: Plan
    batch: Batch
    enrolment: Enrolment


def a_year(cast, year=2026, competency=None) -> Story:
    """The owner lacks one level, is planned for, attends, passes, leads a project and is rated anew."""
    person = cast.owner.civil_servant
    competency = competency or CompetencyFactory(code="M.01", name="Pelayanan publik")
    old = RatingFactory(
        civil_servant=person,
        competency=competency,
        level=1,
        rated_on=dt.date(year - 1, 8, 1),
        rated_by=cast.superior,
    )
    cycle = CycleFactory(year=year, is_open=False)
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=cycle)
    item = ItemFactory(plan=plan, number=1, name="Latihan pelayanan", competency=competency)
    TargetFactory(item=item, civil_servant=person, level_required=2, level_attained=1, gap=1)
    plan.need_snapshots.create(
        civil_servant=person,
        competency=competency,
        basis="sekarang",
        required=2,
        attained=1,
        gap=1,
        status="kesenjangan",
        rating=old,
    )
    Plan.objects.filter(pk=plan.pk).update(
        status="ratified", decision_number=f"800/{year}", decision_date=dt.date(year - 1, 11, 20)
    )
    programme = ProgrammeFactory(competency=competency)
    batch = BatchFactory(cycle=cycle, programme=programme, state=Batch.State.FINISHED)
    SessionFactory(batch=batch, starts_at=dt.datetime(year, 3, 2, 9, tzinfo=timezone.get_current_timezone()))
    enrolment = attend(batch, person, cast.city_hr)
    Enrolment.objects.filter(pk=enrolment.pk).update(item=item)
    Result.objects.create(
        enrolment=enrolment, pre_test=40, post_test=Decimal("82.5"), has_passed=True, recorded_by=cast.city_hr
    )
    Certificate.objects.create(
        enrolment=enrolment,
        year=year,
        sequence=batch.pk,
        number=f"{batch.pk}/BKPSDMD/{year}",
        holder=person.full_name,
        programme=programme.name,
        provider="BKPSDMD",
        starts_on=dt.date(year, 3, 2),
        ends_on=dt.date(year, 3, 2),
        jp=4,
        issued_on=dt.date(year, 3, 3),
        issued_by=cast.city_hr,
    )
    wave = Wave.objects.create(
        batch=batch,
        version=make_version(),
        is_anonymous=True,
        opens_on=dt.date(year, 3, 3),
        closes_on=dt.date(year, 3, 17),
        state=Wave.State.CLOSED,
        closed_at=timezone.now(),
    )
    wave.invitations.create(respondent=person, has_answered=True)
    Project.objects.create(
        leader=person,
        opd=cast.dinas_sosial,
        superior=cast.superior.civil_servant,
        enrolment=enrolment,
        competency=competency,
        state=Project.State.CLOSED,
        title="Antrean singkat",
        starts_on=dt.date(year, 4, 1),
        due_on=dt.date(year, 7, 1),
        outcome="Antrean turun separuh.",
        moved_on=dt.date(year, 7, 1),
        created_by=cast.owner,
    )
    RatingFactory(
        civil_servant=person,
        competency=competency,
        level=2,
        rated_on=dt.date(year, 9, 1),
        rated_by=cast.superior,
    )
    return Story(competency, plan, batch, enrolment)


def an_open_need(cast, competency, required=3, attained=2):
    CycleFactory()
    return need(cast.owner.civil_servant, competency, required, attained)
