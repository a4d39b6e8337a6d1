"""The recount in a small world: agreed, found, told, shown; and how much it asks. The played years and each
kept sum are in ``tests/demo/test_year.py``."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personnel.models import Notice, Recount
from personnel.recounts import FRESH_FOR, KEPT_FOR, recount
from planning.models import Cycle, UnitNeed
from tests.planning.city import rate, refresh
from tests.planning.sheets_world import make_year
from tests.planning.world import CompetencyFactory

PAGE = reverse("personnel:recount_detail")


@pytest.fixture
def city(cast):
    """Everybody needs something; one is rated, the others are not."""
    make_year("A", "B")
    rate(cast.owner.civil_servant, "A", 2)
    refresh()
    assert UnitNeed.objects.filter(assessed=0).exists()
    return cast


def make_wrong(cast):
    """A cell of the heat map without anybody in it."""
    return UnitNeed.objects.create(
        unit=cast.bidang_a,
        opd=cast.dinas_sosial,
        competency=CompetencyFactory(),
        employment="pns",
        position_level="pelaksana",
        people=1,
        assessed=0,
        with_gap=0,
        gap_sum=0,
    )


def test_a_difference_is_printed_kept_told_and_shown(city, capsys, sign_in):
    administrator = sign_in(city.administrator)
    assert "Belum pernah dihitung ulang" in administrator.get(PAGE).content.decode()
    call_command("recount")
    assert "0 selisih" in capsys.readouterr().out
    assert "Semua jumlah cocok" in administrator.get(PAGE).content.decode()
    assert not Notice.objects.exists()

    wrong = make_wrong(city)
    with pytest.raises(SystemExit) as end:
        call_command("recount")
    said = capsys.readouterr().out
    assert end.value.code == 1
    assert "planning_unitneed: 1 selisih" in said
    assert f"kompetensi {wrong.competency_id}" in said
    assert "tersimpan 1 / 0 / 0 / 0, terhitung tidak ada" in said
    page = administrator.get(PAGE).content.decode()
    assert "1 / 0 / 0 / 0" in page
    assert "Semua jumlah cocok" not in page
    assert list(Notice.objects.values_list("user", flat=True)) == [city.administrator.pk]


def test_an_old_result_says_that_a_night_was_missed_and_in_the_end_goes(city, sign_in):
    recount()
    client = sign_in(city.administrator)
    assert "Malam terakhir terlewat" not in client.get(PAGE).content.decode()
    moment = timezone.now() - FRESH_FOR - dt.timedelta(minutes=1)
    Recount.objects.update(started_at=moment)
    assert "Malam terakhir terlewat" in client.get(PAGE).content.decode()
    Recount.objects.update(started_at=timezone.now() - KEPT_FOR - dt.timedelta(minutes=1))
    recount()
    assert Recount.objects.count() == 1


def test_it_asks_no_more_for_ten_years_than_for_three(city):
    def statements(years):
        Cycle.objects.bulk_create(Cycle(year=year, is_open=False) for year in years)
        with CaptureQueriesContext(connection) as queries:
            recount()
        return len(queries)

    assert statements(range(2030, 2033)) == statements(range(2033, 2040))
