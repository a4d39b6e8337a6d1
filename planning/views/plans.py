"""Plans: the list of a year, one plan with path and figures, drafting, its people, what fell out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from personnel.models import Unit, User
from personnel.pages.editing import form_page, saved, sent, way_of_job
from personnel.pages.lists import page_of
from personnel.pages.tables import Table
from personnel.requests import Request
from personnel.shown import Link
from personnel.templatetags.palu import angka
from planning import quarters
from planning.approval import (
    available_steps,
    may_draft,
    may_edit,
    may_edit_now,
    next_office,
    own_steps,
    stage_refusal,
    start_plan,
)
from planning.completeness import incomplete_items, missing
from planning.consultation.lines import is_open
from planning.consultation.opening import may_open_consultation
from planning.drafting import WAIT_FOR, draft_later, draft_plan, people_of, replaced_by_draft
from planning.forms.plans import DraftForm, ItemFilter, LeftoverFilter, PeopleFilter, PlanFilter, PlanForm
from planning.many_plans import many_steps
from planning.models import Cycle, Plan, PlanItem, PlanStep, PlanTarget
from planning.pages.columns import PLANS
from planning.permissions import may_draw_up_plan
from planning.reports import plan_page
from planning.reports.consultation import Standing, Talk, standing, standing_by_item, talk_of
from planning.reports.paths import path_of
from planning.reports.plans import (
    PlanFigures,
    PlanLine,
    people_below_floor,
    people_over_ceiling,
    people_with_jp,
    plan_figures,
    plan_lines,
)
from planning.reports.voices import Voices, voices_of
from planning.revision import family, may_discard, may_start_revision
from planning.stages import Act, Calendar, Timed
from planning.views.years import cycle_asked

SHOWN_LACKS = 8


def the_plan(request: Request, pk: int) -> Plan:
    """A plan that the person may see; anything else is not there."""
    plans = Plan.objects.visible_to(request.user).select_related("unit", "cycle", "standard_version")
    return get_object_or_404(plans, pk=pk)


def the_editable_plan(request: Request, pk: int) -> Plan:
    """A plan of an OPD for which the person draws up plans; whether it may change now, the rule says."""
    plan = the_plan(request, pk)
    if not may_edit(plan, request.user):
        raise Http404
    return plan


def page_of_plan(plan: Plan) -> str:
    return reverse("planning:plan_detail", args=[plan.pk])


def above_plan(plan: Plan) -> tuple[str, str]:
    """The plan as the page above one of its own."""
    return str(plan), page_of_plan(plan)


def not_now(request: Request, plan: Plan) -> bool:
    """Say why nothing can be changed, if so."""
    if may_edit_now(plan, request.user):
        return False
    if may_draft(plan, request.user):
        messages.warning(request, stage_refusal(plan, Act.DRAFT))
    elif plan.is_editable:
        messages.warning(
            request, "Anda sudah bertindak pada jalur rencana ini, jadi tidak dapat menyuntingnya."
        )
    else:
        messages.warning(
            request,
            f"Rencana sudah {plan.get_status_display().lower()}, sehingga isinya tidak dapat diubah.",
        )
    return True


# --------------------------------------------------------------------------------------------------- the list


def plan_list(request: Request) -> HttpResponseBase:
    """All OPD that the person looks into, with their plan of a year; sent, they are taken out."""
    if not request.user.active_roles:
        raise Http404
    cycles = Cycle.objects.every()
    cycle = cycle_asked(request, cycles)
    form = PlanFilter(request.GET)
    lines: list[PlanLine] = []
    if cycle:
        lines = plan_lines(cycle, _opds(request))
        if form.is_valid():
            lines = [line for line in lines if _fits(line, **form.cleaned_data)]
    listed = Table(request, PLANS, lines, caption="OPD dan rencananya")
    if request.method == "POST":
        return listed.download(request, f"rencana-{cycle.year if cycle else ''}", title="Rencana")
    return render(
        request,
        "planning/plan_list.html",
        {
            "cycle": cycle,
            "cycles": cycles,
            "form": form,
            "table": listed,
            "figures": plan_page.figures_of_list(lines, cycle.year)
            if cycle and any(line.plan for line in lines)
            else [],
            "reports": plan_page.reports_of(cycle.year, None, sees_city=False) if cycle else [],
            "total": len(lines),
            "many": [
                Link(f"{step.verb}: beberapa sekaligus", reverse("planning:plan_steps", args=[step.step]))
                for step in many_steps(request.user)
                if any(line.plan and line.plan.status == step.from_status for line in lines)
            ],
            "may_start": bool(cycle and cycle.is_open and _startable(request, cycle).exists()),
        },
    )


def _opds(request: Request) -> QuerySet[Unit]:
    return Unit.objects.opds_of(request.user).active()


def _fits(line: PlanLine, q: str, status: str) -> bool:
    if q and q.strip().lower() not in line.unit.name.lower():
        return False
    if status == "none":
        return line.plan is None
    return not status or status in {plan.status for plan in (line.plan, line.revision) if plan}


# ------------------------------------------------------------------------------------------------ a new plan


def _startable(request: Request, cycle: Cycle) -> QuerySet[Unit]:
    """OPD for which the person may begin the year's plan."""
    calendar = Calendar(cycle)
    mine = [
        unit.pk
        for unit in _opds(request)
        if may_draw_up_plan(request.user, unit) and calendar.allows(Act.DRAFT, unit.pk)
    ]
    return Unit.objects.filter(pk__in=mine).exclude(plans__cycle=cycle).order_by("name")


