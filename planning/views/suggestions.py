"""Masukan: what colleagues have said, one's own words, and HR's answers.

A page never holds who said what is hidden: templates get ``ShownSuggestion``, whose name is empty then.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from personnel.models import User
from personnel.pages.editing import confirm_page, form_page, press, saved, sent
from personnel.pages.lists import page_of
from personnel.pages.tables import Table
from personnel.requests import Request
from personnel.shown import Link
from planning import suggestions as rules
from planning.forms.voices import AnswerForm, SuggestionFilter, SuggestionForm, SuggestionWorklistFilter
from planning.models import Cycle, Suggestion, SuggestionAnswer, SuggestionSupport
from planning.pages.columns import suggestions as suggestion_columns
from planning.permissions import may_answer_suggestion, may_draw_up_plan, may_see_author
from planning.reports.voices import answering_opds, answers_of, count_voices
from planning.stages import Act
from planning.suggestions import why_closed
from planning.views.voices import (
    draft_of,
    items_of,
    pick_of,
    the_cycle,
    the_opds,
    the_speaker,
    window_of,
    worklist_tabs,
)
from planning.voice_answers import answer_suggestion

Outcome = SuggestionAnswer.Outcome


@dataclass(frozen=True)
class ShownSuggestion:
    """A suggestion as one person may see it."""

    it: Suggestion
    author: str
    unit: str
    is_mine: bool
    is_supported: bool
    may_answer: bool
    answer: SuggestionAnswer | None

    @property
    def support_url(self) -> str:
        """Where support is given, or taken back by whoever gave it."""
        act = "suggestion_support_end" if self.is_supported else "suggestion_support"
        return reverse(f"planning:{act}", args=[self.it.pk])


def rows_for(user: User, suggestions: Iterable[Suggestion]) -> list[ShownSuggestion]:
    """Rows of ``shown``, with names where they may be read. Three queries for any number."""
    listed = list(suggestions)
    answers = answers_of(listed)
    mine: set[int] = set()
    if user.civil_servant_id:
        supports = SuggestionSupport.objects.filter(
            suggestion__in=listed, civil_servant=user.civil_servant_id
        )
        mine = set(supports.values_list("suggestion", flat=True))
    return [_row(user, one, answers.get(one.pk), is_supported=one.pk in mine) for one in listed]


def _row(
    user: User, one: Suggestion, answer: SuggestionAnswer | None, *, is_supported: bool
) -> ShownSuggestion:
    named = may_see_author(user, one)
    return ShownSuggestion(
        it=one,
        author=str(one.author) if named else "",
        unit=one.unit.name if named else "",
        is_mine=one.author_id == user.civil_servant_id,
        is_supported=is_supported,
        may_answer=may_answer_suggestion(user, one),
        answer=answer,
    )


def shown(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    return rows.with_state().with_supports().select_related("author", "unit", "opd", "cycle")  # type: ignore[attr-defined]


def the_suggestion(request: Request, pk: int) -> Suggestion:
    return get_object_or_404(shown(Suggestion.objects.visible_to(request.user)), pk=pk)


# ----------------------------------------------------------------------------------------- for civil servants


def suggestion_list(request: Request) -> HttpResponse:
    """What was said in one's OPD this year: one's own first, then the newest."""
    person = the_speaker(request)
    cycle = the_cycle(request)
    opd = person.unit.opd_id or person.unit_id
    years = list(Cycle.objects.values_list("year", flat=True))
    form = SuggestionFilter(request.GET, years=years, year=cycle.year if cycle else None)
    mine_first = Case(When(author=person, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = _filtered(
        shown(Suggestion.objects.visible_to(request.user).filter(cycle=cycle)), form.values, Q()
    ).filter(Q(opd=opd) | Q(author=person))
    if form.values["mine"]:
        rows = rows.filter(author=person)
    page = page_of(request, rows.order_by(mine_first, "-created_at", "-pk"))
    return render(
        request,
        "planning/suggestion_list.html",
        {
            "cycle": cycle,
            "opd": person.unit.opd or person.unit,
            "form": form,
            "page_obj": page,
            "rows": rows_for(request.user, page),
            **window_of(cycle, opd, Act.SUGGEST),
        },
    )


def _filtered(rows: QuerySet[Suggestion], values: dict[str, Any], named: Q) -> QuerySet[Suggestion]:
    """``named`` says on which rows the author's name may be sought as well."""
    if q := (values.get("q") or "").strip():
        found = Q(text__icontains=q)
        if named:
            found |= named & Q(author__name__icontains=q)
        rows = rows.filter(found)
    for name in ("kind", "state", "opd"):
        if values.get(name):
            rows = rows.filter(**{name: values[name]})
    return rows


