"""Bantuan: the guides, open to whoever cannot sign in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palu_asn import guides
from personnel.models import User


@login_not_required
@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """The guides by part; one's own parts first."""
    user = request.user
    own = {shelf.title for shelf in guides.shelves() if isinstance(user, User) and shelf.whose(user)}
    shelves = sorted(guides.shelves(), key=lambda shelf: shelf.title not in own)
    return render(request, "palu_asn/guide_list.html", {"shelves": shelves, "own": own})


@login_not_required
@require_safe
def guide_detail(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in guides.slugs():
        raise Http404
    return render(request, "palu_asn/guide_detail.html", {"guide": guides.guide(slug)})
