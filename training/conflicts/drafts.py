"""A session as somebody would like it, and what is said against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from personnel.edit_stamps import digest
from training.models import Batch, Room, Session, Speaker
from training.rules import Level, Rule


@dataclass(frozen=True)
class Draft:
    """A session as somebody would like it to be. ``session`` is the one that it would take the place of."""

    batch: Batch
    starts_at: dt.datetime
    ends_at: dt.datetime
    room: Room | None = None
    speakers: tuple[Speaker, ...] = ()
    session: Session | None = None

    @property
    def day(self) -> dt.date:
        return timezone.localtime(self.starts_at).date()


@dataclass(frozen=True)
class Conflict:
    """One rule that is broken, by whom or what, in words."""

    rule: Rule
    level: str
    cases: tuple[str, ...]
    more: int = 0

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    def blocks(self) -> bool:
        return self.level == Level.BLOCK

    @property
    def text(self) -> str:
        more = [f"dan {self.more} lainnya"] if self.more else []
        return f"{self.label}: {'; '.join([*self.cases, *more])}."


class ClashError(ValidationError):
    """A session that may not stand like this, or not before its warnings were read."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = list(conflicts)
        self.is_refused = any(conflict.blocks for conflict in conflicts)
        self.stamp = stamp_of_warnings(conflicts)
        super().__init__([conflict.text for conflict in conflicts], code="conflicts")


def stamp_of_warnings(conflicts: Iterable[Conflict]) -> str:
    return digest(conflict.text for conflict in conflicts)
