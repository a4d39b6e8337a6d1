"""How strictly the city takes each rule of scheduling: data that BKPSDMD sets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from personnel.states import StateChoices, Tone


class ScheduleRule(models.Model):
    """One rule of scheduling with its level; what it checks, and all codes there are: ``training.rules``."""

    class Level(StateChoices):
        BLOCK = "block", Tone.LATE, "Tolak"
        WARN = "warn", Tone.SOON, "Peringatkan"
        IGNORE = "ignore", Tone.PLAIN, "Abaikan"

    code = models.CharField("aturan", max_length=30, unique=True)
    level = models.CharField("tingkat", max_length=6, choices=Level)
    limit = models.PositiveSmallIntegerField(
        "batas", null=True, blank=True, help_text="Persen pegawai unit yang boleh pergi bersamaan."
    )

    class Meta:
        verbose_name = "aturan jadwal"
        verbose_name_plural = "aturan jadwal"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code__in=["room", "speaker", "participant"]) | Q(level="block"),
                name="double_booking_is_refused",
                violation_error_message="Pemesanan ganda selalu ditolak.",
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__range=(1, 100)), name="schedule_rule_limit"
            ),
        ]

    def __str__(self) -> str:
        return self.code
