"""The database of the tests: the empty one is made once for each state of the migrations, then copied.

Migrating takes longer than a hundred tests; a copy takes a third of a second. So each process that runs tests
gets a fresh copy each time, and ``--reuse-db`` and ``--create-db`` of pytest-django change nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState

from tests import snapshot

WRITTEN_TO = """
    SELECT quote_ident(relname) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT relname = ANY(%s)
      AND pg_relation_size(oid) > 0
"""
LOCK = 20261014  # of our own choice: two processes must not make the same template at once


def make() -> str:
    """Make the database that the settings name for tests, and let the connection use it."""
    name = connection.settings_dict["TEST"]["NAME"]
    with maintenance() as cursor:
        template = _template(cursor)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _use(name)
    return name


def template() -> str:
    """The empty database itself, for who copies it elsewhere."""
    with maintenance() as cursor:
        return _template(cursor)


def drop(name: str, former: str) -> None:
    """Remove it, and let the connection use the one before it."""
    _use(former)
    with maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def empty(_test: object = None) -> None:
    """Empty the tables that hold rows; for tests that commit, in place of Django's flush.

    That truncates all tables and their indexes, which takes seconds; here the few that were written to are
    emptied past all triggers, and vacuumed, so that no place on disk tells the next test of this one. Where
    the role may not pass triggers by, the database is made anew, which takes seconds again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        if not cursor.fetchone()[0]:
            make()
            return
        cursor.execute(WRITTEN_TO, [sorted(snapshot.THERE)])
        tables = [row[0] for row in cursor.fetchall()]
        if tables:
            deletes = "".join(f"DELETE FROM {table};" for table in tables)
            cursor.execute(
                f"SET session_replication_role = replica; {deletes} RESET session_replication_role"
            )
            cursor.execute(f"VACUUM {', '.join(tables)}")


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def maintenance() -> Iterator[Any]:
    """A cursor from which databases are made and dropped."""
    with connection._nodb_cursor() as cursor:
        yield cursor


def _template(cursor: Any) -> str:
    """The empty database for these migrations; made here if nobody has yet. Those of others are removed."""
    prefix = "template_palu_asn_"
    name = prefix + _state_of_the_migrations()
    cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    there = {row[0] for row in cursor.fetchall()}
    if name not in there:
        for old in there:
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        # Under another name until it is whole.
        building = f"{prefix}building"
        with each_model_by_itself():
            migrate(cursor, building)
        cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


def migrate(cursor: Any, name: str) -> None:
    """Make a database of that name with the tables of all migrations."""
    cursor.execute(f'CREATE DATABASE "{name}"')
    former = connection.settings_dict["NAME"]
    _use(name)
    try:
        call_command("migrate", verbosity=0)
    finally:
        _use(former)


@contextmanager
def each_model_by_itself() -> Iterator[None]:
    """While tables are made: a model that changes is rendered anew, not all that are related to it.

    No operation of ours looks at those, and rendering them was nine tenths of the time;
    ``tests/installation/test_migrations.py`` holds before a release that the tables are the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            ProjectState, "_find_reload_model", lambda _state, app, model, _delay=False: {(app, model)}
        )
        yield


def _state_of_the_migrations() -> str:
    files = [file for app in apps.get_app_configs() for file in Path(app.path, "migrations").glob("*.py")]
    digest = hashlib.sha256((settings.BASE_DIR / "requirements" / "base.txt").read_bytes())
    for file in sorted(files):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    template()
