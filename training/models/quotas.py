"""How many seats of a batch the people of one OPD may take."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from personnel.models import Unit
from training.models.batches import Batch


class UnitQuota(models.Model):
    """The most seats for one OPD in one batch; without a row the OPD has no limit of its own."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="quotas")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="OPD")
    seats = models.PositiveSmallIntegerField("kuota kursi", validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = "kuota unit"
        verbose_name_plural = "kuota unit"
        ordering = ["unit__name"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "unit"], name="quota_once_per_unit"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="quota_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.unit_id}: {self.seats}"
