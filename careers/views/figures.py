"""The dated figures and the paths between levels: open to everybody, kept by BKPSDMD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from careers import figures, permissions, steps
from careers.forms.figures import StepForm, figure_form
from careers.forms.rules import RuleEndForm
from careers.models import CareerStep, Standing
from careers.views.rules import keepers_only
from personnel.models import Position
from personnel.pages.editing import edit_page, sent
from personnel.requests import Request
from personnel.shown import Chip, Link
from personnel.templatetags.palu import angka


@dataclass(frozen=True)
class ShownFigure:
    """One figure in words, with its days, and whether a later one has taken its place."""

    name: str
    words: str
    valid_from: dt.date
    state: Chip | None
    standing: Chip
    source: str


@dataclass(frozen=True)
class FigureTable:
    """The figures of one kind."""

    slug: str
    title: str
    heading: str
    rows: tuple[ShownFigure, ...]

    @property
    def new(self) -> Link:
        """To the form of a new figure."""
        return Link("Tetapkan angka baru", reverse("careers:figure_new", args=[self.slug]), about=self.title)


def _credit(row: Any) -> str:
    words = f"{_short(row.per_year)} setahun"
    return f"{words}; {_short(row.to_next_level)} ke jenjang berikutnya" if row.to_next_level else words


def _short(number: Any) -> str:
    return angka(number, 2).rstrip("0").rstrip(",") if "," in angka(number, 2) else angka(number)


#: kind → title, heading of the first column, what a row is about, what it says
SHOWN: dict[str, tuple[str, str, Callable[[Any], str], Callable[[Any], str]]] = {
    "koefisien": ("Koefisien angka kredit", "Jenjang", lambda row: row.get_level_display(), _credit),
    "persentase": (
        "Persentase angka kredit menurut predikat",
        "Predikat",
        lambda row: row.get_predicate_display(),
        lambda row: f"{row.percent} % dari koefisien",
    ),
    "bup": (
        "Batas usia pensiun",
        "Jenjang",
        lambda row: row.get_level_display(),
        lambda row: f"{row.age} tahun",
    ),
}


@require_safe
def figure_list(request: Request) -> HttpResponse:
    """All figures with their days; what has been replaced stays in sight."""
    today = timezone.localdate()
    tables = [_table(figures.KINDS[slug], today) for slug in SHOWN]
    context = {
        "tables": tables,
        "manages": permissions.may_keep_rules(request.user),
        "today": today,
    }
    return render(request, "careers/figure_list.html", context)


def _table(kind: figures.Kind, today: dt.date) -> FigureTable:
    title, heading, name, words = SHOWN[kind.slug]
    field: Any = kind.model._meta.get_field(kind.of)
    order = list(dict(field.flatchoices))
    rows: Iterable[Any] = kind.model._default_manager.order_by("-valid_from")
    listed = sorted(rows, key=lambda row: order.index(getattr(row, kind.of)))
    shown, current = [], set()
    for row in listed:
        of = getattr(row, kind.of)
        state = Chip("akan berlaku", "info") if row.valid_from > today else None
        if row.valid_from <= today and of in current:
            state = Chip("digantikan")
        elif row.valid_from <= today:
            current.add(of)
        standing = Standing(row.standing).chip
        shown.append(ShownFigure(name(row), words(row), row.valid_from, state, standing, row.source))
    return FigureTable(kind.slug, title, heading, tuple(shown))


@require_http_methods(["GET", "HEAD", "POST"])
def figure_new(request: Request, kind: str) -> HttpResponse:
    """A figure from a day on."""
    keepers_only(request)
    wanted = figures.KINDS.get(kind)
    if wanted is None:
        raise Http404
    form = figure_form(wanted)(sent(request))
    return edit_page(
        request,
        form,
        lambda: figures.set_figure(wanted, form.values, by=request.user),
        title=f"{SHOWN[kind][0]}: angka baru",
        lead="Angka yang berlaku sekarang berakhir sehari sebelum angka baru mulai, dan tetap dapat dibaca.",
        act="Simpan angka",
        above=("Angka acuan", reverse("careers:figure_list")),
        said="Angka tersimpan.",
    )


# --- Paths ------------------------------------------------------------------------------------------------


@require_safe
def step_list(request: Request) -> HttpResponse:
    """Which level leads where, and by what right; what comes later too."""
    today = timezone.localdate()
    listed = CareerStep.objects.exclude(valid_to__lt=today)
    order = list(Position.Level.values)
    context = {
        "steps": sorted(listed, key=lambda step: (order.index(step.from_level), step.move, step.pk)),
        "manages": permissions.may_keep_rules(request.user),
        "today": today,
    }
    return render(request, "careers/step_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def step_new(request: Request) -> HttpResponse:
    """A path that was not there."""
    keepers_only(request)
    form = StepForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: steps.add_step(form.values, by=request.user),
        title="Jalur baru",
        lead="Dari satu jenjang ke jenjang lain. Halaman jalur jabatan setiap pegawai jenjang itu langsung "
        "mengikutinya.",
        act="Simpan jalur",
        above=("Jalur antarjenjang", reverse("careers:step_list")),
        said="Jalur tersimpan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def step_end(request: Request, pk: int) -> HttpResponse:
    """No path any more after a day."""
    keepers_only(request)
    step = get_object_or_404(CareerStep, pk=pk)
    form = RuleEndForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: steps.end_step(step, form.cleaned_data["valid_to"], by=request.user),
        title="Akhiri jalur",
        lead=f"{step}: {step.get_move_display().lower()}. Sesudah hari itu jalur ini tidak ditampilkan lagi.",
        act="Akhiri jalur",
        above=("Jalur antarjenjang", reverse("careers:step_list")),
        said="Jalur diakhiri.",
    )
