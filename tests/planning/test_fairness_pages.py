"""The pages about fairness and the forecast: scope, filters, what is hidden, the file."""

import re

import pytest
from django.urls import reverse

from personnel.models import AuditEntry, RoleAssignment
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.world import (
    CycleFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    RuleFactory,
    TargetFactory,
    complete_plan,
    people,
)


def url(name, *args, **query):
    tail = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"planning:{name}", args=args) + (f"?{tail}" if tail else "")


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def city(cast):
    complete_plan(cast)
    people(cast.dinas_sosial, 6, sex="L", name="Orang Sosial")
    people(cast.dinas_kesehatan, 8, sex="L", name="Orang Kesehatan")
    people(cast.bkpsdmd, 8)
    return cast


# ---------------------------------------------------------------------------------------------- fairness


def test_the_city_by_group_and_opd(city, sign_in):
    page = text(sign_in(city.official).get(url("fairness", 2027)))
    for words in ("1 dari 29 pegawai aktif", "Jenis kelamin", "Dinas Sosial", "Perbedaan belum membuktikan"):
        assert words in page


def test_unit_hr_is_shown_its_own_opd(city, sign_in):
    response = sign_in(city.unit_hr).get(url("fairness", 2027))
    assert response.context["opd"] == city.dinas_sosial
    page = text(response)
    assert "Dinas Kesehatan" not in page
    assert "1 dari 11 pegawai aktif; seluruh kota 3,4" in page


@pytest.mark.parametrize("opd", ["0", "abc", "1%00", "99999999999999999999"])
@pytest.mark.parametrize("name", ["fairness", "fairness_left_out"])
def test_what_is_not_an_opd_is_not_there(city, sign_in, name, opd):
    assert sign_in(city.city_hr).get(url(name, 2027, opd=opd)).status_code == 404


@pytest.mark.parametrize("name", ["fairness", "fairness_left_out"])
def test_another_opd_is_not_there(city, sign_in, name):
    client = sign_in(city.unit_hr)
    assert client.get(url(name, 2027, opd=city.dinas_kesehatan.pk)).status_code == 404
    assert client.get(url(name, 2027, opd=city.bidang_a.pk)).status_code == 404
    assert client.get(url(name, 2031)).status_code == 404


def test_a_small_group_is_nowhere_on_the_page(cast, sign_in):
    """Three men in Dinas Sosial: not there, and not to be had from any other page."""
    cycle = CycleFactory()
    people(cast.dinas_sosial, 3, sex="L")
    for unit in (cast.dinas_kesehatan, cast.bkpsdmd):
        people(unit, 10, sex="L")
        people(unit, 10, sex="P")
    client = sign_in(cast.city_hr)
    shown = []
    for unit in (cast.dinas_sosial, cast.dinas_kesehatan, cast.bkpsdmd):
        response = client.get(url("fairness", cycle.year, opd=unit.pk))
        table = next(table for table in response.context["tables"] if table.key == "sex")
        men = next(row for row in table.rows if row.label == "Laki-laki")
        shown.append(men.sums is not None)
        if men.sums is None:
            assert re.search(
                r"Laki-laki\s*</th>\s*<td colspan=\"6\" class=\"is-hidden\">\s*disembunyikan", text(response)
            )
    assert shown[0] is False
    assert shown.count(False) == 2
    assert "Kelompok dengan kurang dari 5 pegawai disembunyikan" in text(
        client.get(url("fairness", cycle.year, opd=cast.dinas_sosial.pk))
    )


def test_a_small_opd_is_shown_only_together(cast, sign_in):
    CycleFactory()
    people(cast.dinas_kesehatan, 9)
    client = sign_in(cast.city_hr)  # Dinas Sosial has 5 people, BKPSDMD 1
    assert "2 OPD kecil, digabung" in text(client.get(url("fairness", 2027)))
    page = text(client.get(url("fairness", 2027, opd=cast.bkpsdmd.pk)))
    assert "Tidak dapat ditampilkan" in page
    assert "Jenis kelamin" not in page


def test_a_closed_year_has_the_page_too(cast, sign_in):
    CycleFactory(year=2025, is_open=False)
    people(cast.dinas_kesehatan, 9)
    client = sign_in(cast.city_hr)
    assert client.get(url("fairness", 2025)).status_code == 200
    assert "sudah berakhir" in text(client.get(url("forecast_city", 2025)))


# ---------------------------------------------------------------------------------------------- left out


