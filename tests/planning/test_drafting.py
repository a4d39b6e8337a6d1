from collections import Counter
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from jobs.models import Job
from jobs.queue import work_off
from personnel.models import AuditEntry, CivilServant
from planning.completeness import missing
from planning.drafting import draft_later, draft_plan, replaced_by_draft
from planning.items import add_targets, edit_item
from planning.models import DevelopmentForm, DraftLeftover, Plan, PlanItem, PlanStep, PlanTarget
from planning.priority import override_priority
from planning.reports.plans import jp_coverage
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    RuleFactory,
    TargetFactory,
    complete_plan,
    need,
    people,
    performance,
)

D = Decimal

Reason = DraftLeftover.Reason
Origin = PlanItem.Origin


@pytest.fixture
def classical(db):
    return RuleFactory(form=FormFactory(code="B2", track=DevelopmentForm.Track.CLASSICAL)).form


@pytest.fixture
def plan(cast) -> Plan:
    """Dinas Sosial, with nobody to bring to 20 JP but those whom a test names."""
    CivilServant.objects.filter(unit__opd=cast.dinas_sosial).update(employment="pppk_paruh_waktu")
    return PlanFactory(unit=cast.dinas_sosial)


def draft(plan, cast, ceiling=None, **options):
    return draft_plan(plan, ceiling=None if ceiling is None else D(ceiling), by=cast.unit_hr, **options)


def lines(plan):
    """(person, programme, origin) of every line."""
    return set(
        PlanTarget.objects.filter(plan=plan).values_list(
            "civil_servant", "item__programme__name", "item__origin"
        )
    )


def leftovers(plan):
    return {
        (row.civil_servant_id, row.competency.code): row.reason
        for row in plan.leftovers.select_related("competency")
    }


def test_the_cheapest_that_reaches_not_classical_where_equal(cast, plan, elearning, classical):
    competency = CompetencyFactory(code="M.03")
    ProgrammeFactory(name="terlalu rendah", competency=competency, level_to=1, form=elearning)
    ProgrammeFactory(name="setengah jalan", competency=competency, level_to=2, form=elearning)
    ProgrammeFactory(name="mahal", competency=competency, level_to=3, cost_per_person=9000, form=elearning)
    ProgrammeFactory(name="klasikal", competency=competency, level_to=3, cost_per_person=5000, form=classical)
    ProgrammeFactory(name="daring", competency=competency, level_to=3, cost_per_person=5000, form=elearning)
    ProgrammeFactory(name="nonaktif", competency=competency, level_to=3, form=elearning, is_active=False)
    person = people(cast.bidang_b, 1)[0]
    need(person, competency, required=3, attained=1)
    result = draft(plan, cast)
    assert lines(plan) == {(person.pk, "daring", Origin.GAP)}
    assert (result.items, result.people, result.lines, result.cost) == (1, 1, 1, 5000)


def test_priority_decides_who_gets_the_money(cast, plan, elearning):
    competency = CompetencyFactory(code="M.03")
    ProgrammeFactory(name="berbayar", competency=competency, level_to=3, cost_per_person=1000, form=elearning)
    small, large, middle = people(cast.bidang_b, 3, employment="pppk")
    for person, attained in ((small, 2), (large, 0), (middle, 1)):
        need(person, competency, required=3, attained=attained)
    result = draft(plan, cast, ceiling=2500)
    assert {line[0] for line in lines(plan)} == {large.pk, middle.pk}
    assert result.cost == 2000
    assert leftovers(plan) == {(small.pk, "M.03"): Reason.FUNDS}


def test_a_cheaper_step_is_taken_where_the_best_is_too_dear(cast, plan, elearning):
    competency = CompetencyFactory(code="M.03")
    ProgrammeFactory(name="sampai", competency=competency, level_to=3, cost_per_person=9000, form=elearning)
    ProgrammeFactory(name="selangkah", competency=competency, level_to=2, cost_per_person=100, form=elearning)
    person = people(cast.bidang_b, 1)[0]
    need(person, competency, required=3, attained=1)
    draft(plan, cast, ceiling=500)
    assert lines(plan) == {(person.pk, "selangkah", Origin.GAP)}
    assert leftovers(plan) == {}
    target = PlanTarget.objects.get(plan=plan)
    assert target.part_cost == 1  # of the programme that it got


