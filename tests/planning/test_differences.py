"""What changed between two versions: items, what they say, people, sums, who and why."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from personnel.models import User
from planning.approval import take_step
from planning.differences import choose, keep_comparison, sides_kept, sides_of, why
from planning.items import add_item, add_targets, edit_item, remove_item, remove_target
from planning.models import Plan, PlanComparison
from planning.reports.differences import Differences
from planning.reports.fact_words import FieldChange
from planning.revision import discard_revision, start_revision
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.test_revision import DECISION, walk
from tests.planning.world import (
    CompetencyFactory,
    FormFactory,
    ItemFactory,
    ProviderFactory,
    RuleFactory,
    TargetFactory,
    complete_plan,
    people,
)

D = Decimal
NEW_ITEM = {"name": "Bimbingan baru", "origin": "duty", "funding": "none", "cost_per_person": D(0)}


@pytest.fixture
def plan(cast) -> Plan:
    """Two items for the owner, submitted once and returned with a note."""
    plan = complete_plan(cast)
    RuleFactory(form=FormFactory())
    TargetFactory(
        item=ItemFactory(plan=plan, number=2, name="Yang gugur", competency=CompetencyFactory(code="M.02")),
        civil_servant=cast.owner.civil_servant,
    )
    take_step(plan, "submit", by=cast.unit_head, note="Mohon diverifikasi.")
    take_step(plan, "return", by=cast.city_hr, note="Tambah sasaran dan sebar jadwalnya.")
    return Plan.objects.get(pk=plan.pk)


def second_drafter(cast):
    user = User.objects.filter(username="kedua").first()
    if user is None:
        user = UserFactory(username="kedua", name="Pengelola Kedua")
        RoleAssignmentFactory(user=user, role="unit_hr", unit=cast.dinas_sosial)
    return user


def change(plan, cast):
    """One item changed, with the owner out and the colleague in; one dropped; one added for two."""
    first, second = plan.items.order_by("number")[:2]
    new_provider = ProviderFactory(name="LAN RI")
    edit_item(
        first,
        {"quarter": 3, "cost_per_person": D(250000), "funding": "partner", "provider": new_provider},
        version=first.version,
        by=cast.unit_hr,
    )
    add_targets(first, [cast.colleague.civil_servant.pk], by=cast.unit_hr)
    remove_target(first.targets.get(civil_servant=cast.owner.civil_servant), by=cast.unit_hr)
    remove_item(second, by=second_drafter(cast))
    added = add_item(
        plan,
        NEW_ITEM
        | {
            "competency": CompetencyFactory(code="M.03"),
            "form": FormFactory(),
            "provider": new_provider,
            "quarter": 1,
            "curriculum": "sesuai",
            "jp_proposed": D(8),
            "quantity": D(8),
        },
        by=cast.unit_hr,
    )
    add_targets(added, [cast.owner.civil_servant.pk, cast.superior.civil_servant.pk], by=cast.unit_hr)


def compare(plan, older="", newer=""):
    sides = sides_of(plan)
    return Differences(sides, *choose(sides, plan, older, newer))


# ------------------------------------------------------------------------------------------------- the sides


def test_sides_in_the_order_of_time(cast, plan):
    assert [side.label for side in sides_of(plan)] == ["Rencana, pengajuan ke-1", "Rencana, draf saat ini"]
    ratified = walk(plan, cast)
    assert [side.label for side in sides_of(ratified)] == [
        "Rencana, pengajuan ke-1",
        "Rencana, pengajuan ke-2",
    ]
    revision = start_revision(ratified, "Pagu", by=cast.unit_hr)
    assert [side.label for side in sides_of(ratified)][-1] == "Perubahan ke-1, draf saat ini"
    older, newer = choose(sides_of(revision), revision)
    assert (older.label, newer.label) == ("Rencana, pengajuan ke-2", "Perubahan ke-1, draf saat ini")
    assert choose(sides_of(ratified), ratified)[1].label == "Rencana, pengajuan ke-2"


def test_a_plan_from_before_versions_can_be_compared_as_it_stands(cast):
    plan = complete_plan(cast, "ratified")
    revision = start_revision(plan, "Pagu", by=cast.unit_hr)
    older, newer = choose(sides_of(revision), revision)
    assert (older.label, older.version, newer.plan) == ("Rencana, ditetapkan", None, revision)
    assert not Differences(sides_of(revision), older, newer)


def test_one_side_has_nothing_to_be_compared_with(cast):
    plan = complete_plan(cast)
    assert choose(sides_of(plan), plan) is None


def test_sides_are_put_into_the_order_of_time(cast, plan):
    sides = sides_of(plan)
    assert choose(sides, plan, sides[1].key, sides[0].key) == (sides[0], sides[1])
    assert choose(sides, plan, sides[1].key, sides[1].key) is None


@pytest.mark.parametrize("key", ["v0", "r0", "x", "v", "v1; DROP", "\x00", "v" + "9" * 40])
def test_a_side_that_is_not_there(cast, plan, key):
    with pytest.raises(KeyError):
        choose(sides_of(plan), plan, key)


def test_a_revision_given_up_is_a_side_of_nobody_but_itself(cast):
    plan = complete_plan(cast, "ratified")
    gone = start_revision(plan, "Pagu", by=cast.unit_hr)
    discard_revision(gone, "Batal", by=cast.unit_hr)
    revision = start_revision(plan, "Lagi", by=cast.unit_hr)
    assert {side.plan for side in sides_of(plan)} == {plan, revision}
    gone.refresh_from_db()
    assert gone in {side.plan for side in sides_of(gone)}
    assert choose(sides_of(gone), gone)[1].plan == gone


# ------------------------------------------------------------------------------------------- what differs


def test_nothing_differs(cast, plan):
    differences = compare(plan)
    assert (len(differences), differences[:25]) == (0, [])
    assert differences.sums.cost.more == differences.sums.jp.more == 0


def test_items_added_changed_and_dropped(cast, plan):
    change(plan, cast)
    differences = compare(plan)
    changed, added, dropped = differences[:25]
    assert [(c.kind, c.name, c.number) for c in (changed, added, dropped)] == [
        ("changed", "Kegiatan 1", 1),
        ("added", "Bimbingan baru", 2),
        ("dropped", "Yang gugur", 2),
    ]
    assert set(changed.fields) == {
        FieldChange("Penyelenggara", "BKPSDMD Kota Palu", "LAN RI"),
        FieldChange("Triwulan", "Triwulan II", "Triwulan III"),
        FieldChange("Biaya per orang", "Rp\xa00", "Rp\xa0250.000"),
        FieldChange("Sumber dana", "Tanpa biaya", "Kerja sama/hibah"),
    }
    assert [person.name for person in changed.came_people] == ["Rekan Sejawat"]
    assert [person.name for person in changed.went_people] == ["Ni Wayan Pemilik"]
    assert (changed.before, changed.after, changed.cost_before, changed.cost_after) == (1, 1, 0, 250000)
    assert "Kompetensi M.03" in added.facts
    assert {person.name for person in added.came_people} == {"Ni Wayan Pemilik", "Kepala Bidang A"}
    assert [person.name for person in dropped.went_people] == ["Ni Wayan Pemilik"]
    assert (dropped.fields, added.fields) == ((), ())


def test_sums_before_and_after(cast, plan):
    change(plan, cast)
    sums = compare(plan).sums
    assert (sums.items.before, sums.items.after) == (2, 2)
    assert (sums.lines.before, sums.lines.after) == (2, 3)
    assert (sums.people.before, sums.people.after) == (1, 3)
    assert (sums.jp.before, sums.jp.after, sums.jp.more) == (40, 36, -4)
    assert (sums.cost.before, sums.cost.after) == (0, 250000)
    assert (sums.added, sums.changed, sums.dropped) == (1, 1, 1)
    assert (sums.newcomers, sums.leavers) == (2, 0)


def test_only_the_people_changed(cast, plan):
    add_targets(plan.items.get(number=1), [cast.colleague.civil_servant.pk], by=cast.unit_hr)
    (change,) = compare(plan)[:25]
    assert (change.kind, change.fields, change.came, change.went) == ("changed", (), 1, 0)


def test_who_touched_each_item_last(cast, plan):
    change(plan, cast)
    changed, added, dropped = compare(plan)[:25]
    assert (changed.last.act, changed.last.who) == (
        "Mengeluarkan pegawai dari butir rencana",
        "Pengelola Kepegawaian",
    )
    assert (added.last.act, dropped.last.act) == ("Menambah sasaran butir rencana", "Menghapus butir rencana")
    assert dropped.last.who == "Pengelola Kedua"


def test_what_was_done_after_the_newer_version_is_not_told(cast, plan):
    item = plan.items.get(number=1)
    edit_item(item, {"name": "Nama kedua"}, version=1, by=cast.unit_hr)
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    take_step(plan, "return", by=cast.city_hr, note="Sekali lagi.")
    item.refresh_from_db()
    remove_item(item, by=cast.unit_hr)
    first, second, _draft = sides_of(plan)
    (change,) = compare(plan, first.key, second.key)[:25]
    assert (change.kind, change.last.act) == ("changed", "Mengubah butir rencana")


def test_across_revisions(cast, plan):
    """From the first submission of the plan to the draft of its second revision: everything between."""
    first = sides_of(plan)[0]
    ratified = walk(plan, cast)
    one = start_revision(ratified, "Pagu bertambah", by=cast.unit_hr)
    edit_item(one.items.get(number=1), {"name": "Nama kedua"}, version=1, by=cast.unit_hr)
    one = walk(one, cast)
    two = start_revision(one, "Penyelenggara berganti", by=cast.unit_hr)
    remove_item(two.items.get(number=2), by=cast.unit_hr)
    changed, dropped = compare(two, first.key)[:25]
    assert (changed.fields, changed.last.who) == (
        (FieldChange("Nama kegiatan", "Kegiatan 1", "Nama kedua"),),
        "Pengelola Kepegawaian",
    )
    assert (dropped.kind, dropped.last.act) == ("dropped", "Menghapus butir rencana")
    (only,) = compare(two)[:25]  # against the first revision
    assert only.kind == "dropped"


def test_many_people_are_named_in_part_on_a_page_and_in_full_on_paper(cast, plan):
    item = plan.items.get(number=1)
    more = people(cast.bidang_a, 7)
    add_targets(item, [person.pk for person in more], by=cast.unit_hr)
    differences = compare(plan)
    (change,) = differences[:25]
    assert (change.came, len(change.came_people), change.came_more) == (7, 5, 2)
    (change,) = differences.all()
    assert (len(change.came_people), change.came_more) == (7, 0)


def test_slices_are_pages(cast, plan):
    for number in range(3, 8):
        add_item(plan, NEW_ITEM | {"name": f"Butir {number}"}, by=cast.unit_hr)
    differences = compare(plan)
    assert [change.number for change in differences[0:2]] == [3, 4]
    assert [change.number for change in differences[2:4]] == [5, 6]
    assert [change.number for change in differences[4:25]] == [7]
    assert differences[4].number == 7


def test_it_costs_the_same_for_one_and_three_changes(cast, plan, django_assert_num_queries):
    def look():
        sides = sides_of(plan)
        older, newer = choose(sides, plan)
        why(sides, older, newer)
        return Differences(sides, older, newer)[:25]

    add_item(plan, NEW_ITEM, by=cast.unit_hr)
    with django_assert_num_queries(7):
        assert len(look()) == 1
    change(plan, cast)
    with django_assert_num_queries(7):
        assert len(look()) == 4


# ----------------------------------------------------------------------------------------------------- why


def test_why_and_by_whom(cast, plan):
    change(plan, cast)
    take_step(plan, "submit", by=cast.unit_head, note="Sudah disebar.")
    sides = sides_of(plan)
    found = why(sides, *sides)
    assert [(reason.act, reason.words, reason.who) for reason in found.reasons] == [
        ("Mengembalikan", "Tambah sasaran dan sebar jadwalnya.", "Analis BKPSDMD"),
        ("Mengajukan", "Sudah disebar.", "Kepala Dinas Sosial"),
    ]
    assert set(found.drafters) == {"Pengelola Kepegawaian", "Pengelola Kedua"}


def test_why_a_revision(cast):
    plan = walk(complete_plan(cast), cast)
    revision = start_revision(plan, "Pagu bertambah", by=cast.unit_hr)
    edit_item(revision.items.get(), {"name": "Lain"}, version=1, by=cast.city_hr)
    sides = sides_of(revision)
    found = why(sides, *choose(sides, revision))
    assert [(reason.act, reason.words, reason.who) for reason in found.reasons] == [
        ("Memulai perubahan ke-1", "Pagu bertambah", "Pengelola Kepegawaian")
    ]
    assert found.drafters == ("Analis BKPSDMD",)


# ------------------------------------------------------------------------------------------------- for print


def test_a_comparison_is_kept_once(cast, plan):
    older, newer = sides_of(plan)
    kept = keep_comparison(older, newer, by=cast.unit_hr)
    assert keep_comparison(older, newer, by=cast.official) == kept
    assert PlanComparison.objects.count() == 1
    _sides, *two = sides_kept(kept)
    assert two == [older, newer]
    with pytest.raises(PermissionDenied):
        keep_comparison(older, newer, by=cast.stranger)


def test_a_draft_that_was_kept_is_later_what_it_became(cast, plan):
    older, newer = sides_of(plan)
    kept = keep_comparison(older, newer, by=cast.unit_hr)
    walk(plan, cast)
    assert Plan.objects.get(pk=plan.pk).decision_number == DECISION["decision_number"]
    _sides, _older, now = sides_kept(PlanComparison.objects.get(pk=kept.pk))
    assert now.label == "Rencana, ditetapkan"
