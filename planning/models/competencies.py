"""What can be mastered: competencies, their five levels and the behaviour that shows each level."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from personnel.models.turns import Turn, turns

LEVEL_VALIDATORS = [MinValueValidator(1), MaxValueValidator(5)]


class CompetencyQuerySet(models.QuerySet["Competency"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def core(self) -> Self:
        """The nine that everyone has: managerial and socio-cultural."""
        return self.exclude(kind=Competency.Kind.TECHNICAL)


class Competency(models.Model):
    """A competency of the dictionary (Permenpan RB 38/2017; technical ones from the ministries)."""

    class Kind(models.TextChoices):
        MANAGERIAL = "manajerial", "Manajerial"
        SOCIO_CULTURAL = "sosial_kultural", "Sosial kultural"
        TECHNICAL = "teknis", "Teknis"

    class Sector(models.TextChoices):
        NONE = "", "Semua bidang"
        EDUCATION = "pendidikan", "Pendidikan"
        HEALTH = "kesehatan", "Kesehatan"
        SOCIAL = "sosial", "Sosial"
        PROJECT = "manajemen_proyek", "Manajemen proyek"

    code = models.CharField("kode", max_length=20, unique=True)
    name = models.CharField("nama", max_length=150)
    short_name = models.CharField("nama ringkas", max_length=40, blank=True)
    kind = models.CharField("kelompok", max_length=20, choices=Kind)
    sector = models.CharField("bidang", max_length=20, choices=Sector, blank=True, default="")
    definition = models.TextField("definisi", blank=True)
    is_example = models.BooleanField(
        "contoh", default=False, help_text="Bukan dari kamus resmi; ditandai di mana pun ditampilkan."
    )
    source = models.CharField("sumber", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("aktif", default=True)

    objects = CompetencyQuerySet.as_manager()

    class Meta:
        verbose_name = "kompetensi"
        verbose_name_plural = "kompetensi"
        ordering = ["order", "code"]
        triggers = [turns(Turn.Subject.NEEDS)]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name for a column head."""
        return self.short_name or self.name


class CompetencyLevel(models.Model):
    """One of the five levels of a competency, described."""

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField("tingkat", validators=LEVEL_VALIDATORS)
    descriptor = models.CharField("uraian", max_length=300)

    class Meta:
        verbose_name = "tingkat kompetensi"
        verbose_name_plural = "tingkat kompetensi"
        ordering = ["competency", "level"]
        constraints = [
            models.UniqueConstraint(fields=["competency", "level"], name="competency_level_once"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="competency_level_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.competency} {self.level}"


class BehaviourIndicator(models.Model):
    """One of the three behaviours by which a level is recognised; ticked Ya/Tidak in the self-rating."""

    level = models.ForeignKey(CompetencyLevel, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField("urutan")
    text = models.CharField("perilaku", max_length=300)

    class Meta:
        verbose_name = "indikator perilaku"
        verbose_name_plural = "indikator perilaku"
        ordering = ["level", "position"]
        constraints = [models.UniqueConstraint(fields=["level", "position"], name="indicator_position_once")]

    def __str__(self) -> str:
        return self.text
