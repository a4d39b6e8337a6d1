"""Signing in by passkey (WebAuthn) beside the password: registered, used, removed.

A challenge is a signed word on the page, good for ten minutes and once. User verification (finger, face or
PIN of the device) is required of everybody, so that a passkey is both factors: what one has, and what one is
or knows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

import django_otp
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException

from personnel import audit, second_factor
from personnel.accounts import check_old
from personnel.models import Passkey, User
from personnel.requests import Request
from personnel.sign_in import begin, count_try

SALT = "personnel.passkeys"
LIFETIME = dt.timedelta(minutes=10)
#: As many as one account keeps.
MOST = 10
#: Longer than any true answer of a device.
LONGEST = 20_000

NOT_KNOWN = "Kunci sandi ini tidak dikenal atau sudah dihapus. Masuklah dengan kata sandi."

audit.name_acts(
    {
        "passkey_add": "Menambah kunci sandi",
        "passkey_remove": "Menghapus kunci sandi",
    }
)


def new_challenge(user: User | None = None) -> str:
    """A word for one page; of a registration it belongs to the account."""
    return signing.dumps([secrets.token_urlsafe(24), user.pk if user else 0], salt=SALT, compress=False)


def challenge_bytes(word: str) -> bytes:
    """What the device signs."""
    return hashlib.sha256(word.encode()).digest()


def challenge_text(word: str) -> str:
    """The same for the page."""
    return bytes_to_base64url(challenge_bytes(word))


def known_of(user: User) -> str:
    """The passkeys that the account has already, for a device not to make a second one."""
    ids = Passkey.objects.filter(user=user).values_list("credential_id", flat=True)
    return " ".join(bytes_to_base64url(bytes(one)) for one in ids)


def handle_of(user: User) -> str:
    """What a device calls the account by: no NIP and no name."""
    return bytes_to_base64url(salted_hmac(SALT, str(user.pk), algorithm="sha256").digest())


def _spend(word: str, user: User | None = None) -> bytes:
    """The bytes of a challenge that is ours, young and unused."""
    old = ValidationError("Halaman ini sudah terlalu lama terbuka. Coba sekali lagi.")
    try:
        _chance, owner = signing.loads(word, salt=SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError):
        raise old from None
    if owner != (user.pk if user else 0):
        raise old
    try:
        if not cache.add(f"passkey:{challenge_text(word)}", 1, timeout=LIFETIME.total_seconds()):
            raise old
    except RedisError:
        raise ValidationError(
            "Kunci sandi sedang tidak dapat diperiksa. Masuklah dengan kata sandi."
        ) from None
    return challenge_bytes(word)


def _here(request: HttpRequest) -> dict[str, str]:
    """Where the device must have been asked: this host, by this scheme (``ALLOWED_HOSTS`` has passed it)."""
    host = request.get_host()
    return {
        "expected_rp_id": host.rpartition(":")[0] if ":" in host else host,
        "expected_origin": f"{request.scheme}://{host}",
    }


def register(request: Request, *, credential: str, challenge: str, name: str, password: str) -> Passkey:
    """Keep a new passkey of the account that has signed in (and passed its second factor). The password is
    asked for, so that a session left open does not become a key that lasts."""
    if second_factor.is_needed(request.user) and not second_factor.is_passed(request.user):
        raise PermissionDenied
    check_old(request, password)
    with transaction.atomic():
        return _register(request, credential, challenge, name)


def _register(request: Request, credential: str, challenge: str, name: str) -> Passkey:
    user = User.objects.select_for_update(of=("self",)).get(pk=request.user.pk)
    if Passkey.objects.filter(user=user).count() >= MOST:
        raise ValidationError(f"Paling banyak {MOST} kunci sandi. Hapus yang tidak dipakai lagi.")
    asked = _spend(challenge, user)
    try:
        found = verify_registration_response(
            credential=credential[:LONGEST],
            expected_challenge=asked,
            require_user_verification=True,
            **_here(request),  # type: ignore[arg-type]
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, RecursionError):
        raise ValidationError("Jawaban perangkat tidak dapat diperiksa. Coba sekali lagi.") from None
    if Passkey.objects.filter(credential_id=found.credential_id).exists():
        raise ValidationError("Kunci sandi ini sudah terdaftar.")
    passkey = Passkey.objects.create(
        user=user,
        name=name.strip()[:64] or "Perangkat saya",
        confirmed=True,
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
    )
    audit.record("passkey_add", by=user, on=user, subject=user.civil_servant)
    return passkey


def sign_in(request: HttpRequest, *, credential: str, challenge: str, own_device: bool = False) -> User:
    """Sign in with the answer of a device; the session has passed the second factor by it."""
    count_try(request)
    asked = _spend(challenge)
    with transaction.atomic():
        passkey = _verified(request, credential[:LONGEST], asked)
        user: User = passkey.user
        if not user.is_active:
            raise ValidationError(NOT_KNOWN)
    begin(request, user, own_device=own_device and not user.is_privileged)
    django_otp.login(request, passkey)
    return user


def _verified(request: HttpRequest, credential: str, asked: bytes) -> Any:
    try:
        named = parse_authentication_credential_json(credential).raw_id
        passkey = (
            Passkey.objects.select_for_update(of=("self",))
            .select_related("user__civil_servant")
            .get(credential_id=named)
        )
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=asked,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
            **_here(request),
        )
    except (Passkey.DoesNotExist, WebAuthnException, ValueError, KeyError, TypeError, RecursionError):
        raise ValidationError(NOT_KNOWN) from None
    passkey.sign_count, passkey.used_at = found.new_sign_count, timezone.now()
    passkey.save(update_fields=["sign_count", "used_at"])
    return passkey


@transaction.atomic
def remove(passkey: Passkey, *, by: User) -> None:
    """Take one's own passkey away; whoever came in by it has to show the second factor again."""
    if passkey.user_id != by.pk:
        raise PermissionDenied
    Passkey.objects.filter(pk=passkey.pk).delete()
    audit.record("passkey_remove", by=by, on=by, subject=by.civil_servant)
