"""Many people at once over loopback: visitors with a session each, who read, wait, type and send.

A visitor is a walk: pages and forms one after the other, with time to think between. What the server answered
is counted by kind; nothing here looks into the database.
"""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

TOKEN = "b" * 32
PATIENCE = 60


@dataclass(frozen=True)
class Step:
    """A page to be read, or a form to be sent; ``done`` hears that it was taken."""

    kind: str
    path: str
    form: dict[str, Any] | None = None
    done: Callable[[], None] | None = None


@dataclass
class Measured:
    """What everybody together has waited for, and what they were answered."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, step: Step, status: int, seconds: float) -> None:
        with self.lock:
            self.seconds.setdefault(step.kind, []).append(seconds)
            self.answers[status] += 1
            if status not in (200, 302):
                self.refused.append(f"{status} {step.path}")

    @property
    def all_seconds(self) -> list[float]:
        return [one for kind in self.seconds.values() for one in kind]


class Crowd:
    """Visitors on one server."""

    def __init__(self, port: int, think: float) -> None:
        self.port, self.think = port, think
        self.measured = Measured()
        self.threads: list[threading.Thread] = []
        self.until = 0.0

    def add(self, cookie: str, walk: Iterator[Step]) -> None:
        """One visitor more; the walk ends with the time, wherever it is."""
        seed = len(self.threads)
        self.threads.append(threading.Thread(target=self._walk, args=(cookie, walk, seed), daemon=True))

    def run(self, seconds: float) -> float:
        """Everybody for so long; how long it took until the last was home."""
        begun = time.monotonic()
        self.until = begun + seconds
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join()
        return time.monotonic() - begun

    def _walk(self, cookie: str, walk: Iterator[Step], seed: int) -> None:
        chance = random.Random(seed)
        name, _sign, value = cookie.partition("=")
        cookies = {name: value, "csrftoken": TOKEN}
        time.sleep(chance.random() * self.think)
        for step in walk:
            if time.monotonic() > self.until:
                return
            begun = time.perf_counter()
            status = self.ask(cookies, step)
            self.measured.add(step, status, time.perf_counter() - begun)
            if step.done is not None and status == 302:
                step.done()
            time.sleep(self.think * (0.5 + chance.random()))

    def ask(self, cookies: dict[str, str], step: Step) -> int:
        """The status of one request; -1 where the line broke. Cookies are kept as a browser keeps them."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        body = None
        if step.form is not None:
            body = urlencode(step.form | {"csrfmiddlewaretoken": TOKEN}, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET" if step.form is None else "POST", step.path, body, headers)
            answer = connection.getresponse()
            answer.read()
            for line in answer.msg.get_all("Set-Cookie", []):
                name, _sign, value = line.partition(";")[0].partition("=")
                cookies[name] = value
            return answer.status
        except OSError:
            return -1
        finally:
            connection.close()
