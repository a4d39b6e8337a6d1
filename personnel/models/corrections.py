"""What somebody says is wrong in the data about them, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from personnel.models.people import CivilServant
from personnel.shown import Chip
from personnel.states import StateChoices, Tone

#: UU 27/2022 Pasal 30 ayat (1): corrected within 3 × 24 hours of the request.
TIME = dt.timedelta(hours=72)


class DataCorrectionQuerySet(models.QuerySet["DataCorrection"]):
    def waiting(self) -> Self:
        return self.filter(state=DataCorrection.State.WAITING)

    def visible_to(self, user: Any) -> Self:
        """The requests that this person made, and those of the people whom they manage as HR."""
        own = Q(civil_servant=user.civil_servant_id) if user.civil_servant_id else Q(pk__in=[])
        return self.filter(own | Q(pk__in=self.managed_by(user).values("pk")))

    def managed_by(self, user: Any) -> Self:
        """Of the people of one's unit as HR, of everybody as BKPSDMD, never one's own."""
        managed = Q(pk__in=[])
        for role in user.active_roles:
            if role.role == "city_hr":
                managed |= Q(pk__isnull=False)
            elif role.role == "unit_hr" and role.unit:
                managed |= Q(civil_servant__unit__path__startswith=role.unit.path)
        return self.filter(managed).exclude(civil_servant=user.civil_servant_id or 0)


class DataCorrection(models.Model):
    """One request. Only ``personnel.corrections`` assigns its state."""

    class Subject(models.TextChoices):
        NAME = "name", "Nama atau gelar"
        BIRTH = "birth", "Tanggal lahir"
        EDUCATION = "education", "Pendidikan"
        POSITION = "position", "Jabatan"
        UNIT = "unit", "Unit kerja"
        RANK = "rank", "Pangkat atau golongan"
        SUPERIOR = "superior", "Atasan langsung"
        EMAIL = "email", "Surel"
        OTHER = "other", "Lainnya"

    class State(StateChoices):
        WAITING = "waiting", Tone.SOON, "Menunggu jawaban"
        CORRECTED = "corrected", Tone.DONE, "Diperbaiki"
        DECLINED = "declined", Tone.PLAIN, "Tidak diubah"

    civil_servant = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="corrections", verbose_name="pegawai"
    )
    subject = models.CharField("yang keliru", max_length=10, choices=Subject)
    wanted = models.CharField("seharusnya", max_length=300)
    basis = models.CharField("dasar", max_length=300, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField("diminta", auto_now_add=True)
    answer = models.CharField("jawaban", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)

    objects = DataCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan perbaikan data"
        verbose_name_plural = "permintaan perbaikan data"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["civil_servant", "subject"],
                condition=Q(state="waiting"),
                name="correction_once_waiting",
                violation_error_message="Permintaan Anda tentang hal ini masih menunggu jawaban.",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answer="", answered_at__isnull=True)
                | (~Q(state="waiting") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="correction_answer_has_words",
                violation_error_message="Tulis jawaban untuk yang meminta.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.subject} · {self.state}"

    @property
    def due_at(self) -> dt.datetime:
        return self.created_at + TIME

    @property
    def is_late(self) -> bool:
        return self.state == self.State.WAITING and self.due_at < timezone.now()

    @property
    def shown_state(self) -> Chip:
        if self.is_late:
            return Chip("Lewat 3×24 jam", Tone.LATE)
        return self.State(self.state).chip
