"""The path of a plan. The lawful table stands here a second time, by hand from the regulation."""

import datetime as dt
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction

from personnel.models import AuditEntry, RoleAssignment
from planning.approval import (
    available_steps,
    cost_of,
    lock_draft,
    may_edit_now,
    next_office,
    start_plan,
    take_step,
)
from planning.models import NeedSnapshot, Plan, PlanStep, StandardVersion
from planning.steps import lawful
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.world import CompetencyFactory, CycleFactory, complete_plan, need

NOTE, DECISION = (
    "Perbaiki anggaran.",
    {"decision_number": "800/12/2026", "decision_date": dt.date(2026, 11, 23)},
)

# (state, who, act) → new state. Drawn up by the unit, verified by BKPSDMD, agreed by the PyB, set by the PPK.
LAWFUL = {
    ("draft", "unit_head", "submit"): "submitted",
    ("submitted", "city_hr", "verify"): "verified",
    ("verified", "pyb", "agree"): "agreed",
    ("agreed", "ppk", "ratify"): "ratified",
    ("submitted", "city_hr", "return"): "draft",
    ("verified", "pyb", "return"): "draft",
    ("agreed", "ppk", "return"): "draft",
}
STATES = ["draft", "submitted", "verified", "agreed", "ratified"]
ACTS = ["submit", "verify", "agree", "ratify", "return", "draft"]
PEOPLE = [
    "owner",
    "colleague",
    "superior",
    "unit_hr",
    "unit_head",
    "city_hr",
    "pyb",
    "ppk",
    "official",
    "administrator",
    "stranger",
]


@pytest.mark.parametrize(("state", "act"), list(product(STATES, ACTS)))
def test_every_state_person_and_step(cast, state, act):
    plan = complete_plan(cast, state)
    for part in PEOPLE:
        by = getattr(cast, part)
        expected = LAWFUL.get((state, part, act))
        shown = {step.step for step in available_steps(plan, by)}
        assert (act in shown) == (expected is not None), (part, shown)
        with transaction.atomic():
            try:
                take_step(plan, act, by=by, note=NOTE, **DECISION)
                found = Plan.objects.get(pk=plan.pk).status
            except (PermissionDenied, ValidationError):
                found = None
                assert Plan.objects.get(pk=plan.pk).status == state
            transaction.set_rollback(True)
        assert found == expected, part


def test_the_table_is_no_larger_than_the_law():
    assert {(step.from_status, step.role, step.step): step.to_status for step in lawful()} == LAWFUL


def test_the_whole_path_is_recorded(cast):
    plan = complete_plan(cast)
    lock_draft_as(plan, cast.unit_hr)
    for act, by in (("submit", cast.unit_head), ("verify", cast.city_hr), ("agree", cast.pyb)):
        take_step(plan, act, by=by, note="Sudah diperiksa")
    take_step(plan, "ratify", by=cast.ppk, **DECISION)
    plan.refresh_from_db()
    assert (plan.status, plan.decision_number, plan.decision_date) == ("ratified", *DECISION.values())
    assert list(plan.steps.values_list("step", "by", "office", "title", "note", "round")) == [
        ("draft", cast.unit_hr.pk, "unit_hr", "Pengelola kepegawaian unit", "", 1),
        ("submit", cast.unit_head.pk, "unit_head", "Kepala Dinas Sosial", "Sudah diperiksa", 1),
        ("verify", cast.city_hr.pk, "city_hr", "BKPSDMD", "Sudah diperiksa", 1),
        ("agree", cast.pyb.pk, "pyb", "Pejabat yang berwenang (Sekda)", "Sudah diperiksa", 1),
        ("ratify", cast.ppk.pk, "ppk", "Pejabat pembina kepegawaian (Wali Kota)", "", 1),
    ]
    acts = AuditEntry.objects.filter(object_id=str(plan.pk), object_type="planning.plan")
    assert [(entry.action, entry.actor) for entry in acts] == [
        ("plan_submit", cast.unit_head),
        ("plan_verify", cast.city_hr),
        ("plan_agree", cast.pyb),
        ("plan_ratify", cast.ppk),
    ]
    assert next_office(plan) == ""


def lock_draft_as(plan, by):
    with transaction.atomic():
        return lock_draft(plan, by=by)


