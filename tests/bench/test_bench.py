"""The bench at its smallest: every part runs, and one that fails takes no other with it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from demo.structure import MINIMUM_PEOPLE
from tests import clock, database

ROOT = Path(__file__).resolve().parents[2]
SUFFIX = f"test_{settings.RUN}".replace(
    "-", "_"
)  # one a process; what a killed run has left goes with the next


def bench(*arguments, tables=""):
    environment = {
        "PALU_BENCH_SETTINGS": "tests.bench.settings",
        "PALU_BENCH_SUFFIX": SUFFIX,
        "PALU_BENCH_TABLES": tables,
        **clock.for_a_child(),
    }
    return subprocess.run(
        [sys.executable, "-m", "tests.bench.one_missing", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.release
@pytest.mark.slow
def test_every_part_stands_alone_and_one_that_fails_fails_alone(db, tmp_path):
    out = tmp_path / "deep" / "bench.json"
    done = bench("--people", "300", "--out", str(out), tables=database.template())
    said = json.loads(out.read_text())
    assert said["people"] == MINIMUM_PEOPLE
    assert f"300 orang terlalu sedikit bagi semua unit kota itu; dipakai {MINIMUM_PEOPLE}" in done.stderr
    assert list(said["failed"]) == ["missing"], done.stderr
    assert done.returncode == 1
    assert "FAILED missing: ModuleNotFoundError" in done.stdout

    groups = {line["group"] for line in said["lines"]}
    assert groups == {
        *("import", "needs", "pages", "documents", "allocation", "demand", "careers"),  # the parts
        *("year", "load"),
        "fill",
    }
    assert [line["name"] for line in said["lines"] if "not there" in line["note"]] == []
    assert {line["commit"] for line in said["lines"]} == {said["commit"]}
    assert len(said["commit"]) >= 7
    for line in said["lines"]:
        assert line["name"] in done.stdout, line

    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"palu_bench_{SUFFIX}"]
        )
        assert cursor.fetchall() == []
    assert not (ROOT / "var" / f"bench_{SUFFIX}").exists()