def plan_new(request: Request) -> HttpResponse:
    """Begin the year's plan of an OPD."""
    cycle = Cycle.objects.one_open()
    if cycle is None or not any(may_draw_up_plan(request.user, unit) for unit in _opds(request)):
        raise Http404
    units = _startable(request, cycle)
    form = PlanForm(sent(request), units=units, initial={"unit": request.GET.get("unit")})
    begun = saved(
        request,
        form,
        lambda: start_plan(cycle=cycle, by=request.user, **form.cleaned_data),
        said="Rencana dibuat. Susun drafnya dari kebutuhan, atau tambahkan butir sendiri.",
        then=page_of_plan,
    )
    return begun or form_page(
        request,
        "planning/plan_new.html",
        form,
        cycle=cycle,
        units=units,
        refusal="" if units else _start_refusal(request, cycle),
    )


def _start_refusal(request: Request, cycle: Cycle) -> str:
    """Why a plan that is still lacking cannot be begun today; '' if the stage is not the reason."""
    calendar = Calendar(cycle)
    lacking = [
        unit.pk for unit in _opds(request).exclude(plans__cycle=cycle) if may_draw_up_plan(request.user, unit)
    ]
    return next(filter(None, (calendar.refusal(Act.DRAFT, pk) for pk in lacking)), "")


# -------------------------------------------------------------------------------------------------- one plan


def plan_detail(request: Request, pk: int) -> HttpResponse:
    """The path, the figures, what is missing, and the items."""
    plan = the_plan(request, pk)
    prefetch_related_objects([plan], Prefetch("steps", PlanStep.objects.select_related("by__civil_servant")))
    calendar = Calendar(plan.cycle)
    may_edit = may_edit_now(plan, request.user, calendar)
    refusals = _stage_refusals(plan, request.user, calendar)
    figures, talk, voices = plan_figures(plan), talk_of(plan, calendar), voices_of(plan)
    lacking = missing(plan) if figures.incomplete else []
    steps = list(plan.steps.all())
    form = ItemFilter(request.GET, plan=plan)
    page = page_of(request, _items(plan, form))
    answers = standing(plan, talk.window) if figures.items and is_open(plan) else None
    may_open = bool(figures.items) and may_open_consultation(plan, request.user, calendar)
    return render(
        request,
        "planning/plan_detail.html",
        {
            "plan": plan,
            "acts": _acts(plan, request.user, calendar),
            "notices": plan_page.notices_of(plan, family(plan), refusals),
            "path": path_of(plan, steps),
            "history": steps,
            "next": _next_sentence(plan, figures, voices),
            "figures": plan_page.figures_of(plan, figures),
            "reports": plan_page.reports_of(plan.cycle.year, plan.unit_id, sees_city=request.user.sees_city),
            "consultation": plan_page.consultation_of(plan, talk, answers, may_open=may_open),
            "lacks": plan_page.lacks_of(lacking[:SHOWN_LACKS], may_edit=may_edit),
            "lacks_more": max(len(lacking) - SHOWN_LACKS, 0),
            "may_edit": may_edit,
            "heard": plan_page.heard_of(plan, voices),
            "leftovers": figures.leftovers,
            "item_acts": plan_page.acts_of(plan, figures, may_edit=may_edit),
            "form": form,
            "result": _result(page, figures),
            "page_obj": page,
            "rows": with_standing(page, talk),
            "empty": plan_page.empty_of(plan, figures, may_edit=may_edit),
            "quarters": _quarters(plan) if figures.lines else [],
        },
    )


