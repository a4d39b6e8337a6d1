"""What HR answers in a consultation, what a change of the plan does to it, and that no no is passed over."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import AuditEntry, Notice
from planning.approval import take_step
from planning.consultation import lines as under
from planning.consultation.opening import open_consultation
from planning.consultation.replies import reply
from planning.consultation.turns import accept, counter, decline, seen_of
from planning.items import add_targets, edit_item, remove_item, remove_target
from planning.models import ConsultationTurn, Plan, PlanItem
from planning.reports.consultation import (
    to_reply,
)
from tests.planning.consultation_world import acts, line_of, refused, stages, state, talked_over
from tests.planning.world import (
    CompetencyFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProviderFactory,
    RuleFactory,
    TargetFactory,
    complete_plan,
)


@pytest.fixture
def plan(cast):
    return talked_over(cast)


# ------------------------------------------------------------------------------------------------ HR's answer


def test_kept_with_words_and_then_a_last_no(cast, plan):
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        reply(line, "keep", " ", by=cast.unit_hr)
    line = reply(line, "keep", "Wajib bagi jabatan Anda", by=cast.unit_hr)
    assert line.state == "kept"
    notice = Notice.objects.get(user=cast.owner, key__startswith="consultation:line")
    assert notice.text == "Mempertahankan: Wajib bagi jabatan Anda"
    refused("answered", counter, line, "Lain", quarter=4, by=cast.owner)
    line = decline(line, "Tetap tidak", by=cast.owner)
    assert (line.state, acts(line)) == ("refused", ["decline", "keep", "decline"])
    refused("answered", reply, line, "keep", "Sekali lagi", by=cast.unit_hr)
    under.require_replied(plan)  # a last no blocks nothing
    accept(line, by=cast.owner)
    assert decline(line, "Ternyata tidak", by=cast.owner).state == "refused"


@pytest.mark.parametrize(
    "part",
    ["owner", "colleague", "superior", "unit_head", "stranger", "pyb", "ppk", "official", "administrator"],
)
def test_only_who_draws_the_plan_up_answers(cast, plan, part):
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    with pytest.raises(PermissionDenied):
        reply(line, "keep", "Tetap", by=getattr(cast, part))


def test_nobody_answers_their_own(cast, plan):
    add_targets(plan.items.get(), [cast.unit_hr.civil_servant.pk], by=cast.unit_hr)
    line = decline(line_of(plan, cast.unit_hr), "Sibuk", by=cast.unit_hr)
    for act in ("keep", "drop", "change"):
        with pytest.raises(PermissionDenied):
            reply(line, act, "Tetap", by=cast.unit_hr)
    assert to_reply(cast.unit_hr) == []
    assert [(row.plan, row.lines) for row in to_reply(cast.city_hr)] == [(plan, 1)]
    assert reply(line, "keep", "Tetap", by=cast.city_hr).state == "kept"


def test_there_must_be_something_to_answer(cast, plan):
    line = line_of(plan, cast.owner)
    refused("answered", reply, line, "keep", "Tetap", by=cast.unit_hr)
    accept(line, by=cast.owner)
    refused("answered", reply, line, "drop", "Keluar", by=cast.unit_hr)
    decline(line, "Sibuk", by=cast.owner)
    refused(None, reply, line, "accept", "Ya", by=cast.unit_hr)
    refused(None, reply, line, "change", "Ya", by=cast.unit_hr)  # a plain no asks for no change


def test_a_double_click_answers_once(cast, plan):
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    for _n in range(2):
        reply(line, "keep", "Tetap", by=cast.unit_hr)
    assert acts(line) == ["decline", "keep"]
    assert AuditEntry.objects.filter(action="consultation_reply").count() == 1


def test_dropped_with_words(cast, plan):
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        reply(line, "drop", "", by=cast.unit_hr)
    line = reply(line, "drop", "Ditunda ke 2028", by=cast.unit_hr)
    assert (line.state, line.target_id, acts(line)) == ("dropped", None, ["decline", "drop"])
    assert not plan.targets.filter(civil_servant=cast.owner.civil_servant).exists()
    assert Notice.objects.filter(user=cast.owner, text="Ditunda ke 2028").exists()
    refused("dropped", accept, line, by=cast.owner)


def test_changed_as_wished_by_a_copy_a_fitting_item_or_in_place(cast, plan):
    RuleFactory()
    item, provider = plan.items.get(), ProviderFactory(name="LAN")
    line = counter(line_of(plan, cast.owner), "Dekat", quarter=4, provider=provider, by=cast.owner)
    line = reply(line, "change", by=cast.unit_hr)
    copy = line.target.item
    assert (line.state, copy.pk != item.pk, copy.quarter, copy.provider) == ("changed", True, 4, provider)
    assert (copy.number, copy.name, copy.key != item.key, copy.jp_counted) == (
        2,
        item.name,
        True,
        Decimal(20),
    )
    assert line.turns.last().words == "Disetujui: waktu: triwulan IV; penyelenggara: LAN."
    # Alone in the item: the item itself is changed, and keeps its key.
    line = counter(line_of(plan, cast.colleague), "Sibuk", quarter=3, by=cast.colleague)
    reply(line, "change", "Silakan", by=cast.unit_hr)
    assert PlanItem.objects.get(key=item.key).quarter == 3
    assert plan.items.count() == 2
    # A third person wishes what the plan has already.
    item.refresh_from_db()
    add_targets(item, [cast.superior.civil_servant.pk], by=cast.unit_hr)
    line = counter(line_of(plan, cast.superior), "Ikut", quarter=4, provider=provider, by=cast.superior)
    assert reply(line, "change", by=cast.unit_hr).target.item == copy
    assert plan.items.count() == 2


def test_another_form_is_counted_anew(cast, plan):
    RuleFactory()
    coaching = FormFactory(code="N2")
    RuleFactory(form=coaching, counted_per="time", jp_national=2)
    line = counter(line_of(plan, cast.owner), "Lebih cocok", form=coaching, by=cast.owner)
    item = reply(line, "change", by=cast.unit_hr).target.item
    assert (item.form, item.programme, item.quantity, item.jp_counted) == (coaching, None, None, None)


def test_a_pppk_is_not_carried_beyond_the_ceiling(cast, plan):
    person = cast.owner.civil_servant
    person.employment = "pppk"
    person.save()
    RuleFactory()
    longer = FormFactory(code="C9")
    RuleFactory(form=longer, jp_national=Decimal("1.5"))
    line = counter(line_of(plan, cast.owner), "Lebih dalam", form=longer, by=cast.owner)
    refused("ceiling", reply, line, "change", "Ya", by=cast.unit_hr)
    assert state(line) == "countered"


# --------------------------------------------------------------------------------------- as the plan changes


def test_a_material_change_asks_those_again_who_agreed(cast, plan):
    accept(line_of(plan, cast.owner), by=cast.owner)
    decline(line_of(plan, cast.colleague), "Sibuk", by=cast.colleague)
    item = plan.items.get()
    edit_item(item, {"name": "Nama lain", "cost_per_person": 5}, version=item.version, by=cast.unit_hr)
    assert state(line_of(plan, cast.owner)) == "accepted"
    item.refresh_from_db()
    edit_item(item, {"quarter": 3}, version=item.version, by=cast.unit_hr)
    line = line_of(plan, cast.owner)
    assert (line.state, acts(line)) == ("waiting", ["accept", "alter"])
    assert line.turns.last().words == "Triwulan: II menjadi III."
    assert state(line_of(plan, cast.colleague)) == "declined"
    assert Notice.objects.filter(user=cast.owner, subject__contains="berubah").count() == 1
    assert accept(line, by=cast.owner).state == "accepted"


def test_whoever_comes_later_is_asked_and_whoever_goes_is_told_why(cast, plan):
    item = plan.items.get()
    add_targets(item, [cast.superior.civil_servant.pk], by=cast.unit_hr)
    line = line_of(plan, cast.superior)
    assert line.state == "waiting"
    assert Notice.objects.filter(user=cast.superior).count() == 1
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        remove_target(line.target, by=cast.unit_hr)
    remove_target(line.target, words="Pindah tugas", by=cast.unit_hr)
    line.refresh_from_db()
    assert (line.state, line.target, acts(line)) == ("dropped", None, ["drop"])
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        remove_item(item, by=cast.unit_hr)
    remove_item(item, words="Anggaran dipotong", by=cast.unit_hr)
    assert set(plan.consultation_lines.values_list("state", "target")) == {("dropped", None)}
    assert set(ConsultationTurn.objects.values_list("words", flat=True)) == {
        "Pindah tugas",
        "Anggaran dipotong",
    }


def test_before_anybody_is_asked_no_words_are_needed(cast):
    plan = complete_plan(cast)
    remove_target(plan.targets.get(), by=cast.unit_hr)
    remove_item(plan.items.get(), by=cast.unit_hr)
    assert not plan.items.exists()


def test_of_a_revision_only_what_is_new_is_asked(cast):
    old = complete_plan(cast)
    TargetFactory(item=old.items.get(), civil_servant=cast.colleague.civil_servant)
    kept = ItemFactory(plan=old, number=2, competency=CompetencyFactory(code="M.01"))
    TargetFactory(item=kept, civil_servant=cast.colleague.civil_servant)
    stages(old.cycle, "carrying_out")
    Plan.objects.filter(pk=old.pk).update(
        status="ratified", decision_number="1", decision_date=dt.date(2026, 11, 20)
    )
    plan = PlanFactory(
        unit=old.unit, revision=1, revises_id=old.pk, revision_reason="Dana baru", is_current=False
    )
    first, second = old.items.order_by("number")
    moved = ItemFactory(plan=plan, number=1, key=first.key, competency=first.competency, quarter=4)
    same = ItemFactory(plan=plan, number=2, key=second.key, competency=second.competency)
    TargetFactory(item=moved, civil_servant=cast.owner.civil_servant)
    TargetFactory(item=same, civil_servant=cast.colleague.civil_servant)
    TargetFactory(item=same, civil_servant=cast.superior.civil_servant)
    assert under.unasked(plan) == 2
    refused("not_consulted", under.require_replied, plan)
    open_consultation(plan, by=cast.unit_hr)
    asked = set(plan.consultation_lines.values_list("civil_servant", flat=True))
    assert asked == {cast.owner.civil_servant.pk, cast.superior.civil_servant.pk}
    assert accept(line_of(plan, cast.owner), by=cast.owner).state == "accepted"
    # What was the same and is changed later is asked then.
    edit_item(same, {"quarter": 1}, version=1, by=cast.unit_hr)
    assert state(line_of(plan, cast.colleague)) == "waiting"


# ------------------------------------------------------------------------------------------- what blocks it


def test_a_plan_with_an_unanswered_no_is_not_submitted(cast, plan):
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    refused("unreplied", take_step, plan, "submit", by=cast.unit_head)
    reply(line, "keep", "Wajib", by=cast.unit_hr)
    counter(line_of(plan, cast.colleague), "Lain", quarter=4, by=cast.colleague)
    refused("unreplied", take_step, plan, "submit", by=cast.unit_head)
    reply(line_of(plan, cast.colleague), "keep", "Penuh", by=cast.unit_hr)
    assert take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.").to_status == "submitted"


def test_in_a_year_with_stages_people_must_have_been_asked(cast):
    plan = complete_plan(cast)
    stages(plan.cycle)
    refused("not_consulted", take_step, plan, "submit", by=cast.unit_head)
    open_consultation(plan, by=cast.unit_hr)
    assert take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.").to_status == "submitted"


def test_a_returned_plan_is_talked_over_again(cast, plan):
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    stages(plan.cycle, "verification")
    take_step(plan, "return", by=cast.city_hr, note="Perbaiki")
    refused("stage", accept, line_of(plan, cast.owner), by=cast.owner)
    stages(plan.cycle)
    assert accept(line_of(plan, cast.owner), by=cast.owner).state == "accepted"


# ------------------------------------------------------------------------------- what was before their eyes


def test_nobody_says_yes_to_what_has_changed_meanwhile(cast, plan):
    line, item = line_of(plan, cast.owner), plan.items.get()
    seen = seen_of(line)
    edit_item(item, {"quarter": 4}, version=item.version, by=cast.unit_hr)
    refused("moved", accept, line, by=cast.owner, seen=seen)
    refused("moved", decline, line, "Sibuk", by=cast.owner, seen=seen)
    refused("moved", counter, line, "Sibuk", quarter=3, by=cast.owner, seen=seen)
    seen = seen_of(line_of(plan, cast.owner))
    for _n in range(2):  # a double click is no change
        assert accept(line, by=cast.owner, seen=seen).state == "accepted"


def test_hr_answers_the_proposal_that_it_has_read(cast, plan):
    line = counter(line_of(plan, cast.owner), "Sibuk", quarter=4, by=cast.owner)
    seen = seen_of(line)
    counter(line, "Lebih baik", quarter=3, by=cast.owner)
    refused("moved", reply, line, "change", by=cast.unit_hr, seen=seen)
    seen = seen_of(line_of(plan, cast.owner))
    for _n in range(2):
        reply(line, "change", by=cast.unit_hr, seen=seen)
    assert line_of(plan, cast.owner).target.item.quarter == 3
