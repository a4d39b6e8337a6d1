"""Letters of assignment (surat tugas): by which an OPD sends its people to a batch."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from personnel.models import Unit
from training.models.batches import Batch
from training.models.enrolments import Enrolment


class AssignmentLetterQuerySet(models.QuerySet["AssignmentLetter"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the OPD of one's roles, and those in which one stands."""
        if user.sees_city:
            return self
        named = self.model.enrolments.through.objects.filter(enrolment__civil_servant=user.civil_servant_id)
        opds = user.role_opds
        return self.filter(Q(opd__in=opds) | Q(pk__in=named.values("assignmentletter")))


class AssignmentLetter(models.Model):
    """A letter with the number and date of the OPD's own register, and the people who stood on it then."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="letters")
    opd = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="OPD")
    number = models.CharField("nomor surat", max_length=100)
    dated = models.DateField("tanggal surat")
    enrolments = models.ManyToManyField(Enrolment, related_name="letters")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "surat tugas"
        verbose_name_plural = "surat tugas"
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "number"],
                name="letter_number_once_per_opd",
                violation_error_message="Nomor ini sudah dipakai pada surat tugas lain dari OPD ini.",
            )
        ]

    def __str__(self) -> str:
        return self.number
