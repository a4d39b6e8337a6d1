"""deploy/systemd and the guide of the way without containers: what compose has, and each unit shut in."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.installation.files import DOCKERFILE, EXAMPLE, OURS, ROOT, variables, words

UNITS = ROOT / "deploy/systemd"
SERVICES = {path.stem: path.read_text() for path in UNITS.glob("*.service")}
GUIDE = (ROOT / "docs/pemasangan.md").read_text().partition("## Tanpa kontainer")[2].partition("\n## ")[0]
UPGRADE = (ROOT / "docs/pemutakhiran.md").read_text()
#: Unit → its service in compose; the backup is a service of its own only here.
PAIRS = {
    "palu-asn-web": "web",
    "palu-asn-worker": "worker",
    "palu-asn-documents": "worker-documents",
    "palu-asn-beat": "beat",
    "palu-asn-metrics": "metrics",
    "palu-asn-migrate": "migrate",
}
ENDS = {"palu-asn-migrate", "palu-asn-backup"}
#: Who alone may name the owner of the tables.
OWNERS = {"palu-asn-migrate"}
SHUT_IN = {
    "CapabilityBoundingSet": "",
    "NoNewPrivileges": "yes",
    "PrivateTmp": "yes",
    "ProtectHome": "yes",
    "ProtectSystem": "strict",
    "ReadWritePaths": "/srv/palu-asn",
    "SystemCallFilter": "@system-service",
    "UMask": "0077",
    "User": "palu-asn",
}


def said(name, key):
    return re.findall(rf"^{key}=(.*)$", SERVICES[name], re.MULTILINE)


def test_what_runs_in_compose_has_a_unit():
    assert set(PAIRS) | {"palu-asn-backup"} == SERVICES.keys()
    assert set(PAIRS.values()) == OURS.keys()


@pytest.mark.parametrize("name", ["palu-asn-worker", "palu-asn-documents", "palu-asn-metrics"])
def test_it_runs_the_same_command(name):
    (command,) = said(name, "ExecStart")
    here = (
        command.removeprefix("/opt/palu-asn/.venv/bin/").replace("%%", "%").replace("127.0.0.1:", "0.0.0.0:")
    )
    assert words(here) == words(OURS[PAIRS[name]]["command"])


@pytest.mark.parametrize("name", SERVICES)
def test_each_is_shut_in_and_comes_back(name):
    assert {key: said(name, key)[-1] for key in SHUT_IN} == SHUT_IN
    owner = "/etc/palu-asn/owner" in said(name, "EnvironmentFile")
    assert owner == (name in OWNERS)
    if name in ENDS:
        assert said(name, "Type") == ["oneshot"]
    else:
        assert said(name, "Restart") == ["always"]


def test_the_processor_is_shared_as_in_compose():
    weights = {name: said(name, "CPUWeight") for name in SERVICES if said(name, "CPUWeight")}
    named = {name: [str(round(OURS[PAIRS[name]]["cpu_shares"] * 100 / 1024))] for name in weights}
    assert len(weights) == 2
    assert weights == named


def test_database_and_front_come_back_too():
    """Debian's own units of both stay dead after SIGKILL; that of Redis does not."""
    assert "Restart=on-failure" in (UNITS / "restart.conf").read_text()
    for text in (GUIDE, UPGRADE):
        assert "for layanan in postgresql@ nginx" in text
        assert "deploy/systemd/restart.conf /etc/systemd/system/$layanan.service.d/" in text


def test_the_guide_starts_every_unit_and_installs_what_the_image_has():
    started = GUIDE.partition("enable --now ")[2].partition("\n")[0].split()
    wanted = SERVICES.keys() - ENDS - {"palu-asn-metrics"}  # figures only for who collects them
    assert set(started) == wanted | {"palu-asn-backup.timer"}
    assert "systemctl start palu-asn-migrate" in GUIDE
    packages = DOCKERFILE.partition("--no-install-recommends")[2].partition("&&")[0].strip(" \\\n").split()
    assert set(packages) - set(GUIDE.split()) == set()


def test_after_a_restore_the_files_of_the_pages_are_collected():
    """Without them every page answers 500."""
    restoring = UPGRADE.partition("## Memulihkan")[2].partition("\n## ")[0]
    assert "systemctl start palu-asn-migrate" in restoring.partition("palu-asn restore")[2]


def test_nginx_asks_where_the_pages_are():
    front = (ROOT / "deploy/nginx/palu-asn.conf").read_text()
    assert f"proxy_pass http://{variables(EXAMPLE)['PALU_BIND']};" in front


@pytest.mark.parametrize(
    ("command", "owner"),
    [
        ("restore --identity - a.tar", "of-the-owner"),
        ("restore --check a.tar", ""),
        ("restore --drill postgres://x/y a.tar", ""),
        ("import_siasn restore", ""),
    ],
)
def test_only_a_real_restore_holds_the_key_to_the_tables(tmp_path, command, owner):
    (tmp_path / "env").write_text("DATABASE_URL=of-the-application\n")
    (tmp_path / "owner").write_text("DATABASE_OWNER_URL=of-the-owner\n")
    asked = tmp_path / "runuser"
    asked.write_text('#!/bin/sh\necho "$DATABASE_URL $DATABASE_OWNER_URL"\n')
    asked.chmod(0o755)
    script = (ROOT / "deploy/palu-asn").read_text().replace("/etc/palu-asn", str(tmp_path))
    done = subprocess.run(
        ["sh", "-c", script, "palu-asn", *command.split()],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == f"of-the-application {owner}".strip()
