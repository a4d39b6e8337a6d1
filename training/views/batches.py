"""Batches: the list of a year, one batch with its sessions, and what organisers do to it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel.pages.editing import confirm_page, edit_page, press, sent
from personnel.pages.tables import Table
from personnel.requests import Request
from personnel.templatetags.palu import angka, jp, tanggal
from planning.models import Cycle
from planning.quarters import SHORT
from planning.views.years import cycle_asked
from training import batches, demand, permissions, releases
from training.batch_figures import with_figures
from training.conflicts import Conflict, conflicts_of_batch
from training.forms.batches import BatchFilter, BatchForm, CancelForm, NewBatchForm
from training.models import Batch, ProposedBatch, ProposedSeat, Session
from training.pages.columns import BATCHES
from training.views.guards import for_organisers


@require_http_methods(["GET", "HEAD", "POST"])
def batch_list(request: Request) -> HttpResponseBase:
    """The batches of a year that the person may see, by their first day; sent, they are taken out."""
    cycles = Cycle.objects.every()
    cycle = cycle_asked(request, cycles)
    form = BatchFilter(request.GET)
    batches_of_year = form.narrow(Batch.objects.visible_to(request.user).filter(cycle=cycle))
    rows = (
        with_figures(batches_of_year)
        .select_related("programme", "provider")
        .order_by("quarter", "begins", "programme__name", "number", "pk")
    )
    listed = Table(request, BATCHES, rows, caption="Angkatan")
    takes_out = bool(request.user.active_roles)
    if request.method == "POST":
        return listed.download(request, "angkatan", title="Angkatan", allowed=takes_out)
    manages = permissions.may_organise(request.user)
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "form": form,
        "table": listed,
        "takes_out": takes_out,
        "waiting": releases.how_many_pending(cycle) if cycle and manages else 0,
        "result": f"{angka(listed.count)} angkatan",
        "manages": manages,
    }
    return render(request, "training/batch_list.html", context)


def the_batch(request: Request, pk: int) -> Batch:
    """A batch that the person may see; anything else is not there."""
    rows = Batch.objects.visible_to(request.user).select_related(
        "cycle", "programme", "provider", "organiser__civil_servant"
    )
    return get_object_or_404(rows, pk=pk)


def page_of_batch(batch: Batch) -> str:
    return reverse("training:batch_detail", args=[batch.pk])


@require_safe
def batch_detail(request: Request, pk: int) -> HttpResponse:
    """One batch: facts and sessions."""
    batch = the_batch(request, pk)
    manages = permissions.may_organise(request.user)
    speaking = Prefetch("speaking__speaker__civil_servant")
    rows = Session.objects.filter(batch=batch).select_related("room__venue").prefetch_related(speaking)
    sessions = list(rows.order_by("starts_at", "pk"))
    may_change = manages and batch.state in batches.OPEN
    against = conflicts_of_batch(batch, sessions) if may_change else {}
    proposal = (
        ProposedBatch.objects.filter(batch=batch).select_related("run__cycle").first() if manages else None
    )
    context = {
        "batch": batch,
        "facts": _facts(batch),
        "sessions": sessions,
        "manages": manages,
        "now": timezone.now(),
        "may_change": may_change,
        "against": _together(sessions, against),
        "proposal": proposal,
        "meant": _meant(batch, proposal) if proposal else [],
        "is_proposed": batch.state == Batch.State.PROPOSED,
        "may_apply": batch.state == Batch.State.RELEASED and request.user.civil_servant_id is not None,
        "may_finish": manages and batch.state == Batch.State.RELEASED and batches.is_over(sessions),
    }
    return render(request, "training/batch_detail.html", context)


def _together(
    sessions: list[Session], against: dict[int, list[Conflict]]
) -> list[tuple[Conflict, list[Session]]]:
    """Each conflict once, with the sessions that it stands against: a warning often holds for all of them."""
    found: dict[str, tuple[Conflict, list[Session]]] = {}
    for session in sessions:
        for conflict in against.get(session.pk, []):
            found.setdefault(conflict.text, (conflict, []))[1].append(session)
    return sorted(found.values(), key=lambda row: not row[0].blocks)


def _meant(batch: Batch, proposal: ProposedBatch) -> list[ProposedSeat]:
    """Who is meant for a proposal; once it is confirmed, only those who could not be nominated."""
    seats = proposal.seats.select_related("civil_servant__unit", "item__plan__unit")
    if batch.state != Batch.State.PROPOSED:
        seats = seats.exclude(refusal="")
    return list(seats.order_by("civil_servant__name", "pk"))


def _facts(batch: Batch) -> list[tuple[str, Any]]:
    taken = batch.enrolments.filter(seat__isnull=False).count()
    closes = tanggal(batch.enrolment_closes_on) if batch.enrolment_closes_on else "saat sesi pertama mulai"
    facts = [
        ("Tahun dan triwulan", f"{batch.cycle.year}, triwulan {SHORT[batch.quarter]}"),
        ("Kursi", f"{angka(taken)} dari {angka(batch.capacity)} terisi"),
        ("JP program", jp(batch.programme.jp_proposed)),
        ("Penyelenggara", batch.provider),
        ("Penanggung jawab", batch.organiser or ""),
        ("Pendaftaran ditutup", closes),
    ]
    if batch.note:
        facts.append(("Catatan", batch.note))
    if batch.cancel_reason:
        facts.append(("Alasan pembatalan", batch.cancel_reason))
    return facts


def _above() -> tuple[str, str]:
    return "Angkatan", reverse("training:batch_list")


@require_http_methods(["GET", "HEAD", "POST"])
def batch_new(request: Request) -> HttpResponse:
    """One more batch of a programme."""
    for_organisers(request)
    form = NewBatchForm(sent(request), initial={"request_key": uuid.uuid4(), "organiser": request.user.pk})

    def make() -> Batch:
        data = form.cleaned_data
        return batches.make_batch(
            data["cycle"],
            data["programme"],
            form.values,
            by=request.user,
            request_key=data["request_key"],
        )

    return edit_page(
        request,
        form,
        make,
        title="Buat angkatan",
        act="Buat angkatan",
        above=_above(),
        said="Angkatan dibuat. Tambahkan sesinya.",
        then=page_of_batch,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def batch_change(request: Request, pk: int) -> HttpResponse:
    for_organisers(request)
    batch = the_batch(request, pk)
    form = BatchForm(sent(request), instance=batch)
    return edit_page(
        request,
        form,
        lambda: batches.change_batch(batch, form.values, by=request.user, seen=form.seen),
        title="Ubah angkatan",
        act="Simpan angkatan",
        above=(str(batch), page_of_batch(batch)),
        said="Angkatan tersimpan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def batch_cancel(request: Request, pk: int) -> HttpResponse:
    """Call it off, with what that means and to how many."""
    for_organisers(request)
    batch = the_batch(request, pk)
    form = CancelForm(sent(request))
    coming = batch.sessions.filter(is_cancelled=False).count()
    told = len(batches.participants(batch))
    return confirm_page(
        request,
        lambda: batches.cancel_batch(batch, form.cleaned_data["reason"], by=request.user),
        form=form,
        title=f"Batalkan {batch}?",
        consequences=[
            (f"{angka(coming)} sesi dibatalkan bila belum dimulai; ruang dan narasumbernya bebas lagi."),
            (f"{angka(told)} peserta dan pendaftar yang mempunyai akun diberi tahu dengan alasan Anda."),
            "Kepesertaan mereka berakhir; butir rencananya dapat diikuti pada angkatan lain.",
            "Pembatalan tidak dapat ditarik kembali.",
        ],
        act="Batalkan angkatan",
        cancel="Jangan batalkan, kembali",
        above=(str(batch), page_of_batch(batch)),
        said="Angkatan dibatalkan.",
    )


def _act(request: Request, pk: int, rule: Any, said: str) -> HttpResponse:
    for_organisers(request)
    batch = the_batch(request, pk)
    return press(request, lambda: rule(batch, by=request.user), said=said, then=page_of_batch(batch))


@require_POST
def batch_confirm(request: Request, pk: int) -> HttpResponse:
    """A proposal becomes a plan; whoever was meant for it is nominated."""
    for_organisers(request)
    batch = the_batch(request, pk)
    return press(
        request,
        lambda: demand.confirm(batch, by=request.user),
        said=lambda result: _nominated(request, len(result.made), len(result.refused)),
        then=page_of_batch(batch),
    )


def _nominated(request: Request, made: int, refused: int) -> str:
    """Warn of those who could not be nominated; the words for the others."""
    if refused:
        messages.warning(request, f"{angka(refused)} pegawai tidak dapat ditunjuk; sebabnya ada di bawah.")
    said = "Usulan ditetapkan sebagai rencana."
    if made:
        said += f" {angka(made)} pegawai ditunjuk; atasan mereka diminta menyetujui."
    return said


@require_POST
def batch_finish(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, batches.finish_batch, "Angkatan ditutup.")
