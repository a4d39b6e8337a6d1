"""The items of a plan, one activity each, and the people they are for. Frozen with their plan."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from personnel.models import CivilServant
from personnel.models.turns import Turn, turns
from personnel.tracking import tracked
from planning.models.item_facts import ItemFacts
from planning.models.plans import Plan, frozen_with_plan

# Of a target: the score says what its parts add up to, and the history who wrote another in its place.
UNTOLD = (
    "part_gap",
    "part_share",
    "part_city",
    "part_performance",
    "part_years",
    "part_cost",
    "overridden_by_id",
)


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def for_list(self) -> Self:
        return self.select_related("competency", "form", "provider", "programme").order_by("number")

    def visible_to(self, user: Any) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanItem(ItemFacts):
    """One activity of a plan (butir), while it is worked on and once it is ratified."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items", verbose_name="rencana")
    number = models.PositiveIntegerField("nomor")
    key = models.UUIDField(
        default=uuid.uuid4,
        db_default=RandomUUID(),
        editable=False,
        help_text="The same in every version and revision of the plan.",
    )
    is_drafted = models.BooleanField(
        default=False, help_text="Made by 'Susun draf' and untouched since: a new draft replaces it."
    )
    request_key = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Of the form that made it: sent twice, made once.",
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with every change; guards against lost edits."
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = "butir rencana"
        verbose_name_plural = "butir rencana"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="item_number_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["plan", "key"], name="item_key_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="item_dates_in_order",
                violation_error_message="Tanggal selesai memerlukan tanggal mulai yang tidak lebih lambat.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__range=(1, 4)), name="item_quarter"
            ),
            models.CheckConstraint(
                condition=Q(cost_per_person__isnull=True) | Q(cost_per_person__gte=0),
                name="item_cost_not_negative",
            ),
        ]
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="item_like_name")]
        triggers = [
            frozen_with_plan(),
            *tracked("plan_id", untold=["is_drafted", "request_key"]),
            turns(Turn.Subject.PLANS),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class PlanTargetQuerySet(models.QuerySet["PlanTarget"]):
    def current(self) -> Self:
        """Lines of the plans that count."""
        return self.filter(plan__is_current=True)


class PlanTarget(models.Model):
    """One person in an item (target pegawai): the need as it was, the priority and its parts (0–1 each)."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="targets", verbose_name="butir")
    plan = models.ForeignKey(
        Plan,
        on_delete=models.CASCADE,
        related_name="targets",
        verbose_name="rencana",
        help_text="For quick sums.",
    )
    civil_servant = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="plan_targets", verbose_name="pegawai"
    )
    level_required = models.PositiveSmallIntegerField("wajib", null=True, blank=True)
    level_attained = models.PositiveSmallIntegerField("dimiliki", null=True, blank=True)
    gap = models.PositiveSmallIntegerField("kesenjangan", null=True, blank=True)
    part_gap = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    part_share = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    part_city = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    part_performance = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    part_years = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    part_cost = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    score = models.DecimalField("skor prioritas", max_digits=5, decimal_places=2, default=Decimal(0))
    override_score = models.DecimalField(
        "skor pengganti",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    override_reason = models.CharField("alasan penggantian", max_length=300, blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PlanTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "sasaran butir"
        verbose_name_plural = "sasaran butir"
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "civil_servant"],
                name="target_once_per_item",
                violation_error_message="Pegawai ini sudah menjadi sasaran butir tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(override_score__isnull=True) | ~Q(override_reason=""),
                name="target_override_has_reason",
                violation_error_message="Tulis alasan mengapa skor prioritas diganti.",
            ),
        ]
        indexes = [models.Index(fields=["plan", "civil_servant"], name="target_of_plan")]
        triggers = [
            frozen_with_plan(),
            *tracked("plan_id", untold=UNTOLD),
            turns(Turn.Subject.PLANS),
        ]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} in {self.item_id}"

    @property
    def priority(self) -> Decimal:
        """The score that counts: the written override if there is one."""
        return self.score if self.override_score is None else self.override_score
