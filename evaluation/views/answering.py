"""Answering on a phone, one part a page: begin, fill, check, send. Looking writes nothing.

The secret stands in a cookie of this one invitation and in each form, so that a form still knows its draft
where the cookie did not come back.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import answering as rules
from evaluation.answering import Standing
from evaluation.forms.answering import part_form
from evaluation.models import Invitation, Wave
from evaluation.question_kinds.kind import Answers, AskedQuestion
from evaluation.questionnaire import Questionnaire, asked, asked_parts, check, clean, load
from evaluation.sealing import is_secret, new_secret
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import tanggal
from planning.suppression import K

FIELD = "kunci"
#: Seconds that one question takes, to say how long the whole does.
PACE = 20


@never_cache
@require_safe
def my_surveys(request: Request) -> HttpResponse:
    """What waits for the person, in plain words; below, what they have answered in waves still open."""
    done = Invitation.objects.of(request.user).filter(has_answered=True, wave__state=Wave.State.OPEN)
    context = {
        "page_obj": page_of(request, rules.waiting_for(request.user)),
        "done": done.select_related("wave__version__instrument", "wave__batch__programme", "about").order_by(
            "wave__closes_on", "pk"
        )[:25],
    }
    return render(request, "evaluation/my_surveys.html", context)


@never_cache
@require_safe
def my_invitations(request: Request) -> HttpResponse:
    """All that one was ever asked, and what of it is kept under one's name; part of “Data saya”."""
    context = {
        "page_obj": page_of(request, rules.asked_of(request.user)),
        "about_me": rules.asked_about(request.user),
    }
    return render(request, "evaluation/my_invitations.html", context)


@never_cache
@require_safe
def my_answers(request: Request, pk: int) -> HttpResponse:
    """The page of one's own answers to a closed questionnaire with names. Of an anonymous one nobody knows
    whose is whose, so there is no such page."""
    invitation = the_invitation(request, pk)
    answers = rules.kept_of(invitation)
    if answers is None:
        raise Http404
    questionnaire = load(invitation.wave.version)
    codes = {question.code for question in asked(questionnaire, answers)}
    parts = [
        (part, [(q, _in_words(q, answers.get(q.code))) for q in part.questions if q.code in codes])
        for part in asked_parts(questionnaire, answers)
    ]
    return render(request, "evaluation/my_answers.html", {**_facts(invitation), "parts": parts})


def the_invitation(request: Request, pk: int) -> Invitation:
    """An invitation of oneself, while its wave is or was open; anybody else's is not there."""
    rows = Invitation.objects.of(request.user).exclude(wave__state=Wave.State.CANCELLED)
    return get_object_or_404(
        rows.select_related("wave__version__instrument", "wave__batch__programme", "about"), pk=pk
    )


def _cookie(invitation: Invitation) -> str:
    return f"kuesioner-{invitation.pk}"


def _secret(request: Request, invitation: Invitation) -> str:
    """Of the form before that of the cookie: it is the one under which the form was begun."""
    for secret in (request.POST.get(FIELD, ""), request.COOKIES.get(_cookie(invitation), "")):
        if is_secret(secret):
            return secret
    return ""


