"""The one command, the locked packages and the embedded services."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from palu_asn.embedded import __main__ as embedded
from palu_asn.embedded import postgres, sockets, valkey

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def run(*arguments):
    return subprocess.run([ROOT / "run", *arguments], cwd="/", capture_output=True, text=True, check=False)


def test_help_names_every_command():
    done = run("help")
    assert done.returncode == 0
    commands = re.findall(r"^([a-z]+)\)", (ROOT / "run").read_text(), re.MULTILINE)
    assert len(commands) >= 10
    assert [c for c in commands if not re.search(rf"^  {c}\b", done.stdout, re.MULTILINE)] == []
    assert run().stdout == done.stdout


def test_an_unknown_command_is_refused():
    done = run("terbang")
    assert done.returncode == 2
    assert "Pemakaian" in done.stderr


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_hashes_and_no_address(path):
    text = path.read_text()
    assert not re.search(r"://|^-| @ |/work|/opt|/tmp", text, re.MULTILINE)
    pins = re.split(r"\n(?=\S)", text.strip())
    assert len(pins) > 40
    assert [pin for pin in pins if not re.match(r"[a-z0-9-]+==\S+( ; .+?)? \\\n +--hash=sha256:", pin)] == []


def test_both_locks_name_the_same_versions():
    base, dev = (dict(re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text(), re.MULTILINE)) for path in LOCKS)
    assert base.items() <= dev.items()
    assert "pytest" not in base


@pytest.fixture
def var():
    folder = Path(tempfile.mkdtemp(prefix="palu-var-"))
    yield folder
    embedded.stop(folder)
    shutil.rmtree(folder)


@pytest.fixture
def nothing_else(monkeypatch):
    for name in embedded.SERVICES:
        monkeypatch.delenv(name, raising=False)


def query(var, sql):
    connection = psycopg2.connect(dsn(var))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def dsn(var):
    return f"host={sockets.directory(postgres.data_directory(var))} user=palu_asn dbname=palu_asn"


def broker(var):
    return redis.Redis(unix_socket_path=str(sockets.directory(valkey.data_directory(var)) / "valkey.sock"))


def pid(var):
    return int((var / "postgres" / "postmaster.pid").read_text().split()[0])


def test_start_twice_is_one_server_and_a_restart_keeps_the_data(var, nothing_else):
    embedded.start(var)
    first = pid(var)
    embedded.start(var)
    assert pid(var) == first
    query(var, "CREATE TABLE kept AS SELECT 42 AS n")
    with broker(var) as client:
        client.rpush("queue", "message")

    embedded.stop(var)
    assert not postgres.is_running(var)
    assert not valkey.is_running(var)

    embedded.start(var)
    assert pid(var) != first
    assert query(var, "SELECT n FROM kept") == [(42,)]
    with broker(var) as client:
        assert client.lrange("queue", 0, -1) == [b"message"]


def test_killed_servers_are_replaced(var, nothing_else):
    embedded.start(var)
    # Said here, because the local mode may lose its last second.
    query(var, "SET synchronous_commit = on; CREATE TABLE kept AS SELECT 42 AS n")
    for process in (pid(var), int((var / "valkey" / "server.pid").read_text())):
        os.kill(process, signal.SIGKILL)
    time.sleep(0.2)
    # As in a new container: the number in the file now belongs to another living process.
    lines = (var / "postgres" / "postmaster.pid").read_text().split("\n")
    (var / "postgres" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))
    embedded.start(var)
    assert query(var, "SELECT n FROM kept") == [(42,)]
    assert valkey.is_running(var)


def test_a_path_too_long_for_a_socket(var, nothing_else):
    deep = var / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    assert sockets.directory(postgres.data_directory(deep)).parent == Path(tempfile.gettempdir())
    embedded.start(deep)
    try:
        assert query(deep, "SELECT 1") == [(1,)]
        assert valkey.is_running(deep)
    finally:
        embedded.stop(deep)
        for service in (postgres, valkey):
            shutil.rmtree(sockets.directory(service.data_directory(deep)))


def test_two_clones_do_not_meet(var):
    assert postgres.url(var) != postgres.url(var / "other")
    assert valkey.url(var) != valkey.url(var / "other")


def test_a_named_service_is_left_alone(var, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    embedded.start(var)
    assert list(var.iterdir()) == []