def test_an_acting_head_signs_with_the_dated_title(cast):
    acting = UserFactory()
    RoleAssignmentFactory(
        user=acting,
        role="unit_head",
        unit=cast.dinas_sosial,
        capacity=RoleAssignment.Capacity.ACTING,
        office_title="Kepala Dinas Sosial",
    )
    assert (
        take_step(complete_plan(cast), "submit", by=acting, note="Dana terbatas.").title
        == "Plt. Kepala Dinas Sosial"
    )


def test_an_expired_role_signs_nothing(cast):
    former = UserFactory()
    RoleAssignmentFactory(user=former, role="unit_head", unit=cast.dinas_sosial, ends_on=dt.date(2026, 11, 1))
    with pytest.raises(PermissionDenied):
        take_step(complete_plan(cast), "submit", by=former, note="Dana terbatas.")


def test_the_head_of_a_lower_or_another_unit_does_not_submit(cast):
    for unit in (cast.bidang_a, cast.dinas_kesehatan):
        head = UserFactory()
        RoleAssignmentFactory(user=head, role="unit_head", unit=unit)
        with pytest.raises(PermissionDenied):
            take_step(complete_plan_once(cast), "submit", by=head, note="Dana terbatas.")


def complete_plan_once(cast):
    return Plan.objects.first() or complete_plan(cast)


# ------------------------------------------------------------------------------------------------ one hand


def give(user, role, unit=None):
    RoleAssignmentFactory(user=user, role=role, unit=unit)
    user.__dict__.pop("active_roles", None)


def test_the_drafter_does_not_submit(cast):
    plan = complete_plan(cast)
    give(cast.unit_hr, "unit_head", cast.dinas_sosial)
    lock_draft_as(plan, cast.unit_hr)
    assert available_steps(plan, cast.unit_hr) == []
    with pytest.raises(ValidationError, match="dua langkah"):
        take_step(plan, "submit", by=cast.unit_hr, note="Dana terbatas.")


def test_nobody_acts_in_two_offices_of_one_plan(cast):
    plan = complete_plan(cast)
    give(cast.city_hr, "pyb")
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    take_step(plan, "verify", by=cast.city_hr)
    for act in ("agree", "return"):
        with pytest.raises(ValidationError, match="dua langkah"):
            take_step(plan, act, by=cast.city_hr, note=NOTE)
    take_step(plan, "agree", by=cast.pyb)


def test_not_in_a_later_round_either(cast):
    plan = complete_plan(cast)
    give(cast.city_hr, "pyb")
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    take_step(plan, "return", by=cast.city_hr, note=NOTE)
    other = UserFactory()
    give(other, "city_hr")
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    take_step(plan, "verify", by=other)
    with pytest.raises(ValidationError, match="dua langkah"):
        take_step(plan, "agree", by=cast.city_hr)


def test_who_returned_verifies_in_the_next_round_but_does_not_draft(cast):
    plan = complete_plan(cast)
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    take_step(plan, "return", by=cast.city_hr, note=NOTE)
    plan.refresh_from_db()
    assert not may_edit_now(plan, cast.city_hr)
    assert may_edit_now(plan, cast.unit_hr)
    with pytest.raises(ValidationError, match="dua langkah"):
        lock_draft_as(plan, cast.city_hr)
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    done = take_step(plan, "verify", by=cast.city_hr)
    assert done.round == 2


def test_bkpsdmd_drafts_for_a_unit_but_another_one_verifies(cast):
    plan = complete_plan(cast)
    lock_draft_as(plan, cast.city_hr)
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    with pytest.raises(ValidationError, match="dua langkah"):
        take_step(plan, "verify", by=cast.city_hr)


# ------------------------------------------------------------------------------------------- what it needs


def test_a_return_needs_a_note(cast):
    for state, part in (("submitted", "city_hr"), ("verified", "pyb"), ("agreed", "ppk")):
        with transaction.atomic():
            plan = complete_plan(cast, state)
            with pytest.raises(ValidationError) as refusal:
                take_step(plan, "return", by=getattr(cast, part), note="   ")
            assert "note" in refusal.value.message_dict
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decision_number": " "}, "decision_number"),
        ({"decision_date": None}, "decision_date"),
        ({"decision_date": dt.date(2999, 1, 1)}, "decision_date"),
    ],
)
def test_a_ratification_needs_its_decision(cast, change, field):
    with pytest.raises(ValidationError) as refusal:
        take_step(complete_plan(cast, "agreed"), "ratify", by=cast.ppk, **{**DECISION, **change})
    assert field in refusal.value.message_dict


