"""Passkeys: a key pair that a phone or computer keeps behind its own lock; we hold the public half."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django_otp.models import Device


class Passkey(Device):
    """One passkey of an account. Written only by ``personnel.passkeys``.

    As a device of django-otp it is the second factor of the session that it opened: something one has, and
    the finger, face or PIN without which it does not sign. A session loses that standing with its passkey.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    credential_id = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField(max_length=2000)
    sign_count = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    used_at = models.DateTimeField("dipakai terakhir", null=True, blank=True)

    class Meta:
        verbose_name = "kunci sandi"
        verbose_name_plural = "kunci sandi"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
