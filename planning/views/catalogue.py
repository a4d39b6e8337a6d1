"""The catalogue of what can be learned."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from personnel.requests import Request
from planning.forms.catalogue import ProgrammeFilter
from planning.models import Programme

PER_PAGE = 50


@require_safe
def programme_list(request: Request) -> HttpResponse:
    """In which form, with whom, at what cost; open to everybody, for whom it is meant."""
    form = ProgrammeFilter(request.GET)
    programmes = form.narrow(Programme.objects.active().select_related("competency", "form", "provider"))
    page = Paginator(programmes.order_by("competency__order", "level_to", "name"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "planning/programme_list.html", {"form": form, "page_obj": page})
