""".env.example and `./run secrets`: complete, and read alike by sh, systemd and compose."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.installation.files import EXAMPLE, ROOT, SERVICES, settings_read, variables

pytestmark = pytest.mark.slow


def sourced(path) -> dict[str, str]:
    """The variables that are new after sh has read the file."""
    script = f"set -eu; set -a; . {path}; env -0"
    done = subprocess.run(["sh", "-c", script], env={}, capture_output=True, text=True, check=True)
    pairs = (entry.split("=", 1) for entry in done.stdout.split("\0") if entry)
    return {name: value for name, value in pairs if name not in {"PWD", "_", "OLDPWD", "SHLVL"}}


def used_by_compose() -> set[str]:
    text = (ROOT / "docker-compose.yml").read_text()
    return {name for name in variables(EXAMPLE) if f"${{{name}" in text}


def test_every_setting_is_told():
    assert settings_read() - variables(EXAMPLE).keys() == {"PALU_HEARTBEAT_FILE"}


def test_nothing_is_told_that_nobody_reads():
    assert variables(EXAMPLE).keys() - settings_read() - used_by_compose() == set()


def test_sh_and_systemd_read_it_alike():
    assert sourced(ROOT / ".env.example") == variables(EXAMPLE)


def test_compose_would_not_expand_it():
    assert "$" not in "".join(variables(EXAMPLE).values())


@pytest.fixture
def folder(tmp_path):
    for name in ("run", ".env.example"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def secrets(folder, *arguments):
    return subprocess.run(
        [folder / "run", "secrets", *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("kind", ["compose", "systemd"])
def test_what_secrets_writes_starts_a_real_installation(folder, kind):
    assert secrets(folder, "asn.uji.go.id", kind).returncode == 0
    written = sourced(folder / ".env")
    assert (folder / ".env").stat().st_mode & 0o077 == 0
    assert "SANDI" not in "".join(written.values())
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]}
        | written
        | {"PRIVATE_ROOT": str(folder), "STATIC_ROOT": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_without_containers_the_owner_stands_apart(folder):
    secrets(folder, "asn.uji.go.id", "systemd")
    running, owner = sourced(folder / ".env"), sourced(folder / ".env.owner")
    assert owner.keys() == {"DATABASE_OWNER_URL"}
    assert "DATABASE_OWNER_URL" not in running
    assert not running.keys() & (used_by_compose() - settings_read())
    assert (folder / ".env.owner").stat().st_mode & 0o077 == 0


def test_secrets_are_never_written_over(folder):
    secrets(folder, "asn.uji.go.id")
    before = (folder / ".env").read_text()
    done = secrets(folder, "asn.uji.go.id")
    assert done.returncode == 1
    assert ".env sudah ada" in done.stderr
    assert (folder / ".env").read_text() == before


def test_every_password_of_compose_is_made(folder):
    secrets(folder, "asn.uji.go.id")
    written = sourced(folder / ".env")
    needed = {
        name
        for service in SERVICES.values()
        for value in service.get("environment", {}).values()
        for name in written
        if f"${{{name}:?" in str(value)
    }
    assert needed >= {"SECRET_KEY", "SURVEY_KEY", "POSTGRES_PASSWORD", "DATABASE_OWNER_URL"}
    assert {name for name in needed if not written[name]} == set()
    assert f":{written['REDIS_PASSWORD']}@" in written["REDIS_URL"]
