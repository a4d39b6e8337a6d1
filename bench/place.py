"""Where the bench works: its database, folder and workers, and fresh processes whose memory is their own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

from bench.settings import CITY, FOLDER, NAME, PRIVATE_ROOT
from palu_asn.celery import app

MARK = "Made by the bench of PALU ASN; may be dropped at any time."
PEOPLE = FOLDER / "pegawai"  # how many the city that was put by has


# --- The database -----------------------------------------------------------------------------


@contextmanager
def _server() -> Iterator[Any]:
    """A cursor outside the bench's own database, on the same server."""
    place = connections["default"].get_connection_params()
    connection = psycopg2.connect(
        **{key: place[key] for key in ("user", "password", "host", "port") if key in place}, dbname="postgres"
    )
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _exists(name: str) -> bool:
    """Whether an earlier run has left this database. One of that name that is not ours stops the bench."""
    with _server() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        )
        found = cursor.fetchone()
    if found and found[0] != MARK:
        sys.exit(f"Basis data {name} sudah ada dan bukan milik bench; tidak disentuh.")
    return found is not None


def has_city_of(people: int) -> bool:
    """Whether an earlier run has left a filled city of that size."""
    return PEOPLE.exists() and PEOPLE.read_text() == str(people) and _exists(CITY)


def make() -> None:
    """An empty database with the tables, an empty folder, empty queues."""
    drop()
    PRIVATE_ROOT.mkdir(parents=True, mode=0o700)
    if tables := os.environ.get("PALU_BENCH_TABLES"):  # an empty database that is migrated already
        _create("CREATE DATABASE {} TEMPLATE {}", NAME, tables)
    else:
        _create("CREATE DATABASE {}", NAME)
        call_command("migrate", verbosity=0, skip_checks=True)
    forget_bells()


def keep_city(people: int) -> None:
    """Put the filled database by, tidied as a database tidies itself some time after so many rows."""
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    connections.close_all()
    with _server() as cursor:
        cursor.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(NAME), sql.Identifier(CITY))
        )
    PEOPLE.write_text(str(people))


def copy_city() -> None:
    """The city as it was filled, whatever an earlier part has done to its own."""
    _drop(NAME)
    _create("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", NAME, CITY)
    forget_bells()


def drop_copy() -> None:
    """Leave the city, not what was done to a copy of it."""
    _drop(NAME)


def drop() -> None:
    """Leave nothing behind."""
    drop_copy()
    _drop(CITY)
    shutil.rmtree(FOLDER, ignore_errors=True)


def _create(statement: str, *names: str) -> None:
    with _server() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
        cursor.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(names[0]), sql.Literal(MARK))
        )


def _drop(name: str) -> None:
    connections.close_all()
    if _exists(name):
        with _server() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def forget_bells() -> None:
    """Bells of an earlier run would ring for rows of this one."""
    app.control.purge()


# --- Processes --------------------------------------------------------------------------------


def peak_mb(pid: int | str = "self") -> float:
    """The most memory that a process has held (``VmHWM``; unlike ``ru_maxrss`` nothing of its parent's)."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def forget_peak(pid: int | str = "self") -> None:
    """Count the peak from now on."""
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def cpu_seconds() -> float:
    """Processor time of this process and of its database session: what an idle machine would need."""
    taken = time.process_time()
    connection = connections["default"]
    if connection.connection is not None:
        with suppress(OSError):
            text = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
            user, system = text.rpartition(")")[2].split()[11:13]
            taken += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return taken


def apart(*arguments: str | Path, timeout: float = 3600) -> dict[str, Any]:
    """What ``bench.apart`` measures in a fresh process: seconds, peak memory, what the act itself says."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.apart", *map(str, arguments)],
        stdout=subprocess.PIPE,
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"bench.apart {arguments[0]} ended with {done.returncode}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def beside(floor: str, act: str) -> tuple[dict[str, Any], dict[str, float]]:
    """What the act says, and its figures beside those of the floor, which is measured before and after:
    the speed of the machine changes. The ratio is one of CPU."""
    before, taken, after = apart(floor), apart(act), apart(floor)
    plain = {name: (before[name] + after[name]) / 2 for name in ("seconds", "cpu_seconds", "peak_mb")}
    figures = {
        **{name: taken[name] for name in ("seconds", "cpu_seconds", "peak_mb")},
        "floor_seconds": plain["seconds"],
        "floor_cpu_seconds": plain["cpu_seconds"],
        "floor_mb": plain["peak_mb"],
        "ratio": taken["cpu_seconds"] / plain["cpu_seconds"],
    }
    return before | taken, figures


@dataclass
class Workers:
    """The pool children, watched several times a second: one that is replaced still counts."""

    process: subprocess.Popen[bytes]
    peak: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)

    def children(self) -> list[int]:
        with suppress(OSError):
            text = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
            return [int(pid) for pid in text.split()]
        return []

    def forget_peak(self) -> None:
        for pid in self.children():
            forget_peak(pid)
        self.peak = 0.0

    def watch(self) -> None:
        while not self._over.wait(0.1):
            self.look()

    def look(self) -> None:
        self.peak = max([self.peak, *(peak_mb(pid) for pid in self.children())])

    def stop(self) -> None:
        self._over.set()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def workers(*, stand_back: int = 0) -> Iterator[Workers]:
    """Two real workers on the bench's own queues, as nice as asked for."""
    with (FOLDER / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [
                *("nice", "-n", str(stand_back)),
                *(sys.executable, "-m", "celery", "--app", "palu_asn", "worker", "--concurrency", "2"),
                *("--queues", "default,mail,documents", "--hostname", f"palu-bench-{os.getpid()}@%h"),
                *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    pool = Workers(process)
    thread = threading.Thread(target=pool.watch, daemon=True)
    thread.start()
    try:
        _wait_until_there(pool)
        yield pool
    finally:
        pool.stop()
        thread.join()


def _wait_until_there(pool: Workers) -> None:
    deadline = time.monotonic() + 60
    while not app.control.ping(timeout=0.5):
        if pool.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("Pekerja bench tidak menyala; lihat var/bench/worker.log")
