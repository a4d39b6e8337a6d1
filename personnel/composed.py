"""Questions that every request asks in the same words: composed once for each process, then only asked.

Composing takes Django longer than Postgres needs for the answer. What changes from one time to the next
stands in the question as ``Given("name")``; everything else is part of its words for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=Model)


class Given(Expression):
    """The place of a value that each question brings along; the value is what the column keeps."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


def given(values: Mapping[str, Any], params: Iterable[Any]) -> list[Any]:
    """The parameters of a question, with the values where it leaves a place for them."""
    return [values[param.name] if isinstance(param, Given) else param for param in params]


class Composed(Generic[Row]):
    """``Composed(rows)(name=value)`` are the rows, as ``rows()`` would give them with the value in its place.

    For rows of one model with what it follows by ``select_related``, and annotations. One query.
    """

    def __init__(self, rows: Callable[[], QuerySet[Row]]) -> None:
        self._rows = rows

    def __call__(self, **values: Any) -> list[Row]:
        sql, params, row_of = self._composed
        with connection.cursor() as cursor:
            cursor.execute(sql, given(values, params))
            return [row_of(found) for found in cursor.fetchall()]

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
