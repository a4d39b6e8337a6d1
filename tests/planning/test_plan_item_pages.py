"""The items of a plan on their pages: written, filled with people, explained, found again."""

from decimal import Decimal

import pytest
from django.urls import reverse

from planning.items import remove_item
from planning.models import Cycle, Plan, PlanItem
from tests.planning.world import (
    CompetencyFactory,
    ItemFactory,
    ProgrammeFactory,
    complete_plan,
    need,
    people,
)

D = Decimal


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def filled(item, **change):
    return {
        "name": item.name,
        "competency": item.competency_id,
        "form": item.form_id,
        "quantity": "20",
        "jp_proposed": "20",
        "provider": item.provider_id,
        "quarter": "2",
        "curriculum": item.curriculum,
        "cost_per_person": "0",
        "funding": item.funding,
        "origin": item.origin,
        "version": item.version,
        **change,
    }


def test_the_second_editor_sees_both(cast, sign_in):
    item = complete_plan(cast).items.get()
    first, second = sign_in(cast.unit_hr), sign_in(cast.city_hr)
    assert first.post(url("item_edit", item.pk), filled(item, name="Dari unit")).status_code == 302
    response = second.post(url("item_edit", item.pk), filled(item, name="Dari BKPSDMD", quarter="3"))
    page = text(response)
    assert response.status_code == 409
    assert "sudah diubah orang lain" in page
    assert "Dari unit" in page
    assert 'value="Dari BKPSDMD"' in page
    assert f'name="version" value="{item.version + 1}"' in page
    second.post(url("item_edit", item.pk), filled(item, name="Dari BKPSDMD", version=item.version + 1))
    item.refresh_from_db()
    assert item.name == "Dari BKPSDMD"


def test_errors_keep_what_was_typed(cast, sign_in):
    item = complete_plan(cast).items.get()
    page = text(
        sign_in(cast.unit_hr).post(
            url("item_edit", item.pk), filled(item, name="Tetap ada", starts_on="2026-01-05", quarter="")
        )
    )
    assert "Ada masalah" in page
    assert "Jadwal harus berada dalam tahun 2027" in page
    assert 'value="Tetap ada"' in page


def test_the_catalogue_fills_the_form(cast, sign_in):
    plan = complete_plan(cast)
    Plan.objects.update(sub_activity_code="5.03.01")
    programme = ProgrammeFactory(name="Coaching layanan", cost_per_person=150000)
    client = sign_in(cast.unit_hr)
    page = text(client.get(f"{url('item_new', plan.pk)}?program={programme.pk}"))
    assert 'value="Coaching layanan"' in page
    assert 'value="150.000"' in page
    assert 'value="5.03.01"' in page
    assert client.get(f"{url('item_new', plan.pk)}?program=x").status_code == 200


def test_a_new_item_sent_twice_is_one(cast, sign_in):
    plan = complete_plan(cast)
    client = sign_in(cast.unit_hr)
    key = client.get(url("item_new", plan.pk)).context["form"]["request_key"].value()
    answers = {
        client.post(url("item_new", plan.pk), {"name": "Baru", "origin": "duty", "request_key": key}).url
        for _ in "12"
    }
    assert answers == {url("item_targets", plan.items.get(name="Baru").pk)}


def test_pick_people_by_need(cast, sign_in):
    item = complete_plan(cast).items.get()
    short, unknown = people(cast.bidang_b, 2)
    need(short, item.competency, required=2, attained=1)
    need(unknown, item.competency, required=2, attained=None)
    client = sign_in(cast.unit_hr)

    def shown(query):
        return {p.pk for p in client.get(f"{url('item_targets', item.pk)}?{query}").context["page_obj"]}

    assert cast.owner.civil_servant.pk not in shown("")
    assert shown("kebutuhan=gap") == {short.pk}
    assert shown("kebutuhan=unassessed") == {unknown.pk}
    assert shown(f"q={short.name}") == {short.pk}
    client.post(url("item_targets", item.pk), {"people": [short.pk, unknown.pk]})
    assert item.targets.count() == 3
    refused = client.post(
        url("item_targets", item.pk), {"people": [cast.stranger.civil_servant.pk]}, follow=True
    )
    assert "bukan pegawai aktif OPD ini" in text(refused)


