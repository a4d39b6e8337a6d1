"""Beginning to change a ratified plan, and giving such a change up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from personnel.forms.refusals import put_errors
from personnel.pages.editing import sent
from personnel.requests import Request
from personnel.templatetags.palu import angka
from planning.forms.revisions import ReasonForm
from planning.models import Plan
from planning.permissions import may_draw_up_plan
from planning.reports.plans import plan_figures
from planning.revision import (
    discard_revision,
    may_discard,
    require_revisable,
    revision_on_the_way,
    start_revision,
)
from planning.stages import Act, Calendar
from planning.views.plans import the_editable_plan, the_plan


def plan_revise(request: Request, pk: int) -> HttpResponse:
    """Asks for the reason, says what will happen, and begins the revision."""
    plan = the_plan(request, pk)
    if not may_draw_up_plan(request.user, plan.unit):
        raise Http404
    if request.method == "POST" and (begun := _begun_already(request, plan)):
        return redirect("planning:plan_detail", begun.pk)  # the second press of a double click
    if refusal := _refusal(plan):
        messages.warning(request, refusal)
        return redirect("planning:plan_detail", plan.pk)
    form = ReasonForm(
        sent(request),
        label="Alasan perubahan",
        help_text="Tercetak pada dokumen perubahan. Contoh: pagu berubah, penyelenggara membatalkan.",
    )
    if request.method == "POST" and form.is_valid():
        try:
            revision = start_revision(plan, form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(
                request, "Perubahan dimulai sebagai salinan rencana. Sekarang ubah butir yang perlu."
            )
            return redirect("planning:plan_detail", revision.pk)
    return _confirm(
        request,
        form,
        title="Mulai perubahan rencana?",
        warning=str(plan),
        act="Mulai perubahan",
        danger=False,
        consequences=_beginning(plan),
        cancel_url=reverse("planning:plan_detail", args=[plan.pk]),
    )


def _refusal(plan: Plan) -> str:
    """Why the plan cannot be changed now; '' if it can."""
    try:
        require_revisable(plan)
        Calendar(plan.cycle).require(Act.REVISE, plan.unit_id)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def _begun_already(request: Request, plan: Plan) -> Plan | None:
    """The revision that the same person has just begun with the same words."""
    begun = revision_on_the_way(plan)
    said = " ".join(request.POST.get("reason", "").split())
    if begun and begun.revises_id == plan.pk and begun.created_by_id == request.user.pk:
        return begun if " ".join(begun.revision_reason.split()) == said else None
    return None


def _beginning(plan: Plan) -> list[str]:
    figures = plan_figures(plan)
    return [
        (
            f"{angka(figures.items)} butir dan {angka(figures.people)} pegawai disalin menjadi "
            f"perubahan ke-{plan.revision + 1}, sebagai draf."
        ),
        "Rencana yang sudah ditetapkan tidak berubah dan tetap berlaku sampai perubahannya ditetapkan.",
        (
            "Perubahan melalui jalur yang sama: diajukan, diverifikasi, disetujui, lalu ditetapkan dengan "
            "keputusan sendiri."
        ),
    ]


def plan_discard(request: Request, pk: int) -> HttpResponse:
    """Gives up a revision that is still a draft, with the reason."""
    plan = the_editable_plan(request, pk)
    if not plan.revision:
        raise Http404
    if not may_discard(plan, request.user):
        messages.warning(request, "Hanya perubahan yang masih draf yang dapat dibatalkan.")
        return redirect("planning:plan_detail", plan.pk)
    form = ReasonForm(sent(request), label="Alasan pembatalan")
    if request.method == "POST" and form.is_valid():
        try:
            discard_revision(plan, form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            put_errors(form, error)
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, "Perubahan dibatalkan. Rencana yang sudah ditetapkan tetap berlaku.")
            return redirect("planning:plan_detail", plan.revises_id)
    return _confirm(
        request,
        form,
        title="Batalkan perubahan ini?",
        warning=str(plan),
        act="Batalkan perubahan",
        danger=True,
        consequences=[
            "Perubahan berhenti di sini dan tidak dapat dilanjutkan; isinya tetap dapat dibaca.",
            "Rencana yang sudah ditetapkan tetap berlaku. Perubahan baru dapat dimulai darinya.",
        ],
        cancel_url=reverse("planning:plan_detail", args=[plan.pk]),
    )


def _confirm(request: Request, form: ReasonForm, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "components/confirm.html", {"form": form, **context}, status=status)
