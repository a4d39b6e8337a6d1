import datetime as dt
from decimal import Decimal

import pytest

from planning.completeness import complete_plans, missing
from planning.models import Plan
from tests.planning.world import ItemFactory, PlanFactory, TargetFactory, complete_plan

D = Decimal


def fields(plan):
    return [[element.field for element in entry.fields] for entry in missing(plan)]


@pytest.mark.parametrize(
    ("change", "lacking", "number"),
    [
        ({}, [], 0),
        ({"competency": None}, ["competency"], 1),
        ({"form": None}, ["form"], 3),
        ({"provider": None}, ["provider"], 4),
        ({"quarter": None}, ["quarter"], 5),
        ({"quarter": None, "starts_on": dt.date(2027, 3, 1)}, [], 0),
        ({"curriculum": ""}, ["curriculum"], 6),
        ({"cost_per_person": None}, ["cost_per_person"], 7),
        ({"funding": ""}, ["funding"], 7),
        ({"cost_per_person": D(100)}, ["funding"], 7),  # money, yet "tanpa biaya"
        ({"cost_per_person": D(100), "funding": "apbd"}, ["sub_activity_code"], 7),
        ({"cost_per_person": D(100), "funding": "apbd", "sub_activity_code": "5.1"}, [], 0),
        ({"cost_per_person": D(100), "funding": "blud"}, [], 0),
    ],
)
def test_the_seven(cast, change, lacking, number):
    plan = complete_plan(cast)
    plan.items.update(**change)
    found = missing(plan)
    assert fields(plan) == ([lacking] if lacking else [])
    assert [element.number for entry in found for element in entry.fields] == ([number] if number else [])
    assert list(complete_plans(Plan.objects.all())) == ([] if lacking else [plan])


def test_an_item_without_people(cast):
    plan = complete_plan(cast)
    plan.items.get().targets.all().delete()
    assert fields(plan) == [["targets"]]
    assert "target pegawai" in str(missing(plan)[0])


def test_an_empty_plan_is_not_complete(cast):
    plan = PlanFactory(unit=cast.dinas_sosial)
    assert missing(plan) == []
    assert not complete_plans(Plan.objects.all()).exists()


def test_constant_queries(cast, django_assert_num_queries):
    plan = complete_plan(cast)
    plan.items.update(curriculum="")
    with django_assert_num_queries(1):
        assert len(missing(plan)) == 1
    for number in (2, 3):
        TargetFactory(
            item=ItemFactory(plan=plan, number=number, curriculum=""), civil_servant=cast.owner.civil_servant
        )
    with django_assert_num_queries(1):
        assert len(missing(plan)) == 3
