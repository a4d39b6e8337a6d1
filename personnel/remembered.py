"""Figures of a whole year, added up once and remembered by a process until a row that they rest on changes.

Nobody has to think of it: a table on whose rows such figures rest has the trigger ``turns``, and every
transaction that touches the table leaves its number in ``Turn``, however it writes. Others see the number at
the very moment in which they see the rows, so whoever finds the same numbers as before finds the same rows. A
transaction that has itself changed something always adds up anew (ADR 0036).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from personnel.models import Turn

Figures = TypeVar("Figures")
#: Count, sum and newest of the numbers seen; the sum tells an old one that came as another was forgotten.
Stamp = tuple[int, int | None, int | None]

#: How many figures one process remembers, and for how many seconds. Some five for each of forty OPD; a heat
#: map takes 25 kB, lines and sums of an OPD 3 kB each, an order of people (forecast, left out) 16 bytes for
#: each of them.
ROOM, LIFE = 256, 600
#: Numbers are forgotten long after the last figure that was remembered under them, and after the longest of
#: transactions. Every page adds them up: on the last day of a stage ten come every second.
KEPT_FOR = dt.timedelta(minutes=40)

SEEN = """
SELECT count(*), sum(transaction), max(transaction),
       bool_or(transaction = pg_current_xact_id_if_assigned()::text::bigint)
FROM personnel_turn WHERE subject = ANY(%s)
"""


@dataclass(frozen=True)
class _Remembered:
    figures: Any
    stamp: Stamp
    until: float


_remembered: OrderedDict[Hashable, _Remembered] = OrderedDict()
_lock = Lock()


def remembered(
    add_up: Callable[[], Figures],
    *about: Hashable,
    rests_on: Collection[Turn.Subject],
    is_shared: bool = False,
) -> Figures:
    """What ``add_up`` gives, as it was added up before if nothing has changed since; one small query then.
    ``about`` names the figures with everything that they depend on besides rows, ``rests_on`` the tables of
    those rows. Whoever gets the figures must not change them, for others get the same. ``is_shared``: other
    processes of this release are asked first, for what takes a second and is small."""
    stamp = _stamp(rests_on)
    if stamp is None:
        return add_up()
    key = (connection.settings_dict["NAME"], *about)
    now = time.monotonic()
    with _lock:
        found = _remembered.get(key)
        if found is not None and found.stamp == stamp and found.until > now:
            _remembered.move_to_end(key)
            figures: Figures = found.figures
            return figures
    figures = _ask_others(add_up, key, stamp) if is_shared else add_up()
    with _lock:
        _remembered[key] = _Remembered(figures, stamp, now + LIFE)
        _remembered.move_to_end(key)
        while len(_remembered) > ROOM:
            _remembered.popitem(last=False)
    return figures


def _ask_others(add_up: Callable[[], Figures], key: Hashable, stamp: Stamp) -> Figures:
    """As another process of this release has added it up, or anew and told to the others."""
    said = repr((settings.VERSION, key, stamp))
    name = f"remembered:{hashlib.sha256(said.encode()).hexdigest()}"
    return cast("Figures", cache.get_or_set(name, add_up, LIFE))


def _stamp(subjects: Collection[Turn.Subject]) -> Stamp | None:
    """Of all changes that are seen now; None inside a transaction that has itself changed something."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [[subject.value for subject in subjects]])
        *stamp, is_own = cursor.fetchone()
    return None if is_own else tuple(stamp)


def forget_turns() -> int:
    """Remove numbers under which nobody remembers anything any more; how many."""
    count, _by_model = Turn.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    return count