def test_one_rupiah_above_the_ceiling_asks_for_a_reason(cast):
    plan = complete_plan(cast, "agreed")
    plan.items.update(cost_per_person=1000)
    cost = cost_of(plan)
    assert cost >= 1000
    Plan.objects.filter(pk=plan.pk).update(budget_ceiling=cost - 1)
    with pytest.raises(ValidationError) as refusal:
        take_step(plan, "ratify", by=cast.ppk, **DECISION)
    assert "note" in refusal.value.message_dict
    Plan.objects.filter(pk=plan.pk).update(budget_ceiling=cost)
    take_step(plan, "ratify", by=cast.ppk, **DECISION)


def test_an_incomplete_plan_is_not_submitted(cast):
    plan = complete_plan(cast)
    plan.items.update(curriculum="")
    with pytest.raises(ValidationError, match="kesesuaian kurikulum"):
        take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    plan.items.get().targets.all().delete()
    plan.items.all().delete()
    with pytest.raises(ValidationError, match="satu butir pun"):
        take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    assert not plan.steps.exists()


# ---------------------------------------------------------------------------------------------- ratified


def test_ratified_is_frozen_with_the_needs_it_stands_on(cast):
    plan = complete_plan(cast, "agreed")
    competency = CompetencyFactory(code="M.05")
    need(cast.owner.civil_servant, competency, required=3, attained=1)
    need(cast.owner.civil_servant, competency, required=4, attained=None, basis="dituju")
    need(cast.stranger.civil_servant, competency, required=3, attained=1)
    take_step(plan, "ratify", by=cast.ppk, **DECISION)
    assert set(
        NeedSnapshot.objects.filter(plan=plan).values_list("civil_servant", "basis", "gap", "status")
    ) == {
        (cast.owner.civil_servant.pk, "sekarang", 2, "kesenjangan"),
        (cast.owner.civil_servant.pk, "dituju", None, "belum_dinilai"),
    }
    plan.refresh_from_db()
    item = plan.items.get()
    refused = (
        lambda: Plan.objects.filter(pk=plan.pk).update(status="draft"),
        lambda: plan.items.update(cost_per_person=1),
        lambda: item.targets.all().delete(),
        lambda: NeedSnapshot.objects.filter(plan=plan).update(gap=0),
        lambda: NeedSnapshot.objects.filter(plan=plan).delete(),
        lambda: NeedSnapshot.objects.create(
            plan=plan,
            civil_servant=cast.stranger.civil_servant,
            competency=competency,
            basis="sekarang",
            required=1,
            status="terpenuhi",
        ),
        lambda: PlanStep.objects.filter(plan=plan).update(note="lain"),
    )
    for change in refused:
        with pytest.raises(InternalError), transaction.atomic():
            change()
    with pytest.raises(ValidationError, match="ditetapkan"):
        lock_draft_as(plan, cast.unit_hr)


# ----------------------------------------------------------------------------------------------- beginning


def test_a_plan_begins_with_the_standard_of_the_year(cast):
    cycle = CycleFactory()
    plan = start_plan(cast.dinas_sosial, cycle, by=cast.unit_hr)
    assert (plan.status, plan.standard_version, plan.created_by) == (
        "draft",
        cycle.standard_version,
        cast.unit_hr,
    )
    with pytest.raises(ValidationError, match="sudah mempunyai rencana"):
        start_plan(cast.dinas_sosial, cycle, by=cast.city_hr)


def test_a_plan_does_not_begin(cast):
    cycle = CycleFactory()
    for part in ("owner", "unit_head", "stranger", "pyb", "official", "administrator"):
        with pytest.raises(PermissionDenied):
            start_plan(cast.dinas_sosial, cycle, by=getattr(cast, part))
    with pytest.raises(ValidationError, match="per OPD"):
        start_plan(cast.bidang_a, cycle, by=cast.unit_hr)
    cycle.is_open = False
    with pytest.raises(ValidationError, match="ditutup"):
        start_plan(cast.dinas_sosial, cycle, by=cast.unit_hr)
    cycle.is_open, cycle.standard_version = True, None
    cycle.save()
    StandardVersion.objects.update(status="retired")
    with pytest.raises(ValidationError, match="standar"):
        start_plan(cast.dinas_sosial, cycle, by=cast.unit_hr)