def test_pppk_never_beyond_the_ceiling(cast, plan, elearning):
    first, second = CompetencyFactory(code="M.01"), CompetencyFactory(code="M.02")
    ProgrammeFactory(competency=first, form=elearning)
    ProgrammeFactory(competency=second, form=elearning)
    pppk, pns = people(cast.bidang_b, 1, employment="pppk") + people(cast.bidang_b, 1)
    for person in (pppk, pns):
        for competency in (first, second):
            need(person, competency, required=2, attained=1)
    draft(plan, cast)
    assert Counter(PlanTarget.objects.values_list("civil_servant", flat=True)) == {pppk.pk: 1, pns.pk: 2}
    assert leftovers(plan) == {(pppk.pk, "M.02"): Reason.CEILING}
    assert jp_coverage([cast.dinas_sosial], plan.cycle).pppk_over == 0


def test_proposed_hours_count_against_the_ceiling_too(cast, plan, elearning):
    """Whatever will be counted, nobody is planned beyond 24 JP."""
    competency = CompetencyFactory(code="M.01")
    ProgrammeFactory(competency=competency, form=FormFactory(code="B99"), quantity=30, jp_proposed=30)
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    need(person, competency, required=2, attained=1)
    draft(plan, cast)
    assert lines(plan) == set()
    assert leftovers(plan) == {(person.pk, "M.01"): Reason.CEILING}


def test_no_programme_is_said(cast, plan):
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    need(person, CompetencyFactory(code="M.09"), required=2, attained=1)
    draft(plan, cast)
    assert leftovers(plan) == {(person.pk, "M.09"): Reason.NO_PROGRAMME}


def test_not_more_lines_a_person_than_asked_for(cast, plan, elearning):
    person = people(cast.bidang_b, 1)[0]
    for code, required in (("M.01", 2), ("M.02", 3), ("M.03", 4)):
        competency = CompetencyFactory(code=code)
        ProgrammeFactory(competency=competency, form=elearning, level_to=4)
        need(person, competency, required=required, attained=1)
    draft(plan, cast, max_items=2)
    assert leftovers(plan) == {(person.pk, "M.01"): Reason.ENOUGH}


def test_pns_are_brought_to_the_floor(cast, plan, elearning):
    """By what their post asks, needed or not; the need comes first; and only as far as the floor."""
    met, unassessed = CompetencyFactory(code="M.01"), CompetencyFactory(code="M.02")
    ProgrammeFactory(name="A", competency=met, form=elearning, quantity=12)
    ProgrammeFactory(name="B", competency=unassessed, form=elearning, quantity=8)
    further = CompetencyFactory(code="M.03")
    ProgrammeFactory(name="C", competency=further, form=elearning)
    pns, cpns, pppk = (people(cast.bidang_b, 1, employment=kind)[0] for kind in ("pns", "cpns", "pppk"))
    for person in (pns, cpns, pppk):
        need(person, met, required=1, attained=1)
        need(person, unassessed, required=1, attained=None)
        need(person, further, required=1, attained=1)
    draft(plan, cast)
    assert lines(plan) == {(p.pk, name, Origin.DUTY) for p in (pns, cpns) for name in ("A", "B")}
    coverage = jp_coverage([cast.dinas_sosial], plan.cycle)
    assert (coverage.pns, coverage.pns_reached, coverage.pppk) == (2, 2, 1)


def test_floor_without_a_standard(cast, plan, elearning):
    ProgrammeFactory(name="umum", competency=CompetencyFactory(code="M.01"), form=elearning)
    ProgrammeFactory(name="teknis", competency=CompetencyFactory(code="T.01", kind="teknis"), form=elearning)
    person = people(cast.bidang_b, 1)[0]
    draft(plan, cast)
    assert lines(plan) == {(person.pk, "umum", Origin.DUTY)}
    assert PlanTarget.objects.get(plan=plan).level_required is None


def test_floor_takes_in_what_fell_below_the_line(cast, plan, elearning, classical):
    competency = CompetencyFactory(code="M.03")
    ProgrammeFactory(name="klasikal", competency=competency, level_to=2, cost_per_person=100, form=classical)
    ProgrammeFactory(name="daring", competency=competency, level_to=1, form=elearning)  # leads nowhere new
    person = people(cast.bidang_b, 1)[0]
    need(person, competency, required=2, attained=1)
    draft(plan, cast, ceiling=50)
    assert lines(plan) == {(person.pk, "daring", Origin.GAP)}
    assert leftovers(plan) == {}


def test_performance_gap_without_a_competency_gap(cast, plan, elearning):
    ample, close = CompetencyFactory(code="M.01"), CompetencyFactory(code="M.02")
    ProgrammeFactory(name="A", competency=ample, form=elearning)
    ProgrammeFactory(name="B", competency=close, form=elearning)
    weak, strong = people(cast.bidang_b, 2, employment="pppk")
    for person in (weak, strong):
        need(person, ample, required=1, attained=3)
        need(person, close, required=2, attained=2)
    performance(weak, 50)
    performance(strong, 90)
    draft(plan, cast)
    assert lines(plan) == {(weak.pk, "B", Origin.PERFORMANCE)}
    assert "di bawah target" in plan.items.get().reason


