"""Reading what is held about one account: each table once, each row as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import Field, Model, Q, QuerySet

from palu_asn.own_data.table import MINE, SENT_FILES, Mine
from personnel.models import User
from planning.hidden_levels import hides_target


@dataclass(frozen=True)
class Told:
    """One table: its rows as column → value, or ``waits`` where they are not to be seen yet."""

    label: str
    name: str
    rows: list[dict[str, Any]]
    waits: bool = False


def columns_of(label: str) -> list[Field[Any, Any]]:
    """The columns that the archive tells."""
    untold = MINE[label].untold
    return [field for field in apps.get_model(label)._meta.concrete_fields if field.name not in untold]


def rows_of(label: str, user: User) -> QuerySet[Any]:
    """The rows about the account or its civil servant."""
    mine = MINE[label]
    found = _about(mine, user)
    if mine.only is not None:
        found &= mine.only
    related = [field.name for field in columns_of(label) if field.is_relation]
    return (
        apps.get_model(label)._base_manager.filter(found).select_related(*related).order_by("pk").distinct()
    )


def _about(mine: Mine, user: User) -> Q:
    found = Q(pk__in=[])
    for path in mine.accounts:
        found |= Q(**{path: user.pk})
    if user.civil_servant_id is not None:
        for path in mine.people:
            found |= Q(**{path: user.civil_servant_id})
    return found


def told_of(user: User) -> Iterator[Told]:
    """Every table, in the order of the list."""
    person = user.civil_servant
    hidden = person is not None and hides_target(user, person)
    for label, mine in MINE.items():
        name = str(apps.get_model(label)._meta.verbose_name_plural)
        if mine.waits and hidden:
            yield Told(label, name, [], waits=True)
            continue
        columns = columns_of(label)
        rows = [{field.name: _plain(row, field) for field in columns} for row in rows_of(label, user)]
        yield Told(label, name, rows)


def _plain(row: Model, field: Field[Any, Any]) -> Any:
    if field.is_relation:
        related = getattr(row, field.name)
        return None if related is None else str(related)
    value = field.value_from_object(row)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")()) if value not in (None, "") else ""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value.normalize()) if isinstance(value, Decimal) and not value else str(value)


def sent_files(user: User) -> Iterator[tuple[str, str]]:
    """What the person sent and is still there: where it is kept, and its name in the archive."""
    for label, name in SENT_FILES.items():
        for row in rows_of(label, user):
            if row.stored_as and default_storage.exists(row.stored_as):
                folder = label.rpartition(".")[2].lower()
                yield row.stored_as, f"berkas/{folder}-{row.pk}-{getattr(row, name)}"
