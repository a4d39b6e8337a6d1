"""One person's needs with where each number comes from, and what is recorded of them: ratings, results, the
post to come."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from personnel.models import CivilServant
from personnel.pages.editing import edit_page, sent
from personnel.pages.person import looked_at
from personnel.permissions import is_owner
from personnel.requests import Request
from planning import performance, permissions, ratings
from planning.forms.needs import PerformanceForm, RatingForm, TargetPositionForm
from planning.hidden_levels import hand_of, hides_from
from planning.models import (
    Competency,
    Cycle,
    PerformanceRating,
    PlanItem,
)
from planning.needs import set_target_position
from planning.reports import need_page
from planning.reports.needs import person_profile
from planning.reports.ways_on import ways_on
from planning.views.needs import may_open, the_cycle


@never_cache
@require_safe
def need_person(request: Request, year: int, pk: int) -> HttpResponse:
    """One person: the post held beside the post to be held. Looking at somebody else's is recorded."""
    cycle, person = the_cycle(year), looked_at(request, pk, "kebutuhan")
    own = is_owner(request.user, person)
    hand = hand_of(request.user, person)
    hidden = hides_from(hand, person, cycle)
    items = PlanItem.objects.filter(targets__civil_servant=person, plan__is_current=True, plan__cycle=cycle)
    planned = list(items.order_by("quarter", "number", "pk"))
    profile = person_profile(person, cycle)
    gaps = {held.competency.pk for held in profile.current.lines if held.need.gap}
    ways = ways_on(person, cycle, planned, gaps)
    context = {
        "cycle": cycle,
        "person": person,
        "profile": profile,
        "rows": [
            (competency, held, aimed, held or aimed, ways.get(competency.pk))
            for competency, held, aimed in profile.pairs
        ],
        "own": own,
        "hidden": need_page.hidden_notice(person, own=own) if hidden else None,
        "figures": [] if hidden else need_page.figures_of(profile),
        "sheet_hand": hand,
        "sources": permissions.rating_sources(request.user, person),
        "may_set_target": permissions.may_set_target_position(request.user, person),
        "may_see_path": permissions.may_see_path(request.user, person),
        "may_record_performance": permissions.may_record_performance(request.user, person),
        "has_lines": bool(planned),
        "may_open_unit": may_open(request, person.unit),
    }
    return render(request, "planning/need_person.html", context)


def the_person(request: Request, pk: int) -> CivilServant:
    people = CivilServant.objects.visible_to(request.user)
    return get_object_or_404(
        people.select_related("unit__opd", "position", "target_position__position", "target_position__goal"),
        pk=pk,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rating_new(request: Request, pk: int, code: str) -> HttpResponse:
    """Record one rating of one person."""
    person = the_person(request, pk)
    sources = permissions.rating_sources(request.user, person)
    if not sources:
        raise Http404
    competency = get_object_or_404(
        Competency.objects.active().prefetch_related("levels__indicators"), code=code
    )
    form = RatingForm(sent(request), competency=competency, sources=sources)
    return edit_page(
        request,
        form,
        lambda: ratings.record_rating(person, competency, by=request.user, **form.cleaned_data),
        title=competency.name,
        act="Simpan penilaian",
        above=(person.full_name, _url_of(person)),
        said="Penilaian tercatat dan kesenjangan sudah dihitung ulang.",
        template="planning/rating_new.html",
        person=person,
        competency=competency,
        own=is_owner(request.user, person),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def performance_new(request: Request, pk: int) -> HttpResponse:
    """Record one person's result of one year; one that is there already is corrected."""
    person = the_person(request, pk)
    if not permissions.may_record_performance(request.user, person):
        raise Http404
    form = PerformanceForm(sent(request))

    def record() -> PerformanceRating:
        result = performance.record_performance(person, **form.cleaned_data, by=request.user)
        _warn_about_disagreement(request, result)
        return result

    return edit_page(
        request,
        form,
        record,
        title="Nilai kinerja",
        act="Simpan nilai kinerja",
        above=(person.full_name, _url_of(person)),
        said=lambda result: f"Penilaian kinerja {result.year} tercatat.",
        template="planning/performance_new.html",
        person=person,
        results=person.performance_ratings.order_by("-year"),
    )


def _warn_about_disagreement(request: Request, result: PerformanceRating) -> None:
    """As the import does: both are kept, the score counts."""
    if result.score is None or not result.predicate:
        return
    band = performance.other_band(result.score, result.predicate, performance.bands_in_force(result.year))
    if band:
        reason = "Nilai ini termasuk predikat %(band)s. Keduanya disimpan; nilainya yang dihitung."
        messages.warning(request, reason % {"band": band})


@require_http_methods(["GET", "HEAD", "POST"])
def person_target(request: Request, pk: int) -> HttpResponse:
    """Name the post that somebody is meant to hold next."""
    person = the_person(request, pk)
    if not permissions.may_set_target_position(request.user, person):
        raise Http404
    target = getattr(person, "target_position", None)
    initial = {"position": target.position_id, "reason": target.reason} if target and target.position else {}
    form = TargetPositionForm(sent(request), initial=initial)
    return edit_page(
        request,
        form,
        lambda: set_target_position(person, by=request.user, **form.cleaned_data),
        title="Jabatan yang akan diduduki",
        lead=f"{person.full_name}, kini {person.position.name}. Kesenjangan terhadap jabatan berikutnya "
        "ditampilkan di samping kesenjangan sekarang dan tidak mengubahnya.",
        act="Simpan",
        above=(person.full_name, _url_of(person)),
        said="Jabatan yang akan diduduki tersimpan.",
    )


def _url_of(person: CivilServant) -> str:
    """The person's needs, or the record while no year is open."""
    cycle = Cycle.objects.one_open()
    if cycle is None:
        return reverse("personnel:civil_servant_detail", kwargs={"pk": person.pk})
    return reverse("planning:need_person", kwargs={"year": cycle.year, "pk": person.pk})
