"""A store that speaks S3, on loopback, for one bucket: enough of the protocol for real requests of boto3."""

from __future__ import annotations

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest

from palu_asn.bucket import storage

NOT_THERE = b"<Error><Code>NoSuchKey</Code><Message>not there</Message></Error>"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None: ...

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _answer(self, status: int, content: bytes = b"", *, head: bool = False, tag: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        if status < 300:
            self.send_header("ETag", f'"{hashlib.md5(tag).hexdigest()}"')
            self.send_header("Last-Modified", "Sun, 29 Nov 2026 00:00:00 GMT")
        self.end_headers()
        if not head:
            self.wfile.write(content)

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append(dict(self.headers))
        self.server.objects[self._key()] = content
        self._answer(200, tag=content)

    def do_GET(self) -> None:
        content = self.server.objects.get(self._key())
        self._answer(404, NOT_THERE) if content is None else self._answer(200, content, tag=content)

    def do_HEAD(self) -> None:
        content = self.server.objects.get(self._key())
        self._answer(404, head=True) if content is None else self._answer(
            200, content, head=True, tag=content
        )

    def do_DELETE(self) -> None:
        self.server.objects.pop(self._key(), None)
        self._answer(204)


@pytest.fixture
def bucket(settings, monkeypatch):
    """Private files lie in a bucket; ``bucket.objects`` are its contents."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.objects, server.seen = {}, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    address = f"http://127.0.0.1:{server.server_port}"
    settings.STORAGES = settings.STORAGES | {"default": storage("palu", address, "", "kunci", "rahasia")}
    yield server
    server.shutdown()
    server.server_close()
