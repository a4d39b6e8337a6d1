"""Changing a ratified plan: who, when, what is copied, which plan counts, and that nothing ratified moves."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction

from personnel.models import AuditEntry, RoleAssignment
from planning.approval import available_steps, lock_draft, start_plan, take_step
from planning.items import add_item, edit_item, remove_target
from planning.models import (
    CycleStage,
    DraftLeftover,
    NeedSnapshot,
    Plan,
    PlanItem,
    PlanStep,
    PlanTarget,
    Suggestion,
)
from planning.revision import (
    discard_revision,
    may_start_revision,
    revisions_awaiting,
    start_revision,
)
from tests.cast import make_cast
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.world import CompetencyFactory, ItemFactory, TargetFactory, complete_plan, need
from tests.races import at_once

DECISION = {"decision_number": "800/99/2027", "decision_date": dt.date(2026, 11, 23)}
REASON = "Pagu APBD Perubahan bertambah."


@pytest.fixture
def original(cast) -> Plan:
    """Dinas Sosial's ratified plan, put directly into its state."""
    return complete_plan(cast, "ratified")


@pytest.fixture
def revision(cast, original) -> Plan:
    return start_revision(original, REASON, by=cast.unit_hr)


def walk(plan: Plan, cast, *, to: str = "ratified") -> Plan:
    for step, by in (("submit", cast.unit_head), ("verify", cast.city_hr), ("agree", cast.pyb)):
        take_step(plan, step, by=by, note="Dana terbatas.")
    if to == "ratified":
        take_step(plan, "ratify", by=cast.ppk, **DECISION)
    return Plan.objects.get(pk=plan.pk)


# ----------------------------------------------------------------------------------------------- begun


def test_a_revision_is_a_copy_under_its_own_number(cast, original):
    revision = start_revision(original, f"  {REASON} ", by=cast.unit_hr)
    assert (revision.revision, revision.revises, revision.revision_reason) == (1, original, REASON)
    assert (revision.status, revision.is_current, revision.created_by) == ("draft", False, cast.unit_hr)
    old, new = original.items.get(), revision.items.get()
    same = ("key", "number", "name", "competency_id", "form_id", "jp_counted", "quarter", "origin")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    assert (new.version, new.is_drafted, new.request_key) == (1, False, None)
    assert str(revision) == "Perubahan ke-1 rencana Dinas Sosial 2027"
    entry = AuditEntry.objects.get(action="plan_revise")
    assert (entry.actor, entry.object_id, entry.facts) == (
        cast.unit_hr,
        str(revision.pk),
        {"plan": original.pk, "number": 1, "reason": REASON},
    )


def test_people_come_with_their_scores_and_overrides_but_no_leftovers(cast):
    plan = complete_plan(cast)
    item = plan.items.get()
    TargetFactory(
        item=item,
        civil_servant=cast.colleague.civil_servant,
        level_required=3,
        level_attained=1,
        gap=2,
        part_gap=Decimal("0.500"),
        score=Decimal("41.20"),
        override_score=Decimal("90.00"),
        override_reason="Penugasan",
        overridden_by=cast.city_hr,
    )
    DraftLeftover.objects.create(
        plan=plan,
        civil_servant=cast.colleague.civil_servant,
        competency=item.competency,
        reason="funds",
        score=1,
    )
    Plan.objects.filter(pk=plan.pk).update(status="ratified", **DECISION)
    revision = start_revision(plan, REASON, by=cast.unit_hr)
    columns = [
        field.name for field in PlanTarget._meta.local_fields if field.name not in {"id", "plan", "item"}
    ]
    assert list(revision.targets.order_by("pk").values_list(*columns)) == list(
        plan.targets.order_by("pk").values_list(*columns)
    )
    assert set(revision.targets.values_list("item", flat=True)) == {revision.items.get().pk}
    assert not revision.leftovers.exists()


def test_beginning_costs_the_same_for_any_size(cast, django_assert_num_queries):
    one = complete_plan(cast, "ratified")
    with django_assert_num_queries(QUERIES):
        start_revision(one, REASON, by=cast.unit_hr)
    three = Plan.objects.create(
        unit=cast.dinas_kesehatan, cycle=one.cycle, standard_version=one.standard_version
    )
    for number in range(3):
        TargetFactory(item=ItemFactory(plan=three, number=number), civil_servant=cast.stranger.civil_servant)
    Plan.objects.filter(pk=three.pk).update(status="ratified", **DECISION)
    with django_assert_num_queries(QUERIES):
        start_revision(three, REASON, by=cast.stranger)


QUERIES = 35


