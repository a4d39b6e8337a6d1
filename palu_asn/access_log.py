"""One line a request: which page, how it ended, how long it took. Nothing about who asked or what for."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

logger = logging.getLogger(__name__)

#: Asked every few seconds by whoever watches the process.
SILENT = {"alive", "health", "ready"}


class AccessLogMiddleware:
    """Writes the pattern of the address, not the address: that may hold a person's key or a secret."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        start = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        if match is None or match.view_name not in SILENT:
            logger.info(
                "%s /%s %s %.0f ms",
                request.method,
                match.route if match else "?",
                response.status_code,
                1000 * (time.monotonic() - start),
            )
        return response
