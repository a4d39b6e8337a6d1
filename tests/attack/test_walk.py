"""The attacks against the served application: which they are, three of them, and before a release all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.attack import ATTACKS
from tests.attack.visitor import HOST
from tests.attack.walks import BY_RIGHT, WALKS, Site

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_attack_is_walked_or_says_why_not():
    assert [attack.what for attack in ATTACKS if bool(attack.walk) == bool(attack.inside)] == []
    assert {attack.walk for attack in ATTACKS if attack.walk} == WALKS.keys()
    assert BY_RIGHT.keys() <= WALKS.keys()
    assert len(WALKS) > 20


def test_over_the_wire_and_against_an_open_door(live_server, settings):
    settings.ALLOWED_HOSTS = [HOST]
    site = Site(world=None, port=live_server.thread.port, log=None)
    assert not WALKS["another_host"](site)
    assert not WALKS["much_from_nobody"](site)
    assert not WALKS["a_climbing_name"](site)
    settings.ALLOWED_HOSTS = ["*"]
    assert WALKS["another_host"](site)


@pytest.mark.release
@pytest.mark.slow
def test_all_of_them_against_the_served_demo():
    done = subprocess.run(
        [sys.executable, "-m", "tests.attack"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("\nheld ") == len(WALKS)
