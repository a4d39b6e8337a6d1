"""Turns, answers and the submission at the same moment, on connections of their own."""

import pytest
from django.core.exceptions import ValidationError

from planning.approval import take_step
from planning.consultation.opening import open_consultation
from planning.consultation.replies import reply
from planning.consultation.turns import accept, decline
from planning.models import ConsultationLine, Plan, PlanStep
from tests.cast import make_cast
from tests.planning.consultation_world import stages
from tests.planning.world import TargetFactory, complete_plan
from tests.races import at_once, in_the_middle_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def plan(cast):
    plan = complete_plan(cast)
    TargetFactory(item=plan.items.get(), civil_servant=cast.colleague.civil_servant)
    stages(plan.cycle)
    return open_consultation(plan, by=cast.unit_hr)


def line_of(plan, user):
    return ConsultationLine.objects.get(plan=plan, civil_servant=user.civil_servant)


def test_a_no_that_is_not_committed_yet_holds_the_submission(cast, plan):
    """Without the hold on the plan, the submission would count no refusal and go through."""
    line = line_of(plan, cast.owner)
    turn, step = in_the_middle_of(
        lambda: decline(line, "Sibuk", by=cast.owner),
        lambda: take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas."),
    )
    assert turn.state == "declined"
    assert isinstance(step, ValidationError)
    assert step.code == "unreplied"
    assert Plan.objects.get(pk=plan.pk).status == "draft"


def test_a_submission_that_is_not_committed_yet_holds_the_no(cast, plan):
    line = line_of(plan, cast.owner)
    step, turn = in_the_middle_of(
        lambda: take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas."),
        lambda: decline(line, "Sibuk", by=cast.owner),
    )
    assert isinstance(step, PlanStep)
    assert isinstance(turn, ValidationError)
    assert turn.code == "not_draft"
    assert line_of(plan, cast.owner).state == "waiting"


def test_people_do_not_wait_for_each_other(cast, plan):
    """But for the audit chain, in which every act waits for the one before."""
    lines = [line_of(plan, cast.owner), line_of(plan, cast.colleague)]
    results = at_once(
        lambda: accept(lines[0], by=cast.owner), lambda: decline(lines[1], "Sibuk", by=cast.colleague)
    )
    assert [result.state for result in results] == ["accepted", "declined"]


@pytest.mark.parametrize("round_", range(4))
def test_whatever_comes_first_no_unanswered_no_is_in_a_submitted_plan(cast, plan, round_):
    lines = [line_of(plan, cast.owner), line_of(plan, cast.colleague)]
    at_once(
        lambda: decline(lines[0], "Sibuk", by=cast.owner),
        lambda: take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas."),
        lambda: decline(lines[1], "Sibuk", by=cast.colleague),
    )
    submitted = Plan.objects.get(pk=plan.pk).status == "submitted"
    unreplied = ConsultationLine.objects.unreplied().count()
    assert (submitted, unreplied) in {(True, 0), (False, 1), (False, 2)}


def test_two_answers_at_once_are_one(cast, plan):
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    results = at_once(
        lambda: reply(line, "keep", "Wajib", by=cast.unit_hr),
        lambda: reply(line, "drop", "Baik", by=cast.city_hr),
    )
    (loser,) = [result for result in results if isinstance(result, ValidationError)]
    assert loser.code == "answered"
    assert line.turns.count() == 2
    line.refresh_from_db()
    assert (line.state == "kept") == plan.targets.filter(civil_servant=cast.owner.civil_servant).exists()


def test_a_change_of_mind_and_an_answer_at_once(cast, plan):
    """Either the answer came first and the yes stands after it, or the yes needs no answer."""
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    at_once(lambda: accept(line, by=cast.owner), lambda: reply(line, "keep", "Wajib", by=cast.unit_hr))
    acts = list(line.turns.values_list("act", flat=True))
    assert line_of(plan, cast.owner).state == "accepted"
    assert acts in (["decline", "accept"], ["decline", "keep", "accept"])


def test_a_double_click_at_once_is_one_turn(cast, plan):
    line = line_of(plan, cast.owner)
    at_once(*[lambda: decline(line, "Sibuk", by=cast.owner)] * 3)
    assert line.turns.count() == 1


def test_two_at_once_open_it_once(cast):
    plan = complete_plan(cast)
    at_once(
        lambda: open_consultation(plan, by=cast.unit_hr), lambda: open_consultation(plan, by=cast.city_hr)
    )
    assert plan.consultation_lines.count() == 1
