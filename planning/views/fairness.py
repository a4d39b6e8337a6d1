"""Who gets development, by group; and who has been left out, for how long."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from personnel.models import Unit
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.shown import Tab, Tabs
from personnel.templatetags.palu import persen
from planning.forms.fairness import LeftOutFilter, OpdFilter
from planning.models import Cycle
from planning.reports.fairness import Fairness, Table, figures_of
from planning.reports.left_out import SPANS, LeftOut, reasons
from planning.suppression import K

PER_PAGE = 50
#: A difference of fewer points between two groups is not pointed out.
WORTH_SAYING = 10


def the_year(request: Request, year: int) -> Cycle:
    """A year, for whoever acts for a unit or the city."""
    if not request.user.active_roles:
        raise Http404
    return get_object_or_404(Cycle, year=year)


def opds_of(request: Request) -> list[Unit]:
    """The OPD into which the person looks, by name."""
    return list(Unit.objects.opds_of(request.user).order_by("name", "pk"))


def the_opd(request: Request, opds: list[Unit]) -> Unit | None:
    """The one asked for; without asking the city, or one's own first. Another one is not there."""
    wanted = request.GET.get("opd", "")
    if not wanted:
        return None if request.user.sees_city else next(iter(opds), None)
    for opd in opds:
        if wanted == str(opd.pk):
            return opd
    raise Http404


def report_tabs(request: Request, year: int, opd: int | None) -> Tabs:
    """The reports of a year beside each other; those by group stay with the OPD that is looked at."""
    query = f"?opd={opd}" if opd else ""
    pages = (
        ("Prakiraan 20 JP", "planning:forecast_city", ""),
        ("Pemerataan", "planning:fairness", query),
        ("Belum mendapat butir", "planning:fairness_left_out", query),
    )
    shown = request.resolver_match
    here = shown.view_name.replace("forecast_unit", "forecast_city") if shown else ""
    return Tabs(
        "Laporan tahun ini",
        tuple(Tab(label, reverse(page, args=[year]) + kept, page == here) for label, page, kept in pages),
    )


@require_safe
def fairness(request: Request, year: int) -> HttpResponse:
    """Five cuts of the city or of one OPD. Small groups are hidden, also from those who may see the names:
    the page is printed and passed on (ADR 0012)."""
    cycle = the_year(request, year)
    opds = opds_of(request)
    opd = the_opd(request, opds)
    facts = Fairness.of(cycle)
    tables = facts.tables(opd.pk if opd else None)
    total = facts.of_opd(opd.pk) if opd else facts.total if facts.may_show else None
    left_out_url = reverse("planning:fairness_left_out", args=[year]) + (f"?opd={opd.pk}" if opd else "")
    context = {
        "cycle": cycle,
        "tabs": report_tabs(request, year, opd.pk if opd else None),
        "opd": opd,
        "form": OpdFilter({"opd": str(opd.pk) if opd else ""}, opds=opds, everything=request.user.sees_city),
        "may_choose": len(opds) > 1,
        "total": total,
        "figures": figures_of(total, facts.total if opd and facts.may_show else None, left_out_url)
        if total
        else [],
        "tables": tables,
        "by_opd": None if opd else facts.by_opd({one.pk: one.name for one in opds}),
        "hidden": any(table.hidden for table in tables) or bool(facts.merged and not opd),
        "standing_out": standing_out(tables),
        "k": K,
    }
    return render(request, "planning/fairness.html", context)


def standing_out(tables: list[Table]) -> str:
    """One sentence about the two groups of one cut that lie farthest apart."""
    pairs = [(table, pair) for table in tables if table.key != "years" and (pair := table.apart)]
    if not pairs:
        return ""
    table, (low, high) = max(pairs, key=lambda one: _points(one[1]))
    if _points((low, high)) < WORTH_SAYING:
        return (
            f"Tidak ada kelompok yang bagiannya berbeda lebih dari {WORTH_SAYING} poin persen dari yang lain."
        )
    assert low.sums is not None and high.sums is not None  # noqa: PT018, S101 - only shown groups are compared
    words = (
        "Perbedaan terbesar ada pada %(cut)s: %(low)s %(low_share)s mendapat butir, %(high)s %(high_share)s."
    )
    return words % {
        "cut": table.title.lower(),
        "low": low.label,
        "low_share": persen(low.sums.share),
        "high": high.label,
        "high_share": persen(high.sums.share),
    }


def _points(pair: Any) -> Any:
    low, high = pair
    return high.sums.share - low.sums.share


@require_safe
def fairness_left_out(request: Request, year: int) -> HttpResponse:
    """Names, only for those who may see the person anyway."""
    cycle = the_year(request, year)
    opds = opds_of(request)
    opd = the_opd(request, opds)
    data = request.GET.copy()
    data["opd"] = str(opd.pk) if opd else ""
    form = LeftOutFilter(data, opds=opds, everything=request.user.sees_city)
    values = form.values
    listed = LeftOut(
        request.user, cycle, opd.pk if opd else None, span=values["lama"] or "", q=values["q"].strip()
    )
    page = page_of(request, listed, PER_PAGE)
    rows = list(page.object_list)
    why = reasons([person.pk for person, _years in rows], cycle)
    context = {
        "cycle": cycle,
        "tabs": report_tabs(request, year, opd.pk if opd else None),
        "opd": opd,
        "form": form,
        "page_obj": page,
        "rows": [(person, _span(years), why.get(person.pk, "")) for person, years in rows],
    }
    return render(request, "planning/fairness_left_out.html", context)


def _span(years: int | None) -> str:
    if years is None:
        return str(SPANS["unknown"])
    if years <= 0:
        return str(SPANS["0"])
    return f"{years} tahun"
