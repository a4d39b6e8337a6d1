"""Home: what waits for somebody in all apps."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jobs.troubles import troubles
from palu_asn import dashboard, overdue
from palu_asn.home import city_figures, not_acted_url, own_of, plans_of, running_of, todos_of
from palu_asn.home.first_steps import first_steps_of
from personnel.accounts import hide_first_steps
from personnel.models import User
from personnel.pages.editing import press
from personnel.pages.lists import page_of
from personnel.permissions import is_city_hr, may_keep_running, may_list_people
from personnel.requests import Request
from planning.models import Cycle
from planning.stages import Calendar

#: Rows of a kind beside the others, and of one kind alone.
ROWS = 25


def home(request: Request) -> HttpResponse:
    """What waits for somebody; now and then it also counts what is late, for the menu of every page."""
    if _is_old(request) and may_list_people(request.user):
        _keep_count(request, overdue.count(request.user))
    cycle = Cycle.objects.one_open()
    calendar = Calendar(cycle) if cycle else None
    return render(
        request,
        "palu_asn/home.html",
        {
            "today": timezone.localdate(),
            "cycle": cycle,
            "stages_url": _stages_url(request.user, cycle),
            "running": running_of(request.user, calendar),
            "not_acted_url": not_acted_url(request.user, cycle) if cycle else "",
            "first_steps": first_steps_of(request.user),
            "own": own_of(request.user),
            "dashboard_url": reverse("dashboard") if dashboard.may_look(request.user) else "",
            "todos": todos_of(request.user, calendar),
            "plans": plans_of(request.user, cycle),
            "city": city_figures(request.user, cycle),
            "troubles": troubles() if may_hear_of_troubles(request.user) else [],
        },
    )


def _stages_url(user: User, cycle: Cycle | None) -> str:
    """The days of the year, for whoever has a place in it."""
    if cycle is None or (user.civil_servant is None and not user.active_roles):
        return ""
    return reverse("planning:stage_list", args=[cycle.year])


@require_POST
def first_steps_hide(request: Request) -> HttpResponse:
    """Put the first steps away."""
    return press(
        request,
        lambda: hide_first_steps(by=request.user),
        said="Langkah pertama ditutup. Panduannya tetap ada di Bantuan.",
        then=reverse("home"),
    )


#: Where the session keeps the number beside "Terlambat": no other page asks for it again.
LATE = "late"


#: When it was counted (a moment in seconds). A dozen queries, so not with every look at the home page.
COUNTED_AT, COUNTED_FOR = "late_counted_at", 300


def _is_old(request: Request) -> bool:
    return timezone.now().timestamp() - request.session.get(COUNTED_AT, 0) > COUNTED_FOR


def _keep_count(request: Request, count: int) -> None:
    request.session[LATE], request.session[COUNTED_AT] = count, timezone.now().timestamp()


def may_hear_of_troubles(user: User) -> bool:
    """Who can do something, or call somebody who can, when the work behind the pages stands still."""
    return may_keep_running(user) or is_city_hr(user)


@require_safe
def overdue_page(request: Request) -> HttpResponse:
    """Everything in sight that is late, by kind; with ``jenis`` all of one kind."""
    if not may_list_people(request.user):
        raise Http404
    chosen = request.GET.get("jenis", "")
    kinds = [kind for kind in overdue.KINDS if chosen in ("", kind.slug)]
    groups = [overdue.Group(kind, page_of(request, kind.rows(request.user), ROWS)) for kind in kinds]
    count = sum(group.count for group in groups)
    if not chosen:
        _keep_count(request, count)
    context = {
        "groups": [group for group in groups if group.count],
        "count": count,
        "chosen": chosen,
    }
    return render(request, "palu_asn/overdue.html", context)
