"""The plan on its pages: the list, from nothing to ratification, its people and sums."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from personnel.models import Unit
from planning.letters import paper
from planning.models import DraftLeftover, Plan
from planning.reports.plans import (
    jp_coverage,
    people_below_floor,
    people_over_ceiling,
    plan_lines,
    plan_rows,
)
from planning.reports.recapitulation import recapitulation
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    RuleFactory,
    TargetFactory,
    complete_plan,
    need,
    people,
)

D = Decimal


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


# -------------------------------------------------------------------------------------------------- the list


def test_list_shows_every_opd_with_people(cast, sign_in):
    plan = complete_plan(cast)
    plan.items.update(curriculum="")
    page = text(sign_in(cast.city_hr).get(url("plan_list")))
    for name in ("Dinas Sosial", "Dinas Kesehatan", "BKPSDMD", "Belum dibuat", "1 belum lengkap"):
        assert name in page
    page = text(sign_in(cast.unit_hr).get(url("plan_list")))
    assert "Dinas Kesehatan" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("keadaan=draft", {"Dinas Sosial"}),
        ("keadaan=none", {"Dinas Kesehatan", "BKPSDMD"}),
        ("q=sehat", {"Dinas Kesehatan"}),
        ("keadaan=bukan-keadaan", {"Dinas Sosial", "Dinas Kesehatan", "BKPSDMD"}),
        ("tahun=2031", {"Dinas Sosial", "Dinas Kesehatan", "BKPSDMD"}),  # no such year: the open one
    ],
)
def test_list_filters(cast, sign_in, query, found):
    complete_plan(cast)
    response = sign_in(cast.city_hr).get(f"{url('plan_list')}?{query}")
    assert {line.unit.name for line in response.context["table"].page} == found
    assert f"{len(found)} OPD" in text(response)


def test_list_without_a_cycle_says_what_to_do(cast, sign_in):
    assert "Belum ada siklus" in text(sign_in(cast.city_hr).get(url("plan_list")))


def test_list_costs_the_same_for_one_and_three(cast, sign_in, django_assert_num_queries):
    cycle = complete_plan(cast).cycle
    with django_assert_num_queries(8):
        assert len(plan_lines(cycle, Unit.objects.filter(pk=cast.dinas_sosial.pk))) == 1
    PlanFactory(unit=cast.dinas_kesehatan)
    PlanFactory(unit=cast.bkpsdmd)
    with django_assert_num_queries(8):
        assert len(plan_lines(cycle, Unit.objects.opd())) == 3


# -------------------------------------------------------------------------------------------- a plan is made


def test_from_nothing_to_a_submitted_plan(cast, sign_in):
    """Unit HR makes the plan and its draft, the head submits it: by the pages alone."""
    CycleFactory()
    competency = CompetencyFactory(code="M.05")
    ProgrammeFactory(competency=competency, form=RuleFactory().form, level_to=3, cost_per_person=1000)
    for person in (cast.owner.civil_servant, cast.colleague.civil_servant):
        need(person, competency, required=3, attained=1)
    hr, head = sign_in(cast.unit_hr), sign_in(cast.unit_head)
    response = hr.post(url("plan_new"), {"unit": cast.dinas_sosial.pk, "budget_ceiling": "1500"})
    plan = Plan.objects.get()
    assert response.url == url("plan_detail", plan.pk)
    assert "Rencana ini masih kosong" in text(hr.get(response.url))

    assert "5 pegawai aktif" in text(hr.get(url("plan_draft", plan.pk)))
    hr.post(url("plan_draft", plan.pk), {"ceiling": "1500", "max_items": "2", "sub_activity_code": "5.03"})
    page = text(hr.get(url("plan_detail", plan.pk)))
    assert "1 kebutuhan tepat di bawah garis" in page
    assert "Dana habis" in text(hr.get(url("plan_leftovers", plan.pk)))
    assert "Ajukan rencana" not in page  # the drafter does not submit

    assert "Ajukan rencana" in text(head.get(url("plan_detail", plan.pk)))
    page = text(head.get(url("plan_step", plan.pk, "submit")))
    assert "1 butir untuk 1 pegawai dengan biaya Rp 1.000" in page
    assert "4 PNS belum mencapai 20 JP" in page
    response = head.post(url("plan_step", plan.pk, "submit"), {"note": "Dana terbatas."})
    assert response.url == url("plan_detail", plan.pk)
    plan.refresh_from_db()
    assert plan.status == "submitted"
    # A double click: no error, no second step.
    assert head.post(url("plan_step", plan.pk, "submit"), {"note": "Lagi."}).status_code == 302
    assert plan.steps.filter(step="submit").count() == 1


def test_a_large_opd_is_drafted_by_a_worker(cast, sign_in, monkeypatch):
    plan = complete_plan(cast)
    monkeypatch.setattr("planning.views.plans.WAIT_FOR", 3)
    response = sign_in(cast.unit_hr).post(url("plan_draft", plan.pk), {"max_items": "2"})
    assert response.url.startswith("/pekerjaan/")


def test_drafting_again_says_what_it_replaces(cast, sign_in):
    plan = complete_plan(cast)
    made = ItemFactory(plan=plan, number=2, is_drafted=True)
    for person in (cast.owner, cast.colleague):
        TargetFactory(item=made, civil_servant=person.civil_servant)
    page = text(sign_in(cast.unit_hr).get(url("plan_draft", plan.pk)))
    assert "<strong>1 butir</strong> dari draf sebelumnya dengan 2 sasaran diganti" in page
    assert "<strong>1 butir</strong> yang dibuat atau diubah orang tetap" in page


def test_incomplete_plan_names_the_field_and_cannot_be_submitted(cast, sign_in):
    plan = complete_plan(cast)
    item = plan.items.get()
    plan.items.update(curriculum="")
    page = text(sign_in(cast.unit_hr).get(url("plan_detail", plan.pk)))
    assert f'<a href="{url("item_edit", item.pk)}#id_curriculum">kesesuaian kurikulum</a>' in page
    places = [page.index(f'id="{part}"') for part in ("angka", "keadaan", "butir", "lihat")]
    assert places == sorted(places)  # nothing stands before the items but what is to be done about them
    head = sign_in(cast.unit_head)
    assert "1 butir belum lengkap" in text(head.get(url("plan_step", plan.pk, "submit")))
    page = text(head.post(url("plan_step", plan.pk, "submit"), {"note": "Nanti."}))
    assert "kesesuaian kurikulum" in page
    plan.refresh_from_db()
    assert plan.status == "draft"


def test_return_and_its_note_stand_on_the_path(cast, sign_in):
    plan = complete_plan(cast, "submitted")
    hr = sign_in(cast.city_hr)
    assert "Tulis apa yang perlu diperbaiki." in text(
        hr.post(url("plan_step", plan.pk, "return"), {"note": ""})
    )
    hr.post(url("plan_step", plan.pk, "return"), {"note": "Anggaran melebihi pagu."})
    unit = sign_in(cast.unit_hr)
    for _round in "12":  # and still after the unit has begun to repair it
        path = unit.get(url("plan_detail", plan.pk)).context["path"]
        assert [(stop.state, stop.note) for stop in path[:2]] == [
            ("returned", "Anggaran melebihi pagu."),
            ("todo", ""),
        ]
        unit.post(url("item_new", plan.pk), {"name": "Baru", "origin": "duty"})
    plan.items.filter(name="Baru").delete()
    sign_in(cast.unit_head).post(url("plan_step", plan.pk, "submit"), {"note": "Dana terbatas."})
    path = unit.get(url("plan_detail", plan.pk)).context["path"]
    assert [stop.state for stop in path[:3]] == ["done", "done", "current"]


def test_ratification_asks_for_the_decision(cast, sign_in):
    plan = complete_plan(cast, "agreed")
    mayor = sign_in(cast.ppk)
    page = text(mayor.post(url("plan_step", plan.pk, "ratify"), {"decision_date": "2026-11-24"}))
    assert "Nomor keputusan" in page
    mayor.post(
        url("plan_step", plan.pk, "ratify"), {"decision_number": "800/9", "decision_date": "2026-11-24"}
    )
    plan.refresh_from_db()
    assert (plan.status, plan.decision_date) == ("ratified", dt.date(2026, 11, 24))
    assert "Keputusan 800/9, 24 November 2026" in text(mayor.get(url("plan_detail", plan.pk)))


# ---------------------------------------------------------------------------------------- people and reports


def planned(cast, plan, person, jp, number):
    item = ItemFactory(plan=plan, number=number, jp_counted=jp, jp_proposed=jp)
    TargetFactory(item=item, civil_servant=person)


def test_people_below_and_over(cast, sign_in, monkeypatch):
    plan = PlanFactory(unit=cast.dinas_sosial)
    enough, little, over, within, part_time = (
        people(cast.bidang_b, 1, employment=kind)[0]
        for kind in ("pns", "cpns", "pppk", "pppk", "pppk_paruh_waktu")
    )
    for number, (person, jp) in enumerate(
        ((enough, 20), (little, 19), (over, 25), (within, 24), (part_time, 99)), 1
    ):
        planned(cast, plan, person, jp, number)
    client = sign_in(cast.unit_hr)

    def shown(query):
        return {p.pk for p in client.get(f"{url('plan_people', plan.pk)}?{query}").context["page_obj"]}

    nobody = {
        cast.members[part].civil_servant.pk
        for part in ("owner", "colleague", "superior", "unit_hr", "unit_head")
    }
    assert shown("lihat=below") == {little.pk} | nobody
    assert shown("lihat=over") == {over.pk}
    assert shown("lihat=none") == nobody
    assert shown("lihat=part_time") == {part_time.pk}
    assert set(people_below_floor(plan)) == set(people_below_floor(plan).filter(pk__in=[little.pk, *nobody]))
    assert set(people_over_ceiling(plan)) == {over}
    monkeypatch.setattr(paper, "NAMED", 4)  # on paper not all are named, and it is said how many are not
    (_below, named, more), (_over, above, none) = paper.people_beyond(plan)
    assert (len(named), more, above, none) == (4, 2, [(over, 25)], 0)
    coverage = jp_coverage([cast.dinas_sosial], plan.cycle)
    assert (coverage.pns, coverage.pns_reached, coverage.pns_below) == (7, 1, 6)
    assert (coverage.pppk, coverage.pppk_over, coverage.part_time) == (2, 1, 1)
    whole = jp_coverage(None, plan.cycle)
    assert whole.pns == coverage.pns + 2  # one person each in BKPSDMD and Dinas Kesehatan


def test_hours_without_a_conversion_count_nowhere_but_against_the_ceiling(cast):
    plan = PlanFactory(unit=cast.dinas_sosial)
    pns, pppk = people(cast.bidang_b, 1) + people(cast.bidang_b, 1, employment="pppk")
    item = ItemFactory(plan=plan, jp_counted=None, jp_proposed=30)
    for person in (pns, pppk):
        TargetFactory(item=item, civil_servant=person)
    assert pns in people_below_floor(plan)
    assert set(people_over_ceiling(plan)) == {pppk}


def test_recapitulation_adds_up_every_way(cast, django_assert_num_queries):
    plan = PlanFactory(unit=cast.dinas_sosial)
    classical = FormFactory(code="B2", track="klasikal")
    first = ItemFactory(plan=plan, number=1, quarter=1, cost_per_person=100, funding="apbd", form=classical)
    second = ItemFactory(plan=plan, number=2, quarter=2, jp_counted=None)
    ItemFactory(plan=plan, number=3, quarter=None, competency=None)  # without people
    for person in (cast.owner.civil_servant, cast.unit_hr.civil_servant):
        TargetFactory(item=first, civil_servant=person)
    TargetFactory(item=second, civil_servant=cast.owner.civil_servant)
    with django_assert_num_queries(1):
        recap = recapitulation([plan])
    assert (recap.total.items, recap.total.people, recap.total.lines) == (3, 2, 3)
    assert (recap.total.jp, recap.total.cost) == (40, 200)
    for cut in (
        recap.by_track,
        recap.by_quarter,
        recap.by_competency,
        recap.by_unit,
        recap.by_funding,
        recap.by_origin,
    ):
        assert sum(line.cost for line in cut) == 200
        assert sum(line.lines for line in cut) == 3
        assert sum(line.jp for line in cut) == 40
    assert [(line.label, line.items, line.people) for line in recap.by_track] == [
        ("Pelatihan klasikal", 1, 2),
        ("Pelatihan nonklasikal", 2, 1),
    ]
    assert [line.label for line in recap.by_quarter] == ["Triwulan I", "Triwulan II", "Belum diisi"]
    assert {line.label for line in recap.by_unit} == {"Bidang A", "Dinas Sosial", "Belum diisi"}
    other = PlanFactory(unit=cast.dinas_kesehatan)
    with django_assert_num_queries(1):
        city = recapitulation([plan, other])
    assert [line.label for line in city.by_unit] == ["Dinas Sosial"]
    assert recapitulation([]).total.items == 0


def test_rows_for_print_are_one_query(cast, django_assert_num_queries):
    plan = complete_plan(cast)
    TargetFactory(item=plan.items.get(), civil_servant=cast.colleague.civil_servant, score=50)
    with django_assert_num_queries(1):
        rows = [
            (
                row.item.number,
                row.civil_servant.full_name,
                row.civil_servant.unit.name,
                row.civil_servant.position.name,
                row.item.competency.name,
                row.item.form.name,
                row.item.provider.name,
            )
            for row in plan_rows(plan)
        ]
    assert [row[1] for row in rows] == ["Rekan Sejawat", "Ni Wayan Pemilik"]


def test_my_plan_tells_what_and_why(cast, sign_in):
    plan = complete_plan(cast)
    plan.items.update(reason="Karena layanan baru.")
    page = text(sign_in(cast.owner).get(url("my_plan")))
    for words in (
        "Kegiatan",
        "Karena layanan baru.",
        "20 JP direncanakan",
        "belum ditetapkan",
        "Triwulan II",
    ):
        assert words in page
    assert "Belum ada butir untuk Anda" in text(sign_in(cast.colleague).get(url("my_plan")))


# ---------------------------------------------------------------------------------------------- query counts


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("plan_detail", "plan"),
        ("plan_people", "plan"),
        ("plan_leftovers", "plan"),
        ("item_detail", "item"),
        ("item_targets", "item"),
    ],
)
def test_pages_cost_the_same_for_one_and_three(cast, sign_in, django_assert_max_num_queries, name, of):
    plan = complete_plan(cast)
    item = plan.items.get()
    plan.items.update(curriculum="")
    client = sign_in(cast.city_hr)
    address = url(name, plan.pk if of == "plan" else item.pk)

    def count():
        with django_assert_max_num_queries(100) as captured:
            assert client.get(address).status_code == 200
        assert sum('FROM "planning_planstep"' in query["sql"] for query in captured) <= 1, "the path, once"
        return len(captured)

    plan.leftovers.create(
        civil_servant=cast.owner.civil_servant, competency=item.competency, reason="funds", score=1
    )
    before = count()
    for number, person in enumerate(people(cast.bidang_b, 3), 2):
        TargetFactory(item=ItemFactory(plan=plan, number=number, curriculum=""), civil_servant=person)
        TargetFactory(item=item, civil_servant=person)
        plan.leftovers.create(civil_servant=person, competency=item.competency, reason="ceiling", score=1)
    people(cast.bidang_b, 3)
    assert count() == before


def test_beside_a_gap_stands_what_is_planned_for_it(cast, sign_in):
    plan = complete_plan(cast)
    person, item = cast.owner.civil_servant, plan.items.get()
    need(person, item.competency, 4, 2)
    other = CompetencyFactory(code="M.02")
    need(person, other, 4, 2)
    address = reverse("planning:need_person", args=[plan.cycle.year, person.pk])
    page = text(sign_in(cast.owner).get(address))
    assert f"Ada di rencana {plan.cycle.year}: {item}" in page
    assert page.count(f"Belum ada di rencana {plan.cycle.year}: rencana OPD masih disusun") == 1
    DraftLeftover.objects.create(plan=plan, civil_servant=person, competency=other, reason="funds", score=1)
    page = text(sign_in(cast.owner).get(address))
    assert f"Belum ada di rencana {plan.cycle.year}: dana habis" in page
    assert reverse("planning:proposal_training") in page
    assert "Usulkan pelatihan" not in text(sign_in(cast.superior).get(address))
