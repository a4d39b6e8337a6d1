"""The same form sent twice is carried out once.

On a bad link the answer is lost more often than the question: people press again, and so do browsers. A form
carries a key of its own; with what it held it names one sending. Other words under the same key are another
sending. What was refused may be sent again as it is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import time

from django.db import transaction
from django.utils import timezone

from personnel.models import SentForm, User

#: The hidden field of each form.
FIELD = "kunci_kiriman"
#: After so long a sending that tells no end has died with its server.
DEAD_AFTER = dt.timedelta(seconds=60)
KEPT = dt.timedelta(days=2)
#: How long the second of two waits for the first, in seconds.
PATIENCE = 5.0


def digest_of(address: str, held: list[tuple[str, list[str]]], files: list[tuple[str, str, int]]) -> str:
    """What tells one sending from another: the address, the fields (with the key) and the files' names."""
    return hashlib.sha256(repr((address, sorted(held), sorted(files))).encode()).hexdigest()


def begin(user: User, digest: str) -> SentForm | str | None:
    """The sending to carry out; the way that it led to before; or None while another one is still at it."""
    until = time.monotonic() + PATIENCE
    while True:
        row, is_new = SentForm.objects.get_or_create(
            user=user, digest=digest, defaults={"at": timezone.now()}
        )
        if is_new or _taken_over(row):
            return row
        if row.way:
            return row.way
        if time.monotonic() > until:
            return None
        time.sleep(0.25)


def _taken_over(row: SentForm) -> bool:
    now = timezone.now()
    dead = SentForm.objects.filter(pk=row.pk, way="", at__lt=now - DEAD_AFTER)
    return dead.update(at=now) == 1


def end(row: SentForm, way: str) -> None:
    """Carried out, and led there; without a way it was refused, and may be sent again."""
    with transaction.atomic():
        if way:
            SentForm.objects.filter(pk=row.pk).update(way=way[:2000])
        else:
            SentForm.objects.filter(pk=row.pk).delete()
