"""The board: how far each OPD is in the stages of a year, and who has not acted yet."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from personnel.requests import Request


@require_safe
def board(request: Request, year: int) -> HttpResponse:
    raise Http404


@require_safe
def board_unit(request: Request, year: int, pk: int) -> HttpResponse:
    raise Http404
