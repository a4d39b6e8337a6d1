"""What every test may ask for."""

from __future__ import annotations

import gc
import itertools
import os
import shutil

import hypothesis
import pytest
from django.db import connection, connections
from django.test import TransactionTestCase

from tests import cast as cast_module
from tests import clock, database
from tests.browser.look import check
from tests.browser.pieces import Known, pieces
from tests.browser.window import Window
from tests.cast import Cast
from tests.jobs.conftest import Nursery

# Playwright keeps an event loop in this thread; the database is still used by one thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# No test may fail because a machine is busy.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser):
    parser.addoption(
        "--today",
        type=clock.moment,
        default=clock.MOMENT,
        metavar="DAY",
        help="the day of all tests, 2027-02-28 or 2026-12-31T23:30 (time of Palu)",
    )


def pytest_configure(config):
    # Standing still while tests are collected, so that all processes find the same ones.
    clock.begin(config.getoption("today"), tick=False)


def pytest_unconfigure():
    clock.end()


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    gc.disable()  # what is collected stays: a sixth of that time was looking for cycles in it
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Spread what waits for a browser, a worker or another thread over all that only computes.

    pytest-django puts it last: there nothing was left to compute while it waited. A module stays in one piece
    for its fixtures, and the last twentieth waits for nothing, so that no process ends long after the others.
    """
    blocks = [
        list(block) for _of, block in itertools.groupby(items, key=lambda item: (item.path, waits(item)))
    ]
    waiting = [block for block in blocks if waits(block[0])]
    computing = [block for block in blocks if not waits(block[0])]
    apart = sum(map(len, computing)) * 0.95 / max(len(waiting), 1)
    items[:] = []
    computed = 0
    for block in computing:
        while waiting and computed >= apart:
            items += waiting.pop(0)
            computed -= apart
        items += block
        computed += len(block)
    items += [item for block in waiting for item in block]


def waits(item):
    return bool(item.get_closest_marker("slow")) or commits(item)


def commits(item):
    """Whether the test writes for others to see, so that tables are emptied after it."""
    mark = item.get_closest_marker("django_db")
    asks = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asks or (mark and mark.kwargs.get("transaction")))


def pytest_collection_finish():
    # What is there now stays for good, and a test makes much that is soon gone: a tenth of the time was
    # looking through both for cycles.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    today = item.config.getoption("today")
    if item.get_closest_marker("of_2027") and today >= clock.TOO_LATE_FOR_2027:
        today = clock.MOMENT
    clock.begin_again(today)
    return (yield)


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--js-flags=--no-opt --no-maglev",
]


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all tests of a process: two of Playwright's event loops do not fit into a thread."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to load, only the browser tests need it

    with sync_playwright() as playwright:
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # the ones that were opened inside the event loop


@pytest.fixture(scope="session")
def window(chromium):
    """One window for the single pages of a process."""
    window = Window(chromium)
    yield window
    window.close()


@pytest.fixture(scope="session")
def known(tmp_path_factory):
    """What this run has looked at; most pages are made of nothing else."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return Known(shared / "pieces")


@pytest.fixture
def look_at(window, known):
    """``look_at(response, path)``: a browser looks at the page if something in it is new to the run.

    The window is there before the test begins: a browser brings an event loop with it, where Django opens a
    connection of its own.
    """

    def look_at(response, path):
        if not known.has(made_of := pieces(response.content.decode())):
            check(window, response, path)
            known.add(made_of)

    return look_at


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        former, name = connection.settings_dict["NAME"], database.make()
        TransactionTestCase._fixture_teardown = database.empty
        clock.begin_again(request.config.getoption("today") - cast_module.REHEARSED)
        cast_module.rehearse()
    yield
    with django_db_blocker.unblock():
        database.drop(name, former)


@pytest.fixture(scope="session")
def nursery():
    """Where the real workers of this process come from."""
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def cast(db) -> Cast:
    return cast_module.on_stage()


@pytest.fixture
def sign_in():
    """``sign_in(cast.owner)`` gives a client that has passed every gate."""
    return cast_module.sign_in
