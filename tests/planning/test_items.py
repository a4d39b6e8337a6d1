import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import AuditEntry, CivilServant
from planning.approval import take_step
from planning.items import (
    EditConflict,
    add_everyone_with_gap,
    add_item,
    add_targets,
    candidates,
    edit_item,
    fill_sub_activity,
    remove_item,
    remove_target,
)
from planning.models import Plan, PlanItem, PlanStep
from tests.cast import make_cast
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.world import (
    CompetencyFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    RuleFactory,
    TargetFactory,
    complete_plan,
    need,
    people,
)
from tests.races import at_once

D = Decimal


@pytest.fixture
def plan(cast) -> Plan:
    return PlanFactory(unit=cast.dinas_sosial)


def values(**change):
    return {"name": "Pelatihan pekerja sosial", "origin": "duty", **change}


def test_a_new_item_counts_its_hours_and_may_be_incomplete(cast, plan):
    form = RuleFactory(form=FormFactory(code="B7"), counted_per="day", jp_national=5).form
    item = add_item(plan, values(form=form, quantity=D(4), jp_proposed=D(24)), by=cast.unit_hr)
    assert (item.number, item.jp_proposed, item.jp_counted, item.is_drafted) == (1, 24, 20, False)
    assert add_item(plan, values(), by=cast.unit_hr).number == 2
    assert plan.steps.get().step == PlanStep.Step.DRAFT
    assert AuditEntry.objects.filter(action="item_new", actor=cast.unit_hr).count() == 2


def test_sent_twice_made_once(cast, plan):
    key = uuid.uuid4()
    first = add_item(plan, values(), by=cast.unit_hr, request_key=key)
    assert add_item(plan, values(name="Lain"), by=cast.unit_hr, request_key=key) == first
    assert plan.items.count() == 1


def test_dates_give_the_quarter_and_stay_in_the_year(cast, plan):
    item = add_item(plan, values(starts_on=dt.date(2027, 8, 3), ends_on=dt.date(2027, 8, 7)), by=cast.unit_hr)
    assert item.quarter == 3
    for bad in (
        {"starts_on": dt.date(2026, 12, 30)},
        {"starts_on": dt.date(2027, 5, 2), "ends_on": dt.date(2027, 5, 1)},
        {"ends_on": dt.date(2027, 5, 1)},
        {"cost_per_person": D(-1)},
        {"quarter": 5},
        {"name": ""},
    ):
        with pytest.raises(ValidationError):
            add_item(plan, values(**bad), by=cast.unit_hr)
    assert plan.items.count() == 1


def test_the_second_editor_loses_nothing_and_overwrites_nothing(cast, plan):
    item = ItemFactory(plan=plan, is_drafted=True)
    seen = item.version
    edit_item(item, {"name": "Yang pertama"}, version=seen, by=cast.unit_hr)
    with pytest.raises(EditConflict) as conflict:
        edit_item(item, {"name": "Yang kedua"}, version=seen, by=cast.city_hr)
    assert conflict.value.item.name == "Yang pertama"
    item.refresh_from_db()
    assert (item.name, item.version, item.is_drafted) == ("Yang pertama", seen + 1, False)
    edit_item(item, {"name": "Yang kedua"}, version=conflict.value.item.version, by=cast.city_hr)
    item.refresh_from_db()
    assert item.name == "Yang kedua"


def test_another_competency_scores_its_people_again(cast, plan):
    before, after = CompetencyFactory(code="M.01"), CompetencyFactory(code="M.02")
    ProgrammeFactory(competency=after, cost_per_person=0)
    ProgrammeFactory(competency=after, cost_per_person=1000)
    owner = cast.owner.civil_servant
    need(owner, before, required=2, attained=2)
    need(owner, after, required=4, attained=1)
    item = ItemFactory(plan=plan, competency=before)
    add_targets(item, [owner.pk], by=cast.unit_hr)
    assert item.targets.get().gap == 0
    edit_item(item, {"competency": after, "cost_per_person": D(250)}, version=item.version, by=cast.unit_hr)
    target = item.targets.get()
    assert (target.level_required, target.level_attained, target.gap) == (4, 1, 3)
    # 40×.6 + 15×1 + 5×.75
    assert (target.part_gap, target.part_share, target.part_cost, target.score) == (
        D("0.6"),
        1,
        D("0.75"),
        D("42.75"),
    )


