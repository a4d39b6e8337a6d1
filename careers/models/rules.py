"""What a post asks of whoever is to hold it, as dated rows with their source; never code."""

from __future__ import annotations

import datetime as dt
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from personnel.models import Position, Rank
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models import PerformanceBand


class Standing(StateChoices):
    """How sure a rule is: read in a national text, set by the region, or waiting to be confirmed."""

    NATIONAL = "nasional", Tone.DONE, "Nasional"
    LOCAL = "daerah", Tone.INFO, "Daerah"
    UNCONFIRMED = "belum_dipastikan", Tone.SOON, "Belum dipastikan"


class CareerRuleQuerySet(models.QuerySet["CareerRule"]):
    def in_force(self, on: dt.date) -> Self:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)

    def for_list(self) -> Self:
        return self.select_related("position", "rank").order_by(
            "level", "position__name", "kind", "group", "pk"
        )


class CareerRule(models.Model):
    """One requirement of a level, or of one post in the place of its level's, from a day on.

    Rows of one ``group`` are alternatives: one of them suffices. Rows of other groups are all asked for. A
    post's own rows of a kind stand in the place of its level's rows of that kind. A row without a value
    asks for nothing that could be checked, and hinders nobody. A row is never rewritten: a newer one ends
    it, so the table is its own history.
    """

    class Kind(models.TextChoices):
        EDUCATION = "pendidikan", "Pendidikan"
        EXPERIENCE = "pengalaman", "Pengalaman jabatan"
        FIELD = "bidang", "Pengalaman dalam bidangnya"
        RANK = "pangkat", "Pangkat"
        PERFORMANCE = "kinerja", "Kinerja"
        MATCH = "kompetensi", "Kompetensi (JPM)"
        AGE = "usia", "Usia"
        CREDIT = "angka_kredit", "Angka kredit"
        TEST = "uji_kompetensi", "Uji kompetensi"
        TRAINING = "pelatihan", "Pelatihan tertentu"
        VACANCY = "lowongan", "Kebutuhan atau lowongan"
        OTHER = "lainnya", "Syarat lain"

    class OnlyFor(models.TextChoices):
        ALL = "semua", "Setiap perpindahan ke sini"
        ENTRY = "masuk", "Yang datang dari jenjang lain"
        VERTICAL = "vertikal", "Kenaikan di dalam kelompok yang sama"

    level = models.CharField("jenjang", max_length=20, choices=Position.Level, blank=True)
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jabatan"
    )
    kind = models.CharField("syarat", max_length=15, choices=Kind)
    group = models.CharField(
        "kelompok pilihan",
        max_length=20,
        blank=True,
        help_text="Syarat dengan kelompok yang sama adalah pilihan: cukup salah satu terpenuhi.",
    )
    only_for = models.CharField("berlaku bagi", max_length=10, choices=OnlyFor, default=OnlyFor.ALL)
    word = models.CharField(max_length=20, blank=True, help_text="Education, level held, or predicate.")
    number = models.DecimalField(
        "angka", max_digits=8, decimal_places=2, null=True, blank=True, help_text="Years, percent or credit."
    )
    rank = models.ForeignKey(
        Rank, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pangkat"
    )
    text = models.CharField("bunyi syarat", max_length=200, blank=True)
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    source = models.CharField("sumber", max_length=200)
    standing = models.CharField("kedudukan", max_length=20, choices=Standing)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="menggantikan",
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(auto_now_add=True)

    objects = CareerRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "syarat jabatan"
        verbose_name_plural = "syarat jabatan"
        ordering = ["level", "kind", "group", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(position__isnull=True) & ~Q(level="")) | Q(position__isnull=False, level=""),
                name="career_rule_for_level_or_post",
                violation_error_message="Pilih satu jenjang atau satu jabatan.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="career_rule_dates_in_order",
                violation_error_message="Hari terakhir tidak boleh sebelum hari pertama.",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gt=0),
                name="career_rule_number_positive",
                violation_error_message="Angka harus lebih dari nol.",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="career_rule_has_source"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="rule_never_rewritten", exclude=["valid_to"]),
            pgtrigger.Protect(name="rule_never_deleted", operation=pgtrigger.Delete),
            turns(Turn.Subject.CAREERS),
        ]

    def __str__(self) -> str:
        return f"{self.target} · {self.get_kind_display()}"

    @property
    def target(self) -> str:
        """The level or the post that asks for it."""
        return self.position.name if self.position else self.get_level_display()

    @property
    def shown_standing(self) -> Chip:
        return Standing(self.standing).chip


class CreditRate(models.Model):
    """What a year of a functional grade brings in credit, and what the next grade asks for, from a day on."""

    level = models.CharField("jenjang", max_length=20, choices=Position.Level)
    per_year = models.DecimalField("koefisien setahun", max_digits=6, decimal_places=2)
    to_next_level = models.DecimalField(
        "angka kredit ke jenjang berikutnya", max_digits=7, decimal_places=2, null=True, blank=True
    )
    valid_from = models.DateField("berlaku sejak")
    source = models.CharField("sumber", max_length=200)
    standing = models.CharField("kedudukan", max_length=20, choices=Standing)

    class Meta:
        verbose_name = "koefisien angka kredit"
        verbose_name_plural = "koefisien angka kredit"
        ordering = ["level", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["level", "valid_from"], name="credit_rate_once_per_date"),
            models.CheckConstraint(condition=Q(per_year__gt=0), name="credit_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} · {self.per_year}"


class CreditPercent(models.Model):
    """How much of the coefficient a year with this predicate brings, from a day on."""

    predicate = models.CharField("predikat", max_length=20, choices=PerformanceBand.Predicate)
    percent = models.PositiveSmallIntegerField("persen dari koefisien")
    valid_from = models.DateField("berlaku sejak")
    source = models.CharField("sumber", max_length=200)
    standing = models.CharField("kedudukan", max_length=20, choices=Standing)

    class Meta:
        verbose_name = "persentase angka kredit"
        verbose_name_plural = "persentase angka kredit"
        ordering = ["-percent"]
        constraints = [
            models.UniqueConstraint(fields=["predicate", "valid_from"], name="credit_percent_once_per_date"),
            models.CheckConstraint(condition=Q(percent__gt=0), name="credit_percent_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_predicate_display()} · {self.percent} %"
