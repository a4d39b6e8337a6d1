"""What was seen: competency ratings with their evidence, and yearly performance."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from personnel.append_only import append_only
from personnel.models import CivilServant
from personnel.models.turns import Turn, turns
from personnel.tracking import CHANGED, tracked
from planning.models.competencies import Competency


class CompetencyRating(models.Model):
    """The level that someone was found to have, by whom and when. Never overwritten: a newer row counts.

    ``level`` 0 means: assessed, and not even the first level is shown. Not assessed is no row at all.
    """

    class Source(models.TextChoices):
        """Evidence from weakest to strongest (domain: assessment > dialogue > superior > self)."""

        SELF = "mandiri", "Penilaian mandiri"
        SUPERIOR = "atasan", "Penilaian atasan"
        DIALOGUE = "dialog", "Disepakati dalam dialog"
        ASSESSMENT = "asesmen", "Pusat asesmen"

    #: Rank of the evidence; the greater number wins.
    GRADE = {Source.SELF: 1, Source.SUPERIOR: 2, Source.DIALOGUE: 3, Source.ASSESSMENT: 4}

    # No index of its own: two below begin with it.
    civil_servant = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="competency_ratings", db_index=False
    )
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(
        "tingkat", validators=[MinValueValidator(0), MaxValueValidator(5)]
    )
    source = models.CharField("sumber", max_length=10, choices=Source)
    grade = models.PositiveSmallIntegerField(
        help_text="Rank of the source, kept for sorting in the database."
    )
    rated_on = models.DateField("tanggal")
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_import = models.ForeignKey(
        "personnel.DataImport", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField("catatan", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "penilaian kompetensi"
        verbose_name_plural = "penilaian kompetensi"
        ordering = ["-rated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["civil_servant", "competency", "source", "rated_on"],
                name="rating_once_per_source_and_day",
            ),
            models.CheckConstraint(condition=Q(level__range=(0, 5)), name="rating_level_0_to_5"),
            models.CheckConstraint(
                condition=Q(source="mandiri", grade=1)
                | Q(source="atasan", grade=2)
                | Q(source="dialog", grade=3)
                | Q(source="asesmen", grade=4),
                name="rating_grade_of_source",
            ),
        ]
        indexes = [
            models.Index(
                fields=["civil_servant", "competency", "-grade", "-rated_on"], name="rating_strongest_first"
            )
        ]
        triggers = [*append_only(), turns(Turn.Subject.CAREERS)]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.competency_id} · {self.level} ({self.source})"


class PerformanceBand(models.Model):
    """A predicate of performance with the lower bound of its score, from a date on (PermenPAN-RB 6/2022
    names)."""

    class Predicate(models.TextChoices):
        VERY_GOOD = "sangat_baik", "Sangat Baik"
        GOOD = "baik", "Baik"
        NEEDS_IMPROVEMENT = "butuh_perbaikan", "Butuh Perbaikan"
        POOR = "kurang", "Kurang"
        VERY_POOR = "sangat_kurang", "Sangat Kurang"

    predicate = models.CharField("predikat", max_length=20, choices=Predicate)
    lower_bound = models.DecimalField("nilai terendah", max_digits=5, decimal_places=2)
    representative = models.DecimalField(
        "nilai pengganti",
        max_digits=5,
        decimal_places=2,
        help_text="Dipakai bila hanya predikat yang diketahui.",
    )
    ip_asn_score = models.DecimalField("skor IP ASN", max_digits=4, decimal_places=1)
    valid_from = models.DateField("berlaku sejak")
    source = models.CharField("sumber", max_length=200, blank=True)

    class Meta:
        verbose_name = "predikat kinerja"
        verbose_name_plural = "predikat kinerja"
        ordering = ["-lower_bound"]
        constraints = [models.UniqueConstraint(fields=["predicate", "valid_from"], name="band_once_per_date")]
        triggers = [turns(Turn.Subject.CAREERS)]

    def __str__(self) -> str:
        return self.get_predicate_display()


class PerformanceRating(models.Model):
    """The performance result (SKP) of one person in one year: a score, a predicate, or both."""

    class WorkResult(models.TextChoices):
        ABOVE = "di_atas", "Di atas ekspektasi"
        AS_EXPECTED = "sesuai", "Sesuai ekspektasi"
        BELOW = "di_bawah", "Di bawah ekspektasi"

    civil_servant = models.ForeignKey(
        CivilServant,
        on_delete=models.PROTECT,
        related_name="performance_ratings",
        verbose_name="pegawai",
        db_index=False,  # once a person and year
    )
    year = models.PositiveSmallIntegerField("tahun")
    score = models.DecimalField(
        "nilai",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(120)],
    )
    predicate = models.CharField("predikat", max_length=20, choices=PerformanceBand.Predicate, blank=True)
    work_result = models.CharField(
        "rating hasil kerja",
        max_length=10,
        choices=WorkResult,
        blank=True,
        default="",
        help_text="A predicate does not give it back: Baik may be any of three pairs (PermenPANRB 6/2022).",
    )
    source_import = models.ForeignKey(
        "personnel.DataImport", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "penilaian kinerja"
        verbose_name_plural = "penilaian kinerja"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["civil_servant", "year"], name="performance_once_per_year"),
            models.CheckConstraint(
                condition=Q(score__isnull=False) | ~Q(predicate=""), name="performance_score_or_predicate"
            ),
        ]
        triggers = [
            *tracked("civil_servant_id", kinds=[CHANGED], untold=["source_import_id"]),
            turns(Turn.Subject.CAREERS),
        ]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.year}"
