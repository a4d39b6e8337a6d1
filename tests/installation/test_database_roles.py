"""Owner and application are two roles without privileges; only the owner can change a table."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid

import psycopg2
import pytest
from django.db import connection

from palu_asn.database_roles import make_roles
from tests.installation.files import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def server(django_db_blocker):
    """Where the tests' own PostgreSQL is, as its administrator."""
    with django_db_blocker.unblock():
        place = connection.settings_dict
        words = {"host": place["HOST"], "port": place["PORT"] or 5432, "user": place["USER"]}
        yield words | ({"password": place["PASSWORD"]} if place["PASSWORD"] else {})


def execute(place, statement, **more):
    server = psycopg2.connect(**(place | {"dbname": "postgres"} | more))
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        server.close()


@pytest.fixture
def roles(server):
    """A new database with its two roles: (name of the database, owner, application)."""
    name = f"palu_roles_{uuid.uuid4().hex[:8]}"
    owner = {"USER": f"{name}_owner", "PASSWORD": "pemilik", "NAME": name}
    application = {"USER": f"{name}_app", "PASSWORD": "aplikasi", "NAME": name}
    execute(server, f'CREATE DATABASE "{name}"')
    superuser = psycopg2.extensions.make_dsn(**server, dbname=name)
    try:
        make_roles(superuser, owner, application)
        make_roles(superuser, owner, application)  # once more, as after each update
        yield name, owner, application
    finally:
        execute(server, f'DROP DATABASE IF EXISTS "{name}"')
        for role in (owner, application):
            execute(server, f'DROP ROLE IF EXISTS "{role["USER"]}"')


def url(server, role):
    if str(server["host"]).startswith("/"):
        return f"postgres://{role['USER']}:{role['PASSWORD']}@/{server['host']}/{role['NAME']}"
    return f"postgres://{role['USER']}:{role['PASSWORD']}@{server['host']}:{server['port']}/{role['NAME']}"


def test_neither_role_is_privileged(server, roles):
    found = execute(
        server,
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles "
        f"WHERE rolname LIKE '{roles[0]}%'",
    )
    assert found == [(False,) * 5] * 2


def test_the_application_uses_tables_and_changes_none(server, roles):
    name, owner, application = roles
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "contenttypes", "--skip-checks"],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "palu_asn.settings",
            "PALU_LOCAL": "1",
            "DATABASE_URL": url(server, application),
            "DATABASE_OWNER_URL": url(server, owner),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    def as_application(statement):
        place = server | {"user": application["USER"], "password": application["PASSWORD"]}
        return execute(place, statement, dbname=name)

    as_application("INSERT INTO django_content_type (app_label, model) VALUES ('uji', 'uji')")
    assert as_application("SELECT count(*) FROM django_content_type WHERE app_label = 'uji'") == [(1,)]
    for forbidden in (
        "TRUNCATE django_content_type",
        "ALTER TABLE django_content_type DISABLE TRIGGER ALL",
        "DROP TABLE django_content_type",
        "CREATE TABLE uji (n int)",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            as_application(forbidden)
