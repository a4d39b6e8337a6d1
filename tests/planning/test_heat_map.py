"""The map, the people of a unit and one person: what is shown, to whom, with how many queries."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.models import AuditEntry, CivilServant, Position, Unit
from personnel.templatetags.palu import angka, gap_class
from planning.exports import _map_rows
from planning.letters.figures import Cell as PrintedCell
from planning.models import Competency, Cycle
from planning.reports.heat_map import HeatCell, HeatMap, HeatRow, heat_map
from planning.reports.needs import figures_by_opd, group_needs, person_profile
from planning.templatetags.needs import heat_cells
from tests.factories import CivilServantFactory, CompetencyFactory, UnitFactory
from tests.planning.city import S, make_cycle, make_standard, rate, refresh

CLERK, ADMINISTRATOR = Position.Level.PELAKSANA, Position.Level.ADMINISTRATOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cast):
    """Two competencies asked of the clerks: owner and colleague in Bidang A, unit HR, city HR, stranger."""
    make_standard((CLERK, "A", 3), (CLERK, "B", 2))
    cycle = make_cycle()
    rate(cast.owner.civil_servant, "A", 1)
    rate(cast.colleague.civil_servant, "A", 2)
    rate(cast.colleague.civil_servant, "B", 4)
    refresh()
    return cycle


def cells(row):
    return [(cell.people, cell.assessed, cell.with_gap, cell.average) for cell in row.cells]


def rows_of(table):
    return {(row.unit.name, row.is_direct): cells(row) for row in table.rows}


def test_the_city_by_opd(year):
    assert rows_of(heat_map(cycle=year)) == {
        ("Dinas Sosial", False): [
            (3, 2, 2, Decimal("1.50")),
            (3, 1, 0, None),
        ],  # 1 of 3 is too few for an average
        ("Dinas Kesehatan", False): [(1, 0, 0, None), (1, 0, 0, None)],
        ("BKPSDMD", False): [(1, 0, 0, None), (1, 0, 0, None)],
    }


def test_totals_and_order(year):
    table = heat_map(cycle=year, order="people")
    assert [row.unit.name for row in table.rows] == ["Dinas Sosial", "BKPSDMD", "Dinas Kesehatan"]
    assert (table.totals.people, table.totals.required, table.totals.assessed) == (7, 10, 3)
    assert (table.totals.people_with_gap, table.totals.people_unassessed) == (2, 3)
    assert table.totals.assessed_percent == Decimal("30.0")
    assert heat_map(cycle=year, order="gap").rows[0].unit.name == "Dinas Sosial"


def test_a_unit_by_its_sub_units(year, cast):
    table = heat_map(cycle=year, scope=cast.dinas_sosial, by="unit")
    assert rows_of(table) == {
        ("Bidang A", False): [(2, 2, 2, Decimal("1.50")), (2, 1, 0, Decimal("0.00"))],
        ("Dinas Sosial", True): [(1, 0, 0, None), (1, 0, 0, None)],
    }


def test_deeper_units_are_added_to_the_child_above_them(year, cast):
    deep = UnitFactory(parent=cast.bidang_a, name="Subbidang")
    rate(CivilServantFactory(unit=deep), "A", 0)
    refresh()
    table = heat_map(cycle=year, scope=cast.dinas_sosial, by="unit")
    assert rows_of(table)[("Bidang A", False)][0] == (3, 3, 3, Decimal("2.00"))


def test_the_cycle_says_how_many_must_be_assessed(year):
    year.minimum_assessed_percent = 33
    row = next(row for row in heat_map(cycle=year).rows if row.unit.name == "Dinas Sosial")
    assert [cell.average for cell in row.cells] == [Decimal("1.50"), Decimal("0.00")]


def test_filters(year, cast):
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(employment="pppk")
    refresh()
    row = heat_map(cycle=year, employment=["pppk"]).rows[0]
    assert cells(row) == [(1, 1, 1, Decimal("2.00")), (1, 0, 0, None)]
    assert heat_map(cycle=year, level=ADMINISTRATOR).competencies == []


def test_technical_columns_only_where_asked_for(year):
    CompetencyFactory(code="T1", kind=Competency.Kind.TECHNICAL, sector="pendidikan")
    assert [c.code for c in heat_map(cycle=year, kind="core").competencies] == ["A", "B"]
    assert heat_map(cycle=year, kind="pendidikan").competencies == []


def test_figures(year, cast):
    figures = figures_by_opd().values()
    told = [(row.people, row.people_with_gap, row.people_unassessed) for row in figures]
    assert [sum(column) for column in zip(*told, strict=True)] == [7, 2, 3]
    assert figures_by_opd(Unit.objects.filter(pk=cast.bidang_a.pk))[cast.dinas_sosial.pk].people == 3


def test_group_needs_are_urgent_by_the_share_of_the_assessed(year, cast, bands):
    rows = {
        need.competency.code: (need.share, need.category) for need in group_needs(scope=cast.dinas_sosial)
    }
    assert rows == {"A": (Decimal("100.0"), "Tinggi"), "B": (Decimal("0.0"), "Rendah")}


def test_profile(year, cast, bands):
    profile = person_profile(cast.colleague.civil_servant, year)
    assert [(line.competency.code, line.need.gap, line.is_stale) for line in profile.current.lines] == [
        ("A", 1, False),
        ("B", 0, False),
    ]
    assert profile.current.match.percent == Decimal("100.00")  # (2 + 4) ÷ (3 + 2), capped
    assert (profile.target, profile.performance, profile.planned_jp) == (None, None, 0)


def test_page_print_and_file_round_the_same_once():
    """0.5454… is 0,5 everywhere, not 0,55 and then 0,6; the colour is that of the number shown."""
    competency = Competency(pk=1, code="A", name="Arsip", short_name="Arsip")
    for assessed in range(1, 45):
        for gap_sum in range(5 * assessed + 1):
            cell = HeatCell(assessed, assessed, 0, gap_sum)
            tenths = math.floor(Fraction(10 * gap_sum, assessed) + Fraction(1, 2))
            text = f"{tenths // 10},{tenths % 10}"
            html = heat_cells([cell], [competency])
            assert f">{text}<" in html
            assert gap_class(Decimal(tenths) / 10) in html
            assert angka(PrintedCell(assessed, assessed, 0, gap_sum).average, 1) == text
            row = HeatRow(None, [cell])
            (line,) = list(_map_rows(HeatMap([competency], [], row)))
            assert line[3] == Decimal(tenths) / 10


class TestPages:
    def url(self, name, **kwargs):
        return reverse(f"planning:{name}", kwargs={"year": 2027, **kwargs})

    def test_the_map(self, year, cast, sign_in):
        page = sign_in(cast.city_hr).get(self.url("heat_map")).content.decode()
        assert "Dinas Sosial" in page
        assert "1,5" in page
        assert "belum cukup penilaian" in page

    def test_unit_roles_are_led_to_their_unit(self, year, cast, sign_in):
        answer = sign_in(cast.unit_hr).get(self.url("heat_map"))
        assert answer.url == self.url("need_unit", pk=cast.dinas_sosial.pk)

    def test_a_superior_is_led_to_the_subordinates(self, year, cast, sign_in):
        client = sign_in(cast.superior)
        assert client.get(self.url("heat_map")).url == self.url("need_subordinates")
        page = client.get(self.url("need_subordinates")).content.decode()
        assert "Ni Wayan Pemilik" in page
        assert "Rekan Sejawat" in page
        assert "Pengelola Kepegawaian" not in page

    def test_an_asn_is_led_to_oneself(self, year, cast, sign_in):
        answer = sign_in(cast.owner).get(self.url("heat_map"))
        assert answer.url == self.url("need_person", pk=cast.owner.civil_servant_id)

    def test_people_behind_a_cell(self, year, cast, sign_in):
        competency = Competency.objects.get(code="A")
        url = self.url("need_people", pk=cast.dinas_sosial.pk)
        page = sign_in(cast.unit_hr).get(url, {"kompetensi": competency.pk, "keadaan": "kesenjangan"})
        assert [row.civil_servant.name for row in page.context["rows"]] == [
            "Ni Wayan Pemilik",
            "Rekan Sejawat",
        ]

    def test_people_of_a_cell_stand_once_and_by_that_gap(self, year, cast, sign_in):
        rate(cast.colleague.civil_servant, "A", 0, S.ASSESSMENT)
        refresh()
        url = self.url("need_people", pk=cast.dinas_sosial.pk)
        page = sign_in(cast.unit_hr).get(url, {"kompetensi": Competency.objects.get(code="A").pk})
        names = [row.civil_servant.name for row in page.context["rows"]]
        assert names == ["Rekan Sejawat", "Ni Wayan Pemilik", "Pengelola Kepegawaian"]

    def test_nonsense_in_the_address_is_the_default(self, year, cast, sign_in):
        client = sign_in(cast.city_hr)
        assert (
            client.get(self.url("heat_map"), {"kelompok": "x", "jenis": "'", "urutan": "9"}).status_code
            == 200
        )
        people = self.url("need_people", pk=cast.dinas_sosial.pk)
        assert client.get(people, {"kompetensi": "abc", "keadaan": "?", "halaman": "-1"}).status_code == 200

    def test_looking_at_somebody_else_is_recorded(self, year, cast, sign_in):
        url = self.url("need_person", pk=cast.owner.civil_servant_id)
        sign_in(cast.owner).get(url)
        assert not AuditEntry.objects.filter(action="view_person").exists()
        sign_in(cast.superior).get(url)
        assert AuditEntry.objects.get(action="view_person").subject == cast.owner.civil_servant

    def test_a_closed_year_has_no_needs(self, year, cast, sign_in):
        year.is_open = False
        year.save()
        assert sign_in(cast.city_hr).get(self.url("heat_map")).status_code == 404

    def test_rating_oneself_is_for_the_sheet_while_a_year_is_open(self, year, cast, sign_in):
        url = reverse("planning:rating_new", kwargs={"pk": cast.owner.civil_servant_id, "code": "B"})
        data = {"level": "1", "source": "mandiri", "rated_on": "2026-01-05", "note": ""}
        for user in (cast.owner, cast.superior):
            assert sign_in(user).get(url).status_code == 404
            assert sign_in(user).post(url, data).status_code == 404
        page = sign_in(cast.city_hr).get(url)
        assert page.context["form"].fields["source"].choices == [
            ("dialog", "Disepakati dalam dialog"),
            ("asesmen", "Pusat asesmen"),
        ]

    def test_rating_oneself_while_no_year_is_open(self, year, cast, sign_in):
        Cycle.objects.update(is_open=False)
        url = reverse("planning:rating_new", kwargs={"pk": cast.owner.civil_servant_id, "code": "B"})
        data = {"level": "1", "source": "mandiri", "rated_on": "2026-01-05", "note": ""}
        client = sign_in(cast.owner)
        assert client.post(url, data).status_code == 302
        again = client.post(url, data)
        assert "sudah tercatat" in again.content.decode()
        refused = client.post(url, data | {"source": "asesmen"})
        assert refused.status_code == 422
        assert refused.context["form"].errors

    @pytest.mark.parametrize("name", ["heat_map", "need_unit", "need_people", "need_groups"])
    def test_query_count_is_the_same_for_one_and_three(self, year, cast, sign_in, name):
        client = sign_in(cast.city_hr)
        kwargs = {} if name == "heat_map" else {"pk": cast.dinas_sosial.pk}
        url = self.url(name, **kwargs)
        client.get(url)
        counts = []
        for new in (1, 2):
            for number in range(new):
                unit = UnitFactory(name=f"Baru {new} {number}", parent=cast.dinas_sosial)
                rate(CivilServantFactory(unit=unit), "A", 1)
                rate(CivilServantFactory(unit=UnitFactory()), "A", 1)
            refresh()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[0] <= {"heat_map": 14, "need_unit": 16, "need_people": 20, "need_groups": 16}[name]
