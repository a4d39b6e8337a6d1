"""Plan and reality: what became of the lines of a year."""

from __future__ import annotations

import uuid
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from personnel import audit
from personnel.addresses import reverse
from personnel.charts import moved
from personnel.models import CivilServant, Unit
from personnel.pages.choices import key_in
from personnel.pages.downloads import kind_asked, record_export, table
from personnel.pages.lists import page_of
from personnel.permissions import is_owner
from personnel.requests import Request
from personnel.shown import Compared, Figure
from personnel.spreadsheets import Sheet
from personnel.templatetags.palu import angka, jp, persen, rupiah
from planning.models import Cycle, Plan, PlanItem
from training import missed as rules
from training import permissions, reality
from training.forms.realisation import LineFilter, RealisationFilter
from training.models import CarriedLine, Enrolment, JpEntry, LineMissed, OutsideTraining
from training.reality import Choice, LineOutcome, Lines, Realisation, State, Tally

PAGE = 25

audit.name_acts({"realisation_exported": "Mengunduh realisasi rencana"})


def for_readers(request: Request) -> None:
    if not permissions.may_see_realisation(request.user):
        raise Http404


def years() -> list[Cycle]:
    """Years with a plan in force, the newest first."""
    plans = Plan.objects.current().filter(status=Plan.Status.RATIFIED)
    return list(Cycle.objects.filter(pk__in=plans.values("cycle")).order_by("-year"))


def year_asked(cycles: list[Cycle], wanted: str, today_year: int) -> Cycle | None:
    """The year asked for; else this year, the last one before it, or the first that comes."""
    for cycle in cycles:
        if str(cycle.year) == wanted:
            return cycle
    return next((cycle for cycle in cycles if cycle.year <= today_year), cycles[-1] if cycles else None)


def opds_of(request: Request) -> list[Unit]:
    """The OPD whose plans the person sees."""
    return list(Unit.objects.opds_of(request.user).order_by("name", "pk"))


class Scope:
    """The year, the units and the quarter that somebody looks at."""

    def __init__(self, request: Request, data: QueryDict, kind: type[RealisationFilter]) -> None:
        for_readers(request)
        self.cycles = years()
        self.cycle = year_asked(self.cycles, data.get("tahun", ""), reality.today().year)
        self.opds = opds_of(request)
        units = self.opds
        if kind is LineFilter:
            units = self._with_units_of(data.get("unit", ""))
        city = request.user.sees_city
        everything = "Seluruh kota" if city else "Semua unit"
        self.form: Any = kind(data, units=units, everything=everything)
        self.unit = next((unit for unit in units if unit.pk == self.form.unit_id), None)
        self.is_city = city and self.unit is None
        self.single = self.unit or (self.opds[0] if len(self.opds) == 1 else None)

    def _with_units_of(self, asked: str) -> list[Unit]:
        """All OPD, and below the one that is looked at its units."""
        opd = self.opds[0] if len(self.opds) == 1 else None
        if key := key_in(asked):
            chosen = Unit.objects.filter(pk=key).first()
            opd = next((o for o in self.opds if chosen and o.pk == chosen.opd_id), opd)
        if opd is None:
            return self.opds
        below = Unit.objects.filter(opd=opd).exclude(pk=opd.pk).order_by("name", "pk")
        return [*self.opds, *below]

    @property
    def opd_ids(self) -> list[int] | None:
        if self.unit is not None:
            return [self.unit.opd_id or self.unit.pk]
        return None if self.is_city else [opd.pk for opd in self.opds]

    def choice(self) -> Choice:
        """For a query; asks for a year to be there."""
        if self.cycle is None:
            raise Http404
        values = self.form.values
        below = self.unit is not None and not self.unit.is_opd
        return Choice(
            self.cycle,
            opds=self.opd_ids,
            quarter=self.form.quarter,
            path=self.unit.path if below and self.unit else "",
            state=values.get("keadaan", ""),
            q=values.get("q", "").strip(),
        )


# ------------------------------------------------------------------------------------------------ sums


@require_safe
def realisation(request: Request) -> HttpResponse:
    """By OPD and by quarter: lines, JP and money, as planned and as it came."""
    scope = Scope(request, request.GET, RealisationFilter)
    context: dict[str, Any] = {"scope": scope, "form": scope.form, "cycle": scope.cycle}
    if scope.cycle:
        # Quarters are shown side by side, so the sums are not narrowed to one.
        facts = Realisation(replace(scope.choice(), quarter=None))
        quarter = scope.form.quarter
        total = facts.total(quarter)
        context |= {
            "total": total,
            "figures": figures_of(total, scope, quarter),
            "quarters": _quarters(facts, scope),
            "rows": _opds(facts, scope, quarter) if scope.is_city or len(scope.opds) > 1 else [],
            "chart": chart_of(total),
            "compared": _last_year(scope, quarter, total),
            "carries": _carries(request, scope),
        }
    return render(request, "training/realisation.html", context)


