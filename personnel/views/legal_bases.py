"""Settings: the regulations that documents name as their legal basis."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from personnel import legal_bases, permissions
from personnel.forms.legal_bases import LegalBasisEndForm, LegalBasisForm
from personnel.models import LegalBasis
from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.requests import Request


def _managers_only(request: Request) -> None:
    if not permissions.may_manage_legal_bases(request.user):
        raise Http404


@require_safe
def legal_basis_list(request: Request) -> HttpResponse:
    """What is printed today, what will be, and what was."""
    _managers_only(request)
    today = timezone.localdate()
    rows = list(LegalBasis.objects.order_by("order", "pk"))
    context = {
        "current": [basis for basis in rows if not basis.valid_to or basis.valid_to >= today],
        "ended": [basis for basis in rows if basis.valid_to and basis.valid_to < today],
        "today": today,
    }
    return render(request, "personnel/legal_basis_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def legal_basis_new(request: Request) -> HttpResponse:
    """A regulation that is printed from a day on."""
    _managers_only(request)
    form = LegalBasisForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: legal_bases.add_legal_basis(**form.cleaned_data, by=request.user),
        title="Tambah dasar hukum",
        act="Tambah dasar hukum",
        above=_above(),
        said="Dasar hukum ditambahkan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def legal_basis_change(request: Request, pk: int) -> HttpResponse:
    """Correct the wording, the place or the first day."""
    _managers_only(request)
    basis = get_object_or_404(LegalBasis, pk=pk)
    initial = {name: getattr(basis, name) for name in ("text", "order", "valid_from")}
    form = LegalBasisForm(sent(request), initial=initial)
    return edit_page(
        request,
        form,
        lambda: legal_bases.change_legal_basis(basis, **form.cleaned_data, by=request.user),
        title="Betulkan dasar hukum",
        lead="Peraturan yang diganti diakhiri dan penggantinya ditambahkan; di sini hanya pembetulan.",
        act="Simpan",
        above=_above(),
        said="Dasar hukum tersimpan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def legal_basis_end(request: Request, pk: int) -> HttpResponse:
    """Print it until a day."""
    _managers_only(request)
    basis = get_object_or_404(LegalBasis, pk=pk)
    form = LegalBasisEndForm(sent(request))
    return confirm_page(
        request,
        lambda: legal_bases.end_legal_basis(basis, **form.cleaned_data, by=request.user),
        form=form,
        title="Akhiri dasar hukum ini?",
        warning=basis.text,
        consequences=[
            "Dokumen yang dibuat sesudah hari itu tidak lagi menyebutnya.",
            "Dokumen yang sudah dicetak tidak berubah.",
        ],
        act="Akhiri dasar hukum",
        above=_above(),
        said="Dasar hukum diakhiri.",
    )


def _above() -> tuple[str, str]:
    return "Dasar hukum", reverse("personnel:legal_basis_list")
