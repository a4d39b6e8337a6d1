"""The project's own papers: they are there, and say what is true."""

from __future__ import annotations

import hashlib
import re
import tomllib

import yaml

from tests.installation.files import ROOT

#: Of the text as its authors publish it.
AGPL = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def test_the_licence_is_whole_and_named():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "AGPL-3.0-or-later"
    assert "AGPL-3.0-or-later" in (ROOT / "README.md").read_text()


def test_hooks_call_what_there_is_and_fetch_nothing():
    (repo,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert repo["repo"] == "local"
    commands = re.findall(r"^([a-z]+)\)", (ROOT / "run").read_text(), re.MULTILINE)
    for hook in repo["hooks"]:
        program, command = hook["entry"].split()
        assert program == "./run"
        assert command in commands


def test_the_hosted_tests_run_the_one_command_on_both_pythons():
    job = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())["jobs"]["test"]
    assert job["strategy"]["matrix"]["system"] == ["debian:12", "debian:13"]
    assert [step.get("run") for step in job["steps"]][-1] == "./run test"
