"""Waves for those who act for others: the list, one wave with its response rate, and BKPSDMD's acts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import closing, permissions, results
from evaluation import waves as rules
from evaluation.forms.waves import (
    BatchFilter,
    DaysForm,
    ExtendForm,
    NewWaveForm,
    ReasonForm,
    RuleForm,
    WaveFilter,
    batches_to_ask,
)
from evaluation.models import Invitation, Wave, WaveRule
from evaluation.pages.columns import WAVES
from evaluation.scale_lines import hidden_in, lowest_first
from evaluation.views.instruments import WRITES, for_keepers, for_readers
from evaluation.waves.page import acts_of, facts_of
from evaluation.ways import to_a_finding
from personnel.pages.editing import confirm_page, edit_page, sent, way_of_job
from personnel.pages.lists import page_of
from personnel.pages.tables import Table
from personnel.requests import Request
from personnel.shown import Notice
from personnel.templatetags.palu import angka
from planning.suppression import K
from training.models import Batch


@require_http_methods(WRITES)
def wave_list(request: Request) -> HttpResponseBase:
    """All waves, the newest first, each with how many have answered; sent, they are taken out."""
    for_readers(request)
    form = WaveFilter(request.GET)
    rows = _counted(form.narrow(Wave.objects.for_list()))
    listed = Table(request, WAVES, rows, caption="Gelombang kuesioner")
    if request.method == "POST":
        return listed.download(request, "gelombang", title="Gelombang kuesioner")
    context = {
        "form": form,
        "table": listed,
        "result": f"{angka(listed.count)} gelombang",
        "manages": permissions.may_keep_instruments(request.user),
    }
    return render(request, "evaluation/wave_list.html", context)


def _counted(waves: QuerySet[Wave]) -> QuerySet[Any]:
    """With how many were asked and have answered: counted for the waves of a page, not for all there are."""
    asked = Invitation.objects.filter(wave=OuterRef("pk")).order_by()
    invited, answered = (
        rows.values("wave").annotate(n=Count("pk")).values("n")
        for rows in (asked, asked.filter(has_answered=True))
    )
    return waves.annotate(invited=Coalesce(Subquery(invited), 0), answered=Coalesce(Subquery(answered), 0))


@require_safe
def batch_waves(request: Request, batch: int) -> HttpResponse:
    """What the people of one batch are asked."""
    for_readers(request)
    rows = Batch.objects.visible_to(request.user).released().select_related("programme", "cycle")
    shown = get_object_or_404(rows, pk=batch)
    context = {
        "batch": shown,
        "waves": _counted(Wave.objects.for_list().filter(batch=shown)),
        "may_plan": permissions.may_keep_instruments(request.user),
    }
    return render(request, "evaluation/batch_waves.html", context)


def the_wave(request: Request, pk: int) -> Wave:
    for_readers(request)
    rows = Wave.objects.select_related(
        "version__instrument", "batch__programme", "batch__cycle", "created_by"
    )
    return get_object_or_404(rows, pk=pk)


def _kept(request: Request, pk: int) -> Wave:
    for_keepers(request)
    return the_wave(request, pk)


def _page(wave: Wave) -> str:
    return reverse("evaluation:wave_detail", args=[wave.pk])


@require_safe
def wave_detail(request: Request, pk: int) -> HttpResponse:
    """One wave: its days, and how many have answered, overall and by OPD where that exposes nobody."""
    wave = the_wave(request, pk)
    asked = wave.state in (Wave.State.OPEN, Wave.State.CLOSED)
    context = {
        "wave": wave,
        "acts": acts_of(wave, request.user),
        "facts": facts_of(wave),
        "rate": rules.rate_of(wave) if asked else None,
        "rates": results.rates_by_opd(wave) if asked else [],
        "k": K,
    }
    return render(request, "evaluation/wave_detail.html", context)


@require_safe
def wave_results(request: Request, pk: int) -> HttpResponse:
    """What a closed wave gave; an open one says that nothing is shown yet."""
    wave = the_wave(request, pk)
    found = results.wave_results(wave)
    shown: dict[str, Any] = {}
    if not found.why:
        level = wave.version.instrument.level
        shown = {
            "finding": to_a_finding(request.user, gelombang=wave.pk, angkatan=wave.batch_id, tingkat=level),
            "lines": lowest_first(found.questions),
            "hidden": hidden_in(found.questions),
            "remarks": results.remarks(wave),
            "k": K,
        }
    context = {"wave": wave, "results": found, "notice": Notice(found.why) if found.why else None, **shown}
    return render(request, "evaluation/wave_results.html", context)


# ------------------------------------------------------------------------------------------- BKPSDMD's acts


@require_safe
def wave_start(request: Request) -> HttpResponse:
    """Choose the batch that is to be asked."""
    for_keepers(request)
    form = BatchFilter(request.GET)
    rows = form.narrow(batches_to_ask()).select_related("programme", "cycle")
    page = page_of(request, rows.order_by("-cycle__year", "programme__name", "number", "pk"))
    count = page.paginator.count
    context = {
        "form": form,
        "page_obj": page,
        "result": f"{angka(count)} angkatan",
    }
    return render(request, "evaluation/wave_start.html", context)


@require_http_methods(WRITES)
def wave_new(request: Request, batch: int) -> HttpResponse:
    """Plan a wave by hand."""
    for_keepers(request)
    asked = get_object_or_404(batches_to_ask().select_related("programme"), pk=batch)
    today = timezone.localdate()
    form = NewWaveForm(sent(request), initial={"opens_on": today, "closes_on": today + dt.timedelta(days=13)})

    def save() -> Wave:
        return rules.plan_and_open(asked, by=request.user, **form.cleaned_data)

    return edit_page(
        request,
        form,
        save,
        title=f"Jadwalkan kuesioner untuk {asked}",
        act="Jadwalkan gelombang",
        above=("Gelombang", reverse("evaluation:wave_list")),
        said=_planned,
        then=_page,
    )


def _planned(wave: Wave) -> str:
    if wave.state == Wave.State.OPEN:
        return "Gelombang dibuka; undangannya sudah dikirim."
    if wave.opens_on > timezone.localdate():
        return "Gelombang dijadwalkan. Undangan dikirim pada hari ia dibuka."
    return "Gelombang dijadwalkan. Ia dibuka begitu ada peserta yang tercatat hadir."


@require_http_methods(WRITES)
def wave_change(request: Request, pk: int) -> HttpResponse:
    """Other days, while it has not opened."""
    wave = _kept(request, pk)
    names = ("opens_on", "closes_on", "remind_every")
    form = DaysForm(sent(request), initial={name: getattr(wave, name) for name in names})
    return edit_page(
        request,
        form,
        lambda: rules.change_wave(wave, by=request.user, **form.cleaned_data),
        title="Ubah hari gelombang",
        act="Simpan",
        above=(str(wave.version.instrument), _page(wave)),
        said="Gelombang diubah.",
    )


@require_http_methods(WRITES)
def wave_extend(request: Request, pk: int) -> HttpResponse:
    """Leave it open for longer."""
    wave = _kept(request, pk)
    form = ExtendForm(sent(request), initial={"closes_on": wave.closes_on + dt.timedelta(days=7)})

    def save() -> Wave:
        data = form.cleaned_data
        return rules.extend_wave(wave, data["closes_on"], reason=data["reason"], by=request.user)

    return edit_page(
        request,
        form,
        save,
        title="Perpanjang gelombang",
        act="Perpanjang",
        above=(str(wave.version.instrument), _page(wave)),
        said="Gelombang diperpanjang.",
    )


@require_http_methods(WRITES)
def wave_close(request: Request, pk: int) -> HttpResponse:
    """Close it before its last day, with a reason."""
    wave = _kept(request, pk)
    form = ReasonForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: closing.close_later(wave, form.cleaned_data["reason"], by=request.user),
        title="Tutup gelombang sekarang?",
        act="Tutup gelombang",
        above=(str(wave.version.instrument), _page(wave)),
        then=way_of_job,
        lead="Yang belum menjawab tidak dapat menjawab lagi, dan gelombang tidak dapat dibuka "
        f"kembali. Gelombang anonim dengan kurang dari {K} jawaban tidak menyimpan satu "
        "jawaban pun.",
    )


@require_http_methods(WRITES)
def wave_cancel(request: Request, pk: int) -> HttpResponse:
    """Give it up; what was sent is destroyed unread."""
    wave = _kept(request, pk)
    form = ReasonForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: rules.cancel_wave(wave, form.cleaned_data["reason"], by=request.user),
        title="Batalkan gelombang?",
        act="Batalkan gelombang",
        above=(str(wave.version.instrument), _page(wave)),
        said="Gelombang dibatalkan.",
        lead="Jawaban yang sudah dikirim dihapus tanpa dibaca. Ini tidak dapat diurungkan.",
    )


# ---------------------------------------------------------------------------------------- when who is asked


@require_safe
def wave_rules(request: Request) -> HttpResponse:
    """When which questionnaire is put to whom after a batch."""
    for_keepers(request)
    rows = WaveRule.objects.select_related("programme", "instrument").order_by(
        "programme__name", "days_after", "pk"
    )
    return render(request, "evaluation/wave_rules.html", {"page_obj": page_of(request, rows)})


@require_http_methods(WRITES)
def wave_rule_new(request: Request) -> HttpResponse:
    for_keepers(request)
    return _edit_rule(request, None)


@require_http_methods(WRITES)
def wave_rule_change(request: Request, pk: int) -> HttpResponse:
    for_keepers(request)
    return _edit_rule(request, get_object_or_404(WaveRule, pk=pk))


def _edit_rule(request: Request, rule: WaveRule | None) -> HttpResponse:
    form = RuleForm(sent(request), instance=rule)
    remove = {}
    if rule is not None:
        url = reverse("evaluation:wave_rule_remove", args=[rule.pk])
        remove = {"remove": "Hapus jadwal ini", "remove_url": url}
    return edit_page(
        request,
        form,
        lambda: rules.save_rule(form.cleaned_data, rule=rule, by=request.user),
        title="Ubah jadwal gelombang" if rule else "Jadwal gelombang baru",
        act="Simpan",
        above=("Jadwal gelombang", reverse("evaluation:wave_rules")),
        said="Jadwal disimpan. Ia berlaku untuk gelombang yang belum direncanakan.",
        **remove,
    )


@require_http_methods(WRITES)
def wave_rule_remove(request: Request, pk: int) -> HttpResponse:
    for_keepers(request)
    rule = get_object_or_404(WaveRule.objects.select_related("instrument"), pk=pk)
    return confirm_page(
        request,
        lambda: rules.remove_rule(rule, by=request.user),
        title=f"Hapus jadwal {rule.instrument}?",
        act="Hapus jadwal",
        above=("Jadwal gelombang", reverse("evaluation:wave_rules")),
        said="Jadwal dihapus.",
        consequences=["Gelombang yang sudah direncanakan tetap berjalan."],
    )