@pytest.mark.parametrize("who", ["unit_hr", "city_hr"])
def test_who_draws_up_plans_begins_it(cast, original, who):
    assert may_start_revision(original, getattr(cast, who))
    assert start_revision(original, REASON, by=getattr(cast, who)).revision == 1


@pytest.mark.parametrize(
    "who", ["owner", "superior", "unit_head", "pyb", "ppk", "official", "administrator", "stranger"]
)
def test_nobody_else_does(cast, original, who):
    assert not may_start_revision(original, getattr(cast, who))
    with pytest.raises(PermissionDenied):
        start_revision(original, REASON, by=getattr(cast, who))
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "verified", "agreed"])
def test_only_a_ratified_plan(cast, state):
    plan = complete_plan(cast, state)
    assert not may_start_revision(plan, cast.unit_hr)
    with pytest.raises(ValidationError, match="belum ditetapkan"):
        start_revision(plan, REASON, by=cast.unit_hr)


def test_only_with_a_reason(cast, original):
    with pytest.raises(ValidationError, match="alasan perubahan"):
        start_revision(original, "   ", by=cast.unit_hr)
    with pytest.raises(ValidationError, match="500"):
        start_revision(original, "x" * 501, by=cast.unit_hr)


def test_one_at_a_time(cast, original, revision):
    assert not may_start_revision(original, cast.unit_hr)
    with pytest.raises(ValidationError, match="Masih ada perubahan"):
        start_revision(original, REASON, by=cast.city_hr)
    with pytest.raises(ValidationError, match="belum ditetapkan"):
        start_revision(revision, REASON, by=cast.unit_hr)


def stages(cycle, carrying_out):
    before = dt.date(2020, 1, 1), dt.date(2020, 1, 2)
    CycleStage.objects.bulk_create(
        CycleStage(cycle=cycle, stage=stage, starts_on=first, ends_on=last)
        for stage in CycleStage.Stage
        for first, last in [carrying_out if stage == "carrying_out" else before]
    )


def test_the_year_must_be_carried_out(cast, original):
    stages(original.cycle, (dt.date(2020, 1, 1), dt.date(2020, 12, 31)))
    assert not may_start_revision(original, cast.unit_hr)
    with pytest.raises(ValidationError) as refusal:
        start_revision(original, REASON, by=cast.unit_hr)
    assert refusal.value.code == "stage"


def test_a_revision_walks_in_its_own_window_though_all_others_are_over(cast, original):
    """Also of a year whose planning is closed."""
    stages(original.cycle, (dt.date(2020, 1, 1), dt.date(2100, 12, 31)))
    original.cycle.is_open = False
    original.cycle.save()
    revision = start_revision(original, REASON, by=cast.unit_hr)
    edit_item(revision.items.get(), {"name": "Diubah"}, version=1, by=cast.unit_hr)
    assert walk(revision, cast).is_current


# ------------------------------------------------------------------------------------- ratified, given up


def test_the_path_is_the_same_and_then_the_former_gives_way(cast, original, revision):
    need(cast.owner.civil_servant, revision.items.get().competency, 3, 1)
    lock_as(revision, cast.unit_hr)
    assert original.is_current
    done = walk(revision, cast)
    original.refresh_from_db()
    assert (done.is_current, original.is_current, original.is_superseded) == (True, False, True)
    assert (done.decision_number, original.decision_number) == ("800/99/2027", "800/7")
    assert list(done.steps.values_list("step", flat=True)) == [
        "draft", "submit", "verify", "agree", "ratify"
    ]  # fmt: skip
    assert NeedSnapshot.objects.filter(plan=done).count() == 1
    assert not NeedSnapshot.objects.filter(plan=original).exists()
    again = start_revision(done, "Sekali lagi", by=cast.unit_hr)
    assert (again.revision, again.revises) == (2, done)
    with pytest.raises(ValidationError, match="sudah diganti"):
        start_revision(original, REASON, by=cast.unit_hr)


def lock_as(plan, by):
    with transaction.atomic():
        return lock_draft(plan, by=by)


def test_hands_are_counted_anew_for_each_plan(cast, original):
    """Who has verified the plan may draft its revision, and then not verify that one."""
    PlanStep.objects.create(
        plan=original,
        step="verify",
        from_status="submitted",
        to_status="verified",
        by=cast.city_hr,
        office="city_hr",
    )
    revision = start_revision(original, REASON, by=cast.city_hr)
    edit_item(revision.items.get(), {"name": "Diubah"}, version=1, by=cast.city_hr)
    take_step(revision, "submit", by=cast.unit_head, note="Dana terbatas.")
    revision.refresh_from_db()
    assert available_steps(revision, cast.city_hr) == []
    with pytest.raises(ValidationError, match="dua langkah"):
        take_step(revision, "verify", by=cast.city_hr)


