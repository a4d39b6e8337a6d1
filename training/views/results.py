"""Results of a batch, and the certificates that follow from them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.checks import too_many_misses
from personnel.imports.lines import BadFile
from personnel.pages.editing import confirm_page, edit_page, form_page, press, saved, sent
from personnel.pages.lists import page_of
from personnel.pages.tables import Table
from personnel.request_size import SMALL_FILE, carries
from personnel.requests import Request
from personnel.templatetags.palu import angka
from training import certificates, permissions, results_sheet
from training import results as rules
from training.forms.certificates import CertificateRulesForm, CodeForm
from training.forms.enrolment import ReasonForm
from training.forms.results import ResultsForm, SheetForm
from training.models import Batch, Certificate
from training.pages.columns import CERTIFICATES, PARTS, certificate_kind
from training.views.guards import for_organisers

PAGE = 50


def _the_batch(request: Request, pk: int) -> Batch:
    """A batch of which somebody is in charge; anything else is not there."""
    rows = Batch.objects.visible_to(request.user).released().select_related("programme", "cycle")
    batch = get_object_or_404(rows, pk=pk)
    if not permissions.is_in_charge(request.user, batch):
        raise Http404
    return batch


# ---------------------------------------------------------------------------------------------- results


@require_http_methods(["GET", "HEAD", "POST"])
def results(request: Request, pk: int) -> HttpResponse:
    """Tests and who passed, a page of participants at a time."""
    batch = _the_batch(request, pk)
    page = page_of(request, rules.graded(batch), PAGE)
    closed, own = rules.why_not_yet(batch), request.user.civil_servant_id
    form = ResultsForm(sent(request), page=list(page), own=own, closed=bool(closed))
    try:
        kept = saved(
            request,
            form,
            lambda: rules.set_results(batch, form.wanted, by=request.user, seen=form.cleaned_data["stamp"]),
            said=lambda rows: f"Hasil {rows} peserta tersimpan." if rows else "Tidak ada yang berubah.",
            then=request.get_full_path(),
        )
    except PermissionDenied:
        raise Http404 from None
    return kept or form_page(
        request,
        "training/results.html",
        form,
        batch=batch,
        page_obj=page,
        figures=rules.figures(batch),
        closed=closed,
    )


@carries(SMALL_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def results_paste(request: Request, pk: int) -> HttpResponse:
    """Results from a spreadsheet, sent or copied: first as they were read, then kept."""
    batch = _the_batch(request, pk)
    form = SheetForm(sent(request), request.FILES or None)
    reading = None
    if request.method == "POST" and form.is_valid() and (found := _sheet(form)):
        own = request.user.civil_servant_id
        reading = results_sheet.read(batch, found.text, own=own, sheet=found.sheet)
        reading.faults[:0] = found.remarks
        wants_save = request.POST.get("act") == "save" and not request.FILES
        if wants_save and (left := _kept(request, batch, form, reading)):
            return left
        form.show(text=found.text, sheet=found.sheet, stamp=reading.stamp)
    context = {"batch": batch, "reading": reading, "columns": results_sheet.COLUMNS}
    return form_page(request, "training/results_paste.html", form, **context)


def _sheet(form: SheetForm) -> results_sheet.Opened | None:
    """What was sent; nothing, and the reason in the form, where the file cannot be read."""
    values = form.cleaned_data
    if not values["file"]:
        return results_sheet.Opened(values["text"], values["sheet"])
    try:
        return results_sheet.opened(values["file"].name, values["file"].chunks())
    except BadFile as refusal:
        form.add_error("file", str(refusal))
        return None


def _kept(
    request: Request, batch: Batch, form: SheetForm, reading: results_sheet.Reading
) -> HttpResponse | None:
    return saved(
        request,
        form,
        lambda: rules.set_results(batch, reading.wanted, by=request.user, seen=form.cleaned_data["stamp"]),
        said=lambda rows: f"Hasil {rows} peserta tersimpan." if rows else "Tidak ada yang berubah.",
        then=reverse("training:results", args=[batch.pk]),
    )


# ---------------------------------------------------------------------------------- certificates of a batch


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_list(request: Request, pk: int) -> HttpResponseBase:
    """Who gets a certificate, who does not and why, and those that have been issued; sent, they are taken
    out."""
    batch = _the_batch(request, pk)
    rows = certificates.standings(batch, by=request.user)
    count = Counter(certificate_kind(row) for row in rows)
    asked = request.GET.get("bagian", "")
    shown = [row for row in rows if asked not in PARTS or certificate_kind(row) == asked]
    shown.sort(key=lambda row: PARTS.index(certificate_kind(row)))  # stable: by name within each part
    listed = Table(request, CERTIFICATES, shown, caption="Peserta dan sertifikatnya", drawn_by_hand=True)
    if request.method == "POST":
        return listed.download(request, "sertifikat", title="Sertifikat")
    in_force = certificates.rules_in_force()
    context = {
        "batch": batch,
        "table": listed,
        "page_obj": listed.page,
        "part": asked if asked in PARTS else "",
        "parts": [
            ("", "Semua", len(rows)),
            ("none", "Tidak mendapat", count["none"]),
            ("due", "Akan mendapat", count["due"]),
            ("issued", "Sudah terbit", count["issued"]),
        ],
        "count": count,
        "outdated": sum(row.is_outdated for row in rows),
        "closed": certificates.why_not_yet(batch),
        "rules": in_force,
        "organises": permissions.may_organise(request.user),
        "own": request.user.civil_servant_id,
    }
    return render(request, "training/certificate_list.html", context)


@require_POST
def certificate_issue(request: Request, pk: int) -> HttpResponse:
    """Certificates for everybody who meets the rules and has none."""
    batch = _the_batch(request, pk)
    return press(
        request,
        lambda: certificates.issue(batch, by=request.user),
        said=lambda made: (
            f"{angka(len(made))} sertifikat diterbitkan; pemiliknya diberi tahu."
            if made
            else "Semua yang memenuhi syarat sudah mendapat sertifikat."
        ),
        then=reverse("training:certificate_list", args=[pk]),
    )


def _the_certificate(request: Request, pk: int) -> Certificate:
    """One that somebody may take back; anything else is not there."""
    rows = Certificate.objects.visible_to(request.user)
    certificate = get_object_or_404(
        rows.select_related("enrolment__civil_servant", "enrolment__batch__programme"), pk=pk
    )
    if not permissions.may_revoke_certificate(request.user, certificate):
        raise Http404
    return certificate


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_revoke(request: Request, pk: int) -> HttpResponse:
    """Take one back, with what that means."""
    certificate = _the_certificate(request, pk)
    form = ReasonForm(sent(request))
    return confirm_page(
        request,
        lambda: certificates.revoke(certificate, form.cleaned_data["reason"], by=request.user),
        form=form,
        title=f"Cabut sertifikat {certificate.number}?",
        act="Cabut sertifikat",
        cancel="Jangan cabut, kembali",
        consequences=[
            f"Sertifikat {certificate.holder} untuk {certificate.programme} tidak berlaku lagi.",
            "Pemiliknya diberi tahu dan membaca alasan Anda.",
            "Halaman pemeriksaan umum menyebut “dicabut” dan tanggalnya, tanpa alasannya.",
            "PDF yang diunduh sesudah ini bertanda DICABUT. JP yang sudah tercatat tidak berubah.",
            "Nomornya tidak dipakai lagi. Bila perlu, terbitkan sertifikat pengganti dari daftar.",
        ],
        above=("Sertifikat", _list_of(certificate)),
        said="Sertifikat dicabut; pemiliknya diberi tahu.",
    )


def _list_of(certificate: Certificate) -> str:
    return reverse("training:certificate_list", args=[certificate.enrolment.batch_id])


@require_POST
def certificate_reissue(request: Request, pk: int) -> HttpResponse:
    """Another one in place of a revoked one."""
    certificate = _the_certificate(request, pk)
    return press(
        request,
        lambda: certificates.reissue(certificate, by=request.user),
        said=lambda made: f"Sertifikat pengganti terbit: {made.number}.",
        then=_list_of(certificate),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_rules(request: Request) -> HttpResponse:
    """What a certificate asks for, how it is numbered, who signs."""
    for_organisers(request)
    form = CertificateRulesForm(sent(request), instance=certificates.rules_in_force())
    return edit_page(
        request,
        form,
        lambda: certificates.set_rules(form.values, by=request.user, seen=form.seen),
        title="Aturan sertifikat",
        act="Simpan aturan",
        above=("Aturan", reverse("training:rule_list")),
        said="Aturan sertifikat tersimpan.",
        lead="Berlaku untuk sertifikat yang diterbitkan sejak sekarang; yang sudah terbit tidak berubah.",
        then=request.path,
    )


# ---------------------------------------------------------------------------------------------- one's own


@require_safe
def my_certificates(request: Request) -> HttpResponse:
    """The certificates that one has been given, and one's results."""
    if request.user.civil_servant_id is None:
        raise Http404
    context = {
        "page_obj": page_of(request, certificates.own(request.user)),
        "results": rules.own(request.user)[:PAGE],
    }
    return render(request, "training/my_certificates.html", context)


# ------------------------------------------------------------------------------------------- anybody's check


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """A name stands on the page: no search engine keeps it."""
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


@login_not_required
@require_safe
def certificate_check_start(request: HttpRequest) -> HttpResponse:
    """Type the code of a certificate."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("training:certificate_check", code=form.cleaned_data["kode"] or "-")
    context: dict[str, Any] = {"form": form, "is_unknown": False}
    return _unlisted(render(request, "training/certificate_check_start.html", context))


@login_not_required
@never_cache
@require_safe
def certificate_check(request: HttpRequest, code: str) -> HttpResponse:
    """What stands on a certificate, for whoever holds it: valid or taken back. Never a NIP."""
    certificate = certificates.found_by(code)
    if certificate is None and too_many_misses(request):
        return _unlisted(render(request, "documents/document_check_wait.html", status=429))
    if certificate is None:
        context = {"form": CodeForm(), "is_unknown": True}
        return _unlisted(render(request, "training/certificate_check_start.html", context, status=404))
    return _unlisted(render(request, "training/certificate_check.html", {"certificate": certificate}))
