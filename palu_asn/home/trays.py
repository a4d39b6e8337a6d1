"""What waits in trays: one query asks about all of them, and only those that may hold something are read.

Most trays of most people are empty, and Django composes a question longer than Postgres answers it. So the
question is a plain one, which may say yes where there is nothing in the end; the rules say what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from palu_asn.home.todo import Todo
from personnel.models import User


@dataclass(frozen=True)
class Tray:
    """Something that may wait for somebody: without one of these rows nothing does. ``told`` looks."""

    rows: QuerySet[Any] | Sequence[QuerySet[Any]]
    told: Callable[[], list[Todo]]

    @property
    def questions(self) -> list[Exists]:
        return [Exists(rows) for rows in ([self.rows] if isinstance(self.rows, QuerySet) else self.rows)]


def todos_in(trays: Sequence[Tray], user: User) -> list[Todo]:
    """One query for any number of empty trays, one or two more for each that may hold something."""
    asked = [(tray, question) for tray in trays for question in tray.questions]
    if not asked:
        return []
    said = User.objects.filter(pk=user.pk).values_list(*(question for _tray, question in asked)).get()
    may_hold = {id(tray) for (tray, _question), yes in zip(asked, said, strict=True) if yes}
    return [todo for tray in trays if id(tray) in may_hold for todo in tray.told()]
