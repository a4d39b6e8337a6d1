"""Settings of who acts in which capacity: roles, officials of the city, accounts, and the audit trail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel import accounts, audit, permissions, roles, second_factor
from personnel.forms.accounts import AccountForm
from personnel.forms.roles import AuditFilter, DayForm, NameFilter, RoleEndForm, RoleFilter, RoleForm
from personnel.models import AuditEntry, RoleAssignment, User
from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka

PER_PAGE = 50


def managers_only(request: Request) -> None:
    if not permissions.may_manage_roles(request.user):
        raise Http404


def _named(words: str, prefix: str) -> Q:
    """Accounts whose person or own name holds every word."""
    condition = Q()
    for word in words.split():
        condition &= Q(**{f"{prefix}name__icontains": word}) | Q(
            **{f"{prefix}civil_servant__name__icontains": word}
        )
    return condition


# --- Roles -----------------------------------------------------------------------------------


@require_safe
def role_list(request: Request) -> HttpResponse:
    managers_only(request)
    form = RoleFilter(request.GET)
    form.is_valid()
    chosen, today = form.cleaned_data, timezone.localdate()
    assignments = {
        "": RoleAssignment.objects.in_force(),
        "nanti": RoleAssignment.objects.filter(starts_on__gt=today),
        "lewat": RoleAssignment.objects.filter(ends_on__lt=today),
    }[chosen.get("keadaan", "")].filter(_named(chosen.get("q", ""), "user__"))
    if chosen.get("peran"):
        assignments = assignments.filter(role=chosen["peran"])
    assignments = assignments.select_related("user__civil_servant", "unit").order_by(
        "role", "unit__name", "pk"
    )
    page = page_of(request, assignments, PER_PAGE)
    count = page.paginator.count
    context = {
        "form": form,
        "page_obj": page,
        "grantable": roles.grantable(request.user),
        "result": f"{angka(count)} peran",
    }
    return render(request, "personnel/role_list.html", context)


@require_http_methods(["GET", "POST"])
def role_new(request: Request, pk: int) -> HttpResponse:
    """Give a role to the account ``pk``; nobody comes here for themself."""
    managers_only(request)
    account = get_object_or_404(User.objects.select_related("civil_servant__unit"), pk=pk)
    if account.pk == request.user.pk:
        raise Http404
    form = RoleForm(sent(request), roles=roles.grantable(request.user))
    return edit_page(
        request,
        form,
        lambda: roles.grant_role(user=account, **form.cleaned_data, by=request.user),
        title=f"Beri peran kepada {account}",
        lead=account.civil_servant.unit.name if account.civil_servant else "",
        act="Beri peran",
        above=(str(account), reverse("personnel:account_detail", args=[account.pk])),
        said=f"Peran sudah diberikan kepada {account}.",
    )


@require_http_methods(["GET", "POST"])
def role_end(request: Request, pk: int) -> HttpResponse:
    managers_only(request)
    assignment = get_object_or_404(
        RoleAssignment.objects.select_related("user__civil_servant", "unit"), pk=pk
    )
    if assignment.role not in roles.grantable(request.user):
        raise Http404
    form = RoleEndForm(sent(request))
    return confirm_page(
        request,
        lambda: roles.end_role(assignment, **form.cleaned_data, by=request.user),
        form=form,
        title=f"Akhiri peran {assignment}?",
        warning=str(assignment.user),
        consequences=[
            "Sesudah hari terakhir, akun ini tidak dapat lagi bertindak dalam peran ini.",
            "Tindakan dan tanda tangan yang sudah ada tetap sah dan tetap menyebut peran ini.",
        ],
        act="Akhiri peran",
        above=("Peran", reverse("personnel:role_list")),
        said="Peran sudah diakhiri.",
    )


@require_safe
def official_list(request: Request) -> HttpResponse:
    """Who holds which office of the city on a day, definitive or acting."""
    if not request.user.active_roles:
        raise Http404
    form = DayForm(request.GET)
    form.is_valid()
    day: dt.date = form.cleaned_data.get("tanggal") or timezone.localdate()
    offices = RoleAssignment.objects.in_force(day).filter(role__in=["ppk", "pyb", "unit_head"])
    offices = offices.select_related("user__civil_servant", "unit").order_by("role", "unit__name", "pk")
    context = {"form": form, "day": day, "offices": offices}
    return render(request, "personnel/official_list.html", context)


# --- Accounts --------------------------------------------------------------------------------


@require_safe
def account_list(request: Request) -> HttpResponse:
    managers_only(request)
    form = NameFilter(request.GET)
    form.is_valid()
    found = User.objects.filter(_named(form.cleaned_data.get("q", ""), "")).select_related(
        "civil_servant__unit"
    )
    page = page_of(request, found.order_by("civil_servant__name", "name", "pk"), PER_PAGE)
    count = page.paginator.count
    context = {
        "form": form,
        "page_obj": page,
        "result": f"{angka(count)} akun",
        "may_add": permissions.is_administrator(request.user),
    }
    return render(request, "personnel/account_list.html", context)


@require_safe
def account_detail(request: Request, pk: int) -> HttpResponse:
    managers_only(request)
    account = get_object_or_404(User.objects.select_related("civil_servant__unit"), pk=pk)
    itself = account.pk == request.user.pk
    context = {
        "account": account,
        "roles": account.role_assignments.select_related("unit").order_by("-starts_on", "pk"),
        "enrolled": second_factor.is_enrolled(account),
        "grantable": roles.grantable(request.user),
        "may_grant": not itself and bool(roles.grantable(request.user)),
        "may_administer": not itself and permissions.is_administrator(request.user),
    }
    return render(request, "personnel/account_detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def account_new(request: Request) -> HttpResponse:
    """An account without a person; its first password is shown once, on the answer."""
    if not permissions.is_administrator(request.user):
        raise Http404
    form = AccountForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: accounts.add_account(**form.cleaned_data, by=request.user),
        title="Buat akun tanpa pegawai",
        lead="Untuk wali kota dan petugas teknis yang bukan pegawai dalam daftar.",
        act="Buat akun",
        above=("Akun", reverse("personnel:account_list")),
        then=lambda made: _first_password(request, *made),
    )


def _first_password(request: Request, account: User, password: str) -> HttpResponse:
    context = {"name": account.name, "username": account.username, "password": password, "account": account}
    return render(request, "personnel/first_password.html", context)


@require_http_methods(["GET", "POST"])
def account_reset_second_factor(request: Request, pk: int) -> HttpResponse:
    account = _administered(request, pk)
    return confirm_page(
        request,
        lambda: second_factor.reset(account, by=request.user),
        title=f"Hapus verifikasi dua langkah {account}?",
        warning="Pastikan bahwa yang meminta memang pemilik akun ini, misalnya dengan bertemu langsung.",
        consequences=[
            "Aplikasi di ponsel dan kode pemulihannya tidak berlaku lagi.",
            "Saat masuk berikutnya, cukup kata sandi untuk mengaktifkan yang baru.",
            "Penghapusan ini tercatat dan terlihat oleh pemilik akun.",
        ],
        act="Hapus verifikasi dua langkah",
        above=(str(account), reverse("personnel:account_detail", args=[account.pk])),
        said="Verifikasi dua langkah sudah dihapus; pemilik akun mengaktifkannya lagi saat masuk.",
    )


def _administered(request: Request, pk: int) -> User:
    if not permissions.is_administrator(request.user) or pk == request.user.pk:
        raise Http404
    return get_object_or_404(User.objects.select_related("civil_servant"), pk=pk)


@require_POST
def account_close(request: Request, pk: int) -> HttpResponse:
    account = accounts.close_account(_administered(request, pk), by=request.user)
    messages.success(request, "Akun ditutup.")
    return redirect("personnel:account_detail", pk=account.pk)


@require_POST
def account_open(request: Request, pk: int) -> HttpResponse:
    account = accounts.open_account(_administered(request, pk), by=request.user)
    messages.success(request, "Akun dibuka kembali.")
    return redirect("personnel:account_detail", pk=account.pk)


# --- The audit trail -------------------------------------------------------------------------


@require_safe
def audit_list(request: Request) -> HttpResponse:
    """What was done by whom; for administrators."""
    if not permissions.may_read_audit(request.user):
        raise Http404
    form = AuditFilter(request.GET)
    form.is_valid()
    page = page_of(request, _entries(form.cleaned_data), PER_PAGE)
    count = page.paginator.count
    context = {
        "form": form,
        "page_obj": page,
        "rows": [
            (entry, audit.act_name(entry.action), audit.object_name(entry), audit.facts_of(entry))
            for entry in page
        ],
        "result": f"{angka(count)} catatan",
    }
    return render(request, "personnel/audit_list.html", context)


def _entries(chosen: dict[str, Any]) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.select_related("actor__civil_servant", "subject").order_by("-pk")
    if chosen.get("perbuatan"):
        entries = entries.filter(action=chosen["perbuatan"])
    if chosen.get("pelaku"):
        entries = entries.filter(_named(chosen["pelaku"], "actor__"))
    if chosen.get("dari"):
        entries = entries.filter(at__date__gte=chosen["dari"])
    if chosen.get("sampai"):
        entries = entries.filter(at__date__lte=chosen["sampai"])
    return entries