def test_only_active_people_of_the_own_opd(cast, plan, elearning):
    competency = CompetencyFactory(code="M.01")
    ProgrammeFactory(competency=competency, form=elearning)
    leave, elsewhere = people(cast.bidang_b, 1, legal_state="cltn") + people(cast.puskesmas, 1)
    for person in (leave, elsewhere):
        need(person, competency, required=2, attained=1)
    draft(plan, cast)
    assert lines(plan) == set()


def test_no_unit_loses_everybody_at_once(cast, plan, elearning):
    competency = CompetencyFactory(code="M.01")
    ProgrammeFactory(competency=competency, form=elearning)
    few, many = people(cast.bidang_b, 2), people(cast.puskesmas, 0)
    for person in few + many:
        need(person, competency, required=2, attained=1)
    draft(plan, cast)
    assert [item.targets.count() for item in plan.items.all()] == [1, 1]
    for person in people(cast.bidang_b, 38):
        need(person, competency, required=2, attained=1)
    draft(plan, cast)
    assert {item.quarter: item.targets.count() for item in plan.items.all()} == {1: 10, 2: 10, 3: 10, 4: 10}


def test_items_are_complete_but_for_the_sub_activity_which_may_be_given(cast, plan, elearning):
    competency = CompetencyFactory(code="M.01")
    ProgrammeFactory(competency=competency, form=elearning, cost_per_person=500)
    need(people(cast.bidang_b, 1)[0], competency, required=2, attained=1)
    draft(plan, cast)
    assert [[element.field for element in entry.fields] for entry in missing(plan)] == [["sub_activity_code"]]
    draft(plan, cast, sub_activity_code="5.03.01.2.05.0009")
    assert missing(plan) == []
    item = plan.items.get()
    assert (item.jp_proposed, item.jp_counted, item.funding) == (20, 20, "apbd")
    assert "1 pegawai memiliki kesenjangan Kompetensi M.01, rata-rata 1,0 tingkat" in item.reason


def test_the_same_input_gives_the_same_draft(cast, plan, elearning):
    for code in ("M.01", "M.02", "M.03"):
        ProgrammeFactory(competency=CompetencyFactory(code=code), form=elearning, cost_per_person=100)
        for person in people(cast.bidang_b, 5):
            need(person, CompetencyFactory(code=code), required=2, attained=1)

    def picture():
        return list(
            PlanTarget.objects.filter(plan=plan)
            .order_by("item__number", "civil_servant")
            .values_list("item__number", "item__quarter", "item__name", "civil_servant", "score")
        )

    draft(plan, cast, ceiling=900)
    before = picture()
    draft(plan, cast, ceiling=900)
    assert picture() == before
    assert len(before) == 9


def test_drafting_again_keeps_what_people_made_or_changed(cast, plan, elearning):
    first, second, third = (CompetencyFactory(code=code) for code in ("M.01", "M.02", "M.03"))
    workers = people(cast.bidang_b, 3, employment="pppk")
    for competency, person in zip((first, second, third), workers, strict=True):
        ProgrammeFactory(competency=competency, form=elearning)
        need(person, competency, required=2, attained=1)
    own = ItemFactory(plan=plan, number=7, competency=first, origin=Origin.DUTY, cost_per_person=300)
    TargetFactory(item=own, civil_servant=workers[0])
    draft(plan, cast)
    edited = plan.items.get(competency=second)
    edit_item(edited, {"name": "Diubah orang"}, version=edited.version, by=cast.unit_hr)
    overridden = plan.items.get(competency=third)
    override_priority(overridden.targets.get(), D(99), "alasan", by=cast.unit_hr)
    assert replaced_by_draft(plan).items == 0
    result = draft(plan, cast)
    assert {item.pk for item in plan.items.all()} == {own.pk, edited.pk, overridden.pk}
    assert (result.kept, result.items, result.cost) == (3, 0, 300)
    assert leftovers(plan) == {}


def test_kept_items_use_hours_money_and_places(cast, plan, elearning):
    first, second = CompetencyFactory(code="M.01"), CompetencyFactory(code="M.02")
    ProgrammeFactory(competency=second, form=elearning, cost_per_person=100)
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    need(person, second, required=2, attained=1)
    own = ItemFactory(plan=plan, competency=first, cost_per_person=950)
    add_targets(own, [person.pk], by=cast.unit_hr)
    draft(plan, cast, ceiling=1000)
    assert leftovers(plan) == {(person.pk, "M.02"): Reason.CEILING}
    own.targets.all().delete()
    draft(plan, cast, ceiling=1000)
    assert leftovers(plan) == {}


