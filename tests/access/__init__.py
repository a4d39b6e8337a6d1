"""One table of page × person → answer, kept per app; ``tests/test_access.py`` walks it."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from typing import Any

from tests.cast import MEMBERS, Cast

EVERYONE: frozenset[str] = MEMBERS


def nothing(cast: Cast) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """One URL name and method: who gets ``answer``; everybody else gets ``refused``.

    ``args`` is made once for all, ``data`` anew for each person; both may create rows.
    """

    name: str
    allowed: Set[str]
    args: Callable[[Cast], dict[str, Any]] = nothing
    method: str = "get"
    answer: int = 200
    refused: int = 404
    anonymous: int = 302
    data: Callable[[Cast], dict[str, Any]] = field(default=nothing)
    note: str = ""
    of_2027: bool = False  # as the marker of that name

    def __str__(self) -> str:
        return " ".join(filter(None, [self.method.upper(), self.name, self.note]))

    @property
    def is_seen(self) -> bool:
        """Somebody gets a page, a part of one, or a file."""
        return self.method == "get" and self.answer == 200 and bool(self.allowed)

    def answer_for(self, member: str) -> int:
        if member == "anonymous":
            return self.anonymous
        return self.answer if member in self.allowed else self.refused
