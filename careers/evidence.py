"""What was seen on paper: recorded by HR for others, and by the person for their own credit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from careers import permissions
from careers.models import CareerEvidence, CareerRule
from personnel import audit
from personnel.models import CivilServant, User

audit.name_acts({"career_evidence": "Mencatat bukti syarat jabatan"})


@transaction.atomic
def record_evidence(
    person: CivilServant,
    kind: str,
    *,
    words: str,
    letter: str,
    dated: dt.date,
    by: User,
    level: str = "",
    holds: bool = True,
    number: Decimal | None = None,
    valid_to: dt.date | None = None,
) -> CareerEvidence:
    """A requirement checked on paper by HR; a later record takes the place of an earlier one."""
    if not permissions.may_verify(by, person):
        raise PermissionDenied
    row = CareerEvidence(
        civil_servant=person,
        kind=kind,
        level=level,
        holds=holds,
        number=number,
        words=words.strip(),
        letter=letter.strip(),
        dated=dated,
        valid_to=valid_to,
        recorded_by=by,
    )
    return _save(row, by)


@transaction.atomic
def record_own_credit(number: Decimal, *, letter: str, dated: dt.date, by: User) -> CareerEvidence:
    """Record the credit that somebody enters about themself, as the letter says it."""
    if by.civil_servant is None:
        raise PermissionDenied
    row = CareerEvidence(
        civil_servant=by.civil_servant,
        kind=CareerRule.Kind.CREDIT,
        number=number,
        words="Saldo angka kredit",
        letter=letter.strip(),
        dated=dated,
        is_verified=False,
        recorded_by=by,
    )
    return _save(row, by)


def _save(row: CareerEvidence, by: User) -> CareerEvidence:
    if row.dated > timezone.localdate():
        raise ValidationError({"dated": "Tanggal surat tidak boleh sesudah hari ini."})
    row.full_clean()
    row.save()
    audit.record(
        "career_evidence",
        by=by,
        on=row,
        subject=row.civil_servant,
        kind=row.kind,
        level=row.level,
        holds=row.holds,
        letter=row.letter,
    )
    return row
