"""Versions of the schedule: announced, listed, and what each has changed."""

from __future__ import annotations

from collections import Counter

from django import forms
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel.pages.editing import confirm_page, sent, way_of_job
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka
from planning.models import Cycle
from planning.views.years import cycle_asked
from training import permissions, releases
from training.models import Batch, Release
from training.releases import Kind, SessionChange
from training.views.guards import for_organisers, for_readers


class ReleaseForm(forms.Form):
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=300,
        help_text="Misalnya mengapa jadwal berubah. Boleh kosong.",
    )


@require_safe
def release_list(request: Request) -> HttpResponse:
    """The versions of a year, the newest first, and what waits to be announced."""
    for_readers(request)
    cycles = Cycle.objects.every()
    cycle = cycle_asked(request, cycles)
    manages = permissions.may_organise(request.user)
    rows = Release.objects.filter(cycle=cycle).annotate(meetings=Count("sessions"))
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "page_obj": page_of(request, rows.select_related("released_by__civil_servant").order_by("-number")),
        "manages": manages,
        "waiting": releases.how_many_pending(cycle) if cycle and manages else 0,
    }
    return render(request, "training/release_list.html", context)


@require_safe
def release_detail(request: Request, pk: int) -> HttpResponse:
    """What one version has changed."""
    for_readers(request)
    rows = Release.objects.select_related("cycle", "released_by__civil_servant")
    release = get_object_or_404(rows, pk=pk)
    earlier = releases.before(release)
    changes = releases.changes_between(releases.rows_of(earlier), releases.rows_of(release))
    context = {
        "release": release,
        "counts": counted(changes),
        "page_obj": page_of(request, changes, 50),
        "list_url": f"{reverse('training:release_list')}?tahun={release.cycle.year}",
    }
    return render(request, "training/release_detail.html", context)


def counted(changes: list[SessionChange]) -> list[str]:
    """'3 sesi baru', '1 sesi pindah'."""
    counts = Counter(change.kind for change in changes)
    return [f"{angka(counts[kind])} sesi {kind.label}" for kind in Kind if counts[kind]]


@require_http_methods(["GET", "HEAD", "POST"])
def release_new(request: Request, year: int) -> HttpResponse:
    """Announce: what will happen, and to how many."""
    for_organisers(request)
    cycle = Cycle.objects.filter(year=year).first() if year < 3000 else None
    if cycle is None:
        raise Http404
    form = ReleaseForm(sent(request))
    changes = releases.pending(cycle)
    planned = Batch.objects.filter(cycle=cycle, state=Batch.State.PLANNED).count()
    consequences = [
        *counted(changes),
        f"{angka(planned)} angkatan yang direncanakan menjadi terlihat oleh semua pegawai.",
        "Peserta dan narasumber yang bersangkutan diberi tahu perubahan sesinya sendiri.",
    ]
    return confirm_page(
        request,
        lambda: releases.release_later(cycle, form.cleaned_data["note"], by=request.user),
        form=form,
        title=f"Umumkan jadwal {year}?",
        warning="" if changes or planned else "Tidak ada perubahan yang perlu diumumkan.",
        consequences=consequences if changes or planned else [],
        danger=False,
        act="Umumkan jadwal",
        above=("Pengumuman jadwal", f"{reverse('training:release_list')}?tahun={year}"),
        then=way_of_job,
    )
