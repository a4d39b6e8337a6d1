"""All rules asked at once of one session or of several; and the refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from training.conflicts.asking import Circle
from training.conflicts.drafts import ClashError, Conflict, Draft, stamp_of_warnings
from training.models import Batch, Session


def require_free(draft: Draft, *, accept_warnings: bool = False, warned: str | None = None) -> list[Conflict]:
    """Refuse with all conflicts when one of them blocks, or when there are warnings that nobody has accepted.

    ``warned`` is the stamp of the warnings that were shown: accepting those accepts no others.
    """
    conflicts = conflicts_of(draft)
    if any(conflict.blocks for conflict in conflicts):
        raise ClashError(conflicts)
    unseen = warned is not None and warned != stamp_of_warnings(conflicts)
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
    circle = Circle(
        drafts[0].batch,
        [(draft.starts_at, draft.ends_at) for draft in drafts],
        speakers={who.pk: who for draft in drafts for who in draft.speakers}.values(),
        rooms={draft.room.pk for draft in drafts if draft.room},
    )
    return [circle.conflicts(draft) for draft in drafts]
