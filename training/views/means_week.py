"""Rooms and speakers by week, and who is free at a time."""

from __future__ import annotations

import datetime as dt
import re

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from personnel.requests import Request
from training import permissions
from training.forms.places import FreeForm
from training.models import Session
from training.views.guards import for_readers
from training.week_grid import WORTH, free_at, week_of

#: So many free speakers are named; the others are counted.
NAMED = 12


@require_safe
def means_week(request: Request) -> HttpResponse:
    """The week in which the day of the form lies; with hours, also what is free then."""
    for_readers(request)
    manages = permissions.may_organise(request.user)
    moving = _moving(request.GET.get("pindah", "")) if manages else None
    form = FreeForm(request.GET or None)
    asked = form.asked
    free = free_at(asked.day, asked.begins, asked.ends, seats=asked.seats) if asked.has_hours else None
    week = week_of(asked.day, least=max(WORTH, moving.ends_at - moving.starts_at) if moving else WORTH)
    context = {
        "form": form,
        "asked": asked,
        "free": free,
        "named": free.speakers[:NAMED] if free else [],
        "more": max(len(free.speakers) - NAMED, 0) if free else 0,
        "week": week,
        "today": timezone.localdate(),
        "now": timezone.now(),
        "moving": moving,
        "before": asked.day - dt.timedelta(days=7),
        "after": asked.day + dt.timedelta(days=7),
        "groups": [("Ruang", week.rooms), ("Narasumber", week.speakers)],
        "width": len(week.days) + 1,
        "manages": manages,
    }
    return render(request, "training/means_week.html", context)


def _moving(typed: str) -> Session | None:
    """The session for which another time is looked for; none where the address names none that may move."""
    if not re.fullmatch(r"[0-9]{1,9}", typed):
        return None
    ahead = Session.objects.standing().filter(starts_at__gt=timezone.now())
    return ahead.select_related("batch__programme").filter(pk=typed).first()
