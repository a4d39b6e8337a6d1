"""The regulations that documents name as their legal basis: added, corrected, ended with a date.

None is ever deleted: what was printed while it was in force named it.
"""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from personnel import audit, permissions
from personnel.models import LegalBasis, User
from personnel.overtaken import Overtaken

audit.name_acts(
    {
        "legal_basis_added": "Menambah dasar hukum",
        "legal_basis_changed": "Mengubah dasar hukum",
        "legal_basis_ended": "Mengakhiri dasar hukum",
    }
)


def _ask(by: User | None) -> None:
    if by is not None and not permissions.may_manage_legal_bases(by):
        raise PermissionDenied


def _held(basis: LegalBasis) -> LegalBasis:
    return LegalBasis.objects.select_for_update().get(pk=basis.pk)


def _facts(basis: LegalBasis) -> dict[str, object]:
    return {name: getattr(basis, name) for name in ("text", "order", "valid_from", "valid_to")}


def next_order() -> int:
    """The place after the last."""
    return (LegalBasis.objects.aggregate(last=Max("order"))["last"] or 0) + 1


@transaction.atomic
def add_legal_basis(*, text: str, order: int, valid_from: dt.date, by: User | None) -> LegalBasis:
    """A regulation to print from a day on, in its place in the order."""
    _ask(by)
    basis = LegalBasis(text=text, order=order, valid_from=valid_from)
    _check(basis)
    basis.save()
    audit.record("legal_basis_added", by=by, on=basis, after=_facts(basis))
    return basis


@transaction.atomic
def change_legal_basis(
    basis: LegalBasis, *, text: str, order: int, valid_from: dt.date, by: User | None
) -> LegalBasis:
    """Correct the wording, the place or the first day. A new regulation is added, not written over an old
    one."""
    _ask(by)
    basis = _held(basis)
    before = _facts(basis)
    basis.text, basis.order, basis.valid_from = text, order, valid_from
    _check(basis)
    basis.save()
    audit.record("legal_basis_changed", by=by, on=basis, before=before, after=_facts(basis))
    return basis


@transaction.atomic
def end_legal_basis(basis: LegalBasis, *, valid_to: dt.date, by: User | None) -> LegalBasis:
    """Print it until a day; the day may have passed already, as repeals become known late."""
    _ask(by)
    basis = _held(basis)
    if basis.valid_to and basis.valid_to < timezone.localdate():
        raise Overtaken("Dasar hukum ini sudah berakhir.")
    basis.valid_to = valid_to
    _check(basis, day="valid_to")
    basis.save()
    audit.record("legal_basis_ended", by=by, on=basis, text=basis.text, valid_to=valid_to)
    return basis


def _check(basis: LegalBasis, *, day: str = "valid_from") -> None:
    """``day`` is the date that was typed, and gets the message."""
    basis.text = " ".join(basis.text.split())
    basis.full_clean()
    if basis.valid_to and basis.valid_to < basis.valid_from:
        raise ValidationError({day: "Hari terakhir tidak boleh mendahului hari mulai berlaku."})
    if _same_text(basis):
        raise ValidationError({"text": "Peraturan ini sudah ada dalam daftar pada masa yang sama."})


def _same_text(basis: LegalBasis) -> bool:
    """The same words on the same day would be printed twice."""
    others = LegalBasis.objects.filter(text__iexact=basis.text).exclude(pk=basis.pk)
    return any(_share_a_day(basis, other) for other in others)


def _share_a_day(one: LegalBasis, other: LegalBasis) -> bool:
    return one.valid_from <= (other.valid_to or dt.date.max) and other.valid_from <= (
        one.valid_to or dt.date.max
    )
