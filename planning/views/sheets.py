"""Rating sheets: one competency a page, what was answered, sending; one's people; what both said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel.composed import Composed, Given
from personnel.forms.refusals import put_errors
from personnel.models import CivilServant, User
from personnel.pages.downloads import kept_file
from personnel.pages.editing import confirm_page, form_page, press, sent
from personnel.pages.lists import page_of
from personnel.pages.person import record_look
from personnel.permissions import is_owner
from personnel.request_size import SMALL_FILE, carries
from personnel.requests import Request
from personnel.templatetags.palu import angka, tanggal
from planning import evidence, permissions, sheets
from planning.forms.sheets import NameFilter, SheetAnswerForm
from planning.models import Competency, Cycle, RatingSheet
from planning.permissions import people_of_hr
from planning.raters import is_rater, people_rated_by, rater_of, team_of, with_rater
from planning.reports.sheet_page import SheetView, answered_by_now, sheet_view
from planning.reports.sheets import (
    dialogues_of,
    rating_todos,
    result_of,
    team_rows,
)

Hand = RatingSheet.Hand


def the_open_cycle() -> Cycle:
    cycle = Cycle.objects.one_open()
    if cycle is None:
        raise Http404
    return cycle


def the_person(request: Request, pk: int, hand: str) -> CivilServant:
    """Somebody whose sheet of that hand the account may fill; anybody else is not there.

    A deputy gets to these pages of the people whom they rate, and to nothing else about them.
    """
    own, found = request.user.civil_servant_id, list[CivilServant]()
    if hand == Hand.SELF and own == pk:
        found = _themself(pk=pk)
    elif hand == Hand.SUPERIOR and own is not None:
        found = _rated_by(pk=pk, rater=own, day=timezone.localdate())
    if not found:
        raise Http404
    return found[0]


@Composed
def _themself() -> QuerySet[CivilServant]:
    people = CivilServant.objects.plan_targets().filter(pk=Given("pk"))
    return people.select_related("unit__opd", "position")


@Composed
def _rated_by() -> QuerySet[CivilServant]:
    # Of one person it is quicker to look upwards than at everybody below.
    people = with_rater(CivilServant.objects.plan_targets().filter(pk=Given("pk")), Given("day"))
    return people.filter(rater=Given("rater")).select_related("unit__opd", "position")


def the_sheet(request: Request, pk: int, hand: str) -> SheetView:
    return sheet_view(the_person(request, pk, hand), the_open_cycle(), hand, request.user)


# ---------------------------------------------------------------------------------------------- the beginning


@never_cache
@require_safe
def rating_home(request: Request) -> HttpResponse:
    """What of the ratings is one's own: one's sheet, one's people, one's dialogues."""
    user = request.user
    if user.civil_servant is None and not permissions.may_name_deputies(user):
        raise Http404
    cycle = Cycle.objects.one_open()
    if cycle is None:
        return render(request, "planning/need_none.html")
    team = team_of(user)
    context: dict[str, Any] = {
        "cycle": cycle,
        "person": user.civil_servant,
        "todos": rating_todos(user, cycle, team),
        "talks": dialogues_of(user, cycle, team)
        .filter(outcome__isnull=True)
        .select_related("competency", "civil_servant")
        .order_by("-state", "pk")[:20],
        "is_hr": permissions.may_name_deputies(user),
    }
    person = user.civil_servant
    if person is not None and sheets.may_fill(user, person, Hand.SELF):
        context["own"] = sheet_view(person, cycle, Hand.SELF, user)
        context["rater"] = rater_of(person)
        context["has_result"] = RatingSheet.objects.filter(
            cycle=cycle, civil_servant=person, published_at__isnull=False
        ).exists()
    return render(request, "planning/rating_home.html", context)


@never_cache
@require_safe
def rating_people(request: Request) -> HttpResponse:
    """The people whom one rates today, and how far one's own sheets about them are."""
    user = request.user
    if user.civil_servant_id is None:
        raise Http404
    cycle = the_open_cycle()
    form = NameFilter(request.GET)
    people = people_rated_by(user.civil_servant_id).select_related("unit", "position")
    if query := form.values["q"]:
        people = people.filter(name__icontains=query)
    page = page_of(request, people.order_by("name", "pk"))
    return render(
        request,
        "planning/rating_people.html",
        {
            "cycle": cycle,
            "form": form,
            "page_obj": page,
            "rows": team_rows(list(page.object_list), cycle, user),
        },
    )


# -------------------------------------------------------------------------------------------------- the sheet


@never_cache
@require_safe
def sheet_review(request: Request, pk: int, hand: str) -> HttpResponse:
    """Everything that was answered, what is missing, and the way to send it; after that, what comes next."""
    return render(request, "planning/sheet_review.html", {"view": the_sheet(request, pk, hand)})


