"""The application as an installation serves it, with the demo's small city in it: gunicorn by its own file of
settings, the settings of production, the two roles of the database, the second factor.

PostgreSQL and the broker are embedded ones of its own, in a folder that goes with them. Beside the real door
stands an open one (``open_door.py``) on the same rows, for the controls.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from palu_asn.embedded import __main__ as embedded
from palu_asn.embedded import postgres, valkey
from tests.attack.visitor import HOST

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 180


@contextmanager
def services() -> Iterator[Path]:
    """A database and a broker of our own; this process is set up to load the city into them."""
    var = Path(tempfile.mkdtemp(prefix="palu-attack-"))
    try:
        embedded.start(var)
        os.environ |= environment(var) | {"PALU_LOCAL": "1", "PALU_DEMO": "1"}
        yield var
    finally:
        embedded.stop(var)
        shutil.rmtree(var)


def environment(var: Path) -> dict[str, str]:
    """The settings of a real installation, with fresh secrets."""
    (var / "private").mkdir()
    return {
        "DJANGO_SETTINGS_MODULE": "palu_asn.settings",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SURVEY_KEY": Fernet.generate_key().decode(),
        "AUDIT_KEY": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "PUBLIC_URL": f"https://{HOST}",
        "DATABASE_URL": postgres.url(var, postgres.APPLICATION),
        "DATABASE_OWNER_URL": postgres.url(var, postgres.OWNER),
        "REDIS_URL": valkey.url(var),
        "PRIVATE_ROOT": str(var / "private"),
        "PALU_TRUST_PROXY": "1",
        "PALU_LOG_FORMAT": "line",
        "EMAIL_URL": "dummymail://",
        # One process: what a process counts by itself is then counted once.
        "WEB_CONCURRENCY": "1",
    }


@contextmanager
def door(module: str, var: Path, *options: str) -> Iterator[tuple[int, Path]]:
    """Serve it on a free port; the port and what it writes into its log."""
    port, log = _free_port(), var / f"{module}.log"
    # The owner's address stays with who migrates; the pages as they are, without collecting them first.
    known = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    production = {"PALU_LOCAL": "0", "PALU_DEMO": "0", "PALU_STATIC_COLLECTED": "0"}
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", *options, module]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=known | production | {"PALU_BIND": f"127.0.0.1:{port}"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(server, port, log)
        yield port, log
    finally:
        server.terminate()
        server.wait(60)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The application does not start:\n{log.read_text()[-2000:]}")
