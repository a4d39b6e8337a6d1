"""A plan's consultation for HR: opening it, who said what, and the answers."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from personnel.pages.editing import confirm_page, saved
from personnel.pages.lists import page_of
from personnel.permissions import is_owner
from personnel.requests import Request
from personnel.templatetags.palu import angka, tanggal
from planning.approval import may_edit
from planning.consultation.lines import is_open, unasked
from planning.consultation.opening import may_open_consultation, open_consultation
from planning.consultation.replies import reply, wish_of
from planning.forms.consultation import LineFilter, ReplyForm
from planning.models import ConsultationLine, ConsultationTurn, Plan
from planning.reports.consultation import figures_of, lead_of, standing, standing_by_unit, talk_of
from planning.stages import Calendar
from planning.views.lines import show_line, the_line
from planning.views.plans import above_plan, not_now, the_editable_plan, the_plan

State = ConsultationLine.State


def consultation_list(request: Request, pk: int) -> HttpResponse:
    """What awaits an answer first, then everybody's lines; how many said what, by unit."""
    plan = the_plan(request, pk)
    calendar = Calendar(plan.cycle)
    talk = talk_of(plan, calendar)
    form = LineFilter(request.GET, plan=plan)
    page = page_of(request, _lines(plan, form), 50)
    sums = standing(plan, talk.window)
    return render(
        request,
        "planning/consultation_list.html",
        {
            "plan": plan,
            "lead": lead_of(talk),
            "form": form,
            "page_obj": page,
            "rows": [(line, talk.shown_state(line)) for line in page],
            "standing": sums,
            "figures": figures_of(talk, sums),
            "units": standing_by_unit(plan, talk.window),
            "may_open": may_open_consultation(plan, request.user, calendar),
        },
    )


def _lines(plan: Plan, form: LineFilter) -> QuerySet[ConsultationLine]:
    lines: QuerySet[ConsultationLine] = plan.consultation_lines.select_related(
        "civil_servant__unit", "civil_servant__position", "target__item"
    )
    if form.is_valid():
        values = form.cleaned_data
        if values["q"]:
            lines = lines.filter(civil_servant__name__icontains=values["q"].strip())
        if values["state"] == "unreplied":
            lines = lines.filter(state__in=ConsultationLine.OPEN)
        elif values["state"]:
            lines = lines.filter(state=values["state"])
        if values["unit"]:
            lines = lines.filter(civil_servant__unit__path__startswith=values["unit"].path)
    first = Case(
        When(state__in=ConsultationLine.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return lines.order_by(first, "civil_servant__name", "pk")


def consultation_open(request: Request, pk: int) -> HttpResponse:
    """Asks before asking everybody."""
    plan = the_editable_plan(request, pk)
    if is_open(plan):
        return redirect("planning:consultation_list", plan.pk)
    if not_now(request, plan):
        return redirect("planning:plan_detail", plan.pk)
    return confirm_page(
        request,
        lambda: open_consultation(plan, by=request.user),
        title="Buka konsultasi dengan pegawai?",
        warning=str(plan),
        consequences=_opening(plan),
        act="Buka konsultasi",
        danger=False,
        above=above_plan(plan),
        said="Konsultasi dibuka. Pegawai diberi tahu dan dapat menjawab butirnya.",
        then=reverse("planning:consultation_list", args=[plan.pk]),
    )


def _opening(plan: Plan) -> list[str]:
    """What is asked of whom, until when."""
    consequences = [
        (
            f"{angka(unasked(plan))} baris rencana dimintakan jawaban kepada pegawainya: terima, tolak, "
            "atau usul lain."
        ),
        "Setiap penolakan dan usul wajib Anda tanggapi sebelum rencana diajukan.",
        "Draf tidak dapat disusun ulang lagi; butir diubah satu per satu, dan pegawainya ditanya lagi.",
    ]
    if window := talk_of(plan).window:
        consequences.insert(
            1,
            f"Mereka dapat menjawab dari {tanggal(window.starts_on)} sampai "
            f"{tanggal(window.ends_on)}. Yang diam dicatat tidak menjawab.",
        )
    return consequences


REPLIED = {
    ConsultationTurn.Act.CHANGE: "Butir diubah sesuai usul, dan pegawai diberi tahu.",
    ConsultationTurn.Act.KEEP: "Tanggapan disimpan, dan pegawai diberi tahu.",
    ConsultationTurn.Act.DROP: "Pegawai dikeluarkan dari butir ini dan diberi tahu alasannya.",
}


@require_POST
def line_reply(request: Request, pk: int) -> HttpResponse:
    """HR's answer; then the list, where the next one waits."""
    line = the_line(request, pk)
    if is_owner(request.user, line.civil_servant) or not may_edit(line.plan, request.user):
        raise Http404
    form = ReplyForm(request.POST, wishes=bool(wish_of(line)))
    seen = request.POST.get("seen", "")
    replied = saved(
        request,
        form,
        lambda: reply(line, form.cleaned_data["act"], form.cleaned_data["words"], by=request.user, seen=seen),
        said=lambda _: REPLIED[ConsultationTurn.Act(form.cleaned_data["act"])],
        then=reverse("planning:consultation_list", args=[line.plan_id]),
    )
    if replied:
        return replied
    now = the_line(request, pk)
    if not now.is_unreplied:
        messages.error(request, "Jawaban ini sudah ditanggapi, atau pegawai sudah mengubahnya.")
        return redirect("planning:line_detail", line.pk)
    return show_line(request, now, form)
