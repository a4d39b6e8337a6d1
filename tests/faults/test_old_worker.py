"""While an installation is updated, workers of the old release stand beside pages of the new one.

What the new one asks for may be of a kind, or asked with words, that the old one does not know: it is kept,
said, and done by whoever knows it.
"""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

import tests.jobs.handlers  # noqa: F401 - its kinds of jobs
from jobs import tasks, work
from jobs.models import Job
from jobs.queue import Refused, enqueue, work_off
from jobs.troubles import troubles
from tests.jobs.conftest import wait_for, worker  # noqa: F401

OLD, NEW = "0.9.12", "0.10.0"


@pytest.fixture
def asked_by_the_new(cast, settings):
    """A kind that only the new release has, asked for by its page; then the old worker looks at it."""
    settings.VERSION = NEW
    job = enqueue("hanya_di_versi_baru", {"cara": "baru"}, by=cast.owner)
    settings.VERSION = OLD
    return job


def test_the_old_worker_keeps_what_it_does_not_know(asked_by_the_new, settings, monkeypatch):
    job = asked_by_the_new
    assert job.release == NEW
    for _rung in range(Job.MAX_ATTEMPTS * 3):
        assert work.run(job.pk) is False, "not again at once"
    job.refresh_from_db()
    assert (job.status, job.attempts, job.stage, job.lease) == (Job.Status.QUEUED, 0, work.TOO_NEW, None)
    assert [words for words in troubles() if "versi aplikasi yang lebih baru" in words]
    # Nor does a command of the old release wait for ever.
    with pytest.raises(Refused, match="versi aplikasi"):
        work_off(job)
    with pytest.raises(CommandError, match="versi aplikasi"):
        call_command("run_job", str(job.key))

    settings.VERSION = NEW
    monkeypatch.setitem(work.HANDLERS, "hanya_di_versi_baru", work.Handler(lambda job, progress: "/baru/"))
    work.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result_url, job.stage) == (Job.Status.DONE, "/baru/", "")
    assert not [words for words in troubles() if "lebih baru" in words]


@pytest.mark.parametrize("release", ["", OLD, "0.9.2"])
def test_what_was_asked_before_the_update_is_done_by_the_new(db, settings, release):
    """Also what was asked before a release was written down."""
    settings.VERSION = NEW
    job = Job.objects.create(kind="test_quick", release=release)
    work.run(job.pk)
    job.refresh_from_db()
    assert job.status == Job.Status.DONE


@pytest.mark.slow
def test_a_real_old_worker_leaves_it_to_a_real_new_one(worker, tmp_path, monkeypatch):  # noqa: F811
    log = tmp_path / "log"
    log.touch()
    monkeypatch.setenv("PALU_TEST_RELEASE", "0.0.1")
    worker.start()
    with transaction.atomic():
        job = enqueue("test_quick", {"log": str(log)}, by=None)
    wait_for(lambda: Job.objects.filter(pk=job.pk, stage=work.TOO_NEW).exists())
    worker.kill()
    assert log.read_text() == ""

    monkeypatch.delenv("PALU_TEST_RELEASE")
    worker.start()
    Job.objects.filter(pk=job.pk).update(updated_at=job.created_at - tasks.PATIENCE * 2)
    assert tasks.sweep() == 1
    wait_for(lambda: Job.objects.filter(pk=job.pk, status=Job.Status.DONE).exists())
    assert log.read_text() == "quick 1\n"
