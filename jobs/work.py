"""How one job is worked off: claim, heartbeat, handler, finish. Every change of a row is conditional.

A worker may be killed at any line. Whatever it leaves behind, the lease runs out, the sweep rings again
and another worker claims the row; a worker that has lost its lease can no longer change the row.
"""

from __future__ import annotations

import errno
import logging
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections, connection
from django.db.models import F
from django.utils import timezone

from jobs.models import Job

logger = logging.getLogger(__name__)

#: How long a worker may be silent before another one takes over.
LEASE = timedelta(seconds=60)
HEARTBEATS_PER_LEASE = 4


#: Said on the page of a job that waits until the disk has room again.
NO_ROOM = "Ruang penyimpanan server habis; pekerjaan ini menunggu dan dilanjutkan sendiri"
#: And of one that a newer release asked for, while a worker of the older one is still running.
TOO_NEW = "Menunggu pekerja dari versi aplikasi yang baru; pekerjaan ini dilanjutkan sendiri"


class Refused(Exception):  # noqa: N818 - a word of the domain, and not an error of ours
    """The job cannot be done and never will be; the message is shown to the person who asked."""


@contextmanager
def refusing(unauthorised: str) -> Iterator[None]:
    """What a rule refuses within it is told to the person who asked, and not tried again."""
    try:
        yield
    except PermissionDenied as refusal:
        raise Refused(unauthorised) from refusal
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal


class Postponed(Exception):  # noqa: N818
    """The job waits for other jobs. It goes back to the queue, and whoever finishes last rings.

    ``may_go_on`` is asked once more after the row is back in the queue: the last of the others may
    have rung while this job was still running, when nobody could claim it.
    """

    def __init__(self, may_go_on: Callable[[], bool]) -> None:
        super().__init__()
        self.may_go_on = may_go_on


class LeaseLost(Exception):  # noqa: N818
    """Another worker has taken over; this one stops at once and changes nothing."""


# --- Handlers ---------------------------------------------------------------------------------

Work = Callable[[Job, "Progress"], str]


@dataclass(frozen=True)
class Handler:
    """What a kind of job does, and what happens when it has failed for good."""

    work: Work
    on_failure: Callable[[Job], None] | None = None


HANDLERS: dict[str, Handler] = {}


def handler(kind: str, *, on_failure: Callable[[Job], None] | None = None) -> Callable[[Work], Work]:
    """Register the function that works off jobs of this kind; it returns the address of the result or ""."""

    def register(work: Work) -> Work:
        HANDLERS[kind] = Handler(work, on_failure)
        return work

    return register


# --- Progress ---------------------------------------------------------------------------------


@dataclass
class Progress:
    """Says how far the job is. Each call also renews the lease; it stops a worker that has lost it."""

    job: Job
    lost: threading.Event = field(default_factory=threading.Event)

    def step(self, n: int = 1, *, stage: str | None = None) -> None:
        """n steps further, never beyond the total."""
        done = self.job.progress + n
        self._write(progress=min(done, self.job.total) if self.job.total else done, stage=stage)

    def total(self, total: int, *, done: int = 0, stage: str | None = None) -> None:
        """So many steps there are, of which some are done already."""
        self._write(total=total, progress=min(done, total) if total else done, stage=stage)

    def stage(self, stage: str) -> None:
        """What is being done now, in words for the page."""
        self._write(stage=stage)

    def _write(self, stage: str | None = None, **counts: int) -> None:
        changes: dict[str, int | str] = {**counts}
        if stage is not None:
            changes["stage"] = stage[:200]
        renewed = not self.lost.is_set() and own(self.job).update(
            **changes, lease_until=timezone.now() + LEASE, updated_at=timezone.now()
        )
        if not renewed:
            raise LeaseLost
        for name, value in changes.items():
            setattr(self.job, name, value)


# --- The life of a row ------------------------------------------------------------------------


def own(job: Job):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a QuerySet of one row
    """The row, as long as the lease is still ours."""
    return Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING, lease=job.lease)


def claim(job_id: int) -> Job | None:
    """Take the job, or None when it is finished, being worked on, or given up. Counts the attempt first."""
    now = timezone.now()
    lease = uuid.uuid4()
    claimed = (
        Job.objects.claimable()
        .filter(pk=job_id, attempts__lt=Job.MAX_ATTEMPTS)
        .update(
            status=Job.Status.RUNNING,
            stage="",
            lease=lease,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
            started_at=now,
            updated_at=now,
        )
    )
    return Job.objects.get(pk=job_id) if claimed else None


def finish(job: Job, result_url: str) -> bool:
    """Done, if the lease is still ours."""
    now = timezone.now()
    return bool(
        own(job).update(
            status=Job.Status.DONE,
            result_url=result_url,
            progress=F("total") if job.total else F("progress"),
            lease=None,
            lease_until=None,
            finished_at=now,
            updated_at=now,
        )
    )


