"""Work put off till after the commit."""

from __future__ import annotations

from celery import shared_task
from django.urls import reverse

import personnel.siasn.imports
import personnel.superiors  # noqa: F401 - both register their kind
from jobs.models import Job
from jobs.queue import Progress, Refused, handler, refusing
from personnel import audit_heads, notices, recounts, remembered
from personnel.imports import apply, kinds, preview
from personnel.models import DataImport


@handler("read_import")
def read_import(job: Job, progress: Progress) -> str:
    """Read an uploaded file and make its preview."""
    data_import = DataImport.objects.get(pk=job.params["data_import"])
    if data_import.status in {DataImport.Status.UPLOADED, DataImport.Status.PREVIEWED}:
        preview.build(data_import, steps(progress, 4))
    return reverse("personnel:import_detail", args=[data_import.key])


@handler("commit_import")
def commit_import(job: Job, progress: Progress) -> str:
    """Commit a previewed import; when the database has changed since, make a new preview instead."""
    data_import = DataImport.objects.get(pk=job.params["data_import"])
    if (by := job.requested_by) is None:
        raise Refused("Penerapan impor harus diminta oleh seseorang.")
    address = reverse("personnel:import_detail", args=[data_import.key])
    if data_import.status == DataImport.Status.COMMITTED:
        return address  # a worker was lost just after the commit
    progress.stage(f"Menerapkan {kinds.get(data_import.kind).title}")
    try:
        with refusing("Anda tidak lagi berwenang menerapkan impor ini."):
            apply.commit(data_import, by=by, without_waiting=job.params["without_waiting"])
    except apply.Outdated:
        preview.build(data_import)
        return f"{address}?berubah=1"
    return address


def steps(progress: Progress, total: int) -> preview.Say:
    """A way to say the stages of a job of so many stages."""
    progress.total(total)
    return lambda stage: progress.step(stage=stage)


@shared_task(name="personnel.notices.send")
def send_notices() -> None:
    """Mail what waits, by the clock."""
    notices.send_mail_due()


@shared_task(name="personnel.notices.digest")
def send_digests() -> None:
    """Mail the notices of the day together to whoever chose so, by the clock."""
    if not notices.is_quiet():
        notices.send_digests()


@shared_task(name="personnel.send_audit_head")
def send_audit_head() -> None:
    """Check the audit chain and send its head away, by the clock."""
    audit_heads.send()


@shared_task(name="personnel.forget_turns")
def forget_turns() -> None:
    """Remove what nobody remembers a figure under any more, by the clock."""
    remembered.forget_turns()


@shared_task(name="personnel.recount")
def recount() -> None:
    """Count every kept sum again, by the clock at night."""
    recounts.recount()
