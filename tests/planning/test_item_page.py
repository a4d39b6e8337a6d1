"""The words of an item's page: each case once, without a page."""

from decimal import Decimal

import pytest

from planning.completeness import ELEMENTS, lacking, missing
from planning.models import PlanItem
from planning.reports import item_page
from planning.reports.consultation import talk_of
from tests.planning.world import complete_plan


@pytest.fixture
def item(cast):
    return complete_plan(cast).items.get()


def facts(item, people=2):
    return dict(item_page.facts_of(item, people))


def test_a_full_item_says_what_it_costs_all_together_and_each(item):
    item.cost_per_person, item.sub_activity_code, item.funding = Decimal(4_000_000), "5.03.02", "apbd"
    budget = facts(item)["7. Anggaran"].replace("\N{NO-BREAK SPACE}", " ")
    assert budget.startswith("Rp 8.000.000 (Rp 4.000.000 per orang), ")
    assert budget.endswith(", subkegiatan 5.03.02")


def test_what_is_not_known_is_never_zero():
    shown = facts(PlanItem(), people=0)
    assert shown["1. Jenis kompetensi"] == shown["3. Bentuk dan jalur"] == shown["5. Jadwal"] == ""
    assert shown["7. Anggaran"] == "–, sumber dana belum diisi"
    assert shown["JP"] == "diusulkan – · BKPSDMD belum menetapkan konversi"


def test_what_is_missing_leads_to_where_it_is_filled_in_for_whoever_may(item):
    PlanItem.objects.filter(pk=item.pk).update(provider=None)
    item.targets.all().delete()
    lack = lacking(item)
    assert [element.key for element in lack] == [one.key for one in missing(item.plan)[0].fields]
    urls = dict(item_page.lack_of(item, lack, may_edit=True).elements)
    assert set(urls) == {element.label for element in ELEMENTS if element.field in ("targets", "provider")}
    assert urls["penyelenggara"].endswith("#id_provider")
    assert set(dict(item_page.lack_of(item, lack, may_edit=False).elements).values()) == {""}
    assert item_page.lack_of(item, (), may_edit=True) is None


def test_a_level_that_nobody_measured_is_not_zero_and_an_empty_item_says_what_to_do(item):
    target = item.targets.select_related("civil_servant__unit", "civil_servant__position").first()
    talk = talk_of(item.plan)
    target.level_required, target.level_attained, target.gap = 3, None, None
    (row,) = item_page.rows_of([target], talk)
    assert (row.required, row.attained, row.gap) == ("3", "belum dinilai", "–")
    target.level_required = None
    assert item_page.rows_of([target], talk)[0].attained == "–"
    assert item_page.empty_of(item, [row], may_edit=True) is None
    assert item_page.empty_of(item, [], may_edit=True).link == "Tambah sasaran"
    assert item_page.empty_of(item, [], may_edit=False).url == ""


def test_only_whoever_may_edit_is_offered_to(item):
    assert [act.label for act in item_page.acts_of(item, may_edit=False)] == ["Riwayat"]
    assert [act.strong for act in item_page.acts_of(item, may_edit=True)] == [False, False, False, True]
