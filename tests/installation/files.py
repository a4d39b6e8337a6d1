"""The files of an installation, read."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict] = COMPOSE["services"]
#: Services of the project's own image.
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "palu-asn"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()

#: Only `./run` sets these; a real installation refuses most of them.
OF_LOCAL_MODE = {
    "DEBUG",
    "PALU_DEMO",
    "PALU_LOCAL",
    "PALU_SECOND_FACTOR",
    "PALU_STATIC_COLLECTED",
    "PALU_TEST_SUFFIX",
    "PORT",
}


def settings_read() -> set[str]:
    """Every environment variable that settings and server ask for."""
    text = "".join((ROOT / path).read_text() for path in ("palu_asn/settings.py", "deploy/gunicorn.conf.py"))
    asked = re.findall(r"(?:env\.\w+|os\.environ\.get)\(\s*\"([A-Z0-9_]+)\"", text)
    return set(asked) - OF_LOCAL_MODE


def variables(text: str) -> dict[str, str]:
    """NAME=value lines as systemd reads them: quotes around the whole value, no expansion."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.match(r"[A-Z][A-Z0-9_]*=", line)] == []
    return {name: "".join(shlex.split(value)) for name, _, value in (line.partition("=") for line in lines)}


def words(command: object) -> list[str]:
    """A command as its words, also those that a shell would run."""
    if isinstance(command, str):
        return shlex.split(command)
    return [word for part in command for word in (shlex.split(part) if " " in part else [part])]
