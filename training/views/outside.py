"""Training elsewhere: the person hands in a certificate, HR looks at it, and what it counts is shown."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel.overtaken import Overtaken
from personnel.pages.downloads import kept_file
from personnel.pages.editing import confirm_page, edit_page, overtaken, sent
from personnel.pages.lists import page_of
from personnel.pages.tables import Table
from personnel.permissions import is_owner
from personnel.request_size import SMALL_FILE, carries
from personnel.requests import Request
from personnel.shown import Link
from personnel.templatetags.palu import angka
from training import hours, permissions, siasn
from training import outside as rules
from training.forms.enrolment import ReasonForm
from training.forms.outside import OutsideFilter, OutsideForm
from training.models import OutsideTraining
from training.pages.columns import OUTSIDE

State = OutsideTraining.State


# --------------------------------------------------------------------------------------------- the person


def _for_civil_servants(request: Request) -> int:
    if request.user.civil_servant_id is None:
        raise Http404
    return request.user.civil_servant_id


@require_safe
def outside_mine(request: Request) -> HttpResponse:
    """All that I have handed in, the newest first."""
    own = rules.own_of(_for_civil_servants(request))
    return render(request, "training/outside_mine.html", {"page_obj": page_of(request, own)})


@carries(SMALL_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def outside_new(request: Request) -> HttpResponse:
    """Hand in a certificate."""
    _for_civil_servants(request)
    form = OutsideForm(sent(request), request.FILES or None)
    return edit_page(
        request,
        form,
        lambda: rules.submit(form.values, form.sent_file, by=request.user),
        title="Ajukan pelatihan luar",
        act="Ajukan",
        above=("Pelatihan luar saya", reverse("training:outside_mine")),
        said="Pelatihan luar Anda diajukan. Pengelola kepegawaian akan memeriksanya.",
        then=lambda made: reverse("training:outside_detail", args=[made.pk]),
        template="training/outside_form.html",
        lead=(
            "Untuk pelatihan yang Anda ikuti di luar jadwal kota. JP diakui setelah sertifikatnya diperiksa."
        ),
    )


def _own(request: Request, pk: int) -> OutsideTraining:
    rows = OutsideTraining.objects.select_related("civil_servant__unit")
    return get_object_or_404(rows, pk=pk, civil_servant=_for_civil_servants(request))


def _above(outside: OutsideTraining) -> tuple[str, str]:
    return outside.name, reverse("training:outside_detail", args=[outside.pk])


@carries(SMALL_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def outside_change(request: Request, pk: int) -> HttpResponse:
    """Mend what nobody has answered yet."""
    outside = _own(request, pk)
    if outside.state != State.WAITING:
        messages.warning(request, "Ajuan ini sudah diperiksa, jadi tidak dapat diubah lagi.")
        return redirect("training:outside_detail", pk=pk)
    form = OutsideForm(sent(request), request.FILES or None, instance=outside)
    return edit_page(
        request,
        form,
        lambda: rules.change(outside, form.values, form.sent_file, by=request.user, seen=form.seen),
        title="Ubah ajuan pelatihan luar",
        act="Simpan perubahan",
        above=_above(outside),
        said="Ajuan Anda diperbarui.",
        template="training/outside_form.html",
        kept_file=outside.file_name,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def outside_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take it back."""
    outside = _own(request, pk)
    return confirm_page(
        request,
        lambda: rules.withdraw(outside, by=request.user),
        title=f"Tarik ajuan “{outside.name}”?",
        act="Tarik ajuan",
        above=_above(outside),
        said="Ajuan ditarik.",
        consequences=["Ajuan dan berkas sertifikatnya dihapus. Anda dapat mengajukannya lagi kapan saja."],
        then=reverse("training:outside_mine"),
    )


# ----------------------------------------------------------------------------------------------------- HR


@require_http_methods(["GET", "HEAD", "POST"])
def outside_list(request: Request) -> HttpResponseBase:
    """What waits for HR's look, and what was answered; sent, they are taken out."""
    if not permissions.may_nominate(request.user):
        raise Http404
    form = OutsideFilter(request.GET, units=siasn.units_for(request.user))
    rows = form.narrow(rules.for_hr(request.user))
    rows = rows.select_related("civil_servant__unit", "form", "answered_by__civil_servant")
    listed = Table(request, OUTSIDE, rows, caption="Pelatihan luar", pick=_pick)
    if request.method == "POST":
        return listed.download(request, "pelatihan-luar", title="Pelatihan luar")
    context = {
        "form": form,
        "table": listed,
        "acts": [Link("Terima yang dipilih", reverse("training:outside_verify_many"), strong=True)]
        if any(_pick(row) for row in listed.page)
        else [],
        "result": f"{angka(listed.count)} pelatihan luar",
        "imports": permissions.may_import_histories(request.user),
    }
    return render(request, "training/outside_list.html", context)


