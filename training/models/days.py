"""Days that cannot be used: holidays for all, leave and duty travel for one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from personnel.models import CivilServant


class Holiday(models.Model):
    """A day off: national, collective leave (cuti bersama) or of the region. Editable, and read from ICS."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("Libur nasional")
        COLLECTIVE = "collective", _("Cuti bersama")
        REGIONAL = "regional", _("Libur daerah")

    date = models.DateField(_("tanggal"), unique=True)
    name = models.CharField(_("nama"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind, default=Kind.NATIONAL)
    source = models.CharField(_("sumber"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("hari libur")
        verbose_name_plural = _("hari libur")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"


class StaffAbsence(models.Model):
    """Leave or duty travel of a civil servant, whole days."""

    class Kind(models.TextChoices):
        LEAVE = "leave", _("Cuti")
        DUTY = "duty", _("Perjalanan dinas")
        STUDY = "study", _("Belajar")

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))
    note = models.CharField(_("keterangan"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("ketidakhadiran pegawai")
        verbose_name_plural = _("ketidakhadiran pegawai")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["civil_servant", "kind", "starts_on"], name="staff_absence_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="staff_absence_in_order",
                violation_error_message=_("Hari terakhir tidak boleh mendahului hari pertama."),
            ),
        ]
        indexes = [models.Index(fields=["civil_servant", "starts_on", "ends_on"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} {self.kind} {self.starts_on}"
