"""The one command, the locked packages and the embedded services."""

import importlib.util
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
from tests.test_settings import PRODUCTION

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def run(*arguments, **environment):
    return subprocess.run(
        [ROOT / "run", *arguments],
        cwd="/",
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


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


# ------------------------------------------------------------------------------------ a bare machine


@pytest.fixture
def machine(tmp_path):
    """Programs that answer in the place of the machine's own; returns what PATH to use."""
    programs = tmp_path / "bin"
    programs.mkdir()

    def says(**answers):
        for name, script in answers.items():
            path = programs / name.replace("_", "-")
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
        return f"{programs}:{os.environ['PATH']}"

    return says


def test_what_a_wheel_lacks_is_installed(machine, tmp_path):
    asked = tmp_path / "asked"
    path = machine(
        ldd="printf '\\tlibz.so.1 => not found\\n\\tlibm.so.6 => /lib/libm.so.6 (0x0)\\n'",
        id="echo 0",
        apt_get=f'echo "$@" >>{asked}',
    )
    done = run("manage", "--version", PATH=path)
    assert done.returncode == 0, done.stderr
    assert asked.read_text().split()[-2:] == ["zlib1g", "zlib1g"]  # of each of the two servers
    assert "libm" not in asked.read_text()


def test_a_library_of_an_unknown_package_is_named(machine):
    done = run("manage", "--version", PATH=machine(ldd="echo ' libaneh.so.7 => not found'"))
    assert done.returncode == 1
    assert done.stderr.startswith("Gagal: Pustaka sistem libaneh.so.7 belum ada")


def test_every_library_that_weasyprint_opens_has_a_package():
    script = (ROOT / "run").read_text()
    source = Path(importlib.util.find_spec("weasyprint.text.ffi").origin).read_text()
    names = set(re.findall(r"'(lib[\w.+-]+\.so\.\d+)'", source))
    assert len(names) >= 6
    assert sorted(name for name in names if name not in script) == []


# -------------------------------------------------------------------------------------- a real database

REAL = {
    "DATABASE_URL": "postgres://palu@127.0.0.1:1/palu",
    "DJANGO_SETTINGS_MODULE": "palu_asn.settings",  # not those of the tests
    "PALU_DEMO": "",
}


@pytest.mark.parametrize("command", ["serve", "worker", "manage"])
def test_a_real_database_is_not_served_as_a_demo(command):
    done = run(command, **REAL, SECRET_KEY="k" * 60, SURVEY_KEY="", AUDIT_KEY="", ALLOWED_HOSTS="x")
    assert done.returncode == 1
    assert "DATABASE_URL menyebut basis data sungguhan" in done.stderr
    assert "Isi juga: SURVEY_KEY AUDIT_KEY REDIS_URL PRIVATE_ROOT (" in done.stderr


def test_the_demo_is_not_loaded_into_a_real_database():
    done = run("demo", "--once", **REAL)
    assert (done.returncode, done.stderr.startswith("Gagal: ./run demo memuat data contoh")) == (1, True)


def test_a_real_database_with_real_settings_is_a_real_installation():
    show = "from django.conf import settings as s; print(s.LOCAL, s.DEMO, s.SECOND_FACTOR_REQUIRED)"
    real = {name: PRODUCTION[name] for name in PRODUCTION if name != "DATABASE_URL"}
    done = run("manage", "shell", "--no-imports", "-c", show, **REAL, **real)
    assert done.stdout.split() == ["False", "False", "True"], done.stderr


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_hashes_and_no_address(path):
    text = path.read_text()
    assert not re.search(r"://|^-| @ |/work|/opt|/tmp", text, re.MULTILINE)
    pins = re.split(r"\n(?=\S)", text.strip())
    assert len(pins) > 40
    assert [pin for pin in pins if not re.match(r"[a-z0-9-]+==\S+( ; .+?)? \\\n +--hash=sha256:", pin)] == []


def test_all_locks_name_the_same_versions():
    base, dev, s3 = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text(), re.MULTILINE)) for path in LOCKS
    )
    assert base.items() <= s3.items() <= dev.items()
    assert "boto3" not in base
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
    roles = query(var, r"SELECT rolname, rolsuper FROM pg_roles WHERE rolname LIKE 'palu\_%' ORDER BY 1")
    assert roles == [("palu_app", False), ("palu_asn", True), ("palu_owner", False)]
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


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A /dev/shm in which only another account may write, as in a chroot without one."""
    folder = tmp_path / "shm"
    folder.mkdir(mode=0o700 if os.geteuid() == 0 else 0o500)
    monkeypatch.setattr(postgres, "SHARED_MEMORY", folder)


def test_without_shared_memory_a_file_does_it(var, nothing_else, nowhere):
    postgres.start(var)
    assert query(var, "SHOW dynamic_shared_memory_type") == [("mmap",)]
    assert query(var, "SELECT count(*) FROM generate_series(1, 1000)") == [(1000,)]


def test_a_database_that_does_not_start_says_why(var, nothing_else):
    postgres.start(var)
    postgres.stop(var)
    with (var / "postgres" / "postgresql.conf").open("a") as file:
        file.write("work_mem = 'banyak'\n")
    with pytest.raises(RuntimeError, match=r"PostgreSQL tidak mau menyala:\n(.*\n)*.*work_mem.*banyak"):
        postgres.start(var)


def test_a_broker_that_does_not_start_says_why(var, nothing_else, monkeypatch):
    monkeypatch.setattr(valkey, "START_SECONDS", 2)
    (var / "valkey" / "appendonlydir").mkdir(parents=True)
    (var / "valkey" / "appendonlydir" / "appendonly.aof.manifest").write_text("bukan manifes\n")
    with pytest.raises(RuntimeError, match=r"Valkey tidak mau menyala:\n(.*\n)*.*(?i:manifest)"):
        valkey.start(var)


def test_two_clones_do_not_meet(var):
    assert postgres.url(var) != postgres.url(var / "other")
    assert valkey.url(var) != valkey.url(var / "other")


def test_a_named_service_is_left_alone(var, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    embedded.start(var)
    assert list(var.iterdir()) == []
