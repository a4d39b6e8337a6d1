"""The head of the audit chain, its number and its seal: sent away each day, out of reach of the database.

To a file (``PALU_AUDIT_HEAD_FILE``), by mail (``PALU_AUDIT_HEAD_MAIL``), and always to the log.
``verify_audit`` reads heads out of any text, as they were written, and compares.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone

from personnel import audit

logger = logging.getLogger(__name__)
#: In groups, because a log masks what could be the 18 digits of a NIP.
GROUP = 16
WRITTEN = re.compile(r"jejak-audit (\d{1,18}) ((?:[0-9a-f]{16}:){3}[0-9a-f]{16})\b")
#: Both in one statement, so of one moment; entries are added one by one, so the newest has the largest key.
HEAD = (
    "SELECT count(*), (SELECT hash FROM personnel_auditentry ORDER BY id DESC LIMIT 1)"
    " FROM personnel_auditentry"
)


@dataclass(frozen=True)
class Head:
    """How many entries the chain has, and the seal of the last."""

    number: int
    seal: str
    at: dt.datetime

    def __str__(self) -> str:
        groups = ":".join(self.seal[place : place + GROUP] for place in range(0, 64, GROUP))
        at = timezone.localtime(self.at).isoformat(timespec="seconds")
        return f"{at} jejak-audit {self.number} {groups}"


def newest() -> Head | None:
    """The head as it is now; None while nothing has been recorded."""
    with connection.cursor() as cursor:
        cursor.execute(HEAD)
        number, seal = cursor.fetchone()
    return Head(number, seal, timezone.now()) if number else None


def read(text: str) -> dict[int, str]:
    """Every head that stands in a file, a log or a mail: number → seal."""
    return {int(number): seal.replace(":", "") for number, seal in WRITTEN.findall(text)}


def kept() -> dict[int, str]:
    """The heads in the file of the settings; none where there is no such file."""
    path = Path(settings.AUDIT_HEAD_FILE)
    return read(path.read_text()) if settings.AUDIT_HEAD_FILE and path.is_file() else {}


def send() -> Head | None:
    """Check the chain, then send its head away: log, file, mail. None when there is nothing to send."""
    head, verdict = newest(), audit.verify(kept())
    if not verdict.is_whole:
        logger.error("The audit chain is broken: %s (%s)", verdict.broken_at, verdict.reason)
    if head is None:
        return None
    logger.warning("%s", head)  # so that no level of the log leaves it out
    if settings.AUDIT_HEAD_FILE:
        _write(Path(settings.AUDIT_HEAD_FILE), f"{head}\n")
    if settings.AUDIT_HEAD_MAIL and settings.MAILS:
        _mail(head, verdict)
    return head


def _mail(head: Head, verdict: audit.Verdict) -> None:
    found = "" if verdict.is_whole else f"RANTAI RUSAK: {verdict.reason}. Jalankan verify_audit.\n\n"
    EmailMessage(
        subject=f"PALU ASN: kepala jejak audit nomor {head.number}{'' if verdict.is_whole else ' (RUSAK)'}",
        body=f"{found}{head}\n\nSimpan surel ini. Dengan kepala ini verify_audit menemukan jejak audit yang "
        "dipotong atau ditulis ulang sesudah saat itu.\n",
        to=settings.AUDIT_HEAD_MAIL,
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def _write(path: Path, line: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
