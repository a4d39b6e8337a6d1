"""The history of a plan, an item, a standard and of somebody's ratings, told within the scope of its page."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from personnel.models import AuditEntry, Position
from planning import items, standards
from planning.models import CompetencyRating, PlanTarget
from planning.performance import record_performance
from tests.cast import sign_in
from tests.factories import CivilServantFactory, CompetencyFactory, PositionFactory, RatingFactory
from tests.personnel.test_history import differences, next_transaction
from tests.planning.city import make_cycle, make_standard
from tests.planning.world import CycleFactory, ItemFactory, TargetFactory, complete_plan

pytestmark = pytest.mark.django_db


def acts(user, url):
    return sign_in(user).get(url).context["acts"]


def titles(act):
    return [row.title for row in act.rows]


@pytest.fixture
def plan(cast):
    plan = complete_plan(cast)
    next_transaction()
    return plan


# --- Plans --------------------------------------------------------------------------------------------


def test_who_changed_what_of_a_plan_its_items_and_their_people(cast, plan):
    item = plan.items.get()
    items.edit_item(
        item,
        {"name": "Kelas bahasa isyarat", "jp_proposed": Decimal("7.50")},
        version=item.version,
        by=cast.unit_hr,
    )
    next_transaction()
    items.remove_item(item, by=cast.city_hr)
    removed, edited, made = acts(cast.official, f"/rencana/{plan.pk}/riwayat/")
    assert edited.who == "Pengelola Kepegawaian"
    assert titles(edited) == ["Diubah: butir rencana 1 · Kelas bahasa isyarat"]
    assert {
        ("nama kegiatan", "Kegiatan 1", "Kelas bahasa isyarat"),
        ("JP diusulkan", "20", "7,5"),
    } <= differences(edited)
    assert removed.who == "Analis BKPSDMD"
    assert titles(removed) == [
        "Dihapus: sasaran butir Ni Wayan Pemilik · yang sudah dihapus",
        "Dihapus: butir rencana 1 · Kelas bahasa isyarat",
    ]
    # also what has been removed since is still named where it was made
    assert titles(made) == [
        "Ditambahkan: rencana",
        "Ditambahkan: butir rencana 1 · Kelas bahasa isyarat",
        "Ditambahkan: sasaran butir Ni Wayan Pemilik · yang sudah dihapus",
    ]


def test_the_history_of_an_item_keeps_who_is_no_longer_in_it(cast, plan):
    item, other = plan.items.get(), ItemFactory(plan=plan, number=2)
    TargetFactory(item=other, civil_servant=cast.colleague.civil_servant)
    next_transaction()
    items.remove_target(item.targets.get(), by=cast.unit_hr)
    removed, made = acts(cast.unit_hr, f"/rencana/butir/{item.pk}/riwayat/")
    assert titles(removed) == ["Dihapus: sasaran butir Ni Wayan Pemilik"]
    assert titles(made) == ["Ditambahkan: butir rencana", "Ditambahkan: sasaran butir Ni Wayan Pemilik"]
    assert [titles(act) for act in acts(cast.unit_hr, f"/rencana/butir/{other.pk}/riwayat/")] == [
        ["Ditambahkan: butir rencana", "Ditambahkan: sasaran butir Rekan Sejawat"]
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_of_a_plan_costs_the_same_with_few_and_with_many(
    cast, plan, django_assert_num_queries, rows
):
    for number in range(rows):
        item = ItemFactory(plan=plan, competency=CompetencyFactory(), number=number + 2)
        target = TargetFactory(item=item, civil_servant=CivilServantFactory(unit=cast.bidang_a))
        next_transaction()
        items.edit_item(item, {"competency": CompetencyFactory()}, version=1, by=cast.unit_hr)
        next_transaction()
        items.remove_target(target, by=cast.unit_hr)
        next_transaction()
    client = sign_in(cast.unit_hr)
    with django_assert_num_queries(14):
        answer = client.get(f"/rencana/{plan.pk}/riwayat/")
    assert len(answer.context["acts"]) == 3 * rows + 1


# --- Standards ----------------------------------------------------------------------------------------


def test_a_standard_tells_who_changed_which_requirement_and_when_it_came_into_force(cast):
    post = PositionFactory(name="Pekerja Sosial")
    make_standard((post, "A", 2))
    make_cycle()
    next_transaction()
    draft = standards.start_draft(by=cast.city_hr)
    next_transaction()
    competency = CompetencyFactory(code="A")
    standards.set_requirement(draft, competency=competency, position=post, level=4, by=cast.city_hr)
    next_transaction()
    standards.put_in_force(draft, decision="800/2", effective_from=dt.date(2026, 1, 2), by=cast.city_hr)
    in_force, changed, drafted = acts(cast.official, f"/standar/{draft.number}/riwayat/")
    assert differences(changed) == {("tingkat", "2", "4")}
    assert titles(changed) == [f"Diubah: syarat kompetensi Pekerja Sosial · {competency}"]
    assert ("keadaan", "Draf", "Berlaku") in differences(in_force)
    assert titles(drafted)[0] == "Ditambahkan: versi standar"
    assert {act.who for act in (in_force, changed, drafted)} == {"Analis BKPSDMD"}


def test_a_requirement_of_a_level_of_posts_is_named_by_it(cast):
    make_standard((Position.Level.PELAKSANA, "A", 2))
    next_transaction()
    draft = standards.start_draft(by=cast.city_hr)
    (drafted,) = acts(cast.city_hr, f"/standar/{draft.number}/riwayat/")
    assert titles(drafted)[1].startswith("Ditambahkan: syarat kompetensi Pelaksana · ")


# --- Ratings ------------------------------------------------------------------------------------------


def rating_page(person, year):
    return f"/kebutuhan/{year}/pegawai/{person.pk}/riwayat/"


def test_all_ratings_of_a_person_are_listed_page_by_page(cast):
    person, cycle = cast.owner.civil_servant, CycleFactory()
    for day in range(51):
        RatingFactory(civil_servant=person, rated_on=dt.date(2026, 1, 1) + dt.timedelta(days=day))
    client = sign_in(cast.superior)
    answer = client.get(rating_page(person, cycle.year))
    assert len(answer.context["page_obj"]) == 50
    assert len(client.get(f"{rating_page(person, cycle.year)}?halaman=2").context["page_obj"]) == 1
    assert AuditEntry.objects.filter(action="view_person", facts={"page": "riwayat penilaian"}).count() == 2


def test_a_corrected_result_is_told_with_who_corrected_it(cast):
    person, cycle = cast.owner.civil_servant, CycleFactory()
    record_performance(person, 2025, score=Decimal(80), by=cast.city_hr)
    next_transaction()
    record_performance(person, 2025, score=Decimal("85.5"), predicate="baik", by=cast.city_hr)
    (act,) = acts(cast.owner, rating_page(person, cycle.year))
    assert (act.who, titles(act)) == ("Analis BKPSDMD", ["Diubah: penilaian kinerja 2025"])
    assert differences(act) == {("nilai", "80", "85,5"), ("predikat", "–", "Baik")}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_of_ratings_costs_the_same_with_few_and_with_many(cast, django_assert_num_queries, rows):
    person, cycle = cast.owner.civil_servant, CycleFactory()
    for number in range(rows):
        raters = (cast.superior, cast.city_hr, cast.unit_hr)
        RatingFactory(civil_servant=person, competency=CompetencyFactory(), rated_by=raters[number])
        record_performance(person, 2023 + number, score=Decimal(80), by=cast.city_hr)
        next_transaction()
        record_performance(person, 2023 + number, score=Decimal(90), by=cast.city_hr)
    client = sign_in(cast.owner)
    with django_assert_num_queries(14):
        answer = client.get(rating_page(person, cycle.year))
    assert len(answer.context["page_obj"]) == len(answer.context["acts"]) == rows


def test_the_database_lets_nobody_rewrite_a_rating():
    rating = RatingFactory()
    for act in (rating.delete, lambda: CompetencyRating.objects.update(level=5)):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            act()


def test_scores_computed_anew_are_told_by_their_sum_alone(cast, plan):
    PlanTarget.objects.filter(plan=plan).update(part_gap=Decimal("0.5"))
    (made,) = acts(cast.unit_hr, f"/rencana/{plan.pk}/riwayat/")
    assert titles(made)[0] == "Ditambahkan: rencana"
