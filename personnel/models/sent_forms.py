"""Forms that came in, so that the same one sent again is not carried out twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SentForm(models.Model):
    """One form that somebody sent: under way, or carried out and led to ``way``.

    Written only by ``personnel.once``; rows live for two days.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, help_text="Of the form's key, its address and what it held.")
    way = models.CharField(max_length=2000, blank=True, help_text="Where it led; empty while under way.")
    at = models.DateTimeField("waktu", db_index=True)

    class Meta:
        verbose_name = "kiriman"
        verbose_name_plural = "kiriman"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="form_sent_once")]

    def __str__(self) -> str:
        return self.way
