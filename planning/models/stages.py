"""The dated stages of a year, and the days that one OPD has been given beyond them."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from personnel.models import Unit
from planning.models.cycles import Cycle


class StageQuerySet(models.QuerySet["CycleStage"]):
    def in_order(self) -> Self:
        return self.order_by("starts_on", "ends_on", "pk")


class CycleStage(models.Model):
    """One stage of one year with its first and last day (domain: deadlines are data, never constants).

    What may be done in which stage is said in ``planning.stages``. A cycle without stages forbids nothing.
    """

    class Stage(models.TextChoices):
        DATA = "data", "Pendataan pegawai"
        RATING = "rating", "Penilaian kompetensi"
        INPUT = "input", "Masukan dan usulan"
        DRAFTING = "drafting", "Penyusunan rencana"
        CONSULTATION = "consultation", "Konsultasi dengan pegawai"
        VERIFICATION = "verification", "Verifikasi"
        RATIFICATION = "ratification", "Persetujuan dan penetapan"
        CARRYING_OUT = "carrying_out", "Pelaksanaan"
        EVALUATION = "evaluation", "Evaluasi"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField("tahap", max_length=15, choices=Stage)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = "tahap siklus"
        verbose_name_plural = "tahap siklus"
        ordering = ["cycle", "starts_on", "ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "stage"], name="stage_once_per_cycle"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="stage_dates_in_order",
                violation_error_message="Hari terakhir tidak boleh mendahului hari pertama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.cycle_id}"


class StageExtension(models.Model):
    """A later last day of one stage for one OPD, and why. Never overwritten; the newest row counts."""

    stage = models.ForeignKey(CycleStage, on_delete=models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="OPD")
    ends_on = models.DateField("diperpanjang sampai")
    reason = models.CharField("alasan", max_length=300)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "perpanjangan tahap"
        verbose_name_plural = "perpanjangan tahap"
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="extension_has_reason",
                violation_error_message="Tulis alasan perpanjangan.",
            )
        ]
        indexes = [models.Index(fields=["stage", "unit", "-granted_at"], name="extension_newest")]

    def __str__(self) -> str:
        return f"{self.stage_id} · {self.unit_id} · {self.ends_on}"
