"""How many numbers that name nothing may be asked for: one count for documents and certificates."""

from __future__ import annotations

from django.http import HttpRequest

from personnel import rates
from personnel.throttle import address_of

#: Of one address in a minute, on any host. Enough for slips of the pen of a whole office.
MISSES_PER_MINUTE = 60


def too_many_misses(request: HttpRequest) -> bool:
    """Count a number that was not found, and say whether this address has had its share of them.

    Whoever holds a true number (60 bits of chance) is answered in any case, so nobody closes the page to the
    people behind the same address.
    """
    return rates.is_over("periksa", address_of(request), most=MISSES_PER_MINUTE, seconds=60)
