"""How often somebody may try a password, counted in Postgres by account *and* by address.

- One account from one address: after 5 failures in a row the wait grows, 1, 2, 4 … 15 minutes.
- One account from all addresses: after 30 failures in an hour, one try a minute.
- One address against all accounts: after 100 failures in an hour, one try every 10 seconds.

The last two do not hold for an account that signed in from this address within 30 days. So nobody locks
a person out from afar, and one bad neighbour does not lock out an office behind one address. Tries
that are turned away are not counted: waiting always helps. Names and addresses are kept as keyed hashes.
"""

from __future__ import annotations

import datetime as dt
import ipaddress

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from personnel.models import SignInAttempt

FREE_FAILURES = 5
LONGEST_WAIT = dt.timedelta(minutes=15)
PAIR_MEMORY = dt.timedelta(hours=12)
ACCOUNT_FAILURES, ACCOUNT_WAIT = 30, dt.timedelta(minutes=1)
ADDRESS_FAILURES, ADDRESS_WAIT = 100, dt.timedelta(seconds=10)
WINDOW = dt.timedelta(hours=1)
KEPT = dt.timedelta(days=30)
BUSY_WAIT = dt.timedelta(seconds=2)


class Door:
    """One account tried from one address."""

    def __init__(self, name: str, address: str) -> None:
        self.account = _keyed("account", name)
        self.address = _keyed("address", address)

    @property
    def pair(self) -> Q:
        return Q(account=self.account, address=self.address)

    def closed_until(self) -> dt.datetime | None:
        """When the next try is allowed; None when it is allowed now. Called inside a transaction.

        Tries on one pair go one by one, so that many at once do not all slip under the count.
        """
        now = timezone.now()
        if not self._lock():
            return now + BUSY_WAIT
        success = (
            SignInAttempt.objects.filter(self.pair, succeeded=True, at__gte=now - KEPT)
            .order_by("-at")
            .first()
        )
        waits = [self._pair_wait(now, since=success.at if success else None)]
        if success is None:
            waits += self._wide_waits(now)
        until = max((wait for wait in waits if wait), default=None)
        return until if until and until > now else None

    def note(self, *, succeeded: bool) -> None:
        """Remember the outcome of a try, and forget what is older than 30 days."""
        now = timezone.now()
        SignInAttempt.objects.create(at=now, account=self.account, address=self.address, succeeded=succeeded)
        SignInAttempt.objects.filter(at__lt=now - KEPT).delete()

    def _lock(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{self.account}{self.address}"]
            )
            return bool(cursor.fetchone()[0])

    def _pair_wait(self, now: dt.datetime, *, since: dt.datetime | None) -> dt.datetime | None:
        start = max(since, now - PAIR_MEMORY) if since else now - PAIR_MEMORY
        found = SignInAttempt.objects.filter(self.pair, succeeded=False, at__gt=start).aggregate(
            count=Count("pk"), last=Max("at")
        )
        extra = found["count"] - FREE_FAILURES
        if extra < 0:
            return None
        return found["last"] + min(dt.timedelta(minutes=2 ** min(extra, 10)), LONGEST_WAIT)

    def _wide_waits(self, now: dt.datetime) -> list[dt.datetime | None]:
        on_account, from_address = Q(account=self.account), Q(address=self.address)
        found = SignInAttempt.objects.filter(
            on_account | from_address, succeeded=False, at__gt=now - WINDOW
        ).aggregate(
            account_count=Count("pk", filter=on_account),
            account_last=Max("at", filter=on_account),
            address_count=Count("pk", filter=from_address),
            address_last=Max("at", filter=from_address),
        )
        return [
            found["account_last"] + ACCOUNT_WAIT if found["account_count"] >= ACCOUNT_FAILURES else None,
            found["address_last"] + ADDRESS_WAIT if found["address_count"] >= ADDRESS_FAILURES else None,
        ]


def address_of(request: HttpRequest) -> str:
    """Where the request comes from. Behind our own proxies: the address that the outermost has seen itself.

    An IPv6 network of one household or office (/64) counts as one address.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        text = seen[-min(settings.TRUSTED_PROXIES, len(seen))] or text
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def _keyed(what: str, value: str) -> str:
    return salted_hmac(f"personnel.throttle.{what}", value, algorithm="sha256").hexdigest()[:32]
