"""What a civil servant aims at (tujuan karier): up to three posts in order, in own words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from careers.models.rules import CareerRule
from personnel.models import CivilServant, Position

MOST_GOALS = 3


class CareerGoal(models.Model):
    """One post that a person aims at. The first in order is also their post to be held, unless HR named
    one."""

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="career_goals")
    order = models.PositiveSmallIntegerField("urutan")
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="+", verbose_name="jabatan tujuan"
    )
    reason = models.CharField("alasan", max_length=500)
    set_at = models.DateTimeField("ditulis", auto_now=True)

    class Meta:
        verbose_name = "tujuan karier"
        verbose_name_plural = "tujuan karier"
        ordering = ["civil_servant", "order"]
        constraints = [
            # Checked at the end, so that two goals can change places.
            models.UniqueConstraint(
                fields=["civil_servant", "order"],
                name="career_goal_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["civil_servant", "position"],
                name="career_goal_post_once",
                violation_error_message="Jabatan ini sudah menjadi tujuan Anda.",
            ),
            models.CheckConstraint(
                condition=Q(order__gte=1, order__lte=MOST_GOALS),
                name="career_goal_at_most_three",
                violation_error_message="Paling banyak tiga tujuan. Lepaskan satu lebih dahulu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.order} · {self.position_id}"


class GoalCheck(models.Model):
    """One requirement of a goal as it stood on the day the goal was written; a year later it is compared.

    It lives and goes with the goal. Requirements of one kind are told apart by their place among them.
    """

    goal = models.ForeignKey(CareerGoal, on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField("syarat", max_length=15, choices=CareerRule.Kind)
    place = models.PositiveSmallIntegerField()
    state = models.CharField("keadaan", max_length=20)
    checked_on = models.DateField("diperiksa")

    class Meta:
        verbose_name = "syarat saat tujuan ditulis"
        verbose_name_plural = "syarat saat tujuan ditulis"
        ordering = ["goal", "kind", "place"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "kind", "place"], name="goal_check_once_per_requirement")
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} · {self.kind} · {self.state}"
