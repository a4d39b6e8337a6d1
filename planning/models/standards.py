"""What a post asks for. A version is frozen once in force, so a plan can cite it for ever."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from personnel.models import Position
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from personnel.tracking import ADDED, CHANGED, tracked
from planning.models.competencies import LEVEL_VALIDATORS, Competency


class LevelDefault(models.Model):
    """The level that a kind of position asks for by default; only the starting point of a new version."""

    position_level = models.CharField("jenjang", max_length=20, choices=Position.Level, unique=True)
    required_level = models.PositiveSmallIntegerField("tingkat", validators=LEVEL_VALIDATORS)
    confidence = models.CharField("sumber", max_length=100, blank=True)

    class Meta:
        verbose_name = "tingkat bawaan jenjang"
        verbose_name_plural = "tingkat bawaan jenjang"
        ordering = ["-required_level", "position_level"]

    def __str__(self) -> str:
        return f"{self.get_position_level_display()}: {self.required_level}"


class StandardVersionQuerySet(models.QuerySet["StandardVersion"]):
    def in_force(self) -> Self:
        return self.filter(status=StandardVersion.Status.IN_FORCE)


class StandardVersion(models.Model):
    """A complete set of standards (SKJ) with its decision; at most one is in force, at most one is a
    draft."""

    class Status(StateChoices):
        DRAFT = "draft", Tone.SOON, "Draf"
        IN_FORCE = "in_force", Tone.DONE, "Berlaku"
        RETIRED = "retired", Tone.PLAIN, "Tidak berlaku lagi"

    number = models.PositiveIntegerField("versi", unique=True)
    status = models.CharField("keadaan", max_length=10, choices=Status, default=Status.DRAFT)
    effective_from = models.DateField("berlaku sejak", null=True, blank=True)
    decision = models.CharField("nomor keputusan", max_length=120, blank=True)
    note = models.CharField("catatan", max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibuat oleh",
    )
    created_at = models.DateTimeField("dibuat", auto_now_add=True)

    objects = StandardVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versi standar"
        verbose_name_plural = "versi standar"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="in_force"), name="standard_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="draft"), name="standard_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(effective_from__isnull=False),
                name="standard_in_force_has_date",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="never_a_draft_again",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__status__in=["in_force", "retired"]),
                # Once in force, a version can only retire; what it said and when stays as it was.
                func="IF TG_OP = 'UPDATE' AND NEW.status <> 'draft'"
                " AND NOT (OLD.status = 'retired' AND NEW.status <> 'retired')"
                " AND (NEW.number, NEW.decision, NEW.effective_from)"
                " IS NOT DISTINCT FROM (OLD.number, OLD.decision, OLD.effective_from)"
                " THEN RETURN NEW; END IF;"
                " RAISE EXCEPTION 'standard version is frozen';",
            ),
            *tracked("id", kinds=[ADDED, CHANGED]),
            turns(Turn.Subject.CAREERS),
        ]

    def __str__(self) -> str:
        return str(f"Standar kompetensi versi {self.number}")

    @property
    def shown_state(self) -> Chip:
        return self.Status(self.status).chip


class StandardRequirement(models.Model):
    """The level that a kind of position, or one post in its place, asks for in one competency.

    A row for a post overrides the row of its position level for that competency.
    ``level`` null in a post's row means: not asked for in this post.
    """

    version = models.ForeignKey(
        StandardVersion, on_delete=models.CASCADE, related_name="requirements", verbose_name="versi"
    )
    position_level = models.CharField("jenjang", max_length=20, choices=Position.Level, blank=True)
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jabatan"
    )
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", verbose_name="kompetensi"
    )
    level = models.PositiveSmallIntegerField("tingkat", null=True, blank=True, validators=LEVEL_VALIDATORS)
    weight = models.DecimalField("bobot", max_digits=5, decimal_places=2, default=1)

    class Meta:
        verbose_name = "syarat kompetensi"
        verbose_name_plural = "syarat kompetensi"
        ordering = ["version", "position_level", "position", "competency"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(position__isnull=True) & ~Q(position_level="") & Q(level__isnull=False))
                | Q(position__isnull=False, position_level=""),
                name="requirement_for_level_or_post",
            ),
            models.UniqueConstraint(
                fields=["version", "position_level", "competency"],
                condition=Q(position__isnull=True),
                name="requirement_once_per_level",
            ),
            models.UniqueConstraint(
                fields=["version", "position", "competency"],
                condition=Q(position__isnull=False),
                name="requirement_once_per_post",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)), name="requirement_level_1_to_5"
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="requirement_weight_positive"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_once_in_force",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                declare=[("state", "varchar")],
                # Looks at both versions, so that no row is smuggled from a draft into a frozen one.
                func="SELECT status INTO state FROM planning_standardversion"
                " WHERE id IN (OLD.version_id, NEW.version_id) AND status <> 'draft' LIMIT 1;"
                " IF FOUND THEN RAISE EXCEPTION 'standard version is frozen'; END IF;"
                " RETURN COALESCE(NEW, OLD);",
            ),
            *tracked("version_id"),
            turns(Turn.Subject.CAREERS),
        ]

    def __str__(self) -> str:
        return f"{self.position or self.get_position_level_display()} · {self.competency} · {self.level}"
