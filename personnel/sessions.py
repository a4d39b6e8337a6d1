"""The sessions of Django's database engine, found by a question that is composed once for each process."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from personnel.composed import Composed, Given


@Composed
def sessions() -> QuerySet[Session]:
    """The session of this key, unless it is over."""
    return Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("now"))


class SessionStore(db.SessionStore):
    """As Django's own: what one writes, the other reads."""

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(sessions(key=self.session_key, now=timezone.now())), None)
        if found is None:
            self._session_key = None
        return found
