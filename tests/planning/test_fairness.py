"""Who gets development: the sums by hand, what is hidden, and who has been left out for how long."""

import datetime as dt
from decimal import Decimal

import pytest

from personnel.models import CivilServant, Position, RoleAssignment
from planning.models import DraftLeftover, Plan
from planning.reports.fairness import Fairness
from planning.reports.left_out import LeftOut, reasons, without_line
from planning.suppression import K
from tests.factories import (
    CivilServantFactory,
    PositionFactory,
    RankFactory,
    RoleAssignmentFactory,
    UnitFactory,
)
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    ItemFactory,
    PlanFactory,
    TargetFactory,
    learned,
    people,
)

E = CivilServant.Employment
pytestmark = pytest.mark.django_db


def rows(table):
    """label → (people, having), None where hidden."""
    return {row.label: row.sums and (row.sums.people, row.sums.having) for row in table.rows}


def tables(facts, opd=None):
    return {table.key: table for table in facts.tables(opd)}


@pytest.fixture
def city():
    """Two OPD of twelve people; half of the women of the first have a line of 10 JP and Rp 100.000."""
    cycle = CycleFactory()
    first, second = UnitFactory(name="Dinas Satu"), UnitFactory(name="Dinas Dua")
    women = people(first, 6, sex="P")
    people(first, 6, sex="L")
    people(second, 6, sex="P")
    people(second, 6, sex="L")
    item = ItemFactory(plan=PlanFactory(unit=first, cycle=cycle), jp_counted=10, cost_per_person=100_000)
    for person in women[:3]:
        TargetFactory(item=item, civil_servant=person)
    return cycle, first, second


def test_sums_by_hand(city):
    cycle, first, second = city
    facts = Fairness(cycle)
    assert (facts.total.people, facts.total.having, facts.total.without) == (24, 3, 21)
    assert facts.total.share == Decimal("12.5")
    sex = tables(facts, first.pk)["sex"]
    assert rows(sex) == {"Perempuan": (6, 3), "Laki-laki": (6, 0)}
    assert sex.rows[0].sums.jp_each == 5
    assert sex.rows[0].sums.cost_each == 50_000
    assert rows(facts.by_opd({first.pk: "Satu", second.pk: "Dua"})) == {"Dua": (12, 0), "Satu": (12, 3)}


def test_two_lines_make_one_person(city):
    cycle, first, _second = city
    item = ItemFactory(plan=Plan.objects.get(), number=99, jp_counted=None)
    TargetFactory(item=item, civil_servant=CivilServant.objects.filter(plan_targets__isnull=False)[0])
    assert Fairness(cycle).of_opd(first.pk).having == 3


def test_only_active_people_and_current_plans_count(city):
    cycle, first, _second = city
    CivilServantFactory(unit=first, legal_state="mpp")
    Plan.objects.update(is_current=False)
    facts = Fairness(cycle)
    assert (facts.total.people, facts.total.having) == (24, 0)


def test_kinds_of_staff_and_ranks():
    opd, cycle = UnitFactory(), CycleFactory()
    ranks = {
        code: RankFactory(siasn_id=code, code=code, order=n) for n, code in enumerate(("III/a", "IV/b", "IX"))
    }
    people(opd, 5, rank=ranks["III/a"])
    people(opd, 6, rank=ranks["IV/b"])
    people(opd, 7, rank=None)
    people(opd, 5, employment=E.CPNS, rank=ranks["III/a"])
    people(opd, 8, employment=E.PPPK, rank=ranks["IX"])
    people(opd, 5, employment=E.PPPK_PART_TIME, rank=None)
    assert rows(tables(Fairness(cycle))["kind"]) == {
        "PNS": (18, 0),
        "Golongan IV": (6, 0),
        "Golongan III": (5, 0),
        "Golongan tidak tercatat": (7, 0),
        "CPNS": (5, 0),
        "PPPK": (8, 0),
        "Golongan IX–XII": (8, 0),
        "PPPK paruh waktu": (5, 0),
    }


def test_posts_and_ages():
    opd, cycle = UnitFactory(), CycleFactory()
    for level, born in (
        ("jpt_pratama", 1970),
        ("jf_ahli_muda", 1996),
        ("jf_mahir", 1986),
        ("pelaksana", 1977),
    ):
        post = PositionFactory(name=level, level=Position.Level(level))
        people(opd, 5, position=post, birth_date=dt.date(born, 6, 1))
    cut = tables(Fairness(cycle))
    assert list(rows(cut["post"])) == [
        "Pimpinan tinggi",
        "Fungsional keahlian",
        "Fungsional keterampilan",
        "Pelaksana",
    ]
    assert rows(cut["age"]) == {
        "31–40 tahun": (5, 0),  # 31 in 2027
        "41–50 tahun": (10, 0),  # 41 and 50
        "Di atas 50 tahun": (5, 0),
    }


