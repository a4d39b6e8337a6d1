"""The official talent map as it was decided elsewhere: imported with its decision, never computed here."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from personnel.append_only import append_only
from personnel.models import CivilServant
from planning.models import PerformanceRating


class TalentBox(models.Model):
    """One of the nine boxes by its legal name, with the follow-ups that go with it: a table to read results
    by."""

    class Potential(models.TextChoices):
        LOW = "rendah", "Rendah"
        MIDDLE = "menengah", "Menengah"
        HIGH = "tinggi", "Tinggi"

    number = models.PositiveSmallIntegerField("kotak", unique=True)
    performance = models.CharField("kinerja", max_length=10, choices=PerformanceRating.WorkResult)
    potential = models.CharField("potensial", max_length=10, choices=Potential)
    follow_ups = models.CharField("tindak lanjut", max_length=300)
    development = models.CharField(
        "tindak lanjut yang berupa pengembangan",
        max_length=200,
        blank=True,
        help_text="Dipisahkan titik koma; dapat menjadi butir rencana.",
    )
    source = models.CharField("sumber", max_length=200)
    standing = models.CharField("kedudukan", max_length=20)

    class Meta:
        verbose_name = "kotak manajemen talenta"
        verbose_name_plural = "kotak manajemen talenta"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["performance", "potential"], name="talent_box_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 9)), name="talent_box_1_to_9"),
        ]

    def __str__(self) -> str:
        return f"Kinerja {self.get_performance_display().lower()} dan potensial {self.potential}"

    @property
    def developments(self) -> list[str]:
        """The follow-ups that can become a line of a plan."""
        return [words.strip() for words in self.development.split(";") if words.strip()]


class TalentResultQuerySet(models.QuerySet["OfficialTalentResult"]):
    def newest(self, on: dt.date) -> Self:
        """Of each person the newest that is still valid."""
        valid = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        first = valid.order_by("civil_servant_id", "-decided_on", "-pk").distinct("civil_servant_id")
        return self.filter(pk__in=first.values("pk"))


class OfficialTalentResult(models.Model):
    """In which box an official decision put somebody, in which period. A newer decision is a row of its
    own."""

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="talent_results")
    box = models.ForeignKey(TalentBox, on_delete=models.PROTECT, related_name="+", verbose_name="kotak")
    period = models.CharField("periode", max_length=20)
    decision = models.CharField("nomor keputusan", max_length=120)
    decided_on = models.DateField("tanggal keputusan")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    source_import = models.ForeignKey(
        "personnel.DataImport", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TalentResultQuerySet.as_manager()

    class Meta:
        verbose_name = "hasil manajemen talenta"
        verbose_name_plural = "hasil manajemen talenta"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["civil_servant", "period", "decision"], name="talent_result_once_per_decision"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.period} · {self.box_id}"


class TalentObjection(models.Model):
    """What somebody says against an official result about them, and what BKPSDMD answers."""

    result = models.OneToOneField(OfficialTalentResult, on_delete=models.PROTECT, related_name="objection")
    words = models.CharField("keberatan", max_length=1000)
    said_at = models.DateTimeField("disampaikan", auto_now_add=True)
    answer = models.CharField("jawaban", max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)

    class Meta:
        verbose_name = "keberatan atas hasil talenta"
        verbose_name_plural = "keberatan atas hasil talenta"
        ordering = ["said_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="talent_objection_answer_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.result_id}"
