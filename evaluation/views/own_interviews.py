"""The pages of one's own talks, on a phone: when and where, what is asked, how one's words may be used."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import interviews
from evaluation.forms.interviews import ConsentForm
from evaluation.models import InterviewParticipant
from personnel.history import Table, rows_of
from personnel.pages.editing import form_page, saved, sent
from personnel.pages.history import history_page
from personnel.pages.lists import page_of
from personnel.requests import Request

CONSENT = (Table(InterviewParticipant),)


@require_safe
def my_interviews(request: Request) -> HttpResponse:
    """Talks to which one was invited."""
    person = request.user.civil_servant_id
    if person is None:
        raise Http404
    rows = (
        InterviewParticipant.objects.filter(civil_servant=person)
        .select_related("interview__batch__programme")
        .order_by("-interview__planned_at", "-pk")
    )
    return render(request, "evaluation/my_interviews.html", {"page_obj": page_of(request, rows)})


def the_talk(request: Request, pk: int) -> InterviewParticipant:
    """The part of oneself in a talk; that of others is not there."""
    rows = InterviewParticipant.objects.filter(civil_servant=request.user.civil_servant_id or 0)
    return get_object_or_404(
        rows.select_related(
            "civil_servant", "interview__batch__programme", "interview__interviewer__civil_servant"
        ),
        interview=pk,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def my_interview(request: Request, pk: int) -> HttpResponse:
    """One talk of one's own; the answer may be changed until it is reported."""
    row = the_talk(request, pk)
    initial = {} if row.consent == InterviewParticipant.Consent.NOT_ASKED else {"consent": row.consent}
    form = ConsentForm(sent(request), initial=initial)
    given = saved(
        request,
        form,
        lambda: interviews.give_consent(row, form.cleaned_data["consent"], by=request.user),
        said="Pilihan Anda tersimpan.",
        then=reverse("evaluation:my_interview", args=[pk]),
    )
    return given or form_page(
        request,
        "evaluation/my_interview.html",
        form,
        row=row,
        interview=row.interview,
        questions=row.interview.questions.all(),
        quotes=row.quotes.select_related("question"),
        is_quotable=row.consent in InterviewParticipant.QUOTABLE,
        may_answer=interviews.may_answer(row.interview),
    )


@require_safe
def consent_history(request: Request, pk: int) -> HttpResponse:
    """What one allowed to be done with one's own words, and when that changed."""
    row = the_talk(request, pk)
    kind = row.interview.get_kind_display()
    above = [
        ("Wawancara saya", reverse("evaluation:my_interviews")),
        (kind, reverse("evaluation:my_interview", args=[pk])),
    ]
    of = f"Izin Anda: {kind.lower()} tentang {row.interview.batch}"
    return history_page(request, CONSENT, rows_of(CONSENT, row.pk), of=of, above=above)
