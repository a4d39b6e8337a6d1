"""Work of evaluation that the clock does. Thin: call one rule."""

from __future__ import annotations

from celery import shared_task

from evaluation import closing, findings, mixing, project_reminders, waves
from evaluation.letters import report

report.register_all()


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
