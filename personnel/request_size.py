"""How much a request may carry. Looked at before a byte of it is read: Django would write the files of
whoever asks, signed in or not, to the disk before any view is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat

View = TypeVar("View", bound=Callable[..., Any])

#: Of whoever has not signed in, in bytes: names, passwords and codes are all that they send.
ANONYMOUS = 100 * 1024
#: For a page that takes a file: more than its form allows, so that mostly the form refuses it, in its own
#: words and with everything that was typed.
SMALL_FILE = 12 * 1024 * 1024


def carries(most: int, *, anonymous: bool = False) -> Callable[[View], View]:
    """For a view that takes more than words: at most so many bytes, of ``anonymous`` people as well."""

    def mark(view: View) -> View:
        view.carries, view.carries_anonymous = most, anonymous  # type: ignore[attr-defined]
        return view

    return mark


class RequestSizeMiddleware:
    """Refuses what is too large for its page. Stands before whatever reads a body, the CSRF check first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        size = announced(request)
        if size <= ANONYMOUS or size <= (most := largest(request, view)):
            return None
        return render(request, "413.html", {"most": filesizeformat(most)}, status=413)


def announced(request: HttpRequest) -> int:
    """The length that the request names; the server hands over no more than that, and nothing without it."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def largest(request: HttpRequest, view: Callable[..., Any]) -> int:
    """What this person may send to this page, in bytes."""
    special: int = getattr(view, "carries", 0)
    if getattr(view, "carries_anonymous", False):
        return special
    if not request.user.is_authenticated:
        return ANONYMOUS
    return max(special, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
