"""Who takes part: from nomination or application to a seat, the waiting list, or a withdrawal."""

from __future__ import annotations

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q

from personnel.models import CivilServant, Unit
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models import PlanItem
from training.models.batches import Batch, During, Session

# A seat beyond the batch's number does not exist, whatever the application believes.
SEAT_EXISTS = (
    "IF NEW.seat IS NOT NULL AND NEW.seat > (SELECT capacity FROM training_batch WHERE id = NEW.batch_id)"
    " THEN RAISE EXCEPTION 'no such seat' USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_exists';"
    " END IF; RETURN NEW;"
)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, user: Any) -> Self:
        """The enrolments of oneself, of one's subordinates, and of the units in which one holds a role."""
        return self.filter(civil_servant__in=CivilServant.objects.visible_to(user))

    def seated(self) -> Self:
        return self.filter(seat__isnull=False)

    def waiting(self) -> Self:
        """The first in line first."""
        return self.filter(state="waiting").order_by("queued_at", "pk")

    def attended(self) -> Self:
        """Of those who were in a session that stands: the one meaning of having been there, whatever asks.
        (``evaluation.impact.people`` says it once more in SQL; a test holds the two against each other.)"""
        there = Enrolment.objects.filter(
            pk=OuterRef("pk"), attendances__is_present=True, attendances__session__is_cancelled=False
        )
        return self.filter(Exists(there), state="enrolled")


class Enrolment(models.Model):
    """One person and one batch. Only ``training.enrolment`` assigns its state and seat."""

    class Source(models.TextChoices):
        PLAN = "plan", "Dari rencana"
        NOMINATED = "nominated", "Ditunjuk unit"
        APPLIED = "applied", "Mendaftar sendiri"

    class State(StateChoices):
        ASKED = "asked", Tone.INFO, "Menunggu persetujuan"
        WAITING = "waiting", Tone.INFO, "Daftar tunggu"
        OFFERED = "offered", Tone.SOON, "Kursi ditawarkan"
        ENROLLED = "enrolled", Tone.DONE, "Terdaftar"
        DECLINED = "declined", Tone.PLAIN, "Tidak disetujui"
        WITHDRAWN = "withdrawn", Tone.PLAIN, "Mengundurkan diri"
        LAPSED = "lapsed", Tone.PLAIN, "Tawaran tidak dijawab"
        MISSED = "missed", Tone.PLAIN, "Tidak mendapat kursi"
        CANCELLED = "cancelled", Tone.PLAIN, "Angkatan dibatalkan"

    #: These hold a seat.
    SEATED = (State.OFFERED, State.ENROLLED)
    #: These wait for a seat, or for an answer to one.
    WAITS = (State.ASKED, State.WAITING, State.OFFERED)
    #: These had a seat of their own; with a session's seat it says who was to be there.
    HAD_SEAT = (State.ENROLLED, State.CANCELLED)
    #: These may still come to a seat or hold one; one such row for a person and batch.
    LIVE = (State.ASKED, State.WAITING, State.OFFERED, State.ENROLLED)

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="enrolments")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="enrolments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="Served in then.")
    source = models.CharField("asal", max_length=10, choices=Source)
    item = models.ForeignKey(
        PlanItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        help_text="The line it carries out; its key is the same in every revision.",
    )
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.ASKED)
    seat = models.PositiveSmallIntegerField("kursi", null=True, blank=True)
    reason = models.CharField("alasan", max_length=300, blank=True)
    superior_ok_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    superior_ok_at = models.DateTimeField("disetujui atasan", null=True, blank=True)
    hr_ok_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hr_ok_at = models.DateTimeField("disetujui unit", null=True, blank=True)
    queued_at = models.DateTimeField("masuk daftar tunggu", null=True, blank=True)
    offer_ends_at = models.DateTimeField("jawab paling lambat", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "kepesertaan"
        verbose_name_plural = "kepesertaan"
        ordering = ["batch", "seat", "queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "civil_servant"],
                condition=Q(state__in=["asked", "waiting", "offered", "enrolled"]),
                name="enrolment_once_alive",
                violation_error_message="Pegawai ini sudah terdaftar pada angkatan tersebut.",
            ),
            models.UniqueConstraint(
                fields=["batch", "seat"], condition=Q(seat__isnull=False), name="seat_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "enrolled"], seat__isnull=False, seat__gte=1)
                | (~Q(state__in=["offered", "enrolled"]) & Q(seat__isnull=True)),
                name="enrolment_seat_of_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "withdrawn"]) | ~Q(reason=""),
                name="enrolment_end_has_reason",
                violation_error_message="Tulis alasannya.",
            ),
        ]
        indexes = [models.Index(fields=["civil_servant", "state"], name="enrolment_of_person")]
        triggers = [
            pgtrigger.Trigger(
                name="seat_exists",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=SEAT_EXISTS,
            ),
            turns(Turn.Subject.TRAINING),
        ]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.batch_id} · {self.state}"

    @property
    def shown_state(self) -> Chip:
        if self.state == self.State.ENROLLED and self.batch.state == Batch.State.FINISHED:
            return Chip("Selesai", Tone.DONE)
        return self.State(self.state).chip


class SessionSeat(models.Model):
    """A seated person in one session, with the session's times: nobody sits in two places at once."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="session_seats")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        verbose_name = "kursi sesi"
        verbose_name_plural = "kursi sesi"
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "session"], name="session_seat_once"),
            ExclusionConstraint(
                name="participant_booked_once",
                expressions=[(During(), RangeOperators.OVERLAPS), ("civil_servant", RangeOperators.EQUAL)],
                condition=Q(is_cancelled=False),
                violation_error_message="Pegawai ini sudah terdaftar pada sesi lain di waktu yang sama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.civil_servant_id}"
