"""Acts of several people at the same moment, each in a thread and on a connection of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, connections, transaction

WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
SECONDS = 30  # of patience, however busy the machine is


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each gave or raised; they begin together."""
    gate, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            connection.ensure_connection()
            gate.wait(SECONDS)
            ends[place] = act()
        except Exception as error:
            ends[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * SECONDS)
        assert not thread.is_alive(), "an act does not end"
    for end in ends:
        if isinstance(end, AssertionError):
            raise end
    return ends


def refused(*acts: Callable[[], Any]) -> list[Exception]:
    """What was raised by those that begin together."""
    return [end for end in at_once(*acts) if isinstance(end, Exception)]


def in_the_middle_of(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """What each gave or raised: ``second`` begins when ``first`` is done, not committed, and waits for it."""
    done = threading.Event()

    def hold():
        try:
            with transaction.atomic():
                end = first()
                done.set()
                assert soon(somebody_waits)
            return end
        finally:
            done.set()

    def follow():
        assert done.wait(SECONDS)
        return second()

    return at_once(hold, follow)


def somebody_waits() -> bool:
    """Whether a connection to this database waits for what another one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def soon(is_so: Callable[[], bool], seconds: float = SECONDS) -> bool:
    """Whether it is so within these seconds."""
    until = time.monotonic() + seconds
    while not (it_is := is_so()) and time.monotonic() < until:
        time.sleep(0.01)
    return it_is
