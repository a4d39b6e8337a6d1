"""Beginning to change a ratified plan, and giving such a change up."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from personnel.pages.editing import confirm_page, sent
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
from planning.views.plans import above_plan, page_of_plan, the_editable_plan, the_plan


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
    return confirm_page(
        request,
        lambda: start_revision(plan, form.cleaned_data["reason"], by=request.user),
        form=form,
        title="Mulai perubahan rencana?",
        warning=str(plan),
        act="Mulai perubahan",
        danger=False,
        consequences=_beginning(plan),
        above=above_plan(plan),
        said="Perubahan dimulai sebagai salinan rencana. Sekarang ubah butir yang perlu.",
        then=page_of_plan,
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
    try:
        return confirm_page(
            request,
            lambda: discard_revision(plan, form.cleaned_data["reason"], by=request.user),
            form=form,
            title="Batalkan perubahan ini?",
            warning=str(plan),
            act="Batalkan perubahan",
            consequences=[
                "Perubahan berhenti di sini dan tidak dapat dilanjutkan; isinya tetap dapat dibaca.",
                "Rencana yang sudah ditetapkan tetap berlaku. Perubahan baru dapat dimulai darinya.",
            ],
            above=above_plan(plan),
            said="Perubahan dibatalkan. Rencana yang sudah ditetapkan tetap berlaku.",
            then=reverse("planning:plan_detail", args=[plan.revises_id]),
        )
    except PermissionDenied as refusal:
        raise Http404 from refusal
