"""What became of a plan line that was not carried out: the reason that takes it into the next cycle."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from personnel.models import CivilServant, Unit
from personnel.models.turns import Turn, turns
from planning.models import Cycle, PlanItem


class LineMissed(models.Model):
    """One line (item and person) that did not take place, why, and whether it goes on next year."""

    class Cause(models.TextChoices):
        FUNDS = "funds", "Dana tidak tersedia"
        CANCELLED = "cancelled", "Kegiatan dibatalkan penyelenggara"
        SERVICE = "service", "Pelayanan tidak dapat ditinggalkan"
        PERSON = "person", "Pegawai berhalangan"
        MOVED = "moved", "Pegawai pindah atau berhenti"
        OTHER = "other", "Sebab lain"

    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="missed")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="missed_lines")
    cause = models.CharField("sebab", max_length=10, choices=Cause)
    words = models.CharField("penjelasan", max_length=300, blank=True)
    goes_on = models.BooleanField("dibawa ke siklus berikutnya", default=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "butir tidak terlaksana"
        verbose_name_plural = "butir tidak terlaksana"
        constraints = [
            models.UniqueConstraint(fields=["item", "civil_servant"], name="line_missed_once"),
            models.CheckConstraint(
                condition=~Q(cause="other") | ~Q(words=""),
                name="line_missed_other_in_words",
                violation_error_message="Tulis penjelasannya.",
            ),
        ]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.civil_servant_id}"


class CarriedLine(models.Model):
    """A missed line that went into a later plan: both ends, by keys that hold over every revision."""

    missed = models.OneToOneField(LineMissed, on_delete=models.PROTECT, related_name="carried")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    opd = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="Whose plan took it.")
    item_key = models.UUIDField(help_text="PlanItem.key of the item that took it.")
    carried_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    carried_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "baris rencana yang dibawa"
        verbose_name_plural = "baris rencana yang dibawa"
        indexes = [models.Index(fields=["item_key"], name="carried_into_item")]

    def __str__(self) -> str:
        return f"{self.missed_id} → {self.item_key}"
