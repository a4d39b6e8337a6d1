"""The pages of allocations: asked for, waited for, read, compared, used."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs.models import Job
from jobs.queue import work_off
from personnel.models import CivilServant
from personnel.templatetags.palu import angka, rupiah
from planning.allocation import start_allocation
from planning.models import Allocation, AllocationLine, Cycle, PlanTarget
from planning.priority import PARTS
from planning.reports.allocations import why
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    PlanFactory,
    ProgrammeFactory,
    RuleFactory,
    need,
    people,
)

D = Decimal
GAP_ONLY = dict.fromkeys(PARTS, D(0)) | {"gap": D(100)}
WEIGHTS = {f"weight_{part}": weight for part, weight in GAP_ONLY.items()}


@pytest.fixture
def city(cast):
    """Three people of Dinas Sosial with a gap that costs 1,000,000 to close, one that costs nothing."""
    CivilServant.objects.update(employment="pppk_paruh_waktu")
    form = RuleFactory(form=FormFactory(code="C3")).form
    dear, free = CompetencyFactory(code="M.01"), CompetencyFactory(code="M.02")
    ProgrammeFactory(name="Lokakarya", competency=dear, form=form, level_to=4, cost_per_person=1_000_000)
    ProgrammeFactory(name="Daring", competency=free, form=form)
    for required, person in enumerate(people(cast.bidang_b, 3, employment="pppk_paruh_waktu"), 2):
        need(person, dear, required=required, attained=1)
    need(people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0], free, required=2, attained=1)
    return PlanFactory(unit=cast.dinas_sosial, budget_ceiling=2_000_000)


def make(cast, ceiling, unit="dinas_sosial", by=None, **options) -> Allocation:
    where = getattr(cast, unit) if unit else None
    allocation = start_allocation(
        CycleFactory(), where, ceiling=D(ceiling), weights=GAP_ONLY, by=by or cast.unit_hr, **options
    )
    work_off(allocation.job)
    allocation.refresh_from_db()
    return allocation


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# ---------------------------------------------------------------------------------------------- asking


def test_the_form_knows_the_plan_and_the_year(cast, city, sign_in):
    page = sign_in(cast.unit_hr).get(url("allocation_new"))
    initial = page.context["form"].initial
    assert (initial["unit"], initial["ceiling"], initial["weight_gap"]) == (
        cast.dinas_sosial.pk,
        2_000_000,
        40,
    )
    assert "Seluruh kota" not in text(page)
    page = sign_in(cast.city_hr).get(url("allocation_new"))
    assert page.context["form"].initial["unit"] == "kota"
    page = sign_in(cast.city_hr).get(url("allocation_new"), {"unit": cast.dinas_sosial.pk})
    assert page.context["form"].initial["unit"] == cast.dinas_sosial.pk


def test_asked_for_and_waited_for(cast, city, sign_in):
    client = sign_in(cast.unit_hr)
    data = {"unit": cast.dinas_sosial.pk, "ceiling": 2_000_000, "max_items": 2, "name": "Uji", **WEIGHTS}
    response = client.post(url("allocation_new"), data)
    allocation = Allocation.objects.get()
    assert response["Location"] == url("allocation_detail", allocation.pk)
    page = text(client.get(response["Location"]))
    assert "Sedang dihitung" in page
    assert f"/pekerjaan/{allocation.job.key}" in page or str(allocation.job.key) in page
    assert "Buka lagi halaman ini" in text(sign_in(cast.unit_head).get(response["Location"]))
    work_off(allocation.job)
    assert allocation.job.result_url == response["Location"]
    assert "Hasil dalam angka" in text(client.get(response["Location"]))
    client.post(url("allocation_new"), data | {"name": "<b>ulang</b>"})
    assert "&lt;b&gt;ulang" in text(client.get(url("allocation_list")))


def test_a_refusal_keeps_what_was_typed(cast, city, sign_in):
    data = {"unit": cast.dinas_sosial.pk, "ceiling": 123, "max_items": 2, **WEIGHTS, "weight_cost": 1}
    response = sign_in(cast.unit_hr).post(url("allocation_new"), data)
    assert response.status_code == 422
    assert "Jumlah keenam bobot harus 100; sekarang 101" in text(response)
    assert 'value="123"' in text(response)
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ceiling": "-1"},
        {"ceiling": "banyak"},
        {"ceiling": "9" * 40},
        {"max_items": "0"},
        {"name": "x" * 5000},
        {"name": "\x00"},
        {"weight_gap": "NaN"},
        {"unit": ""},
    ],
)
def test_nonsense_is_answered_kindly(cast, city, sign_in, wrong):
    data = {"unit": cast.dinas_sosial.pk, "ceiling": 1, "max_items": 2, **WEIGHTS} | wrong
    assert sign_in(cast.unit_hr).post(url("allocation_new"), data).status_code == 422


@pytest.mark.parametrize("unit", ["kota", "999999", "x", "\x00"])
def test_not_for_others(cast, city, sign_in, unit):
    data = {"unit": unit, "ceiling": 1, "max_items": 2, **WEIGHTS}
    assert sign_in(cast.unit_hr).post(url("allocation_new"), data).status_code == 404
    assert not Allocation.objects.exists()


def test_nobody_can_ask_while_no_year_is_open(cast, city, sign_in):
    cycle = CycleFactory()
    cycle.is_open = False
    cycle.save()
    assert sign_in(cast.city_hr).get(url("allocation_new")).status_code == 404
    assert "Belum ada alokasi" in text(sign_in(cast.city_hr).get(url("allocation_list")))


def test_a_failure_is_said(cast, city, sign_in):
    allocation = start_allocation(
        CycleFactory(), cast.dinas_sosial, ceiling=D(1), weights=GAP_ONLY, by=cast.unit_hr
    )
    Job.objects.filter(pk=allocation.job_id).update(status="failed", error="Penghitung sedang sakit.")
    Allocation.objects.update(state="failed")
    for who in (cast.unit_hr, cast.unit_head):
        page = text(sign_in(who).get(url("allocation_detail", allocation.pk)))
        assert "Penghitung sedang sakit." in page
        assert "Hitung alokasi baru" in page


# ----------------------------------------------------------------------------------------------- reading


def test_the_lines_say_why(cast, city, sign_in):
    allocation = make(cast, 2_000_000)
    page = text(sign_in(cast.unit_hr).get(url("allocation_detail", allocation.pk)))
    assert "Simulasi" in page
    assert "dari yang terbaik" in page or "terbukti yang terbaik" in page
    assert "Tanpa biaya: selalu diambil" in page
    # 3 levels of 5 are 60 points, 2 are 40, 1 is 20; the last rupiah goes to 40 for a million.
    assert "Memberi 60,00 angka untuk setiap Rp 1 juta" in page
    assert "skor 60,0 × 3/3" in page
    below = text(sign_in(cast.unit_hr).get(url("allocation_detail", allocation.pk), {"garis": "bawah"}))
    assert "Kalah oleh butir lain dalam pagu ini" in below
    assert "Memberi 20,00 angka untuk setiap Rp 1 juta" in below
    assert "tetapi sisa pagu kurang dari biayanya" in below


@pytest.mark.parametrize(
    ("is_taken", "reason", "value", "cost", "price", "words"),
    [
        (
            True,
            "best",
            30,
            2_000_000,
            10,
            "Memberi 15,00 angka untuk setiap Rp 1 juta; rupiah terakhir memberi 10,00.",
        ),
        (True, "best", 10, 2_000_000, 10, "di bawah 10,00: diambil dengan sisa pagu"),
        (True, "best", 10, 2_000_000, 0, "Pagu mencukupi"),
        (True, "floor", 0, 100, 10, "mencapai 20 JP"),
        (True, "free", 5, 0, 10, "Tanpa biaya"),
        (False, "funds", 9, 1_000_000, 10, "paling tinggi Rp 900.000, yaitu Rp 100.000 lebih murah."),
        (False, "funds", 9, 1_000_000, 9, "sisa pagu kurang dari biayanya"),
        (False, "funds", 9, 1_000_000, 0, "sudah melebihi pagu"),
        (False, "funds", 0, 1_000_000, 10, "tidak bernilai"),
        (False, "enough", 9, 0, 10, "sudah mendapat 2 butir"),
        (False, "ceiling", 9, 0, 10, "paling banyak 24 JP"),
        (False, "no_programme", 0, 0, 10, "belum mempunyai program"),
    ],
)
def test_why_in_words(is_taken, reason, value, cost, price, words):
    line = AllocationLine(is_taken=is_taken, reason=reason, value=D(value), cost=D(cost))
    said = why(line, Allocation(price=D(price), max_items=2), Cycle(jp_floor=20, jp_ceiling=24))
    assert words in said.replace("\N{NO-BREAK SPACE}", " ")


def test_filters(cast, city, sign_in):
    allocation = make(cast, 2_000_000)
    client = sign_in(cast.unit_hr)
    page = client.get(
        url("allocation_detail", allocation.pk), {"kompetensi": CompetencyFactory(code="M.02").pk}
    )
    assert page.context["page_obj"].paginator.count == 1
    page = client.get(url("allocation_detail", allocation.pk), {"sebab": "best"})
    assert page.context["page_obj"].paginator.count == 2
    somebody = CivilServant.objects.get(needs__competency__code="M.02")
    page = client.get(url("allocation_detail", allocation.pk), {"q": somebody.name})
    assert {line.civil_servant for line in page.context["page_obj"]} == {somebody}
    assert "opd" not in page.context["form"].fields
    whole = make(cast, 2_000_000, unit=None, by=cast.city_hr)
    page = sign_in(cast.city_hr).get(url("allocation_detail", whole.pk), {"opd": cast.dinas_sosial.pk})
    assert page.context["page_obj"].paginator.count == 3


@pytest.mark.parametrize("wrong", ["", "x", "9" * 30, "\x00"])
def test_nothing_to_compare_with_is_not_there(cast, city, sign_in, wrong):
    address = url("allocation_compare", make(cast, 1).pk)
    assert sign_in(cast.unit_hr).get(address, {"dengan": wrong}).status_code == 404


def count_queries(client, address, **query) -> int:
    client.get(address, query)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address, query).status_code == 200
    return len(captured)


def test_queries_do_not_grow(cast, city, sign_in):
    client = sign_in(cast.unit_hr)
    nothing, one, more = (make(cast, ceiling) for ceiling in (0, 1_000_000, 3_000_000))
    detail = {count_queries(client, url("allocation_detail", row.pk)) for row in (nothing, more)}
    compare = {
        count_queries(client, url("allocation_compare", nothing.pk), dengan=row.pk) for row in (one, more)
    }
    three = count_queries(client, url("allocation_list"))
    make(cast, 5)
    assert (detail, compare, three, count_queries(client, url("allocation_list"))) == ({14}, {15}, 9, 9)


# --------------------------------------------------------------------------------------- what if, and using


def test_two_side_by_side(cast, city, sign_in):
    less, more = make(cast, 1_000_000, name="Sedikit"), make(cast, 3_000_000, name="Banyak")
    client = sign_in(cast.unit_hr)
    assert "Banyak" in text(client.get(url("allocation_detail", less.pk)))
    page = client.get(url("allocation_compare", less.pk), {"dengan": more.pk})
    assert "menambah 2 butir dan melepas 0; 2 pegawai baru mendapat butir, 0 tidak lagi" in text(page)
    assert page.context["page_obj"].paginator.count == 2
    assert client.get(url("allocation_compare", less.pk)).context["second"] == more  # the newest other
    page = client.get(url("allocation_compare", more.pk), {"dengan": less.pk, "garis": "keluar"})
    assert page.context["page_obj"].paginator.count == 2
    rows = {row.label: (row.first, row.second, row.difference) for row in page.context["comparison"].rows}
    assert rows["Biaya"] == tuple(rupiah(cost) for cost in (3_000_000, 1_000_000, -2_000_000))
    assert rows["Butir"] == ("4", "2", angka(-2))


def test_only_the_same_scope_and_year_is_compared(cast, city, sign_in):
    own, whole = make(cast, 1), make(cast, 1, unit=None, by=cast.city_hr)
    page = sign_in(cast.city_hr).get(url("allocation_compare", own.pk), {"dengan": whole.pk})
    assert page.status_code == 404


def test_it_becomes_the_draft(cast, city, sign_in):
    allocation = make(cast, 2_000_000)
    client = sign_in(cast.unit_hr)
    assert "Pakai sebagai draf" in text(client.get(url("allocation_detail", allocation.pk)))
    page = text(client.get(url("allocation_use", allocation.pk)))
    assert "Pagu rencana menjadi Rp" in page
    response = client.post(url("allocation_use", allocation.pk))
    assert response["Location"] == url("plan_detail", city.pk)
    assert PlanTarget.objects.filter(plan=city).count() == 3
    assert "Dipakai dalam rencana" in text(client.get(url("allocation_list")))
    assert "Pakai sebagai draf" not in text(
        sign_in(cast.unit_head).get(url("allocation_detail", allocation.pk))
    )


def test_a_change_in_between_is_said(cast, city, sign_in):
    allocation = make(cast, 2_000_000)
    need(people(cast.bidang_b, 1)[0], CompetencyFactory(code="M.01"), required=2, attained=1)
    response = sign_in(cast.unit_hr).post(url("allocation_use", allocation.pk), follow=True)
    assert "berubah sejak alokasi ini dihitung" in text(response)
    assert not PlanTarget.objects.exists()


def test_the_draft_page_leads_here(cast, city, sign_in):
    page = text(sign_in(cast.unit_hr).get(url("plan_draft", city.pk)))
    assert f"{url('allocation_new')}?unit={cast.dinas_sosial.pk}" in page
