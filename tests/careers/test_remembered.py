"""Who is ready for a seat is remembered, and is always what examining everybody anew says."""

import datetime as dt
import random
import re
from collections import Counter, OrderedDict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers.checks import Readiness
from careers.models import CareerEvidence, CareerRule, CareerStep, Seat
from careers.reports import city, readiness
from careers.reports import seats as report
from personnel import remembered
from personnel.models import CivilServant, Placement, Position
from planning.models import Cycle, PerformanceRating
from tests.careers.world import FROM, rule, seat, step
from tests.factories import CivilServantFactory, PositionFactory, UnitFactory, UserFactory
from tests.planning.city import make_cycle, make_standard, rate
from tests.planning.test_remembered import TRIGGERS

CHANGES = 16


@pytest.fixture
def seats(transactional_db):
    """Two OPD, in each a vacant post and eight people below it of whom something different is known."""
    make_standard(("administrator", "A", 3), ("administrator", "B", 2))
    make_cycle()
    step("pengawas", "administrator", "vertikal")
    rule("pendidikan", "administrator", word="s1")
    rule("kompetensi", "administrator", number=70)
    rule("pengalaman", "administrator", word="pengawas", number=3)
    rule("kinerja", "administrator", word="baik", number=1)
    made = [seat(UnitFactory(), f"Kepala Bidang {number}") for number in range(2)]
    below, year = PositionFactory(name="Kepala Seksi", level="pengawas"), timezone.localdate().year
    for one in made:
        for number in range(8):
            person = CivilServantFactory(
                unit=one.unit,
                position=below,
                employment=["pns", "pns", "pns", "pppk"][number % 4],
                education=["s1", "s2", "d3"][number % 3],
                position_since=dt.date(year - [6, 1][number // 7], 1, 2),
            )
            PerformanceRating.objects.create(civil_servant=person, year=year - 1, predicate="baik")
            for code in "AB":
                rate(person, code, 3 - number // 6)
    return list(Seat.objects.for_list().order_by("pk"))


def changes(chance):
    """The least of everything that readiness is found from."""
    person = chance.choice(CivilServant.objects.order_by("pk"))
    rows = CivilServant.objects.filter(pk=person.pk)
    day = FROM + dt.timedelta(days=chance.randrange(1, 300))
    return [
        lambda: rows.update(education=chance.choice(["d3", "s1"])),
        lambda: rows.update(employment=chance.choice(["pns", "pppk"])),
        lambda: rows.update(legal_state=chance.choice(["aktif", "cltn"])),
        lambda: rows.update(name=f"Nama {chance.randrange(99)}"),
        lambda: PerformanceRating.objects.filter(civil_servant=person).update(
            predicate=chance.choice(["baik", "kurang"])
        ),
        lambda: rate(person, chance.choice("AB"), chance.randrange(6), on=day),
        lambda: Placement.objects.create(
            civil_servant=person,
            unit=person.unit,
            position=person.position,
            starts_on=dt.date(2010, 1, 1),
            ends_on=dt.date(2010 + chance.randrange(9), 12, 31),
        ),
        lambda: CareerEvidence.objects.create(
            civil_servant=person,
            kind="pendidikan",
            holds=chance.choice([True, False]),
            recorded_by=UserFactory(),
            **PAPER,
        ),
        lambda: Cycle.objects.update(evidence_months=chance.choice([6, 36])),
        lambda: CareerStep.objects.update(valid_to=chance.choice([None, FROM])),
        lambda: rule("usia", "administrator", number=chance.randrange(30, 60), group=f"{day}"),
        lambda: CareerRule.objects.filter(kind="usia").update(valid_to=FROM),
        lambda: Position.objects.filter(level="administrator").update(
            level=chance.choice(["administrator", "jpt_pratama"])
        ),
    ]


PAPER = {"words": "Ijazah dilihat", "letter": "Surat 1", "dated": FROM}


def test_who_is_ready_is_what_examining_everybody_says_after_every_change(seats):
    today, chance = timezone.localdate(), random.Random(17)
    told = set()
    for number in range(CHANGES):
        every = changes(chance)
        (every[number] if number < len(every) else chance.choice(every))()
        near = report._near({report._place(one) for one in seats}, today)
        _facts, examined = readiness.examine(list(near), today)
        ready = [found.post for found in examined if found.verdict.readiness is Readiness.ALL_MET]
        told.add(len(ready))
        for _once_more in range(2):
            assert report._ready(seats, today) == Counter(near[post] for post in ready), number
        field = report.field(seats[0], today, order="Pendidikan")
        assert field == report._field(report._place(seats[0]), today, "Pendidikan"), number
    assert len(told) > 2, "nothing that was changed changed who is ready"


def test_a_second_look_asks_for_the_numbers_alone_and_every_table_tells_of_its_changes(seats):
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        told = dict(cursor.fetchall())
    with CaptureQueriesContext(connection) as first:
        report._ready(seats, today)
        report.field(seats[0], today)
    with CaptureQueriesContext(connection) as second:
        report._ready(seats, today)
        report.field(seats[0], today)
    assert len(second) == 2
    text = " ".join(query["sql"] for query in first)
    tables = set(re.findall(r'(?:FROM|JOIN) "?((?:personnel|planning|careers)_\w+)', text)) - {
        "personnel_turn"
    }
    assert len(tables) > 10
    assert {table: told.get(table) for table in tables if told.get(table) not in report.RESTS_ON} == {}


def test_what_one_process_has_found_of_the_city_another_takes_until_a_row_changes(seats, monkeypatch):
    today, year = timezone.localdate(), timezone.localdate().year
    found = city.fairness(year, today)
    assert found[0].ready > 0
    monkeypatch.setattr(remembered, "_remembered", OrderedDict())  # as another process begins
    with CaptureQueriesContext(connection) as second:
        assert city.fairness(year, today) == found
    assert "personnel_placement" not in " ".join(query["sql"] for query in second)
    PerformanceRating.objects.update(predicate="kurang")
    assert city.fairness(year, today)[0].ready == 0
