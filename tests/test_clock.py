"""No test knows today, and the product asks one clock only: Python's."""

import datetime as dt
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests import clock
from tests.jobs.conftest import environment

APPS = ("jobs", "personnel", "documents", "planning", "training", "evaluation", "careers", "palu_asn")
# What SQL and scripts call the time of their own machine.
OTHER_CLOCKS = re.compile(
    r"""(?i:(?<![.\w])(?:now|transaction_timestamp|statement_timestamp|clock_timestamp)\(\))
      | (?i:\b(?:current_date|current_time|current_timestamp|localtime|localtimestamp)\b(?!\())
      | \bfunctions\.Now\b | \bimport\b.*\bNow\b | \bnew\ Date\(\) | \bDate\.now\(""",
    re.VERBOSE,
)


def test_it_is_the_day_that_was_chosen(request):
    chosen = request.config.getoption("today")
    assert timezone.localtime(chosen) <= timezone.localtime() < chosen + dt.timedelta(minutes=1)
    assert dt.datetime.now(dt.UTC) - timezone.now() < dt.timedelta(seconds=1)


def test_the_time_goes_on():
    before = timezone.now()
    time.sleep(0.01)
    assert timezone.now() > before


def test_a_child_process_begins_at_its_parents_moment():
    ask = "import django; django.setup(); from django.utils import timezone; print(timezone.now())"
    child = subprocess.run(
        [sys.executable, "-c", ask], env=environment(), capture_output=True, text=True, check=True
    )
    assert abs(dt.datetime.fromisoformat(child.stdout.strip()) - timezone.now()) < dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2027-02-28", dt.datetime(2027, 2, 28, 2, tzinfo=dt.UTC)),
        ("2026-12-31T23:30", dt.datetime(2026, 12, 31, 15, 30, tzinfo=dt.UTC)),
    ],
)
def test_a_day_is_that_day_in_palu(text, wanted):
    assert clock.moment(text) == wanted


def sources():
    """What we ship but the migrations: Python with the SQL in it, and scripts."""
    python = [path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py")]
    scripts = [path for path in (settings.BASE_DIR / "static").rglob("*.js") if ".min." not in path.name]
    return [path for path in python + scripts if "migrations" not in path.parts]


# What triggers write knows the database's clock alone: a history, and which transaction changed something.
# No rule reads when.
HISTORY = {
    f"personnel/models/{module}.py: {name}"
    for module in ("history", "turns")
    for name in ("import Now", "Now()")
}
# How old a draft is and how long a code has waited on one's own phone, the phone knows; what it says is a
# claim, which the rule of the server judges.
PHONE = {f"static/js/{name}.js: Date.now(" for name in ("drafts", "offline")}


def test_no_code_asks_another_clock():
    paths = sources()
    assert len(paths) > 300
    assert {hit for path in paths for hit in _hits(path)} == HISTORY | PHONE


def _hits(path: Path) -> list[str]:
    return [
        f"{path.relative_to(settings.BASE_DIR)}: {found.group()}"
        for found in OTHER_CLOCKS.finditer(path.read_text())
    ]


IN_THE_DATABASE = """
    SELECT 'function ' || p.proname, pg_get_functiondef(p.oid) FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND p.prokind = 'f'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL SELECT 'constraint ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
    UNION ALL SELECT 'default ' || adrelid::regclass, pg_get_expr(adbin, adrelid) FROM pg_attrdef
    UNION ALL SELECT 'view ' || viewname, definition FROM pg_views WHERE schemaname = 'public'
    UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


def test_nothing_in_the_database_asks_its_own_clock(db):
    with connection.cursor() as cursor:
        cursor.execute(IN_THE_DATABASE)
        rows = cursor.fetchall()
    assert {name.split()[0] for name, _text in rows} >= {"function", "constraint", "default", "index"}
    assert [name for name, text in rows if OTHER_CLOCKS.search(text)] == [
        "default personnel_rowchange",
        "default personnel_turn",
    ]
