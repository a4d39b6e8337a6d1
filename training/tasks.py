"""Work of training that the clock or a job does. Thin: call one rule."""

from __future__ import annotations

from celery import shared_task
from django.urls import reverse

from documents import kinds
from jobs.models import Job
from jobs.queue import Progress, handler, refusing
from personnel.models import Unit, User
from planning.models import Cycle
from training import attendance, carry_over, demand, enrolment, releases
from training.letters import certificate, realisation
from training.letters.assignment import ASSIGNMENT_LETTER
from training.letters.attendance_list import ATTENDANCE_LIST
from training.models import DemandRun, Release

kinds.register(ASSIGNMENT_LETTER)
kinds.register(ATTENDANCE_LIST)
certificate.register_all()
realisation.register_all()

NOT_THE_SCHEDULE = "Anda tidak lagi berwenang menyusun jadwal pelatihan."


@handler("propose_batches", on_failure=demand.give_up)
def propose_batches(job: Job, progress: Progress) -> str:
    """Propose the batches of a quarter, telling how far it is. The rule asks again who asks."""
    run = DemandRun.objects.select_related("cycle").get(pk=job.params["run"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    progress.stage("Membaca baris rencana, ruang, narasumber dan ketidakhadiran")
    with refusing(NOT_THE_SCHEDULE):
        demand.compute(
            run, by=by, say=lambda done, all_: progress.total(all_, done=done, stage="Menyusun angkatan")
        )
    return reverse("training:demand_detail", args=[run.pk])


@handler("confirm_demand")
def confirm_demand(job: Job, progress: Progress) -> str:
    """Confirm the proposals of a run, one by one; what was confirmed by a worker that died stays so."""
    run = DemandRun.objects.get(pk=job.params["run"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    progress.total(demand.waiting(run).count(), stage="Menetapkan angkatan dan menunjuk pesertanya")
    with refusing(NOT_THE_SCHEDULE):
        demand.confirm_all(run, by=by, say=progress.step)
    return reverse("training:demand_detail", args=[run.pk])


@handler("carry_over")
def carry_over_lines(job: Job, progress: Progress) -> str:
    """Carry what goes on into the draft of an OPD. A worker that died after it carries nothing twice."""
    cycle, unit = Cycle.objects.get(pk=job.params["cycle"]), Unit.objects.get(pk=job.params["unit"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    progress.stage(f"Membawa baris yang tidak terlaksana ke draf rencana {cycle.year}")
    with refusing("Anda tidak lagi berwenang atas rencana OPD ini."):
        carry_over.carry_over(cycle, unit, by=by)
    return reverse("training:carry_over", args=[cycle.year, unit.pk])


@handler("release_schedule")
def release_schedule(job: Job, progress: Progress) -> str:
    """Announce the schedule of a year, and tell those concerned."""
    cycle = Cycle.objects.get(pk=job.params["cycle"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    progress.stage("Mengumumkan jadwal dan memberi tahu yang bersangkutan")
    # A worker may have been lost just after the commit.
    release = Release.objects.filter(cycle=cycle, released_by=by, released_at__gte=job.created_at).first()
    if release is None:
        with refusing(NOT_THE_SCHEDULE):
            release = releases.release_schedule(cycle, job.params["note"], by=by)
    return reverse("training:release_detail", args=[release.pk])


@shared_task(name="training.lapse_offers")
def lapse_offers() -> None:
    """Every ten minutes: a seat that nobody took goes to the next in line; what has begun has no line."""
    enrolment.lapse_offers()
    enrolment.end_lines()


@shared_task(name="training.close_attendance")
def close_attendance() -> None:
    """Every hour: a day after a session the clock posts the hours of those who were there."""
    attendance.close_due()
