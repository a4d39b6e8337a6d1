"""What the ratified lines of a quarter ask for: a run that proposes batches, and who fits nowhere.

The proposed batches are batches like any other (``Batch.State.PROPOSED``) with their sessions, so that all
rules of scheduling and all pages hold for them; here stands only what ties them to the plan.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from personnel.models import CivilServant
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models import Cycle, PlanItem, Programme
from planning.quarters import SHORT
from training.models.batches import Batch

#: Learning hours of one day that a run may ask for: ten are the day of an office without its break.
DAY_JP = (1, 10)


class DemandRunQuerySet(models.QuerySet["DemandRun"]):
    def visible_to(self, user: Any) -> Self:
        """Proposals name people of the whole city: BKPSDMD alone."""
        return self if user.has_role("city_hr") else self.none()


class DemandRun(models.Model):
    """One computation over the lines of a quarter. Only ``training.demand`` assigns its state."""

    class State(StateChoices):
        COMPUTING = "computing", Tone.INFO, "Sedang dihitung"
        READY = "ready", Tone.DONE, "Siap"
        FAILED = "failed", Tone.LATE, "Gagal"
        DISCARDED = "discarded", Tone.PLAIN, "Dibuang"

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+", verbose_name="tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    programmes = models.ManyToManyField(
        Programme, blank=True, related_name="+", verbose_name="program", help_text="None: all of them."
    )
    jp_per_day = models.PositiveSmallIntegerField(
        "JP paling banyak sehari",
        default=8,
        validators=[MinValueValidator(DAY_JP[0]), MaxValueValidator(DAY_JP[1])],
    )
    starts_from = models.DateField(
        "hari pertama", help_text="No session before it: of the quarter, or a week from the asking."
    )
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.COMPUTING)
    lines = models.PositiveIntegerField("baris rencana", default=0)
    placed = models.PositiveIntegerField("mendapat tempat", default=0)
    unplaced_count = models.PositiveIntegerField("belum mendapat tempat", default=0)
    batches = models.PositiveIntegerField("angkatan diusulkan", default=0)
    inputs = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of all that it was computed from."
    )
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    confirm_job = models.ForeignKey(
        "jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    computed_at = models.DateTimeField("dihitung", null=True, blank=True)

    objects = DemandRunQuerySet.as_manager()

    class Meta:
        verbose_name = "usulan angkatan"
        verbose_name_plural = "usulan angkatan"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="demand_quarter"),
            models.UniqueConstraint(
                fields=["cycle", "quarter"],
                condition=Q(state="computing"),
                name="demand_one_at_a_time",
                violation_error_message="Usulan untuk triwulan ini masih dihitung.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(computed_at__isnull=False), name="demand_ready_is_computed"
            ),
        ]

    def __str__(self) -> str:
        return f"Usulan triwulan {SHORT[self.quarter]} {self.cycle.year}"

    @property
    def shown_state(self) -> Chip:
        return self.State(self.state).chip


class ProposedBatch(models.Model):
    """A batch that a run has proposed, until it is confirmed or discarded; afterwards who did so."""

    run = models.ForeignKey(DemandRun, on_delete=models.CASCADE, related_name="proposals")
    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, related_name="proposal")
    share = models.PositiveSmallIntegerField(
        "bagian unit terbesar",
        null=True,
        blank=True,
        help_text="Percent of the unit that would miss most on the worst day, others who are away counted.",
    )
    share_unit = models.ForeignKey(
        "personnel.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("ditetapkan", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "angkatan diusulkan"
        verbose_name_plural = "angkatan diusulkan"
        ordering = ["run", "batch"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_by__isnull=False),
                name="proposed_batch_confirmed_by",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.batch_id}"


class ProposedSeat(models.Model):
    """One line of the plan that a proposed batch would carry out; no enrolment before it is confirmed."""

    proposal = models.ForeignKey(ProposedBatch, on_delete=models.CASCADE, related_name="seats")
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="+")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")
    refusal = models.CharField(
        "tidak dapat ditunjuk",
        max_length=300,
        blank=True,
        help_text="What stood against it when confirmed.",
    )

    class Meta:
        verbose_name = "peserta diusulkan"
        verbose_name_plural = "peserta diusulkan"
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "civil_servant"], name="proposed_once_per_batch")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} · {self.civil_servant_id}"


class Unplaced(models.Model):
    """A line that no proposed batch could take, with the reason and its facts."""

    class Reason(models.TextChoices):
        FEW = "few", "Peserta terlalu sedikit untuk satu angkatan"
        SHARE = "share", "Unitnya akan kehilangan terlalu banyak pegawai sekaligus"
        HOLDER = "holder", "Tidak ada pemangku jabatan yang sama yang tinggal di unitnya"
        BUSY = "busy", "Cuti, dinas luar, atau mengikuti pelatihan lain pada harinya"
        RULE = "rule", "Aturan jadwal tidak terpenuhi"
        SPEAKER = "speaker", "Tidak ada narasumber bidangnya"
        ROOM = "room", "Tidak ada ruang yang cukup besar"
        TIME = "time", "Ruang atau narasumber tidak bebas pada hari yang sama"
        LONG = "long", "Pelatihannya tidak muat dalam triwulan"
        PREREQUISITE = "prerequisite", "Prasyarat program belum dipenuhi"
        STATE = "state", "Kedudukan hukum pegawai tidak aktif"
        DOUBLE = "double", "Sudah mendapat tempat pada program yang sama"
        ELSEWHERE = "elsewhere", "Tidak diselenggarakan sebagai angkatan oleh kota"
        IDLE = "idle", "Program tidak dipakai lagi"
        DISCARDED = "discarded", "Usulan angkatannya dibuang"

    run = models.ForeignKey(DemandRun, on_delete=models.CASCADE, related_name="unplaced")
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="+")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("sebab", max_length=15, choices=Reason)
    words = models.CharField("penjelasan", max_length=300, help_text="The reason with its facts.")

    class Meta:
        verbose_name = "baris tanpa tempat"
        verbose_name_plural = "baris tanpa tempat"
        ordering = ["run", "reason", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "item", "civil_servant"], name="unplaced_once_per_run")
        ]
        indexes = [models.Index(fields=["run", "reason"], name="unplaced_by_reason")]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.civil_servant_id} · {self.reason}"
