"""How higher apps hear that people have changed, without this app knowing them.

A rule that changes somebody's unit, post, kind of staff or legal state calls :func:`people_changed` in its
own transaction. Whoever keeps rows derived from people registers a listener in its ``AppConfig.ready``; a
listener works in that same transaction, so both changes are kept or neither. Explicit calls and one list:
no signals.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

#: Takes the ids of the civil servants; None means: perhaps everybody (a whole import, a moved unit).
Listener = Callable[[Collection[int] | None], object]

_listeners: list[Listener] = []


def on_people_changed(listener: Listener) -> None:
    """Register once, at start-up."""
    if listener not in _listeners:
        _listeners.append(listener)


def people_changed(civil_servants: Collection[int] | None) -> None:
    """Tell everybody who listens, now, in the caller's transaction."""
    for listener in _listeners:
        listener(civil_servants)