def test_fill_and_remove_say_to_how_many(cast, sign_in):
    item = complete_plan(cast).items.get()
    for person in people(cast.bidang_b, 2):
        need(person, item.competency, required=2, attained=1)
    client = sign_in(cast.unit_hr)
    assert "2 pegawai aktif dengan kesenjangan" in text(client.get(url("item_fill", item.pk)))
    client.post(url("item_fill", item.pk))
    assert item.targets.count() == 3
    assert "3 pegawai kehilangan kegiatan ini" in text(client.get(url("item_remove", item.pk)))
    target = item.targets.first()
    client.post(url("target_remove", target.pk))
    assert item.targets.count() == 2
    client.post(url("item_remove", item.pk))
    assert not PlanItem.objects.exists()


def test_origin_of_a_score_and_its_override(cast, sign_in):
    plan = complete_plan(cast)
    target = plan.targets.get()
    target.part_gap, target.score = D("0.4"), D("16")
    target.save()
    client = sign_in(cast.unit_hr)
    page = text(client.get(url("target_priority", target.pk)))
    assert "Dari mana angka ini?" in page
    assert "16,00" in page
    assert "Tulis alasan" in text(
        client.post(url("target_priority", target.pk), {"score": "90", "reason": ""})
    )
    client.post(url("target_priority", target.pk), {"score": "90", "reason": "Penugasan baru"})
    page = text(sign_in(cast.official).get(url("target_priority", target.pk)))
    assert "Penugasan baru" in page
    assert "Simpan skor" not in page
    # The needs of a person are those of the open year.
    needs = url("need_person", plan.cycle.year, target.civil_servant_id)
    assert needs in page
    Cycle.objects.update(is_open=False)
    assert client.get(needs).status_code == 404
    assert needs not in text(client.get(url("target_priority", target.pk)))


@pytest.mark.parametrize("name", ["plan_draft", "item_new", "plan_sub_activity"])
def test_a_submitted_plan_sends_editors_back(cast, sign_in, name):
    plan = complete_plan(cast, "submitted")
    response = sign_in(cast.unit_hr).get(url(name, plan.pk), follow=True)
    assert "tidak dapat diubah" in text(response)


def test_item_filters(cast, sign_in):
    plan = complete_plan(cast)
    other = ItemFactory(
        plan=plan, number=2, name="Lokakarya", quarter=4, competency=CompetencyFactory(code="M.02")
    )
    client = sign_in(cast.unit_hr)

    def shown(query):
        return [
            item.number for item in client.get(f"{url('plan_detail', plan.pk)}?{query}").context["page_obj"]
        ]

    assert shown("") == [1, 2]
    assert shown("triwulan=4") == [2]
    assert shown(f"kompetensi={other.competency_id}") == [2]
    assert shown("q=lokakarya") == [2]
    assert shown("q=wayan") == [1]
    assert shown("belum_lengkap=on") == [2]
    assert shown("asal=gap") == []
    assert shown("triwulan=9&halaman=xyz") == [1, 2]


def test_an_item_removed_meanwhile_loses_nothing_that_was_typed(cast, sign_in):
    client = sign_in(cast.unit_hr)
    plan = complete_plan(cast)
    item = plan.items.get()
    url = reverse("planning:item_edit", args=[item.pk])
    typed = {
        "plan": plan.pk,
        "version": item.version,
        "name": "Lokakarya yang saya ketik",
        "origin": "proposal",
    }
    remove_item(item, by=cast.unit_hr)
    response = client.post(url, typed)
    assert response.status_code == 409
    assert "sudah dihapus orang lain" in response.content.decode()
    assert response.context["form"]["name"].value() == "Lokakarya yang saya ketik"
    kept = response.context["form"].data
    assert client.post(reverse("planning:item_new", args=[plan.pk]), kept).status_code == 302
    assert plan.items.get().name == "Lokakarya yang saya ketik"


def test_an_item_removed_meanwhile_opens_no_foreign_plan(cast, sign_in):
    plan = complete_plan(cast)
    url = reverse("planning:item_edit", args=[10**9])
    for number in (plan.pk, "x", "9" * 30):
        assert sign_in(cast.stranger).post(url, {"plan": number, "name": "a"}).status_code == 404
