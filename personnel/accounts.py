"""The life of an account: its password, made for those without a person, closed and opened."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from personnel import audit, permissions
from personnel.models import User
from personnel.passwords import FIRST_PASSWORD_LIFETIME, new_first_password
from personnel.requests import Request
from personnel.sign_in import account_name, too_many_tries
from personnel.throttle import Door, address_of

audit.name_acts(
    {
        "password_change": "Mengganti kata sandi",
        "account_add": "Membuat akun",
        "account_close": "Menutup akun",
        "account_open": "Membuka kembali akun",
        "first_steps_hide": "Menutup langkah pertama di beranda",
    }
)


def change_password(request: Request, *, old: str, new: str) -> None:
    """Change one's own password. The old one is asked for, except when it is the first one, of the letter,
    which is spent by this.

    Every other session of the account ends; this one goes on under a new key.
    """
    user = request.user
    if not user.must_change_password:
        check_old(request, old)
    validate_password(new, user)
    if user.check_password(new):
        raise ValidationError("Kata sandi baru harus berbeda dari yang lama.", code="same")
    with transaction.atomic():
        # Of two who hold the same letter, one makes it theirs.
        if User.objects.select_for_update(of=("self",)).get(pk=user.pk).password != user.password:
            raise ValidationError("Kata sandi akun ini baru saja diganti. Masuklah lagi.", code="changed")
        user.set_password(new)
        user.must_change_password = False
        user.first_password_expires_at = None
        user.save(update_fields=["password", "must_change_password", "first_password_expires_at"])
        audit.record("password_change", by=user, on=user, subject=user.civil_servant)
        update_session_auth_hash(request, user)


def check_old(request: Request, old: str) -> None:
    """An open session on a shared machine must not become a place to guess the password."""
    door = Door(request.user.username, address_of(request))
    with transaction.atomic():
        if until := door.closed_until():
            raise ValidationError(too_many_tries(until), code="throttled")
        right = request.user.check_password(old)
        if not right:
            door.note(succeeded=False)
    if not right:
        raise ValidationError({"old": "Kata sandi lama tidak benar."}, code="wrong_old")


@transaction.atomic
def hide_first_steps(*, by: User) -> None:
    """Put the first steps on one's home page away, until a new role begins."""
    User.objects.filter(pk=by.pk).update(first_steps_hidden_at=timezone.now())
    audit.record("first_steps_hide", by=by, on=by, subject=by.civil_servant)


@transaction.atomic
def add_account(*, username: str, name: str, by: User | None) -> tuple[User, str]:
    """An account without a person (the mayor, technical staff) and its first password, shown once."""
    if by is not None and not permissions.is_administrator(by):
        raise PermissionDenied
    user = User(username=account_name(username), name=name.strip())
    if user.username.isdigit():
        raise ValidationError({"username": "Akun pegawai dibuat dari data pegawai, bukan di sini."})
    password = new_first_password()
    user.password = first_password_hash(password)
    user.must_change_password = True
    user.first_password_expires_at = timezone.now() + FIRST_PASSWORD_LIFETIME
    user.full_clean()
    user.save()
    audit.record("account_add", by=by, on=user, username=user.username)
    return user, password


@transaction.atomic
def close_account(account: User, *, by: User) -> User:
    """Nobody signs in with it any more; open sessions end. Nobody closes their own."""
    return _set_active(account, active=False, by=by)


@transaction.atomic
def open_account(account: User, *, by: User) -> User:
    return _set_active(account, active=True, by=by)


def _set_active(account: User, *, active: bool, by: User) -> User:
    if not permissions.is_administrator(by) or account.pk == by.pk:
        raise PermissionDenied
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if account.is_active != active:
        account.is_active = active
        account.save(update_fields=["is_active"])
        action = "account_open" if active else "account_close"
        audit.record(action, by=by, on=account, subject=account.civil_servant)
    return account


def first_password_hash(password: str) -> str:
    """How a first password is kept; see ``FirstPasswordHasher`` for why it is a fast hash."""
    return make_password(password, hasher="first_password")
