"""The year at a glance: numbers of the pages behind it, in one's own scope, as many queries for any city."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palu_asn.dashboard import Scope, dashboard_of
from personnel.models import RoleAssignment, Unit
from planning.models import Cycle, NeedSnapshot, Plan
from planning.reports.gap_years import gap_years
from tests.factories import UnitFactory
from tests.planning.world import CompetencyFactory, CycleFactory, PlanFactory, people, set_days
from tests.training.reality_world import YEAR, held, planned, run_of, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cast):
    """A year in which one of two lines of Dinas Sosial was taken part in; 5 million a person."""
    one, two = cast.owner.civil_servant, cast.colleague.civil_servant
    [item] = planned(cast.dinas_sosial, [one, two], ceiling=8_000_000, cost_per_person=5_000_000)
    held(seat(run_of(item), one, item), True)
    planned(cast.dinas_kesehatan, [cast.stranger.civil_servant], cost_per_person=1_000_000)
    return item.plan.cycle


def shown(user, cycle, opd=None):
    opds = list(Unit.objects.opds_of(user))
    return dashboard_of(Scope(user, cycle, list(Cycle.objects.order_by("-year")), opds, opd))


def tile(dashboard, slug):
    return next(tile for tile in dashboard.tiles if tile.slug == slug)


def parts(tile):
    return {share.label: share.number for share in tile.shares}


def test_money_is_planned_realised_and_left(cast, year):
    city, unit = shown(cast.ppk, year), shown(cast.unit_head, year, cast.dinas_sosial)
    money = tile(unit, "anggaran")
    assert money.number == "Rp\xa010,0 juta"
    assert parts(money) == {
        "Sudah diikuti": "Rp\xa05,0 juta",
        "Direncanakan, belum diikuti": "Rp\xa05,0 juta",
        "Sisa pagu": "Rp\xa00",
    }
    assert "Rp\xa02,0 juta di atas pagu." in money.notes
    assert tile(city, "anggaran").number == "Rp\xa011,0 juta"
    assert "1 rencana di atas pagunya, bersama-sama Rp\xa02,0 juta." in tile(city, "anggaran").notes
    assert tile(unit, "realisasi").of == "1 dari 2 baris rencana sudah diikuti"
    assert tile(city, "realisasi").of == "1 dari 3 baris rencana sudah diikuti"


def test_a_year_that_has_not_begun_is_not_held_against_the_one_before(cast, year):
    following = CycleFactory(year=year.year + 1)
    notes = {}
    for today in (dt.date(year.year, 11, 24), dt.date(following.year, 6, 1)):
        with time_machine.travel(today):
            notes[today.year] = tile(shown(cast.ppk, following), "realisasi").notes
    assert notes == {
        year.year: (f"Tahun {following.year} belum dimulai. {year.year}: 33,3\xa0% dari 3 baris.",),
        following.year: (f"{year.year}: 33,3\xa0% dari 3 baris.",),
    }


def test_attention_names_the_reason_and_the_page(cast, year):
    rows = shown(cast.ppk, year).attention
    assert rows[0].opd == cast.dinas_sosial
    signs = {sign.chip.text: sign for sign in rows[0].signs}
    assert signs["Di atas pagu"].url == reverse(
        "planning:plan_detail", args=[Plan.objects.get(unit=cast.dinas_sosial).pk]
    )
    assert "125,0" in signs["Di atas pagu"].reason
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=CycleFactory())
    assert "Rencana terlambat" not in str(shown(cast.ppk, plan.cycle).attention)
    set_days(plan.cycle, consultation=(-30, -20), verification=(-19, -9))
    [late] = [row for row in shown(cast.ppk, plan.cycle).attention if row.opd == cast.dinas_sosial]
    assert "belum diajukan" in late.signs[0].reason
    # Who has not acted is read by name by HR; others find the row of the OPD.
    board = reverse("planning:board", args=[plan.cycle.year])
    assert late.signs[0].url == f"{board}?q=Dinas+Sosial"
    [late] = [row for row in shown(cast.city_hr, plan.cycle).attention if row.opd == cast.dinas_sosial]
    assert late.signs[0].url == reverse("planning:board_unit", args=[plan.cycle.year, cast.dinas_sosial.pk])


def test_the_gap_of_a_past_year_is_what_its_plans_stood_on(cast, year):
    person = cast.owner.civil_servant
    plan = Plan.objects.get(unit=cast.dinas_sosial, cycle=year)
    Cycle.objects.filter(pk=year.pk).update(is_open=False)
    competency = CompetencyFactory()
    with connection.cursor() as cursor:  # what is ratified takes no more copies
        cursor.execute("SET LOCAL session_replication_role = replica")
    for code, gap in enumerate((2, 1)):
        NeedSnapshot.objects.create(
            plan=plan, civil_servant=[person, cast.colleague.civil_servant][code], competency=competency,
            basis="sekarang", required=3, attained=3 - gap, gap=gap, status="kesenjangan",
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    [past] = gap_years([cast.dinas_sosial.pk])
    assert (past.year, past.average, past.is_today) == (YEAR, Decimal("1.5"), False)
    assert gap_years([cast.dinas_kesehatan.pk]) == []


def test_who_leads_a_unit_sees_that_one_and_no_other(cast, year, sign_in):
    client = sign_in(cast.unit_head)
    page = client.get(reverse("dashboard"), {"tahun": year.year}).content.decode()
    assert "Dasbor Dinas Sosial" in page
    assert "Rp\xa010,0 juta" in page
    assert "Dinas Kesehatan" not in page
    assert client.get(reverse("dashboard_unit", args=[cast.dinas_kesehatan.pk])).status_code == 404
    assert client.get(reverse("dashboard_unit", args=[cast.bidang_a.pk])).status_code == 404


def test_who_leads_a_part_reads_whose_people_are_counted(cast, year, sign_in):
    RoleAssignment.objects.filter(user=cast.unit_head).update(unit=cast.bidang_b)
    page = sign_in(cast.unit_head).get(reverse("dashboard")).content.decode()
    assert "pegawai hanya dari unit Anda" in page


def test_the_queries_do_not_grow_with_the_city(cast, year, sign_in):
    client = sign_in(cast.ppk)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("dashboard"))
    for n in range(3):
        opd = UnitFactory(code=f"X{n}", name=f"Dinas {n}")
        planned(opd, people(opd, 2))
    with CaptureQueriesContext(connection) as many:
        assert client.get(reverse("dashboard")).status_code == 200
    assert len(few) == len(many) <= 17
