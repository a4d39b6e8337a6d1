"""What a table's history keeps: a trigger writes every change down, whoever made it and however.

A model lists ``*tracked(...)`` among its triggers; the rows are those of ``RowChange``, and
``personnel.history`` reads them. Only a table whose history stands on a page is tracked (ADR 0006).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.db import models

ADDED, CHANGED, REMOVED = "add", "change", "remove"
#: Told of no row: whatever else changed tells that it did.
NEVER = ("updated_at", "version")

#: By statement, since a file writes thousands of rows at once. By EXECUTE, so that each statement is planned
#: for the rows that it touched: the plan kept from a statement of one row is a nested loop, 19 s for 12,000.
TELL = (
    "EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes)"
    " {rows} $tell$; RETURN NULL;"
)
ADDED_ROWS = "SELECT '{label}', n.id, n.{root}, 'add', '{{}}'::jsonb FROM new_rows n ORDER BY n.id"
#: Two columns stand in ``changes`` as [before, after].
CHANGED_ROWS = (
    "SELECT '{label}', n.id, n.{root}, 'change', told.changes"
    " FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL ("
    "SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes"
    " FROM jsonb_each(to_jsonb(o) - {untold}) before"
    " JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key"
    " WHERE after.value <> before.value) told"
    " WHERE to_jsonb(o) - {untold} <> to_jsonb(n) - {untold} ORDER BY n.id"
)
#: A row that is gone is kept as it was.
REMOVED_ROWS = (
    "SELECT '{label}', o.id, o.{root}, 'remove', jsonb_strip_nulls(to_jsonb(o) - {untold})"
    " FROM old_rows o ORDER BY o.id"
)


class ThisTransaction(models.Func):
    """A key that all rows of one transaction share: made up by the first that is written, random, and gone
    with the transaction."""

    template = (
        "COALESCE(NULLIF(current_setting('palu.transaction', true), ''),"
        " set_config('palu.transaction', gen_random_uuid()::text, true))::uuid"
    )
    output_field = models.UUIDField()


class _Tell(pgtrigger.Trigger):
    when = pgtrigger.After
    level = pgtrigger.Statement

    def __init__(self, kind: str, root: str, untold: Iterable[str]) -> None:
        self.root, self.untold = root, "'{" + ",".join([*NEVER, *untold]) + "}'::text[]"
        operation, self.rows, tables = TOLD[kind]
        super().__init__(
            name=f"history_{kind}",
            operation=operation,
            referencing=pgtrigger.Referencing(**tables),  # type: ignore[no-untyped-call]
        )

    def get_func(self, model: Any) -> str:
        rows = self.rows.format(label=model._meta.label_lower, root=self.root, untold=self.untold)
        return TELL.format(rows=rows)


OLD, NEW = {"old": "old_rows"}, {"new": "new_rows"}
TOLD: dict[str, tuple[pgtrigger.Operation, str, dict[str, str]]] = {
    ADDED: (pgtrigger.Insert, ADDED_ROWS, NEW),
    CHANGED: (pgtrigger.Update, CHANGED_ROWS, OLD | NEW),
    REMOVED: (pgtrigger.Delete, REMOVED_ROWS, OLD),
}


def tracked(
    root: str, *, kinds: Iterable[str] = (ADDED, CHANGED, REMOVED), untold: Iterable[str] = ()
) -> list[pgtrigger.Trigger]:
    """The triggers of a table with a history.

    ``root`` is the column that says on whose page it stands (a plan's id for its items), ``kinds`` what is
    told, ``untold`` the columns that nobody reads there.
    """
    untold = list(untold)
    return [_Tell(kind, root, untold) for kind in kinds]
