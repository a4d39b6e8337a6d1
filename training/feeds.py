"""Calendar files: one of a batch, and a private address that a person's own calendar reads by itself.

The address is a secret of its own: whoever has it sees the dates, nobody else, and renewing it ends the old
one. Only its hash is kept. Nothing in it but what the person's own pages say, and no NIP.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from personnel import audit
from personnel.models import User
from training import own_schedule
from training.models import Batch, CalendarFeed, Session

#: How long what has been stays in the feed, and how many sessions it holds at most.
KEPT = dt.timedelta(days=180)
MOST = 1000
PRODUCT = "-//Pemerintah Kota Palu//PALU ASN//ID"

audit.name_acts(
    {
        "calendar_feed_renewed": "Membuat alamat kalender baru",
        "calendar_feed_ended": "Mengakhiri alamat kalender",
    }
)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def renew(*, by: User) -> str:
    """A new secret for one's own feed, told this once; the one before ends."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=by, defaults={"token_hash": _hash(token)})
    audit.record("calendar_feed_renewed", by=by, subject=by.civil_servant)
    return token


@transaction.atomic
def end(*, by: User) -> None:
    """Nobody can read it any more. Twice is once."""
    gone, _rows = CalendarFeed.objects.filter(user=by).delete()
    if gone:
        audit.record("calendar_feed_ended", by=by, subject=by.civil_servant)


def owner_of(token: str) -> User | None:
    """Whose feed it is; nobody's when it was renewed, ended, or the account is closed."""
    feeds = CalendarFeed.objects.filter(token_hash=_hash(token), user__is_active=True)
    feed = feeds.select_related("user").first()
    return feed.user if feed else None


def feed_of(user: User) -> bytes:
    kept = own_schedule.sessions_of(user.civil_servant_id).filter(ends_at__gt=timezone.now() - KEPT)
    return _written(kept, "Pelatihan saya di PALU ASN")


def file_of(batch: Batch) -> bytes:
    return _written(batch.sessions.order_by("starts_at", "pk"), str(batch))


def _written(sessions: QuerySet[Session], name: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for event in _events(sessions.select_related("batch__programme", "room__venue")[:MOST]):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _events(sessions: Iterable[Session]) -> Iterable[Event]:
    zone, now = ZoneInfo(settings.TIME_ZONE), timezone.now()
    for session in sessions:
        batch = session.batch
        event = Event()
        event.add("uid", f"sesi-{session.pk}@palu-asn")
        event.add("dtstamp", now)
        event.add("dtstart", session.starts_at.astimezone(zone))
        event.add("dtend", session.ends_at.astimezone(zone))
        event.add("sequence", batch.version)  # grows with every change of the batch and its sessions
        event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
        event.add("summary", f"{batch.programme.name}: {session.title}")
        if session.room:
            venue = session.room.venue
            event.add("location", ", ".join(filter(None, [session.room.name, venue.name, venue.address])))
        elif session.online_at:
            event.add("location", session.online_at)
        path = reverse("training:batch_detail", args=[batch.pk])
        event.add(
            "description",
            "Angkatan {number}. {url}".format(number=batch.number, url=f"{settings.PUBLIC_URL}{path}"),
        )
        yield event
