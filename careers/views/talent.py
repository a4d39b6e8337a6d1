"""The official talent result: the person's own with a way to object; BKPSDMD answers."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from careers import permissions, talent
from careers.forms.talent import WordsForm
from careers.models import OfficialTalentResult, TalentObjection
from careers.reports.talent import boxes
from personnel.pages.editing import edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request


@never_cache
@require_safe
def my_talent(request: Request) -> HttpResponse:
    """What was officially decided about oneself, with the decision it rests on."""
    if request.user.civil_servant_id is None:
        raise Http404
    results = OfficialTalentResult.objects.filter(civil_servant=request.user.civil_servant_id)
    context = {"results": results.select_related("box", "objection")}
    return render(request, "careers/my_talent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def talent_object(request: Request, pk: int) -> HttpResponse:
    """Say what is wrong with a result about oneself."""
    own = OfficialTalentResult.objects.filter(civil_servant=request.user.civil_servant_id or 0)
    result = get_object_or_404(own.select_related("box"), pk=pk)
    form = WordsForm(sent(request), label="Apa yang menurut Anda keliru")
    return edit_page(
        request,
        form,
        lambda: talent.object_to(result, form.cleaned_data["words"], by=request.user),
        title="Keberatan",
        lead=f"{result.box}, periode {result.period}. BKPSDMD menjawab; hasilnya sendiri hanya berubah "
        "dengan keputusan baru.",
        act="Sampaikan keberatan",
        above=("Hasil manajemen talenta", reverse("careers:my_talent")),
        said="Keberatan tersampaikan.",
    )


@never_cache
@require_safe
def talent_map(request: Request) -> HttpResponse:
    """The nine boxes with how many people each holds, for BKPSDMD, PyB and PPK."""
    if not permissions.may_compare(request.user):
        raise Http404
    today = timezone.localdate()
    context = {
        "rows": boxes(today),
        "today": today,
        "keeps": permissions.may_keep_rules(request.user),
        "sees_seats": True,
        "sees_map": True,
    }
    return render(request, "careers/talent_map.html", context)


@never_cache
@require_safe
def objection_list(request: Request) -> HttpResponse:
    """The objections, those without an answer first."""
    _keepers_only(request)
    rows = TalentObjection.objects.select_related("result__box", "result__civil_servant__unit")
    page = page_of(request, rows.order_by("answer", "said_at", "pk"))
    return render(request, "careers/objection_list.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def objection_answer(request: Request, pk: int) -> HttpResponse:
    """Answer an objection."""
    _keepers_only(request)
    rows = TalentObjection.objects.select_related("result__box", "result__civil_servant")
    objection = get_object_or_404(rows, pk=pk)
    if objection.result.civil_servant_id == request.user.civil_servant_id:
        raise Http404
    form = WordsForm(sent(request), label="Jawaban")
    return edit_page(
        request,
        form,
        lambda: talent.answer(objection, form.cleaned_data["words"], by=request.user),
        title=f"Jawab keberatan {objection.result.civil_servant.full_name}",
        lead=f"“{objection.words}”",
        act="Kirim jawaban",
        above=("Keberatan", reverse("careers:objection_list")),
        said="Jawaban terkirim.",
    )


def _keepers_only(request: Request) -> None:
    if not permissions.may_keep_rules(request.user):
        raise Http404