def test_answered_voices_of_the_plan_do_not_hold_its_revision_up(cast, original):
    item = original.items.get()
    said = Suggestion.objects.create(
        cycle=original.cycle,
        opd=original.unit,
        unit=cast.bidang_a,
        author=cast.owner.civil_servant,
        kind="topic",
        text="Tambah pelatihan",
    )
    answer = said.answers.create(outcome="taken_up", reason="Diambil", by=cast.unit_hr)
    answer.items.add(item)
    revision = start_revision(original, REASON, by=cast.unit_hr)
    revision.items.get().delete()
    TargetFactory(
        item=ItemFactory(plan=revision, number=9, competency=CompetencyFactory(code="M.02")),
        civil_servant=cast.owner.civil_servant,
    )
    take_step(revision, "submit", by=cast.unit_head, note="Dana terbatas.")
    assert Plan.objects.get(pk=revision.pk).status == "submitted"


def test_given_up_it_stays_as_it_stood(cast, original, revision):
    lock_as(revision, cast.unit_hr)
    done = discard_revision(revision, " Pagu batal bertambah. ", by=cast.unit_hr)
    revision.refresh_from_db()
    original.refresh_from_db()
    assert (revision.status, revision.is_current, original.is_current) == ("discarded", False, True)
    assert (done.step, done.note, done.office) == ("discard", "Pagu batal bertambah.", "unit_hr")
    assert AuditEntry.objects.get(action="plan_discard").facts["reason"] == "Pagu batal bertambah."
    assert available_steps(revision, cast.unit_head) == []
    for statement in (
        lambda: Plan.objects.filter(pk=revision.pk).update(status="draft"),
        lambda: revision.items.update(name="x"),
        lambda: revision.targets.all().delete(),
    ):
        with pytest.raises(InternalError, match="frozen"), transaction.atomic():
            statement()
    again = start_revision(original, "Lagi", by=cast.unit_hr)
    assert again.revision == 1  # the number of one that came to nothing is free


def test_a_returned_revision_can_be_given_up_with_its_history(cast, original, revision):
    take_step(revision, "submit", by=cast.unit_head, note="Dana terbatas.")
    take_step(revision, "return", by=cast.city_hr, note="Kurang alasan.")
    with pytest.raises(ValidationError, match="dua langkah"):  # who has verified it is not its drafter
        discard_revision(revision, "Tidak jadi", by=cast.city_hr)
    discard_revision(revision, "Tidak jadi", by=cast.unit_hr)
    assert list(revision.steps.values_list("step", flat=True)) == ["submit", "return", "discard"]
    assert revision.versions.count() == 1


def test_who_may_give_it_up(cast, original, revision):
    for who in ("owner", "unit_head", "pyb", "ppk", "official", "stranger"):
        with pytest.raises(PermissionDenied):
            discard_revision(revision, "x", by=getattr(cast, who))
    with pytest.raises(ValidationError, match="alasan pembatalan"):
        discard_revision(revision, " ", by=cast.unit_hr)
    take_step(revision, "submit", by=cast.unit_head, note="Dana terbatas.")
    with pytest.raises(ValidationError, match="masih draf"):
        discard_revision(revision, "x", by=cast.unit_hr)


def test_a_plan_itself_cannot_be_given_up(cast):
    plan = complete_plan(cast)
    with pytest.raises(ValidationError, match="Hanya perubahan"):
        discard_revision(plan, "x", by=cast.unit_hr)


# ------------------------------------------------------------------------------------------- nothing moves


def test_what_was_ratified_stays_frozen(cast, original, revision):
    item, target = original.items.get(), original.targets.get()
    for statement in (
        lambda: PlanItem.objects.filter(pk=item.pk).update(name="Diubah"),
        lambda: PlanItem.objects.filter(pk=item.pk).delete(),
        lambda: ItemFactory(plan=original, number=7),
        lambda: PlanTarget.objects.filter(pk=target.pk).update(score=1),
        lambda: PlanTarget.objects.filter(pk=target.pk).update(item=revision.items.get()),
        lambda: Plan.objects.filter(pk=original.pk).update(decision_number="1"),
        lambda: Plan.objects.filter(pk=original.pk).update(is_current=False, decision_number="1"),
    ):
        with pytest.raises(InternalError, match="frozen"), transaction.atomic():
            statement()


