"""The history of a row and of what belongs to it, told act by act: who, when, what, from what to what.

Triggers write the rows down (``personnel.tracking``), the audit entry of the same transaction says who did it
and what the act was; a change without one was made by a command of the system.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    DateTimeField,
    DecimalField,
    F,
    Field,
    Max,
    Model,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import RowNumber

from personnel import audit
from personnel.models import AuditEntry, RowChange, User
from personnel.templatetags.palu import NOTHING, jp, nip, tanggal, tanggal_jam

SHOWN = 10
SYSTEM = "Perintah sistem"
UNNAMED = "Mengubah data"
GONE = "yang sudah dihapus"
Kind = RowChange.Kind


@dataclass(frozen=True)
class Table:
    """A tracked table as a page tells it: ``subject`` are the columns that name a row (none for the row
    whose page it is); with ``columns`` it tells changes of these alone, since the reader may see no other."""

    model: type[Model]
    subject: tuple[str, ...] = ()
    columns: frozenset[str] | None = None

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def field(self, column: str) -> Field[Any, Any] | None:
        """The field of a column; None for one that the table has lost or the reader may not see."""
        return _field(self.model, column) if self.columns is None or column in self.columns else None


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """One row that an act touched: which and how (nothing for a change of the page's own row), and its
    fields that differ."""

    title: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Act:
    """What somebody did at once: ``touched`` rows, the first of them in words."""

    key: uuid.UUID
    at: dt.datetime
    who: str
    name: str
    rows: tuple[Changed, ...]
    touched: int

    @property
    def more(self) -> int:
        """How many rows are not told here."""
        return self.touched - len(self.rows)


def rows_of(tables: Iterable[Table], root: int) -> QuerySet[RowChange]:
    """All that was written down of a page's row and of what belongs to it."""
    wanted = Q(pk__in=[])
    for table in tables:
        seen = Q() if table.columns is None else Q(changes__has_any_keys=sorted(table.columns))
        wanted |= Q(object_type=table.label) & seen
    return RowChange.objects.filter(wanted, root_id=root)


def by_act(rows: QuerySet[RowChange]) -> QuerySet[Any, Any]:
    """The acts among the rows, newest first: their transaction and how many rows each touched."""
    acts = rows.order_by().values("transaction").annotate(last=Max("pk"), touched=Count("pk"))
    return acts.order_by("-last")


def acts_of(
    rows: QuerySet[RowChange], acts: Sequence[Mapping[str, Any]], tables: Sequence[Table]
) -> list[Act]:
    """The acts of one page, each with its first rows; a constant number of queries."""
    place = Window(RowNumber(), partition_by=F("transaction"), order_by=F("pk").asc())
    first = rows.filter(transaction__in=[act["transaction"] for act in acts]).annotate(place=place)
    changes = list(first.filter(place__lte=SHOWN).order_by("pk"))
    return tell(changes, {act["transaction"]: act["touched"] for act in acts}, tables)


def tell(changes: Sequence[RowChange], acts: Mapping[uuid.UUID, int], tables: Sequence[Table]) -> list[Act]:
    """The acts in the given order, with those of their rows that are given, in words."""
    words = _Words(changes, {table.label: table for table in tables})
    entries = {
        entry.transaction: entry
        for entry in AuditEntry.objects.filter(transaction__in=list(acts))
        .order_by("transaction", "-pk")
        .distinct("transaction")
        .select_related("actor__civil_servant")
    }
    told = []
    for key, touched in acts.items():
        rows = [change for change in changes if change.transaction == key]
        entry = entries.get(key)
        told.append(
            Act(
                key=key,
                at=entry.at if entry else rows[0].at,
                who=str(entry.actor) if entry and entry.actor else SYSTEM,
                name=audit.act_name(entry.action) if entry else UNNAMED,
                rows=tuple(words.changed(row) for row in rows),
                touched=touched,
            )
        )
    return told


class _Words:
    """Everything that the rows point at, read once for all of them."""

    def __init__(self, changes: Sequence[RowChange], tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self.subjects = self._subjects_of(changes)
        pairs = [
            (table.field(column), value)
            for change in changes
            if change.kind == Kind.CHANGED
            for table in [tables[change.object_type]]
            for column, values in change.changes.items()
            for value in values
        ]
        for change in changes:
            table = tables[change.object_type]
            known = self.subjects.get((change.object_type, change.object_id), {})
            pairs += [(_field(table.model, column), known.get(column)) for column in table.subject]
        self.names = _names(pairs)

    def _subjects_of(self, changes: Sequence[RowChange]) -> dict[tuple[str, int], dict[str, Any]]:
        """What names each row: read from it, or from what was kept when it was removed."""
        found: dict[tuple[str, int], dict[str, Any]] = {}
        wanted: dict[str, set[int]] = {}
        for change in changes:
            if not self.tables[change.object_type].subject:
                continue
            if change.kind == Kind.REMOVED:
                found[change.object_type, change.object_id] = change.changes
            else:
                wanted.setdefault(change.object_type, set()).add(change.object_id)
        for label, ids in wanted.items():
            table = self.tables[label]
            rows = table.model._default_manager.filter(pk__in=ids).order_by()
            for row in rows.values("pk", *table.subject):
                found[label, row["pk"]] = row
        missing = {(label, pk) for label, ids in wanted.items() for pk in ids if (label, pk) not in found}
        if missing:
            removed = RowChange.objects.filter(
                kind=Kind.REMOVED,
                object_type__in={label for label, _pk in missing},
                object_id__in={pk for _label, pk in missing},
                root_id__in={change.root_id for change in changes},
            )
            found |= {(change.object_type, change.object_id): change.changes for change in removed}
        return found

    def changed(self, change: RowChange) -> Changed:
        """One row in words."""
        table, how = self.tables[change.object_type], str(Kind(change.kind).label)
        if change.kind != Kind.CHANGED:
            return Changed(f"{how}: {self._subject(table, change)}")
        differences = tuple(
            Difference(str(field.verbose_name), self._word(field, before), self._word(field, after))
            for column, (before, after) in change.changes.items()
            if (field := table.field(column)) is not None
        )
        return Changed(f"{how}: {self._subject(table, change)}" if table.subject else "", differences)

    def _subject(self, table: Table, change: RowChange) -> str:
        known = self.subjects.get((change.object_type, change.object_id), {})
        words = [self._word(_field(table.model, column), known.get(column)) for column in table.subject]
        named = " · ".join(word for word in words if word != NOTHING)
        return f"{table.model._meta.verbose_name} {named}".strip()

    def _word(self, field: Field[Any, Any] | None, value: Any) -> str:
        if field is None or value in (None, ""):
            return NOTHING
        if field.related_model:
            return self.names.get((field.related_model, value), GONE)
        return _written(field, value)


def _field(model: type[Model], column: str) -> Field[Any, Any] | None:
    return next((field for field in model._meta.concrete_fields if field.attname == column), None)


def _names(pairs: Iterable[tuple[Field[Any, Any] | None, Any]]) -> dict[tuple[Any, Any], str]:
    """The names of the rows that the values point at, one query for each kind of row."""
    wanted: dict[Any, set[Any]] = {}
    for field, value in pairs:
        if field is not None and field.related_model and value is not None:
            wanted.setdefault(field.related_model, set()).add(value)
    names: dict[tuple[Any, Any], str] = {}
    for model, ids in wanted.items():
        rows = model._default_manager.filter(pk__in=ids)
        if model is User:
            rows = rows.select_related("civil_servant")
        names |= {(model, row.pk): str(row) for row in rows}
    return names


#: How a value of a field is written, by the first kind that the field is.
WRITERS: tuple[tuple[type[Field[Any, Any]], Callable[[Any], str]], ...] = (
    (BooleanField, lambda value: "ya" if value else "tidak"),
    (DateTimeField, tanggal_jam),
    (DateField, tanggal),
    (DecimalField, jp),
)


def _written(field: Field[Any, Any], value: Any) -> str:
    value = field.to_python(value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if field.name == "nip":
        return nip(value)
    return next((write(value) for kind, write in WRITERS if isinstance(field, kind)), str(value))
