"""What the application has told the person who looks."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel import notice_groups, notices, permissions
from personnel.forms.notices import NoticeChoiceForm
from personnel.pages.choices import key_in, keys_in
from personnel.pages.editing import edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka

PER_PAGE = 25


@require_safe
def notice_list(request: Request) -> HttpResponse:
    """The notices of oneself, the unread first. To look marks nothing as read: that is a button."""
    mine = request.user.notices.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
    page = page_of(request, mine, PER_PAGE)
    context = {
        "page_obj": page,
        "groups": notice_groups.near_identical(list(page)),
        "unread": request.user.unread_notices,
        "stuck": notices.stuck() if permissions.is_administrator(request.user) else 0,
        "newest": max((notice.pk for notice in page), default=0),
    }
    return render(request, "personnel/notice_list.html", context)


@require_POST
def notice_read(request: Request, pk: int) -> HttpResponse:
    """Mark one as read and go on to its page, or stay."""
    notice = request.user.notices.filter(pk=pk).first()
    if notice is None:
        raise Http404
    notices.mark_read(notice.pk, by=request.user)
    for other in keys_in(request.POST.getlist("also")[:PER_PAGE]):
        notices.mark_read(other, by=request.user)
    onwards = "open" in request.POST and _is_ours(notice.path)
    return redirect(notice.path if onwards else "personnel:notice_list")


def _is_ours(path: str) -> bool:
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


@require_POST
def notice_read_all(request: Request) -> HttpResponse:
    until = key_in(request.POST.get("until"))
    count = notices.mark_all_read(by=request.user, until=until) if until else 0
    messages.success(
        request,
        f"{angka(count)} pemberitahuan ditandai dibaca." if count else "Tidak ada yang belum dibaca.",
    )
    return redirect("personnel:notice_list")


@require_http_methods(["GET", "HEAD", "POST"])
def notice_choices(request: Request) -> HttpResponse:
    """How soon each kind is mailed: at once, once a day, or not at all where that is allowed."""
    form = NoticeChoiceForm(sent(request), choices=notice_groups.choices_of(request.user))
    return edit_page(
        request,
        form,
        lambda: notice_groups.choose(form.cleaned_data, by=request.user),
        title="Surel pemberitahuan",
        lead="Di aplikasi semua pemberitahuan tetap muncul. Surel hanya memuat nama depan Anda dan tautan.",
        act="Simpan pilihan",
        above=("Pemberitahuan", reverse("personnel:notice_list")),
        said="Pilihan surel tersimpan.",
    )
