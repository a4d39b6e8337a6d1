"""Work one job off in this process, for a machine without workers."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from jobs.models import Job
from jobs.queue import Refused, work_off
from jobs.work import HANDLERS


class Command(BaseCommand):
    help = "Kerjakan satu pekerjaan (menurut kuncinya) di proses ini, beserta pekerjaan yang ditunggunya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            job = Job.objects.get(key=options["key"])
        except (Job.DoesNotExist, ValidationError) as error:
            raise CommandError("Tidak ada pekerjaan dengan kunci itu.") from error
        try:
            job = work_off(job, kinds_it_waits_for=set(HANDLERS) - {job.kind})
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if job.status == Job.Status.FAILED:
            raise CommandError(job.error)
        self.stdout.write(f"{job.get_status_display()} {job.result_url}".strip())
