"""Findings and actions, and the material for drawing up next year's plan."""

from __future__ import annotations

import uuid
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import drafting_material as material
from evaluation import findings, permissions
from evaluation.forms.findings import ActionForm, EndForm, FindingFilter, FindingForm
from evaluation.models import Action, Finding, Interview
from personnel.models import Unit
from personnel.pages.choices import key_in, keys_in
from personnel.pages.editing import edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.shown import Chip
from personnel.templatetags.palu import angka
from planning.models import Cycle, Plan
from planning.views.years import cycle_asked
from training.models import Batch


def for_readers(request: Request) -> None:
    if not request.user.active_roles:
        raise Http404


def the_finding(request: Request, pk: int) -> Finding:
    rows = Finding.objects.visible_to(request.user).select_related(
        "cycle",
        "programme",
        "batch__programme",
        "competency",
        "opd",
        "wave__version__instrument",
        "interview",
        "project",
        "recorded_by__civil_servant",
    )
    return get_object_or_404(rows, pk=pk)


def page_of_finding(finding: Finding) -> str:
    return reverse("evaluation:finding_detail", args=[finding.pk])


def year_evaluated(request: Request, cycles: list[Cycle]) -> Cycle | None:
    """The year asked for, else the one being carried out: of a year that is only planned nothing is known."""
    begun = [cycle for cycle in cycles if cycle.year <= timezone.localdate().year]
    if "tahun" in request.GET or not begun:
        return cycle_asked(request, cycles)
    return max(begun, key=attrgetter("year"))


@require_safe
def finding_list(request: Request) -> HttpResponse:
    """The findings of a year that the person may see, with how far their actions are."""
    for_readers(request)
    cycles = Cycle.objects.every()
    cycle = year_evaluated(request, cycles)
    form = FindingFilter(request.GET)
    rows = _narrowed(Finding.objects.visible_to(request.user).filter(cycle=cycle), form, request)
    late = Q(actions__state="open", actions__due_on__lt=timezone.localdate())
    rows = rows.select_related("programme", "opd").annotate(
        actions_count=Count("actions"),
        open_count=Count("actions", filter=Q(actions__state="open")),
        late_count=Count("actions", filter=late),
    )
    page = page_of(request, rows.order_by("-recorded_at", "-pk"))
    for finding in page:
        finding.shown_progress = _progress(finding)
    count = page.paginator.count
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "form": form,
        "page_obj": page,
        "result": f"{angka(count)} temuan",
        "may_record": permissions.may_record_findings(request.user),
    }
    return render(request, "evaluation/finding_list.html", context)


def _progress(finding: Any) -> Chip:
    """How far the actions of a counted row are."""
    if not finding.actions_count:
        return Chip("belum ada")
    if finding.late_count:
        return Chip("terlambat", "late")
    return Chip("dikerjakan", "info") if finding.open_count else Chip("selesai", "done")


def _narrowed(rows: QuerySet[Finding], form: FindingFilter, request: Request) -> QuerySet[Finding]:
    form.is_valid()
    if q := " ".join(form.cleaned_data.get("q", "").split()):
        rows = rows.filter(words__icontains=q)
    actions = Action.objects.filter(finding=OuterRef("pk"))
    running = actions.filter(state=Action.State.OPEN)
    match form.cleaned_data.get("tindak_lanjut"):
        case "belum":
            rows = rows.filter(~Exists(actions))
        case "berjalan":
            rows = rows.filter(Exists(running))
        case "terlambat":
            rows = rows.filter(Exists(running.filter(due_on__lt=timezone.localdate())))
        case "saya":
            rows = rows.filter(Exists(actions.filter(owner=request.user)))
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
def finding_new(request: Request) -> HttpResponse:
    """Write one down; a page of results brings what it is about with it."""
    if not permissions.may_record_findings(request.user):
        raise Http404
    initial = _from_link(request)
    form = FindingForm(sent(request), user=request.user, initial=initial)
    about = _batch_of(form["batch"].value())
    lead = "Apa yang ditemukan, dan atas dasar apa. Sesudah itu Anda menetapkan tindak lanjutnya."
    if about:
        initial |= {"programme": about.programme_id, "cycle": about.cycle_id}
        lead = f"Dari {about}. {lead}"
    return edit_page(
        request,
        form,
        lambda: findings.record_finding(
            form.values, by=request.user, request_key=form.cleaned_data["request_key"]
        ),
        title="Catat temuan",
        act="Simpan temuan",
        above=("Temuan", reverse("evaluation:finding_list")),
        said="Temuan tersimpan. Tetapkan tindak lanjutnya.",
        then=page_of_finding,
        lead=lead,
    )


def _batch_of(number: Any) -> Batch | None:
    """What the form is about, to be named above it."""
    return Batch.objects.select_related("programme").filter(pk__in=keys_in([number])).first()


def _from_link(request: Request) -> dict[str, Any]:
    """What a finding is about, from the link: whole numbers and codes, which the form looks up."""
    given = {
        name: request.GET.get(key) for key, name in FindingForm.FROM_LINK.items() if request.GET.get(key)
    }
    facts: dict[str, Any] = {
        name: value for name, value in given.items() if name == "obstacle" or key_in(value)
    }
    cycles = Cycle.objects.every()
    cycle = cycle_asked(request, cycles)
    past = next((row for row in cycles if cycle and row.year < cycle.year), cycle)
    facts.setdefault("cycle", past.pk if past else None)
    return {"request_key": uuid.uuid4(), **facts}


