"""The row is the truth, Celery rings the bell.

A ``Job`` is created in the transaction of the change that wants it. A worker claims it by a
conditional UPDATE, keeps a lease, and finishes by a conditional UPDATE with that same lease, so a
killed worker, a lost message or a doubled message neither loses nor doubles work.
"""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> Self:
        """Jobs that the person asked for; a job is nobody else's business."""
        return self.filter(requested_by=user)

    def unfinished(self) -> Self:
        return self.filter(status__in=Job.UNFINISHED)

    def claimable(self) -> Self:
        """Queued, or running with a lease that ran out (its worker was killed)."""
        return self.filter(
            Q(status=Job.Status.QUEUED) | Q(status=Job.Status.RUNNING, lease_until__lt=timezone.now())
        )

    def forgotten(self, *, before: Any) -> Self:
        """Claimable for so long that the bell must have been lost."""
        return self.claimable().filter(updated_at__lt=before)


class Job(models.Model):
    """One piece of work asked for by a person or by another job."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Menunggu"
        RUNNING = "running", "Dikerjakan"
        DONE = "done", "Selesai"
        FAILED = "failed", "Gagal"

    UNFINISHED = (Status.QUEUED, Status.RUNNING)
    MAX_ATTEMPTS = 3

    kind = models.SlugField("jenis", max_length=50)
    params = models.JSONField(
        "parameter", default=dict, help_text="What the rule is called with: ids, and what was typed for it."
    )
    queue = models.CharField("antrean", max_length=20, default="default")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diminta oleh",
        help_text="Null only for work of the clock.",
    )
    dedupe_key = models.CharField(max_length=200, blank=True)
    release = models.CharField(
        "versi aplikasi",
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="Which release asked; a worker of an older one leaves it alone.",
    )
    status = models.CharField("keadaan", max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    progress = models.PositiveIntegerField("kemajuan", default=0)
    total = models.PositiveIntegerField("jumlah langkah", default=0)
    stage = models.CharField("tahap", max_length=200, blank=True)
    result_url = models.CharField("alamat hasil", max_length=200, blank=True)
    error = models.TextField("sebab gagal", blank=True, help_text="In words for the person who asked.")
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    updated_at = models.DateTimeField("diperbarui", auto_now=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="For URLs.")

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan latar"
        verbose_name_plural = "pekerjaan latar"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dedupe_key"],
                condition=Q(status__in=["queued", "running"]) & ~Q(dedupe_key=""),
                name="job_one_unfinished_per_key",
            ),
            models.CheckConstraint(
                condition=Q(status="running", lease__isnull=False, lease_until__isnull=False)
                | ~Q(status="running"),
                name="job_running_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=F("total")) | Q(total=0), name="job_progress_within_total"
            ),
        ]
        indexes = [
            models.Index(fields=["requested_by", "-created_at"], name="job_of_person"),
            models.Index(
                fields=["updated_at"], condition=Q(status__in=["queued", "running"]), name="job_unfinished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} ({self.status})"

    @property
    def is_finished(self) -> bool:
        return self.status not in self.UNFINISHED

    @property
    def doing(self) -> str:
        """What an unfinished job does now, in words."""
        queued = self.status == self.Status.QUEUED
        return self.stage or ("Menunggu giliran" if queued else "Sedang dikerjakan")

    @property
    def percent(self) -> int | None:
        """Whole percent, or None while the number of steps is not known."""
        return self.progress * 100 // self.total if self.total else None


class Heartbeat(models.Model):
    """When a worker or the clock last showed that it lives (``jobs.heartbeat``)."""

    name = models.CharField("nama", max_length=200, primary_key=True, help_text="As documents@host.")
    beaten_at = models.DateTimeField("terakhir terlihat")

    class Meta:
        verbose_name = "denyut"
        verbose_name_plural = "denyut"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Upkeep(models.Model):
    """One run of the house-keeping of an installation that somebody must be able to look up later.

    The row is there from the start, so that a run that was killed shows as one that never ended.
    """

    class Kind(models.TextChoices):
        BACKUP = "backup", "Pencadangan"
        DRILL = "drill", "Latihan pemulihan"

    kind = models.CharField("jenis", max_length=10, choices=Kind)
    started_at = models.DateTimeField("mulai", auto_now_add=True)
    finished_at = models.DateTimeField("selesai", null=True, blank=True)
    succeeded = models.BooleanField("berhasil", default=False)
    note = models.CharField("keterangan", max_length=300, blank=True, help_text="Never personal data.")
    size = models.PositiveBigIntegerField("ukuran", null=True, blank=True, help_text="In bytes.")

    class Meta:
        verbose_name = "pemeliharaan"
        verbose_name_plural = "pemeliharaan"
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(succeeded=False) | Q(finished_at__isnull=False), name="upkeep_success_has_an_end"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_at:%Y-%m-%d %H:%M}"