def figures_of(total: Tally, scope: Scope, quarter: int | None) -> list[Figure]:
    """What took place of what was planned: lines, JP, money; and what still has no reason."""
    figures = [
        Figure(
            persen(total.percent),
            "sudah diikuti",
            note=f"{angka(total.took_place)} dari {angka(total.lines)} baris",
            origin_note="Baris yang pegawainya tercatat hadir, atau yang diganti dengan pelatihan luar yang "
            "sudah diperiksa.",
        ),
        Figure(jp(total.jp_counted), "JP diakui", note=f"direncanakan {jp(total.jp_planned)} JP"),
        Figure(
            rupiah(total.cost_realised),
            "biaya yang diikuti",
            note=f"direncanakan {rupiah(total.cost_planned)}",
            origin_note="Biaya per orang menurut rencana, dikalikan jumlah baris yang diikuti. Bukan angka "
            "pembukuan.",
        ),
    ]
    if total.due:
        figures.append(
            Figure(
                angka(total.due),
                "perlu dicatat sebabnya",
                note="triwulannya sudah berakhir",
                tone="late",
                url=_address("training:line_list", scope, keadaan="due", triwulan=quarter),
                link=f"Buka {angka(total.due)} baris",
            )
        )
    return figures


def _address(page: str, scope: Scope, **asked: Any) -> str:
    """A page about the same year and unit, narrowed as asked."""
    unit = scope.form.values["unit"]
    facts = {"tahun": scope.cycle.year if scope.cycle else None, "unit": unit, **asked}
    return f"{reverse(page)}?{urlencode({name: value for name, value in facts.items() if value})}"


def _quarters(facts: Realisation, scope: Scope) -> list[tuple[Tally, str, str]]:
    """Each quarter with its name and its lines."""
    return [
        (
            row,
            row.quarter_name,
            _address("training:line_list", scope, triwulan=row.quarter) if row.lines else "",
        )
        for row in facts.by_quarter()
    ]


def _opds(facts: Realisation, scope: Scope, quarter: int | None) -> list[tuple[Tally, str, str]]:
    """Each OPD with its name and the same page about it alone."""
    return [
        (
            row,
            row.label,
            _address("training:realisation", scope, unit=row.unit.pk, triwulan=quarter)
            if row.unit and row.lines
            else "",
        )
        for row in facts.by_opd(quarter)
    ]


def _last_year(scope: Scope, quarter: int | None, total: Tally) -> Compared | None:
    """The year beside the one before, if that has a plan in force: the same units, the same quarter."""
    choice = replace(scope.choice(), quarter=None)
    before = next((one for one in scope.cycles if one.year == choice.cycle.year - 1), None)
    if before is None:
        return None
    former = Realisation(replace(choice, cycle=before)).total(quarter)
    return compared(before.year, former, total)


def compared(year: int, before: Tally, now: Tally) -> Compared | None:
    """What became of the lines of two years; None where the former has none."""
    if not before.lines:
        return None
    percent, hours, cost = (
        (before.percent, now.percent),
        (before.jp_counted, now.jp_counted),
        (before.cost_realised, now.cost_realised),
    )
    lines = Decimal(before.lines), Decimal(now.lines)
    return Compared(
        "Dibandingkan dengan tahun sebelumnya",
        str(year),
        str(year + 1),
        (
            ("Sudah diikuti", persen(percent[0]), persen(percent[1]), moved(*percent, 1, "poin")),
            ("JP diakui", jp(hours[0]), jp(hours[1]), moved(*hours)),
            ("Biaya yang diikuti", rupiah(cost[0]), rupiah(cost[1]), moved(*cost)),
            ("Baris rencana", angka(lines[0]), angka(lines[1]), moved(*lines)),
        ),
        "tahun-lalu",
    )


def chart_of(total: Tally) -> list[tuple[str, int, str]]:
    """The states of the lines, for a bar."""
    order = (
        State.COUNTED,
        State.ATTENDED,
        State.SCHEDULED,
        State.PLANNED,
        State.ABSENT,
        State.MISSED,
    )
    return [(str(state.label), total.states[state], str(state.tone) or "neutral") for state in order]


def _carries(request: Request, scope: Scope) -> Cycle | None:
    """The next year into which missed lines could go, for whoever draws up the OPD's plan."""
    opd = scope.single
    if opd is None or not permissions.may_record_missed(request.user, opd):
        return None
    return Cycle.objects.filter(year__gt=scope.cycle.year).order_by("year").first() if scope.cycle else None


# ------------------------------------------------------------------------------------------------ lines


