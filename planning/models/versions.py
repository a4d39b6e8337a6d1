"""What a plan said each time it was submitted: a copy of its items and people, for the differences."""

from __future__ import annotations

from django.db import models

from personnel.append_only import append_only
from personnel.models import CivilServant
from planning.models.item_facts import ItemFacts
from planning.models.plans import Plan, PlanStep


class PlanVersion(models.Model):
    """One submission of a plan or of its revision. Who, when and with what words stands in the step."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("pengajuan ke-")
    step = models.OneToOneField(PlanStep, on_delete=models.CASCADE, related_name="version")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "versi rencana"
        verbose_name_plural = "versi rencana"
        ordering = ["plan__revision", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="version_number_once")]
        triggers = append_only()

    def __str__(self) -> str:
        if self.plan.revision:
            return str(f"Perubahan ke-{self.plan.revision}, pengajuan ke-{self.number}")
        return str(f"Pengajuan ke-{self.number}")


class VersionItem(ItemFacts):
    """An item as it stood in a version. ``key`` is the item's own, in whatever version."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField()
    number = models.PositiveIntegerField("nomor")

    class Meta:
        verbose_name = "butir versi"
        verbose_name_plural = "butir versi"
        ordering = ["version", "number"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="version_item_once")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class VersionTarget(models.Model):
    """A person in an item as it stood in a version."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="targets")
    item_key = models.UUIDField()
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "sasaran versi"
        verbose_name_plural = "sasaran versi"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "item_key", "civil_servant"], name="version_target_once"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.version_id} · {self.item_key} · {self.civil_servant_id}"


class PlanComparison(models.Model):
    """Two versions that somebody has printed side by side. Without a version: the plan as it stands now.

    A row, because a printed document is about one thing. Made by ``planning.differences`` only.
    """

    older_plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    older = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    newer_plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    newer = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "perbandingan rencana"
        verbose_name_plural = "perbandingan rencana"
        constraints = [
            models.UniqueConstraint(
                fields=["older_plan", "older", "newer_plan", "newer"],
                name="comparison_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.older or self.older_plan} – {self.newer or self.newer_plan}"
