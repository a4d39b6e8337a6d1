"""The session ended while somebody typed: what they send then is held over sign-in."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from personnel import held
from personnel.forms.accounts import SignInForm
from personnel.requests import Request
from personnel.sending import BY_SCRIPT


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Closes every page to whoever has not signed in. What somebody sends whose session has just ended is
    answered with the sign-in page that holds it."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        author: int | None = getattr(request, "session_of", None)
        sealed = held.seal(request, author) if request.method == "POST" and author else ""
        if sealed:
            context = {"form": SignInForm(), "next": request.path, "held": sealed}
            page = render(request, "personnel/sign_in.html", context)
            add_never_cache_headers(page)
            return page
        if request.method == "POST" and BY_SCRIPT in request.headers:
            return HttpResponse(status=401)  # the script keeps the page and says what to do
        answer = super().handle_no_permission(request, view_func)
        if note := getattr(view_func, "before_sign_in", None):
            note(request, answer)
        return answer


def before_sign_in(
    view: Callable[..., HttpResponseBase], note: Callable[[HttpRequest, HttpResponseBase], None]
) -> None:
    """Whoever opens this view signed out is sent to sign in: ``note`` puts on that answer what must last."""
    view.before_sign_in = note  # type: ignore[attr-defined]


@never_cache
@require_safe
def held_form(request: Request) -> HttpResponse:
    """What was held, to be sent by one press."""
    kept = held.kept_of(request.session)
    if kept is None:
        return redirect("home")
    return render(request, "personnel/held_form.html", {"held": kept, "fields": kept["fields"]})
