"""Questionnaires for BKPSDMD: the list, one of them with its versions, and its acts."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import instruments, permissions
from evaluation.forms.instruments import CopyForm, InstrumentForm, NameForm
from evaluation.models import Instrument, InstrumentVersion, Wave
from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request

WRITES = ["GET", "HEAD", "POST"]
State = InstrumentVersion.State


def for_readers(request: Request) -> None:
    if not permissions.may_see_results(request.user):
        raise Http404


def for_keepers(request: Request) -> None:
    if not permissions.may_keep_instruments(request.user):
        raise Http404


def the_instrument(request: Request, pk: int) -> Instrument:
    for_keepers(request)
    return get_object_or_404(Instrument, pk=pk)


def the_version(request: Request, pk: int) -> InstrumentVersion:
    for_keepers(request)
    return get_object_or_404(InstrumentVersion.objects.select_related("instrument"), pk=pk)


def page_of_instrument(instrument: Instrument) -> str:
    return reverse("evaluation:instrument_detail", args=[instrument.pk])


def page_of_version(version: InstrumentVersion) -> str:
    return reverse("evaluation:version_edit", args=[version.pk])


def _listed() -> QuerySet[Instrument]:
    return Instrument.objects.annotate(
        in_use=Max("versions__number", filter=Q(versions__state=State.IN_USE)),
        draft=Max("versions__pk", filter=Q(versions__state=State.DRAFT)),
        used=Count("versions__waves", distinct=True, filter=~Q(versions__waves__state=Wave.State.CANCELLED)),
    ).order_by("-is_active", "level", "respondent", "name")


@require_safe
def instrument_list(request: Request) -> HttpResponse:
    """All questionnaires by level, those in use first."""
    for_keepers(request)
    return render(request, "evaluation/instrument_list.html", {"page_obj": page_of(request, _listed())})


@require_http_methods(WRITES)
def instrument_new(request: Request) -> HttpResponse:
    for_keepers(request)
    form = InstrumentForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: instruments.make(**form.cleaned_data, by=request.user),
        title="Buat kuesioner",
        act="Buat kuesioner",
        above=("Kuesioner", reverse("evaluation:instrument_list")),
        said="Kuesioner dibuat sebagai rancangan. Tambahkan bagian dan pertanyaannya.",
        then=page_of_version,
    )


@require_safe
def instrument_detail(request: Request, pk: int) -> HttpResponse:
    """One questionnaire: what it is, its versions, and where they are used."""
    instrument = the_instrument(request, pk)
    versions = list(
        instrument.versions.annotate(
            asked=Count("questions", distinct=True),
            used=Count("waves", distinct=True, filter=~Q(waves__state=Wave.State.CANCELLED)),
        ).order_by("-number")
    )
    waves = Wave.objects.for_list().filter(version__instrument=instrument)
    context = {
        "instrument": instrument,
        "facts": _facts(instrument),
        "versions": versions,
        "draft": next((version for version in versions if version.state == State.DRAFT), None),
        "is_frozen": any(version.frozen_at for version in versions),
        "page_obj": page_of(request, waves),
    }
    return render(request, "evaluation/instrument_detail.html", context)


def _facts(instrument: Instrument) -> list[tuple[str, str]]:
    anonymous = "Tanpa nama (anonim)" if instrument.is_anonymous else "Dengan nama"
    return [
        ("Tingkat evaluasi", instrument.get_level_display()),
        ("Responden", instrument.get_respondent_display()),
        ("Jawaban disimpan", anonymous),
        ("Keadaan", "Dapat dijadwalkan" if instrument.is_active else "Tidak dipakai lagi"),
    ]


@require_http_methods(WRITES)
def instrument_rename(request: Request, pk: int) -> HttpResponse:
    instrument = the_instrument(request, pk)
    form = NameForm(sent(request), instance=instrument)
    return edit_page(
        request,
        form,
        lambda: instruments.rename(instrument, form.values["name"], by=request.user, seen=form.seen),
        title="Ganti nama kuesioner",
        act="Simpan nama",
        above=(Instrument.objects.get(pk=pk).name, page_of_instrument(instrument)),
        said="Nama kuesioner tersimpan.",
    )


@require_http_methods(WRITES)
def instrument_anonymity(request: Request, pk: int) -> HttpResponse:
    """Turn anonymity on or off, on a page that says what it means."""
    instrument = the_instrument(request, pk)
    wanted = request.POST.get("wanted", "no" if instrument.is_anonymous else "yes") == "yes"
    if wanted:
        title, act = "Simpan jawaban tanpa nama?", "Simpan tanpa nama"
        meaning = "Tidak seorang pun, termasuk BKPSDMD, dapat melihat jawaban siapa yang mana."
    else:
        title, act = "Simpan jawaban dengan nama?", "Simpan dengan nama"
        meaning = "Jawaban dapat dihubungkan dengan orangnya. Responden membaca hal ini sebelum mengisi."
    return confirm_page(
        request,
        lambda: instruments.set_anonymity(instrument, wanted, by=request.user),
        title=title,
        act=act,
        above=(instrument.name, page_of_instrument(instrument)),
        said="Pengaturan nama responden tersimpan.",
        consequences=[
            meaning,
            (
                "Pilihan ini berlaku bagi semua versi, dan tidak dapat diubah lagi sesudah kuesioner dibuka "
                "bagi responden."
            ),
        ],
    )


@require_http_methods(WRITES)
def instrument_retire(request: Request, pk: int) -> HttpResponse:
    """Stop using it, on a page that says what follows."""
    instrument = the_instrument(request, pk)
    return confirm_page(
        request,
        lambda: instruments.retire(instrument, by=request.user),
        title=f"Hentikan pemakaian “{instrument.name}”?",
        act="Hentikan pemakaian",
        above=(instrument.name, page_of_instrument(instrument)),
        said="Kuesioner tidak dipakai lagi.",
        consequences=[
            "Tidak ada gelombang baru yang memakai kuesioner ini; yang sedang dibuka berjalan terus.",
            "Jawaban dan hasil yang sudah ada tetap tersimpan.",
            "Kuesioner ini dapat dipakai kembali kapan saja.",
        ],
    )


@require_POST
def instrument_bring_back(request: Request, pk: int) -> HttpResponse:
    instrument = the_instrument(request, pk)
    instruments.bring_back(instrument, by=request.user)
    messages.success(request, "Kuesioner dapat dipakai kembali.")
    return redirect(page_of_instrument(instrument))


@require_POST
def instrument_draft(request: Request, pk: int) -> HttpResponse:
    """Begin the next version, or go on with the draft that is there."""
    instrument = the_instrument(request, pk)
    version = instruments.start_draft(instrument, by=request.user)
    messages.success(
        request, "Ubahlah rancangan ini; versi yang dipakai tidak berubah sampai Anda menggantinya."
    )
    return redirect(page_of_version(version))


@require_http_methods(WRITES)
def instrument_copy(request: Request, pk: int) -> HttpResponse:
    """A new questionnaire that begins with what a version says."""
    version = the_version(request, pk)
    form = CopyForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: instruments.copy_instrument(version, **form.cleaned_data, by=request.user),
        title="Salin kuesioner",
        act="Buat salinan",
        above=(version.instrument.name, page_of_instrument(version.instrument)),
        lead="Salinan menjadi kuesioner tersendiri untuk tingkat dan responden yang sama.",
        said="Salinan dibuat sebagai rancangan.",
        then=page_of_version,
    )


# ------------------------------------------------------------------------------------------------ versions


@require_http_methods(WRITES)
def version_use(request: Request, pk: int) -> HttpResponse:
    """Put a draft in use; what it still lacks is said in place of the button."""
    version = the_version(request, pk)
    return confirm_page(
        request,
        lambda: instruments.put_in_use(version, by=request.user),
        title=f"Pakai versi {version.number}?",
        act="Pakai versi ini",
        danger=False,
        above=(version.instrument.name, page_of_version(version)),
        said=f"Versi {version.number} dipakai mulai sekarang.",
        consequences=[
            "Gelombang yang dibuka mulai sekarang memakai versi ini.",
            "Versi yang dipakai sebelumnya diganti; gelombang yang sedang dibuka tetap memakainya.",
            "Isi versi ini tidak dapat diubah lagi; perubahan berikutnya menjadi versi baru.",
        ],
        then=page_of_instrument(version.instrument),
    )


@require_http_methods(WRITES)
def version_discard(request: Request, pk: int) -> HttpResponse:
    version = the_version(request, pk)
    is_only = not version.instrument.versions.exclude(pk=pk).exists()
    return confirm_page(
        request,
        lambda: instruments.discard(version, by=request.user),
        title=f"Buang rancangan versi {version.number}?",
        act="Buang rancangan",
        above=(version.instrument.name, page_of_version(version)),
        said="Rancangan dibuang.",
        consequences=[
            "Semua bagian dan pertanyaan dalam rancangan ini dihapus.",
            "Kuesionernya ikut dihapus, karena tidak mempunyai versi lain."
            if is_only
            else "Versi lain kuesioner ini tidak berubah.",
        ],
        then=reverse("evaluation:instrument_list"),
    )


@require_safe
def version_differences(request: Request, pk: int) -> HttpResponse:
    """What changed since the version before."""
    version = the_version(request, pk)
    former = version.instrument.versions.filter(number__lt=version.number).order_by("-number").first()
    if former is None:
        raise Http404
    rows = instruments.differences(former, version)
    context = {"version": version, "former": former, "rows": rows}
    return render(request, "evaluation/version_differences.html", context)