def _pick(outside: OutsideTraining) -> int | None:
    """What has been answered cannot be answered together with others."""
    return outside.pk if outside.state == State.WAITING else None


def _visible(request: Request, pk: int) -> OutsideTraining:
    rows = rules.visible_to(request.user).select_related(
        "civil_servant__unit__opd",
        "civil_servant__position",
        "form",
        "competency",
        "answered_by__civil_servant",
    )
    return get_object_or_404(rows, pk=pk)


@never_cache
@require_safe
def outside_detail(request: Request, pk: int) -> HttpResponse:
    """One certificate with what it would count; for HR with what speaks against it."""
    return _detail(request, _visible(request, pk))


def _detail(request: Request, outside: OutsideTraining, refused: str = "") -> HttpResponse:
    person, own = outside.civil_servant, is_owner(request.user, outside.civil_servant)
    answers = permissions.may_verify_outside(request.user, person)
    context = {
        "outside": outside,
        "own": own,
        "answers": answers,
        "unit": rules.unit_of(outside),
        "wanted": next(
            (
                one
                for one in hours.outside_wanted(person.pk, outside.ends_on.year, also=outside)
                if one.outside.pk == outside.pk
            ),
            None,
        )
        if outside.state == State.WAITING
        else None,
        "entries": outside.jp_entries.order_by("pk").select_related("reversal"),
        "refused": refused,
    }
    if answers:
        twins = rules.twins(outside)
        known = rules.visible_to(request.user).filter(pk__in=[twin.outside.pk for twin in twins])
        seen = set(known.values_list("pk", flat=True)) if twins else set()
        context |= {
            "twins": [(twin, twin.outside.pk in seen) for twin in twins],
            "taken_over": rules.taken_over(outside),
            "stamp": rules.stamp(outside),
        }
    return render(request, "training/outside_detail.html", context, status=422 if refused else 200)


def _to_answer(request: Request, pk: int) -> OutsideTraining:
    outside = _visible(request, pk)
    if not permissions.may_verify_outside(request.user, outside.civil_servant):
        raise Http404
    return outside


@require_POST
def outside_verify(request: Request, pk: int) -> HttpResponse:
    """Take it into the ledger."""
    outside = _to_answer(request, pk)
    try:
        rules.verify(outside, by=request.user, seen=request.POST.get("stamp", ""))
    except Overtaken as refusal:
        is_there = rules.visible_to(request.user).filter(pk=pk).exists()
        way = reverse("training:outside_detail", args=[pk]) if is_there else reverse("training:outside_list")
        return overtaken(request, refusal, way)
    except ValidationError as refusal:
        return _detail(request, _visible(request, pk), " ".join(refusal.messages))
    messages.success(request, "Pelatihan luar diterima dan JP-nya dicatat. Pegawai diberi tahu.")
    return redirect("training:outside_list")


@require_http_methods(["GET", "HEAD", "POST"])
def outside_decline(request: Request, pk: int) -> HttpResponse:
    """Say why it does not count."""
    outside = _to_answer(request, pk)
    form = ReasonForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: rules.decline(outside, by=request.user, reason=form.cleaned_data["reason"]),
        title=f"Jangan terima “{outside.name}”",
        act="Jangan terima",
        above=_above(outside),
        said="Jawaban tersimpan. Pegawai diberi tahu alasannya.",
        then=reverse("training:outside_list"),
        lead=f"{outside.civil_servant.full_name} membaca alasan ini dan dapat mengajukan lagi "
        "setelah memperbaikinya.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def outside_undo(request: Request, pk: int) -> HttpResponse:
    """It was taken by mistake: an entry against it in the ledger."""
    outside = _to_answer(request, pk)
    if outside.state != State.VERIFIED and request.method != "POST":
        return redirect("training:outside_detail", pk=pk)
    form = ReasonForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: rules.undo(outside, by=request.user, reason=form.cleaned_data["reason"]),
        title=f"Batalkan penerimaan “{outside.name}”",
        act="Batalkan penerimaan",
        above=_above(outside),
        said="Penerimaan dibatalkan dan JP-nya dikeluarkan dari buku JP. Pegawai diberi tahu.",
        lead=f"JP-nya dikeluarkan lagi dari buku JP {outside.civil_servant.full_name} tahun "
        f"{outside.ends_on.year}, dengan alasan yang Anda tulis.",
    )


@never_cache
@require_safe
def outside_file(request: Request, pk: int) -> HttpResponseBase:
    """The certificate as an attachment; never shown inside our pages."""
    outside = get_object_or_404(rules.visible_to(request.user).select_related("civil_servant__unit"), pk=pk)
    return kept_file(lambda: rules.open_file(outside, by=request.user), outside.file_name, outside.media_type)
