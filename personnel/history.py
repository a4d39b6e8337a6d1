"""What changed in a person's record, field by field, from what the database writes down of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from personnel.models import CivilServant, Position, Rank, RowChange, Unit

SHOWN = 20
# Columns that are the machine's business, not the person's.
HIDDEN = {"id", "pns_id"}


@dataclass(frozen=True)
class Change:
    """One field, before and after, in words."""

    at: dt.datetime
    field: str
    before: str
    after: str


def changes_of(person: CivilServant) -> list[Change]:
    """The newest changes of the record, newest first; a constant number of queries."""
    rows = RowChange.objects.filter(object_type=CivilServant._meta.label_lower, root_id=person.pk)
    fields = {field.attname: field for field in CivilServant._meta.concrete_fields}
    changed = [
        (row.at, fields[column], values)
        for row in rows.order_by("-pk")[:SHOWN]
        for column, values in row.changes.items()
        if column in fields and column not in HIDDEN
    ]
    names = _names({(field.related_model, value) for _at, field, values in changed for value in values})
    return [
        Change(at, str(field.verbose_name), *(_word(field, value, names) for value in values))
        for at, field, values in changed
    ]


def _names(wanted: set[tuple[Any, Any]]) -> dict[tuple[type[Model], int], str]:
    """The names of rows that changes point at, one query for each kind."""
    names: dict[tuple[type[Model], int], str] = {}
    for model in (Unit, Position, Rank, CivilServant):
        ids = [value for kind, value in wanted if kind is model and value is not None]
        if ids:
            names |= {(model, row.pk): str(row) for row in model._default_manager.filter(pk__in=ids)}
    return names


def _word(field: Any, value: Any, names: dict[tuple[type[Model], int], str]) -> str:
    if value in (None, ""):
        return "\N{EN DASH}"
    if field.related_model:
        return names.get((field.related_model, value), "\N{EN DASH}")
    return str(dict(field.flatchoices).get(value, value))
