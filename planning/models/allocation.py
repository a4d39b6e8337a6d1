"""A computed choice of lines under a ceiling, kept with its weights and bound so that two can be compared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from personnel.models import CivilServant, Unit
from personnel.rounding import up
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models.catalogue import Programme
from planning.models.competencies import Competency
from planning.models.cycles import WEIGHT, Cycle


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, user: Any) -> Self:
        """Of the city for who looks over it; of an OPD for whoever holds a role in it."""
        if user.sees_city:
            return self
        return self.filter(unit__in=user.role_opds)


class Allocation(models.Model):
    """One computation for an OPD or (unit null) the city. Changes no plan; a simulation until it is used."""

    class State(StateChoices):
        COMPUTING = "computing", Tone.SOON, "Sedang dihitung"
        READY = "ready", Tone.INFO, "Siap"
        FAILED = "failed", Tone.LATE, "Gagal"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="allocations")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="OPD"
    )
    name = models.CharField("nama", max_length=100, blank=True)
    ceiling = models.DecimalField(
        "pagu anggaran (Rp)", max_digits=15, decimal_places=0, validators=[MinValueValidator(0)]
    )
    max_items = models.PositiveSmallIntegerField("paling banyak butir per orang", default=2)
    weight_gap = models.DecimalField("bobot kesenjangan", **WEIGHT)
    weight_share = models.DecimalField("bobot bagian unit yang membutuhkan", **WEIGHT)
    weight_city = models.DecimalField("bobot prioritas kota (RPJMD)", **WEIGHT)
    weight_performance = models.DecimalField("bobot kesenjangan kinerja", **WEIGHT)
    weight_years = models.DecimalField("bobot lama tanpa pengembangan", **WEIGHT)
    weight_cost = models.DecimalField("bobot biaya", **WEIGHT)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.COMPUTING)
    value = models.DecimalField("nilai tercapai", max_digits=14, decimal_places=2, null=True, blank=True)
    bound = models.DecimalField(
        "nilai terbaik yang mungkin", max_digits=14, decimal_places=2, null=True, blank=True
    )
    cost = models.DecimalField("biaya (Rp)", max_digits=15, decimal_places=0, null=True, blank=True)
    people = models.PositiveIntegerField("pegawai", null=True, blank=True)
    below_floor = models.PositiveIntegerField("PNS di bawah batas JP", null=True, blank=True)
    price = models.DecimalField(
        "harga rupiah terakhir",
        max_digits=18,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Points that the last million rupiah buys; 0 when the ceiling takes in everything.",
    )
    kept_cost = models.DecimalField(
        "biaya butir yang dibuat orang (Rp)",
        max_digits=15,
        decimal_places=0,
        null=True,
        blank=True,
        help_text="Part of the cost: items of the plans that no draft would replace.",
    )
    inputs = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of all that was computed from: needs, catalogue, kept items.",
    )
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField("dipakai", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    computed_at = models.DateTimeField(null=True, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = "alokasi"
        verbose_name_plural = "alokasi"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready")
                | Q(
                    value__isnull=False,
                    bound__isnull=False,
                    cost__isnull=False,
                    people__isnull=False,
                    price__isnull=False,
                ),
                name="allocation_ready_has_result",
            )
        ]

    def __str__(self) -> str:
        return self.name or str(f"Alokasi {self.pk}")

    @property
    def shown_state(self) -> Chip:
        if self.used_at:
            return Chip("Dipakai dalam rencana", Tone.DONE)
        if self.state == self.State.READY:
            return Chip("Simulasi", Tone.INFO)
        return self.State(self.state).chip

    @property
    def weights(self) -> tuple[Decimal, ...]:
        """In the order of ``planning.priority.PARTS``."""
        return (
            self.weight_gap,
            self.weight_share,
            self.weight_city,
            self.weight_performance,
            self.weight_years,
            self.weight_cost,
        )

    @property
    def distance(self) -> Decimal | None:
        """How far, in percent at most, the value stays from the best that is possible; rounded up."""
        if self.value is None or not self.bound:
            return Decimal(0) if self.bound is not None else None
        return up(100 * (self.bound - self.value) / self.bound, 3)


class AllocationLine(models.Model):
    """One need in an allocation: taken with a programme, or left with the reason why."""

    class Reason(models.TextChoices):
        BEST = "best", "Nilai terbesar untuk biayanya"
        FLOOR = "floor", "Diperlukan untuk mencapai batas JP"
        FREE = "free", "Tanpa biaya"
        GOAL = "goal", "Tujuan karier, dari sisa pagu"
        FUNDS = "funds", "Kalah oleh butir lain dalam pagu ini"
        CEILING = "ceiling", "Batas JP PPPK"
        ENOUGH = "enough", "Sudah mendapat cukup butir tahun ini"
        NO_PROGRAMME = "no_programme", "Tidak ada program yang sesuai"

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="lines")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")
    opd = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="+")
    is_taken = models.BooleanField("diambil")
    reason = models.CharField("sebab", max_length=15, choices=Reason)
    score = models.DecimalField("skor prioritas", max_digits=5, decimal_places=2)
    cost = models.DecimalField("biaya (Rp)", max_digits=12, decimal_places=0)
    value = models.DecimalField(
        "nilai",
        max_digits=5,
        decimal_places=2,
        default=0,
        help_text="Score × the share of the gap that is closed.",
    )
    gap = models.PositiveSmallIntegerField("kesenjangan", null=True)
    closed = models.PositiveSmallIntegerField("tingkat yang ditutup", null=True)
    jp = models.DecimalField(
        "JP",
        max_digits=6,
        decimal_places=2,
        help_text="Towards the limit that holds for the person: at least for a PNS, at most for a PPPK.",
    )
    rank = models.PositiveIntegerField(
        help_text="1 is the best buy; among those left, 1 is the first below the line."
    )

    class Meta:
        verbose_name = "baris alokasi"
        verbose_name_plural = "baris alokasi"
        ordering = ["allocation", "-is_taken", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "civil_servant", "competency"], name="allocation_line_once"
            )
        ]
        indexes = [
            models.Index(fields=["allocation", "is_taken", "rank"], name="allocation_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.allocation_id} · {self.civil_servant_id} · {self.competency_id}"
