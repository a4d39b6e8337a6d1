"""What can be offered: forms of development with their dated JP conversion, providers and programmes."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from personnel.models.turns import Turn, turns
from planning.models.competencies import LEVEL_VALIDATORS, Competency


class DevelopmentForm(models.Model):
    """A form (bentuk) within a track (jalur) of competence development (PerLAN 10/2018)."""

    class Track(models.TextChoices):
        EDUCATION = "pendidikan", "Pendidikan"
        CLASSICAL = "klasikal", "Pelatihan klasikal"
        NON_CLASSICAL = "nonklasikal", "Pelatihan nonklasikal"

    code = models.CharField("kode", max_length=10, unique=True)
    siasn_id = models.CharField("jenis diklat SIASN", max_length=10, blank=True)
    track = models.CharField("jalur", max_length=15, choices=Track)
    name = models.CharField("bentuk", max_length=120)
    is_active = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "bentuk pengembangan"
        verbose_name_plural = "bentuk pengembangan"
        ordering = ["track", "name"]

    def __str__(self) -> str:
        return self.name


class ConversionRuleQuerySet(models.QuerySet["ConversionRule"]):
    def in_force(self, on: dt.date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class ConversionRule(models.Model):
    """How one form is counted in JP between two dates (1 JP = 45 minutes). BKPSDMD may change it."""

    class Unit(models.TextChoices):
        JP = "jp", "JP"
        DAY = "day", "hari"
        TIME = "time", "kali"
        SEMESTER = "semester", "semester"

    form = models.ForeignKey(DevelopmentForm, on_delete=models.CASCADE, related_name="rules")
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    counted_per = models.CharField("dihitung per", max_length=10, choices=Unit, blank=True)
    jp_national = models.DecimalField(
        "JP dalam negeri", max_digits=6, decimal_places=2, null=True, blank=True
    )
    jp_international = models.DecimalField(
        "JP luar negeri", max_digits=6, decimal_places=2, null=True, blank=True
    )
    international_bonus_percent = models.PositiveSmallIntegerField(
        "tambahan luar negeri (%)", null=True, blank=True
    )
    max_jp_per_day = models.DecimalField(
        "batas JP sehari", max_digits=5, decimal_places=2, null=True, blank=True
    )
    max_jp_per_day_international = models.DecimalField(
        "batas JP sehari, luar negeri", max_digits=5, decimal_places=2, null=True, blank=True
    )
    max_times_per_month = models.PositiveSmallIntegerField("batas kali sebulan", null=True, blank=True)
    source = models.CharField("sumber", max_length=200, blank=True)

    objects = ConversionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "aturan konversi JP"
        verbose_name_plural = "aturan konversi JP"
        ordering = ["form", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["form", "valid_from"], name="conversion_once_per_date"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="conversion_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} · {self.valid_from}"


class Provider(models.Model):
    """Who carries a programme out (penyelenggara)."""

    name = models.CharField("nama", max_length=150, unique=True)
    is_internal = models.BooleanField("dari dalam pemerintah kota", default=False)
    is_active = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "penyelenggara"
        verbose_name_plural = "penyelenggara"
        ordering = ["name"]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return self.name


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def active(self) -> Self:
        return self.filter(is_active=True)


class Programme(models.Model):
    """An entry of the catalogue: what can be learned, in which form, with whom, at what cost."""

    class Curriculum(models.TextChoices):
        CONFORMS = "sesuai", "Sesuai standar kurikulum instansi pembina"
        NO_STANDARD = "tanpa_acuan", "Belum ada standar kurikulum"
        DEVIATES = "menyesuaikan", "Disesuaikan dengan kebutuhan daerah"

    code = models.CharField("kode", max_length=30, unique=True)
    name = models.CharField("nama", max_length=200)
    form = models.ForeignKey(
        DevelopmentForm, on_delete=models.PROTECT, related_name="+", verbose_name="bentuk"
    )
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="programmes", verbose_name="kompetensi"
    )
    level_to = models.PositiveSmallIntegerField("mengantar ke tingkat", validators=LEVEL_VALIDATORS)
    quantity = models.DecimalField(
        "banyaknya",
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text="Dalam satuan bentuknya: JP, hari, kali atau semester.",
    )
    jp_proposed = models.DecimalField("JP diusulkan", max_digits=6, decimal_places=2)
    is_international = models.BooleanField("luar negeri", default=False)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="+", verbose_name="penyelenggara"
    )
    cost_per_person = models.DecimalField(
        "biaya per orang (Rp)", max_digits=12, decimal_places=0, validators=[MinValueValidator(0)]
    )
    curriculum = models.CharField("kesesuaian kurikulum", max_length=15, choices=Curriculum)
    audience = models.CharField("peserta", max_length=200, blank=True)
    syllabus = models.TextField("silabus", max_length=8000, blank=True)
    min_seats = models.PositiveSmallIntegerField(
        "peserta paling sedikit", default=10, validators=[MinValueValidator(1)]
    )
    max_seats = models.PositiveSmallIntegerField(
        "peserta paling banyak", default=30, validators=[MinValueValidator(1)]
    )
    prerequisites = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="opens", verbose_name="prasyarat"
    )
    is_example = models.BooleanField("contoh", default=False)
    is_active = models.BooleanField("aktif", default=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ["competency", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(cost_per_person__gte=0), name="programme_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(min_seats__gte=1, max_seats__gte=F("min_seats")),
                name="programme_seats_in_order",
                violation_error_message="Paling banyak tidak boleh kurang dari paling sedikit.",
            ),
        ]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return self.name
