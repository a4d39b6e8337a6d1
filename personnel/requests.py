"""The request as views see it: signed in, and with htmx's details."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from personnel.models import User


class Request(HttpRequest):
    """A request of somebody who has signed in (``LoginRequiredMiddleware`` closes every page by default)."""

    user: User
    htmx: HtmxDetails
