"""Who may open the pages of training that are not about one's own."""

from __future__ import annotations

from django.http import Http404

from personnel.requests import Request
from training import permissions


def for_organisers(request: Request) -> None:
    if not permissions.may_organise(request.user):
        raise Http404


def for_readers(request: Request) -> None:
    if not permissions.may_see_means(request.user):
        raise Http404
