"""The life of a version of the standards: draft → in force → retired. Only a draft can be changed (also by
a trigger)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from personnel import audit
from personnel.models import Position, User
from planning import needs, permissions
from planning.models import Competency, Cycle, LevelDefault, StandardRequirement, StandardVersion

Status = StandardVersion.Status

#: Of the advisory lock: there is one draft at most, and one version in force.
LOCK = 0x53544E44

audit.name_acts(
    {
        "standard_drafted": "Membuat draf standar kompetensi",
        "standard_requirement_set": "Mengubah syarat kompetensi dalam draf",
        "standard_in_force": "Memberlakukan standar kompetensi",
    }
)


def _ask(by: User | None) -> None:
    if by is not None and not permissions.may_manage_standards(by):
        raise PermissionDenied


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _draft(version: StandardVersion) -> StandardVersion:
    """The version as it is now, held; refuses one that is no draft any more."""
    _lock()
    fresh = StandardVersion.objects.select_for_update().get(pk=version.pk)
    if fresh.status != Status.DRAFT:
        raise ValidationError("Versi ini sudah diberlakukan dan tidak dapat diubah. Buat draf baru.")
    return fresh


@transaction.atomic
def start_draft(*, note: str = "", by: User | None) -> StandardVersion:
    """A new draft: a copy of the version in force, or the usual levels of the nine core competencies."""
    _ask(by)
    _lock()
    if StandardVersion.objects.filter(status=Status.DRAFT).exists():
        raise ValidationError("Masih ada draf standar. Berlakukan atau lanjutkan draf itu lebih dahulu.")
    former = StandardVersion.objects.in_force().first()
    number = (StandardVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    version = StandardVersion.objects.create(number=number, note=note, created_by=by)
    if former:
        rows = [
            StandardRequirement(
                version=version,
                position_level=row.position_level,
                position_id=row.position_id,
                competency_id=row.competency_id,
                level=row.level,
                weight=row.weight,
            )
            for row in former.requirements.all()
        ]
    else:
        rows = [
            StandardRequirement(
                version=version,
                position_level=usual.position_level,
                competency=competency,
                level=usual.required_level,
            )
            for usual in LevelDefault.objects.all()
            for competency in Competency.objects.active().core()
        ]
    StandardRequirement.objects.bulk_create(rows, batch_size=2000)
    audit.record("standard_drafted", by=by, on=version, number=number, requirements=len(rows))
    return version


@transaction.atomic
def set_requirement(
    version: StandardVersion,
    *,
    competency: Competency,
    level: int | None,
    position_level: str = "",
    position: Position | None = None,
    weight: Decimal | int = 1,
    by: User | None,
) -> StandardRequirement:
    """What a level of posts, or one post in its place, asks for. A post's ``level`` None: not asked for
    there."""
    _ask(by)
    version = _draft(version)
    key = {
        "version": version,
        "competency": competency,
        "position_level": position_level,
        "position": position,
    }
    row = StandardRequirement.objects.filter(**key).first() or StandardRequirement(**key)
    row.level, row.weight = level, weight
    row.full_clean()
    row.save()
    audit.record(
        "standard_requirement_set",
        by=by,
        on=version,
        competency=competency.code,
        level=level,
        position_level=position_level,
        position=position.pk if position else None,
    )
    return row


@transaction.atomic
def remove_requirement(requirement: StandardRequirement, *, by: User | None) -> None:
    """Take a row out of the draft: a post falls back to its level, a level asks for nothing."""
    _ask(by)
    version = _draft(requirement.version)
    facts: dict[str, Any] = {
        "competency": requirement.competency.code,
        "position_level": requirement.position_level,
        "position": requirement.position_id,
    }
    requirement.delete()
    audit.record("standard_requirement_set", by=by, on=version, removed=True, **facts)


@transaction.atomic
def put_in_force(
    version: StandardVersion, *, decision: str, effective_from: dt.date, by: User | None
) -> StandardVersion:
    """Freeze the draft, retire the version before it, and measure everybody against it from now on."""
    _ask(by)
    version = _draft(version)
    if not decision.strip():
        raise ValidationError({"decision": "Tulis nomor keputusan yang menetapkan standar ini."})
    if effective_from > timezone.localdate():
        raise ValidationError({"effective_from": "Tanggal mulai berlaku belum tiba."})
    former = StandardVersion.objects.select_for_update().in_force().first()
    if former and former.effective_from and effective_from < former.effective_from:
        raise ValidationError(
            {"effective_from": "Standar baru tidak boleh berlaku lebih awal dari yang digantikan."}
        )
    if not version.requirements.exists():
        raise ValidationError("Draf ini belum memuat satu syarat pun.")
    if former:
        former.status = Status.RETIRED
        former.save(update_fields=["status"])
    version.status, version.decision, version.effective_from = (
        Status.IN_FORCE,
        decision.strip(),
        effective_from,
    )
    version.full_clean()
    version.save()
    Cycle.objects.open().update(standard_version=version)
    needs.refresh()
    audit.record(
        "standard_in_force",
        by=by,
        on=version,
        number=version.number,
        decision=version.decision,
        effective_from=effective_from,
        retired=former.number if former else None,
    )
    return version
