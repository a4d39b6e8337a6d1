"""The facts of an item are declared once: form, page, print, copies and differences all know each of them."""

import datetime as dt

import pytest
from django.db import models

from planning import versions
from planning.completeness import ELEMENTS
from planning.forms.plans import ItemForm
from planning.item_facts import FACTS, PARTS, TYPED
from planning.letters import tables
from planning.models import ItemFacts, PlanItem, Programme
from planning.reports import fact_words, item_page
from tests.planning.world import CompetencyFactory, FormFactory, ProviderFactory, complete_plan

#: A value that the item of ``complete_plan`` does not have: of these; of all others by their type.
OTHERS = {
    "competency": lambda: CompetencyFactory(code="M.09", name="Penanda kompetensi"),
    "form": lambda: FormFactory(code="C9", name="Penanda bentuk"),
    "provider": lambda: ProviderFactory(name="Penanda lembaga"),
    "quarter": 4,
    "curriculum": Programme.Curriculum.DEVIATES,
    "funding": PlanItem.Funding.BLUD,
    "sub_activity_code": "5.03.02",
    "origin": PlanItem.Origin.DUTY,
}
BY_TYPE = {
    models.BooleanField: True,
    models.CharField: "Penanda",
    models.DateField: dt.date(2027, 3, 9),
    models.DecimalField: 37,
}
SHOWN_WITH = {"ends_on": {"starts_on": dt.date(2027, 3, 4)}}


def changed(item, name):
    other = OTHERS.get(name) or BY_TYPE[type(PlanItem._meta.get_field(name))]
    setattr(item, name, other() if callable(other) else other)
    item.save()
    return item


@pytest.fixture
def item(cast):
    return complete_plan(cast).items.get()


def on_page(item):
    return item.name + " ".join(words for _name, words in item_page.facts_of(item, people=1))


def on_paper(item):
    return "".join(tables.html(part) for part in tables.chunks(item.plan, scope="unit"))


def test_each_field_of_the_model_is_declared():
    names = [fact.name for fact in FACTS]
    assert names == [field.name for field in ItemFacts._meta.local_fields]
    shown = [fact.name for fact in FACTS if fact.on_page or fact.on_paper]
    assert set(OTHERS) <= set(shown)
    assert len(shown) > 12


def test_what_is_typed_is_asked_for_and_in_a_part_of_the_form():
    assert set(TYPED) <= set(ItemForm.base_fields)
    assert sorted(name for part in PARTS.values() for name in part) == sorted(TYPED)


def test_copies_and_differences_take_every_fact():
    columns = [PlanItem._meta.get_field(fact.name).column for fact in FACTS]
    assert list(versions.FACTS) == list(fact_words.COLUMNS) == columns


def test_completeness_asks_for_the_legal_ones():
    legal = {fact.name for fact in FACTS if fact.is_legal}
    assert {element.field for element in ELEMENTS} - {"targets"} == legal


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.on_page], ids=lambda fact: fact.name)
def test_the_page_says_it(item, fact):
    for name, value in SHOWN_WITH.get(fact.name, {}).items():
        setattr(item, name, value)
    before = on_page(item)
    assert on_page(changed(item, fact.name)) != before


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.on_paper], ids=lambda fact: fact.name)
def test_the_print_says_it(item, fact):
    PlanItem.objects.filter(pk=item.pk).update(**SHOWN_WITH.get(fact.name, {}))
    item.refresh_from_db()
    before = on_paper(item)
    assert on_paper(changed(item, fact.name)) != before