def suggestion_new(request: Request) -> HttpResponse:
    """One suggestion: about what, the words, and whether colleagues see the name."""
    person = the_speaker(request)
    cycle = Cycle.objects.one_open()
    opd = person.unit.opd_id or person.unit_id
    if closed := why_closed(cycle, opd, Act.SUGGEST):
        messages.warning(request, closed)
        return redirect("planning:suggestion_list")
    form = SuggestionForm(sent(request), initial={"request_key": uuid.uuid4()})
    said = saved(
        request,
        form,
        lambda: rules.suggest(**form.cleaned_data, by=request.user),
        said="Masukan Anda tersimpan. Pengelola kepegawaian menanggapinya sebelum rencana diajukan; "
        "Anda diberi tahu.",
        then=_page_of,
    )
    return said or form_page(
        request,
        "planning/suggestion_new.html",
        form,
        cycle=cycle,
        opd=person.unit.opd,
        **window_of(cycle, opd, Act.SUGGEST),
    )


def _page_of(suggestion: Suggestion) -> str:
    return reverse("planning:suggestion_detail", args=[suggestion.pk])


def suggestion_detail(request: Request, pk: int) -> HttpResponse:
    """The words, who supports them, and every answer."""
    suggestion = the_suggestion(request, pk)
    (row,) = rows_for(request.user, [suggestion])
    answers = suggestion.answers.select_related("by__civil_servant").prefetch_related("items__plan__cycle")
    closed = why_closed(suggestion.cycle, suggestion.opd_id, Act.SUGGEST)
    return render(
        request,
        "planning/suggestion_detail.html",
        {
            "row": row,
            "suggestion": suggestion,
            "answers": answers,
            "sees_plan": may_draw_up_plan(request.user, suggestion.opd) or _reads_plan(request, suggestion),
            "may_support": not closed and _may_support(request.user, suggestion),
            "may_withdraw": not closed and row.is_mine and not suggestion.withdrawn_at and not row.answer,
            "may_answer": row.may_answer
            and not suggestion.withdrawn_at
            and not why_closed(suggestion.cycle, suggestion.opd_id, Act.ANSWER),
            "worklist": bool(request.user.active_roles),
        },
    )


def _reads_plan(request: Request, suggestion: Suggestion) -> bool:
    return request.user.sees_city or suggestion.opd_id in request.user.role_opds


def _may_support(user: User, suggestion: Suggestion) -> bool:
    person = user.civil_servant
    if person is None or suggestion.withdrawn_at or suggestion.author_id == person.pk:
        return False
    return person.unit.opd_id == suggestion.opd_id


@require_POST
def suggestion_support(request: Request, pk: int) -> HttpResponse:
    return _support(request, pk, rules.support, "Dukungan Anda tercatat.")


@require_POST
def suggestion_support_end(request: Request, pk: int) -> HttpResponse:
    return _support(request, pk, rules.withdraw_support, "Dukungan Anda dibatalkan.")


def _support(request: Request, pk: int, act: Any, words: str) -> HttpResponse:
    """Back to the page of the list from which it was pressed."""
    suggestion = the_suggestion(request, pk)
    if not _may_support(request.user, suggestion):
        raise Http404
    way, here = _page_of(suggestion), request.POST.get("next", "")
    if here.startswith("?") and len(here) < 500 and here.isprintable():
        way = f"{reverse('planning:suggestion_list')}{here}#m{suggestion.pk}"
    return press(request, lambda: act(suggestion, by=request.user), said=words, then=way)