@carries(SMALL_FILE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_answer(request: Request, pk: int, hand: str, code: str) -> HttpResponse:
    """One competency: the level that fits best, then its behaviours; saved at every step."""
    view = the_sheet(request, pk, hand)
    question = view.find(code)
    if question is None:
        raise Http404
    if view.closed:
        messages.warning(request, view.closed)
        return redirect("planning:sheet_review", pk, hand)
    competency = question.competency
    prefetch_related_objects([competency], "levels__indicators")
    form = SheetAnswerForm(
        sent(request), request.FILES or None, competency=competency, answer=question.answer
    )
    later = "later" in request.POST
    if request.method == "POST":
        if later and form.is_empty:
            return redirect("planning:rating_home")
        if form.is_valid() and (answered := _save(request, view, competency, form, later=later)):
            return answered
        view = answered_by_now(view, request.user)  # what was kept all the same
        question = view.find(code) or question
    return form_page(
        request, "planning/sheet_answer.html", form, view=view, question=question, competency=competency
    )


def _save(
    request: Request, view: SheetView, competency: Competency, form: SheetAnswerForm, *, later: bool
) -> HttpResponse | None:
    """Keep the answer and go on; None when the page must be shown again."""
    values = form.cleaned_data
    try:
        answer = sheets.save_answer(
            view.person,
            view.cycle,
            view.hand,
            competency,
            level=values["level"],
            shows=form.shows,
            note=values["note"],
            file=values["file"],
            by=request.user,
        )
    except ValidationError as refusal:
        put_errors(form, refusal)
        return None
    fresh = view.with_answer(answer)
    question = fresh.find(competency.code)
    if later:
        messages.success(request, _saved(fresh))
        return redirect("planning:rating_home" if fresh.is_own else "planning:rating_people")
    if question is not None and not question.is_complete:
        form.ask_for_the_rest()
        return None
    following = fresh.after(question) if question else None
    if following is None:
        return redirect("planning:sheet_review", view.person.pk, view.hand)
    return redirect("planning:sheet_answer", view.person.pk, view.hand, following.competency.code)


def _saved(view: SheetView) -> str:
    words = f"Tersimpan: {angka(view.done)} dari {angka(view.total)} kompetensi terjawab."
    if view.window:
        words += " " + f"Lanjutkan sebelum {tanggal(view.window.ends_on)} berakhir."
    return words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_send(request: Request, pk: int, hand: str) -> HttpResponse:
    """Asks before sending, which cannot be taken back."""
    view = the_sheet(request, pk, hand)
    review = reverse("planning:sheet_review", args=[pk, hand])
    if view.closed:
        messages.warning(request, view.closed)
        return redirect(review)
    if request.method != "POST" and not view.is_complete:
        messages.warning(request, "Jawab semua kompetensi dahulu.")
        return redirect(review)
    return confirm_page(
        request,
        lambda: sheets.send_sheet(view.person, view.cycle, hand, by=request.user),
        title="Kirim penilaian?",
        warning="Penilaian yang terkirim tidak dapat diubah lagi.",
        consequences=_consequences(view),
        act="Kirim penilaian",
        danger=False,
        above=("Penilaian", review),
        said="Penilaian terkirim.",
    )


def _consequences(view: SheetView) -> list[str]:
    answered = f"{angka(view.total)} jawaban dikirim atas nama Anda."
    if view.is_own:
        return [
            answered,
            "Atasan menilai Anda sendiri dan baru melihat jawaban ini setelah keduanya terkirim.",
            "Setelah mengirim Anda melihat tingkat yang diwajibkan jabatan Anda.",
        ]
    return [
        answered,
        (f"{view.person.full_name} baru melihat penilaian ini setelah penilaian mandirinya juga terkirim."),
        "Bila keduanya berbeda lebih dari satu tingkat, Anda berdua diminta membicarakannya.",
    ]


# ----------------------------------------------------------------------------------------------- the evidence


@never_cache
@require_safe
def evidence_download(request: Request, pk: int) -> HttpResponseBase:
    """A file as an attachment; never shown inside our pages."""
    row = get_object_or_404(evidence.readable_by(request.user), pk=pk)
    return kept_file(lambda: evidence.open_evidence(row, by=request.user), row.name, row.media_type)


@require_POST
def evidence_remove(request: Request, pk: int) -> HttpResponse:
    """Take a file off one's own answer."""
    row = get_object_or_404(
        evidence.readable_by(request.user).select_related("answer__competency", "answer__sheet__cycle"),
        pk=pk,
        answer__sheet__author=request.user,
    )
    sheet = row.answer.sheet
    the_person(request, sheet.civil_servant_id, sheet.hand)
    return press(
        request,
        lambda: sheets.remove_evidence(row, by=request.user),
        said="Bukti dihapus.",
        then=reverse(
            "planning:sheet_answer", args=[sheet.civil_servant_id, sheet.hand, row.answer.competency.code]
        ),
    )


# ------------------------------------------------------------------------------------------------- the result


@never_cache
@require_safe
def rating_result(request: Request, year: int, pk: int) -> HttpResponse:
    """What both said, side by side, once it is known. Looking at somebody else's is recorded."""
    person = _seen_result(request.user, pk)
    cycle = get_object_or_404(Cycle, year=year)
    result = result_of(person, cycle)
    if result is None:
        raise Http404
    own = is_owner(request.user, person)
    record_look(request, person, "penilaian")
    return render(
        request,
        "planning/rating_result.html",
        {"result": result, "person": person, "cycle": cycle, "own": own},
    )


def _seen_result(user: User, pk: int) -> CivilServant:
    """Oneself, somebody whom one rates, or one of those whom one manages as HR."""
    person = get_object_or_404(CivilServant.objects.select_related("unit__opd", "position"), pk=pk)
    if user.civil_servant_id == pk or is_rater(user, person) or people_of_hr(user).filter(pk=pk).exists():
        return person
    raise Http404
