"""What is asked of one person or one unit reads no whole table of people, ratings, needs or lines."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.models import CivilServant, DataImport, ImportRow
from planning.exports import NEED_ROWS, PERSON_ROWS, Export
from planning.models import CompetencyRating, NeedSummary, PlanItem
from tests.cast import sign_in
from tests.planning.world import (
    YEAR,
    CompetencyFactory,
    CycleFactory,
    ItemFactory,
    PlanFactory,
    TargetFactory,
    learned,
    need,
    performance,
)

pytestmark = pytest.mark.django_db

OTHERS = 4_000
LARGE = (
    "personnel_civilservant",
    "planning_competencyrating",
    "planning_performancerating",
    "planning_learningyear",
    "planning_need",
    "planning_needsummary",
    "planning_plantarget",
)
#: Each of the crowd is in the plan of their OPD with one of its hundred items.
A_FOREIGN_ITEM = (
    "(SELECT i.id FROM planning_planitem i WHERE i.plan_id = t.plan_id AND i.number = 1 + p.id %% 100)"
)
WHOLE = re.compile(rf"Seq Scan on ({'|'.join(LARGE)})\b")


@pytest.fixture(autouse=True)
def _plans_of_production(db):
    """The other tests do without a search for the best order of many tables (``tests/settings.py``)."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit = 8; SET LOCAL from_collapse_limit = 8")


def repeat(row, rows: str, **changed: str) -> None:
    """The row once more for each of ``rows`` (SQL), with other values where it is said (SQL)."""
    table = row._meta.db_table
    columns = [field.column for field in row._meta.concrete_fields if not field.primary_key]
    values = [changed.get(column, f"t.{column}") for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {', '.join(values)} FROM {table} t, {rows} WHERE t.id = %s",
            [row.pk],
        )


def have_a_city(cast) -> PlanItem:
    """Thousands in another OPD, with everything that is kept of somebody; the item of a few stands alone."""
    person, other = cast.owner.civil_servant, cast.stranger.civil_servant
    repeat(
        cast.puskesmas,
        "generate_series(1, 400) i",
        code="'P' || i",
        name="'Puskesmas ' || i",
        path="t.path || i || '.'",
    )
    repeat(
        other,
        f"generate_series(1, {OTHERS}) i",
        nip="lpad(i::text, 18, '0')",
        pns_id="'X' || i",
        name="'Pegawai ' || i",
        unit_id="(SELECT u.id FROM personnel_unit u WHERE u.code = 'P' || (1 + i %% 400))",
    )
    competency = CompetencyFactory(code="M.01")
    item, foreign = (
        ItemFactory(plan=PlanFactory(unit=unit), number=1, competency=competency)
        for unit in (cast.dinas_sosial, cast.dinas_kesehatan)
    )
    for who, its in ((person, item), (other, foreign)):
        kept = [
            need(who, competency, 3, 1),
            NeedSummary.objects.create(
                civil_servant=who,
                basis="sekarang",
                opd=who.unit.opd,
                unit=who.unit,
                employment=who.employment,
                position_level=who.position.level,
                is_target=True,
                competencies=1,
                assessed=1,
                with_gap=1,
                gap_sum=2,
                required_sum=3,
                attained_sum=1,
            ),
            CompetencyRating.objects.create(
                civil_servant=who,
                competency=competency,
                level=1,
                source="atasan",
                grade=2,
                rated_on="2026-09-01",
            ),
            performance(who, 90),
            learned(who, YEAR),
            TargetFactory(item=its, civil_servant=who),
        ]
    repeat(foreign, "generate_series(2, 100) i", number="i", key="gen_random_uuid()")
    for row in kept:
        crowd = "(SELECT id FROM personnel_civilservant WHERE pns_id LIKE 'X%%') p"
        repeat(row, crowd, civil_servant_id="p.id", item_id=A_FOREIGN_ITEM, gap_sum="p.id %% 40")
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE personnel_unit, {', '.join(LARGE)}")
    return item


def plans_of(statements):
    """What is asked, each with how PostgreSQL would answer it."""
    with connection.cursor() as cursor:
        # As on a disk without arms: at so few rows the choice would be a toss-up otherwise.
        cursor.execute("SET LOCAL random_page_cost = 1.1")
        for statement in statements:
            if statement.startswith("SELECT") or statement.lstrip().startswith("WITH"):
                cursor.execute(f"EXPLAIN {statement}".replace("%", "%%"), [])
                yield statement, "\n".join(line for (line,) in cursor.fetchall())


def read_whole(statements) -> list[str]:
    """What these statements read from one end to the other."""
    return [
        f"{table}: {statement}" for statement, plan in plans_of(statements) for table in WHOLE.findall(plan)
    ]


def test_no_page_of_one_person_or_unit_reads_a_whole_table(cast):
    item = have_a_city(cast)
    year, unit, person = CycleFactory().year, cast.dinas_sosial, cast.owner.civil_servant
    assert CivilServant.objects.count() > OTHERS
    pages = {
        "home": [],
        "planning:need_unit": [year, unit.pk],
        "planning:need_people": [year, unit.pk],
        "planning:need_person": [year, person.pk],
        "planning:plan_detail": [item.plan_id],
        "planning:plan_people": [item.plan_id],
        "planning:item_detail": [item.pk],
        "planning:forecast_people": [year],
        "planning:fairness_left_out": [year],
        "personnel:civil_servant_list": [],
        "personnel:civil_servant_detail": [person.pk],
        "training:line_list": [],
    }
    client, whole = sign_in(cast.unit_hr), {}
    for name, args in pages.items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name, args=args)).status_code == 200, name
        if found := read_whole(query["sql"] for query in asked):
            whole[name] = found
    files = Export(item.plan.cycle, [unit.pk, cast.bidang_a.pk]).params
    with connection.cursor() as cursor:
        exports = [cursor.mogrify(sql, files).decode() for sql in (NEED_ROWS, PERSON_ROWS)]
    whole["export"] = read_whole(exports)
    assert {name: found for name, found in whole.items() if found} == {}


@pytest.mark.parametrize("name", ["planning:need_people", "personnel:import_rows"])
def test_a_page_of_thousands_comes_out_of_an_index_in_its_order(cast, name):
    have_a_city(cast)
    row = ImportRow.objects.create(
        data_import=DataImport.objects.create(kind="siasn", file_name="asn.csv", size=1, sha256="0" * 64),
        number=1,
        action=ImportRow.Action.SAME,
    )
    repeat(row, f"generate_series(2, {OTHERS}) i", number="i")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE personnel_importrow")
    index, args = {
        "planning:need_people": ("need_summary_by_gap", [CycleFactory().year, cast.dinas_kesehatan.pk]),
        "personnel:import_rows": ("import_row_in_order", [row.data_import.key]),
    }[name]
    with CaptureQueriesContext(connection) as asked:
        assert sign_in(cast.city_hr).get(reverse(name, args=args)).status_code == 200
    pages = [
        plan for sql, plan in plans_of(query["sql"] for query in asked) if re.search(r" LIMIT (25|50)$", sql)
    ]
    assert len(pages) == 1
    assert index in pages[0]
