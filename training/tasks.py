"""Work of training that the clock or a job does. Thin: call one rule."""

from __future__ import annotations

from celery import shared_task

from documents import kinds
from training import attendance, enrolment
from training.letters import certificate
from training.letters.assignment import ASSIGNMENT_LETTER
from training.letters.attendance_list import ATTENDANCE_LIST

kinds.register(ASSIGNMENT_LETTER)
kinds.register(ATTENDANCE_LIST)
certificate.register_all()


@shared_task(name="training.lapse_offers")
def lapse_offers() -> None:
    """Every ten minutes: a seat that nobody took goes to the next in line; what has begun has no line."""
    enrolment.lapse_offers()
    enrolment.end_lines()


@shared_task(name="training.close_attendance")
def close_attendance() -> None:
    """Every hour: a day after a session the clock posts the hours of those who were there."""
    attendance.close_due()
