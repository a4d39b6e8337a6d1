"""Jabatan dan kekosongan: which posts fall vacant when, and who could follow, side by side."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careers import nominations, permissions, seats
from careers.forms.seats import EndForm, KeyForm, MoveForm, NominationForm, SeatFilter
from careers.models import Seat, SuccessorNomination
from careers.reports import seats as report
from personnel import audit
from personnel.models import CivilServant
from personnel.pages.downloads import kind_asked, record_export, table
from personnel.pages.editing import edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka, titik

PER_PAGE = 25
CANDIDATES_PER_PAGE = 10

audit.name_acts(
    {
        "view_candidate": "Membandingkan calon jabatan",
        "seats_exported": "Mengunduh jabatan dan kekosongan",
    }
)


@never_cache
@require_safe
def seat_list(request: Request) -> HttpResponse:
    """The structural posts in sight, those that empty first at the top."""
    found = _Chosen(request, request.GET)
    page = page_of(request, found.shown, PER_PAGE)
    sums = report.Sums.of(found.listed, found.today)
    context = {
        "form": found.form,
        "chosen": found.chosen,
        "figures": sums.figures,
        "levels": sums.by_level,
        "opds": [] if found.values["opd"] else sums.by_opd,
        "spread": sums.spread,
        "page_obj": page,
        "rows": report.rows(list(page.object_list), found.today),
        "result": f"{angka(page.paginator.count)} jabatan",
        "may_compare": permissions.may_compare(request.user),
        "today": found.today,
    }
    return render(request, "careers/seat_list.html", context)


@require_POST
def seat_export(request: Request) -> HttpResponseBase:
    """The chosen posts as CSV or XLSX, all pages of them."""
    found = _Chosen(request, request.POST)
    opd = found.values["opd"]
    record_export(request, "seats_exported", on=opd or None, chosen=found.words)
    return table(
        request,
        f"jabatan-dan-kekosongan-{found.today.isoformat()}",
        kind_asked(request),
        report.sheet(list(found.shown), found.today),
    )


class _Chosen:
    """The seats that the form asks for: ``listed`` for the sums, ``shown`` for the rows."""

    def __init__(self, request: Request, data: QueryDict) -> None:
        if not permissions.may_see_seats(request.user):
            raise Http404
        self.today = timezone.localdate()
        self.form = SeatFilter(data, user=request.user)
        self.values = self.form.values
        listed = report.dated(Seat.objects.visible_to(request.user).for_list(), self.today)
        if self.values["opd"]:
            listed = listed.filter(unit__opd=self.values["opd"])
        if self.values["jenjang"]:
            listed = listed.filter(position__level=self.values["jenjang"])
        if self.values["kritikal"]:
            listed = listed.filter(is_key=True)
        self.listed = listed

    @cached_property
    def shown(self) -> Any:
        wanted = self.values["waktu"]
        seats = report.until(self.listed, wanted, self.today) if wanted else self.listed
        seats = seats.order_by("empties_on", "unit__name", "position__name", "pk")
        return report.without_successor(list(seats), self.today) if self.values["tanpa"] else seats

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What the address says, to be sent again with the form that takes the list out."""
        return [(name, str(getattr(value, "pk", value))) for name, value in self.values.items() if value]

    @property
    def words(self) -> str:
        """What was chosen, for the record."""
        return ", ".join(f"{name}: {value}" for name, value in self.values.items() if value)


