"""Who teaches: civil servants of the city and experts from outside, and when they cannot."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from personnel.models import CivilServant
from personnel.models.turns import Turn, turns
from planning.models import Competency


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def active(self) -> Self:
        return self.filter(is_active=True)


class Speaker(models.Model):
    """A speaker (narasumber). Exactly one of: a civil servant, or a name with an institution."""

    civil_servant = models.OneToOneField(
        CivilServant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="speaker",
        verbose_name="pegawai",
    )
    name = models.CharField("nama", max_length=150, blank=True)
    institution = models.CharField("instansi", max_length=150, blank=True)
    email = models.EmailField("surel", blank=True)
    phone = models.CharField("telepon", max_length=30, blank=True)
    fields = models.ManyToManyField(
        Competency, blank=True, related_name="speakers", verbose_name="bidang keahlian"
    )
    biography = models.CharField("riwayat singkat", max_length=600, blank=True)
    is_active = models.BooleanField("dapat diundang", default=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = "narasumber"
        verbose_name_plural = "narasumber"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(civil_servant__isnull=False, name="")
                | (Q(civil_servant__isnull=True) & ~Q(name="")),
                name="speaker_from_inside_or_outside",
                violation_error_message="Pilih pegawai, atau tulis nama narasumber dari luar.",
            ),
            models.UniqueConstraint(
                Lower("name"),
                Lower("institution"),
                condition=Q(civil_servant__isnull=True),
                name="outside_speaker_once",
                violation_error_message="Narasumber dengan nama dan instansi ini sudah ada dalam daftar.",
            ),
        ]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return self.civil_servant.full_name if self.civil_servant else self.name


class SpeakerAbsence(models.Model):
    """A time in which a speaker cannot come."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("sampai")
    reason = models.CharField("alasan", max_length=150, blank=True)

    class Meta:
        verbose_name = "halangan narasumber"
        verbose_name_plural = "halangan narasumber"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="speaker_absence_in_order",
                violation_error_message="Waktu selesai harus sesudah waktu mulai.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id} {self.starts_at:%Y-%m-%d}"
