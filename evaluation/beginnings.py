"""How often one invitation may be begun anew: each beginning has its own secret, hence a draft of its own.

Counted in the memory of this process and nowhere else: a count in the database, in a cache or a log would say
who has begun, and when. So it is a brake and not a lock; the lock is the number of drafts of the whole wave.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter

from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluation.models import Invitation, SealedAnswer

#: Beginnings of one invitation in a day, in each process of the server: a telephone, a computer, and mishaps.
A_DAY = 5
#: Drafts of a wave for each of its invitations, whoever has begun them.
OF_ALL = 10

_lock = threading.Lock()
_begun: Counter[int] = Counter()
_day: dt.date | None = None


def count_beginning(invitation: Invitation) -> None:
    """A draft under a secret that has none yet; refused when there were too many."""
    if not _has_room(invitation.pk):
        raise ValidationError(
            "Kuesioner ini sudah dimulai berkali-kali hari ini. Lanjutkan di perangkat yang pertama Anda "
            "pakai, atau mulai lagi besok.",
            code="begun",
        )
    drafts = SealedAnswer.objects.filter(wave=invitation.wave_id, is_sent=False).count()
    if drafts >= OF_ALL * Invitation.objects.filter(wave=invitation.wave_id).count():
        raise ValidationError(
            "Terlalu banyak isian yang belum dikirim pada kuesioner ini. Sampaikan kepada BKPSDMD.",
            code="begun",
        )


def _has_room(invitation: int) -> bool:
    global _day  # noqa: PLW0603 - one count for the process
    with _lock:
        if _day != (today := timezone.localdate()):
            _begun.clear()
            _day = today
        _begun[invitation] += 1
        return _begun[invitation] <= A_DAY


def forget() -> None:
    """All counts of this process, as after a restart."""
    with _lock:
        _begun.clear()
