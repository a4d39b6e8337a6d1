"""Whether there are rows, and how many: any number of small questions in one query.

Each is composed for itself. As parts (``Exists``) of one query of Django's all of them would first be copied
and renamed, which takes more than twice as long; Postgres answers faster than either. A question that holds
``Given`` where something changes from one time to the next can be kept (``functools.cache``) and asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.sql import Query

from personnel.composed import fetch

#: What stands in the statement for a question, and its parameters.
Question = tuple[str, Sequence[Any]]


def is_there(rows: QuerySet[Any]) -> Question:
    return _composed("EXISTS({})", rows, rows.query.exists())


def how_many(rows: QuerySet[Any]) -> Question:
    return _composed("(SELECT count(*) FROM ({}) AS found)", rows, rows.order_by().values("pk").query)


def _composed(around: str, rows: QuerySet[Any], query: Query) -> Question:
    try:
        sql, params = query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:  # what is asked contradicts itself
        return around.format("SELECT NULL WHERE FALSE"), ()
    return around.format(sql), params


def ask(*questions: Question, **values: Any) -> list[Any]:
    """The answers, in their order; ``values`` are what the questions leave to be given. One query."""
    if not questions:
        return []
    parts, params = zip(*questions, strict=True)
    (answers,) = fetch(f"SELECT {', '.join(parts)}", [one for some in params for one in some], values)
    return list(answers)


def condition(rows: QuerySet[Any]) -> Question:
    """What a row of their table must fulfil to be among these rows, to be composed once and kept: nothing in
    it may depend on who asks or when."""
    compiler = rows.query.get_compiler(rows.db)
    compiler.pre_sql_setup()
    sql, params = compiler.compile(compiler.query.where)
    return sql, tuple(params)


def are_there(*questions: QuerySet[Any]) -> list[bool]:
    """Of each whether it has a row. One query."""
    return ask(*map(is_there, questions))
