"""Each request gets a number: in every line of its log, in the answer's head, and on the page of an error."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from palu_asn.logs import request_id

HEAD = "X-Request-ID"
#: Letters and digits that can be read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class RequestNumberMiddleware:
    """A number of our own making: what a visitor sends along is not believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = "".join(secrets.choice(ALPHABET) for _letter in range(8))
        before = request_id.set(number)
        try:
            response = self.get_response(request)
            response[HEAD] = number
        finally:
            request_id.reset(before)
        return response


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``: asks nothing of the database, and names the number by which the log is searched."""
    return HttpResponse(render_to_string("500.html", {"number": request_id.get()}), status=500)
