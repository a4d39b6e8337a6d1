"""Work of training that the clock or a job does. Thin: call one rule."""

from __future__ import annotations

from celery import shared_task
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from documents import kinds
from jobs.models import Job
from jobs.queue import Progress, Refused, handler
from personnel.models import User
from training import attendance, demand, enrolment
from training.letters import certificate, realisation
from training.letters.assignment import ASSIGNMENT_LETTER
from training.letters.attendance_list import ATTENDANCE_LIST
from training.models import DemandRun

kinds.register(ASSIGNMENT_LETTER)
kinds.register(ATTENDANCE_LIST)
certificate.register_all()
realisation.register_all()


@handler("propose_batches", on_failure=demand.give_up)
def propose_batches(job: Job, progress: Progress) -> str:
    """Propose the batches of a quarter, telling how far it is. The rule asks again who asks."""
    run = DemandRun.objects.select_related("cycle").get(pk=job.params["run"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    progress.stage("Membaca baris rencana, ruang, narasumber dan ketidakhadiran")
    try:
        demand.compute(
            run, by=by, say=lambda done, all_: progress.total(all_, done=done, stage="Menyusun angkatan")
        )
    except PermissionDenied as refusal:
        raise Refused("Anda tidak lagi berwenang menyusun jadwal pelatihan.") from refusal
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal
    return reverse("training:demand_detail", args=[run.pk])


@handler("confirm_demand")
def confirm_demand(job: Job, progress: Progress) -> str:
    """Confirm the proposals of a run, one by one; what was confirmed by a worker that died stays so."""
    run = DemandRun.objects.get(pk=job.params["run"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    progress.total(demand.waiting(run).count(), stage="Menetapkan angkatan dan menunjuk pesertanya")
    try:
        demand.confirm_all(run, by=by, say=progress.step)
    except PermissionDenied as refusal:
        raise Refused("Anda tidak lagi berwenang menyusun jadwal pelatihan.") from refusal
    return reverse("training:demand_detail", args=[run.pk])


@shared_task(name="training.lapse_offers")
def lapse_offers() -> None:
    """Every ten minutes: a seat that nobody took goes to the next in line; what has begun has no line."""
    enrolment.lapse_offers()
    enrolment.end_lines()


@shared_task(name="training.close_attendance")
def close_attendance() -> None:
    """Every hour: a day after a session the clock posts the hours of those who were there."""
    attendance.close_due()
