"""Whoever keeps it running sees how it is; machines do too; and nobody learns anything about people."""

from __future__ import annotations

import datetime as dt
import json
import logging
import urllib.request

import pytest
import sentry_sdk
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from prometheus_client import generate_latest, start_http_server
from sentry_sdk.transport import Transport

from jobs import work
from jobs.models import Heartbeat, Job, Upkeep
from palu_asn import metrics, reporting, tasks
from palu_asn.logs import JsonFormatter
from personnel.models import AuditEntry, Notice
from tests.access.palu_asn import failed

SECRET = "Perawatan jenazah 19680411 199303 1 009"


@pytest.fixture
def world(cast):
    """Something of everything, with words about people in it."""
    now = timezone.now()
    Job.objects.create(
        kind="read_import", requested_by=cast.owner, params={"data_import": 4711}, stage=SECRET
    )
    Job.objects.update(updated_at=now - dt.timedelta(hours=3))
    Job.objects.create(
        kind="build_document",
        status=Job.Status.FAILED,
        error=SECRET,
        requested_by=cast.owner,
        finished_at=now,
        attempts=3,
    )
    Heartbeat.objects.create(name="worker@a", beaten_at=now)
    Heartbeat.objects.create(name="documents@b", beaten_at=now - dt.timedelta(hours=1))
    Upkeep.objects.create(kind=Upkeep.Kind.BACKUP, succeeded=True, finished_at=now, size=5_000_000)
    Upkeep.objects.update(started_at=now - dt.timedelta(days=3))
    Upkeep.objects.create(kind=Upkeep.Kind.BACKUP, finished_at=now, note="penyimpanan penuh")
    Notice.objects.create(user=cast.owner, key="a:1", subject=SECRET, mail=Notice.Mail.FAILED, mailed_at=now)
    return cast


def test_the_page_says_how_it_is_and_nothing_about_people(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.administrator)
    with django_assert_max_num_queries(30):
        page = client.get("/pengaturan/keadaan/").content.decode()
    for words in (
        "3 jam",
        "Terlalu lama",
        "documents@b",
        "Tidak terlihat",
        "penyimpanan penuh",
        "build_document",
    ):
        assert words in page, words
    assert page.count("figure-card--late") >= 2  # the backup is three days old, a job has failed
    for words in (SECRET, "4711", world.owner.civil_servant.name, world.owner.username):
        assert words not in page
    assert "PALU ASN 0." in page or "PALU ASN 1." in page  # the version stands in the footer


def test_a_failed_job_gets_another_chance_and_one_that_was_cleared_up_does_not(cast, sign_in, monkeypatch):
    client = sign_in(cast.administrator)
    job = Job.objects.get(key=failed(cast)["key"])
    monkeypatch.setitem(work.HANDLERS, "build_document", work.Handler(lambda job, progress: "/"))
    again = f"/pengaturan/keadaan/pekerjaan/{job.key}/ulangi/"
    client.post(again)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.finished_at) == (Job.Status.QUEUED, 0, None)
    assert AuditEntry.objects.get(action="job_retry").actor == cast.administrator
    assert "tidak lagi gagal" in client.post(again, follow=True).content.decode()

    other = Job.objects.get(key=failed(cast)["key"])
    monkeypatch.setitem(
        work.HANDLERS, "build_document", work.Handler(lambda job, progress: "/", on_failure=lambda job: None)
    )
    client.post(f"/pengaturan/keadaan/pekerjaan/{other.key}/ulangi/")
    other.refresh_from_db()
    assert other.status == Job.Status.FAILED
    # The same work under way already: the unique key refuses a second one.
    monkeypatch.setitem(work.HANDLERS, "build_document", work.Handler(lambda job, progress: "/"))
    Job.objects.filter(pk__in=[job.pk, other.pk]).update(dedupe_key="satu")
    client.post(f"/pengaturan/keadaan/pekerjaan/{other.key}/ulangi/")
    other.refresh_from_db()
    assert other.status == Job.Status.FAILED


