"""Follow-up projects: the list, how one begins, one project with its story, and the steps of its life."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import projects
from evaluation.forms.projects import AimsForm, OfferForm, ProjectFilter, ProposeForm, StepForm
from evaluation.models import Milestone, Project, ProjectNote
from evaluation.pages.columns import PROJECTS
from evaluation.person_page import projects_of
from evaluation.projects.page import page_of_project
from evaluation.projects.steps import Step
from personnel.models import User
from personnel.pages.editing import edit_page, or_404, press, sent
from personnel.pages.lists import page_of
from personnel.pages.person import looked_at
from personnel.pages.tables import Table
from personnel.permissions import is_city_hr, is_unit_hr
from personnel.requests import Request
from planning.raters import in_force
from training.models import Batch


def the_project(request: Request, pk: int) -> Project:
    """A project that the person may see; anything else is not there."""
    rows = Project.objects.visible_to(request.user).select_related(
        "leader__unit__opd",
        "leader__position",
        "superior",
        "mentor",
        "opd",
        "competency",
        "enrolment__batch__programme",
        "created_by__civil_servant",
    )
    return get_object_or_404(rows, pk=pk)


def above(project: Project) -> tuple[str, str]:
    """Where the pages of a project lead back to."""
    return project.title, reverse("evaluation:project_detail", args=[project.pk])


def new_key(request: Request) -> Any:
    """The key of a form that is sent once or twice."""
    return request.POST.get("request_key") or uuid.uuid4()


# ------------------------------------------------------------------------------------------------- the list


def scopes_of(user: User) -> dict[str, tuple[str, Q]]:
    """The tabs of the list that are for this person, and what each holds."""
    scopes: dict[str, tuple[str, Q]] = {}
    if own := user.civil_servant_id:
        deputies = in_force().filter(deputy=own).values("superior")
        team = Q(superior=own) | Q(leader__superior=own) | Q(superior__in=deputies)
        scopes["saya"] = ("Saya pimpin", Q(leader=own))
        scopes["mentor"] = ("Saya bimbing", Q(mentor=own))
        scopes["tim"] = ("Pegawai saya", team & ~Q(leader=own))
    if user.role_units:
        units = Q(pk__in=[])
        for unit in user.role_units:
            units |= Q(leader__unit__path__startswith=unit.path) | Q(opd__path__startswith=unit.path)
        scopes["unit"] = ("Unit saya", units)
    if user.sees_city:
        scopes["kota"] = ("Seluruh kota", Q())
    return scopes


def _listed(rows: QuerySet[Project], user: User) -> QuerySet[Any]:
    """Rows with their next milestone, and whether they wait for the person or need a hand-over."""
    ahead = Milestone.objects.filter(project=OuterRef("pk"), done_on=None).order_by("due_on", "number")
    moved = Project.objects.moved().filter(pk=OuterRef("pk"))
    mine = projects.waiting_for(user).filter(pk=OuterRef("pk"))
    return (
        rows.select_related("leader__unit", "opd", "competency", "mentor")
        .annotate(
            next_title=Subquery(ahead.values("title")[:1]),
            next_due=Subquery(ahead.values("due_on")[:1]),
            has_moved=Exists(moved),
            waits=Exists(mine),
        )
        .order_by(F("waits").desc(), "-moved_on", "-pk")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def project_list(request: Request) -> HttpResponseBase:
    """The projects that one leads, mentors, answers for, or watches over; sent, they are taken out."""
    scopes = scopes_of(request.user)
    if not scopes:
        raise Http404
    asked = request.GET.get("lihat", "")
    default = next((name for name in ("kota", "unit") if name in scopes), "saya")
    scope = asked if asked in scopes else default
    form = ProjectFilter({**request.GET.dict(), "lihat": scope})
    rows = form.narrow(Project.objects.visible_to(request.user).filter(scopes[scope][1]))
    columns = [column for column in PROJECTS if scope != "saya" or column.key != "pemimpin"]
    caption = "Proyek, keadaannya, dan tonggak berikutnya"
    listed = Table(request, columns, _listed(rows, request.user), caption=caption)
    if request.method == "POST":
        return listed.download(request, "proyek", title="Proyek perubahan kecil")
    context = {
        "form": form,
        "table": listed,
        "tabs": [(name, label) for name, (label, _rows) in scopes.items()],
        "scope": scope,
        "page_obj": listed.page,
        "may_offer": is_city_hr(request.user) or is_unit_hr(request.user),
        "may_propose": projects.own_trainings(request.user).exists(),
        "is_filtered": bool(form.values["q"] or form.values["keadaan"]),
    }
    return render(request, "evaluation/project_list.html", context)


@never_cache
@require_safe
def person_projects(request: Request, pk: int) -> HttpResponse:
    """The projects that somebody in one's scope leads or led."""
    person = looked_at(request, pk, "proyek")
    rows = page_of(request, projects_of(request.user, person))
    context = {"person": person, "here": "Proyek", "page_obj": rows}
    return render(request, "evaluation/person_projects.html", context)


# ---------------------------------------------------------------------------------------------- the beginning


