"""Home and health: the only pages that look over all apps."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from palu_asn.home import city_figures, plans_of, running_of, todos_of
from personnel.requests import Request
from planning.models import Cycle
from planning.stages import Calendar


def home(request: Request) -> HttpResponse:
    cycle = Cycle.objects.open().first()
    calendar = Calendar(cycle) if cycle else None
    return render(
        request,
        "palu_asn/home.html",
        {
            "today": timezone.localdate(),
            "cycle": cycle,
            "running": running_of(request.user, calendar),
            "todos": todos_of(request.user, calendar),
            "plans": plans_of(request.user, cycle),
            "city": city_figures(request.user, cycle),
        },
    )


def help_page(request: Request) -> HttpResponse:
    """How the application is used, by part."""
    return render(request, "palu_asn/help.html")


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers; for the container's health check."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
