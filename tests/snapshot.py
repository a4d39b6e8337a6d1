"""Rows that many tests begin with: made once by our own factories, then put in again in one statement."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

# What the empty database holds already.
THERE = {"auth_permission", "django_content_type", "django_migrations"}
# Told anew each time, of this transaction and this moment: into which columns, and what. A turn of another
# transaction would let figures that an earlier test added up in the same process be taken for this one's.
OF_EACH = {
    "personnel_rowchange": ("object_type, object_id, root_id, kind, changes",) * 2,
    "personnel_turn": ("subject, transaction", "subject, pg_current_xact_id()::text::bigint"),
}


class Snapshot:
    """What ``make`` wrote into the empty database and what it returned.

    ``put`` writes the same rows under the same keys, in whatever transaction the test has, and gives objects
    of its own to each test. The keys come from the sequences, which never go back: nothing else gets them.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        with transaction.atomic():
            self._objects = pickle.dumps(make())
            tables = set(connection.introspection.table_names()) - THERE
            inserts = ";".join(filter(None, map(_insert, sorted(tables))))
            transaction.set_rollback(True)
        # Past triggers and foreign keys, which have seen all of it when it was made: they took half the time.
        self._statements = (
            f"SET LOCAL session_replication_role = replica; {inserts};"
            "SET LOCAL session_replication_role = origin"
        )

    def put(self) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(self._statements)
        return pickle.loads(self._objects)


def _insert(table: str) -> str:
    """The statement that writes the rows the table has now; '' if it has none."""
    columns, values = OF_EACH.get(table, ("", "*"))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT array_agg(t::text) FROM "{table}" t')
        (rows,) = cursor.fetchone()
        into = f'"{table}" ({columns})' if columns else f'"{table}"'
        statement = f'INSERT INTO {into} SELECT {values} FROM unnest(%s::"{table}"[])'
        return cursor.mogrify(statement, [rows]).decode() if rows else ""
