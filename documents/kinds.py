"""What can be printed. Each app registers its kinds in its ``tasks.py``; nothing here knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

if TYPE_CHECKING:
    from pathlib import Path

    from documents.models import Document
    from jobs.queue import Progress
    from personnel.models import User

MayRequest = Callable[["User", int | None, int | None], bool]
Words = Callable[[int | None, int | None], str]
#: Writes the finished PDF to the path, which it may use as it likes until it returns.
Build = Callable[["Document", "Path", "Progress"], None]


@dataclass(frozen=True)
class Kind:
    """One kind of document. ``may_request(user, object_id, year)`` is asked when it is requested, again
    in the worker, and again at each download."""

    slug: str
    #: For people, as 'Rencana pengembangan kompetensi unit'; stands on the public check page.
    name: Any
    #: (object_id, year) → the title; no name of a person when the check page must not tell it.
    title: Words
    may_request: MayRequest
    build: Build
    #: (object_id, year) → name of the downloaded file; never holds a NIP.
    file_name: Words
    #: (object_id, year) → whose document it is, for the check page: a unit or the city, never a person.
    owner: Words
    is_sensitive: bool = False
    #: Asked in its place in the worker and at each download, of what is no object's document.
    still_may: Callable[[User, Document], bool] | None = None
    #: How long the file waits to be opened, where that is less than the retention of documents.
    keeps: dt.timedelta | None = None
    #: Whether one unchanged file may be handed out again (activation letters: never).
    queue: str = "documents"


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; its slug is the key."""
    KINDS[kind.slug] = kind
    return kind


def get(slug: str) -> Kind:
    """The kind, or 404."""
    try:
        return KINDS[slug]
    except KeyError as error:
        raise Http404 from error