def test_replaced_items_leave_no_leftovers_behind(cast, plan, elearning):
    competency = CompetencyFactory(code="M.01")
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    need(person, competency, required=2, attained=1)
    draft(plan, cast)
    assert plan.leftovers.count() == 1
    ProgrammeFactory(competency=competency, form=elearning)
    draft(plan, cast)
    assert (plan.leftovers.count(), plan.items.count()) == (0, 1)


# ---------------------------------------------------------------------------------------------- who and when


@pytest.mark.parametrize(
    "part", ["owner", "superior", "unit_head", "stranger", "pyb", "ppk", "official", "administrator"]
)
def test_the_wrong_person_is_refused(cast, plan, part):
    with pytest.raises(PermissionDenied):
        draft_plan(plan, ceiling=None, by=getattr(cast, part))


def test_what_was_done_is_recorded(cast, plan):
    draft(plan, cast, ceiling=5000)
    draft(plan, cast, ceiling=7000)
    step = plan.steps.get()
    assert (step.step, step.by, step.office, step.round) == (PlanStep.Step.DRAFT, cast.unit_hr, "unit_hr", 1)
    assert AuditEntry.objects.filter(action="plan_draft", actor=cast.unit_hr).count() == 2
    plan.refresh_from_db()
    assert (plan.budget_ceiling, plan.version) == (7000, 3)
    assert plan.needs_taken_at


def test_only_a_draft_is_drafted(cast):
    plan = complete_plan(cast, "submitted")
    with pytest.raises(ValidationError, match="tidak dapat diubah"):
        draft(plan, cast)


def test_a_plan_that_is_talked_over_is_not_drafted_anew(cast):
    plan = complete_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(consultation_opened_at=timezone.now())
    for act in (
        draft,
        lambda plan, cast: draft_later(
            plan, ceiling=None, by=cast.unit_hr, max_items=2, sub_activity_code=""
        ),
    ):
        with pytest.raises(ValidationError, match="Konsultasi"):
            act(plan, cast)


def test_a_negative_ceiling_is_refused(cast, plan):
    with pytest.raises(ValidationError):
        draft(plan, cast, ceiling=-1)


# -------------------------------------------------------------------------------------- workers and commands


def test_by_a_worker(cast, plan, elearning):
    competency = CompetencyFactory(code="M.01")
    ProgrammeFactory(competency=competency, form=elearning)
    need(people(cast.bidang_b, 1)[0], competency, required=2, attained=1)
    options = {"ceiling": D(1000), "by": cast.unit_hr, "max_items": 2, "sub_activity_code": "5.1"}
    job = draft_later(plan, **options)
    assert draft_later(plan, **options) == job  # pressed twice
    work_off(job)
    assert (job.status, job.result_url) == (Job.Status.DONE, f"/rencana/{plan.pk}/")
    assert plan.items.count() == 1


def test_a_worker_asks_again(cast, plan):
    job = draft_later(plan, ceiling=None, by=cast.unit_hr, max_items=2, sub_activity_code="")
    Plan.objects.filter(pk=plan.pk).update(status="submitted")
    work_off(job)
    assert job.status == Job.Status.FAILED
    assert "tidak dapat diubah" in job.error


def test_command_drafts_every_opd(cast, elearning, capsys):
    CycleFactory()
    ProgrammeFactory(competency=CompetencyFactory(code="M.01"), form=elearning)
    call_command(
        "draft_plans", "--year", "2027", "--ceiling-per-person", "100000", "--by", cast.city_hr.username
    )
    plans = Plan.objects.order_by("unit__name")
    assert [plan.unit.name for plan in plans] == ["BKPSDMD", "Dinas Kesehatan", "Dinas Sosial"]
    assert plans[2].budget_ceiling == 500_000
    assert PlanTarget.objects.count() == CivilServant.objects.count()
    assert "3 rencana" in capsys.readouterr().out


def test_command_lets_each_opd_act_for_itself(cast, elearning, capsys):
    CycleFactory()
    call_command("draft_plans", "--year", "2027")
    assert {plan.created_by for plan in Plan.objects.all()} == {cast.unit_hr, cast.stranger}
    assert "BKPSDMD" in capsys.readouterr().err  # nobody there manages its people


def test_command_that_drafts_nothing_ends_with_one(cast, capsys):
    CycleFactory()
    with pytest.raises(CommandError, match="Tidak ada rencana 2027"):
        call_command("draft_plans", "--year", "2027", "--by", cast.owner.username)
    assert "dilewati" in capsys.readouterr().err
