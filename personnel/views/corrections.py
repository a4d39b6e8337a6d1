"""Correction of one's data: asked for by oneself, listed and answered by HR."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from personnel import corrections, permissions
from personnel.forms.corrections import CorrectionAnswerForm, CorrectionForm
from personnel.models import CivilServant, DataCorrection
from personnel.pages.editing import edit_page, or_404, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import tanggal_jam


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction_new(request: Request) -> HttpResponse:
    """Say what is wrong in the data about oneself."""
    person = get_object_or_404(
        CivilServant.objects.select_related("unit"), pk=request.user.civil_servant_id or 0
    )
    form = CorrectionForm(sent(request))
    return edit_page(
        request,
        form,
        or_404(lambda: corrections.ask(person, **form.cleaned_data, by=request.user)),
        title="Minta perbaikan data",
        lead="Pengelola kepegawaian memeriksanya dan menjawab paling lambat 3×24 jam.",
        act="Kirim permintaan",
        above=("Data saya", reverse("personnel:my_data")),
        said="Permintaan Anda tercatat. Jawabannya muncul pada halaman ini dan sebagai pemberitahuan.",
    )


@never_cache
@require_safe
def correction_list(request: Request) -> HttpResponse:
    """What waits for HR, the oldest first; below it what was answered."""
    if not permissions.may_manage_people(request.user):
        raise Http404
    rows = DataCorrection.objects.managed_by(request.user).select_related(
        "civil_servant__unit", "civil_servant__position", "answered_by__civil_servant"
    )
    context = {
        "waiting": rows.waiting().order_by("created_at", "pk")[:100],
        "page_obj": page_of(request, rows.exclude(state=DataCorrection.State.WAITING)),
    }
    return render(request, "personnel/correction_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction_answer(request: Request, pk: int) -> HttpResponse:
    """Corrected, or not and why."""
    correction = get_object_or_404(
        DataCorrection.objects.managed_by(request.user).select_related("civil_servant__unit"), pk=pk
    )
    form = CorrectionAnswerForm(sent(request))
    values = form.cleaned_data if form.is_bound and form.is_valid() else {}
    person = correction.civil_servant
    return edit_page(
        request,
        form,
        or_404(lambda: corrections.answer(correction, values["state"], values["words"], by=request.user)),
        title="Jawab permintaan perbaikan data",
        act="Kirim jawaban",
        above=("Permintaan perbaikan data", reverse("personnel:correction_list")),
        said="Jawaban terkirim. Pegawai diberi tahu.",
        template="personnel/correction_answer.html",
        correction=correction,
        person=person,
        facts=[
            ("Yang keliru", correction.get_subject_display()),
            ("Seharusnya", correction.wanted),
            ("Dasar", correction.basis or "–"),
            ("Jawab paling lambat", tanggal_jam(correction.due_at)),
        ],
    )
