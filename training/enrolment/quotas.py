"""How many seats of a batch one OPD may take: set by BKPSDMD."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from personnel import audit
from personnel.models import Unit, User
from training import permissions
from training.enrolment.seats import fill, lock_batch
from training.models import Batch, Enrolment, UnitQuota

audit.name_acts({"quota_set": "Menetapkan kuota kursi OPD"})


@dataclass(frozen=True)
class Quota:
    """An OPD of a batch: what it holds of what it may."""

    unit: Unit
    held: int
    seats: int | None


def quotas_of(batch: Batch) -> list[Quota]:
    """Every OPD that has a quota or holds seats, by name."""
    limits = {quota.unit_id: quota.seats for quota in batch.quotas.all()}
    held = Counter(batch.enrolments.seated().values_list("unit__opd", flat=True))
    units = Unit.objects.filter(pk__in={*limits, *held}).order_by("name")
    return [Quota(unit, held[unit.pk], limits.get(unit.pk)) for unit in units]


def add_figures(enrolments: Iterable[Enrolment]) -> None:
    """``opd_held`` and ``opd_quota`` of each: what its OPD holds in its batch, and may; ``batch_held``: what
    all hold. Two queries."""
    rows = list(enrolments)
    batches = {row.batch_id for row in rows}
    limits = UnitQuota.objects.filter(batch__in=batches).values_list("batch", "unit", "seats")
    quotas: dict[tuple[int, int | None], int] = {(batch, unit): seats for batch, unit, seats in limits}
    seated = Enrolment.objects.filter(batch__in=batches).seated()
    held = Counter(seated.values_list("batch", "unit__opd"))
    together: Counter[int] = Counter()
    for (batch, _opd), seats in held.items():
        together[batch] += seats
    for row in rows:
        key = (row.batch_id, row.unit.opd_id)
        row.batch_held = together[row.batch_id]  # type: ignore[attr-defined]
        row.opd_held, row.opd_quota = held[key], quotas.get(key)  # type: ignore[attr-defined]


@transaction.atomic
def set_quota(batch: Batch, unit: Unit, seats: int | None, *, by: User) -> None:
    """The most seats of an OPD; None takes the limit away. Whoever sits already stays."""
    if not permissions.may_organise(by):
        raise PermissionDenied
    batch = lock_batch(batch.pk)
    if not unit.is_opd:
        raise ValidationError({"unit": "Pilih OPD."})
    if seats is not None and not 1 <= seats <= batch.capacity:
        raise ValidationError({"seats": f"Isi 1 sampai {batch.capacity} kursi."})
    before = batch.quotas.filter(unit=unit).values_list("seats", flat=True).first()
    if before == seats:
        return
    if seats is None:
        batch.quotas.filter(unit=unit).delete()
    else:
        UnitQuota.objects.update_or_create(batch=batch, unit=unit, defaults={"seats": seats})
    fill(batch)
    audit.record("quota_set", by=by, on=batch, unit=unit.pk, before=before, after=seats)
