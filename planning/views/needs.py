"""The needs: the city's map, a unit, its people, and files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from personnel.composed import Composed
from personnel.models import CivilServant, Unit
from personnel.navigation import address_of
from personnel.pages.choices import key_in
from personnel.pages.downloads import attachment, record_export, workbook
from personnel.pages.tables import Table
from personnel.permissions import has_subordinates
from personnel.requests import Request
from personnel.shown import Tab, Tabs
from personnel.spreadsheets import CSV
from planning import exports, permissions
from planning.forms.needs import HeatMapFilter, PeopleFilter
from planning.hidden_levels import hidden_team
from planning.models import (
    Competency,
    Cycle,
    Need,
)
from planning.pages.columns import needs as need_columns
from planning.reports.gap_years import gap_trend, gap_years
from planning.reports.heat_map import CORE, HeatMap, competencies_of
from planning.reports.heat_map import heat_map as heat_map_of
from planning.reports.needs import group_needs, person_rows
from planning.reports.plans import jp_coverage


def the_cycle(year: int) -> Cycle:
    """The cycle of a year. Needs are those of now, so only the open one has them; a closed one's are in its
    plans."""
    cycle = next(iter(_open()), None)
    if cycle is None or cycle.year != year:
        raise Http404
    return cycle


@Composed
def _open() -> QuerySet[Cycle]:
    return Cycle.objects.open().select_related("standard_version")


def the_unit(request: Request, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent", "opd"), pk=pk)


# --- The map --------------------------------------------------------------------------------------


@require_safe
def heat_map(request: Request, year: int | None = None) -> HttpResponse:
    """The city for those who act for it; others are led to what is theirs: units, subordinates,
    themselves."""
    user = request.user
    if year is None:
        cycle = Cycle.objects.one_open()
        return (
            redirect("planning:heat_map", year=cycle.year)
            if cycle
            else render(request, "planning/need_none.html")
        )
    cycle = the_cycle(year)
    if not user.active_roles:
        if has_subordinates(user):
            return redirect("planning:need_subordinates", year=year)
        if user.civil_servant_id:
            return redirect("planning:need_person", year=year, pk=user.civil_servant_id)
        raise Http404
    units = None if user.sees_city else Unit.objects.visible_to(user)
    if units is not None and len(user.role_units) == 1:
        return redirect("planning:need_unit", year=year, pk=user.role_units[0].pk)
    form = HeatMapFilter(request.GET)
    worst = key_in(request.GET.get("urut"))
    table = heat_map_of(cycle=cycle, by="opd", units=units, **form.arguments).worst_first(worst)
    context = {
        "cycle": cycle,
        "tabs": _tabs(request, cycle),
        "form": form,
        "table": table,
        "worst": worst,
        "keeps": _keeps(request),
        "rows": _linked(
            table,
            cycle,
            {unit.opd_id: unit for unit in user.role_units if unit.opd_id} if units is not None else {},
        ),
        "figures": _figures(table, cycle, None if units is None else user.role_units),
        "trend": gap_trend(gap_years()) if user.sees_city else None,
        "unit": None,
        "may_export": permissions.may_export_needs(user),
        "example": any(competency.is_example for competency in table.competencies),
    }
    return render(request, "planning/heat_map.html", context)


@require_safe
def need_unit(request: Request, year: int, pk: int) -> HttpResponse:
    """The units below one unit; a unit without any shows its people at once."""
    cycle, unit = the_cycle(year), the_unit(request, pk)
    if not unit.children.exists():
        return redirect("planning:need_people", year=year, pk=pk)
    form = HeatMapFilter(request.GET)
    worst = key_in(request.GET.get("urut"))
    table = heat_map_of(cycle=cycle, scope=unit, by="unit", **form.arguments).worst_first(worst)
    context = {
        "cycle": cycle,
        "tabs": _tabs(request, cycle, unit, below=True),
        "form": form,
        "table": table,
        "worst": worst,
        "keeps": _keeps(request),
        "rows": _linked(table, cycle, {}),
        "figures": _figures(table, cycle, [unit]),
        "trend": gap_trend(gap_years([unit.pk])) if unit.is_opd else None,
        "unit": unit,
        "crumbs": _crumbs(request, cycle, unit),
        "may_export": permissions.may_export_needs(request.user),
        "example": any(competency.is_example for competency in table.competencies),
    }
    return render(request, "planning/heat_map.html", context)


def _tabs(request: Request, cycle: Cycle, unit: Unit | None = None, *, below: bool = False) -> Tabs:
    """The needs of a unit, which may have others below it, or of the city, from several sides."""
    pages = [("Per subunit", "planning:need_unit")] if below else []
    pages += [("Per pegawai", "planning:need_people")] if unit else [("Per OPD", "planning:heat_map")]
    pages.append(("Kebutuhan kelompok", "planning:need_groups"))
    where = [cycle.year, unit.pk] if unit else [cycle.year]
    here = request.resolver_match.view_name if request.resolver_match else ""
    tabs = [Tab(label, reverse(page, args=where), page == here) for label, page in pages]
    if unit is None and (index := address_of("training:index_by_opd")):
        tabs.append(Tab("Simulasi IP ASN", index))
    return Tabs("Tampilan kebutuhan", tuple(tabs))


def _keeps(request: Request) -> str:
    """The address with its filters, to which the competency is added by which the map is to be sorted."""
    query = request.GET.copy()
    query.pop("urut", None)
    return f"?{query.urlencode()}&" if query else "?"


def _linked(table: HeatMap, cycle: Cycle, instead: dict[int, Unit]) -> list[dict[str, Any]]:
    """The rows with where they lead; ``instead``: OPD → the unit below it that the person may look into."""
    pattern = reverse("planning:need_unit", kwargs={"year": cycle.year, "pk": 0})
    front, back = pattern.split("/0/")
    linked = []
    for row in table.rows:
        assert row.unit is not None  # noqa: S101 - only the total has none
        unit = instead.get(row.unit.pk, row.unit)
        people = f"{front}/{unit.pk}/pegawai/?{'langsung=1&' if row.is_direct else ''}"
        linked.append(
            {
                "row": row,
                "name": unit.name if unit is not row.unit else row.unit.name,
                "url": people.rstrip("&") if row.is_direct else f"{front}/{unit.pk}/{back}",
                "people_url": f"{people}keadaan=kesenjangan&kompetensi=",
            }
        )
    return linked


def _figures(table: HeatMap, cycle: Cycle, units: Sequence[Unit] | None) -> dict[str, Any]:
    """The four figures above the map; the hours only where whole OPD are looked at."""
    if units is None:
        coverage = jp_coverage(None, cycle)
    elif all(unit.is_opd for unit in units):
        coverage = jp_coverage(units, cycle)
    else:
        coverage = None
    return {"totals": table.totals, "coverage": coverage}


def _crumbs(request: Request, cycle: Cycle, unit: Unit) -> list[tuple[str, str]]:
    """(label, address) of the pages above, as far as the person may open them."""
    crumbs = []
    if request.user.sees_city or len(request.user.role_units) > 1:
        crumbs.append(("Kebutuhan kompetensi", reverse("planning:heat_map", kwargs={"year": cycle.year})))
    above = {
        other.pk: other for other in (unit.opd, unit.parent) if other is not None and other.pk != unit.pk
    }
    for other in above.values():
        if may_open(request, other):
            url = reverse("planning:need_unit", kwargs={"year": cycle.year, "pk": other.pk})
            crumbs.append((other.name, url))
    return crumbs


def may_open(request: Request, unit: Unit) -> bool:
    user = request.user
    return user.sees_city or any(own.contains(unit) for own in user.role_units)


@require_safe
def need_groups(request: Request, year: int, pk: int | None = None) -> HttpResponse:
    """How urgent the need of a whole group is, per competency: the city, or one unit with all below it."""
    cycle = the_cycle(year)
    if pk is None and not request.user.sees_city:
        raise Http404
    unit = the_unit(request, pk) if pk is not None else None
    context = {
        "tabs": _tabs(request, cycle, unit, below=bool(unit and unit.children.exists())),
        "unit": unit,
        "crumbs": _crumbs(request, cycle, unit) if unit else [],
        "needs": group_needs(scope=unit),
    }
    return render(request, "planning/need_groups.html", context)


# --- People ---------------------------------------------------------------------------------------


@require_safe
def need_people(request: Request, year: int, pk: int) -> HttpResponse:
    """The people of a unit and below it (``?langsung=1``: only of the unit itself), a competency a cell."""
    cycle, unit = the_cycle(year), the_unit(request, pk)
    people = CivilServant.objects.plan_targets()
    direct = request.GET.get("langsung") == "1"
    people = people.filter(unit=unit) if direct else people.within(unit)
    context = {
        "cycle": cycle,
        "tabs": _tabs(request, cycle, unit, below=unit.children.exists()),
        "unit": unit,
        "direct": direct,
        "crumbs": _crumbs(request, cycle, unit),
        **_people(request, people, opd=unit.opd_id),
    }
    return render(request, "planning/need_people.html", context)


@require_safe
def need_subordinates(request: Request, year: int) -> HttpResponse:
    """The people whose direct superior one is."""
    cycle = the_cycle(year)
    if not has_subordinates(request.user):
        raise Http404
    people = CivilServant.objects.plan_targets().filter(superior=request.user.civil_servant_id)
    blind = people.filter(pk__in=hidden_team(request.user, cycle))
    context = {
        "cycle": cycle,
        "tabs": None,
        "unit": None,
        "crumbs": [],
        "unrated": blind.order_by("name", "pk"),
        **_people(request, people.exclude(pk__in=blind.values("pk"))),
    }
    return render(request, "planning/need_people.html", context)


def _people(request: Request, people: QuerySet[CivilServant], *, opd: int | None = None) -> dict[str, Any]:
    """Those of ``people``, all of one OPD (its id) where that is known, who are looked for."""
    form = PeopleFilter(request.GET)
    values = form.values
    competency: Competency | None = values["kompetensi"]
    people = _narrow(people, competency, values["keadaan"])
    if competency is not None and values["urutan"] == "gap":
        people = people.filter(needs__basis=Need.Basis.CURRENT, needs__competency=competency).order_by(
            F("needs__gap").desc(nulls_last=True), "name", "pk"
        )
    elif values["urutan"] == "gap":
        within = {"need_summaries__opd": opd} if opd else {}  # an index has them in this order
        people = people.filter(need_summaries__basis=Need.Basis.CURRENT, **within).order_by(
            "-need_summaries__gap_sum", "name", "pk"
        )
    else:
        people = people.order_by("name", "pk")
    competencies = [competency] if competency else competencies_of(values["kelompok"])
    listed = Table(
        request,
        need_columns(competencies),
        people.select_related("unit", "position"),
        caption="Kesenjangan setiap pegawai",
        drawn_by_hand=True,
    )
    page = listed.page
    rows = person_rows(list(page.object_list), competencies)
    if not competency and values["kelompok"] != CORE:
        # Of the technical ones only those that somebody on this page needs.
        asked = [place for place in range(len(competencies)) if any(row.needs[place][0] for row in rows)]
        competencies = [competencies[place] for place in asked]
        rows = [
            type(row)(row.civil_servant, row.match, [row.needs[place] for place in asked]) for row in rows
        ]
    heads = listed.heads_by_key
    return {
        "form": form,
        "table": listed,
        "page_obj": page,
        "rows": rows,
        "by_name": heads["nama"],
        "by_match": heads["jpm"],
        "by_gap": [(one, heads[f"k{one.pk}"]) for one in competencies],
        "competencies": competencies,
        "competency": competency,
    }


def _narrow(
    people: QuerySet[CivilServant], competency: Competency | None, status: str | None
) -> QuerySet[CivilServant]:
    if not status and competency is None:
        return people
    needs = Q(basis=Need.Basis.CURRENT)
    if status:
        needs &= Q(status=status)
    if competency is not None:
        needs &= Q(competency=competency)
    return people.filter(pk__in=Need.objects.filter(needs).values("civil_servant"))


# --- Files ----------------------------------------------------------------------------------------


@require_POST
def need_export(request: Request, year: int, kind: str) -> HttpResponseBase:
    """``rincian`` (CSV): a row per person and competency. ``ringkasan`` (XLSX): the map and the
    people."""
    cycle = the_cycle(year)
    if not permissions.may_export_needs(request.user) or kind not in {"rincian", "ringkasan"}:
        raise Http404
    key = key_in(request.POST.get("unit"))
    unit = the_unit(request, key) if key else None
    units = Unit.objects.visible_to(request.user)
    if unit is not None:
        units = units.filter(path__startswith=unit.path)
    everything = unit is None and request.user.sees_city
    export = exports.Export(cycle, None if everything else list(units.values_list("pk", flat=True)))
    record_export(request, "needs_exported", on=unit or cycle, year=cycle.year, kind=kind)
    name = f"kebutuhan-{cycle.year}-{kind}"
    if kind == "rincian":
        return attachment(export.needs_file(), f"{name}.{CSV}")
    shown = heat_map_of(
        cycle=cycle,
        scope=unit,
        by="unit" if unit else "opd",
        units=None if request.user.sees_city else Unit.objects.visible_to(request.user),
        order="name",
    )
    return workbook(request, name, *exports.summary_sheets(shown, export))
