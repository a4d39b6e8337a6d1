"""What became of a plan line that was not carried out: the reason that takes it into the next cycle."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import CivilServant
from planning.models import PlanItem


@pghistory.track()
class LineMissed(models.Model):
    """One line (item and person) that did not take place, why, and whether it goes on next year."""

    class Cause(models.TextChoices):
        FUNDS = "funds", _("Dana tidak tersedia")
        CANCELLED = "cancelled", _("Kegiatan dibatalkan penyelenggara")
        SERVICE = "service", _("Pelayanan tidak dapat ditinggalkan")
        PERSON = "person", _("Pegawai berhalangan")
        MOVED = "moved", _("Pegawai pindah atau berhenti")
        OTHER = "other", _("Sebab lain")

    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="missed")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="missed_lines")
    cause = models.CharField(_("sebab"), max_length=10, choices=Cause)
    words = models.CharField(_("penjelasan"), max_length=300, blank=True)
    goes_on = models.BooleanField(_("dibawa ke siklus berikutnya"), default=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("butir tidak terlaksana")
        verbose_name_plural = _("butir tidak terlaksana")
        constraints = [
            models.UniqueConstraint(fields=["item", "civil_servant"], name="line_missed_once"),
            models.CheckConstraint(
                condition=~Q(cause="other") | ~Q(words=""),
                name="line_missed_other_in_words",
                violation_error_message=_("Tulis penjelasannya."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.civil_servant_id}"
