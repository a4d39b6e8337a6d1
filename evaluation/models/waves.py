"""Waves (gelombang): one instrument put to the people of one batch, who was asked, and who has answered.

Nothing here, and nothing in ``answers``, keeps a time of answering or a history of rows: both would tell who
said what (ADR 0015).
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from evaluation.models.instruments import Instrument, InstrumentVersion
from personnel.composed import Given
from personnel.models import CivilServant
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models import Programme
from training.models import Batch


class WaveRule(models.Model):
    """When an instrument is put to whom after a batch: for one programme, or (null) for all others."""

    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="program",
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="wave_rules", verbose_name="kuesioner"
    )
    days_after = models.PositiveSmallIntegerField("hari sesudah pelatihan")
    days_open = models.PositiveSmallIntegerField("lama dibuka (hari)", default=14)
    remind_every = models.PositiveSmallIntegerField("ingatkan setiap (hari)", default=4)
    is_active = models.BooleanField("berlaku", default=True)

    class Meta:
        verbose_name = "jadwal gelombang"
        verbose_name_plural = "jadwal gelombang"
        ordering = ["programme__name", "days_after", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "instrument"],
                name="wave_rule_once",
                nulls_distinct=False,
                violation_error_message="Kuesioner ini sudah dijadwalkan untuk program tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(days_open__range=(1, 120), remind_every__range=(1, 60), days_after__lte=1100),
                name="wave_rule_bounds",
                violation_error_message="Lama dibuka 1–120 hari, pengingat setiap 1–60 hari.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} +{self.days_after}"


class WaveQuerySet(models.QuerySet["Wave"]):
    def for_list(self) -> Self:
        return self.select_related("version__instrument", "batch__programme", "batch__cycle").order_by(
            "-opens_on", "-pk"
        )

    def due_to_open(self) -> Self:
        return self.filter(state=Wave.State.PLANNED, opens_on__lte=timezone.localdate())

    def due_to_close(self, on: dt.date | Given | None = None) -> Self:
        return self.filter(state=Wave.State.OPEN, closes_on__lt=on or timezone.localdate())


class Wave(models.Model):
    """One instrument put to the people of one batch. Only ``evaluation.waves`` and ``evaluation.closing``
    assign its state."""

    class State(StateChoices):
        PLANNED = "planned", Tone.PLAIN, "Dijadwalkan"
        OPEN = "open", Tone.SOON, "Dibuka"
        CLOSED = "closed", Tone.DONE, "Ditutup"
        CANCELLED = "cancelled", Tone.PLAIN, "Dibatalkan"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="waves")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="waves")
    is_anonymous = models.BooleanField("anonim", help_text="As the instrument was when it opened.")
    opens_on = models.DateField("dibuka")
    closes_on = models.DateField("ditutup")
    remind_every = models.PositiveSmallIntegerField("ingatkan setiap (hari)", default=4)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.PLANNED)
    closed_at = models.DateTimeField("ditutup pada", null=True, blank=True)
    cancel_reason = models.CharField("alasan pembatalan", max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: planned by the clock.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = "gelombang"
        verbose_name_plural = "gelombang"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "version"], condition=~Q(state="cancelled"), name="wave_once_per_batch"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="wave_dates_in_order",
                violation_error_message="Hari terakhir tidak boleh mendahului hari pertama.",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="wave_cancelled_with_reason",
                violation_error_message="Tulis alasan pembatalan.",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "opens_on"], name="wave_to_open"),
            models.Index(fields=["state", "closes_on"], name="wave_to_close"),
        ]
        triggers = [turns(Turn.Subject.EVALUATION)]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.batch_id}"

    @property
    def shown_state(self) -> Chip:
        return self.State(self.state).chip


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def of(self, user: Any) -> Self:
        """An invitation is nobody else's business."""
        return self.of_person(user.civil_servant_id) if user.civil_servant_id else self.none()

    def of_person(self, person: int | Given) -> Self:
        return self.filter(respondent=person)

    def unanswered(self) -> Self:
        return self.filter(has_answered=False, wave__state=Wave.State.OPEN)


class Invitation(models.Model):
    """Somebody who is asked in a wave, about themselves or (superiors, peers) about one alumnus.

    It tells whether they have answered, never when, and nothing leads from it to an anonymous answer.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    respondent = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(CivilServant, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    has_answered = models.BooleanField("sudah menjawab", default=False)
    receipt = models.CharField(
        max_length=64,
        blank=True,
        help_text="A digest of the form's secret, so that sending again is not refused; empty once closed.",
    )
    reminded_on = models.DateField("diingatkan", null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "undangan kuesioner"
        verbose_name_plural = "undangan kuesioner"
        ordering = ["wave", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "respondent", "about"], name="invited_once", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(fields=["respondent"], condition=Q(has_answered=False), name="invitation_unanswered")
        ]

    def __str__(self) -> str:
        return f"undangan {self.pk}"
