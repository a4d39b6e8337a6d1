"""Tables whose rows are only ever added: a mistake is met by another row, never by changing the first.

Two guards. Triggers refuse UPDATE, DELETE and TRUNCATE to whoever comes. And the role of the application has
no right to them (``palu_asn.database_roles``), for a trigger can be switched off by who owns the table, and
one of pgtrigger's is told to look away by anybody who may run a statement. ``triggers = append_only()``
declares a table, and nothing else does.
"""

from __future__ import annotations

import pgtrigger
from django.apps import apps

NAME = "append_only"


def append_only() -> list[pgtrigger.Trigger]:
    """The triggers of a table whose rows are only ever added."""
    return [
        pgtrigger.Protect(name=NAME, operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="never_emptied",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func="RAISE EXCEPTION 'Cannot empty table %, rows are only ever added to it', TG_TABLE_NAME;",
        ),
    ]


def append_only_tables() -> list[str]:
    """The names of these tables in the database."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(trigger.name == NAME for trigger in getattr(model._meta, "triggers", ()))
    )
