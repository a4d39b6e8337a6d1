"""The bell. It carries an id and nothing else; a bell that is lost or rung twice does no harm."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobs import work
from jobs.models import Job

logger = logging.getLogger(__name__)

#: A job that nobody has touched for so long is rung again.
PATIENCE = timedelta(seconds=30)


@shared_task(name="jobs.ring")
def ring(job_id: int) -> None:
    """Work the job off, unless somebody else does or did."""
    if work.run(job_id):
        ring_bell(job_id, Job.objects.values_list("queue", flat=True).get(pk=job_id))


@shared_task(name="jobs.sweep")
def sweep() -> int:
    """Ring again for what was forgotten, and give up what is hopeless. Returns how many were rung."""
    work.give_up_hopeless()
    rung = 0
    for job_id, queue in work.forgotten(timezone.now() - PATIENCE):
        if not ring_bell(job_id, queue):
            break  # the broker is away; the next sweep tries again
        rung += 1
    return rung


def ring_bell(job_id: int, queue: str) -> bool:
    """Send the bell; False when the broker does not answer, which the next sweep makes good."""
    try:
        ring.apply_async(args=(job_id,), queue=queue)
    except OperationalError:
        logger.warning("The broker does not answer; job %s waits for the sweep", job_id)
        return False
    return True
