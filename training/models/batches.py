"""Batches (angkatan) of a programme and their dated sessions. Double booking is refused by the database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.learning_hours import jp_of
from planning.models import Cycle, Programme, Provider
from training.models.places import Room
from training.models.speakers import Speaker

# What is booked for a session carries its times, because an exclusion constraint sees one table only.
FOLLOW_SESSION = (
    "UPDATE training_sessionspeaker SET starts_at = NEW.starts_at, ends_at = NEW.ends_at,"
    " is_cancelled = NEW.is_cancelled WHERE session_id = NEW.id;"
    " UPDATE training_sessionseat SET starts_at = NEW.starts_at, ends_at = NEW.ends_at,"
    " is_cancelled = NEW.is_cancelled WHERE session_id = NEW.id; RETURN NEW;"
)


class During(Func):
    """The time of a session as a range that holds its beginning but not its end."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()

    def __init__(self) -> None:
        super().__init__("starts_at", "ends_at", RangeBoundary())


def name_of_batch(programme: str, number: int) -> str:
    """What a batch is called everywhere."""
    return f"{programme} · angkatan {number}"


class BatchQuerySet(models.QuerySet["Batch"]):
    def released(self) -> Self:
        """What participants and speakers may see."""
        return self.exclude(state__in=["proposed", "planned"])

    def visible_to(self, user: Any) -> Self:
        """HR and officials see all; everybody sees what has been released."""
        return self if user.active_roles else self.released()


class Batch(models.Model):
    """One run of a programme with its own seats. Only ``training.batches`` and ``training.releases``
    assign its state."""

    class State(StateChoices):
        PROPOSED = "proposed", Tone.SOON, "Usulan jadwal"
        PLANNED = "planned", Tone.PLAIN, "Direncanakan"
        RELEASED = "released", Tone.INFO, "Diumumkan"
        FINISHED = "finished", Tone.DONE, "Selesai"
        CANCELLED = "cancelled", Tone.LATE, "Dibatalkan"

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="batches")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="batches", verbose_name="program"
    )
    number = models.PositiveSmallIntegerField("angkatan")
    quarter = models.PositiveSmallIntegerField("triwulan")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.PROPOSED)
    capacity = models.PositiveSmallIntegerField("jumlah kursi", validators=[MinValueValidator(1)])
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="+", verbose_name="penyelenggara"
    )
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penanggung jawab",
    )
    enrolment_closes_on = models.DateField("pendaftaran ditutup", null=True, blank=True)
    note = models.CharField("catatan", max_length=500, blank=True)
    cancel_reason = models.CharField("alasan pembatalan", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    request_key = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="The form that made it, sent once or twice.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "angkatan"
        verbose_name_plural = "angkatan"
        ordering = ["cycle", "programme__name", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "programme", "number"], name="batch_number_once"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="batch_has_seats"),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="batch_quarter"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="batch_cancelled_with_reason",
                violation_error_message="Tulis alasan pembatalan.",
            ),
        ]
        indexes = [models.Index(fields=["cycle", "state", "quarter"], name="batch_of_quarter")]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return name_of_batch(self.programme.name, self.number)

    @property
    def shown_state(self) -> Chip:
        return self.State(self.state).chip


class SessionQuerySet(models.QuerySet["Session"]):
    def standing(self) -> Self:
        return self.filter(is_cancelled=False)


class Session(models.Model):
    """One dated meeting of a batch, in a room or online."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField("materi", max_length=200)
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("selesai")
    room = models.ForeignKey(
        Room,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name="ruang",
    )
    online_at = models.URLField("alamat daring", blank=True)
    jp = models.DecimalField("JP", max_digits=5, decimal_places=2, validators=[MinValueValidator(0)])
    jp_reason = models.CharField(
        "alasan JP berbeda",
        max_length=300,
        blank=True,
        help_text="Why its hours are not those of its length; empty where they are.",
    )
    is_cancelled = models.BooleanField("dibatalkan", default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "sesi"
        verbose_name_plural = "sesi"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_times_in_order",
                violation_error_message="Waktu selesai harus sesudah waktu mulai.",
            ),
            ExclusionConstraint(
                name="room_booked_once",
                expressions=[(During(), RangeOperators.OVERLAPS), ("room", RangeOperators.EQUAL)],
                condition=Q(room__isnull=False, is_cancelled=False),
                violation_error_message="Ruang ini sudah dipakai pada waktu itu.",
            ),
        ]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="session_in_time")]
        triggers = [
            pgtrigger.Trigger(
                name="booked_with_session",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                func=FOLLOW_SESSION,
            ),
            turns(Turn.Subject.TRAINING),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def jp_of_length(self) -> Decimal:
        """The hours that its length gives."""
        return jp_of(self.minutes)


class SessionSpeaker(models.Model):
    """A speaker in a session, with the session's times (kept in step by a trigger)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speaking")
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="speaking", verbose_name="narasumber"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField("dikonfirmasi", null=True, blank=True)

    class Meta:
        verbose_name = "narasumber sesi"
        verbose_name_plural = "narasumber sesi"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "speaker"], name="speaker_once_per_session"),
            ExclusionConstraint(
                name="speaker_booked_once",
                expressions=[(During(), RangeOperators.OVERLAPS), ("speaker", RangeOperators.EQUAL)],
                condition=Q(is_cancelled=False),
                violation_error_message="Narasumber ini sudah mengisi sesi lain pada waktu itu.",
            ),
        ]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.speaker_id}"
