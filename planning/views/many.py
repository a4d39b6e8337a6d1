"""Several at once: dialogues that BKPSDMD decides, and suggestions that say the same."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from personnel.models import Unit
from personnel.pages.editing import sent
from personnel.pages.many import ManyAct, chosen_in, many_page
from personnel.permissions import is_city_hr
from personnel.requests import Request
from planning import dialogues
from planning.forms.sheets import DecideManyForm
from planning.forms.voices import AnswerForm
from planning.models import PlanItem, RatingDialogue, Suggestion, SuggestionAnswer
from planning.pages.columns import dialogues as dialogue_columns
from planning.pages.columns import suggestions as suggestion_columns
from planning.reports.voices import answering_opds
from planning.views.suggestions import TITLES, rows_for, shown
from planning.views.voices import draft_of, items_of, the_opds
from planning.voice_answers import answer_suggestion

WRITES = ["GET", "HEAD", "POST"]
Outcome = SuggestionAnswer.Outcome


# --------------------------------------------------------------------------------------------- dialogues


@require_http_methods(WRITES)
def dialogue_decide_many(request: Request) -> HttpResponse:
    """BKPSDMD decides the dialogues that are ticked by one rule and with one reason."""
    user = request.user
    if not is_city_hr(user):
        raise Http404
    form = DecideManyForm(sent(request))
    act = ManyAct(
        "Putuskan beberapa dialog",
        "Putuskan",
        "dialog",
        ("Dialog penilaian", reverse("planning:dialogue_list")),
        dialogue_columns(user)[:4],
        (
            "Tingkat itu menjadi penilaian yang dihitung, untuk setiap dialog menurut pihaknya sendiri.",
            "Kedua pihak diberi tahu dan membaca alasan Anda.",
            "Dialog yang masih dapat disepakati kedua pihak tidak diputuskan.",
        ),
        "Diputuskan",
    )
    rows = dialogues.visible_to(user).select_related(
        "civil_servant__unit", "competency", "cycle", "self_rating", "superior_rating", "outcome"
    )
    return many_page(
        request,
        act,
        rows.order_by("opened_at", "pk"),
        rows.filter(state__in=dialogues.UNSETTLED).order_by("opened_at", "pk"),
        lambda row, seen: _decide(row, seen, form, request),
        form=form,
        stamp=lambda row: str(row.turns.count()),
    )


def _decide(row: RatingDialogue, seen: str, form: DecideManyForm, request: Request) -> Any:
    side, words = form.cleaned_data["side"], form.cleaned_data["words"]
    return dialogues.decide_for(row, side=side, words=words, seen=seen, by=request.user)


# ------------------------------------------------------------------------------------------- suggestions


@require_http_methods(WRITES)
def suggestion_answer_many(request: Request, outcome: str) -> HttpResponse:
    """One answer to suggestions that say the same."""
    if outcome not in Outcome.values:
        raise Http404
    user, answered = request.user, answering_opds(request.user)
    if answered == []:
        raise Http404
    opds = the_opds(request) if answered is None else Unit.objects.filter(pk__in=answered)
    said = Suggestion.objects.standing().filter(opd__in=opds)
    rows = shown(said).order_by("created_at", "pk")
    form = AnswerForm(sent(request), outcome=outcome, items=_items(request, rows, outcome))
    columns = suggestion_columns(many=len(opds) > 1)
    act = ManyAct(
        f"{TITLES[outcome]}: beberapa masukan",
        "Tanggapi",
        "masukan",
        ("Masukan pegawai", reverse("planning:suggestion_worklist")),
        columns,
        (
            "Tanggapan yang sama tersimpan pada setiap masukan yang dipilih, dan tercetak dalam rencana.",
            "Setiap yang memberi masukan diberi tahu.",
        ),
        str(Outcome(outcome).label),
    )
    return many_page(
        request,
        act,
        rows,
        rows.filter(state__in=Suggestion.UNANSWERED),  # type: ignore[misc]
        lambda row, seen: answer_suggestion(row.it, outcome, by=user, **form.values),
        form=form,
        wrap=lambda listed: rows_for(user, listed),
    )


def _items(request: Request, rows: QuerySet[Suggestion], outcome: str) -> QuerySet[PlanItem]:
    """Those of the one draft into which all of them can be taken up; none where they are of several OPD."""
    if outcome != Outcome.TAKEN_UP:
        return PlanItem.objects.none()
    places = {(one.cycle, one.opd_id) for one in rows.filter(pk__in=chosen_in(request))}
    if len(places) != 1:
        return PlanItem.objects.none()
    cycle, opd = places.pop()
    return items_of(draft_of(cycle, opd))
