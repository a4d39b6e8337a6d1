"""With a real broker and a real worker: nothing is lost, nothing is done twice."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import transaction

from jobs import tasks
from jobs.models import Job
from jobs.queue import enqueue
from tests.jobs.conftest import environment, wait_for

pytestmark = pytest.mark.slow
Status = Job.Status


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log"
    path.touch()
    return path


def ask(kind: str, log, **fields) -> Job:
    with transaction.atomic():
        return enqueue(kind, {"log": str(log)}, by=None, **fields)


def is_done(job: Job) -> bool:
    job.refresh_from_db()
    return job.status == Status.DONE


def test_the_bell_after_the_commit_reaches_the_worker(worker, log):
    worker.start()
    job = ask("test_quick", log, queue="documents")
    wait_for(lambda: is_done(job))
    assert log.read_text() == "quick 1\n"


def test_a_bell_rung_twice_does_the_work_once(worker, log):
    job = ask("test_quick", log)
    tasks.ring_bell(job.pk, "default")
    tasks.ring_bell(job.pk, "default")
    worker.start()
    wait_for(lambda: is_done(job))
    other = ask("test_quick", log)
    wait_for(lambda: is_done(other))  # the doubled bells came before it
    assert log.read_text() == "quick 1\nquick 1\n"


def test_a_killed_worker_is_found_out_and_the_work_done_by_another(worker, log):
    worker.start()
    job = ask("test_slow", log)
    wait_for(log.read_text)
    worker.kill()
    worker.start()

    def swept_and_done() -> bool:
        # As if the sweep's patience were over.
        Job.objects.filter(pk=job.pk).update(updated_at=job.created_at - tasks.PATIENCE * 2)
        tasks.sweep()
        return is_done(job)

    wait_for(swept_and_done, 60)
    assert log.read_text() == "start 1\nstart 2\nend 2\n"
    assert job.attempts == 2


def test_a_long_step_keeps_its_lease_by_the_heartbeat(worker, log):
    worker.start()
    job = ask("test_long", log)
    wait_for(log.read_text)

    def rung_again_and_done() -> bool:
        tasks.ring_bell(job.pk, "default")
        return is_done(job)

    wait_for(rung_again_and_done)
    assert log.read_text() == "start 1\nend 1\n"


ASK = """
import sys, time
import django
django.setup()
from django.db import transaction
from jobs.queue import enqueue
start = time.monotonic()
with transaction.atomic():
    job = enqueue("test_quick", {"log": sys.argv[1]}, by=None)
print(job.pk, time.monotonic() - start)
"""


def test_without_a_broker_the_request_is_kept_and_the_sweep_rings_later(worker, log, tmp_path):
    """The web process finds no broker: it commits within a moment and says nothing to the person."""
    nobody = f"redis+socket://{tmp_path}/nobody.sock?virtual_host=0"
    asked = subprocess.run(
        [sys.executable, "-c", ASK, str(log)],
        env=environment(REDIS_URL=nobody),
        capture_output=True,
        text=True,
        check=True,
    )
    pk, seconds = asked.stdout.split()
    assert float(seconds) < 5
    assert "The broker does not answer" in asked.stderr
    job = Job.objects.get(pk=pk)
    assert job.status == Status.QUEUED

    Job.objects.filter(pk=pk).update(updated_at=job.created_at - tasks.PATIENCE * 2)
    worker.start()
    assert tasks.sweep() == 1
    wait_for(lambda: is_done(job))
    assert log.read_text() == "quick 1\n"
