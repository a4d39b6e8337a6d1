"""A plan talked over line by line: who may say what and when, what is kept, and that no no is passed over."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.utils import timezone

from personnel.models import AuditEntry, Notice, RoleAssignment
from personnel.templatetags.palu import tanggal
from planning.approval import take_step
from planning.consultation import lines as under
from planning.consultation.opening import open_consultation
from planning.consultation.replies import reply
from planning.consultation.turns import accept, counter, decline, seen_of
from planning.drafting import draft_plan
from planning.items import add_targets, edit_item, remove_item, remove_target
from planning.models import ConsultationLine, ConsultationTurn, CycleStage, Plan, PlanItem, StageExtension
from planning.reports.consultation import (
    standing,
    standing_by_item,
    standing_by_unit,
    talk_of,
    to_answer,
    to_reply,
)
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.world import (
    CompetencyFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProviderFactory,
    RuleFactory,
    TargetFactory,
    complete_plan,
    people,
)

ORDER = list(CycleStage.Stage)


def stages(cycle, now="consultation"):
    """A year whose stages follow one another by ten days, today on the fifth day of one of them."""
    today, at = timezone.localdate(), ORDER.index(now)
    CycleStage.objects.filter(cycle=cycle).delete()
    for n, stage in enumerate(ORDER):
        first = today + dt.timedelta(days=10 * (n - at) - 5)
        CycleStage.objects.create(
            cycle=cycle, stage=stage, starts_on=first, ends_on=first + dt.timedelta(days=9)
        )


@pytest.fixture
def plan(cast):
    """Two people in one item, consultation open."""
    plan = complete_plan(cast)
    TargetFactory(item=plan.items.get(), civil_servant=cast.colleague.civil_servant)
    stages(plan.cycle)
    return open_consultation(plan, by=cast.unit_hr)


def line_of(plan, user) -> ConsultationLine:
    return ConsultationLine.objects.get(plan=plan, civil_servant=user.civil_servant)


def acts(line) -> list[str]:
    return list(line.turns.values_list("act", flat=True))


def state(line) -> str:
    return ConsultationLine.objects.get(pk=line.pk).state


def refused(code, work, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        work(*args, **kwargs)
    assert refusal.value.code == code, refusal.value


# ------------------------------------------------------------------------------------------------- opening


def test_everyone_is_asked_once_and_told(cast, plan):
    assert set(plan.consultation_lines.values_list("civil_servant", "item_name", "state")) == {
        (cast.owner.civil_servant.pk, "Kegiatan 1", "waiting"),
        (cast.colleague.civil_servant.pk, "Kegiatan 1", "waiting"),
    }
    opened = plan.consultation_opened_at
    assert open_consultation(plan, by=cast.city_hr).consultation_opened_at == opened
    assert plan.consultation_lines.count() == 2
    assert set(Notice.objects.values_list("user", flat=True)) == {cast.owner.pk, cast.colleague.pk}
    assert AuditEntry.objects.get(action="consultation_open").facts == {"rows": 2}


@pytest.mark.parametrize(
    "part", ["owner", "superior", "unit_head", "stranger", "pyb", "ppk", "official", "administrator"]
)
def test_only_who_draws_the_plan_up_opens(cast, part):
    plan = complete_plan(cast)
    with pytest.raises(PermissionDenied):
        open_consultation(plan, by=getattr(cast, part))
    assert not ConsultationLine.objects.exists()


def test_nothing_to_ask_nothing_opened(cast):
    refused("empty", open_consultation, PlanFactory(unit=cast.dinas_sosial), by=cast.unit_hr)


@pytest.mark.parametrize(
    ("now", "lawful"), [("drafting", True), ("consultation", True), ("verification", False)]
)
def test_opened_in_its_days(cast, now, lawful):
    plan = complete_plan(cast)
    stages(plan.cycle, now)
    if lawful:
        open_consultation(plan, by=cast.unit_hr)
    else:
        refused("stage", open_consultation, plan, by=cast.unit_hr)


def test_a_submitted_plan_is_not_opened(cast):
    refused("not_draft", open_consultation, complete_plan(cast, "submitted"), by=cast.unit_hr)


def test_no_new_draft_afterwards(cast, plan):
    refused("talked_over", draft_plan, plan, ceiling=None, by=cast.unit_hr)
    assert plan.targets.count() == 2


def test_opening_is_the_same_number_of_statements_for_any_number(cast, django_assert_num_queries):
    for n, unit in ((1, cast.dinas_sosial), (30, cast.dinas_kesehatan)):
        plan = PlanFactory(unit=unit)
        item = ItemFactory(plan=plan, number=1, competency=CompetencyFactory(code="M.01"))
        for person in people(unit, n):
            TargetFactory(item=item, civil_servant=person)
        RoleAssignmentFactory(user=(by := UserFactory()), role="unit_hr", unit=unit)
        by.active_roles  # noqa: B018 - asked for once per request
        with django_assert_num_queries(21):
            open_consultation(plan, by=by)


# ----------------------------------------------------------------------------------------- the person's turn


def test_yes(cast, plan):
    line = accept(line_of(plan, cast.owner), by=cast.owner)
    assert (line.state, acts(line)) == ("accepted", ["accept"])
    entry = AuditEntry.objects.get(action="consultation_accept")
    assert (entry.actor, entry.subject, entry.facts) == (
        cast.owner,
        cast.owner.civil_servant,
        {"plan": plan.pk},
    )


def test_no_and_another_proposal_need_a_reason(cast, plan):
    line = line_of(plan, cast.owner)
    for words in ("", "   "):
        with pytest.raises(ValidationError, match="Tulis alasannya"):
            decline(line, words, by=cast.owner)
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        counter(line, "", quarter=4, by=cast.owner)
    with pytest.raises(ValidationError, match="Pilih bentuk, waktu, atau penyelenggara"):
        counter(line, "Sibuk", by=cast.owner)
    with pytest.raises(ValidationError, match="Pilih bentuk, waktu, atau penyelenggara"):
        counter(line, "Sibuk", quarter=2, by=cast.owner)  # as it is already
    with pytest.raises(ValidationError):
        counter(line, "Sibuk", quarter=7, by=cast.owner)
    with pytest.raises(ValidationError):
        decline(line, "x" * 501, by=cast.owner)
    with pytest.raises(ValidationError, match="tidak lagi tersedia"):
        counter(line, "Dekat", provider=ProviderFactory(name="Tutup", is_active=False), by=cast.owner)
    assert state(line) == "waiting"
    assert not ConsultationTurn.objects.exists()


def test_minds_change_and_every_turn_is_kept(cast, plan):
    line = line_of(plan, cast.owner)
    form, provider = FormFactory(code="M1"), ProviderFactory(name="LAN")
    accept(line, by=cast.owner)
    decline(line, "Sedang tugas luar", by=cast.owner)
    counter(line, "Dekat rumah", form=form, quarter=4, provider=provider, by=cast.owner)
    assert acts(line) == ["accept", "decline", "counter"]
    assert state(line) == "countered"
    turn = line.turns.last()
    assert (turn.wanted_form, turn.wanted_quarter, turn.wanted_provider) == (form, 4, provider)
    assert turn.wishes == ["bentuk: Bentuk M1", "waktu: triwulan IV", "penyelenggara: LAN"]
    accept(line, by=cast.owner)
    assert (state(line), len(acts(line))) == ("accepted", 4)


def test_a_double_click_says_it_once(cast, plan):
    line = line_of(plan, cast.owner)
    for _n in range(2):
        accept(line, by=cast.owner)
    for _n in range(2):
        decline(line, "Sibuk", by=cast.owner)
    for _n in range(2):
        counter(line, "Sibuk", quarter=3, by=cast.owner)
    assert acts(line) == ["accept", "decline", "counter"]


@pytest.mark.parametrize(
    "part", ["colleague", "superior", "unit_hr", "unit_head", "city_hr", "stranger", "pyb"]
)
def test_nobody_speaks_for_another(cast, plan, part):
    line, by = line_of(plan, cast.owner), getattr(cast, part)
    for work in (
        lambda: accept(line, by=by),
        lambda: decline(line, "Tidak", by=by),
        lambda: counter(line, "Lain", quarter=3, by=by),
    ):
        with pytest.raises(PermissionDenied):
            work()
    assert state(line) == "waiting"


@pytest.mark.parametrize("now", ["drafting", "verification"])
def test_only_in_the_days_of_the_consultation(cast, plan, now):
    stages(plan.cycle, now)
    line = line_of(plan, cast.owner)
    for work in (
        lambda: accept(line, by=cast.owner),
        lambda: decline(line, "Tidak", by=cast.owner),
        lambda: counter(line, "Lain", quarter=3, by=cast.owner),
    ):
        refused("stage", work)


def test_more_days_for_one_opd(cast, plan):
    stages(plan.cycle, "verification")
    StageExtension.objects.create(
        stage=plan.cycle.stages.get(stage="consultation"),
        unit=cast.dinas_sosial,
        ends_on=timezone.localdate(),
        reason="Banjir",
        granted_by=cast.city_hr,
    )
    assert accept(line_of(plan, cast.owner), by=cast.owner).state == "accepted"


@pytest.mark.parametrize("status", ["submitted", "verified", "agreed"])
def test_after_submission_nothing(cast, plan, status):
    Plan.objects.filter(pk=plan.pk).update(status=status)
    line = line_of(plan, cast.owner)
    refused("not_draft", accept, line, by=cast.owner)
    refused("not_draft", decline, line, "Tidak", by=cast.owner)
    refused("not_draft", counter, line, "Lain", quarter=3, by=cast.owner)
    refused("not_draft", reply, line, "keep", "Tetap", by=cast.unit_hr)


def test_turns_are_never_rewritten(cast, plan):
    line = decline(line_of(plan, cast.owner), "Tidak", by=cast.owner)
    for work in (lambda: line.turns.update(words="Ya"), lambda: line.turns.all().delete()):
        with pytest.raises(InternalError), transaction.atomic():
            work()


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


# --------------------------------------------------------------------------------------------------- the sums


def test_silence_is_shown_as_silence(cast, plan):
    line = line_of(plan, cast.owner)
    assert talk_of(plan).shown_state(line).text == "Belum dijawab"
    stages(plan.cycle, "verification")
    last = plan.cycle.stages.get(stage="consultation").ends_on
    # They were asked while there was time: the rows say when.
    ConsultationLine.objects.update(opened_at=timezone.now() - dt.timedelta(days=10))
    line.refresh_from_db()
    talk = talk_of(plan)
    assert talk.shown_state(line).text == f"Tidak menjawab sampai {tanggal(last)}"
    assert line.state == "waiting"
    assert standing(plan, talk.window).waiting == 2
    # Whoever is asked only afterwards is not called silent.
    add_targets(plan.items.get(), [cast.superior.civil_servant.pk], by=cast.unit_hr)
    assert talk.shown_state(line_of(plan, cast.superior)).text.startswith("Belum sempat ditanyakan")
    counts = standing(plan, talk.window)
    assert (counts.waiting, counts.late, counts.lines, counts.answered) == (2, 1, 3, 0)


def test_silence_in_a_year_without_stages_ends_with_the_submission(cast):
    plan = complete_plan(cast)
    open_consultation(plan, by=cast.unit_hr)
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    plan.refresh_from_db()
    assert (
        talk_of(plan).shown_state(line_of(plan, cast.owner)).text == "Tidak menjawab sampai rencana diajukan"
    )


def test_acceptance_by_plan_item_and_unit(cast, plan, django_assert_num_queries):
    accept(line_of(plan, cast.owner), by=cast.owner)
    decline(line_of(plan, cast.colleague), "Sibuk", by=cast.colleague)
    item = plan.items.get()
    add_targets(item, [cast.unit_head.civil_servant.pk], by=cast.unit_hr)
    with django_assert_num_queries(1):
        counts = standing(plan)
    assert (counts.lines, counts.answered, counts.accepted, counts.unreplied) == (3, 2, 1, 1)
    with django_assert_num_queries(1):
        assert standing_by_item([item.pk]) == {item.pk: counts}
    with django_assert_num_queries(1):
        units = standing_by_unit(plan)
    assert [(unit.name, unit.standing.answered, unit.standing.lines) for unit in units] == [
        ("Dinas Sosial", 0, 1),
        ("Bidang A", 2, 2),
    ]


def test_what_awaits_whom(cast, plan):
    last = plan.cycle.stages.get(stage="consultation").ends_on
    assert [(row.plan, row.lines, row.last_day) for row in to_answer(cast.owner.civil_servant)] == [
        (plan, 1, last)
    ]
    accept(line_of(plan, cast.owner), by=cast.owner)
    assert to_answer(cast.owner.civil_servant) == []
    assert to_reply(cast.unit_hr) == []
    decline(line_of(plan, cast.colleague), "Sibuk", by=cast.colleague)
    assert [(row.plan, row.lines) for row in to_reply(cast.unit_hr)] == [(plan, 1)]
    assert to_reply(cast.stranger) == []
    stages(plan.cycle, "verification")
    assert to_answer(cast.colleague.civil_servant) == []


def test_visible_to(cast, plan):
    def seen(user):
        user.__dict__.pop("active_roles", None)
        return ConsultationLine.objects.visible_to(user).count()

    assert {part: seen(user) for part, user in cast.members.items()} == {
        "owner": 1,
        "colleague": 1,
        "superior": 2,
        "unit_hr": 2,
        "unit_head": 2,
        "city_hr": 2,
        "pyb": 2,
        "ppk": 2,
        "official": 2,
        "administrator": 2,
        "stranger": 0,
    }
    assert RoleAssignment.objects.count() == 8


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