def test_names_only_of_people_one_may_see(city, sign_in):
    page = text(sign_in(city.unit_hr).get(url("fairness_left_out", 2027)))
    assert "Orang Sosial" in page
    assert "Riwayat tidak tercatat" in page
    assert "Orang Kesehatan" not in page
    assert "Ni Wayan Pemilik" not in page  # has a line
    part = UserFactory()
    RoleAssignmentFactory(user=part, role=RoleAssignment.Role.UNIT_HR, unit=city.bidang_a)
    page = text(sign_in(part).get(url("fairness_left_out", 2027)))
    assert "Rekan Sejawat" in page
    assert "Orang Sosial" not in page


def test_left_out_can_be_searched(city, sign_in):
    client = sign_in(city.city_hr)
    assert "Orang Sosial" not in text(client.get(url("fairness_left_out", 2027, q="kesehatan")))
    assert "Tidak ada pegawai yang cocok" in text(client.get(url("fairness_left_out", 2027, lama="3")))
    assert client.get(url("fairness_left_out", 2027, q="%00", lama="x", page="zz")).status_code == 200


def test_left_out_costs_the_same_for_one_and_three(cast, sign_in, django_assert_num_queries):
    CycleFactory()
    client = sign_in(cast.stranger)  # one person in Dinas Kesehatan
    client.get(url("fairness_left_out", 2027))
    with django_assert_num_queries(10):
        client.get(url("fairness_left_out", 2027))
    people(cast.puskesmas, 2)
    with django_assert_num_queries(10):
        client.get(url("fairness_left_out", 2027))


# ---------------------------------------------------------------------------------------------- forecast


def test_the_city_and_a_unit(city, sign_in):
    page = text(sign_in(city.official).get(url("forecast_city", 2027)))
    assert "1 dari 29" in page
    assert "kurang 560 JP seluruhnya" in page
    page = text(sign_in(city.unit_hr).get(url("forecast_city", 2027)))
    assert "Bidang A" in page
    assert "Dinas Kesehatan" not in page
    assert "Bidang A" in text(sign_in(city.unit_hr).get(url("forecast_unit", 2027, city.dinas_sosial.pk)))
    assert "langsung di unit ini" in page


def test_a_foreign_unit_is_not_there(city, sign_in):
    client = sign_in(city.unit_hr)
    other = city.dinas_kesehatan.pk
    assert client.get(url("forecast_unit", 2027, other)).status_code == 404
    assert client.get(url("forecast_people", 2027, unit=other)).status_code == 404
    assert client.post(url("forecast_export", 2027), {"unit": other}).status_code == 404
    for unit in ("x", "-1", "1%00", "9" * 30):
        assert client.get(url("forecast_people", 2027, unit=unit)).status_code == 404


@pytest.mark.of_2027
def test_people_of_ones_own_units(city, sign_in):
    client = sign_in(city.unit_hr)
    page = text(client.get(url("forecast_people", 2027)))
    assert "Orang Sosial" in page
    assert "Orang Kesehatan" not in page
    page = text(client.get(url("forecast_people", 2027, keadaan="on_track")))
    assert "Ni Wayan Pemilik" in page
    assert "Orang Sosial" not in page
    assert client.get(url("forecast_people", 2027, keadaan="zz", q="%00", page="-3")).status_code == 200


def test_the_file_is_recorded_and_holds_ones_own_people(city, sign_in):
    response = sign_in(city.unit_hr).post(url("forecast_export", 2027), {"keadaan": "short"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].startswith("\ufeffnip,nama,unit")
    assert len(lines) == 1 + 10
    assert not any("Orang Kesehatan" in line for line in lines)
    entry = AuditEntry.objects.get(action="forecast_exported")
    assert entry.actor == city.unit_hr


def test_part_time_is_said_not_to_be_ruled(cast, sign_in):
    CycleFactory()
    people(cast.dinas_sosial, 2, employment="pppk_paruh_waktu")
    page = text(sign_in(cast.unit_hr).get(url("forecast_unit", 2027, cast.dinas_sosial.pk)))
    assert "belum diatur" in page


@pytest.mark.of_2027
def test_the_hint_names_the_cheapest(cast, sign_in):
    CycleFactory()
    ProgrammeFactory(form=RuleFactory().form, name="Belajar bersama", cost_per_person=50_000)
    page = text(sign_in(cast.unit_hr).get(url("forecast_unit", 2027, cast.dinas_sosial.pk)))
    assert "Belajar bersama (20 JP, Rp" in page
    assert "5 tempat" in page


def test_forecast_costs_the_same_for_one_and_three(cast, sign_in, django_assert_num_queries):
    cycle = CycleFactory()
    client = sign_in(cast.city_hr)
    client.get(url("forecast_city", 2027))
    item = ItemFactory(plan=PlanFactory(unit=cast.dinas_sosial, cycle=cycle))
    for more in (1, 2):
        for person in people(cast.puskesmas, more):
            TargetFactory(item=item, civil_servant=person)
        with django_assert_num_queries(10):
            client.get(url("forecast_city", 2027))
