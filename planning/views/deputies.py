"""Who rates for superiors who are away: the list, naming somebody, ending it; and who has no rater."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from personnel.models import CivilServant
from personnel.models.people import STRUCTURAL_LEVELS
from personnel.pages.editing import confirm_page, form_page, saved, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import tanggal
from planning import permissions
from planning.forms.sheets import DeputyForm, NameFilter
from planning.permissions import people_of_hr
from planning.raters import (
    deputies_visible_to,
    end_deputy,
    name_deputy,
    people_rated_by,
    superiors_of,
    without_rater,
)


def ask(request: Request) -> None:
    if not permissions.may_name_deputies(request.user):
        raise Http404


@require_safe
def deputy_list(request: Request) -> HttpResponse:
    """Deputies of today and later, and the people whom nobody rates."""
    ask(request)
    today = timezone.localdate()
    named = deputies_visible_to(request.user).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    left = without_rater().filter(pk__in=people_of_hr(request.user).values("pk"))
    left = left.select_related("unit", "position", "superior").order_by("unit__name", "name", "pk")
    return render(
        request,
        "planning/deputy_list.html",
        {
            "named": named.select_related("superior__unit", "deputy", "named_by__civil_servant")[:200],
            "today": today,
            "page_obj": page_of(request, left),
        },
    )


@require_safe
def deputy_new(request: Request) -> HttpResponse:
    """First: for whom. A superior by name."""
    ask(request)
    form = NameFilter(request.GET)
    superiors = superiors_of(request.user).select_related("unit", "position").order_by("name", "pk")
    if query := form.values["q"]:
        superiors = superiors.filter(name__icontains=query)
    return render(
        request, "planning/deputy_new.html", {"form": form, "page_obj": page_of(request, superiors)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_name(request: Request, pk: int) -> HttpResponse:
    """Then: who, from when to when, and why."""
    ask(request)
    superior = get_object_or_404(superiors_of(request.user).select_related("unit__opd", "position"), pk=pk)
    form = DeputyForm(sent(request), candidates=_candidates(superior))
    named = saved(
        request,
        form,
        lambda: name_deputy(superior, **form.cleaned_data, by=request.user),
        said=lambda row: f"{row.deputy} menilai bawahan {superior} mulai {tanggal(row.starts_on)}.",
        then="planning:deputy_list",
    )
    return named or form_page(
        request,
        "planning/deputy_name.html",
        form,
        superior=superior,
        people=people_rated_by(superior.pk).count(),
    )


def _candidates(superior: CivilServant) -> QuerySet[CivilServant]:
    """Of the OPD who holds a structural post, and the colleagues of the superior's own unit."""
    near = Q(unit=superior.unit_id) | Q(
        unit__opd=superior.unit.opd_id, position__level__in=list(STRUCTURAL_LEVELS)
    )
    people = CivilServant.objects.plan_targets().filter(near).exclude(pk=superior.pk)
    return people.select_related("position").order_by("name", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_end(request: Request, pk: int) -> HttpResponse:
    """Asks before the superior rates again."""
    named = get_object_or_404(
        deputies_visible_to(request.user).select_related("superior__unit", "deputy"), pk=pk
    )
    return confirm_page(
        request,
        lambda: end_deputy(named, by=request.user),
        title=f"Akhiri masa {named.deputy} sebagai penilai pengganti?",
        warning=f"Mulai hari ini bawahan {named.superior} dinilai lagi oleh atasannya.",
        consequences=[
            "Penilaian yang sudah dikirim penilai pengganti tetap berlaku.",
            "Lembar yang belum dikirim diisi ulang dari awal oleh penilai berikutnya.",
        ],
        act="Akhiri",
        above=("Penilai pengganti", reverse("planning:deputy_list")),
        said="Masa penilai pengganti berakhir.",
    )
