"""Search: one box in the bar, one page of what was found."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from personnel import rates
from personnel.people import find_by_nip
from personnel.requests import Request
from personnel.search import FINDABLE, Answer, is_like_a_nip, led_straight, look

LONGEST = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: Request) -> HttpResponse:
    """What was found. The box is sent as a POST, because only here it shows whether it holds a NIP."""
    if request.POST.get("cari") or request.GET.get("cari"):
        rates.count(request, "cari")
    if request.method == "POST":
        return _sent(request, request.POST.get("cari", "").strip()[:LONGEST])
    text = request.GET.get("cari", "").replace("\x00", "").strip()[:LONGEST]
    if is_like_a_nip(text):
        messages.warning(request, "Ketik NIP pada kotak pencarian, supaya NIP tidak tercatat di alamat.")
        return redirect("personnel:search")
    slug = request.GET.get("jenis", "")
    answer = look(request.user, text)
    context = {
        "text": text,
        "answer": answer,
        "shown": _shown(request, text, slug, answer),
        "chosen": slug if slug in FINDABLE else "",
        "query": urlencode({"cari": text}),
        "longest": LONGEST,
    }
    return render(request, "personnel/search.html", context)


def _shown(request: Request, text: str, slug: str, answer: Answer) -> Answer:
    """The first of every kind, or all of the kind that was chosen."""
    return look(request.user, text, slug) if slug in FINDABLE and text else answer


def _sent(request: Request, text: str) -> HttpResponse:
    if way := led_straight(request.user, text):
        return HttpResponseRedirect(way)
    if not is_like_a_nip(text):
        return HttpResponseRedirect(f"{reverse('personnel:search')}?{urlencode({'cari': text})}")
    person = find_by_nip(re.sub(r"[^0-9]", "", text), by=request.user)
    if person is None:
        messages.warning(request, "NIP itu tidak ditemukan di antara pegawai yang dapat Anda lihat.")
        return redirect("personnel:search")
    return redirect("personnel:civil_servant_detail", pk=person.pk)
