"""How many numbers that name nothing may be asked for: one count for documents and certificates."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from personnel.throttle import address_of

#: Of one address in a minute, on any host. Enough for slips of the pen of a whole office.
MISSES_PER_MINUTE = 60


def too_many_misses(request: HttpRequest) -> bool:
    """Count a number that was not found, and say whether this address has had its share of them.

    Whoever holds a true number (60 bits of chance) is answered in any case, so nobody closes the page to the
    people behind the same address.
    """
    address = salted_hmac("documents.checks", address_of(request), algorithm="sha256").hexdigest()[:32]
    key = f"check-misses:{address}"
    try:
        cache.add(key, 0, timeout=60)
        return cache.incr(key) > MISSES_PER_MINUTE
    except (ValueError, RedisError):  # it expired this very moment, or nobody counts
        return False
