"""How BKPSDMD keeps the paths between levels: a path is added or ended, never rewritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from careers import permissions
from careers.models import CareerStep
from personnel import audit
from personnel.models import User

audit.name_acts(
    {"career_step_added": "Menambah jalur antarjenjang", "career_step_ended": "Mengakhiri jalur antarjenjang"}
)


@transaction.atomic
def add_step(values: Mapping[str, Any], *, by: User) -> CareerStep:
    """A path that was not there, from today or later."""
    _ask(by)
    step = CareerStep(**values)
    step.full_clean()
    if step.valid_from < timezone.localdate():
        raise ValidationError({"valid_from": "Jalur baru berlaku paling cepat hari ini."})
    standing = CareerStep.objects.filter(
        from_level=step.from_level, to_level=step.to_level, within=step.within
    ).exclude(valid_to__lt=step.valid_from)
    if standing.exists():
        raise ValidationError("Jalur itu sudah berlaku. Akhiri dahulu bila perpindahannya akan diubah.")
    step.save()
    audit.record("career_step_added", by=by, on=step, path=str(step), move=step.move, within=step.within)
    return step


@transaction.atomic
def end_step(step: CareerStep, last_day: dt.date, *, by: User) -> CareerStep:
    """No path any more after a day."""
    _ask(by)
    step = CareerStep.objects.select_for_update().get(pk=step.pk)
    if last_day < max(timezone.localdate(), step.valid_from):
        raise ValidationError(
            {"valid_to": "Hari terakhir paling cepat hari ini, dan tidak sebelum mulainya."}
        )
    if step.valid_to is None or last_day < step.valid_to:
        step.valid_to = last_day
        step.save(update_fields=["valid_to"])
        audit.record("career_step_ended", by=by, on=step, path=str(step), ends_on=last_day)
    return step


def _ask(by: User) -> None:
    if not permissions.may_keep_rules(by):
        raise PermissionDenied