def fail(job: Job, message: str) -> bool:
    """Failed for good, with a message for the person who asked."""
    now = timezone.now()
    failed = own(job).update(
        status=Job.Status.FAILED,
        error=message,
        lease=None,
        lease_until=None,
        finished_at=now,
        updated_at=now,
    )
    if failed:
        _tell_failure(job)
    return bool(failed)


def put_back(job: Job, *, attempt_counts: bool, stage: str = "") -> bool:
    """Back into the queue, for another attempt or until it is rung. ``stage`` says what it waits for."""
    attempts = F("attempts") if attempt_counts else F("attempts") - 1
    return bool(
        own(job).update(
            status=Job.Status.QUEUED,
            stage=stage,
            attempts=attempts,
            lease=None,
            lease_until=None,
            updated_at=timezone.now(),
        )
    )


def give_up_hopeless() -> int:
    """Fail the jobs whose worker was lost at the last attempt. Returns how many."""
    now = timezone.now()
    count = 0
    for job in Job.objects.claimable().filter(attempts__gte=Job.MAX_ATTEMPTS):
        given_up = (
            Job.objects.claimable()
            .filter(pk=job.pk, attempts__gte=Job.MAX_ATTEMPTS)
            .update(
                status=Job.Status.FAILED,
                error=gave_up_message(),
                lease=None,
                lease_until=None,
                finished_at=now,
                updated_at=now,
            )
        )
        count += given_up
        if given_up:
            _tell_failure(job)
    return count


def gave_up_message() -> str:
    return (
        f"Pekerjaan ini sudah dicoba {Job.MAX_ATTEMPTS} kali dan selalu terhenti. Silakan "
        "minta sekali lagi; bila tetap gagal, sampaikan kepada administrator sistem."
    )


def _tell_failure(job: Job) -> None:
    on_failure = HANDLERS[job.kind].on_failure if job.kind in HANDLERS else None
    if on_failure is None:
        return
    try:
        on_failure(job)
    except Exception:
        logger.exception("Job %s (%s): on_failure", job.pk, job.kind)


# --- Running ----------------------------------------------------------------------------------


def is_too_new(job: Job) -> bool:
    """Whether a newer release than ours asked for it: we may know neither its kind nor its parameters."""
    return _order(job.release) > _order(settings.VERSION)


def _order(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]+", release))


def run(job_id: int) -> bool:
    """Work the job off if it can be claimed. True when it should be rung again at once."""
    job = claim(job_id)
    if job is None:
        return False
    if is_too_new(job):
        # The sweep rings every half minute, until a worker of that release hears it.
        put_back(job, attempt_counts=False, stage=TOO_NEW)
        return False
    progress = Progress(job)
    with heartbeat(job, progress.lost):
        try:
            result_url = HANDLERS[job.kind].work(job, progress)
        except LeaseLost:
            logger.warning("Job %s (%s): lease lost", job.pk, job.kind)
            return False
        except Postponed as waits:
            return put_back(job, attempt_counts=False) and waits.may_go_on()
        except Refused as refusal:
            fail(job, str(refusal))
            return False
        except Exception as error:
            return _after_error(job, error)
        finish(job, result_url)
    return False


def _after_error(job: Job, error: Exception) -> bool:
    """Try again, or give up after the last attempt. True when it should be rung again."""
    # The class and the line say enough; the text of an error may quote a person's row.
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    logger.error(
        "Job %s (%s), attempt %s: %s at %s", job.pk, job.kind, job.attempts, type(error).__name__, where
    )
    if is_no_room(error):
        # Trying again at once would not help, and giving up would lose it: the sweep rings every half minute.
        put_back(job, attempt_counts=False, stage=NO_ROOM)
        return False
    if job.attempts >= Job.MAX_ATTEMPTS:
        fail(job, gave_up_message())
        return False
    return put_back(job, attempt_counts=True)


def is_no_room(error: BaseException | None) -> bool:
    """Whether a full disk is behind an error: ours, or that of the database."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        if getattr(error, "pgcode", None) == "53100":  # disk_full
            return True
        error = error.__cause__ or error.__context__
    return False


@contextmanager
def heartbeat(job: Job, lost: threading.Event) -> Iterator[None]:
    """Renew the lease from a thread while the handler is busy with one long step."""
    if connection.in_atomic_block:
        # Nobody else can see the claim yet, so no other connection could renew it.
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, over, lost), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(job: Job, over: threading.Event, lost: threading.Event) -> None:
    try:
        while not over.wait(LEASE.total_seconds() / HEARTBEATS_PER_LEASE):
            close_old_connections()
            if not own(job).update(lease_until=timezone.now() + LEASE):
                lost.set()
                return
    except Exception:
        # A database that is away for a moment; the lease decides.
        logger.warning("Job %s (%s): no heartbeat", job.pk, job.kind)
    finally:
        connection.close()


def forgotten(before: datetime) -> list[tuple[int, str]]:
    """Ids and queues of jobs whose bell must have been lost."""
    return list(
        Job.objects.forgotten(before=before)
        .filter(attempts__lt=Job.MAX_ATTEMPTS)
        .order_by("pk")
        .values_list("pk", "queue")
    )