@never_cache
@require_safe
def seat_detail(request: Request, pk: int) -> HttpResponse:
    """The people for whom the post lies next, by name or by one chosen requirement; each look is recorded."""
    if not permissions.may_compare(request.user):
        raise Http404
    today = timezone.localdate()
    seat = _the_seat(request, pk)
    order = request.GET.get("urut", "")
    field = report.field(seat, today, order=order)
    orders = [("Nama", "", order not in field.labels)]
    orders += [(label, label, order == label) for label in field.labels]
    page = page_of(request, field.posts, CANDIDATES_PER_PAGE)
    page.object_list = report.candidates(list(page.object_list), field.columns, today)
    people = [candidate.person for candidate in page.object_list]
    if people:
        with transaction.atomic():
            audit.record_each("view_candidate", by=request.user, subjects=people, seat=seat.pk)
    context = {
        "seat": seat,
        "where": report.where_is(seat),
        "labels": field.columns,
        "alike": "; ".join(f"{label} ({fact.lower()})" for label, fact in field.alike),
        "orders": orders,
        "page_obj": page,
        "keeps": permissions.may_keep_rules(request.user),
        "nominations": seat.nominations.select_related("civil_servant"),
        "today": today,
    }
    return render(request, "careers/seat_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_key(request: Request, pk: int) -> HttpResponse:
    """Say why a post is key, or that it is no more."""
    if not permissions.may_keep_rules(request.user):
        raise Http404
    seat = _the_seat(request, pk)
    form = KeyForm(sent(request), initial={"reason": seat.key_reason})
    return edit_page(
        request,
        form,
        lambda: seats.set_key(seat, form.cleaned_data["reason"], by=request.user),
        title="Jabatan kritikal",
        lead=f"{seat.position.name}, {seat.unit.name}.",
        act="Simpan",
        above=(seat.position.name, reverse("careers:seat_detail", args=[pk])),
        said="Tersimpan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def seat_leave(request: Request, pk: int) -> HttpResponse:
    """Say when a holder leaves for a known reason other than age, or that they stay."""
    if not permissions.may_keep_rules(request.user):
        raise Http404
    seat = _the_seat(request, pk)
    if seat.holder is None:
        raise Http404
    form = MoveForm(sent(request), initial={"leaves_on": seat.leaves_on, "leaves_reason": seat.leaves_reason})
    return edit_page(
        request,
        form,
        lambda: seats.foresee_move(
            seat, form.cleaned_data["leaves_on"], form.cleaned_data["leaves_reason"], by=request.user
        ),
        title="Perpindahan yang sudah diketahui",
        lead=f"{seat.position.name}, {seat.unit.name}, dipangku {titik(seat.holder.full_name)} "
        "Misalnya mutasi, tugas belajar, atau pensiun dini yang sudah diputuskan.",
        act="Simpan",
        above=(seat.position.name, reverse("careers:seat_detail", args=[pk])),
        said="Tersimpan.",
    )


# --- Nominations ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def nomination_new(request: Request, pk: int, person: int) -> HttpResponse:
    """Name somebody for the seat."""
    if not permissions.may_compare(request.user):
        raise Http404
    seat = _the_seat(request, pk)
    who = get_object_or_404(CivilServant.objects.visible_to(request.user), pk=person)
    if who.pk == request.user.civil_servant_id:
        raise Http404
    form = NominationForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: nominations.nominate(seat, who, **form.cleaned_data, by=request.user),
        title=f"Nominasikan {who.full_name}",
        lead=f"Untuk {seat.position.name}, {seat.unit.name}. Syarat dan versi aturan hari ini dibekukan, dan "
        "pegawai itu diberi tahu. Ini bukan keputusan pengangkatan.",
        act="Nominasikan",
        above=(seat.position.name, reverse("careers:seat_detail", args=[pk])),
        said="Nominasi tersimpan dan pegawai diberi tahu.",
        then=lambda made: reverse("careers:nomination_detail", args=[made.pk]),
    )


@never_cache
@require_safe
def nomination_detail(request: Request, pk: int) -> HttpResponse:
    """What was checked when somebody was named: for whoever compares, and for the person."""
    nomination = _the_nomination(request, pk)
    context = {
        "nomination": nomination,
        "checks": nomination.checks.select_related("rule"),
        "may_compare": permissions.may_compare(request.user),
    }
    return render(request, "careers/nomination_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def nomination_end(request: Request, pk: int) -> HttpResponse:
    """End a nomination, with the reason."""
    if not permissions.may_compare(request.user):
        raise Http404
    nomination = _the_nomination(request, pk)
    form = EndForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: nominations.end_nomination(nomination, form.cleaned_data["words"], by=request.user),
        title="Akhiri nominasi",
        act="Akhiri nominasi",
        above=("Nominasi", reverse("careers:nomination_detail", args=[pk])),
        said="Nominasi berakhir.",
    )


def _the_nomination(request: Request, pk: int) -> SuccessorNomination:
    rows = SuccessorNomination.objects.select_related(
        "seat__position", "seat__unit", "civil_servant__position", "nominated_by"
    )
    if not permissions.may_compare(request.user):
        rows = rows.filter(civil_servant=request.user.civil_servant_id or 0)
    return get_object_or_404(rows, pk=pk)


def _the_seat(request: Request, pk: int) -> Seat:
    return get_object_or_404(Seat.objects.visible_to(request.user).for_list(), pk=pk)
