"""Attacks by whoever has an account and wants more: in another's name, on one's own work, without end.

Each control takes the one guard away and sees the attack succeed.
"""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.forms import modelform_factory
from django.urls import reverse

from evaluation import answering, beginnings
from evaluation.models import SealedAnswer
from evaluation.sealing import new_secret
from personnel.models import AuditEntry, User
from planning import approval
from planning.approval import take_step
from planning.models import Plan, PlanStep, Suggestion
from tests.evaluation.wave_world import invitation_of, open_wave, staff
from tests.planning.test_approval import give
from tests.planning.world import CycleFactory, complete_plan

pytestmark = pytest.mark.django_db


def forged(cast):
    """What a form never asks for: who acts, for whom, and how it ends."""
    other = cast.stranger
    return {
        **dict.fromkeys(("by", "user", "actor", "created_by", "drafted_by"), other.pk),
        **dict.fromkeys(("civil_servant", "person", "owner", "author"), other.civil_servant_id),
        **dict.fromkeys(("unit", "opd"), cast.dinas_kesehatan.pk),
        **dict.fromkeys(("is_superuser", "is_staff", "is_active", "withdrawn_at"), "1"),
        "status": "ratified",
        "role": "administrator",
        "id": 1,
        "pk": 1,
    }


def test_who_acts_is_who_has_signed_in(cast, sign_in):
    CycleFactory()
    sent = {"kind": "idea", "text": "Loket pagi", **forged(cast)}
    assert sign_in(cast.owner).post(reverse("planning:suggestion_new"), sent).status_code == 302
    row = Suggestion.objects.get()
    assert (row.author, row.opd, row.withdrawn_at) == (cast.owner.civil_servant, cast.dinas_sosial, None)
    assert AuditEntry.objects.latest("pk").actor == cast.owner

    plan = complete_plan(cast, Plan.Status.AGREED)
    ratify = reverse("planning:plan_step", args=[plan.pk, "ratify"])
    sent = {"decision_number": "1", "decision_date": "2026-11-20", **forged(cast), "by": cast.ppk.pk}
    assert sign_in(cast.city_hr).post(ratify, sent).status_code in {403, 404}
    plan.refresh_from_db()
    assert plan.status == Plan.Status.AGREED

    password = reverse("personnel:password_change")
    sign_in(cast.owner).post(password, {"old": "x", "new": "y", "again": "y", **forged(cast)})
    assert not User.objects.get(pk=cast.owner.pk).active_roles


def test_control_a_form_of_all_columns_takes_the_name_of_another(cast):
    cycle = CycleFactory()
    everything = modelform_factory(Suggestion, fields="__all__")
    columns = {"kind": "idea", "text": "Loket pagi", "cycle": cycle.pk, **forged(cast), "withdrawn_at": ""}
    form = everything(columns)
    assert form.is_valid(), form.errors
    assert form.save().author == cast.stranger.civil_servant


def agree_to_ones_own(cast):
    """BKPSDMD's verifier, who is deputy of the secretary too, agrees to what they verified."""
    plan = complete_plan(cast)
    give(cast.city_hr, "pyb")
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    take_step(plan, "verify", by=cast.city_hr)
    take_step(plan, "agree", by=cast.city_hr)
    return Plan.objects.get().status


def test_nobody_agrees_to_what_they_verified(cast):
    with pytest.raises(ValidationError, match="dua langkah"):
        agree_to_ones_own(cast)


def test_control_without_the_question_they_would(cast, monkeypatch):
    monkeypatch.setattr(approval, "require_own_hand", lambda plan, by, hand: None)
    with pytest.raises(ValidationError, match="step_once_per_person"), transaction.atomic():
        agree_to_ones_own(cast)  # the database still refuses
    monkeypatch.setattr(PlanStep, "validate_constraints", lambda self, exclude=None: None)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; DROP INDEX step_once_per_person")
    assert agree_to_ones_own(cast) == Plan.Status.AGREED


def test_control_without_the_brake_one_invitation_fills_the_table(cast, monkeypatch):
    monkeypatch.setattr(beginnings, "A_DAY", 1_000)
    monkeypatch.setattr(beginnings, "OF_ALL", 1_000)
    beginnings.forget()
    (person,) = staff(cast.bidang_a, 1)
    invitation = invitation_of(open_wave([person]), person)
    for _invented in range(61):
        answering.save_draft(invitation, new_secret(), {}, by=person.user)
    assert SealedAnswer.objects.count() == 61
    beginnings.forget()
