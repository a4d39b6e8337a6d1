"""Usulan: a training or a post for oneself, the superior's view, and HR's answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from personnel.models import Position
from personnel.pages.choices import keys_in
from personnel.pages.editing import confirm_page, form_page, saved, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from planning import proposals as rules
from planning.forms.voices import (
    OutcomeForm,
    PositionForm,
    ProposalWorklistFilter,
    TrainingForm,
    ViewForm,
)
from planning.models import Cycle, Proposal
from planning.permissions import may_answer_proposal
from planning.raters import people_rated_by, rates_somebody
from planning.reports.voices import count_voices
from planning.stages import Act
from planning.suggestions import why_closed
from planning.views.voices import (
    PICKED,
    draft_of,
    items_of,
    pick_of,
    the_cycle,
    the_opds,
    the_speaker,
    window_of,
    words_sought,
    worklist_tabs,
)
from planning.voice_answers import answer_proposal

Kind = Proposal.Kind
Outcome = Proposal.Outcome
WAITING = Q(outcome="") | Q(outcome="accepted", kind="training", item__isnull=True)


def shown(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related(
        "author__unit", "author__position", "opd", "cycle", "competency", "form", "position", "item__plan"
    )


def the_proposal(request: Request, pk: int) -> Proposal:
    """The proposals of oneself, of the people whom one rates, and of the OPD of one's role."""
    seen = Q(pk__in=Proposal.objects.visible_to(request.user).values("pk"))
    if request.user.civil_servant_id:
        rated = people_rated_by(request.user.civil_servant_id)
        seen |= Q(withdrawn_at=None, author__in=rated.values("pk"))
    return get_object_or_404(shown(Proposal.objects.filter(seen)), pk=pk)


# ----------------------------------------------------------------------------------------- for civil servants


def proposal_list(request: Request) -> HttpResponse:
    """The page of one's own proposals, and the way to a new one."""
    person = the_speaker(request)
    cycle = Cycle.objects.one_open()
    rows = shown(person.proposals.all()).order_by("-created_at", "-pk")
    asked = rules.views_asked_of(request.user, cycle).filter(view="").count() if cycle else 0
    return render(
        request,
        "planning/proposal_list.html",
        {
            "page_obj": page_of(request, rows),
            "asked": asked,
            "rates": asked or rates_somebody(person.pk),
            **window_of(cycle, person.unit.opd_id or person.unit_id, Act.PROPOSE),
        },
    )


def proposal_training(request: Request) -> HttpResponse:
    return _new(request, TrainingForm, "Usulkan pelatihan")


def proposal_position(request: Request) -> HttpResponse:
    return _new(request, PositionForm, "Usulkan jabatan yang ingin dituju")


def _new(request: Request, form_class: type[Form], title: str) -> HttpResponse:
    person = the_speaker(request)
    cycle = Cycle.objects.one_open()
    opd = person.unit.opd_id or person.unit_id
    if closed := why_closed(cycle, opd, Act.PROPOSE):
        messages.warning(request, closed)
        return redirect("planning:proposal_list")
    initial = {"request_key": request.POST.get("request_key") or uuid.uuid4(), "why": request.POST.get("why")}
    # Looking for a post keeps what was typed and sends nothing yet.
    form = form_class(None if "search" in request.POST else sent(request), initial=initial)
    propose: Any = rules.propose_training if form_class is TrainingForm else rules.propose_position
    proposed = saved(
        request,
        form,
        lambda: propose(**form.cleaned_data, by=request.user),
        said="Usulan Anda tersimpan. Atasan Anda dimintai pandangan, lalu pengelola kepegawaian "
        "menanggapinya; Anda diberi tahu.",
        then=_page_of,
    )
    return proposed or form_page(
        request,
        "planning/proposal_new.html",
        form,
        title=title,
        person=person,
        positions=_positions(request) if form_class is PositionForm else None,
        q=words_sought(request),
        chosen=request.POST.get("position", ""),
        **window_of(cycle, opd, Act.PROPOSE),
    )


def _page_of(proposal: Proposal) -> str:
    return reverse("planning:proposal_detail", args=[proposal.pk])


def _positions(request: Request) -> list[Position]:
    """The post chosen before, then those that were sought; none before anything is sought."""
    chosen, q = request.POST.get("position", ""), words_sought(request)
    posts = Position.objects.order_by("name", "level")
    ticked = list(posts.filter(pk__in=keys_in([chosen])))
    if not q:
        return ticked
    found = posts.filter(name__icontains=q).exclude(pk__in=[post.pk for post in ticked])
    return [*ticked, *found[:PICKED]]


def proposal_detail(request: Request, pk: int) -> HttpResponse:
    """What is proposed, the superior's view, HR's answer, and what one may do about it."""
    proposal = the_proposal(request, pk)
    user = request.user
    own = proposal.author_id == user.civil_servant_id
    answers_open = not proposal.withdrawn_at and not why_closed(proposal.cycle, proposal.opd_id, Act.ANSWER)
    may_view = answers_open and not proposal.outcome and rules.may_give_view(user, proposal)
    return render(
        request,
        "planning/proposal_detail.html",
        {
            "proposal": proposal,
            "own": own,
            "may_view": may_view,
            "may_answer": answers_open and proposal.is_waiting and may_answer_proposal(user, proposal),
            "may_withdraw": own
            and not proposal.withdrawn_at
            and not proposal.outcome
            and not why_closed(proposal.cycle, proposal.opd_id, Act.PROPOSE),
            "sees_plan": user.sees_city or proposal.opd_id in user.role_opds,
            "worklist": bool(user.active_roles),
        },
    )


