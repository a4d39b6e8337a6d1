"""When the kept sums were last counted again, and what did not agree."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Recount(models.Model):
    """One recount of every kept sum. Written only by ``personnel.recounts``."""

    started_at = models.DateTimeField("mulai")
    finished_at = models.DateTimeField("selesai")
    sums = models.PositiveSmallIntegerField("jumlah yang diperiksa", help_text="How many kinds of sums.")
    found = models.PositiveIntegerField("selisih")
    differences = models.JSONField(
        "rincian",
        default=list,
        blank=True,
        help_text="The first of each kind: table, key, kept, counted. Keys of rows, no names.",
    )

    class Meta:
        verbose_name = "hitung ulang"
        verbose_name_plural = "hitung ulang"
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__gte=F("started_at")), name="recount_times_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.found}"

    def is_older_than(self, age: dt.timedelta) -> bool:
        return self.started_at < timezone.now() - age
