"""Restoring a backup into an empty database, and the drill: the same beside the installation, to see it work.

Everything is read and compared before anything is touched.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from psycopg2 import sql

from jobs.models import Upkeep
from palu_asn import database_roles
from palu_asn.backup import making, programs
from palu_asn.backup.archive import FILES, BadBackup, Manifest, Opened, open_backup
from personnel import audit, private_files
from personnel.models import AuditEntry, CivilServant, User

#: Where nobody has worked yet these hold nothing, also after `migrate` and `load_reference`.
SIGNS_OF_LIFE = (User, CivilServant, AuditEntry)


def check(source: Path, identity: Path | None) -> Manifest:
    """Whether the backup is whole and could be restored here; touches no database."""
    with making.bench() as bench:
        return _opened(source, bench, identity).manifest


def restore(source: Path, identity: Path | None) -> Manifest:
    """Put rows and files of a backup into this empty installation, and bring its tables to this version."""
    with making.bench() as bench:
        backup = _opened(source, bench, identity)
        application = database_roles.act_as_owner()
        database = connections[DEFAULT_DB_ALIAS]
        _require_unused(database)
        _store(backup, only_look=True)
        _store(backup, only_look=False)
        _load(database, backup)
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    if application:
        database_roles.grant(application)
    with transaction.atomic():
        audit.record("restore", by=None, made_at=backup.manifest.made_at, version=backup.manifest.version)
    return backup.manifest


def drill(source: Path, identity: Path | None, url: str) -> Manifest:
    """Restore into the empty database at ``url``, compare, and keep what became of it."""
    upkeep = Upkeep.objects.create(kind=Upkeep.Kind.DRILL)
    here = connections[DEFAULT_DB_ALIAS]
    other = type(here)(here.settings_dict | environ.Env.db_url_config(url), DEFAULT_DB_ALIAS)
    try:
        with making.bench() as bench:
            backup = _opened(source, bench, identity)
            _require_unused(other)
            _load(other, backup)
    except Error as error:
        refusal = BadBackup("Basis data latihan tidak dapat dipakai; periksa alamat dan haknya.")
        making.finish(upkeep, succeeded=False, note=str(refusal))
        raise refusal from error
    except BadBackup as refusal:
        making.finish(upkeep, succeeded=False, note=str(refusal))
        raise
    finally:
        other.close()
    making.finish(
        upkeep,
        succeeded=True,
        note=f"cadangan {backup.manifest.made_at}, {sum(backup.manifest.rows.values())} baris",
        size=source.stat().st_size,
    )
    return backup.manifest


def _opened(source: Path, bench: Path, identity: Path | None) -> Opened:
    backup = open_backup(source, bench, identity)
    programs.read(backup.dump)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}
    if newer := [name for name in backup.manifest.migrations if name not in known]:
        raise BadBackup(
            f"Cadangan itu dibuat PALU ASN {backup.manifest.version}, yang lebih baru dari yang terpasang "
            f"({newer[0]}). Pasang versi itu dahulu."
        )
    return backup


def _require_unused(database: BaseDatabaseWrapper) -> None:
    """Refuse a database in which somebody has worked; one that was only migrated may be emptied."""
    with database.cursor() as cursor:
        there = database.introspection.table_names(cursor)
        for model in SIGNS_OF_LIFE:
            table = model._meta.db_table
            if table not in there:
                continue
            cursor.execute(sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(table)))
            if cursor.fetchone()[0]:
                raise BadBackup(
                    f"Basis data {database.settings_dict['NAME']} sudah berisi, jadi tidak disentuh. "
                    "Pulihkan ke basis data kosong."
                )
        if there and "django_migrations" not in there:
            raise BadBackup("Basis data itu berisi tabel yang bukan milik PALU ASN, jadi tidak disentuh.")


def _load(database: BaseDatabaseWrapper, backup: Opened) -> None:
    """All rows, compared with what the backup says they are; a difference is said, not hidden."""
    with database.cursor() as cursor:
        # Of a schema that is there already not even the extensions may stay: the dump brings its own.
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    database.close()
    programs.load(database.settings_dict, backup.dump)
    with database.cursor() as cursor:
        found = making.counts(cursor)
        if wrong := sorted(
            table for table, count in backup.manifest.rows.items() if found.get(table) != count
        ):
            raise BadBackup(f"Sesudah dipulihkan jumlah baris berbeda: {', '.join(wrong[:5])}.")
        _compare_files(cursor, backup.manifest)
    _verify_chain(database, backup.manifest)


def _compare_files(cursor: Any, manifest: Manifest) -> None:
    """A document whose file is in the backup has the hash that is printed on its public check page."""
    cursor.execute("SELECT stored_as, sha256 FROM documents_document WHERE stored_as <> ''")
    for stored_as, sha256 in cursor.fetchall():
        kept = manifest.members.get(f"{FILES}{stored_as}")
        if kept is not None and kept != sha256:
            raise BadBackup(f"Sidik dokumen {stored_as} tidak cocok dengan berkasnya.")


def _verify_chain(database: BaseDatabaseWrapper, manifest: Manifest) -> None:
    former = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = database
    try:
        verdict = audit.verify()
    finally:
        connections[DEFAULT_DB_ALIAS] = former
    expected = (manifest.audit_entries, manifest.audit_seal or audit.FIRST_SEAL)
    if not verdict.is_whole or (verdict.entries, verdict.last_seal) != expected:
        why = verdict.reason or "ujungnya bukan yang tercatat"
        raise BadBackup(f"Jejak audit di dalam cadangan itu tidak dapat dibenarkan: {why}.")


def _store(backup: Opened, *, only_look: bool) -> None:
    """Put the private files into the store; the same one may be there already, another one may not."""
    for name, sha256, content in backup.files():
        if default_storage.exists(name):
            with making.bench() as bench:
                if private_files.fingerprint(private_files.fetch(name, bench))[0] != sha256:
                    raise BadBackup(
                        f"Di penyimpanan sudah ada berkas lain bernama {name}; pakai penyimpanan kosong."
                    )
        elif not only_look:
            default_storage.save(name, File(content))
