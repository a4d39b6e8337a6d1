"""Migrations after the first of each app only add, so that pages of the release before go on meanwhile."""

from __future__ import annotations

import io
import subprocess

import psycopg2
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader

from palu_asn.backup.programs import find
from palu_asn.management.commands import migrate
from tests import database
from tests.installation import released
from tests.installation.released import frozen

#: What takes something away that the release before still asks for.
TAKES = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
)
#: "app.name" → why the release before does not miss what goes.
AGREED: dict[str, str] = {}
#: What databases in the field have behind them.
RELEASED = frozen()


def ours():
    loader = MigrationLoader(None)
    labels = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
    return {
        f"{app}.{name}": migration
        for (app, name), migration in loader.disk_migrations.items()
        if app in labels and not migration.initial and not name.startswith("0001")
    }


def _may_be_empty(field):
    """Django writes an empty text into the rows that are there."""
    return field.blank and field.empty_strings_allowed


def faults(migration, *, released=bool(RELEASED)):
    found, new = [], set()
    for operation in migration.operations:
        if isinstance(operation, operations.CreateModel):
            new.add(operation.name_lower)  # without rows, and unknown to the release before
        if isinstance(operation, TAKES):
            found.append(f"{type(operation).__name__} takes something away")
        if isinstance(operation, operations.AddField) and operation.model_name_lower not in new:
            field = operation.field
            empty = field.blank and field.empty_strings_allowed
            if not (
                field.null or field.many_to_many or field.has_default() or field.has_db_default() or empty
            ):
                found.append(f"{operation.name} cannot be empty and has no default")
            elif (
                released
                and not field.null
                and not field.many_to_many
                and not field.has_db_default()
                and not field.blank
            ):
                # The release before writes rows without it.
                found.append(f"{operation.name} has no default in the database")
    return found


def test_new_migrations_only_add():
    found = {
        name: faults(migration)
        for name, migration in ours().items()
        if name not in AGREED and name not in RELEASED
    }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_what_was_released_is_as_it_was(tmp_path, monkeypatch):
    """Before the first release nothing is frozen, so what would be is tried here."""
    standing = released.standing()
    assert len(standing) > 40
    assert {name: standing.get(name) for name in RELEASED} == RELEASED
    monkeypatch.setattr(released, "FROZEN", tmp_path / "frozen.txt")
    released.freeze()
    assert released.frozen() == standing


def test_they_have_names_of_their_own():
    assert [name for name in ours() if "_auto_" in name or name.endswith("_initial")] == []


def test_the_lint_finds_what_it_looks_for():
    class Bad:
        operations = [
            operations.RemoveField("job", "kind"),
            operations.AddField("job", "a", models.IntegerField()),
            operations.AddField("job", "b", models.IntegerField(default=1)),
            operations.AddField("job", "c", models.IntegerField(db_default=1)),
            operations.AddField("job", "d", models.IntegerField(null=True)),
        ]

    assert len(faults(Bad, released=False)) == 2
    assert len(faults(Bad, released=True)) == 3


def test_a_table_in_use_is_not_waited_for_for_ever(transactional_db, monkeypatch):
    """Of two that want a table the migration gives up, says so, and holds nobody up."""
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", "100ms")
    monkeypatch.setattr(migrate.migrate.Command, "handle", lambda self, **options: wants_the_table())
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    try:
        other.cursor().execute("LOCK TABLE jobs_heartbeat IN ACCESS SHARE MODE")
        with pytest.raises(CommandError, match="dipakai pekerjaan lain"):
            call_command("migrate", stdout=io.StringIO(), skip_checks=True)
    finally:
        other.close()
        connection.close()


def wants_the_table():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE jobs_heartbeat IN ACCESS EXCLUSIVE MODE")


@pytest.mark.release
def test_the_empty_database_of_the_tests_has_what_migrating_makes(django_db_setup, django_db_blocker):
    """That one is made without rendering models anew for their relations."""
    name = "test_palu_asn_migrated"
    with django_db_blocker.unblock(), database.maintenance() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        database.migrate(cursor, name)
        try:
            assert (migrated := tables_of(name)).count("CREATE TABLE") > 150
            assert tables_of(database.template()) == migrated
        finally:
            cursor.execute(f"DROP DATABASE {name}")


def tables_of(name):
    """With their indexes, constraints, triggers and functions, as SQL."""
    there = connection.settings_dict
    dump = [find("pg_dump"), "--schema-only", "--restrict-key=x", "--dbname", name]
    dump += ["--host", there["HOST"], "--username", there["USER"]]
    dump += ["--port", str(there["PORT"])] if there["PORT"] else []
    return subprocess.run(dump, check=True, capture_output=True, text=True).stdout
