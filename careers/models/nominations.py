"""Who was named for a seat, with the checks and the rules as they stood on that day."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from careers.models.rules import CareerRule
from careers.models.seats import Seat
from personnel.append_only import append_only
from personnel.models import CivilServant


class SuccessorNomination(models.Model):
    """Somebody named as a possible successor. What was said and checked is never rewritten; it can end."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="nominations")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="nominations")
    is_emergency = models.BooleanField(
        "pengganti darurat", default=False, help_text="Bila jabatan mendadak kosong."
    )
    words = models.CharField("alasan", max_length=500)
    readiness = models.CharField("kesiapan", max_length=120)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField("dinominasikan", auto_now_add=True)
    ended_at = models.DateTimeField("berakhir", null=True, blank=True)
    ended_words = models.CharField("alasan berakhir", max_length=300, blank=True)

    class Meta:
        verbose_name = "nominasi suksesor"
        verbose_name_plural = "nominasi suksesor"
        ordering = ["-nominated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "civil_servant"],
                condition=Q(ended_at__isnull=True),
                name="nomination_once_at_a_time",
                violation_error_message="Pegawai ini sudah dinominasikan untuk jabatan ini.",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="nomination_never_rewritten", exclude=["ended_at", "ended_words"]),
            pgtrigger.Protect(name="nomination_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.seat_id}"


class NominationCheck(models.Model):
    """One requirement as it was checked when somebody was named, with the version of the rule."""

    nomination = models.ForeignKey(SuccessorNomination, on_delete=models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(CareerRule, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=250)
    state = models.CharField(max_length=60)
    fact = models.CharField(max_length=250)
    fact_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "syarat saat nominasi"
        verbose_name_plural = "syarat saat nominasi"
        ordering = ["nomination", "number"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "number"], name="nomination_check_number_once")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.nomination_id} · {self.number}"
