"""Where the menu leads: to what waits for the person, or to the waves of those who act for others."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from evaluation import answering
from personnel.requests import Request


@require_safe
def home(request: Request) -> HttpResponse:
    if request.user.active_roles and not answering.waiting_for(request.user).exists():
        return redirect("evaluation:wave_list")
    return redirect("evaluation:my_surveys")