def _result(page: Page[Any], figures: PlanFigures) -> str:
    if not figures.items:
        return ""
    return f"{angka(page.paginator.count)} dari {angka(figures.items)} butir"


def _acts(plan: Plan, user: User, calendar: Calendar) -> list[Link]:
    """The steps that the person may take now; sending back is never the strong one."""
    page = [plan.pk]
    links = [
        Link(
            step.about(plan).verb,
            reverse("planning:plan_step", args=[*page, step.step]),
            strong=not step.is_return,
        )
        for step in available_steps(plan, user, calendar)
    ]
    if may_start_revision(plan, user, calendar):
        links.append(Link("Mulai perubahan", reverse("planning:plan_revise", args=page)))
    if may_discard(plan, user):
        links.append(Link("Batalkan perubahan", reverse("planning:plan_discard", args=page)))
    return links


def _stage_refusals(plan: Plan, user: User, calendar: Calendar) -> list[str]:
    """What the person could do with the plan if it were the time for it, and when it is."""
    acts: list[Timed] = [Act.DRAFT] if may_draft(plan, user) else []
    acts += own_steps(plan, user)[:1]
    refusals = [stage_refusal(plan, act, calendar) for act in acts]
    return list(dict.fromkeys(filter(None, refusals)))


def _next_sentence(plan: Plan, figures: PlanFigures, voices: Voices) -> str:
    office = next_office(plan)
    if not office:
        return ""
    facts = {"office": office, "Office": office[:1].upper() + office[1:], "n": figures.incomplete}
    if plan.revision:
        return _revision_sentence(plan) % facts
    if plan.status != Plan.Status.DRAFT:
        return "{Office} memeriksa rencana ini.".format(**facts)
    if not figures.items:
        return "susun draf dari kebutuhan, atau tambahkan butir sendiri."
    if figures.incomplete:
        return f"lengkapi {figures.incomplete} butir, lalu {office} mengajukan rencana ini."
    if voices.waiting:
        return f"tanggapi {voices.waiting} masukan dan usulan, lalu {office} mengajukan rencana ini."
    return f"{office} mengajukan rencana ini."


def _revision_sentence(plan: Plan) -> str:
    if plan.status == Plan.Status.DRAFT:
        return "ubah butir yang perlu, lalu %(office)s mengajukan perubahan ini."
    return "%(Office)s memeriksa perubahan ini."


def _items(plan: Plan, form: ItemFilter) -> QuerySet[PlanItem]:
    items: QuerySet[PlanItem] = plan.items.all()
    if form.is_valid():
        values = form.cleaned_data
        if values["incomplete"]:
            items = incomplete_items(items)
        if values["q"]:
            named = PlanTarget.objects.filter(item=OuterRef("pk"), civil_servant__name__icontains=values["q"])
            items = items.filter(Q(name__icontains=values["q"]) | Exists(named))
        for name in ("competency", "quarter", "origin"):
            if values[name]:
                items = items.filter(**{name: values[name]})
    # Counted for the items of the page only; a join would group every line of the plan by all columns.
    people = PlanTarget.objects.filter(item=OuterRef("pk")).order_by().values("item").annotate(n=Count("pk"))
    return (
        items.select_related("competency", "form", "provider")
        .annotate(
            people=Coalesce(Subquery(people.values("n")), 0), total_cost=F("cost_per_person") * F("people")
        )
        .order_by("number")
    )


