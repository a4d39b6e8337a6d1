"""People who sit at a browser."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import testcases

from tests.browser.look import check
from tests.browser.people import Browser
from tests.browser.pieces import Known, pieces
from tests.browser.window import Window
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
    """``sit_down(user)``: a desk where the user has signed in. The main job and the door walk the form."""

    def sit_down(user, place="desk"):
        return at(place).enter(behind_the_scenes(make_session, user)).open("/")

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
