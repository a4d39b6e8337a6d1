"""Speakers, and when they cannot come."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from personnel.models import CivilServant
from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka, tanggal_jam
from training import permissions, speakers
from training.forms.speakers import SpeakerAbsenceForm, SpeakerFilter, SpeakerForm
from training.models import Speaker, SpeakerAbsence
from training.views.guards import for_organisers, for_readers

#: How many people a search offers.
FOUND = 25


@require_safe
def speaker_list(request: Request) -> HttpResponse:
    """Who can teach what; by field, by name, and who is free on a day."""
    for_readers(request)
    form = SpeakerFilter(request.GET)
    rows = (
        form.narrow()
        .select_related("civil_servant__unit")
        .prefetch_related("fields")
        .order_by("-is_active", Coalesce(NullIf("name", Value("")), F("civil_servant__name")), "pk")
    )
    page = page_of(request, rows)
    count = page.paginator.count
    context = {
        "form": form,
        "page_obj": page,
        "result": f"{angka(count)} narasumber",
        "manages": permissions.may_organise(request.user),
    }
    return render(request, "training/speaker_list.html", context)


def _the_speaker(pk: int) -> Speaker:
    rows = Speaker.objects.select_related("civil_servant__unit", "civil_servant__position")
    return get_object_or_404(rows, pk=pk)


@require_safe
def speaker_detail(request: Request, pk: int) -> HttpResponse:
    """One speaker: fields, absences to come, and sessions to come."""
    for_readers(request)
    speaker = _the_speaker(pk)
    manages = permissions.may_organise(request.user)
    now = timezone.now()
    speaking = speaker.speaking.filter(is_cancelled=False, ends_at__gt=now).select_related(
        "session__batch__programme", "session__room__venue"
    )
    if not manages:
        speaking = speaking.exclude(session__batch__state__in=["proposed", "planned"])
    context = {
        "speaker": speaker,
        "facts": _facts(speaker, with_addresses=manages),
        "absences": speaker.absences.filter(ends_at__gt=now),
        "speaking": speaking.order_by("starts_at")[:20],
        "manages": manages,
    }
    return render(request, "training/speaker_detail.html", context)


def _facts(speaker: Speaker, *, with_addresses: bool) -> list[tuple[str, Any]]:
    person = speaker.civil_servant
    facts = (
        [("Jabatan", person.position.name), ("Unit kerja", person.unit.name)]
        if person
        else [("Instansi", speaker.institution)]
    )
    facts.append(("Bidang keahlian", ", ".join(field.name for field in speaker.fields.all())))
    facts.append(("Riwayat singkat", speaker.biography))
    if with_addresses:
        facts += [
            ("Surel", speaker.email or (person.email if person else "")),
            ("Telepon", speaker.phone),
        ]
    facts.append(("Keadaan", "dapat diundang" if speaker.is_active else "tidak diundang lagi"))
    return facts


def _above() -> tuple[str, str]:
    return "Narasumber", reverse("training:speaker_list")


def _page_of(speaker: Speaker) -> str:
    return reverse("training:speaker_detail", args=[speaker.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def speaker_new(request: Request) -> HttpResponse:
    """An expert from outside."""
    for_organisers(request)
    form = SpeakerForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: speakers.save_speaker(form.values, by=request.user),
        title="Tambah narasumber dari luar",
        act="Tambah narasumber",
        above=_above(),
        said="Narasumber ditambahkan.",
        then=_page_of,
        lead="Untuk pegawai Kota Palu, pilih orangnya dari data pegawai agar nama dan unitnya ikut berubah.",
    )


@require_safe
def speaker_pick(request: Request) -> HttpResponse:
    """Find a civil servant who teaches."""
    for_organisers(request)
    q = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    found: list[CivilServant] = []
    if len(q) >= 3:
        people = CivilServant.objects.plan_targets().filter(name__icontains=q, speaker__isnull=True)
        found = list(people.for_list()[:FOUND])
    context = {"q": q, "found": found, "limit": FOUND, "is_short": 0 < len(q) < 3}
    return render(request, "training/speaker_pick.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def speaker_of_person(request: Request, pk: int) -> HttpResponse:
    """Put a civil servant on the list."""
    for_organisers(request)
    person = get_object_or_404(CivilServant.objects.select_related("unit", "position"), pk=pk)
    if known := Speaker.objects.filter(civil_servant=person).first():
        messages.info(request, "Pegawai ini sudah ada dalam daftar narasumber.")
        return redirect("training:speaker_detail", pk=known.pk)
    form = SpeakerForm(sent(request), is_inside=True)
    return edit_page(
        request,
        form,
        lambda: speakers.save_speaker(form.values, civil_servant=person, by=request.user),
        title=f"Jadikan {person.full_name} narasumber",
        act="Tambah narasumber",
        above=_above(),
        said="Narasumber ditambahkan.",
        then=_page_of,
        lead=f"{person.position.name}, {person.unit.name}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def speaker_change(request: Request, pk: int) -> HttpResponse:
    """Correct an entry, or take somebody out of the choice."""
    for_organisers(request)
    speaker = _the_speaker(pk)
    form = SpeakerForm(sent(request), instance=speaker, is_inside=speaker.civil_servant_id is not None)
    return edit_page(
        request,
        form,
        lambda: speakers.save_speaker(form.values, speaker=speaker, by=request.user, seen=form.seen),
        title="Ubah narasumber",
        act="Simpan narasumber",
        above=(str(speaker), _page_of(speaker)),
        said="Narasumber tersimpan.",
        remove_url=reverse("training:speaker_remove", args=[pk]),
        remove="Hapus narasumber",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def speaker_remove(request: Request, pk: int) -> HttpResponse:
    """Delete somebody who was never asked."""
    for_organisers(request)
    speaker = _the_speaker(pk)
    return confirm_page(
        request,
        lambda: speakers.remove_speaker(speaker, by=request.user),
        title=f"Hapus narasumber {speaker}?",
        act="Hapus narasumber",
        above=(str(speaker), _page_of(speaker)),
        said="Narasumber dihapus.",
        consequences=[
            "Keterangan dan halangannya dihapus; data pegawainya tetap.",
            "Yang sudah tercatat pada sesi tidak dapat dihapus; hapus saja centang “dapat diundang”.",
        ],
        then=reverse("training:speaker_list"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def speaker_absence(request: Request, pk: int) -> HttpResponse:
    """A time in which they cannot come."""
    for_organisers(request)
    speaker = _the_speaker(pk)
    form = SpeakerAbsenceForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: speakers.add_absence(speaker, **form.cleaned_data, by=request.user),
        title=f"Catat halangan {speaker}",
        act="Catat halangan",
        above=(str(speaker), _page_of(speaker)),
        said="Halangan tercatat.",
        lead="Sesi yang dijadwalkan pada waktu itu akan diperingatkan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def speaker_absence_remove(request: Request, pk: int) -> HttpResponse:
    """They can come after all."""
    for_organisers(request)
    rows = SpeakerAbsence.objects.select_related("speaker__civil_servant")
    absence = get_object_or_404(rows, pk=pk)
    return confirm_page(
        request,
        lambda: speakers.remove_absence(absence, by=request.user),
        title=f"Hapus halangan {absence.speaker}?",
        act="Hapus halangan",
        above=(str(absence.speaker), _page_of(absence.speaker)),
        said="Halangan dihapus.",
        consequences=[
            (
                f"Halangan {tanggal_jam(absence.starts_at)} sampai {tanggal_jam(absence.ends_at)} "
                "dihapus; narasumber dapat dijadwalkan lagi pada waktu itu."
            )
        ],
    )
