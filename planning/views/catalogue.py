"""The catalogue of what can be learned, and how each form counts in JP."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import jp, rupiah
from planning import catalogue, permissions
from planning.forms.catalogue import ConversionForm, ProgrammeFilter, ProgrammeForm, ProviderForm
from planning.learning_hours import length_of_jp
from planning.models import ConversionRule, DevelopmentForm, Programme, Provider

PER_PAGE = 50


@require_safe
def programme_list(request: Request) -> HttpResponse:
    """In which form, with whom, at what cost; open to everybody, for whom it is meant."""
    manages = permissions.may_manage_catalogue(request.user)
    form = ProgrammeFilter(request.GET)
    offered = Programme.objects.all() if manages else Programme.objects.active()
    programmes = form.narrow(offered.select_related("competency", "form", "provider"))
    page = page_of(
        request, programmes.order_by("-is_active", "competency__order", "level_to", "name"), PER_PAGE
    )
    context = {"form": form, "page_obj": page, "manages": manages}
    return render(request, "planning/programme_list.html", context)


@require_safe
def programme_detail(request: Request, pk: int) -> HttpResponse:
    """One entry: what is learned, for whom, and what comes before it."""
    manages = permissions.may_manage_catalogue(request.user)
    offered = Programme.objects.all() if manages else Programme.objects.active()
    programme = get_object_or_404(offered.select_related("competency", "form", "provider"), pk=pk)
    context = {
        "programme": programme,
        "facts": _facts_of(programme),
        "prerequisites": programme.prerequisites.order_by("name"),
        "opens": programme.opens.active().order_by("name"),
        "manages": manages,
    }
    return render(request, "planning/programme_detail.html", context)


def _facts_of(programme: Programme) -> list[tuple[str, str]]:
    seats = f"{programme.min_seats} sampai {programme.max_seats} orang"
    return [
        ("Kode", programme.code),
        ("Kompetensi", programme.competency.name),
        ("Mengantar ke tingkat", str(programme.level_to)),
        ("Bentuk", f"{programme.form.name} · {programme.form.get_track_display()}"),
        ("JP diusulkan", jp(programme.jp_proposed)),
        ("Penyelenggara", programme.provider.name),
        ("Biaya per orang", rupiah(programme.cost_per_person)),
        ("Kesesuaian kurikulum", programme.get_curriculum_display()),
        ("Untuk", programme.audience),
        ("Peserta seangkatan", seats),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: Request) -> HttpResponse:
    """A new entry of the catalogue."""
    _managers_only(request)
    form = ProgrammeForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: catalogue.add_programme(form.values, by=request.user),
        title="Tambah program",
        act="Tambah program",
        above=("Katalog program", reverse("planning:programme_list")),
        said=lambda programme: f"Program {programme} ditambahkan.",
        then=lambda programme: reverse("planning:programme_detail", args=[programme.pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def programme_change(request: Request, pk: int) -> HttpResponse:
    """Correct an entry or take it out of the choice."""
    _managers_only(request)
    programme = get_object_or_404(Programme, pk=pk)
    form = ProgrammeForm(sent(request), instance=programme)
    return edit_page(
        request,
        form,
        lambda: catalogue.change_programme(programme, form.values, by=request.user),
        title="Ubah program",
        act="Simpan program",
        above=(programme.name, reverse("planning:programme_detail", args=[pk])),
        said="Program tersimpan.",
    )


# --- Providers --------------------------------------------------------------------------------


@require_safe
def provider_list(request: Request) -> HttpResponse:
    """Who carries programmes out, those in the choice first."""
    _managers_only(request)
    page = page_of(request, Provider.objects.order_by("-is_active", "name"), PER_PAGE)
    return render(request, "planning/provider_list.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def provider_new(request: Request) -> HttpResponse:
    """Somebody else who carries programmes out."""
    _managers_only(request)
    form = ProviderForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: catalogue.add_provider(**form.cleaned_data, by=request.user),
        title="Tambah penyelenggara",
        act="Tambah penyelenggara",
        above=_above_providers(),
        said="Penyelenggara ditambahkan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def provider_change(request: Request, pk: int) -> HttpResponse:
    """Correct a name or take the provider out of the choice."""
    _managers_only(request)
    provider = get_object_or_404(Provider, pk=pk)
    form = ProviderForm(sent(request), instance=provider)
    return edit_page(
        request,
        form,
        lambda: catalogue.change_provider(provider, **form.cleaned_data, by=request.user),
        title="Ubah penyelenggara",
        act="Simpan penyelenggara",
        above=_above_providers(),
        said="Penyelenggara tersimpan.",
    )


def _above_providers() -> tuple[str, str]:
    return "Penyelenggara", reverse("planning:provider_list")


# --- JP conversion ----------------------------------------------------------------------------


@require_safe
def conversion_list(request: Request) -> HttpResponse:
    """Every form with the rule in force today and the one that comes next."""
    if not request.user.active_roles:
        raise Http404
    today = timezone.localdate()
    rows = []
    for form in DevelopmentForm.objects.filter(is_active=True).prefetch_related("rules"):
        rules = sorted(form.rules.all(), key=lambda rule: rule.valid_from)
        coming = next((rule for rule in rules if rule.valid_from > today), None)
        rows.append((form, _in_force(rules), coming))
    context = {
        "rows": rows,
        "manages": permissions.may_manage_catalogue(request.user),
        "length_of_jp": length_of_jp(),
    }
    return render(request, "planning/conversion_list.html", context)


def _in_force(rules: list[ConversionRule]) -> ConversionRule | None:
    today = timezone.localdate()
    fitting = (rule for rule in rules if rule.valid_from <= today <= (rule.valid_to or today))
    return next(fitting, None)


@require_safe
def conversion_detail(request: Request, code: str) -> HttpResponse:
    """One form: its rule and those before and after."""
    if not request.user.active_roles:
        raise Http404
    form = get_object_or_404(DevelopmentForm, code=code)
    rules = list(form.rules.order_by("-valid_from"))
    context = {
        "form_of_development": form,
        "rules": rules,
        "in_force": _in_force(rules),
        "manages": permissions.may_manage_catalogue(request.user),
    }
    return render(request, "planning/conversion_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def conversion_change(request: Request, code: str) -> HttpResponse:
    """A new rule from a day on."""
    _managers_only(request)
    development = get_object_or_404(DevelopmentForm, code=code)
    now = development.rules.in_force().first()
    initial = {name: getattr(now, name) for name in catalogue.RULE_FIELDS} if now else {}
    form = ConversionForm(sent(request), initial=initial)
    return confirm_page(
        request,
        lambda: catalogue.set_conversion(
            development, form.values, valid_from=form.cleaned_data["valid_from"], by=request.user
        ),
        form=form,
        title=f"Ubah aturan konversi: {development.name}",
        consequences=[
            "Aturan yang berlaku sekarang berakhir sehari sebelum tanggal itu.",
            "Aturan lain yang sudah disiapkan untuk tanggal itu atau sesudahnya diganti aturan ini.",
            "Butir rencana dihitung dengan aturan ini saat disimpan lagi atau draf disusun lagi.",
        ],
        act="Simpan aturan",
        danger=False,
        above=(development.name, reverse("planning:conversion_detail", args=[code])),
        said="Aturan konversi tersimpan.",
    )


def _managers_only(request: Request) -> None:
    if not permissions.may_manage_catalogue(request.user):
        raise Http404
