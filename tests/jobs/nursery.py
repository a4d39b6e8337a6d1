"""Where the workers of the tests come from: a process that has read the application, and forks a worker for
each line that it is told. To read it took three of the four seconds in which a worker begins.

A line is JSON: ``environment``, ``log``, and ``arguments`` of ``celery``. The answer is the worker's number.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys

from celery.__main__ import main as celery

from palu_asn.celery import app
from tests import clock


def serve() -> None:
    app.loader.import_default_modules()
    import documents.render  # noqa: F401, PLC0415 - what a worker reads when it begins

    gc.collect()
    gc.freeze()  # a worker that looks through it copies it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a worker that was killed
    for line in sys.stdin:
        if os.fork() == 0:
            become_a_worker(**json.loads(line))


def become_a_worker(environment: dict[str, str], log: str, arguments: list[str]) -> None:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    clock.end()
    clock.begin_as_a_child()
    os.write(1, f"{os.getpid()}\n".encode())
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (1, 2):
        os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT), stream)
    sys.argv = ["celery", *arguments]
    sys.exit(celery())


if __name__ == "__main__":
    serve()
