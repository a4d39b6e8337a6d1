"""The hours of the year: what is counted, what is to come, what is over but not recorded."""

import datetime as dt
from decimal import Decimal

import pytest

from personnel.models import CivilServant
from planning.models import DevelopmentForm, Plan
from planning.reports.forecast import forecast, quarters_left
from planning.reports.forecast_people import People
from planning.reports.remedies import remedies
from tests.factories import CivilServantFactory, UnitFactory
from tests.planning.world import (
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    RuleFactory,
    TargetFactory,
    learned,
    people,
)

E = CivilServant.Employment
BEFORE, AUGUST, AFTER = dt.date(2026, 11, 24), dt.date(2027, 8, 3), dt.date(2028, 1, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory(unit=UnitFactory(name="Dinas Uji"), cycle=CycleFactory())


def line(plan, person, jp, **facts):
    number = plan.items.count() + 1
    item = ItemFactory(plan=plan, number=number, jp_counted=jp, **{"quarter": 2, **facts})
    return TargetFactory(item=item, civil_servant=person)


def outlook(plan, person, today):
    """(state, low, likely, missing)"""
    row = next(row for row in People(plan.cycle, None, today=today)[0:50] if row.person == person)
    return row.state, row.low, row.likely, row.missing


# ------------------------------------------------------------------------------------------ one person


def test_before_the_year_every_line_is_to_come(plan):
    (person,) = people(plan.unit, 1)
    line(plan, person, 12)
    assert outlook(plan, person, BEFORE) == ("short", 12, 12, 8)
    line(plan, person, 8, quarter=4)
    assert outlook(plan, person, BEFORE) == ("on_track", 20, 20, 0)


def test_a_line_whose_time_is_over_counts_as_uncertain(plan):
    (person,) = people(plan.unit, 1)
    line(plan, person, 12, quarter=2)
    line(plan, person, 8, quarter=4)
    assert outlook(plan, person, AUGUST) == ("uncertain", 8, 20, 0)
    learned(person, 2027, 12)
    assert outlook(plan, person, AUGUST) == ("on_track", 20, 20, 0)


def test_what_is_counted_is_not_counted_again_as_planned(plan):
    (person,) = people(plan.unit, 1)
    line(plan, person, 12, quarter=2)
    learned(person, 2027, 10)
    assert outlook(plan, person, AUGUST) == ("short", 10, 12, 8)
    learned(person, 2026, 40)  # of another year
    assert outlook(plan, person, AUGUST) == ("short", 10, 12, 8)


def test_reached_is_reached(plan):
    (person,) = people(plan.unit, 1, employment=E.CPNS)
    learned(person, 2027, Decimal("20.00"))
    assert outlook(plan, person, AUGUST) == ("reached", 20, 20, 0)


@pytest.mark.parametrize(
    ("facts", "low"),
    [
        ({"quarter": 3}, 12),  # under way
        ({"quarter": 2}, 0),
        ({"quarter": None, "starts_on": dt.date(2027, 8, 2)}, 0),
        ({"quarter": None, "starts_on": dt.date(2027, 8, 3)}, 12),
        ({"quarter": 3, "starts_on": dt.date(2027, 7, 1), "ends_on": dt.date(2027, 7, 9)}, 0),
        ({"quarter": None, "starts_on": dt.date(2027, 7, 1), "ends_on": dt.date(2027, 8, 9)}, 12),
        ({"quarter": None}, 12),  # no time yet: until the year is over
    ],
)
def test_when_a_line_is_over(plan, facts, low):
    (person,) = people(plan.unit, 1)
    line(plan, person, 12, **facts)
    assert outlook(plan, person, AUGUST)[1:3] == (low, 12)
    assert outlook(plan, person, AFTER)[1:3] == (0, 12)


def test_a_line_without_conversion_gives_nothing_towards_the_floor(plan):
    (person,) = people(plan.unit, 1)
    line(plan, person, None, jp_proposed=30)
    assert outlook(plan, person, BEFORE) == ("short", 0, 0, 20)


def test_the_ceiling_of_pppk(plan):
    within, over, maybe, proposed = people(plan.unit, 4, employment=E.PPPK)
    line(plan, within, 24)
    line(plan, over, 25, quarter=4)
    line(plan, maybe, 25, quarter=1)
    line(plan, proposed, None, jp_proposed=25, quarter=4)
    states = [outlook(plan, person, AUGUST)[0] for person in (within, over, maybe, proposed)]
    assert states == ["within", "over", "maybe_over", "over"]
    assert outlook(plan, over, AUGUST)[3] == 0  # no floor, nothing missing


def test_part_time_is_not_ruled(plan):
    (person,) = people(plan.unit, 1, employment=E.PPPK_PART_TIME)
    line(plan, person, 60)
    assert outlook(plan, person, BEFORE)[0] == "unset"


def test_only_active_people_and_current_plans(plan):
    (person,) = people(plan.unit, 1)
    CivilServantFactory(unit=plan.unit, legal_state="pensiun")
    line(plan, person, 20)
    Plan.objects.update(is_current=False)
    total = forecast(plan.cycle, today=BEFORE).total
    assert (total.people, total.states["short"]) == (1, 1)


# --------------------------------------------------------------------------------------------- together


def test_sums_by_opd_and_unit(plan):
    below = UnitFactory(name="Bidang", parent=plan.unit)
    deeper = UnitFactory(name="Seksi", parent=below)
    other = UnitFactory(name="Dinas Lain")
    (head,) = people(plan.unit, 1)
    one, two = people(below, 1) + people(deeper, 1)
    people(other, 3)
    line(plan, head, 20)
    line(plan, one, 12)
    line(plan, two, 15, quarter=4)
    facts = forecast(plan.cycle, today=BEFORE)
    assert {row.unit.name: (row.low, row.states["short"], row.jp_missing) for row in facts.by_opd()} == {
        "Dinas Lain": (0, 3, 60),
        "Dinas Uji": (1, 2, 13),
    }
    assert facts.total.jp_missing == 73
    units = [plan.unit.pk, below.pk, deeper.pk]
    rows = forecast(plan.cycle, units=units, today=BEFORE).below(plan.unit)
    assert [(row.unit.name, row.is_direct, row.people) for row in rows] == [
        ("Bidang", False, 2),
        ("Dinas Uji", True, 1),
    ]
    august = forecast(plan.cycle, units=units, today=AUGUST).total
    assert (august.unrecorded, august.low_percent, round(august.likely_percent)) == (2, 0, 33)
    assert august.jp_missing == 13


def test_the_cheapest_way_to_close_the_gap(plan):
    people(plan.unit, 2)  # 20 JP each
    (third,) = people(plan.unit, 1)
    line(plan, third, 14)
    form = RuleFactory().form
    free = ProgrammeFactory(form=form, quantity=4, jp_proposed=4, cost_per_person=0)
    ProgrammeFactory(form=form, quantity=10, cost_per_person=200_000)
    paid = ProgrammeFactory(form=form, quantity=8, cost_per_person=80_000)
    ProgrammeFactory(form=form, quantity=20, cost_per_person=1, is_active=False)
    ProgrammeFactory(
        form=FormFactory(code="X"), quantity=20, cost_per_person=1
    )  # no conversion: counts nothing
    classical = FormFactory(code="B1", track=DevelopmentForm.Track.CLASSICAL)
    ProgrammeFactory(form=RuleFactory(form=classical).form, quantity=20, cost_per_person=1)
    found = remedies(forecast(plan.cycle, today=BEFORE).total, plan.cycle)
    assert [(remedy.programme, remedy.jp, remedy.seats, remedy.cost) for remedy in found] == [
        (free, 4, 5 + 5 + 2, 0),
        (paid, 8, 3 + 3 + 1, 560_000),
    ]


def test_quarters_left():
    cycle = CycleFactory()
    days = [BEFORE, dt.date(2027, 1, 1), AUGUST, dt.date(2027, 12, 31), AFTER]
    assert [quarters_left(cycle, day) for day in days] == [4, 4, 2, 1, 0]


# ------------------------------------------------------------------------------------------------- lists


def test_list_chosen_and_cut(plan):
    persons = [CivilServantFactory(unit=plan.unit, name=name) for name in ("Ani 50%", "Budi", "Citra")]
    line(plan, persons[2], 20)
    listed = People(plan.cycle, None, today=BEFORE)
    assert [row.person.name for row in listed[0:50]] == ["Ani 50%", "Budi", "Citra"]
    assert [row.person.name for row in listed[1:2]] == ["Budi"]
    assert listed.count() == 3
    assert [row.person.name for row in People(plan.cycle, None, state="on_track", today=BEFORE)[0:9]] == [
        "Citra"
    ]
    assert People(plan.cycle, None, q="0%", today=BEFORE).count() == 1
    assert People(plan.cycle, None, q="_", today=BEFORE).count() == 0
    assert People(plan.cycle, [], today=BEFORE).count() == 0


def test_file_has_no_formulas(plan):
    CivilServantFactory(unit=plan.unit, name="=HYPERLINK(1)")
    (row,) = People(plan.cycle, None, today=BEFORE).file_rows()
    assert row[1] == "'=HYPERLINK(1)"
    assert row[-3:] == ("short", 20, 20)


def test_the_same_queries_for_one_and_three(plan, django_assert_num_queries):
    def ask():
        forecast(plan.cycle).by_opd()
        list(People(plan.cycle, None)[0:50])

    people(plan.unit, 1)
    with django_assert_num_queries(7):
        ask()
    for _ in range(2):
        people(UnitFactory(), 1)
    with django_assert_num_queries(7):
        ask()
