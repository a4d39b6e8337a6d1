"""What becomes of a form on its way: carried out once, and answered so that a script can follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from personnel import held, once
from personnel.models import SentForm

#: Sent by ``static/js/sending.js``, which cannot read where a redirect leads.
BY_SCRIPT = "X-Palu-Kirim"
WAY = "X-Palu-Ke"


class SendingMiddleware:
    """Lets a form that carries a key take effect once, and tells a script where its redirect leads.

    A script that followed the redirect itself would use up the messages of the page that it leads to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        begun: SentForm | None = getattr(request, "begun", None)
        if begun is not None:
            once.end(begun, "" if _says_no(request) else response.get("Location", ""))
            held.drop_if_sent(request)
        if BY_SCRIPT in request.headers and "Location" in response:
            response[WAY] = response["Location"]
            del response["Location"]
            response.status_code = 204
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Last of all: who is asking, and whether they may, has been answered before."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        if once.FIELD not in request.POST or request.headers.get("HX-Request"):
            return None
        begun = once.begin(request.user, _digest(request))
        if isinstance(begun, SentForm):
            request.begun = begun  # type: ignore[attr-defined]
            return None
        if begun is None:
            messages.warning(
                request, "Kiriman yang sama masih diproses. Tunggu sebentar, lalu periksa hasilnya di sini."
            )
            return redirect(request.path)
        messages.info(request, "Sudah tersimpan. Kiriman yang sama tidak dicatat dua kali.")
        return redirect(begun)


def _digest(request: HttpRequest) -> str:
    held = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    files = [
        (name, file.name or "", file.size or 0)
        for name in request.FILES
        for file in request.FILES.getlist(name)
    ]
    return once.digest_of(request.path, held, files)


def _says_no(request: HttpRequest) -> bool:
    """A press that a rule refused leads on as well, but with words of refusal."""
    queued = getattr(messages.get_messages(request), "_queued_messages", [])
    return any(message.level >= messages.ERROR for message in queued)
