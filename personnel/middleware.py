"""What stands between a request and every page: the clock of the session, and what an account owes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import get_user
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect
from django_otp.middleware import OTPMiddleware
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from personnel import held, second_factor
from personnel.composed import Composed, Given
from personnel.models import User
from personnel.sign_in import OWN_DEVICE, SEEN_AT, SIGNED_IN_AT

# The time of the last request is written once a minute, not with every request.
SEEN_EVERY = 60


@Composed
def devices() -> QuerySet[TOTPDevice]:
    """The app that makes codes, by its number."""
    return TOTPDevice.objects.filter(pk=Given("pk"))


class SecondFactorMiddleware(OTPMiddleware):
    """The one of django-otp; what almost every session names is asked for in words that are composed once.

    Each page asks some hundred times who looks at it, so the user is there from here on, and not a stand-in
    that passes each question on.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = self._verify_user_sync(request, get_user(request))
        return self.get_response(request)

    def _device_from_persistent_id(self, persistent_id: str) -> Device | None:
        kind, _, number = persistent_id.partition("/")
        if kind != TOTPDevice._meta.label_lower or not number.isdecimal():
            return super()._device_from_persistent_id(persistent_id)
        return next(iter(devices(pk=int(number))), None)


class NoStoreMiddleware:
    """No browser and nothing on the way keeps what somebody saw who had signed in: the next one at the same
    computer would find it with the back key. Style and fonts come from WhiteNoise, before this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        had_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if had_signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


class NoNullMiddleware:
    """An address with a NUL character names nothing: the database cannot even be asked about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)


class SessionClockMiddleware:
    """Ends a session after 30 minutes without a request, and 12 hours after sign-in in any case; on a phone
    of one's own after 14 days, except for those who act for others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            now = timezone.now().timestamp()
            begun = request.session.setdefault(SIGNED_IN_AT, now)
            seen = request.session.setdefault(SEEN_AT, now)
            idle, absolute = self.limits(request)
            if now - seen > idle or now - begun > absolute:
                request.session_of = held.author_of(request)  # type: ignore[attr-defined]
                logout(request)
            elif now - seen >= SEEN_EVERY:
                request.session[SEEN_AT] = now
        return self.get_response(request)

    @staticmethod
    def limits(request: HttpRequest) -> tuple[float, float]:
        """Seconds without a request, and since sign-in."""
        own = request.session.get(OWN_DEVICE) and isinstance(request.user, User)
        if own and not request.user.is_privileged:  # type: ignore[union-attr]
            return settings.SESSION_OWN_DEVICE.total_seconds(), settings.SESSION_OWN_DEVICE.total_seconds()
        return settings.SESSION_IDLE.total_seconds(), settings.SESSION_ABSOLUTE.total_seconds()


class AccountDutyMiddleware:
    """First things first: a password of one's own, then the second factor, then the page.

    Views that need no sign-in stay open; of the others only the page of the duty itself, and the way out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        page = duty(request.user)
        here = request.resolver_match.view_name if request.resolver_match else ""
        if page is None or here in {page, "personnel:sign_out"}:
            return None
        if request.method != "GET":
            messages.warning(request, "Yang Anda kirim belum disimpan. Selesaikan langkah ini lebih dahulu.")
        return _send(request, page)


def duty(user: User) -> str | None:
    """The page that the account owes before any other; None when it owes nothing."""
    if user.must_change_password:
        return "personnel:password_change"
    if not second_factor.is_needed(user) or second_factor.is_passed(user):
        return None
    if second_factor.is_enrolled(user):
        return "personnel:second_factor_verify"
    return "personnel:second_factor_enrol"


def _send(request: HttpRequest, page: str) -> HttpResponse:
    url = resolve_url(page)
    if request.method == "GET" and request.path != "/":
        url = f"{url}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(url)
    return redirect(url)
