"""Lines of a plan before the people they are for: 'Rencana saya', the answer to a line, a superior's view."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from personnel.pages.editing import form_page, press, saved, sent
from personnel.pages.lists import page_of
from personnel.pages.person import looked_at
from personnel.permissions import has_subordinates, is_owner
from personnel.requests import Request
from personnel.shown import Chip
from planning.approval import may_edit, may_edit_now
from planning.consultation.replies import wish_of
from planning.consultation.turns import accept, counter, decline, is_answered, seen_of
from planning.forms.consultation import CounterForm, DeclineForm, ReplyForm
from planning.hidden_levels import hides_target
from planning.models import ConsultationLine, ConsultationTurn, Cycle, Plan, PlanTarget
from planning.person_page import lines_of
from planning.priority import ScorePart, points_of
from planning.reports.consultation import Talk, talk_of
from planning.stages import Act, Calendar, act_on
from planning.views.years import cycle_asked

State = ConsultationLine.State


@dataclass(frozen=True)
class Shown:
    """A target with what was said about it, ready for the page."""

    target: PlanTarget
    line: ConsultationLine | None
    talk: Talk
    points: list[ScorePart]

    @property
    def state(self) -> Chip | None:
        return self.talk.shown_state(self.line) if self.line else None

    @property
    def may_answer(self) -> bool:
        return self.line is not None and self.line.stands and self.talk.is_open

    @property
    def is_waiting(self) -> bool:
        return self.may_answer and self.line is not None and self.line.state == State.WAITING


def _shown(target: PlanTarget, talk: Talk) -> Shown:
    points = [line for line in points_of(target, target.plan.cycle) if line.points]
    points.sort(key=lambda line: -line.points)
    return Shown(target, getattr(target, "consultation", None), talk, points)


# --------------------------------------------------------------------------------- of somebody in one's scope


@never_cache
@require_safe
def person_lines(request: Request, pk: int) -> HttpResponse:
    """The lines of one person in the plans of all years, for those who act for others."""
    if not request.user.active_roles:
        raise Http404
    person = looked_at(request, pk, "rencana")
    rows = page_of(request, lines_of(request.user, person))
    context = {"person": person, "here": "Rencana", "page_obj": rows}
    return render(request, "planning/person_lines.html", context)


# ----------------------------------------------------------------------------------------------- for oneself


def my_plan(request: Request) -> HttpResponse:
    """What is planned for the person who looks, why, and what they say to it."""
    person = request.user.civil_servant
    if person is None:
        raise Http404
    cycles = Cycle.objects.every()
    cycle = cycle_asked(request, cycles)
    calendar = Calendar(cycle) if cycle else None
    # A revision that is being talked over stands beside the plan that still counts.
    talked_over = Q(plan__status=Plan.Status.DRAFT, consultation__isnull=False)
    targets = (
        PlanTarget.objects.filter(
            Q(plan__is_current=True) | talked_over, civil_servant=person, plan__cycle=cycle
        )
        .select_related(
            "plan__cycle", "plan__unit", "item__competency", "item__form", "item__provider", "consultation"
        )
        .order_by("item__quarter", "item__number", "pk")
    )
    shown = [_shown(target, talk_of(target.plan, calendar)) for target in targets]
    lines = [row for row in shown if row.target.plan.is_current]
    revised = [row for row in shown if not row.target.plan.is_current]
    asked = [row for row in shown if row.may_answer]
    return render(
        request,
        "planning/my_plan.html",
        {
            "person": person,
            "cycle": cycle,
            "cycles": cycles,
            "lines": lines,
            "revised": revised,
            "waiting": sum(row.is_waiting for row in asked),
            "talk": asked[0].talk if asked else None,
            "dropped": _dropped(person, cycle),
            "hidden": hides_target(request.user, person, cycle),
            "has_subordinates": has_subordinates(request.user),
            "jp": sum((row.target.item.jp_counted or Decimal(0) for row in lines), Decimal(0)),
            "plan": lines[0].target.plan if lines else None,
        },
    )


def _dropped(person: Any, cycle: Cycle | None) -> list[ConsultationTurn]:
    """The turns that took lines out of the person's plan."""
    turns = ConsultationTurn.objects.filter(
        line__civil_servant=person,
        line__plan__cycle=cycle,
        line__state=State.DROPPED,
        act=ConsultationTurn.Act.DROP,
    )
    return list(turns.select_related("line").order_by("-at", "-pk"))


def the_line(request: Request, pk: int) -> ConsultationLine:
    """A line that the person may see; anything else is not there."""
    lines = ConsultationLine.objects.visible_to(request.user).select_related(
        "plan__unit",
        "plan__cycle",
        "civil_servant__unit",
        "civil_servant__position",
        "target__item__competency",
        "target__item__form",
        "target__item__provider",
    )
    return get_object_or_404(lines, pk=pk)


def my_line(request: Request, pk: int) -> ConsultationLine:
    """A line of the person who looks; anybody else's is not there."""
    line = the_line(request, pk)
    if not is_owner(request.user, line.civil_servant):
        raise Http404
    return line


def line_detail(request: Request, pk: int) -> HttpResponse:
    """One line: the person answers it, HR replies, and whoever else may see it reads."""
    return show_line(request, the_line(request, pk))


