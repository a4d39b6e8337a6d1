"""A real worker in a process of its own, on the real broker and the database of the tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

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


ARGUMENTS = [
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
]
#: What a worker may be told that the nursery was not: the test, its moment, and what handlers.py reads.
OF_EACH = {"PYTEST_CURRENT_TEST", clock.CHILD, "PALU_TEST_WORKER", "PALU_TEST_RELEASE"}


@dataclass(frozen=True)
class Born:
    """A process of the nursery, which looks after those that died."""

    pid: int

    def wait(self) -> None:
        while Path(f"/proc/{self.pid}").exists():
            time.sleep(0.01)


class Nursery:
    """The process of ``nursery.py``, which begins with the first worker."""

    def __init__(self) -> None:
        self.process = None

    def worker(self, told: dict[str, str], log) -> Born | None:
        """A new worker; None if its settings would be others than those that were read."""
        if self.process is None:
            self.told = told
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.jobs.nursery"],
                env=told,
                cwd=settings.BASE_DIR,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        if {name for name, _value in self.told.items() ^ told.items()} - OF_EACH:
            return None
        line = {"environment": told, "log": str(log), "arguments": ARGUMENTS}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        return Born(int(self.process.stdout.readline()))

    def close(self) -> None:
        if self.process is not None:
            self.process.communicate()


class Worker:
    """A Celery worker that can be killed like a machine that loses its power."""

    def __init__(self, log, nursery: Nursery) -> None:
        self.log = log
        self.nursery = nursery
        self.process = None

    def start(self) -> None:
        told = environment(PALU_TEST_WORKER="1")
        self.process = self.nursery.worker(told, self.log) or self._alone(told)

    def _alone(self, told) -> subprocess.Popen:
        with self.log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "celery", *ARGUMENTS],
                env=told,
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
def worker(transactional_db, tmp_path, nursery):
    """``worker.start()``; it is killed at the end whatever happens."""
    app.control.purge()
    worker = Worker(tmp_path / "worker.log", nursery)
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
