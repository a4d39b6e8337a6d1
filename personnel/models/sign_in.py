"""What the door remembers: tries to sign in, without the name or the address that they came with."""

from __future__ import annotations

from django.db import models


class SignInAttempt(models.Model):
    """One try. Account and address are keyed hashes (``personnel.throttle``); rows live for 30 days."""

    at = models.DateTimeField("waktu")
    account = models.CharField(max_length=32)
    address = models.CharField(max_length=32)
    succeeded = models.BooleanField("berhasil")

    class Meta:
        verbose_name = "percobaan masuk"
        verbose_name_plural = "percobaan masuk"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["account", "at"], name="attempt_on_account"),
            models.Index(fields=["address", "at"], name="attempt_from_address"),
            models.Index(fields=["at"], name="attempt_age"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {'berhasil' if self.succeeded else 'gagal'}"
