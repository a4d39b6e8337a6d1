"""Days that cannot be used: holidays for all, leave and duty travel for one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from personnel.models import CivilServant


class Holiday(models.Model):
    """A day off: national, collective leave (cuti bersama) or of the region. Editable, and read from ICS."""

    class Kind(models.TextChoices):
        NATIONAL = "national", "Libur nasional"
        COLLECTIVE = "collective", "Cuti bersama"
        REGIONAL = "regional", "Libur daerah"

    date = models.DateField("tanggal", unique=True)
    name = models.CharField("nama", max_length=150)
    kind = models.CharField("jenis", max_length=12, choices=Kind, default=Kind.NATIONAL)
    source = models.CharField("sumber", max_length=150, blank=True)

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"


class StaffAbsence(models.Model):
    """Leave or duty travel of a civil servant, whole days."""

    class Kind(models.TextChoices):
        LEAVE = "leave", "Cuti"
        DUTY = "duty", "Perjalanan dinas"
        STUDY = "study", "Belajar"

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    note = models.CharField("keterangan", max_length=150, blank=True)

    class Meta:
        verbose_name = "ketidakhadiran pegawai"
        verbose_name_plural = "ketidakhadiran pegawai"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["civil_servant", "kind", "starts_on"], name="staff_absence_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="staff_absence_in_order",
                violation_error_message="Hari terakhir tidak boleh mendahului hari pertama.",
            ),
        ]
        indexes = [models.Index(fields=["civil_servant", "starts_on", "ends_on"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} {self.kind} {self.starts_on}"
