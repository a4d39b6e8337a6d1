"""Print the plan of the city or of one OPD into a file, by the same jobs as the page does."""

from __future__ import annotations

import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from documents.requests import made_by, request_document
from jobs.models import Job
from jobs.queue import work_off
from personnel import command_line
from personnel.models import RoleAssignment, User
from planning.models import Plan

#: Seconds after which a job that no worker has taken is done here.
PATIENCE = 15


class Command(BaseCommand):
    help = "Cetak rencana kota atau satu OPD ke berkas PDF. Baris terakhir keluaran ialah letak berkasnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--unit", help="kode OPD; tanpa ini: seluruh kota")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="BERKAS.pdf", help="- : keluaran standar"
        )
        command_line.add_by(parser, "yang meminta (bawaan: pemegang peran BKPSDMD)")
        parser.add_argument("--here", action="store_true", help="kerjakan di proses ini, tanpa pekerja")

    def handle(self, *args: Any, **options: Any) -> None:
        # Before the work, so that a folder which cannot be written costs no waiting.
        with command_line.target(options["out"]) as file:
            self._print(file, options)
        if options["out"] != command_line.STANDARD:
            self.stdout.write(str(options["out"]))

    def _print(self, file: BinaryIO, options: dict[str, Any]) -> None:
        kind, object_id = "city_plan", None
        if options["unit"]:
            kind, object_id = "unit_plan", self._plan(options["unit"], options["year"]).pk
        try:
            document = request_document(
                kind, object_id=object_id, year=options["year"], by=self._by(options["by"])
            )
        except PermissionDenied as error:
            raise CommandError(
                "Akun itu tidak berwenang mencetak rencana ini, atau rencananya belum ada."
            ) from error
        if document.job is None:
            raise CommandError("Dokumen ini tidak mempunyai pekerjaan.")
        self._wait(document.job, here=options["here"])
        document = made_by(document.job)
        with default_storage.open(document.stored_as) as made:
            shutil.copyfileobj(made, file)
        self.stderr.write(f"{document.title}: {document.pages} halaman, {(document.size or 0) / 1e6:.1f} MB")

    def _plan(self, code: str, year: int) -> Plan:
        plan = Plan.objects.current().filter(unit__code=code, cycle__year=year).first()
        if plan is None:
            raise CommandError("OPD itu belum mempunyai rencana untuk tahun tersebut.")
        return plan

    def _by(self, username: str | None) -> User:
        user = command_line.account(username)
        if user is None:
            role = RoleAssignment.Role.CITY_HR
            assignment = RoleAssignment.objects.in_force().filter(role=role, user__is_active=True).first()
            user = assignment.user if assignment else None
        if user is None:
            raise CommandError("Tidak ada akun yang dapat meminta dokumen ini; pakai --by.")
        return user

    def _wait(self, job: Job, *, here: bool) -> None:
        if here:
            work_off(job, kinds_it_waits_for=["render_section"])
        deadline, shown = time.monotonic() + PATIENCE, ""
        while not job.is_finished:
            if job.started_at is None and time.monotonic() >= deadline:
                work_off(job, kinds_it_waits_for=["render_section"])
            said = f"{job.stage} {job.progress} dari {job.total} bagian" if job.total else job.stage
            if said and said != shown:
                self.stderr.write(said)
                shown = said
            time.sleep(0.3)
            job.refresh_from_db()
        if job.status == Job.Status.FAILED:
            raise CommandError(job.error)
