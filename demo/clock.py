"""The days of the invented past: what is played inside ``on`` happens then, for every rule that asks."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone


@contextmanager
def on(day: dt.date, hour: int = 9) -> Iterator[None]:
    """Let it be that hour (WITA) of that day; the clock goes on from there."""
    begin = timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))
    since = time.monotonic()
    before = timezone.now
    timezone.now = lambda: begin + dt.timedelta(seconds=time.monotonic() - since)
    try:
        yield
    finally:
        timezone.now = before