def suggestion_withdraw(request: Request, pk: int) -> HttpResponse:
    """Asks before one's own words are taken back."""
    suggestion = the_suggestion(request, pk)
    if suggestion.author_id != request.user.civil_servant_id:
        raise Http404
    return confirm_page(
        request,
        lambda: rules.withdraw_suggestion(suggestion, by=request.user),
        title="Tarik masukan ini?",
        warning=suggestion.text[:200],
        consequences=[
            "Rekan kerja dan pengelola kepegawaian tidak melihatnya lagi.",
            "Masukan ini tidak ditanggapi dan tidak disebut dalam rencana.",
        ],
        act="Tarik masukan",
        above=("Masukan", _page_of(suggestion)),
        said="Masukan Anda ditarik.",
        then="planning:suggestion_list",
    )


# --------------------------------------------------------------------------------------------------- for HR


def suggestion_worklist(request: Request) -> HttpResponseBase:
    """Every suggestion of the OPD of one's role: what lacks an answer first, the oldest on top; sent, they
    are taken out."""
    opds = the_opds(request)
    cycle = the_cycle(request)
    form = SuggestionWorklistFilter(request.GET, opds=opds)
    named = Q(is_name_hidden=False)
    answering = answering_opds(request.user)
    named |= Q(pk__isnull=False) if answering is None else Q(opd__in=answering)
    of_role = Suggestion.objects.standing().filter(cycle=cycle, opd__in=opds)
    rows = _filtered(shown(of_role), form.values, named)
    waiting_first = Case(
        When(state__in=Suggestion.UNANSWERED, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    listed = Table(
        request,
        suggestion_columns(many=len(opds) > 1),
        rows.order_by(waiting_first, "created_at", "pk"),
        caption="Masukan pegawai, yang belum ditanggapi lebih dahulu",
        wrap=lambda found: rows_for(request.user, found),
        pick=lambda row: row.it.pk if row.may_answer and row.answer is None else None,
    )
    if request.method == "POST":
        return listed.download(request, "masukan", title="Masukan pegawai")
    counts = count_voices(cycle, form.values.get("opd") or opds)
    return render(
        request,
        "planning/suggestion_worklist.html",
        {
            "cycle": cycle,
            "cycles": Cycle.objects.every(),
            "form": form,
            "table": listed,
            "acts": _together() if any(row.may_answer and not row.answer for row in listed.page) else [],
            "counts": counts,
            "tabs": worklist_tabs(cycle, counts, "planning:suggestion_worklist"),
        },
    )


def _together() -> list[Link]:
    """One answer for all that are ticked."""
    return [
        Link(f"{title} (yang dipilih)", reverse("planning:suggestion_answer_many", args=[outcome]))
        for outcome, title in TITLES.items()
    ]


def suggestion_answer(request: Request, pk: int, outcome: str) -> HttpResponse:
    """One answer, one page: taken up by items, declined, or passed on."""
    suggestion = the_suggestion(request, pk)
    if outcome not in Outcome.values or not may_answer_suggestion(request.user, suggestion):
        raise Http404
    if closed := why_closed(suggestion.cycle, suggestion.opd_id, Act.ANSWER):
        messages.warning(request, closed)
        return redirect("planning:suggestion_detail", suggestion.pk)
    plan = draft_of(suggestion.cycle, suggestion.opd_id)
    items = items_of(plan)
    form = AnswerForm(
        None if "search" in request.POST else sent(request),
        outcome=outcome,
        items=items,
        initial={"reason": request.POST.get("reason", "")},
    )
    answered = saved(
        request,
        form,
        lambda: answer_suggestion(suggestion, outcome, by=request.user, **form.values),
        said="Tanggapan tersimpan dan diberitahukan kepada yang memberi masukan.",
        then=_page_of(suggestion),
    )
    if answered:
        return answered
    (row,) = rows_for(request.user, [suggestion])
    picks = "items" in form.fields
    return form_page(
        request,
        "planning/suggestion_answer.html",
        form,
        row=row,
        suggestion=suggestion,
        outcome=outcome,
        title=TITLES[outcome],
        plan=plan,
        pick=pick_of(request, items, request.POST.getlist("items")) if picks else None,
    )


TITLES: dict[str, Any] = {
    Outcome.TAKEN_UP: "Ambil ke dalam rencana",
    Outcome.DECLINED: "Tidak diambil",
    Outcome.PASSED_ON: "Teruskan",
}
