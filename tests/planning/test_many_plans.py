"""One office's step for many plans at once: one form, each plan by itself, and never twice."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from planning import steps
from planning.approval import take_step
from planning.many_plans import take_steps, waiting_for
from planning.models import Plan, PlanStep
from tests.factories import UnitFactory
from tests.planning.world import ItemFactory, PlanFactory, TargetFactory, complete_plan, set_days

RATIFY = next(row for row in steps.STEPS if row.step == "ratify")
URL = reverse("planning:plan_steps", args=["ratify"])
DECISION = {"decision_number": "800/9", "decision_date": "2026-11-23"}


@pytest.fixture
def plans(cast):
    """Three plans that the Sekda has agreed to."""
    first = complete_plan(cast, "agreed")
    units = [UnitFactory(), UnitFactory()]
    rows = [PlanFactory(unit=unit, cycle=first.cycle, status="agreed") for unit in units]
    for plan in rows:
        TargetFactory(item=ItemFactory(plan=plan), civil_servant=cast.owner.civil_servant)
    return [first, *rows]


def ratified():
    return Plan.objects.filter(status="ratified").count()


def test_forty_plans_are_one_form(cast, plans, sign_in):
    client = sign_in(cast.ppk)
    keys = [plan.pk for plan in plans]
    page = client.get(URL, {"rencana": keys})
    assertContains(page, f"{RATIFY.verb} 3 rencana")
    assertContains(page, "rencana dipilih")
    answer = client.post(URL, DECISION | {"rencana": keys})
    assertContains(answer, "3 dari 3 rencana berhasil")
    assert ratified() == 3
    assert set(Plan.objects.values_list("decision_number", "decision_date")) == {
        ("800/9", dt.date(2026, 11, 23))
    }
    # The same form once more does nothing twice, and says what is so.
    assertContains(client.post(URL, DECISION | {"rencana": keys}), "3 dari 3 rencana berhasil")
    assert PlanStep.objects.filter(step="ratify").count() == 3


def test_what_was_typed_stays_when_something_is_missing(cast, plans, sign_in):
    answer = sign_in(cast.ppk).post(URL, {"decision_number": "800/9", "rencana": [plans[0].pk]})
    assert answer.status_code == 422
    assertContains(answer, "800/9", status_code=422)
    assertContains(answer, f'name="rencana" value="{plans[0].pk}"', status_code=422)
    assert ratified() == 0


def test_one_that_is_refused_keeps_no_other_back(cast, plans):
    Plan.objects.filter(pk=plans[1].pk).update(status="draft")
    day = timezone.localdate()
    outcomes = take_steps(plans, RATIFY, by=cast.ppk, decision_number="1", decision_date=day)
    assert [outcome.done is not None for outcome in outcomes] == [True, False, True]
    assert "Draf" in outcomes[1].refusal
    assert ratified() == 2


def test_above_the_ceiling_only_with_a_reason(cast, plans):
    plan = plans[0]
    plan.items.update(cost_per_person=Decimal(2_000_000))
    Plan.objects.filter(pk=plan.pk).update(budget_ceiling=1_999_999)
    facts = {"decision_number": "1", "decision_date": timezone.localdate()}
    [refused] = take_steps([plan], RATIFY, by=cast.ppk, **facts)
    assert "melampaui pagu Rp 1.999.999" in refused.refusal.replace("\xa0", " ")
    [done] = take_steps([plan], RATIFY, by=cast.ppk, note="Wajib menurut kementerian.", **facts)
    assert done.done.note == "Wajib menurut kementerian."
    Plan.objects.filter(pk=plans[1].pk).update(budget_ceiling=0)  # costs nothing, so it is within it
    assert take_step(plans[1], "ratify", by=cast.ppk, **facts)


def test_only_what_the_hand_may_take_waits(cast, plans):
    assert [plan.pk for plan in waiting_for(cast.ppk, RATIFY)] == sorted(
        (plan.pk for plan in plans), key=lambda pk: Plan.objects.get(pk=pk).unit.name
    )
    assert waiting_for(cast.pyb, RATIFY) == []
    PlanStep.objects.create(
        plan=plans[0], step="agree", from_status="verified", to_status="agreed", by=cast.ppk, office="pyb"
    )
    assert plans[0] not in waiting_for(cast.ppk, RATIFY)
    set_days(plans[0].cycle, verification=(3, 4), ratification=(5, 9))
    assert waiting_for(cast.ppk, RATIFY) == []


def test_a_strange_choice_is_no_choice(cast, plans, sign_in):
    client = sign_in(cast.ppk)
    assert client.get(URL, {"rencana": ["²", "9" * 30, plans[0].pk]}).status_code == 200
    answer = client.post(URL, DECISION | {"rencana": ["²"]})
    assertContains(answer, "Tidak ada yang dipilih")


def test_query_count_is_the_same_for_one_and_three(cast, sign_in):
    first = complete_plan(cast, "agreed")
    client = sign_in(cast.ppk)
    counts = []
    for n in (0, 3):
        for unit in [UnitFactory() for _one in range(n)]:
            plan = PlanFactory(unit=unit, cycle=first.cycle, status="agreed")
            TargetFactory(item=ItemFactory(plan=plan), civil_servant=cast.owner.civil_servant)
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
