"""The official talent result: the person's own with a way to object; BKPSDMD answers."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from careers import follow_ups, permissions, talent
from careers.forms.talent import FollowUpForm, ResultFilter, WordsForm
from careers.models import OfficialTalentResult, TalentObjection
from careers.reports.talent import boxes
from careers.views.rules import keepers_only
from personnel import audit
from personnel.models import CivilServant
from personnel.pages.editing import edit_page, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka

audit.name_acts({"view_talent": "Melihat hasil manajemen talenta"})


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
    _comparers_only(request)
    today = timezone.localdate()
    rows = boxes(today)
    context = {
        "rows": rows,
        "sources": list(dict.fromkeys(row.box.source for row in rows)),
        "today": today,
        "keeps": permissions.may_keep_rules(request.user),
    }
    return render(request, "careers/talent_map.html", context)


@never_cache
@require_safe
def result_list(request: Request) -> HttpResponse:
    """Who has which official result; each person seen is recorded."""
    _comparers_only(request)
    today = timezone.localdate()
    form = ResultFilter(request.GET, user=request.user)
    values = form.values
    rows = OfficialTalentResult.objects.newest(today).select_related(
        "box", "civil_servant__unit__opd", "civil_servant__position"
    )
    if values["opd"]:
        rows = rows.filter(civil_servant__unit__opd=values["opd"])
    if values["kotak"]:
        rows = rows.filter(box=values["kotak"])
    page = page_of(request, rows.order_by("civil_servant__name", "pk"))
    _record_looks(request, [row.civil_servant for row in page.object_list])
    context = {
        "form": form,
        "page_obj": page,
        "result": f"{angka(page.paginator.count)} pegawai",
        "today": today,
    }
    return render(request, "careers/result_list.html", context)


@never_cache
@require_safe
def result_detail(request: Request, pk: int) -> HttpResponse:
    """One official result with its decision, the objection, and what of its follow-ups is planned."""
    _comparers_only(request)
    result = _the_result(pk)
    person = result.civil_servant
    _record_looks(request, [person])
    own = person.pk == request.user.civil_servant_id
    context = {
        "result": result,
        "person": person,
        "objection": TalentObjection.objects.filter(result=result).first(),
        "others": OfficialTalentResult.objects.filter(civil_servant=person)
        .exclude(pk=pk)
        .select_related("box"),
        "lines": follow_ups.planned_for(person),
        "plans": permissions.may_keep_rules(request.user) and not own and result.box.developments,
        "keeps": permissions.may_keep_rules(request.user) and not own,
    }
    return render(request, "careers/result_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_new(request: Request, pk: int) -> HttpResponse:
    """Make a follow-up that is development a line of the plan."""
    keepers_only(request)
    result = _the_result(pk)
    if result.civil_servant_id == request.user.civil_servant_id or not result.box.developments:
        raise Http404
    form = FollowUpForm(sent(request), result=result)
    return edit_page(
        request,
        form,
        lambda: follow_ups.plan_follow_up(result, **form.cleaned_data, by=request.user),
        title="Jadikan tindak lanjut butir rencana",
        lead=f"{result.civil_servant.full_name}, {result.civil_servant.unit.name}. Rencana terbaca oleh "
        "atasan dan rekan. Karena itu rencana tidak menyebut kotak dan tidak menyebut tindak lanjutnya; yang "
        "hanya ada pada satu kotak masuk sebagai usulan biasa.",
        act="Masukkan ke rencana",
        above=("Hasil manajemen talenta", reverse("careers:result_detail", args=[pk])),
        said=lambda item: f"Masuk ke rencana sebagai butir {item.number}.",
    )


@never_cache
@require_safe
def objection_list(request: Request) -> HttpResponse:
    """The objections, those without an answer first."""
    keepers_only(request)
    rows = TalentObjection.objects.select_related("result__box", "result__civil_servant__unit")
    page = page_of(request, rows.order_by("answer", "said_at", "pk"))
    return render(request, "careers/objection_list.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def objection_answer(request: Request, pk: int) -> HttpResponse:
    """Answer an objection."""
    keepers_only(request)
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


def _the_result(pk: int) -> OfficialTalentResult:
    rows = OfficialTalentResult.objects.select_related(
        "box", "civil_servant__unit", "civil_servant__position"
    )
    return get_object_or_404(rows, pk=pk)


def _record_looks(request: Request, people: Sequence[CivilServant]) -> None:
    """Whose result somebody has looked at; nothing of one's own."""
    others = [person for person in people if person.pk != request.user.civil_servant_id]
    if others:
        with transaction.atomic():
            audit.record_each("view_talent", by=request.user, subjects=others)


def _comparers_only(request: Request) -> None:
    if not permissions.may_compare(request.user):
        raise Http404
