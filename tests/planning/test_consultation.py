"""A plan talked over line by line: who is asked, who may say what and when, what is kept."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.utils import timezone

from personnel.models import AuditEntry, Notice, RoleAssignment
from personnel.templatetags.palu import tanggal
from planning.approval import take_step
from planning.consultation.opening import open_consultation
from planning.consultation.replies import reply
from planning.consultation.turns import accept, counter, decline
from planning.drafting import draft_plan
from planning.items import add_targets
from planning.models import ConsultationLine, ConsultationTurn, Plan, StageExtension
from planning.reports.consultation import (
    standing,
    standing_by_item,
    standing_by_unit,
    talk_of,
    to_answer,
    to_reply,
)
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.consultation_world import acts, line_of, refused, stages, state, talked_over
from tests.planning.world import (
    CompetencyFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProviderFactory,
    TargetFactory,
    complete_plan,
    people,
)


@pytest.fixture
def plan(cast):
    return talked_over(cast)


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
