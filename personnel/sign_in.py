"""Letting people in: NIP or short name and a password, one answer for whatever is wrong."""

from __future__ import annotations

import datetime as dt
import re

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from personnel import audit, rates
from personnel.models import User
from personnel.requests import Request
from personnel.throttle import Door, address_of

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
#: That the person said "ponsel ini milik saya".
OWN_DEVICE = "own_device"

audit.name_acts(
    {
        "sign_in": "Masuk",
        "sign_out": "Keluar",
        "sign_in_slowed": "Percobaan masuk yang gagal berulang kali",
    }
)


def account_name(text: str) -> str:
    """The name as it is kept: a NIP without spaces, dots and apostrophe, or a short name in lower case."""
    joined = re.sub(r"[\s.'’-]", "", text)
    if len(joined) == 18 and joined.isascii() and joined.isdigit():
        return joined
    return text.strip().lower()


def sign_in(request: HttpRequest, *, name: str, password: str, own_device: bool = False) -> User:
    """Sign in and start a fresh session; ``ValidationError`` in words for the person otherwise.

    ``own_device``: the person says that nobody else uses it. Then the session lasts, unless they act for
    others.
    """
    name = account_name(name)
    count_try(request)
    door = Door(name, address_of(request))
    with transaction.atomic():
        if until := door.closed_until():
            raise ValidationError(too_many_tries(until), code="throttled")
        user = _known(request, name, password)
        door.note(succeeded=user is not None)
        if user is None and door.closed_until():
            _record_slowed(name)
    if user is None:
        raise ValidationError(
            "NIP atau nama masuk dan kata sandi ini tidak cocok. Periksa lagi keduanya. "
            "Kata sandi pertama dari surat aktivasi berlaku 72 jam, sampai Anda menyimpan kata sandi "
            "sendiri; setelah itu pakailah kata sandi Anda sendiri. Bila sudah lewat, mintalah surat baru "
            "kepada pengelola kepegawaian unit Anda.",
            code="no_match",
        )
    begin(request, user, own_device=own_device and not user.is_privileged)
    return user


def count_try(request: HttpRequest) -> None:
    """One try more of this address, by whatever way in; refused where there were too many in a minute."""
    rate = rates.RATES["masuk"]
    if rates.is_over(rate.code, address_of(request), most=rates.most_of(rate), seconds=rate.seconds):
        raise ValidationError(f"Terlalu banyak {rate.what}. Coba lagi satu menit lagi.", code="throttled")


def _known(request: HttpRequest, name: str, password: str) -> User | None:
    # A first password is spent only when one's own is saved (``accounts.change_password``): an answer that is
    # lost on the way must not cost somebody the letter.
    user = authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        return None
    until = user.first_password_expires_at
    return user if until is None or until > timezone.now() else None


def _record_slowed(name: str) -> None:
    """The person concerned sees on 'Data saya' that somebody is trying their door."""
    user = User.objects.select_related("civil_servant").filter(username=name).first()
    if user is not None:
        audit.record("sign_in_slowed", by=None, on=user, subject=user.civil_servant)


def begin(request: HttpRequest, user: User, *, own_device: bool) -> None:
    """Start a fresh session for somebody who has shown who they are."""
    with transaction.atomic():
        # A session that someone planted before is thrown away, not carried on.
        request.session.flush()
        login(request, user)
        now = timezone.now().timestamp()
        request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = now
        if own_device:
            request.session[OWN_DEVICE] = True
            request.session.set_expiry(settings.SESSION_OWN_DEVICE)
        audit.record("sign_in", by=user, on=user, subject=user.civil_servant)


def sign_out(request: Request) -> None:
    """End the session on the server."""
    user = request.user
    with transaction.atomic():
        audit.record("sign_out", by=user, on=user, subject=user.civil_servant)
        logout(request)


def too_many_tries(until: dt.datetime) -> str:
    """When the next try is allowed, in words."""
    seconds = max(1, round((until - timezone.now()).total_seconds()))
    wait = f"{seconds} detik" if seconds < 90 else f"{-(-seconds // 60)} menit"
    return (
        "Terlalu banyak percobaan yang gagal. Coba lagi dalam {wait}, pukul {time} WITA. "
        "Percobaan sebelum itu tidak diperiksa."
    ).format(wait=wait, time=f"{timezone.localtime(until):%H.%M.%S}")
