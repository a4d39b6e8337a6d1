"""One Chromium for all tests of a process, and people who sit at it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.browser.people import Browser
from tests.jobs.conftest import worker  # noqa: F401

# Playwright keeps an event loop in this thread; the database is still used by one thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # the ones that were opened inside the event loop


@pytest.fixture
def at(chromium, live_server):
    """``at("desk")`` or ``at("phone")``: a browser with a memory of its own. A phone has no JavaScript."""
    browsers = []

    def sit_down(place="desk"):
        browsers.append(Browser(chromium, live_server.url, phone=place == "phone"))
        return browsers[-1]

    yield sit_down
    for browser in browsers:
        browser.close()


@pytest.fixture
def behind_the_scenes():
    """Runs what needs the database in a thread of its own, away from the browser's event loop."""

    def run(act, *args, **kwargs):
        def and_close():
            try:
                return act(*args, **kwargs)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(and_close).result()

    return run
