"""Work of evaluation that the clock or a job does. Thin: call one rule."""

from __future__ import annotations

from celery import shared_task
from django.urls import reverse

from evaluation import closing, findings, mixing, project_reminders, waves
from evaluation.letters import report
from evaluation.models import Wave
from jobs.models import Job
from jobs.queue import Progress, handler, refusing
from personnel.models import User

report.register_all()


@handler("close_wave")
def close_wave(job: Job, progress: Progress) -> str:
    """Close a wave by hand. The rule asks again who asks; what is closed meanwhile stays as it is."""
    wave, by = Wave.objects.get(pk=job.params["wave"]), User.objects.get(pk=job.requested_by_id or 0)
    progress.stage("Membuka dan mengacak jawaban")
    with refusing("Anda tidak lagi berwenang menutup gelombang ini."):
        closing.close_wave(wave, by=by, reason=job.params["reason"])
    return reverse("evaluation:wave_detail", args=[wave.pk])


@shared_task(name="evaluation.turn_waves")
def turn_waves() -> None:
    """Once a day, in the morning: close what is over, plan, open, remind, and blur what lies sealed."""
    closing.close_due()
    waves.plan_due()
    waves.open_due()
    waves.remind_due()
    mixing.blur_open()


@shared_task(name="evaluation.mix_answers")
def mix_answers() -> None:
    """Once a minute: what was answered is written anew together, so that nothing pairs it with its author."""
    mixing.mix_open()


@shared_task(name="evaluation.remind_projects")
def remind_projects() -> None:
    """Every hour: tell whoever must act in a follow-up project that stands still."""
    project_reminders.remind_projects()


@shared_task(name="evaluation.remind_actions")
def remind_actions() -> None:
    """Once a day, in the morning: tell the owners of actions that are late."""
    findings.remind_overdue()
