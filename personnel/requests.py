"""The request as views see it: signed in, and with htmx's details; and one that a worker makes again."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from personnel.models import User


class Request(HttpRequest):
    """A request of somebody who has signed in (``LoginRequiredMiddleware`` closes every page by default)."""

    user: User
    htmx: HtmxDetails


class Repeated(Request):
    """What somebody asked a page for, asked once more by a worker: counted and recorded when it was asked."""

    #: Says that so many rows more are written.
    say: Callable[[int], None]
