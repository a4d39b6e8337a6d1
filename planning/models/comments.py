"""What the offices say to each other about one item of a plan."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from personnel.append_only import append_only
from personnel.models import RoleAssignment
from planning.models.plans import Plan


class ItemComment(models.Model):
    """One comment of an office on an item. It hangs on the item's key, so that it outlives the item, and goes
    along into a revision. Append-only."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comments")
    item_key = models.UUIDField("butir")
    text = models.TextField("komentar", max_length=1000)
    office = models.CharField("jabatan saat itu", max_length=20, choices=RoleAssignment.Role)
    mentions = ArrayField(
        models.CharField(max_length=20, choices=RoleAssignment.Role),
        default=list,
        blank=True,
        verbose_name="ditujukan kepada",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True, editable=False, help_text="Sent twice, said once.")
    at = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "komentar butir"
        verbose_name_plural = "komentar butir"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="item_comment_says_something",
                violation_error_message="Tulis komentarnya.",
            )
        ]
        indexes = [models.Index(fields=["item_key", "at"], name="item_comment_of_item")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.plan_id} · {self.item_key}"

    @property
    def to(self) -> str:
        """The offices that it is meant for, in words."""
        words = dict(RoleAssignment.Role.choices)
        return ", ".join(str(words.get(role, role)) for role in self.mentions)