def test_remove_an_item_with_its_people(cast):
    plan = complete_plan(cast)
    remove_item(plan.items.get(), by=cast.unit_hr)
    assert not plan.items.exists()
    assert not plan.targets.exists()
    assert AuditEntry.objects.get(action="item_remove").facts["number"] == 1


def test_one_code_for_all_items_of_the_apbd_that_have_none(cast, plan):
    paid = ItemFactory(plan=plan, funding="apbd", cost_per_person=5)
    other = ItemFactory(plan=plan, funding="apbd", cost_per_person=5, sub_activity_code="1.1")
    free = ItemFactory(plan=plan)
    assert fill_sub_activity(plan, " 5.03 ", by=cast.unit_hr) == 1
    assert [PlanItem.objects.get(pk=i.pk).sub_activity_code for i in (paid, other, free)] == [
        "5.03",
        "1.1",
        "",
    ]
    with pytest.raises(ValidationError):
        fill_sub_activity(plan, " ", by=cast.unit_hr)


# ---------------------------------------------------------------------------------------------------- people


def test_targets_carry_their_need(cast, plan):
    competency = CompetencyFactory(code="M.01")
    owner, colleague = cast.owner.civil_servant, cast.colleague.civil_servant
    need(owner, competency, required=3, attained=1)
    item = ItemFactory(plan=plan, competency=competency, is_drafted=True)
    assert add_targets(item, [owner.pk, colleague.pk], by=cast.unit_hr) == 2
    assert add_targets(item, [owner.pk], by=cast.unit_hr) == 0  # pressed twice
    assert set(item.targets.values_list("civil_servant", "level_required", "gap")) == {
        (owner.pk, 3, 2),
        (colleague.pk, None, None),
    }
    item.refresh_from_db()
    assert not item.is_drafted
    assert AuditEntry.objects.filter(action="targets_add").count() == 1


def test_nobody_from_outside_and_nobody_who_has_left(cast, plan):
    item = ItemFactory(plan=plan)
    left = people(cast.bidang_b, 1, legal_state=CivilServant.LegalState.LEFT)[0]
    for wrong in (cast.stranger.civil_servant.pk, left.pk, 999_999):
        with pytest.raises(ValidationError, match="bukan pegawai aktif OPD ini"):
            add_targets(item, [cast.owner.civil_servant.pk, wrong], by=cast.unit_hr)
    with pytest.raises(ValidationError):
        add_targets(item, [], by=cast.unit_hr)
    assert not item.targets.exists()
    assert left not in candidates(item)
    assert cast.stranger.civil_servant not in candidates(item)


def test_everyone_with_a_gap_whom_the_plan_does_not_yet_develop(cast, plan):
    competency = CompetencyFactory(code="M.01")
    short, met, unknown, planned = people(cast.bidang_b, 4)
    for person, attained in ((short, 0), (met, 2), (unknown, None), (planned, 0)):
        need(person, competency, required=2, attained=attained)
    other = ItemFactory(plan=plan, competency=competency)
    TargetFactory(item=other, civil_servant=planned)
    item = ItemFactory(plan=plan, competency=competency)
    assert add_everyone_with_gap(item, by=cast.unit_hr) == 1
    assert item.targets.get().civil_servant == short
    assert add_everyone_with_gap(item, by=cast.unit_hr) == 0
    assert add_everyone_with_gap(ItemFactory(plan=plan, competency=None), by=cast.unit_hr) == 0


def test_remove_a_target(cast):
    plan = complete_plan(cast)
    plan.items.update(is_drafted=True)
    remove_target(plan.targets.get(), by=cast.unit_hr)
    assert not plan.targets.exists()
    assert not plan.items.get().is_drafted
    assert AuditEntry.objects.get(action="target_remove").subject == cast.owner.civil_servant