def test_raw_sql_does_not_bring_a_superseded_plan_back(cast, original, revision):
    walk(revision, cast)
    for sql in (
        "UPDATE planning_plan SET is_current = true WHERE id = %s",
        "UPDATE planning_plan SET status = 'draft' WHERE id = %s",
        "UPDATE planning_planitem SET name = 'x' WHERE plan_id = %s",
        "DELETE FROM planning_plantarget WHERE plan_id = %s",
        "DELETE FROM planning_plan WHERE id = %s",
    ):
        with (
            pytest.raises(InternalError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [original.pk])


def test_a_revision_does_not_change_what_it_revises(cast, original, revision):
    before = list(original.items.values())
    edit_item(revision.items.get(), {"name": "Diubah"}, version=1, by=cast.unit_hr)
    remove_target(revision.targets.get(), by=cast.unit_hr)
    assert list(original.items.values()) == before
    assert original.targets.count() == 1


def test_a_second_plan_cannot_be_begun_for_the_year(cast, original, revision):
    with pytest.raises(ValidationError, match="sudah mempunyai rencana"):
        start_plan(original.unit, original.cycle, by=cast.unit_hr)


# ------------------------------------------------------------------------------------------- for the home


def test_whom_a_revision_awaits(cast, original, revision, django_assert_num_queries):
    def awaited(user):
        return [plan.pk for plan in revisions_awaiting(user)]

    assert awaited(cast.unit_hr) == awaited(cast.unit_head) == [revision.pk]
    assert awaited(cast.stranger) == awaited(cast.city_hr) == awaited(cast.owner) == []
    take_step(revision, "submit", by=cast.unit_head, note="Dana terbatas.")
    assert (awaited(cast.city_hr), awaited(cast.unit_hr)) == ([revision.pk], [])
    take_step(revision, "verify", by=cast.city_hr)
    assert awaited(cast.pyb) == [revision.pk]
    take_step(revision, "agree", by=cast.pyb)
    assert awaited(cast.ppk) == [revision.pk]
    cast.ppk.active_roles  # noqa: B018 - read once for the request
    with django_assert_num_queries(1):
        awaited(cast.ppk)


# ----------------------------------------------------------------------------------------------- races


@pytest.mark.django_db(transaction=True)
def test_two_beginnings_at_once_are_one():
    cast = make_cast()
    plan = complete_plan(cast, "ratified")
    results = at_once(
        lambda: start_revision(plan, "Satu", by=cast.unit_hr),
        lambda: start_revision(plan, "Dua", by=cast.city_hr),
        lambda: start_revision(plan, "Tiga", by=cast.unit_hr),
    )
    assert sum(isinstance(result, Plan) for result in results) == 1
    assert sum(isinstance(result, ValidationError) for result in results) == 2
    assert Plan.objects.count() == 2
    assert AuditEntry.objects.filter(action="plan_revise").count() == 1


@pytest.mark.django_db(transaction=True)
def test_ratifying_while_another_begins_a_revision():
    """Either the former is still in force and a revision on the way, or the new one is: never two current."""
    cast = make_cast()
    plan = complete_plan(cast, "ratified")
    revision = walk(start_revision(plan, REASON, by=cast.unit_hr), cast, to="agreed")
    ratified, begun = at_once(
        lambda: take_step(revision, "ratify", by=cast.ppk, **DECISION),
        lambda: start_revision(plan, "Dua", by=cast.city_hr),
    )
    assert isinstance(ratified, PlanStep)
    assert isinstance(begun, ValidationError)
    assert Plan.objects.current().get() == revision


@pytest.mark.django_db(transaction=True)
def test_two_ratifications_at_once_are_one():
    cast = make_cast()
    other = UserFactory()
    RoleAssignmentFactory(user=other, role=RoleAssignment.Role.PPK)
    plan = complete_plan(cast, "ratified")
    revision = walk(start_revision(plan, REASON, by=cast.unit_hr), cast, to="agreed")
    results = at_once(
        lambda: take_step(revision, "ratify", by=cast.ppk, **DECISION),
        lambda: take_step(revision, "ratify", by=other, **DECISION),
    )
    assert sum(isinstance(result, PlanStep) for result in results) == 1
    assert Plan.objects.filter(is_current=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_giving_up_while_it_is_submitted_and_edited():
    cast = make_cast()
    plan = complete_plan(cast, "ratified")
    revision = start_revision(plan, REASON, by=cast.unit_hr)
    submitted, given_up, _added = at_once(
        lambda: take_step(revision, "submit", by=cast.unit_head, note="Dana terbatas."),
        lambda: discard_revision(revision, "Batal", by=cast.unit_hr),
        lambda: add_item(revision, {"name": "Baru", "origin": "duty"}, by=cast.city_hr),
    )
    assert sum(isinstance(result, PlanStep) for result in (submitted, given_up)) <= 1
    status = Plan.objects.get(pk=revision.pk).status
    if isinstance(given_up, PlanStep):
        assert status == "discarded"
    elif isinstance(submitted, PlanStep):
        assert status == "submitted"
