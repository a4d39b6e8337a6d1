"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import shutil

import hypothesis
import pytest
from django.db import connection, connections
from django.test import TransactionTestCase

from tests import cast as cast_module
from tests import clock, database
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
    """Spread what takes long over all that comes after the tests that roll back, where pytest-django puts it.

    Beside each other the errands at a browser went to one process in one piece, and the others had nothing
    left to do for a quarter of the time.
    """
    begin = next((n for n, item in enumerate(items) if commits(item)), len(items))
    long = [item for item in items[begin:] if item.get_closest_marker("slow")]
    short = [item for item in items[begin:] if not item.get_closest_marker("slow")]
    apart = len(short) // max(len(long), 1)
    for n, item in enumerate(long):
        short.insert(n * (apart + 1), item)
    items[begin:] = short


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
    gc.set_threshold(200_000, 10, 1000)


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
