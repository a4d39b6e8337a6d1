"""The chapter "Pengembangan jabatan" of the city's plan; small groups are hidden."""

from __future__ import annotations

import datetime as dt

import pytest

from careers import seats
from careers.letters import development_chapter
from careers.models import CareerGoal, RetirementAge
from careers.reports import city
from personnel.models import CivilServant
from tests.careers.world import FROM, goal, rule, seat, step
from tests.factories import CivilServantFactory, PositionFactory
from tests.planning.city import make_cycle

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 29)


def test_the_city_reads_vacancies_key_posts_and_who_is_left_out(cast):
    RetirementAge.objects.create(
        level="administrator", age=58, valid_from=FROM, source="Uji", standing="nasional"
    )
    step("pengawas", "administrator", "vertikal")
    rule("pendidikan", "administrator", word="s1")
    held = PositionFactory(name="Kepala Seksi", level="pengawas")
    CivilServant.objects.update(sex="L", birth_date=dt.date(1980, 1, 1), employment="pns")
    women = [
        CivilServantFactory(
            position=held,
            unit=cast.bidang_a,
            education="s1",
            sex="P",
            employment="pns",
            birth_date=dt.date(1990, 1, n + 1),
        )
        for n in range(6)
    ]
    CivilServantFactory(
        position=held, unit=cast.bidang_a, sex="P", employment="pppk", birth_date=dt.date(1990, 1, 9)
    )
    CivilServantFactory(
        position=held, unit=cast.bidang_a, sex="L", employment="pns", birth_date=dt.date(2000, 1, 9)
    )
    vacant = seat(cast.bidang_a)
    seats.set_key(vacant, "Layanan utama", by=cast.city_hr)
    for person in women[:2]:
        goal(person, vacant.position)
    whole, cuts = city.fairness(2027, TODAY)
    sexes, ages, opds = cuts
    assert whole.people == CivilServant.objects.filter(legal_state="aktif").count()
    assert (whole.aiming, whole.ready) == (2, 6)
    (of_women,) = [row.group for row in sexes.rows if row.label == "Perempuan"]
    assert (of_women.people, of_women.aiming, of_women.regulated, of_women.ready) == (7, 2, 6, 6)
    # One person is younger than 31: hidden, and with them another group, so that nobody can subtract.
    assert next(row.label for row in ages.rows if row.group is None) == "Di bawah 31 tahun"
    assert sum(row.group is None for row in ages.rows) >= 2
    assert all(row.group.size >= 5 for row in opds.rows)
    assert sum(row.group.people for row in opds.rows) == whole.people
    text = development_chapter(make_cycle(year=2027), TODAY, 9)
    for words in (
        "9. Pengembangan jabatan",
        "Kepala Bidang Uji",
        "Layanan utama",
        "tersembunyi",
        "bukan keputusan",
    ):
        assert words in text
    assert "Bagi setiap jabatan itu" in text
    for person in women:
        assert person.name not in text
    assert CareerGoal.objects.count() == 2
