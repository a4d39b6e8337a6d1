"""Questions that are asked again and again in the same words: composed once for each process, planned once
for each connection, then only asked.

Composing takes Django longer than Postgres needs for the answer. What changes from one time to the next
stands in the question as ``Given("name")``; everything else is part of its words for good.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import count
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import get_related_populators
from psycopg2.extensions import AsIs

Row = TypeVar("Row", bound=Model)


class Given(Expression):
    """The place of a value that each question brings along; the value is what the column keeps."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


def fetch(sql: str, params: Sequence[Any], values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The answer to a question that is asked again and again; ``values`` fill the places that it leaves.

    Postgres plans it once for each connection: for the two dozen of a home page planning takes six times as
    long as answering. Where somebody reads along (``connection.queries``), or where a pool hands the same
    session to several (Django's ``DISABLE_SERVER_SIDE_CURSORS``), it is sent in plain words.
    """
    given = [values[one.name] for one in params if isinstance(one, Given)]
    with connection.cursor() as cursor:
        if not given or connection.queries_logged or _shares_its_session():
            places = iter(given)
            cursor.execute(sql, [next(places) if isinstance(one, Given) else one for one in params])
        else:
            name = _prepared(cursor, sql, params, given)
            cursor.execute(f"EXECUTE {name}({', '.join(['%s'] * len(given))})", given)
        return list(cursor.fetchall())


def _shares_its_session() -> bool:
    return bool(connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


#: By connection: what has been prepared, and its name. So many at once; what was prepared first goes first.
_PREPARED: WeakKeyDictionary[Any, dict[Any, str]] = WeakKeyDictionary()
ROOM = 100
_NUMBERS = count(1)
#: What Postgres cannot tell from where the value stands, as where something is added to it.
_TYPES = {dt.datetime: "timestamptz", dt.date: "date"}


def _prepared(cursor: Any, sql: str, params: Sequence[Any], given: list[Any]) -> str:
    """The name under which this connection knows the question."""
    known = _PREPARED.setdefault(connection.connection, {})
    key = (sql, *map(str, params))
    if key not in known:
        name, number = f"composed_{next(_NUMBERS)}", count(1)
        types = ", ".join(_TYPES.get(type(value), "unknown") for value in given)
        places = [AsIs(f"${next(number)}") if isinstance(one, Given) else one for one in params]
        if len(known) >= ROOM:
            cursor.execute(f"DEALLOCATE {known.pop(next(iter(known)))}")
        cursor.execute(f"PREPARE {name}({types}) AS {sql}", places)
        known[key] = name
    return known[key]


class Composed(Generic[Row]):
    """``Composed(rows)(name=value)`` are the rows, as ``rows()`` would give them with the value in its place.

    For rows of one model with what it follows by ``select_related``, and annotations. One query.
    """

    def __init__(self, rows: Callable[[], QuerySet[Row]]) -> None:
        self._rows = rows

    def __call__(self, **values: Any) -> list[Row]:
        sql, params, row_of = self._composed
        return [row_of(found) for found in fetch(sql, params, values)]

    @cached_property
    def _composed(self) -> tuple[str, tuple[Any, ...], Callable[[tuple[Any, ...]], Row]]:
        compiler = self._rows().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        select, klass, annotations = compiler.select, compiler.klass_info, compiler.annotation_col_map or {}
        model, first, last = klass["model"], klass["select_fields"][0], klass["select_fields"][-1] + 1
        names = [column.target.attname for column, *_more in select[first:last]]
        related = get_related_populators(klass, select, connection.alias)  # type: ignore[call-arg]  # of 6.1
        converters = compiler.get_converters(column for column, *_more in select)

        def row_of(found: Any) -> Row:
            if converters:
                found = list(found)
                for place, (convert_all, column) in converters.items():
                    for convert in convert_all:
                        found[place] = convert(found[place], column, connection)
            row: Row = model.from_db(connection.alias, names, found[first:last])
            for populator in related:
                populator.populate(found, row)
            for name, place in annotations.items():
                setattr(row, name, found[place])
            return row

        return sql, params, row_of