@require_safe
def finding_detail(request: Request, pk: int) -> HttpResponse:
    """One finding: what it rests on, and what is done about it."""
    finding = the_finding(request, pk)
    actions = finding.actions.select_related("owner__civil_servant", "for_cycle", "ended_by__civil_servant")
    context = {
        "finding": finding,
        "facts": _facts(finding),
        "actions": actions.order_by("state", "due_on", "pk"),
        "may_act": permissions.may_act_on(request.user, finding),
        "interview": _talk(request, finding),
    }
    return render(request, "evaluation/finding_detail.html", context)


def _talk(request: Request, finding: Finding) -> Interview | None:
    """What it rests on, for those who may read it."""
    if finding.interview_id is None:
        return None
    return Interview.objects.visible_to(request.user).filter(pk=finding.interview_id).first()


def _facts(finding: Finding) -> list[tuple[str, Any]]:
    facts = [
        ("Tentang", finding.opd or "Seluruh kota"),
        ("Tahun pelatihan", finding.cycle.year),
        ("Program", finding.programme),
        ("Angkatan", finding.batch.number if finding.batch else None),
        ("Kompetensi", finding.competency),
        ("Tingkat evaluasi", finding.get_level_display() if finding.level else None),
        ("Hambatan", finding.get_obstacle_display() if finding.obstacle else None),
        ("Dasarnya", finding.basis),
    ]
    return [(name, value) for name, value in facts if value]


# ------------------------------------------------------------------------------------------------ actions


@require_http_methods(["GET", "HEAD", "POST"])
def action_new(request: Request, pk: int) -> HttpResponse:
    finding = the_finding(request, pk)
    if not permissions.may_act_on(request.user, finding):
        raise Http404
    planned = Cycle.objects.open().filter(year__gte=finding.cycle.year).first()
    form = ActionForm(
        sent(request),
        finding=finding,
        initial={"request_key": uuid.uuid4(), "for_cycle": planned.pk if planned else None},
    )

    def save() -> Action:
        data = dict(form.cleaned_data)
        return findings.add_action(finding, **data, by=request.user)

    return edit_page(
        request,
        form,
        save,
        title="Tetapkan tindak lanjut",
        act="Simpan dan beri tahu penanggung jawab",
        above=("Temuan", page_of_finding(finding)),
        said="Tindak lanjut tersimpan dan penanggung jawabnya diberi tahu.",
        lead=finding.words,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def action_detail(request: Request, pk: int) -> HttpResponse:
    """One action; its owner or whoever may act ends it here, with what came of it."""
    rows = findings.visible_actions(request.user).select_related(
        "finding__opd", "finding__cycle", "owner__civil_servant", "for_cycle", "ended_by__civil_servant"
    )
    action = get_object_or_404(rows, pk=pk)
    may_end = findings.may_end(request.user, action)
    if request.method == "POST" and not may_end:
        raise Http404
    sees = Finding.objects.visible_to(request.user).filter(pk=action.finding_id).exists()
    above = ("Temuan", page_of_finding(action.finding)) if sees else ("Temuan", reverse("home"))
    form = EndForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: findings.end_action(action, **form.cleaned_data, by=request.user),
        title="Tindak lanjut",
        act="Simpan hasil",
        above=above,
        said="Hasil tindak lanjut tersimpan.",
        then=reverse("evaluation:action_detail", args=[action.pk]),
        template="evaluation/action_detail.html",
        action=action,
        may_end=may_end and action.state == Action.State.OPEN,
    )


# ----------------------------------------------------------------------------------- material for drafting


def _opds_of(request: Request) -> QuerySet[Unit]:
    return Unit.objects.opds_of(request.user).active()


@require_safe
def material_list(request: Request) -> HttpResponse:
    """Whose material: the OPD that the person looks into."""
    for_readers(request)
    cycle = cycle_asked(request, Cycle.objects.every())
    if cycle is None:
        raise Http404
    opds = _opds_of(request).order_by("name", "pk")
    return render(request, "evaluation/material_list.html", {"cycle": cycle, "opds": opds})


@require_safe
def drafting_material(request: Request, year: int, pk: int) -> HttpResponse:
    """Bahan penyusunan: what last year says to next year's plan of one OPD."""
    for_readers(request)
    cycle = get_object_or_404(Cycle, year=year)
    opd = get_object_or_404(_opds_of(request), pk=pk)
    opens = Exists(Finding.objects.visible_to(request.user).filter(pk=OuterRef("pk")))
    context = {
        "cycle": cycle,
        "before": cycle.year - 1,
        "opd": opd,
        "page_obj": page_of(request, material.findings_for(cycle, opd).annotate(opens=opens)),
        "missed": material.missed_lines(cycle, opd),
        "obstacles": material.obstacles_for(cycle, opd),
        "programmes": material.programmes_for(cycle, opd),
        "plan": Plan.objects.current().filter(unit=opd, cycle=cycle).first(),
    }
    return render(request, "evaluation/drafting_material.html", context)
