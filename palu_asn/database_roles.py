"""Two roles of the database: the owner of the tables (only ``migrate``), and the application's own.

The application may read and write rows. It cannot change a table, switch off a trigger or empty a table at
one stroke, so neither can whoever gets hold of a page or a worker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection, transaction
from psycopg2 import sql

from personnel.append_only import append_only_tables

#: Of a role that the cluster's administrator makes for us: nothing but the right to sign in.
PLAIN = (
    "ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT "
    "PASSWORD {password}"
)


#: Vacuumed or analysed by the application after it has written all of them anew.
TIDIED = {
    "evaluation_invitation",
    "evaluation_sealedanswer",
    "planning_competencyrating",
    "planning_need",
    "planning_needsummary",
    "planning_ratingsheet",
    "planning_sheetanswer",
    "planning_unitneed",
}


def act_as_owner() -> str:
    """From here on this process speaks to the database as the owner of the tables, if one is named.

    Returns the role of the application, to be granted what it needs; "" when both are the same.
    """
    application: str = connection.settings_dict["USER"]
    owner: dict[str, Any] = settings.DATABASE_OWNER
    if not owner or owner["USER"] == application:
        return ""
    connection.close()
    for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[name] = owner[name]
    return application


@contextmanager
def as_owner() -> Iterator[None]:
    """For a while this process speaks as the owner, if one is named; not inside a transaction."""
    before = dict(connection.settings_dict)
    act_as_owner()
    try:
        yield
    finally:
        if connection.settings_dict["USER"] != before["USER"]:
            connection.close()
            connection.settings_dict.update(before)


@transaction.atomic  # no moment in which a right is given that is taken away again
def grant(application: str) -> None:
    """Let the application read and write the rows of every table there is now. The owner calls it.

    To append-only tables it may add. It may tidy the tables that it itself turns over: PostgreSQL 17 and
    later know such a right, before that only the database's own clock does it.
    """
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:

        def run(statement: str, names: Iterable[str] = ()) -> None:
            on = sql.SQL(", ").join(map(sql.Identifier, sorted(names)))
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(application), tables=on))

        run("GRANT USAGE ON SCHEMA public TO {role}")
        run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        # What was migrated is the owner's to say.
        run("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}")
        if closed := tables.intersection(append_only_tables()):
            run("REVOKE UPDATE, DELETE, TRUNCATE ON {tables} FROM {role}", closed)
        if (tidied := tables & TIDIED) and connection.pg_version >= 170_000:  # type: ignore[attr-defined]
            run("GRANT MAINTAIN ON {tables} TO {role}", tidied)


def make_roles(superuser_url: str, owner: dict[str, Any], application: dict[str, Any]) -> None:
    """Make both roles, or give them the passwords that stand in the settings; the database is the owner's."""
    server = psycopg2.connect(superuser_url)
    try:
        with server, server.cursor() as cursor:
            for role in (owner, application):
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role["USER"]])
                act = "ALTER " if cursor.fetchone() else "CREATE "
                cursor.execute(
                    sql.SQL(act + PLAIN).format(
                        role=sql.Identifier(role["USER"]), password=sql.Literal(role["PASSWORD"])
                    )
                )
            cursor.execute(
                sql.SQL("ALTER DATABASE {name} OWNER TO {owner}").format(
                    name=sql.Identifier(owner["NAME"]), owner=sql.Identifier(owner["USER"])
                )
            )
    finally:
        server.close()
