"""A year: opened, weighed, given its priorities; by BKPSDMD and nobody else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import AuditEntry, Position
from planning import cycles, performance
from planning.models import CityPriority, Cycle, PerformanceRating
from tests.factories import CompetencyFactory
from tests.planning.city import S, make_cycle, make_standard, rate, table
from tests.planning.world import CycleFactory

pytestmark = pytest.mark.django_db

WEIGHTS = dict.fromkeys(cycles.WEIGHTS, Decimal(10)) | {"weight_gap": Decimal(50)}


def test_opening_closes_the_former_and_carries_its_rules(cast):
    make_standard((Position.Level.PELAKSANA, "A", 3))
    old = make_cycle(year=2026, jp_floor=25)
    CityPriority.objects.create(cycle=old, competency=CompetencyFactory(code="A"), strength=1, reason="RPJMD")
    new = cycles.open_cycle(2027, by=cast.city_hr)
    old.refresh_from_db()
    assert (old.is_open, new.is_open, new.jp_floor) == (False, True, 25)
    assert new.standard_version is not None
    assert new.city_priorities.get().reason == "RPJMD"
    assert table(cast.owner.civil_servant) == {"A": (3, None, None, "belum_dinilai")}
    assert AuditEntry.objects.filter(action="cycle_opened").exists()


@pytest.mark.parametrize("year", [2026, 2025, 2200])
def test_years_that_cannot_be_opened(cast, year):
    make_cycle(year=2026)
    with pytest.raises(ValidationError):
        cycles.open_cycle(year, by=cast.city_hr)
    assert Cycle.objects.open().get().year == 2026


def test_weights_add_up_to_a_hundred(cast):
    cycle = make_cycle()
    cycles.set_weights(cycle, WEIGHTS, by=cast.city_hr)
    assert Cycle.objects.get().weight_gap == 50
    with pytest.raises(ValidationError, match="tepat 100"):
        cycles.set_weights(cycle, WEIGHTS | {"weight_cost": Decimal(11)}, by=cast.city_hr)
    with pytest.raises(ValidationError):
        cycles.set_weights(
            cycle, WEIGHTS | {"weight_cost": Decimal(-10), "weight_gap": Decimal(70)}, by=cast.city_hr
        )
    assert Cycle.objects.get().weight_cost == 10


def test_another_age_of_evidence_measures_anew(cast):
    make_standard((Position.Level.PELAKSANA, "A", 5))
    cycle = make_cycle()
    person = cast.owner.civil_servant
    rate(person, "A", 4, S.ASSESSMENT, dt.date.today() - dt.timedelta(days=500))
    rate(person, "A", 1, S.SELF, dt.date.today())
    cycles.set_rules(cycle, {"evidence_months": 24}, by=cast.city_hr)
    assert table(person)["A"][1] == 4
    cycles.set_rules(cycle, {"evidence_months": 12}, by=cast.city_hr)
    assert table(person)["A"][1] == 1


def test_priorities(cast):
    cycle, competency = make_cycle(), CompetencyFactory(code="A")
    cycles.set_city_priority(cycle, competency, strength=Decimal("0.5"), reason="RPJMD", by=cast.city_hr)
    cycles.set_city_priority(cycle, competency, strength=Decimal(1), reason="RPJMD", by=cast.city_hr)
    assert cycle.city_priorities.get().strength == 1
    with pytest.raises(ValidationError):
        cycles.set_city_priority(cycle, competency, strength=Decimal(2), reason="RPJMD", by=cast.city_hr)
    cycles.set_city_priority(cycle, competency, strength=Decimal(0), reason="", by=cast.city_hr)
    assert not cycle.city_priorities.exists()


def test_a_closed_year_stays_as_it_is(cast):
    cycle = make_cycle(is_open=False)
    with pytest.raises(ValidationError, match="ditutup"):
        cycles.set_weights(cycle, WEIGHTS, by=cast.city_hr)


@pytest.mark.parametrize(
    "member",
    ["owner", "superior", "unit_hr", "unit_head", "pyb", "ppk", "official", "administrator", "stranger"],
)
def test_only_bkpsdmd(cast, member):
    by, cycle = getattr(cast, member), make_cycle()
    for act in (
        lambda: cycles.open_cycle(2028, by=by),
        lambda: cycles.set_weights(cycle, WEIGHTS, by=by),
        lambda: cycles.set_rules(cycle, {"jp_floor": 1}, by=by),
        lambda: cycles.set_city_priority(cycle, CompetencyFactory(), strength=Decimal(1), reason="x", by=by),
        lambda: performance.record_performance(cast.owner.civil_servant, 2025, score=Decimal(1), by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


class TestPerformanceGap:
    @pytest.mark.parametrize(
        ("results", "gap"),
        [
            ([(2026, 70, "")], Decimal(6)),
            ([(2026, 90, "")], Decimal(0)),
            (
                [(2025, 50, ""), (2026, 75, "sangat_kurang")],
                Decimal(1),
            ),  # the newest; a score beats its predicate
            ([(2026, None, "butuh_perbaikan")], Decimal(15)),
            ([(2027, 10, "")], None),  # not before the cycle's year
            ([], None),
        ],
    )
    def test_by_hand(self, cast, bands, results, gap):
        cycle, person = make_cycle(), cast.owner.civil_servant
        for year, score, predicate in results:
            PerformanceRating.objects.create(
                civil_servant=person, year=year, score=score, predicate=predicate
            )
        found = performance.performance_gap(person, cycle)
        assert (found.gap if found else None) == gap


def test_every_year_is_there_open_or_not_the_newest_first():
    for year in (2026, 2028, 2027):
        CycleFactory(year=year, is_open=year == 2027)
    assert Cycle.objects.every() == list(Cycle.objects.all())
    assert [cycle.year for cycle in Cycle.objects.every()] == [2028, 2027, 2026]
