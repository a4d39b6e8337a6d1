"""What waits in trays: one query asks about all of them, and only those that hold something are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from palu_asn.home.todo import Todo
from personnel.models import User


@dataclass(frozen=True)
class Tray:
    """Rows that wait for somebody, and how they are told."""

    rows: QuerySet[Any]
    told: Callable[[QuerySet[Any]], list[Todo]]


def todos_in(trays: Sequence[Tray], user: User) -> list[Todo]:
    """One query for any number of empty trays, one or two more for each that holds something."""
    if not trays:
        return []
    asked = {f"tray_{n}": Exists(tray.rows) for n, tray in enumerate(trays)}
    holds = User.objects.filter(pk=user.pk).values(**asked).get()
    return [todo for n, tray in enumerate(trays) if holds[f"tray_{n}"] for todo in tray.told(tray.rows)]
