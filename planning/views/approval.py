"""The step pages: each names what will happen, to how many, and what is still wrong, before it is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from personnel.pages.editing import form_page, press, saved, sent
from personnel.requests import Request
from personnel.templatetags.palu import angka, rupiah, tanggal
from planning.approval import (
    available_steps,
    find_step,
    office_of,
    other_hand,
    stage_refusal,
    take_step,
    takes_part,
)
from planning.checklist import checklist
from planning.consultation.lines import obstacle
from planning.forms.plans import StepForm
from planning.models import Plan
from planning.reports.consultation import standing, talk_of
from planning.reports.plans import PlanFigures, plan_figures
from planning.reports.voices import voices_of
from planning.steps import Step
from planning.views.plans import page_of_plan, the_plan


def plan_step(request: Request, pk: int, step: str) -> HttpResponse:
    """One step on the path, as a page of its own."""
    plan = the_plan(request, pk)
    row = find_step(plan, step)
    if row is None and request.method == "POST" and takes_part(plan, request.user, step):
        # The second press, or the second of two people: the rule says how things stand.
        return press(request, lambda: take_step(plan, step, by=request.user), then=page_of_plan(plan))
    if row is None or office_of(request.user, row.role, plan) is None:
        raise Http404
    if other_hand(plan, request.user, row.hand):
        messages.error(
            request, "Anda sudah bertindak pada jalur rencana ini, jadi langkah ini milik orang lain."
        )
        return redirect("planning:plan_detail", plan.pk)
    if not_today := stage_refusal(plan, row):
        messages.warning(request, not_today)
        return redirect("planning:plan_detail", plan.pk)
    checks = checklist(plan, request.user) if row.needs_answers else []
    form = StepForm(sent(request), step=row, left=sum(check.is_left for check in checks))
    taken = saved(
        request,
        form,
        lambda: take_step(plan, step, by=request.user, **form.cleaned_data),
        said=lambda _: row.about(plan).words.said,
        then=page_of_plan(plan),
    )
    if taken:
        return taken
    figures = plan_figures(plan)
    return form_page(
        request,
        "planning/plan_step.html",
        form,
        plan=plan,
        step=row.about(plan),
        figures=figures,
        checks=checks,
        consequences=_consequences(plan, row, figures),
        blocked=_blocked(row, figures) or _unanswered(plan, row) or _not_talked_over(plan, row),
        others=[other.about(plan) for other in available_steps(plan, request.user) if other != row],
    )


def _unanswered(plan: Plan, row: Step) -> str:
    """How many suggestions and proposals the plan still leaves without an answer; '' if none."""
    waiting = voices_of(plan).waiting if row.needs_answers else 0
    if not waiting:
        return ""
    return (
        f"{angka(waiting)} masukan atau usulan belum ditanggapi. Tanggapi semuanya sebelum rencana diajukan."
    )


def _not_talked_over(plan: Plan, row: Step) -> str:
    """Whose answer, or what consultation, the plan still lacks; '' if none."""
    refusal = obstacle(plan) if row.needs_answers else None
    return " ".join(refusal.messages) if refusal else ""


def _still_in_time(plan: Plan, row: Step) -> list[str]:
    """A warning when people could still answer tomorrow, and not after this step."""
    talk = talk_of(plan)
    waiting = standing(plan, talk.window).waiting if row.needs_answers and talk.is_open else 0
    if not waiting or talk.last_day is None:
        return []
    return [
        (
            f"{angka(waiting)} jawaban pegawai belum masuk. Waktunya sampai "
            f"{tanggal(talk.last_day)}, tetapi berakhir bila diajukan."
        )
    ]


def _consequences(plan: Plan, row: Step, figures: PlanFigures) -> list[str]:
    return [
        (
            f"{angka(figures.items)} butir untuk {angka(figures.people)} pegawai dengan biaya "
            f"{rupiah(figures.cost)}."
        ),
        row.about(plan).words.consequence,
        *_still_in_time(plan, row),
        "Nama, jabatan, dan waktu Anda tercatat pada jalur rencana.",
    ]


def _blocked(row: Step, figures: PlanFigures) -> str:
    """Why the step would be refused now; '' if it would not."""
    if not row.needs_completeness:
        return ""
    if not figures.items:
        return "Rencana belum memuat satu butir pun."
    if figures.incomplete:
        return (
            f"{angka(figures.incomplete)} butir belum lengkap. Rencana tidak dapat diajukan "
            "sebelum tujuh unsurnya terisi."
        )
    return ""
