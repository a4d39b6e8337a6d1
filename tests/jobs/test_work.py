"""The life of a row: claim, finish, fail, give up. Every change is conditional."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

import tests.jobs.handlers  # noqa: F401
from jobs import tasks, work
from jobs.models import Job
from jobs.queue import Postponed, enqueue, handler, work_off
from tests.factories import UserFactory
from tests.jobs import handlers
from tests.races import at_once

Status = Job.Status


def make(kind="test_quick", **fields) -> Job:
    return Job.objects.create(kind=kind, **fields)


def running(lease_until, attempts=1, **fields) -> Job:
    return make(
        status=Status.RUNNING, lease=uuid.uuid4(), lease_until=lease_until, attempts=attempts, **fields
    )


@pytest.fixture
def past():
    return timezone.now() - timedelta(seconds=1)


@pytest.fixture
def future():
    return timezone.now() + timedelta(minutes=1)


# --- Claim ------------------------------------------------------------------------------------


def test_claim_counts_the_attempt_before_the_work(db):
    job = work.claim(make().pk)
    assert (job.status, job.attempts) == (Status.RUNNING, 1)
    assert job.lease is not None


def test_only_one_can_claim(db):
    pk = make().pk
    assert work.claim(pk)
    assert work.claim(pk) is None


def test_a_job_with_a_living_worker_is_left_alone(db, future):
    assert work.claim(running(future).pk) is None


def test_a_job_whose_lease_ran_out_is_taken_over(db, past):
    job = work.claim(running(past).pk)
    assert job.attempts == 2


@pytest.mark.parametrize("status", [Status.DONE, Status.FAILED])
def test_what_is_over_stays_over(db, status):
    job = make(status=status)
    assert work.run(job.pk) is False
    job.refresh_from_db()
    assert job.attempts == 0


def test_two_claims_at_once_give_one_lease(transactional_db):
    pk = make().pk
    taken = at_once(*[lambda: work.claim(pk)] * 4)
    assert sorted(type(job).__name__ for job in taken) == ["Job", "NoneType", "NoneType", "NoneType"]


# --- Finish, fail -----------------------------------------------------------------------------


def test_done(db):
    job = make()
    work.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result_url, job.progress, job.lease) == (Status.DONE, "/selesai/", 2, None)


def test_who_lost_the_lease_changes_nothing(db, future):
    job = running(future)
    Job.objects.filter(pk=job.pk).update(lease=uuid.uuid4())
    assert work.finish(job, "/falsch/") is False
    assert work.fail(job, "falsch") is False
    with pytest.raises(work.LeaseLost):
        work.Progress(job).step()
    job.refresh_from_db()
    assert (job.status, job.result_url, job.error) == (Status.RUNNING, "", "")


def test_a_refusal_is_final_and_in_words(db):
    job = make("test_refused")
    work.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error, job.attempts) == (Status.FAILED, "Tidak dapat dikerjakan.", 1)


def test_an_error_is_tried_three_times_and_never_quoted(db, caplog):
    job = make("test_broken")
    assert work.run(job.pk) is True
    job.refresh_from_db()
    assert (job.status, job.attempts) == (Status.QUEUED, 1)
    assert work.run(job.pk) is True
    assert work.run(job.pk) is False
    job.refresh_from_db()
    assert (job.status, job.attempts) == (Status.FAILED, 3)
    assert "3 kali" in job.error
    assert "ValueError" in caplog.text
    assert "19680411" not in caplog.text + job.error


def test_given_up_after_the_worker_was_lost_three_times(db, past):
    job = running(past, attempts=3)
    assert work.claim(job.pk) is None
    assert work.give_up_hopeless() == 1
    job.refresh_from_db()
    assert job.status == Status.FAILED
    assert "3 kali" in job.error


def test_a_living_third_attempt_is_not_given_up(db, future):
    running(future, attempts=3)
    assert work.give_up_hopeless() == 0


def test_whoever_waits_is_told_of_the_failure(db, past):
    handlers.failures.clear()
    lost, broken = running(past, attempts=3, kind="test_hopeless"), make("test_hopeless", attempts=2)
    work.give_up_hopeless()
    work.run(broken.pk)
    assert handlers.failures == [lost.pk, broken.pk]


def test_an_unknown_kind_is_an_error_like_any_other(db):
    job = make("tidak_ada")
    for _attempt in range(3):
        work.run(job.pk)
    job.refresh_from_db()
    assert job.status == Status.FAILED


# --- Postponed --------------------------------------------------------------------------------


@pytest.mark.parametrize("may_go_on", [True, False])
def test_a_postponed_job_waits_without_using_up_an_attempt(db, may_go_on):
    @handler("test_waits")
    def waits(job, progress):
        raise Postponed(lambda: may_go_on)

    job = make("test_waits")
    assert work.run(job.pk) is may_go_on
    job.refresh_from_db()
    assert (job.status, job.attempts, job.lease) == (Status.QUEUED, 0, None)


# --- Enqueue ----------------------------------------------------------------------------------


def test_enqueue_belongs_into_a_transaction(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        enqueue("test_quick", {}, by=None)


def test_the_same_unfinished_request_is_one_job(db):
    first = enqueue("test_quick", {}, by=None, dedupe_key="sama")
    assert enqueue("test_quick", {}, by=None, dedupe_key="sama") == first
    work.run(first.pk)
    assert enqueue("test_quick", {}, by=None, dedupe_key="sama") != first


def test_two_same_requests_at_once_are_one_job(transactional_db):
    @transaction.atomic
    def ask():
        return enqueue("test_quick", {}, by=None, dedupe_key="sama").pk

    jobs = at_once(*[ask] * 4)
    assert set(jobs) == {Job.objects.get().pk}


def test_nobody_is_rung_before_the_commit(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        enqueue("test_quick", {}, by=None)
    assert len(callbacks) == 1


def test_work_off_does_it_here(db):
    assert work_off(make()).status == Status.DONE


# --- Sweep ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("age", "rung"), [(10, 0), (60, 1)])
def test_the_sweep_rings_for_what_was_forgotten(db, age, rung):
    job = make()
    Job.objects.filter(pk=job.pk).update(updated_at=timezone.now() - timedelta(seconds=age))
    assert len(work.forgotten(timezone.now() - tasks.PATIENCE)) == rung


# --- Pages ------------------------------------------------------------------------------------


def test_the_page_of_a_waiting_job_says_so(cast, sign_in):
    job = make(requested_by=cast.owner)
    page = sign_in(cast.owner).get(f"/pekerjaan/{job.key}/").content.decode()
    assert "menunggu giliran" in page
    assert f"/pekerjaan/{job.key}/kemajuan/?jeda=300" in page
    assert "Segarkan" in page


def test_the_part_asks_ever_more_seldom(cast, sign_in):
    client, job = sign_in(cast.owner), make(requested_by=cast.owner, total=78, progress=12)
    page = client.get(f"/pekerjaan/{job.key}/kemajuan/?jeda=2000").content.decode()
    assert "?jeda=3000" in page
    assert "delay:3000ms" in page
    assert "12 dari 78" in " ".join(page.split())
    page = client.get(f"/pekerjaan/{job.key}/kemajuan/?jeda=99999").content.decode()
    assert "?jeda=10000" in page


def test_a_finished_job_leads_to_its_result(cast, sign_in):
    client, job = sign_in(cast.owner), make(requested_by=cast.owner)
    work.run(job.pk)
    assert client.get(f"/pekerjaan/{job.key}/").url == "/selesai/"
    assert client.get(f"/pekerjaan/{job.key}/kemajuan/")["HX-Redirect"] == "/selesai/"


def test_a_failed_job_says_why(cast, sign_in):
    job = make("test_refused", requested_by=cast.owner)
    work.run(job.pk)
    page = sign_in(cast.owner).get(f"/pekerjaan/{job.key}/").content.decode()
    assert "Tidak dapat dikerjakan." in page
    assert "hx-get" not in page.split("<main", 1)[1]


def test_a_job_is_nobody_elses_business(cast, sign_in):
    job = make(requested_by=UserFactory())
    assert sign_in(cast.city_hr).get(f"/pekerjaan/{job.key}/").status_code == 404
