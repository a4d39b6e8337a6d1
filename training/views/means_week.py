"""Rooms and speakers by week, and who is free at a time."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from personnel.requests import Request
from training import permissions
from training.forms.places import FreeForm
from training.views.guards import for_readers
from training.week_grid import free_at, week_of

#: So many free speakers are named; the others are counted.
NAMED = 12


@require_safe
def means_week(request: Request) -> HttpResponse:
    """The week in which the day of the form lies; with hours, also what is free then."""
    for_readers(request)
    form = FreeForm(request.GET or None)
    asked = form.asked
    free = free_at(asked.day, asked.begins, asked.ends, seats=asked.seats) if asked.has_hours else None
    week = week_of(asked.day)
    context = {
        "form": form,
        "asked": asked,
        "free": free,
        "named": free.speakers[:NAMED] if free else [],
        "more": max(len(free.speakers) - NAMED, 0) if free else 0,
        "week": week,
        "today": timezone.localdate(),
        "before": asked.day - dt.timedelta(days=7),
        "after": asked.day + dt.timedelta(days=7),
        "groups": [("Ruang", week.rooms), ("Narasumber", week.speakers)],
        "width": len(week.days) + 1,
        "manages": permissions.may_organise(request.user),
    }
    return render(request, "training/means_week.html", context)
