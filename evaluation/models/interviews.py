"""Interviews and group discussions: planned, held, noted by agreed questions, coded by themes."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from personnel.models import CivilServant
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from personnel.tracking import CHANGED, tracked
from training.models import Batch


class Theme(models.Model):
    """A theme by which notes are coded; the same in every interview, so that they can be counted."""

    code = models.SlugField("kode", max_length=40, unique=True)
    name = models.CharField("tema", max_length=100)
    is_active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "tema"
        verbose_name_plural = "tema"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class StandardQuestion(models.Model):
    """A question with which every new talk of its kind begins; BKPSDMD keeps the list."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", "Wawancara"
        GROUP = "group", "Diskusi kelompok"

    kind = models.CharField("jenis", max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField("nomor")
    text = models.CharField("pertanyaan", max_length=300)

    class Meta:
        verbose_name = "pertanyaan baku"
        verbose_name_plural = "pertanyaan baku"
        ordering = ["kind", "number"]
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="standard_question_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, user: Any) -> Self:
        """Notes are for BKPSDMD and whoever holds the talk, not for officials of the city; those who take
        part have a page of their own."""
        return self if user.has_role("city_hr") else self.filter(interviewer=user)


class Interview(models.Model):
    """A talk with one person or a group about one batch. Only ``evaluation.interviews`` assigns its state."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", "Wawancara"
        GROUP = "group", "Diskusi kelompok"

    class State(StateChoices):
        PLANNED = "planned", Tone.SOON, "Direncanakan"
        HELD = "held", Tone.INFO, "Terlaksana"
        CANCELLED = "cancelled", Tone.PLAIN, "Dibatalkan"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="interviews")
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.PLANNED)
    planned_at = models.DateTimeField("waktu")
    place = models.CharField("tempat", max_length=150, blank=True)
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="pewawancara"
    )
    held_on = models.DateField("terlaksana pada", null=True, blank=True)
    reported_at = models.DateTimeField(
        "dilaporkan",
        null=True,
        blank=True,
        help_text="One moment for all talks reported together; from then on notes and consents stand.",
    )
    cancel_reason = models.CharField("alasan pembatalan", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    request_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = "wawancara"
        verbose_name_plural = "wawancara"
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__isnull=False), name="interview_held_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="interview_cancelled_with_reason",
                violation_error_message="Tulis alasan pembatalan.",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(state="held"), name="interview_reported_is_held"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def shown_state(self) -> Chip:
        return Chip("Dilaporkan", Tone.DONE) if self.reported_at else self.State(self.state).chip


class InterviewQuestion(models.Model):
    """A question agreed before the talk, with what was said, in the words of whoever noted it."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField("nomor")
    text = models.CharField("pertanyaan", max_length=300)
    note = models.TextField("catatan", max_length=4000, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name="tema")

    class Meta:
        verbose_name = "pertanyaan wawancara"
        verbose_name_plural = "pertanyaan wawancara"
        ordering = ["interview", "number"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="interview_question_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class InterviewParticipant(models.Model):
    """Somebody who is talked with, and what they agreed to: nothing they did not consent to is reported."""

    class Consent(models.TextChoices):
        """NOT_ASKED: they have not said anything yet, so nothing of theirs is reported."""

        NOT_ASKED = "not_asked", "Belum menjawab"
        INTERNAL = "internal", "Hanya untuk tim evaluasi"
        NAMELESS = "nameless", "Boleh dikutip tanpa nama"
        NAMED = "named", "Boleh dikutip dengan nama"
        REFUSED = "refused", "Tidak bersedia"

    #: What they say may be counted among others.
    COUNTED = (Consent.INTERNAL, Consent.NAMELESS, Consent.NAMED)
    #: Their sentences may stand in a report.
    QUOTABLE = (Consent.NAMELESS, Consent.NAMED)

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="participants", verbose_name="wawancara"
    )
    civil_servant = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="interviews", verbose_name="pegawai"
    )
    consent = models.CharField("persetujuan", max_length=10, choices=Consent, default=Consent.NOT_ASKED)
    consent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "peserta wawancara"
        verbose_name_plural = "peserta wawancara"
        ordering = ["interview", "civil_servant__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "civil_servant"], name="interviewed_once")
        ]
        triggers = tracked("id", kinds=[CHANGED], untold=["consent_at"])

    def __str__(self) -> str:
        return f"{self.interview_id} · {self.civil_servant_id}"


class Quote(models.Model):
    """A sentence from a talk that stands in reports, under the consent of whoever said it."""

    question = models.ForeignKey(InterviewQuestion, on_delete=models.CASCADE, related_name="quotes")
    participant = models.ForeignKey(InterviewParticipant, on_delete=models.CASCADE, related_name="quotes")
    text = models.CharField("kutipan", max_length=500)

    class Meta:
        verbose_name = "kutipan"
        verbose_name_plural = "kutipan"
        ordering = ["question", "pk"]

    def __str__(self) -> str:
        return f"kutipan {self.pk}"
