"""What we write into logs: one line for people or one JSON object for machines, and never a person.

A NIP is masked wherever it turns up. Of an error the JSON says its class and where it happened, not its
words: those may quote a row. Every line of one request carries the same number, which the error page shows.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# 18 digits, also as people group them: 19680411 199303 1 009; not the decimals of a fraction.
NIP = re.compile(r"(?<!\d)(?<!\d\.)\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)")
MASK = "[NIP]"

#: The number of the request that is being answered; "" outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")


def mask(text: str) -> str:
    """The text with each run of 18 digits replaced."""
    return NIP.sub(MASK, text)


class MaskingFormatter(logging.Formatter):
    """Masks the finished line. A filter would miss tracebacks, where the database quotes its rows."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, masked, with the number of its request."""
        number = request_id.get()
        return mask(super().format(record)) + (f" [{number}]" if number else "")


class JsonFormatter(logging.Formatter):
    """One object a line: time (UTC), level, logger, message, request, and of an error its class and place."""

    def format(self, record: logging.LogRecord) -> str:
        """The object, masked."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if number := request_id.get():
            said["request"] = number
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
            said["at"] = places(record.exc_info[1])
        return mask(json.dumps(said, ensure_ascii=False, default=str))


def message_of(record: logging.LogRecord) -> str:
    """What was said; of a page that was refused or broke its pattern, for its address may hold a secret."""
    request = getattr(record, "request", None)
    if record.name != "django.request" or not isinstance(record.args, tuple) or request is None:
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    return f"{record.args[0]}: /{match.route if match else '?'}"


def places(error: BaseException | None) -> list[str]:
    """Where an error came through, the innermost last; no source, no values."""
    if error is None:
        return []
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
