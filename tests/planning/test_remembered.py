"""What is remembered of a year is what its rows say, whatever was changed, by whom and how."""

import random
import re

import psycopg2
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from personnel import remembered
from personnel.forms import people as unit_choices
from personnel.models import CivilServant, Position, RoleAssignment, Turn, Unit
from planning.models import LearningYear, NeedSummary, Plan, PlanItem, PlanTarget, UnitNeed
from planning.reports import fairness, forecast, forecast_people, heat_map, left_out, plans
from planning.reports.ranked import Ranked
from tests.factories import RoleAssignmentFactory, UnitFactory
from tests.planning.city import make_cycle, make_standard, refresh
from tests.planning.world import ItemFactory, PlanFactory, TargetFactory, learned, people

CHANGES = 25
TRIGGERS = """
SELECT tgrelid::regclass::text, substring(prosrc FROM $$VALUES \\('(\\w+)'$$)
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE prosrc LIKE '%%INTO personnel_turn%%'
"""


@pytest.fixture
def cycle(transactional_db):
    """Two OPD with a plan each, lines, hours and needs."""
    make_standard((Position.Level.PELAKSANA, "A", 3))
    year = make_cycle()
    for number in range(2):
        opd = UnitFactory()
        plan = PlanFactory(unit=opd, cycle=year, standard_version=year.standard_version)
        item = ItemFactory(plan=plan, jp_counted=12, jp_proposed=14)
        for place, person in enumerate(people(opd, 6, sex="LP"[number])):
            learned(person, year.year, 4)
            if place % 2:
                TargetFactory(item=item, civil_servant=person)
    refresh()
    return year


def reports(year):
    """Each remembered figure, and the same added up by itself: name → (both functions, what it rests on)."""
    today = {"cycle": year}
    official = RoleAssignmentFactory(role=RoleAssignment.Role.PYB).user
    return {
        "coverage": (lambda: plans.coverage_by_opd(year), lambda: plans._cover(year), plans.RESTS_ON),
        "held": (lambda: plans.held_of_year(year), lambda: plans._held(year), plans.RESTS_ON),
        "fairness": (
            lambda: said(fairness.Fairness.of(year)),
            lambda: said(fairness.Fairness(year)),
            fairness.RESTS_ON,
        ),
        "forecast": (
            lambda: sorted(forecast.forecast(year)._rows),
            lambda: sorted(forecast._sums(forecast.params_of(year))),
            forecast.RESTS_ON,
        ),
        "forecast people": (
            lambda: forecast_people.People(year, None).everybody,
            lambda: forecast_people.ranked(forecast.params_of(year)),
            forecast.RESTS_ON,
        ),
        "left out": (
            lambda: left_out.LeftOut(official, year, None).everybody,
            lambda: Ranked.of(left_out.left_out(CivilServant.objects.all(), year).values_list("pk", "years")),
            left_out.RESTS_ON,
        ),
        "heat map": (
            lambda: heat_map.heat_map(**today),
            lambda: heat_map._added_up(scope=None, by="opd", kind=None, order="gap", **today),
            heat_map.RESTS_ON,
        ),
        "units to choose": (unit_choices.every_unit, unit_choices._every_unit, [Turn.Subject.PEOPLE]),
    }


def said(facts):
    return facts.total, facts.tables(), sorted(facts._opds.items())


def changes(year, chance):
    """The least of everything that can change, in every way in which rows are written."""
    person = chance.choice(CivilServant.objects.order_by("pk"))
    item = chance.choice(PlanItem.objects.order_by("pk"))
    opd = chance.choice(Plan.objects.order_by("pk")).unit
    return [
        lambda: CivilServant.objects.filter(pk=person.pk).update(employment=chance.choice(["pns", "pppk"])),
        lambda: CivilServant.objects.filter(pk=person.pk).update(unit=opd),
        lambda: CivilServant.objects.filter(pk=person.pk).update(
            legal_state=chance.choice(["aktif", "cltn"])
        ),
        lambda: PlanItem.objects.filter(pk=item.pk).update(jp_counted=chance.randrange(30)),
        lambda: PlanItem.objects.filter(pk=item.pk).update(cost_per_person=chance.randrange(9) * 1000),
        lambda: PlanTarget.objects.filter(civil_servant=person).delete(),
        lambda: people(opd, 1),
        lambda: PlanTarget.objects.bulk_create(
            [PlanTarget(item=item, plan=item.plan, civil_servant=one, score=1) for one in people(opd, 1)]
        ),
        lambda: ItemFactory(plan=item.plan),
        lambda: LearningYear.objects.filter(civil_servant=person).update(jp_counted=chance.randrange(30)),
        lambda: UnitNeed.objects.update(gap_sum=chance.randrange(9)),
        lambda: NeedSummary.objects.filter(civil_servant=person).update(competencies=chance.randrange(9)),
        lambda: Plan.objects.filter(unit=opd).update(is_current=chance.choice([True, False])),
        lambda: Unit.objects.filter(pk=opd.pk).update(name=f"Dinas {chance.randrange(9)}"),
        lambda: UnitFactory(parent=opd),
    ]


