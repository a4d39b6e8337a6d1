"""What every test may ask for."""

from __future__ import annotations

import os

import hypothesis
import pytest
from django.db import connections

from tests import cast as cast_module
from tests.cast import Cast, make_cast

# Playwright keeps an event loop in this thread; the database is still used by one thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# No test may fail because a machine is busy.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all tests of a process: two of Playwright's event loops do not fit into a thread."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to load, only the browser tests need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # the ones that were opened inside the event loop


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def sign_in():
    """``sign_in(cast.owner)`` gives a client that has passed every gate."""
    return cast_module.sign_in
