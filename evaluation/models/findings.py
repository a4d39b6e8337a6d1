"""Findings (temuan) of an evaluation, and the actions that follow: with an owner, a date, and an end."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluation.models.instruments import Level, Obstacle
from evaluation.models.interviews import Interview
from evaluation.models.projects import Project
from evaluation.models.waves import Wave
from personnel.models import Unit
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models import Competency, Cycle, Programme
from training.models import Batch


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: Any) -> Self:
        """Of the city: HR and officials of the city; of an OPD: those with a role there too."""
        if user.sees_city:
            return self
        return self.filter(opd__in=user.role_opds)


class Finding(models.Model):
    """One sentence that an evaluation found, with what it rests on. Never about a single person."""

    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, related_name="findings", help_text="The year evaluated."
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opd = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Null: the city."
    )
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    interview = models.ForeignKey(
        Interview, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    level = models.PositiveSmallIntegerField("tingkat evaluasi", choices=Level, null=True, blank=True)
    obstacle = models.CharField("hambatan", max_length=10, choices=Obstacle, blank=True)
    words = models.CharField("temuan", max_length=500)
    basis = models.CharField("dasar", max_length=300, blank=True, help_text="Figures with n, in words.")
    request_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan"
        verbose_name_plural = "temuan"
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return self.words


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> Self:
        return self.filter(state=Action.State.OPEN)


class Action(models.Model):
    """What is done about a finding (tindak lanjut). Only ``evaluation.findings`` assigns its state."""

    class State(StateChoices):
        OPEN = "open", Tone.INFO, "Dikerjakan"
        DONE = "done", Tone.DONE, "Selesai"
        DROPPED = "dropped", Tone.PLAIN, "Tidak dilanjutkan"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField("tindak lanjut", max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="penanggung jawab",
    )
    due_on = models.DateField("paling lambat")
    for_cycle = models.ForeignKey(
        Cycle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bahan penyusunan tahun",
        help_text="The year whose drafting shows it.",
    )
    state = models.CharField("keadaan", max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField("hasil", max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    request_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(outcome=""),
                name="action_ended_with_outcome",
                violation_error_message="Tulis hasilnya, atau mengapa tidak dilanjutkan.",
            )
        ]
        indexes = [models.Index(fields=["for_cycle", "state"], name="action_for_cycle")]

    def __str__(self) -> str:
        return self.what

    @property
    def shown_state(self) -> Chip:
        return Chip("Terlambat", Tone.LATE) if self.is_late else self.State(self.state).chip

    @property
    def is_late(self) -> bool:
        return self.state == self.State.OPEN and self.due_on < timezone.localdate()