def show_line(request: Request, line: ConsultationLine, form: ReplyForm | None = None) -> HttpResponse:
    """The page of a line; ``form`` is an answer of HR that was refused, with what was typed."""
    calendar = Calendar(line.plan.cycle)
    talk = talk_of(line.plan, calendar)
    own = is_owner(request.user, line.civil_servant)
    turns = line.turns.select_related("by__civil_servant", "wanted_form", "wanted_provider").order_by(
        "at", "pk"
    )
    may_reply = not own and line.is_unreplied and line.stands and _may_reply(request, line.plan, calendar)
    if may_reply and form is None:
        form = ReplyForm(wishes=bool(wish_of(line)))
    context = {
        "line": line,
        "plan": line.plan,
        "shown": _shown_line(line, talk),
        "state": talk.shown_state(line),
        "next": talk.next_words(line),
        "turns": turns,
        "form": form if may_reply else None,
        "hidden": hides_target(request.user, line.civil_servant, line.plan.cycle),
        "answered": is_answered(line),
        "seen": seen_of(line),
        "may_see_plan": Plan.objects.visible_to(request.user).filter(pk=line.plan_id).exists(),
    }
    name = "planning/line_own.html" if own else "planning/line_detail.html"
    return render(request, name, context, status=422 if form and form.errors else 200)


def _shown_line(line: ConsultationLine, talk: Talk) -> Shown | None:
    target = line.target
    if target is None:
        return None
    target.plan, target.consultation = line.plan, line  # both are at hand
    return _shown(target, talk)


def _may_reply(request: Request, plan: Plan, calendar: Calendar) -> bool:
    return (
        may_edit(plan, request.user)
        and may_edit_now(plan, request.user, calendar)
        and calendar.allows(act_on(plan, Act.REPLY), plan.unit_id)
    )


@require_POST
def line_accept(request: Request, pk: int) -> HttpResponse:
    """A yes, at the press of a button."""
    line = my_line(request, pk)
    return press(
        request,
        lambda: accept(line, by=request.user, seen=request.POST.get("seen", "")),
        said="Anda menerima butir ini. Jawaban Anda tersimpan.",
        then=_page_of(line),
    )


def _page_of(line: ConsultationLine) -> str:
    return reverse("planning:line_detail", args=[line.pk])


def line_decline(request: Request, pk: int) -> HttpResponse:
    """A no and its reason, on a page of its own."""
    line = my_line(request, pk)
    if closed := _closed(request, line):
        return closed
    form, seen = DeclineForm(sent(request)), request.POST.get("seen", "")
    declined = saved(
        request,
        form,
        lambda: decline(line, form.cleaned_data["words"], by=request.user, seen=seen),
        said="Penolakan Anda tersimpan.",
        then=_page_of(line),
    )
    return declined or _ask(request, "planning/line_decline.html", line, form)


def line_counter(request: Request, pk: int) -> HttpResponse:
    """Another form, time or provider, and the reason, on a page of its own."""
    line = my_line(request, pk)
    if closed := _closed(request, line):
        return closed
    form = CounterForm(sent(request), item=line.target.item if line.target else None)
    countered = saved(
        request,
        form,
        lambda: counter(line, by=request.user, seen=request.POST.get("seen", ""), **form.values),
        said="Usul Anda tersimpan.",
        then=_page_of(line),
    )
    return countered or _ask(request, "planning/line_counter.html", line, form)


def _closed(request: Request, line: ConsultationLine) -> HttpResponse | None:
    """Back to the line, which says why nothing can be answered now. What was sent the rule refuses instead,
    so that nothing typed is lost."""
    talk = talk_of(line.plan)
    if request.method == "POST" or (line.stands and talk.is_open):
        return None
    if line.stands:
        messages.error(request, "Butir ini tidak dapat dijawab sekarang.")
    return redirect("planning:line_detail", line.pk)


def _ask(request: Request, name: str, line: ConsultationLine, form: BaseForm) -> HttpResponse:
    line = the_line(request, line.pk)  # as it stands now, not as it stood before a refusal
    return form_page(request, name, form, line=line, answered=is_answered(line), seen=seen_of(line))


# ------------------------------------------------------------------------------------------- for the superior


def line_subordinates(request: Request) -> HttpResponse:
    """What is planned for the people whose direct superior one is, and what they say to it. Read only."""
    if not has_subordinates(request.user):
        raise Http404
    cycles = Cycle.objects.every()
    cycle = cycle_asked(request, cycles)
    calendar = Calendar(cycle) if cycle else None
    lines = (
        ConsultationLine.objects.filter(
            civil_servant__superior=request.user.civil_servant_id, plan__cycle=cycle
        )
        .select_related("plan__unit", "plan__cycle", "civil_servant__position", "target__item__form")
        .order_by("civil_servant__name", "civil_servant", "pk")
    )
    page = page_of(request, lines, 50)
    rows = [(line, talk_of(line.plan, calendar)) for line in page]
    return render(
        request,
        "planning/line_subordinates.html",
        {
            "cycle": cycle,
            "cycles": cycles,
            "page_obj": page,
            "rows": [(line, talk.shown_state(line)) for line, talk in rows],
        },
    )
