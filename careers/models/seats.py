"""Posts as seats: one of them in one unit, with whoever holds it, or since when nobody does."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from careers.models.rules import Standing
from personnel.models import CivilServant, Position, Unit
from personnel.models.turns import Turn, turns


class RetirementAge(models.Model):
    """The age at which the holder of a level retires (BUP), from a day on; functional posts have their
    own."""

    level = models.CharField("jenjang", max_length=20, choices=Position.Level)
    age = models.PositiveSmallIntegerField("usia")
    valid_from = models.DateField("berlaku sejak")
    source = models.CharField("sumber", max_length=200)
    standing = models.CharField("kedudukan", max_length=20, choices=Standing)

    class Meta:
        verbose_name = "batas usia pensiun"
        verbose_name_plural = "batas usia pensiun"
        ordering = ["level", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["level", "valid_from"], name="retirement_age_once_per_date")
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} · {self.age}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the units in which somebody acts; of the whole city for whoever looks over it."""
        if user.sees_city:
            return self
        return self.filter(unit__in=Unit.objects.within(user.role_units))

    def for_list(self) -> Self:
        return self.select_related("position", "unit__opd", "holder__unit")


class Seat(models.Model):
    """One structural post in one unit. Kept by ``careers.seats`` from who serves where."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+", verbose_name="jabatan")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="unit kerja")
    holder = models.OneToOneField(
        CivilServant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seat",
        verbose_name="pemangku",
    )
    vacant_since = models.DateField("kosong sejak", null=True, blank=True)
    is_key = models.BooleanField("jabatan kritikal", default=False)
    key_reason = models.CharField("alasan", max_length=300, blank=True)
    leaves_on = models.DateField(
        "ditinggalkan pada",
        null=True,
        blank=True,
        help_text="A move of the holder that is known already; forgotten when somebody else comes.",
    )
    leaves_reason = models.CharField("alasan ditinggalkan", max_length=300, blank=True, db_default="")

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "kursi jabatan"
        verbose_name_plural = "kursi jabatan"
        ordering = ["unit", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder__isnull=True, vacant_since__isnull=False)
                | Q(holder__isnull=False, vacant_since__isnull=True),
                name="seat_held_or_vacant",
            ),
            models.CheckConstraint(
                condition=Q(is_key=False, key_reason="") | (Q(is_key=True) & ~Q(key_reason="")),
                name="key_seat_has_reason",
                violation_error_message="Tulis mengapa jabatan ini kritikal.",
            ),
            models.CheckConstraint(
                condition=Q(leaves_on__isnull=True, leaves_reason="")
                | (Q(leaves_on__isnull=False, holder__isnull=False) & ~Q(leaves_reason="")),
                name="known_move_has_reason",
                violation_error_message="Tulis tanggal dan sebabnya, atau kosongkan keduanya.",
            ),
        ]
        triggers = [turns(Turn.Subject.CAREERS)]

    def __str__(self) -> str:
        return f"{self.position}, {self.unit}"
