"""What a civil servant aims at (tujuan karier): up to three posts in order, in own words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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
