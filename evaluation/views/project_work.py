"""What is done within a project: its aims, mentor, milestones and notes."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import permissions, project_files, projects
from evaluation.forms.projects import (
    AimsForm,
    AnswerForm,
    CommentForm,
    MentorFilter,
    MentorForm,
    MilestoneForm,
    NoteForm,
    ReachForm,
    StepForm,
)
from evaluation.models import Milestone, Project, ProjectNote
from evaluation.projects.mentors import may_name_mentor
from evaluation.projects.notes import may_answer as may_answer_help
from evaluation.projects.notes import may_comment
from evaluation.views.projects import above, new_key, the_project
from personnel.pages.choices import keys_in
from personnel.pages.downloads import kept_file
from personnel.pages.editing import edit_page, or_404, sent
from personnel.request_size import SMALL_FILE, carries
from personnel.requests import Request

TEMPLATE = "evaluation/project_form.html"
#: So many people are shown to choose a mentor from.
FOUND = 20


def the_own_project(request: Request, pk: int) -> Project:
    """A project that the person leads; whether it may change now, the rule says."""
    project = the_project(request, pk)
    if not permissions.leads(request.user, project):
        raise Http404
    return project


def the_milestone(request: Request, pk: int) -> Milestone:
    """A milestone of a project that the person leads."""
    visible = Project.objects.visible_to(request.user).values("pk")
    milestone = get_object_or_404(
        Milestone.objects.select_related("project__leader").filter(project__in=visible), pk=pk
    )
    if not permissions.leads(request.user, milestone.project):
        raise Http404
    return milestone


@require_http_methods(["GET", "HEAD", "POST"])
def project_aims(request: Request, pk: int) -> HttpResponse:
    """The leader says better what is to be reached."""
    project = the_own_project(request, pk)
    form = AimsForm(sent(request), instance=project)
    return edit_page(
        request,
        form,
        or_404(lambda: projects.change_aims(project, form.aims, by=request.user, seen=form.seen)),
        title="Ubah tujuan dan jadwal",
        act="Simpan",
        above=above(project),
        said="Tujuan dan jadwal tersimpan.",
        template=TEMPLATE,
        consequence="Bila proyek sudah berjalan, atasan dan mentor Anda diberi tahu.",
    )


# ----------------------------------------------------------------------------------------------- the mentor


@require_http_methods(["GET", "HEAD", "POST"])
def project_mentor(request: Request, pk: int) -> HttpResponse:
    """First look for a name, then choose: superior and HR."""
    project = the_project(request, pk)
    if not may_name_mentor(request.user, project):
        raise Http404
    search = MentorFilter(request.GET)
    q = " ".join((search.values["q"] or "").replace("\x00", "").split())
    people = projects.mentors_for(project, request.user)
    keys = [person.pk for person in people.filter(name__icontains=q)[:FOUND]] if q else []
    chosen = request.POST.get("mentor", "") or str(project.mentor_id or "")
    keys += keys_in([chosen])
    shown = people.filter(pk__in=keys)
    form = MentorForm(sent(request), people=shown, initial={"mentor": project.mentor_id})
    return edit_page(
        request,
        form,
        or_404(lambda: projects.name_mentor(project, form.cleaned_data["mentor"], by=request.user)),
        title="Tunjuk mentor",
        act="Simpan",
        above=above(project),
        said="Mentor tersimpan. Yang ditunjuk diberi tahu, dan dapat menyatakan tidak bersedia.",
        template="evaluation/project_mentor.html",
        search=search,
        q=q,
        found=len(shown),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mentor_decline(request: Request, pk: int) -> HttpResponse:
    """The mentor cannot, or can no longer."""
    project = the_project(request, pk)
    if not permissions.is_mentor_of(request.user, project):
        raise Http404
    form = StepForm(sent(request))
    return edit_page(
        request,
        form,
        or_404(lambda: projects.decline_mentoring(project, form.cleaned_data["words"], by=request.user)),
        title="Tidak dapat menjadi mentor",
        lead=project.title,
        act="Kirim",
        above=above(project),
        said="Tersimpan. Atasan dan pemimpin proyek diberi tahu.",
        then=reverse("evaluation:project_list"),
        template=TEMPLATE,
        consequence="Atasan memilih mentor lain. Ia dan pemimpin proyek membaca alasan Anda.",
        danger=True,
    )


# -------------------------------------------------------------------------------------------- the milestones


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_new(request: Request, pk: int) -> HttpResponse:
    project = the_own_project(request, pk)
    form = MilestoneForm(sent(request), instance=Milestone(), initial={"request_key": new_key(request)})
    return edit_page(
        request,
        form,
        or_404(
            lambda: projects.add_milestone(
                project,
                form.cleaned_data["title"],
                form.cleaned_data["due_on"],
                by=request.user,
                request_key=form.cleaned_data["request_key"],
            )
        ),
        title="Tambah tonggak",
        lead=project.title,
        act="Tambah tonggak",
        above=above(project),
        said="Tonggak tersimpan.",
        template=TEMPLATE,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_edit(request: Request, pk: int) -> HttpResponse:
    milestone = the_milestone(request, pk)
    form = MilestoneForm(sent(request), instance=milestone)
    return edit_page(
        request,
        form,
        or_404(
            lambda: projects.change_milestone(
                milestone,
                form.cleaned_data["title"],
                form.cleaned_data["due_on"],
                by=request.user,
                seen=form.seen,
            )
        ),
        title="Ubah tonggak",
        lead=milestone.project.title,
        act="Simpan",
        above=above(milestone.project),
        said="Tonggak tersimpan.",
        template=TEMPLATE,
    )


@carries(SMALL_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_reach(request: Request, pk: int) -> HttpResponse:
    """Say that it was reached, with evidence; later say it better or add evidence."""
    milestone = the_milestone(request, pk)
    form = ReachForm(sent(request), request.FILES or None, instance=milestone)

    def save() -> Milestone:
        values = form.cleaned_data
        return projects.reach_milestone(
            milestone,
            done_on=values["done_on"],
            words=values["words"].replace("\r\n", "\n"),
            address=values["address"],
            file=values["file"],
            by=request.user,
            seen=form.seen,
        )

    return edit_page(
        request,
        form,
        or_404(save),
        title="Tambah bukti tonggak" if milestone.done_on else "Catat tonggak tercapai",
        lead=milestone.title,
        act="Simpan",
        above=above(milestone.project),
        said="Tonggak tercatat tercapai.",
        template=TEMPLATE,
    )


@never_cache
@require_safe
def project_evidence(request: Request, pk: int) -> HttpResponseBase:
    """A file as an attachment; never shown inside our pages."""
    row = get_object_or_404(project_files.readable_by(request.user), pk=pk)
    return kept_file(lambda: project_files.open_file(row, by=request.user), row.file_name, row.media_type)


# -------------------------------------------------------------------------------------------------- the notes


@require_http_methods(["GET", "HEAD", "POST"])
def project_note(request: Request, pk: int) -> HttpResponse:
    """The leader notes progress or an obstacle, or asks for help."""
    project = the_own_project(request, pk)
    form = NoteForm(
        sent(request), initial={"request_key": new_key(request), "kind": request.GET.get("jenis", "progress")}
    )

    def save() -> ProjectNote:
        values = form.cleaned_data
        return projects.note(
            project,
            values["kind"],
            values["words"],
            obstacle=values["obstacle"],
            by=request.user,
            request_key=values["request_key"],
        )

    return edit_page(
        request,
        form,
        or_404(save),
        title="Catat perkembangan",
        lead=project.title,
        act="Simpan catatan",
        above=above(project),
        said="Catatan tersimpan.",
        template=TEMPLATE,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def project_answer(request: Request, pk: int) -> HttpResponse:
    """Mentor or superior answer a request for help."""
    visible = Project.objects.visible_to(request.user).values("pk")
    asked = get_object_or_404(
        ProjectNote.objects.select_related("project__leader__unit", "project__opd", "by").filter(
            project__in=visible, kind=ProjectNote.Kind.HELP
        ),
        pk=pk,
    )
    if not may_answer_help(request.user, asked.project):
        raise Http404
    form = AnswerForm(sent(request), initial={"request_key": new_key(request)})
    return edit_page(
        request,
        form,
        or_404(
            lambda: projects.answer_help(
                asked,
                form.cleaned_data["words"],
                by=request.user,
                request_key=form.cleaned_data["request_key"],
            )
        ),
        title="Tanggapi permintaan bantuan",
        lead=f"“{asked.words}”",
        act="Kirim tanggapan",
        above=above(asked.project),
        said="Tanggapan terkirim. Pemimpin proyek diberi tahu.",
        template=TEMPLATE,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def project_comment(request: Request, pk: int) -> HttpResponse:
    """Mentor or superior say something about a running project, unasked."""
    project = the_project(request, pk)
    if not may_comment(request.user, project):
        raise Http404
    form = CommentForm(sent(request), initial={"request_key": new_key(request)})
    return edit_page(
        request,
        form,
        or_404(
            lambda: projects.comment(
                project,
                form.cleaned_data["words"],
                by=request.user,
                request_key=form.cleaned_data["request_key"],
            )
        ),
        title="Beri komentar",
        lead=project.title,
        act="Kirim komentar",
        above=above(project),
        said="Komentar terkirim. Pemimpin proyek diberi tahu.",
        template=TEMPLATE,
    )