@require_safe
def line_list(request: Request) -> HttpResponse:
    """The lines behind the numbers; HR ticks those that did not take place."""
    scope = Scope(request, request.GET, LineFilter)
    context: dict[str, Any] = {"scope": scope, "form": scope.form, "cycle": scope.cycle}
    if scope.cycle:
        listed: Any = Lines(scope.choice())  # counted and cut by the database
        page = page_of(request, listed, PAGE)
        rows = list(page.object_list)
        count = page.paginator.count
        context |= {
            "page_obj": page,
            "rows": [(line, _may_record(request, line)) for line in rows],
            "records": any(_may_record(request, line) for line in rows),
            "result": f"{angka(count)} baris rencana",
            "values": scope.form.values,
        }
    return render(request, "training/line_list.html", context)


def _may_record(request: Request, line: LineOutcome) -> bool:
    """Whether to offer the tick: the rule asks again."""
    if not line.is_due or is_owner(request.user, line.person):
        return False
    return permissions.may_record_missed(request.user, line.item.plan.unit)


@require_POST
def line_export(request: Request) -> HttpResponseBase:
    """The chosen lines as CSV or XLSX."""
    scope = Scope(request, request.POST, LineFilter)
    if scope.cycle is None:
        raise Http404
    record_export(
        request,
        "realisation_exported",
        on=scope.unit or scope.cycle,
        year=scope.cycle.year,
        state=scope.form.values["keadaan"],
    )
    choice = scope.choice()
    size = reality.Lines(choice).count()
    sheet = Sheet("Realisasi", reality.FILE_COLUMNS, reality.file_rows(choice), size=size)
    return table(request, f"realisasi-{scope.cycle.year}", kind_asked(request), sheet)


# ------------------------------------------------------------------------------------------- one line


@require_safe
def line_detail(request: Request, key: uuid.UUID, person: int) -> HttpResponse:
    """One line with everything that its state rests on."""
    line = the_line(request, key, person)
    enrolments = Enrolment.objects.filter(item__key=key, civil_servant=person)
    shown = enrolments.select_related("batch__programme").prefetch_related(
        "batch__sessions", "attendances__session"
    )
    entries = JpEntry.objects.filter(attendance__enrolment__in=enrolments, reversal=None).exclude(
        kind=JpEntry.Kind.REVERSAL
    )
    missed = LineMissed.objects.filter(pk=line.missed or 0).select_related("recorded_by").first()
    carried = CarriedLine.objects.filter(missed=missed).select_related("missed").first() if missed else None
    came_from = CarriedLine.objects.filter(item_key=key, missed__civil_servant=person)
    acts = permissions.may_record_missed(request.user, line.item.plan.unit)
    context = {
        "line": line,
        "is_own": is_owner(request.user, line.person),
        "sees_plan": bool(request.user.active_roles)
        and Plan.objects.visible_to(request.user).filter(pk=line.item.plan_id).exists(),
        "enrolments": [(enrolment, _sessions(enrolment)) for enrolment in shown.order_by("pk")],
        "entries": entries.order_by("earned_on", "pk"),
        "outside": OutsideTraining.objects.filter(pk=line.outside or 0).first(),
        "missed": missed,
        "goes_to": rules.in_plan(carried).first() if carried else None,
        "carried": carried,
        "came_from": came_from.select_related(
            "missed__item__plan__cycle", "missed__item__plan__unit"
        ).first(),
        "may_record": _may_record(request, line),
        "may_withdraw": bool(missed) and acts and not is_owner(request.user, line.person),
    }
    return render(request, "training/line_detail.html", context)


def the_line(request: Request, key: uuid.UUID, person: int) -> LineOutcome:
    """A line of a plan that the person sees, or of somebody whom they see."""
    items = PlanItem.objects.filter(key=key, plan__is_current=True, plan__status=Plan.Status.RATIFIED)
    item = get_object_or_404(items.select_related("plan__cycle"))
    sees = Plan.objects.visible_to(request.user).filter(pk=item.plan_id).exists() or (
        CivilServant.objects.visible_to(request.user).filter(pk=person).exists()
    )
    line = reality.line_of(item.plan.cycle, key, person) if sees else None
    if line is None:
        raise Http404
    return line


def _sessions(enrolment: Enrolment) -> list[tuple[Any, bool | None]]:
    """The sessions that stand, and whether the person was there; None while nobody knows."""
    there = {row.session_id: row.is_present for row in enrolment.attendances.all()}
    return [
        (session, there.get(session.pk))
        for session in enrolment.batch.sessions.all()
        if not session.is_cancelled
    ]


@require_safe
def my_lines(request: Request) -> HttpResponse:
    """What became of one's own lines."""
    person = request.user.civil_servant
    if person is None:
        raise Http404
    plans = Plan.objects.current().filter(status=Plan.Status.RATIFIED, targets__civil_servant=person)
    cycles = list(Cycle.objects.filter(pk__in=plans.values("cycle")).order_by("-year"))
    cycle = year_asked(cycles, request.GET.get("tahun", ""), reality.today().year)
    page = None
    if cycle:
        page = page_of(request, reality.outcomes_of(cycle, [person.pk]), PAGE)
    context = {"cycles": cycles, "cycle": cycle, "page_obj": page, "rows": list(page or [])}
    return render(request, "training/my_lines.html", context)
