"""Two roles of the database: the owner of the tables (only ``migrate``), and the application's own.

The application may read and write rows. It cannot change a table, switch off a trigger or empty a table at
one stroke, so neither can whoever gets hold of a page or a worker.
"""

from __future__ import annotations

from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

#: Of a role that the cluster's administrator makes for us: nothing but the right to sign in.
PLAIN = (
    "ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT "
    "PASSWORD {password}"
)


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


def grant(application: str) -> None:
    """Let the application read and write the rows of every table there is now. The owner calls it."""
    role = sql.Identifier(application)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            # What was migrated is the owner's to say.
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=role))


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
