"""What the administrator may do to a running installation."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jobs import queue
from jobs.models import Job
from personnel import audit
from personnel.models import User
from personnel.permissions import may_keep_running

audit.name_acts({"job_retry": "Menjalankan lagi pekerjaan latar yang gagal"})


@transaction.atomic
def retry_job(job: Job, *, by: User) -> None:
    """Let a job that failed be tried again for whoever asked for it; its work asks their rights anew."""
    if not may_keep_running(by):
        raise PermissionDenied
    if not queue.may_retry(job) or not queue.retry(job.pk):
        raise ValidationError(
            "Pekerjaan itu tidak lagi gagal, sedang dikerjakan, atau harus diminta lagi oleh pemintanya."
        )
    audit.record("job_retry", by=by, on=job, kind=job.kind)
