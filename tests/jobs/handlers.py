"""Kinds of jobs for tests; the worker of the tests imports this module (``--include``)."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from jobs import work
from jobs.queue import Refused, handler

# A killed worker is found out within two seconds instead of sixty.
if os.environ.get("PALU_TEST_WORKER"):
    work.LEASE = timedelta(seconds=2)
# A worker that was started before the update.
if release := os.environ.get("PALU_TEST_RELEASE"):
    settings.VERSION = release


def note(job, word: str) -> None:
    """Leave a line where the test finds it: what ran, and in which attempt."""
    if path := job.params.get("log"):
        with Path(path).open("a") as file:
            file.write(f"{word} {job.attempts}\n")


@handler("test_quick")
def quick(job, progress) -> str:
    note(job, "quick")
    progress.total(2)
    progress.step(2)
    return "/selesai/"


@handler("test_slow")
def slow(job, progress) -> str:
    """Long in the first attempt, so that the worker can be killed; quick in the next."""
    note(job, "start")
    progress.total(1, stage="lama")
    if job.attempts == 1:
        time.sleep(60)
    note(job, "end")
    return "/selesai/"


@handler("test_long")
def long(job, progress) -> str:
    """Longer than the lease, without a word in between: the heartbeat keeps it."""
    note(job, "start")
    time.sleep(3)
    note(job, "end")
    return ""


@handler("test_refused")
def refused(job, progress) -> str:
    note(job, "refused")
    raise Refused("Tidak dapat dikerjakan.")


@handler("test_broken")
def broken(job, progress) -> str:
    note(job, "broken")
    raise ValueError("NIP 196804111993031009 di dalam pesan")


failures: list[int] = []


@handler("test_hopeless", on_failure=lambda job: failures.append(job.pk))
def hopeless(job, progress) -> str:
    raise ValueError


@handler("test_disk")
def disk(job, progress) -> str:
    """Writes where the job says, which may be a full disk."""
    Path(job.params["place"]).write_text("isi")
    return "/selesai/"
