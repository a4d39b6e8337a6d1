"""Who works behind the pages shows that it lives: a row for people, a file for whoever watches the process.

A worker beats from the loop that takes messages, the clock from the loop that sends them. Whoever cannot
reach its broker or the database does not beat, and is no help to anybody.
"""

from __future__ import annotations

import logging
import socket
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery import bootsteps
from celery.beat import PersistentScheduler
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.utils import timezone

logger = logging.getLogger(__name__)

#: Seconds between two beats; who has been silent for four of them is taken for dead.
PULSE = 15
DEAD_AFTER = timedelta(seconds=4 * PULSE)
#: A name that has not been heard of for so long is forgotten: a container has another one after each update.
KEPT = timedelta(days=7)

BEAT = """
    INSERT INTO jobs_heartbeat (name, beaten_at) VALUES (%s, %s)
    ON CONFLICT (name) DO UPDATE SET beaten_at = excluded.beaten_at
"""
FORGET = "DELETE FROM jobs_heartbeat WHERE beaten_at < %s"


def beat(name: str) -> bool:
    """Write the row, then touch the file. False, and a line in the log, when the database does not answer."""
    now = timezone.now()
    # A connection of its own, closed at once: the processes that a worker forks must not inherit it.
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with connection.cursor() as cursor:
            cursor.execute(BEAT, [name, now])
            cursor.execute(FORGET, [now - KEPT])
    except Error as error:
        logger.warning("%s cannot show that it lives: %s", name, type(error).__name__)
        return False
    finally:
        connection.close()
    if settings.HEARTBEAT_FILE:
        Path(settings.HEARTBEAT_FILE).touch()
    return True


class Pulse(bootsteps.StartStopStep):
    """The beat of a worker, as a step of its start."""

    requires = ("celery.worker.components:Timer",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.entry: Any = None

    def start(self, parent: Any) -> None:
        """Beat at once, and from then on by the worker's own timer."""
        beat(parent.hostname)
        self.entry = parent.timer.call_repeatedly(PULSE, beat, (parent.hostname,))

    def stop(self, parent: Any) -> None:
        """Beat no more."""
        if self.entry is not None:
            self.entry.cancel()
            self.entry = None


class BeatingScheduler(PersistentScheduler):
    """The clock's schedule; each turn of the clock may beat."""

    due: float = 0

    def tick(self, *args: Any, **options: Any) -> float:
        """Send what is due, beat, and say for how many seconds the clock may sleep."""
        self.follow_back()
        seconds = super().tick(*args, **options)
        # Of the machine's uptime: a clock set back by an hour must not silence the beat for an hour.
        now = time.monotonic()
        if now >= self.due:
            beat(f"beat@{socket.gethostname()}")
            self.due = now + PULSE
        return min(seconds, PULSE)

    def follow_back(self) -> None:
        """After the machine's time was set back nothing has run "later than now": else all would wait until
        then. What has run once in the hour that comes again runs again, as all of it may."""
        now = self.app.now()
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at and entry.last_run_at > now]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            logger.warning("The time was set back: %s entries follow", len(ahead))
            self._heap = None  # sorted anew
