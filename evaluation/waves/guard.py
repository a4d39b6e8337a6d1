"""Who may change a wave, why, and the wave as it stands."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError

from evaluation import permissions
from evaluation.models import Wave
from personnel.models import User


def ask(by: User) -> None:
    if not permissions.may_keep_instruments(by):
        raise PermissionDenied


def reason_of(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Tulis alasannya."})
    return reason[:300]


def locked(wave: Wave) -> Wave:
    """FOR UPDATE, so that nobody is sending while it changes: senders hold FOR KEY SHARE."""
    rows = Wave.objects.select_for_update(of=("self",))
    return rows.select_related("version__instrument", "batch__programme").get(pk=wave.pk)