# --------------------------------------------------------------------------------------------- who, and when


def acts(item):
    plan = item.plan
    return {
        "add_item": lambda by: add_item(plan, values(), by=by),
        "edit_item": lambda by: edit_item(item, {"name": "x"}, version=item.version, by=by),
        "remove_item": lambda by: remove_item(item, by=by),
        "add_targets": lambda by: add_targets(item, [item.targets.get().civil_servant_id], by=by),
        "add_everyone": lambda by: add_everyone_with_gap(item, by=by),
        "remove_target": lambda by: remove_target(item.targets.get(), by=by),
        "fill": lambda by: fill_sub_activity(plan, "5", by=by),
    }


NAMES = ["add_item", "edit_item", "remove_item", "add_targets", "add_everyone", "remove_target", "fill"]


@pytest.mark.parametrize("act", NAMES)
def test_only_who_draws_up_the_plan(cast, act):
    item = complete_plan(cast).items.get()
    for part in ("owner", "superior", "unit_head", "stranger", "pyb", "ppk", "official", "administrator"):
        with pytest.raises(PermissionDenied):
            acts(item)[act](getattr(cast, part))


@pytest.mark.parametrize("act", NAMES)
@pytest.mark.parametrize("state", ["submitted", "verified", "agreed", "ratified"])
def test_only_a_draft(cast, act, state):
    item = complete_plan(cast, state).items.get()
    with pytest.raises(ValidationError, match="tidak dapat diubah"):
        acts(item)[act](cast.unit_hr)


# ----------------------------------------------------------------------------------------------------- races


@pytest.mark.django_db(transaction=True)
def test_two_steps_at_once_are_one():
    cast = make_cast()
    plan = complete_plan(cast)
    results = at_once(*[lambda: take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")] * 3)
    assert sum(isinstance(result, PlanStep) for result in results) == 1
    assert sum(isinstance(result, ValidationError) for result in results) == 2
    assert PlanStep.objects.filter(plan=plan, step="submit").count() == 1
    assert AuditEntry.objects.filter(action="plan_submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_deciding_differently_at_once_are_one_decision():
    cast = make_cast()
    other = UserFactory()
    RoleAssignmentFactory(user=other, role="city_hr")
    plan = complete_plan(cast, "submitted")
    results = at_once(
        lambda: take_step(plan, "verify", by=cast.city_hr),
        lambda: take_step(plan, "return", by=other, note="Perbaiki."),
    )
    (done,) = [result for result in results if isinstance(result, PlanStep)]
    assert Plan.objects.get(pk=plan.pk).status == done.to_status
    assert PlanStep.objects.filter(plan=plan).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_none_is_lost():
    cast = make_cast()
    item = complete_plan(cast).items.get()
    results = at_once(
        lambda: edit_item(item, {"name": "Satu"}, version=1, by=cast.unit_hr),
        lambda: edit_item(item, {"name": "Dua"}, version=1, by=cast.city_hr),
    )
    (winner,) = [result for result in results if isinstance(result, PlanItem)]
    (loser,) = [result for result in results if isinstance(result, EditConflict)]
    assert loser.item.name == winner.name == PlanItem.objects.get(pk=item.pk).name


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_once_makes_one_item():
    cast = make_cast()
    plan, key = PlanFactory(unit=cast.dinas_sosial), uuid.uuid4()
    results = at_once(*[lambda: add_item(plan, values(), by=cast.unit_hr, request_key=key)] * 2)
    assert results[0] == results[1]
    assert plan.items.count() == 1


@pytest.mark.django_db(transaction=True)
def test_submitting_and_editing_at_once():
    """Either the edit came first and was submitted, or it is refused: nothing slips in later."""
    cast = make_cast()
    plan = complete_plan(cast)
    item = plan.items.get()
    step, edit = at_once(
        lambda: take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas."),
        lambda: edit_item(item, {"name": "Diubah"}, version=1, by=cast.unit_hr),
    )
    assert isinstance(step, PlanStep)
    assert PlanItem.objects.get(pk=item.pk).name == ("Diubah" if isinstance(edit, PlanItem) else item.name)
