"""A window onto single pages: a page and its headers come from Django's own test client, so that each stands
in a world of its own that is rolled back; the browser does everything else as for a visitor."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.http import HttpResponse

FILES = "performance.getEntriesByType('resource').map(entry => entry.name)"


@cache
def static(path):
    """A file of the static folders, and its weight on the way."""
    body = Path(finders.find(path)).read_bytes()
    return body, mimetypes.guess_type(path)[0], len(brotli.compress(body, quality=5))


class House(BaseHTTPRequestHandler):
    """Files from the static folders, which the browser keeps, and the one page that was fetched before."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
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