def proposal_withdraw(request: Request, pk: int) -> HttpResponse:
    """Asks before one's own proposal is taken back."""
    proposal = the_proposal(request, pk)
    if proposal.author_id != request.user.civil_servant_id:
        raise Http404
    return confirm_page(
        request,
        lambda: rules.withdraw_proposal(proposal, by=request.user),
        title="Tarik usulan ini?",
        warning=str(proposal),
        consequences=["Atasan dan pengelola kepegawaian tidak melihatnya lagi."],
        act="Tarik usulan",
        above=(str(proposal), _page_of(proposal)),
        said="Usulan Anda ditarik.",
        then="planning:proposal_list",
    )


# ----------------------------------------------------------------------------------------- for the superior


def proposal_views(request: Request) -> HttpResponse:
    """Proposals of the people whom one rates: without one's view first."""
    person = the_speaker(request)
    cycle = the_cycle(request)
    rows = Proposal.objects.standing().filter(cycle=cycle, author__in=people_rated_by(person.pk).values("pk"))
    asked_first = Case(
        When(view="", outcome="", then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    page = page_of(request, shown(rows).order_by(asked_first, "created_at", "pk"))
    if not page.object_list and not rates_somebody(person.pk):
        raise Http404
    return render(request, "planning/proposal_views.html", {"cycle": cycle, "page_obj": page})


def proposal_view(request: Request, pk: int) -> HttpResponse:
    """The superior's view of one proposal."""
    proposal = the_proposal(request, pk)
    if not rules.may_give_view(request.user, proposal):
        raise Http404
    form = ViewForm(sent(request), initial={"view": proposal.view, "words": proposal.view_words})
    given = saved(
        request,
        form,
        lambda: rules.give_view(
            proposal, form.cleaned_data["view"], form.cleaned_data["words"], by=request.user
        ),
        said="Pandangan Anda tersimpan.",
        then="planning:proposal_views",
    )
    return given or form_page(request, "planning/proposal_view.html", form, proposal=proposal)


# --------------------------------------------------------------------------------------------------- for HR


def proposal_worklist(request: Request) -> HttpResponse:
    """Every proposal of the OPD of one's role: what lacks an answer first, the oldest on top."""
    opds = the_opds(request)
    cycle = the_cycle(request)
    form = ProposalWorklistFilter(request.GET, opds=opds)
    rows = _filtered(Proposal.objects.standing().filter(cycle=cycle, opd__in=opds), form.values)
    waiting_first = Case(When(WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    page = page_of(request, shown(rows).order_by(waiting_first, "created_at", "pk"))
    counts = count_voices(cycle, form.values.get("opd") or opds)
    return render(
        request,
        "planning/proposal_worklist.html",
        {
            "cycle": cycle,
            "cycles": Cycle.objects.every(),
            "form": form,
            "page_obj": page,
            "counts": counts,
            "tabs": worklist_tabs(cycle, counts, "planning:proposal_worklist"),
            "many": len(opds) > 1,
        },
    )


def _filtered(rows: QuerySet[Proposal], values: dict[str, Any]) -> QuerySet[Proposal]:
    if q := (values["q"] or "").strip():
        rows = rows.filter(
            Q(name__icontains=q)
            | Q(position__name__icontains=q)
            | Q(why__icontains=q)
            | Q(author__name__icontains=q)
        )
    for name in ("kind", "opd"):
        if values.get(name):
            rows = rows.filter(**{name: values[name]})
    if values["state"] == "waiting":
        return rows.filter(WAITING)
    return rows.filter(outcome=values["state"]) if values["state"] else rows


def proposal_answer(request: Request, pk: int, outcome: str) -> HttpResponse:
    """One answer, one page; an accepted training asks into which item of the draft it goes."""
    proposal = the_proposal(request, pk)
    if outcome not in Outcome.values or not may_answer_proposal(request.user, proposal):
        raise Http404
    closed = why_closed(proposal.cycle, proposal.opd_id, Act.ANSWER)
    if closed or not proposal.is_waiting:
        messages.warning(request, closed or "Usulan ini sudah ditanggapi.")
        return redirect("planning:proposal_detail", proposal.pk)
    into_plan = outcome == Outcome.ACCEPTED and proposal.kind == Kind.TRAINING
    plan = draft_of(proposal.cycle, proposal.opd_id) if into_plan else None
    items = items_of(plan)
    form = OutcomeForm(
        None if "search" in request.POST else sent(request),
        items=items if into_plan else None,
        initial={"words": request.POST.get("words", "")},
    )
    answered = saved(
        request,
        form,
        lambda: answer_proposal(
            proposal, outcome, form.cleaned_data["words"], by=request.user, item=form.item_pk
        ),
        said="Tanggapan tersimpan dan diberitahukan kepada yang mengusulkan.",
        then=_page_of(proposal),
    )
    return answered or form_page(
        request,
        "planning/proposal_answer.html",
        form,
        proposal=proposal,
        accepts=outcome == Outcome.ACCEPTED,
        into_plan=into_plan,
        plan=plan,
        pick=pick_of(request, items, request.POST.getlist("item")) if into_plan else None,
    )
