"""A real worker in a process of its own, on the real broker and the database of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from palu_asn.celery import app
from tests import clock


def database_url() -> str:
    """The test database as an address; of the embedded server or of the one in DATABASE_URL."""
    place = connection.settings_dict
    host, name = place["HOST"], place["NAME"]
    if str(host).startswith("/"):
        return f"postgres://{place['USER']}@/{host}/{name}"
    password = f":{place['PASSWORD']}" if place["PASSWORD"] else ""
    return f"postgres://{place['USER']}{password}@{host}:{place['PORT'] or 5432}/{name}"


def environment(**more: str) -> dict[str, str]:
    """For a process that works on the database of the tests."""
    return (
        os.environ
        | clock.for_a_child()
        | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database_url(),
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        | more
    )


class Worker:
    """A Celery worker that can be killed like a machine that loses its power."""

    def __init__(self, log) -> None:
        self.log = log
        self.process = None

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = self._popen(log)

    def _popen(self, log) -> subprocess.Popen:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "celery",
                "--app",
                "palu_asn",
                "worker",
                "--include",
                "tests.jobs.handlers",
                "--queues",
                "default,documents,mail",
                "--concurrency",
                "2",
                "--loglevel",
                "WARNING",
                "--without-gossip",
                "--without-mingle",
                "--without-heartbeat",
            ],
            env=environment(PALU_TEST_WORKER="1"),
            cwd=settings.BASE_DIR,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill(self) -> None:
        """SIGKILL to the worker and its children, at whatever line they are."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def worker(transactional_db, tmp_path):
    """``worker.start()``; it is killed at the end whatever happens."""
    app.control.purge()
    worker = Worker(tmp_path / "worker.log")
    yield worker
    worker.kill()
    app.control.purge()


def wait_for(condition, seconds: float = 90.0):
    """Look until the condition holds and return it; fail after a time long for a busy machine, too."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")