def with_standing(page: Page[Any], talk: Talk) -> list[tuple[PlanItem, Standing | None]]:
    """The items of the page with what their people say; one query, none before they are asked."""
    found = standing_by_item([item.pk for item in page], talk.window) if is_open(talk.plan) else {}
    return [(item, found.get(item.pk)) for item in page]


def _quarters(plan: Plan) -> list[tuple[str, int]]:
    """People by quarter, for the small chart."""
    counts = dict(
        PlanTarget.objects.filter(plan=plan, item__quarter__isnull=False)
        .order_by()
        .values_list("item__quarter")
        .annotate(n=Count("pk"))
    )
    return [(name, counts.get(number, 0)) for number, name in quarters.NAMES.items()]


def plan_draft(request: Request, pk: int) -> HttpResponse:
    """Asks before drafting: with what money, and what will be replaced."""
    plan = the_editable_plan(request, pk)
    if not_now(request, plan):
        return redirect("planning:plan_detail", plan.pk)
    if is_open(plan):
        messages.warning(request, "Konsultasi rencana ini sudah dibuka. Butirnya kini diubah satu per satu.")
        return redirect("planning:plan_detail", plan.pk)
    initial = {"ceiling": plan.budget_ceiling, "sub_activity_code": plan.sub_activity_code}
    people = people_of(plan)
    form = DraftForm(sent(request), initial=initial)
    drafted = saved(
        request,
        form,
        lambda: _draft(request, plan, people, form.cleaned_data),
        then=lambda answer: answer,
    )
    return drafted or form_page(
        request, "planning/plan_draft.html", form, plan=plan, replaced=replaced_by_draft(plan), people=people
    )


def _draft(request: Request, plan: Plan, people: int, options: dict[str, Any]) -> HttpResponse:
    if people > WAIT_FOR:
        job = draft_later(plan, by=request.user, **options)
        return redirect(way_of_job(job))
    result = draft_plan(plan, by=request.user, **options)
    messages.success(
        request,
        f"Draf tersusun: {angka(result.items)} butir untuk {angka(result.people)} pegawai, "
        f"{angka(result.leftovers)} kebutuhan di bawah garis.",
    )
    return redirect("planning:plan_detail", plan.pk)


def plan_leftovers(request: Request, pk: int) -> HttpResponse:
    """'Tepat di bawah garis': what the last draft could not take in, the most pressing first."""
    plan = the_plan(request, pk)
    form = LeftoverFilter(request.GET)
    rows = plan.leftovers.select_related("civil_servant__unit", "competency", "programme").order_by(
        "-score", "pk"
    )
    if form.is_valid():
        if form.cleaned_data["q"]:
            rows = rows.filter(civil_servant__name__icontains=form.cleaned_data["q"].strip())
        if form.cleaned_data["reason"]:
            rows = rows.filter(reason=form.cleaned_data["reason"])
    reasons = plan.leftovers.order_by().values("reason").annotate(n=Count("pk")).order_by("-n")
    labels = dict(plan.leftovers.model.Reason.choices)
    return render(
        request,
        "planning/plan_leftovers.html",
        {
            "plan": plan,
            "form": form,
            "page_obj": page_of(request, rows),
            "reasons": [(labels[row["reason"]], row["n"]) for row in reasons],
        },
    )


def plan_people(request: Request, pk: int) -> HttpResponse:
    """Hours per person: who stays under 20 JP, who goes beyond 24, who has nothing yet."""
    plan = the_plan(request, pk)
    form = PeopleFilter(request.GET)
    people = people_with_jp(plan)
    if form.is_valid():
        show = form.cleaned_data["show"]
        if show == "below":
            people = people_below_floor(plan)
        elif show == "over":
            people = people_over_ceiling(plan)
        elif show == "none":
            people = people.filter(lines=0)
        elif show == "part_time":
            people = people.filter(employment="pppk_paruh_waktu")
        if query := form.cleaned_data["q"].strip():
            people = people.filter(name__icontains=query)
    context = {"plan": plan, "form": form, "page_obj": page_of(request, people, 50)}
    return render(request, "planning/plan_people.html", context)
