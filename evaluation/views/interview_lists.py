"""Themes and standard questions: the lists that BKPSDMD keeps for all talks."""

from __future__ import annotations

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import interviews
from evaluation.forms.interviews import StandardQuestionsForm, ThemeForm
from evaluation.interviews.lists import stamp_of_questions
from evaluation.models import Interview, InterviewQuestion, Theme
from evaluation.views.instruments import for_keepers
from personnel.pages.editing import edit_page, sent
from personnel.requests import Request


@require_safe
def theme_list(request: Request) -> HttpResponse:
    """All themes with how often each was used, and the standard questions of both kinds."""
    for_keepers(request)
    used = dict(
        InterviewQuestion.themes.through.objects.order_by().values_list("theme").annotate(n=Count("pk"))
    )
    context = {
        "themes": [(theme, used.get(theme.pk, 0)) for theme in Theme.objects.order_by("-is_active", "name")],
        "kinds": [
            (value, label, interviews.standard_questions(value)) for value, label in Interview.Kind.choices
        ],
    }
    return render(request, "evaluation/theme_list.html", context)


def _above() -> tuple[str, str]:
    return "Tema dan pertanyaan baku", reverse("evaluation:theme_list")


@require_http_methods(["GET", "HEAD", "POST"])
def theme_new(request: Request) -> HttpResponse:
    for_keepers(request)
    return _theme_page(request, ThemeForm(sent(request)), None, "Tambah tema")


@require_http_methods(["GET", "HEAD", "POST"])
def theme_change(request: Request, pk: int) -> HttpResponse:
    for_keepers(request)
    theme = get_object_or_404(Theme, pk=pk)
    return _theme_page(request, ThemeForm(sent(request), instance=theme), theme, "Ubah tema")


def _theme_page(request: Request, form: ThemeForm, theme: Theme | None, title: str) -> HttpResponse:
    return edit_page(
        request,
        form,
        lambda: interviews.save_theme(
            form.values["name"],
            is_active=bool(form.values["is_active"]),
            theme=theme,
            by=request.user,
            seen=form.seen,
        ),
        title=title,
        act="Simpan tema",
        above=_above(),
        said="Tema tersimpan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def standard_question_edit(request: Request, kind: str) -> HttpResponse:
    for_keepers(request)
    if kind not in Interview.Kind.values:
        raise Http404
    form = StandardQuestionsForm(sent(request), kind=kind, stamp=stamp_of_questions(kind))
    label = str(Interview.Kind(kind).label).lower()
    return edit_page(
        request,
        form,
        lambda: interviews.save_standard_questions(
            kind,
            form.cleaned_data["questions"].splitlines(),
            by=request.user,
            seen=form.cleaned_data["stamp"],
        ),
        title=f"Pertanyaan baku {label}",
        act="Simpan pertanyaan",
        above=_above(),
        said="Pertanyaan baku tersimpan.",
    )
