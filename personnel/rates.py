"""How often something may be asked in a while, by one account or from one address: one counter for all.

Counted in the cache, so over all hosts of an installation; where nobody counts, nobody is refused. Trying
passwords has counters of its own in the database (``personnel.throttle``), which look at failures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from personnel.requests import Request


@dataclass(frozen=True)
class Rate:
    """At most ``most`` in so many seconds; ``what`` completes "Terlalu banyak …"."""

    code: str
    what: str
    most: int
    seconds: int


RATES = {
    rate.code: rate
    for rate in (
        # From one address, right or wrong: a whole office begins its day behind one.
        Rate("masuk", "percobaan masuk dari alamat ini", 300, 60),
        # Of one account: quicker than anybody reads, far slower than whoever copies the city.
        Rate("cari", "pencarian", 60, 60),
        # Tables and papers taken out by one account; whoever needs more takes a larger one.
        Rate("ekspor", "ekspor dan permintaan dokumen", 60, 600),
    )
}


class TooMany(Exception):  # noqa: N818 - a refusal in words, answered by the middleware
    """It was asked too often; the rate says of what."""

    def __init__(self, rate: Rate) -> None:
        super().__init__(rate.code)
        self.rate = rate


def count(request: Request, code: str) -> None:
    """Count an act of whoever has signed in; ``TooMany`` when there were too many."""
    rate = RATES[code]
    if is_over(code, str(request.user.pk), most=most_of(rate), seconds=rate.seconds):
        raise TooMany(rate)


def most_of(rate: Rate) -> int:
    """As many as the city says (``PALU_RATES``), else as the list says."""
    chosen = settings.RATES
    if unknown := chosen.keys() - RATES.keys():
        raise ImproperlyConfigured(f"PALU_RATES tidak mengenal: {', '.join(sorted(unknown))}.")
    return int(chosen.get(rate.code, rate.most))


def is_over(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Count one more, and say whether that is more than ``most`` since the first of these seconds.

    ``who`` is kept as a keyed hash only.
    """
    hashed = salted_hmac(f"personnel.rates.{what}", who, algorithm="sha256").hexdigest()[:32]
    key = f"rate:{what}:{hashed}"
    try:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key) > most
    except (ValueError, RedisError):  # it expired this very moment, or nobody counts
        return False


class RateMiddleware:
    """Answers what was asked too often, in words and with the time to wait."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooMany):
            return None
        minutes = -(-error.rate.seconds // 60)
        answer = render(request, "429.html", {"what": error.rate.what, "minutes": minutes}, status=429)
        answer["Retry-After"] = str(error.rate.seconds)
        return answer
