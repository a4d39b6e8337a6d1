"""Somebody before the served application: plain HTTP, sent as the TLS front would hand it on.

No library that tidies addresses: an attack is sent as it is written.
"""

from __future__ import annotations

import http.client
import re
import uuid
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode, urlsplit

from django_otp.oath import TOTP

HOST = "asn.contoh.go.id"
SECONDS = 120
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
#: Of each visitor another, so that a brake on one does not slow the next (documentation, RFC 5737).
_addresses = (f"198.51.100.{n % 250 + 1}" for n in count())


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers in lower case, the body."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")

    @property
    def way(self) -> str:
        """Where it leads on to; "" when nowhere."""
        return self.headers.get("location", "")


class Visitor:
    """One browser with its cookies; ``address`` is what the front has seen."""

    def __init__(self, port: int, address: str = "") -> None:
        self.port = port
        self.address = address or next(_addresses)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request; a header is written with ``_`` for ``-``."""
        sent = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Length": str(len(body)),
        } | {name.replace("_", "-").title(): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            came = connection.getresponse()
            for cookie in came.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(came.status, {n.lower(): v for n, v in came.getheaders()}, came.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, fields: dict[str, object], **headers: str) -> Answer:
        """A form without its token."""
        body = urlencode(fields).encode()
        return self.ask("POST", path, body, content_type="application/x-www-form-urlencoded", **headers)

    def send(self, path: str, fields: dict[str, object], *, form: str = "") -> Answer:
        """As its page sends it: with the token, from our own address. ``form``: the page, if another."""
        sent = {"csrfmiddlewaretoken": self.token(form or path)} | fields
        return self.post(path, sent, origin=f"https://{HOST}")

    def send_file(self, path: str, file: str, content: bytes, /, **fields: str) -> Answer:
        """The same with a file: ``field=name of the file``."""
        return self.post_file(path, file, content, csrfmiddlewaretoken=self.token(path), **fields)

    def post_file(self, path: str, file: str, content: bytes, /, **fields: str) -> Answer:
        bound = uuid.uuid4().hex
        parts = [
            f'--{bound}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        ]
        field, _, file_name = file.partition("=")
        head = f'--{bound}\r\nContent-Disposition: form-data; name="{field}"; filename="{file_name}"\r\n'
        parts += [head.encode(), b"Content-Type: application/octet-stream\r\n\r\n", content, b"\r\n"]
        body = b"".join([*parts, f"--{bound}--\r\n".encode()])
        kind = f"multipart/form-data; boundary={bound}"
        return self.ask("POST", path, body, content_type=kind, origin=f"https://{HOST}")

    def token(self, path: str) -> str:
        page = self.get(path)
        found = TOKEN.search(page.text)
        if found is None:
            raise LookupError(f"No form at {path}: {page.status} {page.way}")
        return found[1]

    def enter(self, name: str, password: str, key: str = "") -> Visitor:
        """Through the door: password, then the code of the app with this key, where one is asked for."""
        answer = self.send("/masuk/", {"name": name, "password": password})
        if answer.status != 302:
            raise LookupError(f"The door refused {name}: {answer.status}")
        if key:
            token = TOTP(bytes.fromhex(key)).token()
            passed = self.send("/dua-langkah/", {"code": f"{token:06d}"})
            if passed.status != 302:
                raise LookupError(f"The second door refused {name}: {passed.status}")
        return self


def page_of(way: str) -> str:
    """The path of an address."""
    return urlsplit(way).path
