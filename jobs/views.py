"""The page of a job: it reads the row, never the broker."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django_htmx.http import HttpResponseClientRedirect

from jobs.models import Job


def job_detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How far it is; when it is done, the result."""
    job = get_object_or_404(Job.objects.visible_to(request.user), key=key)
    if job.status == Job.Status.DONE and job.result_url:
        return redirect(job.result_url)
    return render(request, "jobs/job_detail.html", {"job": job})


def job_progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The part of the page that asks again by itself, each time a little later."""
    job = get_object_or_404(Job.objects.visible_to(request.user), key=key)
    if job.status == Job.Status.DONE and job.result_url:
        return HttpResponseClientRedirect(job.result_url)
    return render(request, "jobs/_job_progress.html", {"job": job})
