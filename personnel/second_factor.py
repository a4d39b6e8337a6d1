"""The second factor: a code from an app (TOTP), and ten recovery codes for the day the phone is lost.

Required of everybody who acts for others. Recovery codes are kept as keyed hashes, each works once.
Wrong codes make the next one wait longer and longer (django-otp's throttle on each device).
"""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from urllib.parse import quote, urlencode

import django_otp
import segno
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from personnel import audit, permissions
from personnel.models import Passkey, User
from personnel.passwords import ALPHABET
from personnel.requests import Request
from personnel.sign_in import too_many_tries

RECOVERY_CODES = 10
SECRET_SALT = "personnel.second_factor.secret"  # noqa: S105 - the name of a purpose, not a secret
SECRET_LIFETIME = dt.timedelta(minutes=30)

audit.name_acts(
    {
        "second_factor_enrol": "Mengaktifkan verifikasi dua langkah",
        "second_factor_recovery": "Memakai kode pemulihan",
        "second_factor_codes": "Membuat kode pemulihan baru",
        "second_factor_reset": "Menghapus verifikasi dua langkah",
    }
)


def is_needed(user: User) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and user.is_privileged


def is_passed(user: User) -> bool:
    """Whether this session has shown the second factor; the middleware looks at the device each time."""
    return bool(user.is_verified())  # type: ignore[attr-defined]


def is_enrolled(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


# --- Enrolment -------------------------------------------------------------------------------


def new_secret(user: User) -> str:
    """A fresh secret, signed for this user: the form carries it, nothing is stored before the code fits."""
    return signing.dumps({"user": user.pk, "key": default_key()}, salt=SECRET_SALT)


def read_secret(signed: str, user: User) -> str:
    """The key (hex) back from the form."""
    try:
        content = signing.loads(signed, salt=SECRET_SALT, max_age=SECRET_LIFETIME)
    except signing.BadSignature:
        content = {}
    if content.get("user") != user.pk:
        raise ValidationError(
            "Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu pindai kode yang baru."
        )
    return str(content["key"])


def key_text(key: str) -> str:
    """The secret for typing: base32 in groups of four."""
    text = base64.b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def qr_svg(user: User, key: str) -> str:
    """The QR code as inline SVG with a title and no style attributes: the content policy forbids them."""
    label = quote(f"{settings.OTP_TOTP_ISSUER}:{user.get_full_name()}")
    secret = base64.b32encode(bytes.fromhex(key)).decode()
    query = urlencode(
        {"secret": secret, "issuer": settings.OTP_TOTP_ISSUER, "digits": 6, "period": 30}, quote_via=quote
    )
    code = segno.make(f"otpauth://totp/{label}?{query}", error="m", micro=False)
    # Without a size of its own it has a viewBox, so the stylesheet can scale it.
    return str(
        code.svg_inline(
            omitsize=True, svgclass="qr", lineclass=None, title="Kode QR", light="#fff", dark="#000"
        )
    )


@transaction.atomic
def enrol(request: Request, *, signed_secret: str, code: str) -> list[str]:
    """Confirm the app with its first code; the recovery codes, to be shown once."""
    user = User.objects.select_for_update(of=("self",)).get(pk=request.user.pk)
    if not user.is_privileged:
        raise PermissionDenied
    if is_enrolled(user):
        raise ValidationError("Verifikasi dua langkah sudah aktif pada akun ini.", code="enrolled")
    key = read_secret(signed_secret, user)
    totp = TOTP(bytes.fromhex(key))
    if not totp.verify(_digits(code), tolerance=1):
        raise ValidationError(
            {"code": "Kode tidak cocok. Periksa jam ponsel Anda, lalu pakai kode yang terbaru."}
        )
    device = TOTPDevice.objects.create(
        user=user, name="aplikasi", key=key, confirmed=True, last_t=totp.t(), drift=totp.drift
    )
    codes = _write_recovery_codes(user)
    _pass(request, device)
    audit.record("second_factor_enrol", by=user, on=user, subject=user.civil_servant)
    return codes


# --- At each sign-in -------------------------------------------------------------------------


def verify(request: Request, *, code: str) -> None:
    """Pass with a code of the app or with a recovery code."""
    user = request.user
    digits = "".join(code.split())
    with transaction.atomic():
        if digits.isdigit():
            devices = TOTPDevice.objects.filter(user=user, confirmed=True)
            token = digits
        else:
            devices = StaticDevice.objects.filter(user=user, confirmed=True)
            token = _recovery_hash(code)
        device = devices.select_for_update().first()
        refusal = _try(device, token)
        if refusal is None:
            _pass(request, device)
            if isinstance(device, StaticDevice):
                left = device.token_set.count()
                audit.record(
                    "second_factor_recovery", by=user, on=user, subject=user.civil_servant, left=left
                )
    if refusal is not None:
        raise refusal


def _try(device: TOTPDevice | StaticDevice | None, token: str) -> ValidationError | None:
    wrong = ValidationError({"code": "Kode ini tidak cocok atau sudah terpakai. Tunggu kode berikutnya."})
    if device is None:
        return wrong
    allowed, why = device.verify_is_allowed()
    if not allowed:
        until = (why or {}).get("locked_until")
        return ValidationError(too_many_tries(until), code="throttled") if until else wrong
    return None if device.verify_token(token) else wrong


def _pass(request: Request, device: TOTPDevice | StaticDevice) -> None:
    # The session that has shown more gets a key that nobody knew before.
    django_otp.login(request, device)
    request.session.cycle_key()


# --- Recovery and reset ----------------------------------------------------------------------


@transaction.atomic
def renew_recovery_codes(request: Request) -> list[str]:
    """Ten new codes for oneself; the former ones stop working."""
    user = request.user
    if not is_passed(user):
        raise PermissionDenied
    codes = _write_recovery_codes(user)
    audit.record("second_factor_codes", by=user, on=user, subject=user.civil_servant)
    return codes


@transaction.atomic
def reset(account: User, *, by: User | None) -> None:
    """Remove somebody's second factor (phone and codes lost); they enrol again. Nobody resets their own."""
    if by is not None and (not permissions.is_administrator(by) or by.pk == account.pk):
        raise PermissionDenied
    TOTPDevice.objects.filter(user=account).delete()
    StaticDevice.objects.filter(user=account).delete()
    Passkey.objects.filter(user=account).delete()
    audit.record("second_factor_reset", by=by, on=account, subject=account.civil_servant)


def _write_recovery_codes(user: User) -> list[str]:
    codes = ["-".join(_signs(5) for _half in range(2)) for _number in range(RECOVERY_CODES)]
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="pemulihan", confirmed=True)
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_recovery_hash(code)) for code in codes)
    return codes


def _signs(number: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _i in range(number))


def _recovery_hash(code: str) -> str:
    """64 bits of a keyed hash: as much as django-otp's column holds, and plenty against guessing."""
    plain = "".join(code.split()).replace("-", "").lower()
    return salted_hmac("personnel.second_factor.recovery", plain, algorithm="sha256").hexdigest()[:16]


def _digits(code: str) -> int:
    text = "".join(code.split())
    return int(text) if len(text) == 6 and text.isascii() and text.isdigit() else -1
