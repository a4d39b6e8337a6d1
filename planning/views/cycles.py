"""The year: opened, its rules and weights, the city's priorities."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.requests import Request
from planning import cycles, permissions
from planning.forms.cycles import CycleForm, PriorityForm, RulesForm, WeightsForm
from planning.models import Cycle


@require_safe
def cycle_list(request: Request) -> HttpResponse:
    if not request.user.active_roles:
        raise Http404
    context = {
        "cycles": Cycle.objects.select_related("standard_version").order_by("-year"),
        "manages": permissions.may_manage_cycles(request.user),
    }
    return render(request, "planning/cycle_list.html", context)


@require_safe
def cycle_detail(request: Request, year: int) -> HttpResponse:
    """Rules, weights and priorities of a year, for all who work with them."""
    if not request.user.active_roles:
        raise Http404
    cycle = get_object_or_404(Cycle.objects.select_related("standard_version"), year=year)
    context = {
        "cycle": cycle,
        "manages": permissions.may_manage_cycles(request.user) and cycle.is_open,
        "weights": _facts(cycle, cycles.WEIGHTS),
        "rules": _facts(cycle, cycles.RULES),
        "priorities": cycle.city_priorities.select_related("competency").order_by(
            "-strength", "competency__order"
        ),
    }
    return render(request, "planning/cycle_detail.html", context)


def _facts(cycle: Cycle, names: tuple[str, ...]) -> list[tuple[Any, Any]]:
    """Fields with their names in words."""
    words = {field.name: field.verbose_name for field in Cycle._meta.fields}
    return [(words[name], getattr(cycle, name)) for name in names]


def the_open_cycle(request: Request, year: int) -> Cycle:
    if not permissions.may_manage_cycles(request.user):
        raise Http404
    return get_object_or_404(Cycle, year=year, is_open=True)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_open(request: Request) -> HttpResponse:
    """The next year, with the rules of the last."""
    if not permissions.may_manage_cycles(request.user):
        raise Http404
    form = CycleForm(sent(request))
    former = Cycle.objects.one_open()
    consequences = ["Aturan, bobot, dan prioritas kota disalin dari siklus terakhir dan dapat diubah."]
    if former:
        consequences.append(
            f"Siklus {former.year} ditutup: rencananya tetap, kebutuhannya tidak lagi dihitung."
        )
    return confirm_page(
        request,
        lambda: cycles.open_cycle(form.cleaned_data["year"], by=request.user),
        form=form,
        title="Buka siklus perencanaan",
        act="Buka siklus",
        danger=False,
        consequences=consequences,
        above=("Siklus perencanaan", reverse("planning:cycle_list")),
        said=lambda cycle: f"Siklus {cycle.year} dibuka.",
        then=lambda cycle: _page_of(cycle.year),
    )


def _page_of(year: int) -> str:
    return reverse("planning:cycle_detail", args=[year])


def _above(year: int) -> tuple[str, str]:
    return f"Siklus {year}", _page_of(year)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_weights(request: Request, year: int) -> HttpResponse:
    """The six weights; they add up to 100."""
    cycle = the_open_cycle(request, year)
    form = WeightsForm(sent(request), initial={name: getattr(cycle, name) for name in cycles.WEIGHTS})
    return edit_page(
        request,
        form,
        lambda: cycles.set_weights(cycle, form.cleaned_data, by=request.user),
        title=f"Bobot prioritas {year}",
        act="Simpan bobot",
        above=_above(year),
        said="Bobot tersimpan. Skor dihitung dengan bobot ini saat draf disusun lagi.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_rules(request: Request, year: int) -> HttpResponse:
    """What the year asks of plans."""
    cycle = the_open_cycle(request, year)
    form = RulesForm(sent(request), initial={name: getattr(cycle, name) for name in cycles.RULES})
    return edit_page(
        request,
        form,
        lambda: cycles.set_rules(cycle, form.cleaned_data, by=request.user),
        title=f"Aturan siklus {year}",
        act="Simpan aturan",
        above=_above(year),
        said="Aturan siklus tersimpan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_priority(request: Request, year: int) -> HttpResponse:
    """Set or take away one competency's priority."""
    cycle = the_open_cycle(request, year)
    form = PriorityForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: cycles.set_city_priority(cycle, by=request.user, **form.cleaned_data),
        title=f"Prioritas kota {year}",
        act="Simpan prioritas",
        above=_above(year),
        said="Prioritas kota tersimpan.",
    )