def test_years_without_development():
    """Nothing recorded is not zero; somebody whose records all say 0 has gone without since before them."""
    opd, cycle = UnitFactory(), CycleFactory()
    for person in people(opd, 5):
        learned(person, 2026)
    for person in people(opd, 5):
        learned(person, 2024)
        learned(person, 2025, jp=0)
    for person in people(opd, 5):
        learned(person, 2025, jp=0)
        learned(person, 2027)  # of the year itself: not a former one
    people(opd, 5)
    facts = Fairness(cycle)
    assert rows(tables(facts)["years"]) == {
        "Mengikuti pengembangan tahun lalu": (5, 0),
        "2 tahun": (10, 0),
        "Riwayat tidak tercatat": (5, 0),
    }
    assert facts.total.median_years == 2
    assert tables(facts)["years"].rows[-1].sums.median_years is None


# ---------------------------------------------------------------------------------------- what is hidden


def test_a_small_group_is_hidden_here_and_where_it_could_be_computed():
    cycle, opds = CycleFactory(), [UnitFactory() for _ in range(3)]
    for opd in opds:
        people(opd, 10, sex="P")
        people(opd, 2 if opd is opds[0] else 10, sex="L")
    facts = Fairness(cycle)
    assert rows(tables(facts, opds[0].pk)["sex"]) == {"Perempuan": None, "Laki-laki": None}
    others = [rows(tables(facts, opd.pk)["sex"]) for opd in opds[1:]]
    assert sum(None in table.values() for table in others) == 1  # or the city less both would tell
    assert rows(tables(facts)["sex"]) == {"Perempuan": (30, 0), "Laki-laki": (22, 0)}


def test_small_opds_stand_together_and_have_no_page():
    cycle = CycleFactory()
    sizes = [2, 6, 20]
    opds = [UnitFactory() for _ in sizes]
    for opd, size in zip(opds, sizes, strict=True):
        people(opd, size)
    facts = Fairness(cycle)
    assert [facts.of_opd(opd.pk) and facts.of_opd(opd.pk).people for opd in opds] == [None, None, 20]
    assert facts.tables(opds[0].pk) == []
    assert rows(tables(facts)["sex"]) == {"Perempuan": (28, 0)}
    assert rows(facts.by_opd({opd.pk: opd.name for opd in opds})) == {
        opds[2].name: (20, 0),
        "2 OPD kecil, digabung": (8, 0),
    }


def test_a_city_of_four_shows_nothing():
    opd = UnitFactory()
    people(opd, K - 1)
    facts = Fairness(CycleFactory())
    assert not facts.may_show
    assert facts.tables() == []
    assert facts.by_opd({opd.pk: "x"}).rows == ()


def test_an_empty_city():
    facts = Fairness(CycleFactory())
    assert facts.tables() == []
    assert facts.total.share is None


def test_one_query_for_any_number_of_opds(city, django_assert_num_queries):
    cycle = city[0]
    with django_assert_num_queries(1):
        Fairness(cycle).tables()
    for _ in range(3):
        people(UnitFactory(), 6)
    with django_assert_num_queries(1):
        Fairness(cycle).tables()


# --------------------------------------------------------------------------------------------- left out


def test_left_out_longest_first_and_unrecorded_apart(city):
    cycle, first, _second = city
    unplanned = CivilServant.objects.filter(unit=first, plan_targets__isnull=True).order_by("pk")
    long, short, never, *_others = unplanned
    learned(long, 2022)
    learned(short, 2026)
    learned(never, 2025, jp=0)
    official = RoleAssignmentFactory(role=RoleAssignment.Role.PYB).user
    listed = LeftOut(official, cycle, first.pk)
    assert listed.count() == 9
    assert listed[0:3] == [(long, 4), (never, 2), (short, 0)]
    assert {years for _person, years in listed[3:9]} == {None}
    for span, found in (("3", [long]), ("2", [never]), ("1", []), ("0", [short]), ("unknown", _others)):
        chosen = LeftOut(official, cycle, first.pk, span=span)
        assert {person for person, _years in chosen[0:9]} == set(found), span


def test_left_out_counts_only_the_active_and_the_plans_that_count(city):
    cycle, first, _second = city
    everybody = CivilServant.objects.filter(unit=first)
    CivilServantFactory(unit=first, legal_state="cltn")
    assert without_line(everybody, cycle).count() == 9
    Plan.objects.update(is_current=False)
    assert without_line(everybody, cycle).count() == 12
    assert without_line(everybody, CycleFactory(year=2028, is_open=False)).count() == 12


def test_the_commonest_reason_of_the_last_draft(city):
    cycle, first, _second = city
    person = without_line(CivilServant.objects.filter(unit=first), cycle)[0]
    for n, reason in enumerate(("funds", "no_programme", "no_programme")):
        DraftLeftover.objects.create(
            plan=Plan.objects.get(),
            civil_servant=person,
            competency=CompetencyFactory(code=f"X.{n}"),
            reason=reason,
            score=10,
        )
    assert reasons([person.pk], cycle) == {person.pk: "Tidak ada program yang sesuai"}
