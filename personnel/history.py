"""What changed in a person's record, field by field, from the row history that the database keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import Model

from personnel.models import CivilServant, Position, Rank, Unit

SHOWN = 20
# Fields that are the machine's business, not the person's.
HIDDEN = {"id", "pns_id", "last_import"}


@dataclass(frozen=True)
class Change:
    """One field, before and after, in words."""

    at: dt.datetime
    field: str
    before: str
    after: str


def changes_of(person: CivilServant) -> list[Change]:
    """The newest changes of the record, newest first; a constant number of queries."""
    events = list(
        apps.get_model("personnel", "CivilServantEvent")
        .objects.filter(pgh_obj_id=person.pk)
        .order_by("-pgh_id")[: SHOWN + 1]
    )
    fields = [field for field in CivilServant._meta.concrete_fields if field.name not in HIDDEN]
    pairs = [
        (newer, field, getattr(older, field.attname), getattr(newer, field.attname))
        for newer, older in pairwise(events)
        for field in fields
    ]
    changed = [pair for pair in pairs if pair[2] != pair[3]]
    names = _names({(field.related_model, value) for _e, field, *values in changed for value in values})
    return [
        Change(
            event.pgh_created_at,
            str(field.verbose_name),
            *(_word(field, value, names) for value in (before, after)),
        )
        for event, field, before, after in changed
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
