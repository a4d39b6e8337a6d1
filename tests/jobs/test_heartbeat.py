"""Workers and clock show that they live, and only while they reach broker and database."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from django.db import connections
from django.utils import timezone

from jobs.heartbeat import KEPT, beat
from jobs.models import Heartbeat
from tests.jobs.conftest import environment, wait_for


@pytest.fixture
def file(settings, tmp_path):
    path = tmp_path / "heartbeat"
    settings.HEARTBEAT_FILE = str(path)
    return path


def test_a_beat_is_a_row_and_a_file(transactional_db, file):
    assert beat("documents@host")
    first = Heartbeat.objects.get(pk="documents@host").beaten_at
    assert file.exists()
    beat("documents@host")
    assert Heartbeat.objects.get().beaten_at > first


def test_who_is_long_gone_is_forgotten(transactional_db):
    Heartbeat.objects.create(name="worker@old", beaten_at=timezone.now() - KEPT - dt.timedelta(seconds=1))
    Heartbeat.objects.create(name="worker@away", beaten_at=timezone.now() - KEPT + dt.timedelta(minutes=1))
    beat("worker@new")
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"worker@away", "worker@new"}


def test_without_the_database_nobody_claims_to_live(transactional_db, file, monkeypatch):
    away = connections.settings["default"] | {"NAME": "no_such_database"}
    monkeypatch.setitem(connections.settings, "default", away)
    assert not beat("documents@host")
    assert not file.exists()


@pytest.mark.slow
def test_a_real_worker_beats(worker, tmp_path, monkeypatch):
    monkeypatch.setenv("PALU_HEARTBEAT_FILE", str(tmp_path / "heartbeat"))
    worker.start()
    assert wait_for(lambda: Heartbeat.objects.filter(name__startswith="celery@").first())
    wait_for((tmp_path / "heartbeat").exists)


@pytest.mark.slow
def test_the_real_clock_beats(transactional_db, tmp_path):
    clock = subprocess.Popen(
        [sys.executable, "-m", "celery", "--app", "palu_asn", "beat", "--pidfile=", "--schedule", "schedule"],
        env=environment(PALU_HEARTBEAT_FILE=str(tmp_path / "heartbeat")),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        assert wait_for(lambda: Heartbeat.objects.filter(name__startswith="beat@").first())
        wait_for((tmp_path / "heartbeat").exists)
    finally:
        clock.terminate()
        clock.wait(timeout=20)


def test_a_fork_inherits_no_connection(transactional_db):
    count = len(connections.all(initialized_only=True))
    beat("worker@host")
    assert len(connections.all(initialized_only=True)) == count
