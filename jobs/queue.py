"""Ask for work that is done after the commit: enqueue, handler, Progress, Refused."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from jobs import tasks, work
from jobs.models import Job
from jobs.work import Postponed, Progress, Refused, handler, refusing

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

#: Seconds between two looks at a job that another worker has.
PAUSE = 0.3

__all__ = [
    "Postponed",
    "Progress",
    "Refused",
    "enqueue",
    "handler",
    "may_retry",
    "refusing",
    "retry",
    "ring",
    "work_off",
]


def enqueue(
    kind: str,
    params: dict[str, Any],
    *,
    by: AbstractBaseUser | None,
    dedupe_key: str = "",
    queue: str = "default",
    total: int = 0,
) -> Job:
    """Create the job in the caller's transaction and ring after its commit.

    An unfinished job with the same ``dedupe_key`` is returned instead of a second one. The row alone is
    enough: when the broker is away, the sweep rings later.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("enqueue() belongs into the transaction of the change.")
    job, is_new = _find_or_create(
        dedupe_key,
        kind=kind,
        params=params,
        requested_by_id=by.pk if by else None,
        queue=queue,
        total=total,
        release=settings.VERSION,
    )
    if is_new:
        ring(job)
    return job


def _find_or_create(dedupe_key: str, **fields: Any) -> tuple[Job, bool]:
    while True:
        if dedupe_key and (same := Job.objects.unfinished().filter(dedupe_key=dedupe_key).first()):
            return same, False
        try:
            with transaction.atomic():
                return Job.objects.create(dedupe_key=dedupe_key, **fields), True
        except IntegrityError:
            if not dedupe_key:
                raise
            # Somebody asked for the same at the same moment, and has it or is done with it by now.


def may_retry(job: Job) -> bool:
    """Whether a failed job can begin anew by itself; what has cleared up after its failure must be asked
    for anew by whoever wanted it."""
    kind = work.HANDLERS.get(job.kind)
    return job.status == Job.Status.FAILED and kind is not None and kind.on_failure is None


def retry(job_id: int) -> bool:
    """Put a job that has failed for good back into its queue, with all its attempts; False when it has not
    failed, or when the same work is under way already."""
    try:
        with transaction.atomic():
            back = Job.objects.filter(pk=job_id, status=Job.Status.FAILED).update(
                status=Job.Status.QUEUED,
                attempts=0,
                progress=0,
                error="",
                finished_at=None,
                updated_at=timezone.now(),
            )
    except IntegrityError:
        return False
    if back:
        ring(Job.objects.get(pk=job_id))
    return bool(back)


def ring(job: Job) -> None:
    """Ring for a job after the commit of the transaction that is open, if one is."""
    job_id, queue = job.pk, job.queue
    transaction.on_commit(lambda: tasks.ring_bell(job_id, queue) and None, robust=True)


def work_off(job: Job, kinds_it_waits_for: Iterable[str] = ()) -> Job:
    """Do the job, and the jobs it waits for, in this process: for a machine without workers, and for tests.

    What another worker has taken is waited for.
    """
    others = Job.objects.claimable().filter(kind__in=list(kinds_it_waits_for), attempts__lt=Job.MAX_ATTEMPTS)
    while not job.is_finished:
        work.run(job.pk)
        for other_id in others.order_by("pk").values_list("pk", flat=True):
            work.run(other_id)
        job.refresh_from_db()
        if job.status == Job.Status.QUEUED and job.stage == work.NO_ROOM:
            raise OSError(errno.ENOSPC, work.NO_ROOM)
        if job.status == Job.Status.QUEUED and job.stage == work.TOO_NEW:
            raise Refused(work.TOO_NEW)
        if job.status == Job.Status.RUNNING:
            time.sleep(PAUSE)
            work.give_up_hopeless()
    return job