def test_figures_are_those_of_the_rows_after_every_change(cycle):
    chance = random.Random(14)
    reported = reports(cycle)
    for number in range(CHANGES):
        every = changes(cycle, chance)
        (every[number] if number < len(every) else chance.choice(every))()
        for name, (figures, added_up, _rests_on) in reported.items():
            assert figures() == added_up(), (name, number)
            assert figures() == added_up(), (name, number, "once more")


def test_nothing_is_added_up_twice_and_a_change_is_seen_with_its_commit(cycle):
    figures = reports(cycle)["coverage"][0]
    before = figures()
    with CaptureQueriesContext(connection) as captured:
        assert figures() == before
    assert len(captured) == 1
    assert "personnel_turn" in captured[0]["sql"]

    place = connection.get_connection_params()
    other = psycopg2.connect(
        **{name: place[name] for name in ("user", "password", "host", "port", "dbname") if name in place}
    )
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE personnel_civilservant SET legal_state = 'cltn'")
        assert figures() == before  # as the rows still are for everybody else
        other.commit()
        assert figures() == {}
    finally:
        other.close()

    with transaction.atomic():
        CivilServant.objects.update(legal_state="aktif")
        assert figures() == before
        CivilServant.objects.update(legal_state="cltn")
        assert figures() == {}  # its own changes, the later ones too
        CivilServant.objects.update(legal_state="aktif")
        transaction.set_rollback(True)
    assert figures() == {}


def test_of_what_is_remembered_everybody_gets_their_own(cycle):
    units = list(Unit.objects.opd().order_by("pk"))
    everywhere = RoleAssignmentFactory(role=RoleAssignment.Role.PYB).user
    heads = [RoleAssignmentFactory(role=RoleAssignment.Role.UNIT_HR, unit=unit).user for unit in units]
    for _once_more in range(2):
        seen = [set(left_out.LeftOut(one, cycle, None).everybody.people) for one in heads]
        hours = [set(forecast_people.People(cycle, [unit.pk]).everybody.people) for unit in units]
        assert all(seen)
        assert all(hours)
        assert not set.intersection(*seen)
        assert not set.intersection(*hours)
        assert set.union(*seen) <= set(left_out.LeftOut(everywhere, cycle, None).everybody.people)
        assert set.union(*hours) <= set(forecast_people.People(cycle, None).everybody.people)


def test_every_table_of_a_remembered_figure_tells_of_its_changes(cycle):
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        told = dict(cursor.fetchall())
    assert set(told.values()) == set(Turn.Subject.values)
    for name, (_figures, added_up, rests_on) in reports(cycle).items():
        with CaptureQueriesContext(connection) as captured:
            added_up()
        tables = set(
            re.findall(r'(?:FROM|JOIN) "?((?:personnel|planning)_\w+)', " ".join(q["sql"] for q in captured))
        )
        assert tables, name
        # The bounds of a cycle stand in the name under which its figures are remembered.
        assert {told.get(table) for table in tables - {"planning_cycle"}} <= set(rests_on), (name, tables)


def test_old_numbers_are_forgotten(cycle):
    # The database says when a turn was, by its own clock; the tests have another day.
    assert Turn.objects.update(at=timezone.now()) > 0
    assert remembered.forget_turns() == 0
    Turn.objects.update(at="2026-01-01T00:00Z")
    assert remembered.forget_turns() > 0
    assert not Turn.objects.exists()
