"""How the installation is: what waits and for how long, who works, what was backed up, what failed.

Asked by the page of the administrator and by the metrics. Never what a job is about, nor for whom.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import redis
from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobs.heartbeat import DEAD_AFTER
from jobs.models import Heartbeat, Job, Upkeep
from personnel import notices
from personnel.models import AuditEntry, Notice

#: A backup that is older than two nights is missing one.
BACKUP_LATE = dt.timedelta(hours=36)
#: Who has never tried to restore, or not for a quarter, does not know whether it works.
DRILL_LATE = dt.timedelta(days=92)
#: Work that waits longer than this waits for somebody who is not there.
WAITS_LONG = dt.timedelta(minutes=10)
#: Below this share of a disk, in percent, somebody must make room.
DISK_LOW = 10
MAIL_DAYS = 7


@dataclass(frozen=True)
class Queue:
    """What waits and runs in one queue, and since when the oldest waits."""

    name: str
    waiting: int
    running: int
    oldest: dt.datetime | None

    @property
    def is_late(self) -> bool:
        return self.oldest is not None and self.oldest < timezone.now() - WAITS_LONG


@dataclass(frozen=True)
class Disk:
    """The disk below a folder, in bytes."""

    name: str
    free: int
    total: int

    @property
    def percent_free(self) -> int:
        return self.free * 100 // self.total if self.total else 0

    @property
    def is_low(self) -> bool:
        return self.percent_free < DISK_LOW


def queues() -> list[Queue]:
    """Every queue there is, also the one in which nothing waits."""
    waiting = Q(status=Job.Status.QUEUED)
    found = {
        row["queue"]: Queue(row["queue"], row["waiting"], row["running"], row["oldest"])
        for row in Job.objects.unfinished()
        .order_by()
        .values("queue")
        .annotate(
            waiting=Count("pk", filter=waiting),
            running=Count("pk", filter=~waiting),
            oldest=Min("updated_at", filter=waiting),
        )
    }
    names = {settings.CELERY_TASK_DEFAULT_QUEUE, "documents"}
    return [found.get(name, Queue(name, 0, 0, None)) for name in sorted(names | found.keys())]


def oldest_jobs(count: int) -> QuerySet[Job]:
    """What waits or runs, the oldest first."""
    return Job.objects.unfinished().order_by("updated_at", "pk")[:count]


def failed_jobs(count: int) -> QuerySet[Job]:
    """What failed for good, the latest first."""
    return Job.objects.filter(status=Job.Status.FAILED).order_by("-finished_at", "-pk")[:count]


def failures() -> int:
    return Job.objects.filter(status=Job.Status.FAILED).count()


def failures_since(moment: dt.datetime) -> int:
    return Job.objects.filter(status=Job.Status.FAILED, finished_at__gte=moment).count()


def last(kind: Upkeep.Kind, *, succeeded: bool = False) -> Upkeep | None:
    """The latest run of a kind of house-keeping, or the latest that succeeded."""
    runs = Upkeep.objects.filter(kind=kind)
    return (runs.filter(succeeded=True) if succeeded else runs).first()


def is_old(run: Upkeep | None, after: dt.timedelta) -> bool:
    return run is None or run.started_at < timezone.now() - after


def workers() -> list[tuple[Heartbeat, bool]]:
    """Workers and clock, each with whether it lives."""
    alive_since = timezone.now() - DEAD_AFTER
    return [(beat, beat.beaten_at >= alive_since) for beat in Heartbeat.objects.all()]


@dataclass(frozen=True)
class Mail:
    """How the mail of notices goes."""

    waiting: int
    failed: int  # in the last days
    stuck: int


def mail() -> Mail:
    since = timezone.now() - dt.timedelta(days=MAIL_DAYS)
    counts = Notice.objects.aggregate(
        waiting=Count("pk", filter=Q(mail=Notice.Mail.WAITING)),
        failed=Count("pk", filter=Q(mail=Notice.Mail.FAILED, mailed_at__gte=since)),
    )
    return Mail(**counts, stuck=notices.stuck())


def last_audit_entry() -> AuditEntry | None:
    return AuditEntry.objects.order_by("-pk").first()


def disks() -> list[Disk]:
    """The disks that this process writes to; a folder that is not there is none."""
    folders = {"Berkas pribadi": str(settings.PRIVATE_ROOT), "Cadangan": settings.BACKUP_FOLDER}
    found = []
    for name, folder in folders.items():
        if folder and Path(folder).is_dir():
            usage = shutil.disk_usage(folder)
            found.append(Disk(name, usage.free, usage.total))
    return found


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    """Whether the broker takes a connection; it may be away without harm to any page."""
    try:
        with current_app.connection_for_write(connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (OperationalError, redis.RedisError, OSError):
        return False
    return True