def test_without_the_broker_pages_are_served_and_without_the_database_they_are_not(db, settings, monkeypatch):
    client = Client()
    assert client.get("/livez").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "broker": "ok"}
    monkeypatch.setattr("celery.app.base.Celery.connection_for_write", broken_connection)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"], answer.json()["broker"]) == (200, "degraded", "down")
    monkeypatch.setattr("palu_asn.condition.database_answers", lambda: False)
    assert client.get("/readyz").status_code == 503
    assert client.get("/livez").status_code == 200


def broken_connection(self, **options):
    from kombu import Connection  # noqa: PLC0415

    return Connection("redis://127.0.0.1:1/0", **options)


def test_sessions_that_are_over_are_forgotten(cast, sign_in):
    sign_in(cast.owner)
    old = Session.objects.create(
        session_key="x" * 32, session_data="", expire_date=timezone.now() - dt.timedelta(1)
    )
    going_on = Session.objects.count() - 1
    tasks.retain()
    assert not Session.objects.filter(pk=old.pk).exists()
    assert Session.objects.count() == going_on > 0


# --- Logs and reports ---------------------------------------------------------------------------


class RejectedError(Exception):
    pass


def test_an_error_page_names_the_number_that_stands_in_the_log(cast, sign_in, monkeypatch, caplog):
    def broken(*args):
        raise RejectedError(SECRET)

    client = sign_in(cast.owner)
    client.raise_request_exception = False
    caplog.handler.setFormatter(JsonFormatter())
    monkeypatch.setattr("palu_asn.views.home.todos_of", broken)
    with caplog.at_level(logging.INFO):
        answer = client.get("/")
    number = answer["X-Request-ID"]
    assert (answer.status_code, len(number)) == (500, 8)
    assert number in answer.content.decode()
    lines = [json.loads(line) for line in caplog.text.splitlines()]
    [error] = [line for line in lines if line.get("error") == "RejectedError"]
    assert error["request"] == number
    assert "broken" in error["at"][-1]
    assert "jenazah" not in caplog.text
    assert client.get("/livez")["X-Request-ID"] != number


class Kept(Transport):
    def __init__(self):
        super().__init__()
        self.said = []

    def capture_envelope(self, envelope):
        self.said.append(envelope.serialize().decode())


def test_a_report_tells_the_place_and_no_person(cast, sign_in, monkeypatch):
    def broken(*args):
        raise RejectedError(SECRET)

    transport = Kept()
    reporting.start("https://key@127.0.0.1/1", "0", transport=transport)
    try:
        client = sign_in(cast.owner)
        client.raise_request_exception = False
        monkeypatch.setattr("palu_asn.views.home.todos_of", broken)
        client.get("/", {"cari": SECRET})
        sentry_sdk.flush()
    finally:
        # Nobody reports any more: with an empty client the processes of later tests would carry its trace.
        sentry_sdk.get_global_scope().set_client(None)
    [said] = [text for text in transport.said if "RejectedError" in text]
    assert "test_looking_after" in said
    for words in (
        "jenazah",
        "19680411",
        cast.owner.username,
        cast.owner.civil_servant.name,
        "sessionid",
        "cari",
    ):
        assert words not in said, words


def test_figures_stand_on_a_port_of_their_own(world):
    # Fetched in this thread, whose rows nobody else sees; the port answers with an empty registry.
    said = generate_latest(metrics.registry()).decode()
    assert 'palu_jobs_waiting{queue="default"} 1.0' in said
    assert "palu_database_up 1.0" in said
    assert "palu_jobs_failed 1.0" in said
    assert "palu_mail_failed 1.0" in said
    assert "palu_backup_last_success_timestamp_seconds" in said
    assert "palu_drill_last_success" not in said  # never is not zero
    assert world.owner.username not in said
    server, thread = start_http_server(0, addr="127.0.0.1")
    try:
        address = f"http://127.0.0.1:{server.server_port}/metrics"
        assert urllib.request.urlopen(address).status == 200
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
