"""How a project ends: reviews, the level that it shows, and its hand-over to another alumnus."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from evaluation import permissions, projects, ratings
from evaluation.forms.projects import (
    DecideForm,
    HandOverAnswerForm,
    HandOverForm,
    LevelForm,
    ReviewForm,
)
from evaluation.models import Project, ProjectHandover, ProjectReview
from evaluation.projects.handover import has_moved, may_answer, may_hand_over, waiting_handover
from evaluation.projects.holding import superior_of
from evaluation.views.projects import above, the_project
from personnel.models import CivilServant
from personnel.pages.editing import edit_page, or_404, sent
from personnel.requests import Request

TEMPLATE = "evaluation/project_form.html"


# ------------------------------------------------------------------------------------- reviews and the level


@require_http_methods(["GET", "HEAD", "POST"])
def project_review(request: Request, pk: int, hand: str) -> HttpResponse:
    project = the_project(request, pk)
    if hand not in ProjectReview.Hand.values or hand not in permissions.parts_of(request.user, project):
        raise Http404
    form = ReviewForm(sent(request))
    return edit_page(
        request,
        form,
        or_404(lambda: projects.review(project, hand, **form.cleaned_data, by=request.user)),
        title="Tinjau hasil proyek",
        lead=project.title,
        act="Simpan tinjauan",
        above=above(project),
        said="Tinjauan tersimpan. Pemimpin proyek membacanya.",
        template="evaluation/project_review.html",
        project=project,
        consequence="Tinjauan ditulis satu kali dan tidak dapat diubah lagi.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def project_rating(request: Request, pk: int) -> HttpResponse:
    """Leader, mentor or superior propose the level that the project has shown."""
    project = the_project(request, pk)
    if not permissions.parts_of(request.user, project) & {"leader", "mentor", "superior"}:
        raise Http404
    form = LevelForm(sent(request))
    return edit_page(
        request,
        form,
        or_404(lambda: ratings.propose_level(project, **form.cleaned_data, by=request.user)),
        title="Usulkan tingkat kompetensi",
        lead=f"{project.competency.name} · {project.leader.full_name}",
        act="Usulkan tingkat",
        above=above(project),
        said="Usulan tingkat tersimpan. Atasan memutuskannya sesudah proyek ditutup.",
        template=TEMPLATE,
        levels=_levels(project),
        consequence="Atasan memutuskan. Baru sesudah diterima, tingkat itu menjadi penilaian.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def project_rating_decide(request: Request, pk: int) -> HttpResponse:
    """The superior decides about the proposed level; never the leader."""
    project = the_project(request, pk)
    proposal = ratings.proposal_of(project)
    if proposal is None or not ratings.may_decide(request.user, proposal):
        raise Http404
    form = DecideForm(sent(request), initial={"level": proposal.level})

    def save() -> Any:
        values = form.cleaned_data
        accepts = values["decision"] == "accept"
        return ratings.decide_level(
            project,
            accepts=accepts,
            level=values["level"] if accepts else None,
            answer=values["answer"],
            by=request.user,
        )

    return edit_page(
        request,
        form,
        or_404(save),
        title="Putuskan tingkat kompetensi",
        lead=f"{project.competency.name} · {project.leader.full_name}",
        act="Simpan keputusan",
        above=above(project),
        said="Keputusan tersimpan. Pemimpin proyek diberi tahu.",
        template="evaluation/project_decide.html",
        proposal=proposal,
        levels=_levels(project),
        wait=ratings.why_wait(project.leader),
    )


def _levels(project: Project) -> list[tuple[int, str]]:
    """What each level of the competency means."""
    return list(project.competency.levels.order_by("level").values_list("level", "descriptor"))


# ---------------------------------------------------------------------------------------------- the hand-over


@require_http_methods(["GET", "HEAD", "POST"])
def project_hand_over(request: Request, pk: int) -> HttpResponse:
    """HR or the superior say how the project goes on after a transfer."""
    project = the_project(request, pk)
    if not may_hand_over(request.user, project):
        raise Http404
    moved = has_moved(project)
    ways = _ways(project, moved)
    form = HandOverForm(sent(request), heirs=projects.heirs_of(project, request.user), ways=ways)

    def save() -> Project:
        values = form.cleaned_data
        return projects.hand_over(project, values.get("heir"), reason=values["reason"], by=request.user)

    return edit_page(
        request,
        form,
        or_404(save),
        title="Serah terima proyek",
        lead=project.title,
        act="Minta serah terima",
        above=above(project),
        said="Serah terima tersimpan. Yang menerima diminta menjawab.",
        template=TEMPLATE,
        is_empty=not ways,
        empty="Atasan dan OPD pemimpin proyek tidak berubah, jadi tidak ada yang perlu diserahterimakan.",
        consequence="Yang menerima menjawab dahulu. Sampai saat itu semuanya tetap seperti sekarang.",
    )


def _ways(project: Project, moved: bool) -> list[tuple[str, Any]]:
    ways: list[tuple[str, Any]] = []
    superior = superior_of(project.leader)
    if moved and superior and project.leader.legal_state == CivilServant.LegalState.ACTIVE:
        label = "%(name)s membawanya; atasannya sekarang, %(superior)s, menyetujui"
        words = {"name": project.leader.full_name, "superior": superior.full_name}
        ways.append(("along", label % words))
    if project.state == Project.State.ACTIVE:
        ways.append(("heir", "Alumnus lain meneruskannya"))
    return ways


@require_http_methods(["GET", "HEAD", "POST"])
def project_hand_over_answer(request: Request, pk: int) -> HttpResponse:
    """Whoever receives the project takes it, or says why not."""
    project = the_project(request, pk)
    asked = waiting_handover(project)
    if asked is None or not may_answer(request.user, asked):
        raise Http404
    form = HandOverAnswerForm(sent(request))
    return edit_page(
        request,
        form,
        or_404(lambda: _answer(asked, form, request)),
        title="Terima proyek ini?",
        lead=project.title,
        act="Kirim jawaban",
        above=above(project),
        said="Jawaban Anda tersimpan.",
        template=TEMPLATE,
        consequence=f"{asked.asked_by} meminta: {asked.reason}",
    )


def _answer(asked: ProjectHandover, form: HandOverAnswerForm, request: Request) -> Project:
    agrees = form.cleaned_data["decision"] == "yes"
    return projects.answer_handover(asked, agrees=agrees, words=form.cleaned_data["words"], by=request.user)
