"""The year: its rules, its weights, and what the city calls important. All of it data, none of it
constants."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from personnel.composed import Composed
from personnel.models.turns import Turn, turns
from planning.models.competencies import Competency
from planning.models.standards import StandardVersion

WEIGHT: dict[str, Any] = {
    "max_digits": 5,
    "decimal_places": 2,
    "validators": [MinValueValidator(0), MaxValueValidator(100)],
}


class CycleQuerySet(models.QuerySet["Cycle"]):
    def open(self) -> Self:
        return self.filter(is_open=True)

    def one_open(self) -> Cycle | None:
        """The one that is open; there is never another."""
        return next(iter(_open_one()), None)

    def every(self) -> list[Cycle]:
        """All of them, the newest first."""
        return _every()


@Composed
def _open_one() -> models.QuerySet[Cycle]:
    return Cycle.objects.open()


@Composed
def _every() -> models.QuerySet[Cycle]:
    return Cycle.objects.all()


class Cycle(models.Model):
    """One planning year (PP 11/2017 jo. PP 17/2020 Ps 205: needs and plan are set for one year)."""

    year = models.PositiveSmallIntegerField("tahun", unique=True)
    is_open = models.BooleanField("sedang disusun", default=True)
    standard_version = models.ForeignKey(
        StandardVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="standar",
    )
    jp_floor = models.PositiveSmallIntegerField(
        "paling sedikit JP untuk PNS", default=20, help_text="PP 17/2020 Ps 203(4)."
    )
    jp_ceiling = models.PositiveSmallIntegerField(
        "paling banyak JP untuk PPPK", default=24, help_text="PP 49/2018 Ps 39–41."
    )
    performance_target = models.DecimalField(
        "target nilai kinerja",
        max_digits=5,
        decimal_places=2,
        default=76,
        help_text="76 = predikat Baik.",
    )
    evidence_months = models.PositiveSmallIntegerField(
        "umur penilaian (bulan)",
        default=36,
        help_text="Penilaian yang lebih tua tetap dihitung, tetapi ditandai perlu diperbarui.",
    )
    minimum_assessed_percent = models.PositiveSmallIntegerField(
        "paling sedikit sudah dinilai (%)",
        default=50,
        validators=[MaxValueValidator(100)],
        help_text="Di bawah bagian ini rata-rata suatu unit tidak ditampilkan.",
    )
    weight_gap = models.DecimalField("bobot kesenjangan", default=40, **WEIGHT)
    weight_share = models.DecimalField("bobot bagian unit yang membutuhkan", default=15, **WEIGHT)
    weight_city = models.DecimalField("bobot prioritas kota (RPJMD)", default=15, **WEIGHT)
    weight_performance = models.DecimalField("bobot kesenjangan kinerja", default=15, **WEIGHT)
    weight_years = models.DecimalField("bobot lama tanpa pengembangan", default=10, **WEIGHT)
    weight_cost = models.DecimalField("bobot biaya", default=5, **WEIGHT)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = "siklus"
        verbose_name_plural = "siklus"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=Q(year__range=(2020, 2100)), name="cycle_year_plausible"),
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="cycle_one_open"),
        ]
        triggers = [turns(Turn.Subject.CAREERS)]

    def __str__(self) -> str:
        return str(f"Siklus {self.year}")

    @property
    def weights(self) -> dict[str, float]:
        return {
            "gap": float(self.weight_gap),
            "share": float(self.weight_share),
            "city": float(self.weight_city),
            "performance": float(self.weight_performance),
            "years": float(self.weight_years),
            "cost": float(self.weight_cost),
        }


class CityPriority(models.Model):
    """A competency that the city's development plan (RPJMD) calls for this year, from 0 to 1."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="city_priorities")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    strength = models.DecimalField(
        "kekuatan", max_digits=3, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    reason = models.CharField("alasan", max_length=300)

    class Meta:
        verbose_name = "prioritas kota"
        verbose_name_plural = "prioritas kota"
        ordering = ["cycle", "competency"]
        constraints = [models.UniqueConstraint(fields=["cycle", "competency"], name="city_priority_once")]

    def __str__(self) -> str:
        return f"{self.competency} {self.strength}"
