"""The dated figures of careers: coefficients and percentages of credit, ages of retirement.

A new figure begins on a day after the last one of its kind; what was in force before stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from careers import permissions
from careers.models import CreditPercent, CreditRate, RetirementAge
from personnel import audit
from personnel.models import User
from personnel.templatetags.palu import tanggal

audit.name_acts({"career_figure": "Menetapkan angka acuan jabatan"})

Row = CreditRate | CreditPercent | RetirementAge


@dataclass(frozen=True)
class Kind:
    """One kind of figure: its table, and what tells one row of it from another beside the day."""

    slug: str
    model: type[models.Model]
    of: str
    values: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.of, *self.values, "valid_from", "source", "standing")


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("koefisien", CreditRate, "level", ("per_year", "to_next_level")),
        Kind("persentase", CreditPercent, "predicate", ("percent",)),
        Kind("bup", RetirementAge, "level", ("age",)),
    )
}


@transaction.atomic
def set_figure(kind: Kind, values: Mapping[str, Any], *, by: User) -> models.Model:
    """A figure from a day on, BKPSDMD only."""
    if not permissions.may_keep_rules(by):
        raise PermissionDenied
    row = kind.model(**{name: values[name] for name in kind.fields})
    row.full_clean()
    newest = _newest(kind, values[kind.of])
    if newest and newest.valid_from >= values["valid_from"]:
        words = f"Angka baru harus mulai sesudah yang terakhir, {tanggal(newest.valid_from)}."
        raise ValidationError({"valid_from": words})
    row.save()
    facts = {name: str(values[name]) for name in (kind.of, *kind.values)}
    audit.record("career_figure", by=by, on=row, kind=kind.slug, starts_on=values["valid_from"], after=facts)
    return row


def _newest(kind: Kind, of: str) -> Row | None:
    rows: Any = kind.model._default_manager.select_for_update().filter(**{kind.of: of})
    newest: Row | None = rows.order_by("-valid_from").first()
    return newest
