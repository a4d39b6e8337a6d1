"""Seats follow who serves where, by set-based SQL; BKPSDMD says which of them are key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from careers import permissions
from careers.models import Seat
from personnel import audit
from personnel.models import DataImport, User
from personnel.models.people import STRUCTURAL_LEVELS

audit.name_acts(
    {
        "seat_key": "Menandai jabatan kritikal",
        "seat_leave": "Mencatat perpindahan pemangku yang sudah diketahui",
    }
)

#: Of the advisory lock: of two refreshes at once the second sees the first.
LOCK = 0x53454154

LEAVE = """
    UPDATE careers_seat s
    SET holder_id = NULL, vacant_since = %(today)s, leaves_on = NULL, leaves_reason = ''
    WHERE s.holder_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM personnel_civilservant c
        WHERE c.id = s.holder_id AND c.position_id = s.position_id AND c.unit_id = s.unit_id
          AND c.legal_state NOT IN ('berhenti', 'pensiun'))
"""

# Whoever comes takes a vacant seat of that post in that unit, else a new one.
COME = """
    WITH newcomer AS (
        SELECT c.id, c.position_id, c.unit_id,
               row_number() OVER (PARTITION BY c.position_id, c.unit_id ORDER BY c.id) AS n
        FROM personnel_civilservant c JOIN personnel_position p ON p.id = c.position_id
        WHERE p.level = ANY(%(levels)s) AND c.legal_state NOT IN ('berhenti', 'pensiun')
          AND NOT EXISTS (SELECT 1 FROM careers_seat s WHERE s.holder_id = c.id)
    ),
    free AS (
        SELECT s.id, s.position_id, s.unit_id,
               row_number() OVER (PARTITION BY s.position_id, s.unit_id ORDER BY s.id) AS n
        FROM careers_seat s WHERE s.holder_id IS NULL
    ),
    match AS (
        SELECT free.id AS seat_id, newcomer.id AS person_id
        FROM free JOIN newcomer USING (position_id, unit_id, n)
    ),
    seated AS (
        UPDATE careers_seat s SET holder_id = match.person_id, vacant_since = NULL
        FROM match WHERE s.id = match.seat_id
    )
    INSERT INTO careers_seat (position_id, unit_id, holder_id, vacant_since, is_key, key_reason)
    SELECT position_id, unit_id, id, NULL, false, '' FROM newcomer
    WHERE id NOT IN (SELECT person_id FROM match)
"""


def refresh() -> None:
    """Bring all seats in step with who serves where; in the caller's transaction."""
    params: dict[str, Any] = {"today": timezone.localdate(), "levels": sorted(STRUCTURAL_LEVELS)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(LEAVE, params)
        cursor.execute(COME, params)


def follow_people(civil_servants: Collection[int] | None) -> None:
    """The listener of ``personnel.changes``."""
    refresh()


def follow_import(data_import: DataImport, by: User | None) -> None:
    """After a SIASN file: anybody may have come, moved or left."""
    refresh()


@transaction.atomic
def set_key(seat: Seat, reason: str, *, by: User) -> Seat:
    """Call a post key (jabatan kritikal) with the reason; an empty one takes it back."""
    if not permissions.may_keep_rules(by):
        raise PermissionDenied
    seat = Seat.objects.select_for_update(of=("self",)).select_related("position", "unit").get(pk=seat.pk)
    seat.key_reason = reason.strip()
    seat.is_key = bool(seat.key_reason)
    seat.full_clean()
    seat.save(update_fields=["is_key", "key_reason"])
    audit.record("seat_key", by=by, on=seat, is_key=seat.is_key, reason=seat.key_reason)
    return seat


@transaction.atomic
def foresee_move(seat: Seat, leaves_on: dt.date | None, reason: str, *, by: User) -> Seat:
    """Say when the holder leaves the seat for another known reason than age; without a day, take it back."""
    if not permissions.may_keep_rules(by):
        raise PermissionDenied
    seat = Seat.objects.select_for_update(of=("self",)).select_related("position", "unit").get(pk=seat.pk)
    if seat.holder_id is None:
        raise ValidationError("Jabatan ini sudah kosong.")
    if leaves_on and leaves_on < timezone.localdate():
        raise ValidationError({"leaves_on": "Pilih hari ini atau sesudahnya."})
    seat.leaves_on, seat.leaves_reason = leaves_on, reason.strip()
    seat.full_clean()
    seat.save(update_fields=["leaves_on", "leaves_reason"])
    audit.record(
        "seat_leave", by=by, on=seat, leaves_on=leaves_on and leaves_on.isoformat(), reason=seat.leaves_reason
    )
    return seat
