"""Settings: the regulations that documents name as their legal basis."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from personnel import legal_bases, permissions
from personnel.forms.legal_bases import LegalBasisEndForm, LegalBasisForm
from personnel.models import LegalBasis
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
        "reads_audit": permissions.may_read_audit(request.user),
    }
    return render(request, "personnel/legal_basis_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def legal_basis_new(request: Request) -> HttpResponse:
    _managers_only(request)
    form = LegalBasisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            legal_bases.add_legal_basis(**form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Dasar hukum ditambahkan.")
            return redirect("personnel:legal_basis_list")
    return _page(request, form, title="Tambah dasar hukum", act="Tambah dasar hukum")


@require_http_methods(["GET", "HEAD", "POST"])
def legal_basis_change(request: Request, pk: int) -> HttpResponse:
    """Correct the wording, the place or the first day."""
    _managers_only(request)
    basis = get_object_or_404(LegalBasis, pk=pk)
    initial = {name: getattr(basis, name) for name in ("text", "order", "valid_from")}
    form = LegalBasisForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            legal_bases.change_legal_basis(basis, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Dasar hukum tersimpan.")
            return redirect("personnel:legal_basis_list")
    warning = "Peraturan yang diganti diakhiri dan penggantinya ditambahkan; di sini hanya pembetulan."
    return _page(request, form, title="Betulkan dasar hukum", act="Simpan", warning=warning)


@require_http_methods(["GET", "HEAD", "POST"])
def legal_basis_end(request: Request, pk: int) -> HttpResponse:
    """Print it until a day."""
    _managers_only(request)
    basis = get_object_or_404(LegalBasis, pk=pk)
    form = LegalBasisEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            legal_bases.end_legal_basis(basis, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Dasar hukum diakhiri.")
            return redirect("personnel:legal_basis_list")
    consequences = [
        "Dokumen yang dibuat sesudah hari itu tidak lagi menyebutnya.",
        "Dokumen yang sudah dicetak tidak berubah.",
    ]
    title = "Akhiri dasar hukum ini?"
    act = "Akhiri dasar hukum"
    return _page(request, form, title=title, act=act, warning=basis.text, consequences=consequences)


def _page(
    request: Request,
    form: forms.Form,
    *,
    title: str,
    act: str,
    warning: str = "",
    consequences: list[str] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "act": act,
        "warning": warning,
        "consequences": consequences,
        "danger": bool(consequences),
        "cancel_url": reverse("personnel:legal_basis_list"),
    }
    status = 422 if form.errors else 200
    return render(request, "personnel/legal_basis_form.html", context, status=status)