def _keep(response: HttpResponse, invitation: Invitation, secret: str) -> HttpResponse:
    """For as long as the wave may last; scripts cannot read it, other addresses do not receive it."""
    days = max((invitation.wave.closes_on - timezone.localdate()).days, 0) + 2
    response.set_cookie(
        _cookie(invitation),
        secret,
        max_age=days * 24 * 3600,
        path=reverse("evaluation:survey_start", args=[invitation.pk]),
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _forbidden(invitation: Invitation, secret: str) -> HttpResponse | None:
    """Where to go instead when there is nothing to fill in any more, or nothing has been begun."""
    if invitation.wave.state != Wave.State.OPEN or rules.standing(invitation, secret) is Standing.SENT:
        return redirect("evaluation:survey_done", invitation.pk)
    return None if secret else redirect("evaluation:survey_start", invitation.pk)


def _facts(invitation: Invitation) -> dict[str, Any]:
    wave = invitation.wave
    return {
        "invitation": invitation,
        "wave": wave,
        "instrument": wave.version.instrument,
        "is_open": wave.state == Wave.State.OPEN,
        "k": K,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_start(request: Request, pk: int) -> HttpResponse:
    """What will be asked, who will see what, until when. Beginning gives this browser its secret."""
    invitation = the_invitation(request, pk)
    secret = _secret(request, invitation)
    if (away := _forbidden(invitation, secret or new_secret())) is not None:
        return away
    if request.method == "POST":
        return _keep(_resumed(invitation, secret), invitation, secret or new_secret())
    questionnaire = load(invitation.wave.version)
    context = _facts(invitation) | {
        "questionnaire": questionnaire,
        "has_begun": rules.draft_of(invitation, secret) is not None,
        "minutes": max(1, round(len(questionnaire.questions) * PACE / 60)),
    }
    return render(request, "evaluation/survey_start.html", context)


def _resumed(invitation: Invitation, secret: str) -> HttpResponse:
    """Where one was: the first part that lacks an answer, else the page that checks all of them."""
    questionnaire = load(invitation.wave.version)
    known = rules.draft_of(invitation, secret) or {}
    missing = set(check(questionnaire, known))
    for part in asked_parts(questionnaire, known):
        codes = {question.code for question in part.questions}
        if codes & missing or not codes & set(known):
            return redirect("evaluation:survey_part", invitation.pk, part.number)
    return redirect("evaluation:survey_check", invitation.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_part(request: Request, pk: int, number: int) -> HttpResponse:
    """One part. Each button saves: go on, go back, or come again later."""
    invitation = the_invitation(request, pk)
    secret = _secret(request, invitation)
    if (away := _forbidden(invitation, secret)) is not None:
        return away
    questionnaire = load(invitation.wave.version)
    known = rules.draft_of(invitation, secret) or {}
    parts = asked_parts(questionnaire, known)
    part = next((part for part in parts if part.number >= number), None)
    if part is None:
        return redirect("evaluation:survey_check", pk)
    act = request.POST.get("act", "next")
    form = part_form(part, request.POST if request.method == "POST" else None, known, is_final=act == "next")
    status = 200
    if request.method == "POST":
        if form.is_valid():
            answers = _merged(questionnaire, known, {q.code for q in part.questions}, form.checked.values)
            try:
                rules.save_draft(invitation, secret, answers, by=request.user)
            except ValidationError as refusal:
                if refusal.code in ("closed", "answered"):
                    messages.error(request, " ".join(refusal.messages))
                    return redirect("evaluation:my_surveys")
                form.add_error(None, refusal.messages)
            else:
                if act == "later":
                    messages.success(
                        request,
                        "Jawaban Anda tersimpan, belum terkirim. Lanjutkan di peramban ini paling lambat "
                        f"{tanggal(invitation.wave.closes_on)}.",
                    )
                return _keep(_after(invitation, questionnaire, answers, part.number, act), invitation, secret)
        status = 422
    context = _facts(invitation) | {
        "form": form,
        "part": part,
        "now": parts.index(part) + 1,
        "total": len(parts),
        "secret": secret,
        "field": FIELD,
    }
    return render(request, "evaluation/survey_part.html", context, status=status)


def _merged(questionnaire: Questionnaire, known: Answers, codes: set[str], typed: Answers) -> Answers:
    return clean(questionnaire, {code: v for code, v in known.items() if code not in codes} | typed)


def _after(
    invitation: Invitation, questionnaire: Questionnaire, answers: Answers, number: int, act: str
) -> HttpResponse:
    if act == "later":
        return redirect("evaluation:my_surveys")
    numbers = [part.number for part in asked_parts(questionnaire, answers)]
    if act == "back":
        before = [other for other in numbers if other < number]
        return redirect("evaluation:survey_part", invitation.pk, before[-1] if before else number)
    after = [other for other in numbers if other > number]
    if after:
        return redirect("evaluation:survey_part", invitation.pk, after[0])
    return redirect("evaluation:survey_check", invitation.pk)


@never_cache
@require_safe
def survey_check(request: Request, pk: int) -> HttpResponse:
    """All answers once more before they are sent; what is missing is said with a link to its part."""
    invitation = the_invitation(request, pk)
    secret = _secret(request, invitation)
    if (away := _forbidden(invitation, secret)) is not None:
        return away
    return _check_page(request, invitation, secret, load(invitation.wave.version))


def _check_page(
    request: Request,
    invitation: Invitation,
    secret: str,
    questionnaire: Questionnaire,
    errors: list[str] | None = None,
) -> HttpResponse:
    answers = rules.draft_of(invitation, secret) or {}
    missing = check(questionnaire, answers)
    codes = {question.code for question in asked(questionnaire, answers)}
    parts = [
        (
            part,
            [
                (question, _in_words(question, answers.get(question.code)), missing.get(question.code, ""))
                for question in part.questions
                if question.code in codes
            ],
        )
        for part in asked_parts(questionnaire, answers)
    ]
    context = _facts(invitation) | {
        "parts": parts,
        "missing": len(missing),
        "errors": errors or [],
        "secret": secret,
        "field": FIELD,
        "interrupted": rules.standing(invitation, secret) is Standing.INTERRUPTED,
    }
    return render(request, "evaluation/survey_check.html", context, status=422 if errors else 200)


def _in_words(question: AskedQuestion, value: Any) -> str:
    return "" if value is None else question.kind.in_words(question, value)


@require_POST
def survey_send(request: Request, pk: int) -> HttpResponse:
    """Send what was saved. Pressed again on a bad line it is the same answer."""
    invitation = the_invitation(request, pk)
    secret = _secret(request, invitation)
    if (away := _forbidden(invitation, secret)) is not None:
        return away
    questionnaire = load(invitation.wave.version)
    answers = rules.draft_of(invitation, secret) or {}
    try:
        rules.send(invitation, secret, answers, questionnaire, by=request.user)
    except ValidationError as refusal:
        # The same form, sent twice within a moment: the first may have arrived since we looked.
        invitation = the_invitation(request, pk)
        if (away := _forbidden(invitation, secret)) is not None:
            return away
        return _check_page(request, invitation, secret, questionnaire, refusal.messages)
    return redirect("evaluation:survey_done", pk)


@never_cache
@require_safe
def survey_done(request: Request, pk: int) -> HttpResponse:
    """Received; what happens next. Or: closed, or not yet answered."""
    invitation = the_invitation(request, pk)
    if invitation.wave.state == Wave.State.OPEN and not invitation.has_answered:
        return redirect("evaluation:survey_start", pk)
    if invitation.wave.state == Wave.State.PLANNED:
        return redirect("evaluation:my_surveys")
    messages_left = rules.waiting_for(request.user).count()
    context = _facts(invitation) | {
        "left": messages_left,
        "received": invitation.has_answered,
        "title": "Kuesioner",
    }
    return render(request, "evaluation/survey_done.html", context)
