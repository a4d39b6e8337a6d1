"""The versions of the standards: looked at by all who act, drafted and put in force by BKPSDMD; the
dictionary."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel.models import Position
from personnel.pages.editing import confirm_page, edit_page, press, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from planning import permissions, standards
from planning.forms.standards import InForceForm, PostFilter, RequirementForm
from planning.models import Competency, StandardRequirement, StandardVersion

PER_PAGE = 50


def the_version(request: Request, number: int) -> StandardVersion:
    """Standards are no secret among those who act for others; a draft is BKPSDMD's own."""
    if not request.user.active_roles:
        raise Http404
    version = get_object_or_404(StandardVersion, number=number)
    if version.status == StandardVersion.Status.DRAFT and not permissions.may_manage_standards(request.user):
        raise Http404
    return version


def the_draft(request: Request, number: int) -> StandardVersion:
    if not permissions.may_manage_standards(request.user):
        raise Http404
    return get_object_or_404(StandardVersion, number=number, status=StandardVersion.Status.DRAFT)


@require_safe
def standard_list(request: Request) -> HttpResponse:
    if not request.user.active_roles:
        raise Http404
    manages = permissions.may_manage_standards(request.user)
    versions = StandardVersion.objects.annotate(
        rows=Count("requirements"), posts=Count("requirements__position", distinct=True)
    ).order_by("-number")
    if not manages:
        versions = versions.exclude(status=StandardVersion.Status.DRAFT)
    context = {
        "versions": versions,
        "manages": manages,
        "may_draft": manages
        and not StandardVersion.objects.filter(status=StandardVersion.Status.DRAFT).exists(),
    }
    return render(request, "planning/standard_list.html", context)


@require_safe
def standard_detail(request: Request, number: int) -> HttpResponse:
    """The levels of posts × the nine, then the single posts that ask for something of their own."""
    version = the_version(request, number)
    form = PostFilter(request.GET)
    context = {
        "version": version,
        "manages": permissions.may_manage_standards(request.user),
        "is_draft": version.status == StandardVersion.Status.DRAFT,
        "matrix": _matrix(version),
        "form": form,
        **_posts(request, version, form),
    }
    return render(request, "planning/standard_detail.html", context)


def _matrix(version: StandardVersion) -> dict[str, Any]:
    """Levels of posts down, competencies across."""
    rows = version.requirements.filter(position__isnull=True)
    cells = {(row.position_level, row.competency_id): row.level for row in rows}
    asked = {competency for _level, competency in cells}
    competencies = [
        c for c in Competency.objects.order_by("order", "code").defer("definition") if c.pk in asked
    ]
    lines = [
        (label, [cells.get((value, competency.pk)) for competency in competencies])
        for value, label in Position.Level.choices
    ]
    return {"competencies": competencies, "lines": [line for line in lines if any(line[1])]}


def _posts(request: Request, version: StandardVersion, form: PostFilter) -> dict[str, Any]:
    rows = version.requirements.filter(position__isnull=False)
    if form.is_valid() and form.cleaned_data["q"]:
        rows = rows.filter(position__name__icontains=form.cleaned_data["q"])
    posts = Position.objects.filter(pk__in=rows.values("position")).order_by("name", "level")
    page = page_of(request, posts, PER_PAGE)
    own: dict[int, list[StandardRequirement]] = {post.pk: [] for post in page.object_list}
    for row in (
        version.requirements.filter(position__in=list(own))
        .select_related("competency")
        .order_by("competency__order")
    ):
        own[row.position_id].append(row)  # type: ignore[index]
    return {"page_obj": page, "posts": [(post, own[post.pk]) for post in page.object_list]}


@require_POST
def standard_draft(request: Request) -> HttpResponse:
    """Begin a draft from the version in force."""
    if not permissions.may_manage_standards(request.user):
        raise Http404
    return press(
        request,
        lambda: standards.start_draft(by=request.user),
        said="Draf standar dibuat. Standar yang berlaku tetap sampai draf ini diberlakukan.",
        then=lambda version: _page_of(version.number),
        refused="planning:standard_list",
    )


def _page_of(number: int) -> str:
    return reverse("planning:standard_detail", args=[number])


@require_http_methods(["GET", "HEAD", "POST"])
def standard_requirement(request: Request, number: int) -> HttpResponse:
    """Set what a level of posts, or one post, asks for."""
    version = the_draft(request, number)
    form = RequirementForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: standards.set_requirement(version, by=request.user, **form.cleaned_data),
        title="Ubah satu syarat",
        lead="Untuk semua jabatan sejenjang, atau untuk satu jabatan saja. Perubahan berlaku dalam draf.",
        act="Simpan syarat",
        above=(str(version), _page_of(number)),
        said="Syarat tersimpan dalam draf.",
    )


@require_POST
def standard_requirement_remove(request: Request, number: int, pk: int) -> HttpResponse:
    version = the_draft(request, number)
    requirement = get_object_or_404(version.requirements.select_related("competency", "version"), pk=pk)
    standards.remove_requirement(requirement, by=request.user)
    messages.success(request, "Syarat dikeluarkan dari draf.")
    return redirect("planning:standard_detail", number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def standard_put_in_force(request: Request, number: int) -> HttpResponse:
    """A page of its own: everybody is measured anew, and the version can never be changed again."""
    version = the_draft(request, number)
    form = InForceForm(sent(request))
    former = StandardVersion.objects.in_force().first()
    consequences = [
        "Kebutuhan semua pegawai dihitung ulang terhadap versi ini.",
        "Versi ini tidak dapat diubah lagi; perubahan berikutnya memerlukan draf baru.",
    ]
    if former:
        consequences.insert(1, f"{former} tidak berlaku lagi tetapi tetap tersimpan.")
    return confirm_page(
        request,
        lambda: standards.put_in_force(version, by=request.user, **form.cleaned_data),
        form=form,
        title=f"Berlakukan {version}?",
        consequences=consequences,
        act="Berlakukan standar",
        danger=False,
        above=(str(version), _page_of(number)),
        said="Standar berlaku dan semua kebutuhan sudah dihitung ulang.",
    )


# --- The dictionary -------------------------------------------------------------------------------


@require_safe
def competency_list(request: Request) -> HttpResponse:
    """Everybody may read what is asked of people like them."""
    return render(request, "planning/competency_list.html", {"competencies": Competency.objects.active()})


@require_safe
def competency_detail(request: Request, code: str) -> HttpResponse:
    competencies = Competency.objects.filter(Q(is_active=True)).prefetch_related("levels__indicators")
    competency = get_object_or_404(competencies, code=code)
    context = {
        "competency": competency,
        "programmes": competency.programmes.active()
        .select_related("form", "provider")
        .order_by("level_to", "name"),
    }
    return render(request, "planning/competency_detail.html", context)
