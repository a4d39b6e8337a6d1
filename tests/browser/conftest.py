"""People who sit at a browser."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import testcases

from tests.browser.people import Browser
from tests.cast import make_session
from tests.jobs.conftest import worker  # noqa: F401

# Our app of static files has a name of its own: the live server would look for collected ones.
testcases._StaticFilesHandler = StaticFilesHandler


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
def sit_down(at, behind_the_scenes):
    """``sit_down(user)``: a desk where the user has signed in and opened nothing yet.

    The main job and the door walk the form.
    """

    def sit_down(user, place="desk"):
        return at(place).enter(behind_the_scenes(make_session, user))

    return sit_down


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
