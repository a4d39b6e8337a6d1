"""All rules asked at once of one session or of several; and the refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from training.conflicts.checks import CHECKS
from training.conflicts.drafts import ClashError, Code, Conflict, Draft, Level, seal_of_warnings
from training.conflicts.facts import Facts, Look
from training.models import Batch, Session
from training.schedule_rules import Setting, in_force

#: So many cases of one conflict are told; of the others only how many there are.
TOLD = 8


def require_free(draft: Draft, *, accept_warnings: bool = False, warned: str | None = None) -> list[Conflict]:
    """Refuse with all conflicts when one of them blocks, or when there are warnings that nobody has accepted.

    ``warned`` is the seal of the warnings that were shown: accepting those accepts no others.
    """
    conflicts = conflicts_of(draft)
    if any(conflict.blocks for conflict in conflicts):
        raise ClashError(conflicts)
    unseen = warned is not None and warned != seal_of_warnings(conflicts)
    if conflicts and (not accept_warnings or unseen):
        raise ClashError(conflicts)
    return conflicts


def conflicts_of(draft: Draft) -> list[Conflict]:
    """Every rule that the draft breaks, in the order of the rules. A constant number of queries."""
    return conflicts_of_each([draft])[0]


def conflicts_of_batch(batch: Batch, sessions: Iterable[Session]) -> dict[int, list[Conflict]]:
    """What stands now against the coming sessions of a batch, by their key; those with nothing are left out.

    ``sessions`` with ``room__venue`` and ``speaking__speaker__civil_servant``. As many queries for one as for
    all.
    """
    coming = [row for row in sessions if not row.is_cancelled and row.starts_at > timezone.now()]
    drafts = [
        Draft(
            batch=batch,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            room=row.room,
            speakers=tuple(place.speaker for place in row.speaking.all()),
            session=row,
        )
        for row in coming
    ]
    found = zip(coming, conflicts_of_each(drafts), strict=True)
    return {session.pk: conflicts for session, conflicts in found if conflicts}


def conflicts_of_each(drafts: Sequence[Draft]) -> list[list[Conflict]]:
    """The same for several sessions of one batch, each in turn."""
    if not drafts:
        return []
    rules, facts = in_force(), Facts(drafts)
    return [_conflicts(Look(facts, draft, place), rules) for place, draft in enumerate(drafts)]


def _conflicts(look: Look, rules: dict[Code, Setting]) -> list[Conflict]:
    found = []
    for code, check in CHECKS.items():
        level, limit = rules[code]
        if level == Level.IGNORE:
            continue
        cases = check(look, (level, limit))
        if cases:
            found.append(Conflict(code, level, tuple(cases[:TOLD]), max(0, len(cases) - TOLD)))
    return found
