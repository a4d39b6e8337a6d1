"""What was sent after the session had ended: held sealed until its author has signed in again.

It travels inside the sign-in page, so the server keeps nothing of somebody who is not there; after sign-in it
lies in the session until it is sent anew. Files are not held.
"""

from __future__ import annotations

from typing import Any, TypedDict

from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.http import HttpRequest

from personnel.models import User
from personnel.once import FIELD as ONCE

#: The hidden field of the sign-in page, and the name in the session.
FIELD = "tertahan"
SALT = "personnel.held"
#: In signs; a page of sign-in may send 100 kB.
LONGEST = 60_000
#: In seconds; later nobody remembers what it was about.
FOR = 3600


class Held(TypedDict):
    """One form: where it was going, what it held, and whether files were with it."""

    by: int
    path: str
    fields: list[tuple[str, str]]
    files: bool


def author_of(request: HttpRequest) -> int | None:
    """Whose session this is, while it is still there."""
    return int(request.session[SESSION_KEY]) if SESSION_KEY in request.session else None


def seal(request: HttpRequest, author: int) -> str:
    """The form as it was sent, sealed; '' when it is too long to be held."""
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    held = Held(by=author, path=request.get_full_path(), fields=fields, files=bool(request.FILES))
    sealed = signing.dumps(held, salt=SALT, compress=True)
    return sealed if len(sealed) <= LONGEST else ""


def unseal(sealed: str, user: User) -> Held | None:
    """What was held for this person; None for anybody else, and when it is too old."""
    try:
        held: Held = signing.loads(sealed, salt=SALT, max_age=FOR)
    except signing.BadSignature:
        return None
    return held if held["by"] == user.pk else None


def kept_of(session: Any) -> Held | None:
    """What waits in the session to be sent anew."""
    kept: Held | None = session.get(FIELD)
    return kept


def drop_if_sent(request: HttpRequest) -> None:
    """It was sent anew: nothing waits any more."""
    kept = request.session.get(FIELD)
    if kept and (ONCE, request.POST.get(ONCE)) in {(name, value) for name, value in kept["fields"]}:
        del request.session[FIELD]
