"""Before a plan is submitted its head reads what is still open, with its page, and says why it stays so."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from planning.approval import take_step
from planning.checklist import checklist
from planning.models import PlanItem
from tests.planning.world import complete_plan


def said(plan, user):
    return {check.label: (check.is_left, check.said) for check in checklist(plan, user)}


def test_what_is_open_is_said_with_its_page(cast, sign_in):
    plan = complete_plan(cast)
    found = said(plan, cast.unit_head)
    assert list(found) == [
        "Penilaian", "Masukan dan usulan", "Konsultasi", "Pagu", "20 JP", "Pemerataan",
    ]  # fmt: skip
    assert found["Masukan dan usulan"] == (False, "Semua sudah ditanggapi.")
    assert found["Pagu"][0]
    assert "4 pegawai tidak mendapat butir" in found["Pemerataan"][1]
    type(plan).objects.filter(pk=plan.pk).update(budget_ceiling=10**9)
    plan.refresh_from_db()
    assert not said(plan, cast.unit_head)["Pagu"][0]
    PlanItem.objects.update(cost_per_person=2 * 10**9)
    assert "melampaui pagu" in said(plan, cast.unit_head)["Pagu"][1]
    client = sign_in(cast.unit_head)
    for check in checklist(plan, cast.unit_head):
        assert not check.url or client.get(check.url).status_code == 200, check.label


def test_the_rule_asks_for_the_reason_whoever_calls_it(cast):
    plan = complete_plan(cast)
    for nothing in ("", "   "):
        with pytest.raises(ValidationError, match="Masih terbuka: Pagu, 20 JP, Pemerataan") as refusal:
            take_step(plan, "submit", by=cast.unit_head, note=nothing)
        assert refusal.value.error_dict["note"][0].code == "no_reason"
    plan.refresh_from_db()
    assert plan.status == "draft"


def test_it_is_submitted_only_with_a_reason_for_what_is_open(cast, sign_in):
    plan = complete_plan(cast)
    client, url = sign_in(cast.unit_head), reverse("planning:plan_step", args=[plan.pk, "submit"])
    assertContains(client.get(url), "Periksa sebelum mengajukan")
    assertContains(client.post(url), "Tulis mengapa rencana tetap diajukan.", status_code=422)
    assert client.post(url, {"note": "Dana terbatas."}).status_code == 302
    assert plan.steps.get().note == "Dana terbatas."