@require_http_methods(["GET", "HEAD", "POST"])
def project_propose(request: Request) -> HttpResponse:
    """An alumnus proposes a project of their own."""
    if request.user.civil_servant_id is None:
        raise Http404
    trainings = projects.own_trainings(request.user)
    if request.method == "POST":
        # What was made by the first press of two is found again by its key.
        trainings = projects.completed().filter(civil_servant=request.user.civil_servant_id)
        trainings = trainings.select_related("batch__programme__competency")
    form = ProposeForm(
        sent(request),
        instance=Project(),
        trainings=trainings,
        initial={"request_key": new_key(request), "enrolment": request.GET.get("kepesertaan")},
    )
    return edit_page(
        request,
        form,
        or_404(
            lambda: projects.propose(
                form.cleaned_data["enrolment"],
                form.aims,
                by=request.user,
                request_key=form.cleaned_data["request_key"],
            )
        ),
        title="Usulkan proyek perubahan kecil",
        lead="Terapkan yang Anda pelajari dalam satu proyek kecil. Atasan Anda dimintai persetujuan.",
        act="Kirim usulan",
        above=("Proyek", reverse("evaluation:project_list")),
        said="Usulan proyek tersimpan. Atasan Anda dimintai persetujuan, dan Anda diberi tahu.",
        then=lambda project: reverse("evaluation:project_detail", args=[project.pk]),
        is_empty=request.method != "POST" and not trainings.exists(),
        empty="Proyek menindaklanjuti pelatihan yang sudah selesai dan Anda hadiri. Saat ini tidak ada "
        "pelatihan tanpa proyek yang berjalan.",
    )


def for_hr(request: Request) -> None:
    if not (is_city_hr(request.user) or is_unit_hr(request.user)):
        raise Http404


@require_safe
def project_offer_start(request: Request) -> HttpResponse:
    """First: alumni of which batch."""
    for_hr(request)
    page = page_of(request, projects.batches_to_offer(request.user))
    return render(request, "evaluation/project_offer_start.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def project_offer(request: Request, pk: int) -> HttpResponse:
    """HR offers alumni of a batch a project each."""
    user = request.user
    for_hr(request)
    batch = get_object_or_404(
        Batch.objects.visible_to(user).select_related("programme__competency", "cycle"), pk=pk
    )
    alumni = projects.alumni_of(batch, user)
    form = OfferForm(sent(request), alumni=alumni)
    offered: list[Project] = []

    def save() -> None:
        values = form.cleaned_data
        offered.extend(projects.offer(values["alumni"], title=values["title"], aim=values["aim"], by=user))

    return edit_page(
        request,
        form,
        or_404(save),
        title="Tawarkan proyek kepada alumni",
        lead=f"{batch}, kompetensi {batch.programme.competency.name}. Setiap yang dipilih mendapat "
        "tawaran proyek sendiri.",
        act="Kirim tawaran",
        above=("Proyek", reverse("evaluation:project_list")),
        said="Tawaran terkirim. Yang ditawari dapat menerima atau tidak mengambilnya.",
        is_empty=request.method != "POST" and not alumni.exists(),
        empty="Tidak ada alumni yang dapat ditawari: yang hadir belum ada, pelatihannya belum selesai, atau "
        "semuanya sudah mempunyai proyek.",
    )


# ------------------------------------------------------------------------------------------------ one project


@require_safe
def project_detail(request: Request, pk: int) -> HttpResponse:
    """What is to be reached, how far it is, who must act next, and the whole story."""
    project = the_project(request, pk)
    context = {"project": project, "page": page_of_project(project, request.user)}
    return render(request, "evaluation/project_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_step(request: Request, pk: int, step: str) -> HttpResponse:
    """One step of the project's life, on a page that says what it brings."""
    project = the_project(request, pk)
    row = next((each for each in projects.available_steps(project, request.user) if each.step == step), None)
    if row is None:
        if request.method != "POST" or step not in {each.step for each in projects.STEPS}:
            raise Http404
        return _too_late(request, project, step)
    form = _form_of(request, project, row)

    def save() -> Project:
        aims = form.aims if isinstance(form, AimsForm) else None
        words = form.cleaned_data.get("words", "")
        return projects.take_step(project, step, by=request.user, words=words, aims=aims)

    return edit_page(
        request,
        form,
        or_404(save),
        title=str(row.verb),
        lead=project.title,
        act=str(row.verb),
        above=above(project),
        said=f"Tersimpan: {ProjectNote.Step(row.step).label.lower()}.",
        template="evaluation/project_form.html",
        consequence=str(row.consequence),
        danger=row.is_end,
    )


def _form_of(request: Request, project: Project, row: Step) -> Any:
    if row.needs_aims:
        return AimsForm(sent(request), instance=project)
    if row.needs_reason or row.needs_outcome:
        return StepForm(sent(request), reports=row.needs_outcome)
    return forms.Form(sent(request))


def _too_late(request: Request, project: Project, step: str) -> HttpResponse:
    """The second press, or the second of two people: the rule says why it refuses."""
    return press(
        request,
        or_404(lambda: projects.take_step(project, step, by=request.user)),
        then=above(project)[1],
    )
