"""Which level leads where (jalur karier), by PP 11/2017 Ps 189, as dated rows with their source."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from careers.models.rules import Standing
from personnel.models import Position
from personnel.models.turns import Turn, turns
from personnel.shown import Chip

Level = Position.Level

#: The three groups of PP 11/2017: what is "vertikal" and what "diagonal" follows from them (Ps 189).
GROUPS = {
    "JPT": (Level.JPT_UTAMA, Level.JPT_MADYA, Level.JPT_PRATAMA),
    "JA": (Level.ADMINISTRATOR, Level.PENGAWAS, Level.PELAKSANA),
}


def group_of(level: str) -> str:
    """JPT, JA or JF."""
    return next((name for name, levels in GROUPS.items() if level in levels), "JF")


class CareerStepQuerySet(models.QuerySet["CareerStep"]):
    def in_force(self, on: dt.date) -> Self:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class CareerStep(models.Model):
    """A move that is possible from one level to another.

    *Horizontal*: of equal standing; *vertikal*: higher within one group; *diagonal*: higher in another.
    """

    class Move(models.TextChoices):
        HORIZONTAL = "horizontal", "Horizontal"
        VERTICAL = "vertikal", "Vertikal"
        DIAGONAL = "diagonal", "Diagonal"

    class Within(models.TextChoices):
        """Which of the posts of that level are shown as near. Any of them may be aimed at."""

        FAMILY = "rumpun", "Jabatan fungsional yang sama"
        OPD = "opd", "Jabatan yang ada di OPD sendiri"

    from_level = models.CharField("dari jenjang", max_length=20, choices=Position.Level)
    to_level = models.CharField("ke jenjang", max_length=20, choices=Position.Level)
    move = models.CharField("perpindahan", max_length=10, choices=Move)
    within = models.CharField("jangkauan", max_length=10, choices=Within)
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    source = models.CharField("sumber", max_length=200)
    standing = models.CharField("kedudukan", max_length=20, choices=Standing)

    objects = CareerStepQuerySet.as_manager()

    class Meta:
        verbose_name = "jalur karier"
        verbose_name_plural = "jalur karier"
        ordering = ["from_level", "move", "to_level"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_level", "to_level", "within", "valid_from"], name="career_step_once_per_date"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="career_step_dates_in_order",
            ),
        ]
        triggers = [turns(Turn.Subject.CAREERS)]

    def __str__(self) -> str:
        return f"{self.get_from_level_display()} → {self.get_to_level_display()}"

    def clean(self) -> None:
        """Vertical stays within a group and diagonal leaves it (PP 11/2017 Ps 189)."""
        same = group_of(self.from_level) == group_of(self.to_level)
        if self.move == self.Move.VERTICAL and not same:
            raise ValidationError({"move": "Vertikal hanya di dalam satu kelompok jabatan; ini diagonal."})
        if self.move == self.Move.DIAGONAL and same:
            raise ValidationError({"move": "Diagonal hanya antarkelompok jabatan; ini vertikal."})

    @property
    def shown_standing(self) -> Chip:
        return Standing(self.standing).chip
