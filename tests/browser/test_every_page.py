"""Every page of the access table in a real browser: on a phone and a desk, light and dark.

The page and its headers come from Django's own test client, so that each page stands in a world of its own
that is rolled back; the browser does everything else as for a visitor.
"""

from __future__ import annotations

import gzip
import mimetypes
import os
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import sign_in
from tests.test_access import collect_rows

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours are those of tokens and components: tests/test_contrast.py, tests/test_styleguide.py measure them in
# both schemes; measuring them again on each page takes as long as all other rules, so that is for a release.
CHANGES_WITH_THE_WIDTH = ["target-size", "scrollable-region-focusable"]
LIMIT = 100_000  # bytes of a first view, with compression
# For whom a page is made, if there is a choice.
VISITORS = ("unit_hr", "city_hr", "unit_head", "ppk", "owner", "administrator")
FILES = "performance.getEntriesByType('resource').map(entry => entry.name)"
FOCUS_IS_VISIBLE = """() => {
  const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
  return box.top >= 0 && ((s.outlineStyle !== 'none' && s.outlineWidth !== '0px') || s.boxShadow !== 'none');
}"""
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > width + 1)
    .filter(e => !e.closest('.table-wrap[tabindex]')).map(e => e.outerHTML.slice(0, 120));
}"""


def pages():
    """Each GET of the table that answers with a page."""
    return [row for row in collect_rows() if row.method == "get" and row.answer == 200 and row.allowed]


def visitor_of(row):
    return next((name for name in VISITORS if name in row.allowed), min(row.allowed))


@cache
def static(path):
    """A file of the static folders, and its weight on the way."""
    body = Path(finders.find(path)).read_bytes()
    return body, mimetypes.guess_type(path)[0], len(brotli.compress(body, quality=5))


class House(BaseHTTPRequestHandler):
    """Files from the static folders, which the browser keeps, and the one page that was fetched before."""

    protocol_version = "HTTP/1.1"
    page: HttpResponse

    def do_GET(self):
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            body, kind, _weight = static(path.removeprefix("/static/"))
            headers = {"Content-Type": kind, "Cache-Control": "max-age=86400, immutable"}
        else:
            body, headers = self.page.content, dict(self.page.headers)
        self.send_response(200)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Nobody reads it."""


class Window:
    """One window for all pages of a process, with nothing kept from one page to the next but files.

    A page was fetched before: inside the browser's event loop Django would open a second connection and not
    see the rows of the test.
    """

    def __init__(self, chromium):
        self.house = ThreadingHTTPServer(("localhost", 0), type("OwnHouse", (House,), {}))
        threading.Thread(target=self.house.serve_forever, daemon=True).start()
        self.context = chromium.new_context(reduced_motion="reduce")
        self.context.add_init_script(AXE_SCRIPT)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def visit(self, found: HttpResponse, path: str):
        self.house.RequestHandlerClass.page, self.complaints = found, []
        self.context.clear_cookies()
        self.look(1280, "light")
        # Trusted by browsers without TLS, as the application itself is behind it.
        self.page.goto(f"http://localhost:{self.house.server_port}{path}")

    def weight(self):
        """The bytes of a first view, as they travel: the page and each file that it asked for."""
        asked = {urlsplit(name).path for name in self.page.evaluate(FILES)}
        files = [name.removeprefix("/static/") for name in asked if name.startswith("/static/")]
        page = self.house.RequestHandlerClass.page.content
        return len(gzip.compress(page)) + sum(static(name)[2] for name in files)

    def close(self):
        self.context.close()
        self.house.shutdown()
        self.house.server_close()

    def look(self, width, scheme):
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)


@pytest.fixture(scope="session")
def window(chromium):
    window = Window(chromium)
    yield window
    window.close()


def barriers(page, rules, *, contrast=False):
    # Only what is wrong is written out: the thousand things that are right take longer to tell than to find.
    measured = {"color-contrast": {"enabled": contrast}}
    options = {"runOnly": rules, "resultTypes": ["violations"], "rules": measured}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"]][:3]) for v in found]


def test_pages_travel_compressed_and_files_as_they_are(cast):
    client = sign_in(cast.city_hr)
    compressed = {"accept-encoding": "gzip"}
    assert client.get(reverse("home"), headers=compressed)["Content-Encoding"] == "gzip"
    sample = client.get(reverse("personnel:import_sample", args=["siasn"]), headers=compressed)
    assert "Content-Encoding" not in sample


@pytest.mark.parametrize("row", pages(), ids=str)
def test_everybody_can_use_the_page(row, cast, window):
    if whole := fetched(row, cast):
        check(window, *whole)


@pytest.mark.release
@pytest.mark.parametrize("row", pages(), ids=str)
def test_everybody_can_read_the_page(row, cast, window):
    if whole := fetched(row, cast):
        window.visit(*whole)
        for scheme in ("light", "dark"):
            window.look(1280, scheme)
            assert barriers(window.page, ["color-contrast"], contrast=True) == []


def fetched(row, cast):
    """The page and its path; None for a file, or a part of a page that is tried with its page."""
    path = reverse(row.name, kwargs=row.args(cast))
    found = sign_in(cast.members[visitor_of(row)]).get(path)
    if found["Content-Type"].startswith("text/html") and b"<html" in found.content:
        return found, path
    found.close()
    return None


@pytest.mark.parametrize("name", ["personnel:sign_in", "documents:document_check_start"])
def test_everybody_can_use_the_door(name, db, window):
    check(window, Client().get(reverse(name)), reverse(name))


def check(window, found, path):
    page = window.page
    assert found.status_code == 200
    window.visit(found, path)
    if folder := os.environ.get("PALU_PICTURES"):
        name = path.strip("/").replace("/", "-") or "beranda"
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert window.weight() <= LIMIT
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") in {"skip-link", "error-summary"}
    assert page.evaluate(FOCUS_IS_VISIBLE)
    # The skip link lies over the first link for as long as it has the focus.
    page.evaluate("document.activeElement.blur()")
    for width, scheme, rules in ((1280, "light", WCAG), (360, "dark", CHANGES_WITH_THE_WIDTH)):
        window.look(width, scheme)
        assert page.evaluate(OVERFLOW) == []
        assert barriers(page, rules) == []
    assert window.complaints == []
