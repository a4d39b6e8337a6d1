"""Making a backup: rows of one moment, the private files, the end of the audit chain, and no key."""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone
from psycopg2 import sql

from documents.models import Document
from jobs.models import Upkeep
from palu_asn.backup import archive, programs
from palu_asn.backup.archive import DUMP, FILES, BadBackup, Manifest, Member
from personnel import audit, command_line

logger = logging.getLogger(__name__)

audit.name_acts({"backup": "Mencadangkan basis data dan berkas", "restore": "Memulihkan dari cadangan"})

#: Who was signed in and who was alive says nothing after a restore.
WITHOUT_ROWS = ["django_session", "jobs_heartbeat"]
#: Below the store's root but not of the store: work in progress, and this.
NOT_FILES = ("documents/tmp", "backup")
#: A constant of our own: one backup at a time.
LOCK = 0x50414C42
#: A nightly backup is not made twice, though both the clock and a timer of the system may call for it.
NIGHT = dt.timedelta(hours=20)
#: However old they are, so many are never removed.
ALWAYS_KEPT = 3
NAME = "palu-asn-*.tar*"
#: Seconds after which a bench belongs to nobody any more.
LEFT_BEHIND = 86_400


class Busy(BadBackup):
    """Another backup is being made."""


def make_backup(destination: Path, out: IO[bytes] | None = None) -> Path:
    """Write a backup into a folder, to a file, or to ``out``; where it lies. What became of it is kept."""
    with _alone() as connection:
        upkeep = Upkeep.objects.create(kind=Upkeep.Kind.BACKUP)
        try:
            path, size = _make(connection, destination, out)
        except BadBackup as refusal:
            finish(upkeep, succeeded=False, note=str(refusal))
            raise
        except OSError as error:
            finish(upkeep, succeeded=False, note=command_line.reason(error))
            raise
        finish(upkeep, succeeded=True, note="" if settings.BACKUP_RECIPIENTS else "tidak tersandi", size=size)
    with transaction.atomic():
        audit.record("backup", by=None, size=size, encrypted=bool(settings.BACKUP_RECIPIENTS))
    return path


def nightly() -> Path | None:
    """The backup of tonight, unless it is there already or being made; then the old ones go."""
    since = timezone.now() - NIGHT
    if Upkeep.objects.filter(kind=Upkeep.Kind.BACKUP, succeeded=True, started_at__gt=since).exists():
        return None
    folder = Path(settings.BACKUP_FOLDER)
    try:
        path = make_backup(folder / _name())
    except Busy:
        return None
    remove_old(folder)
    return path


def finish(upkeep: Upkeep, *, succeeded: bool, note: str = "", size: int | None = None) -> None:
    """Say how a run of the house-keeping ended."""
    upkeep.succeeded, upkeep.note, upkeep.size = succeeded, note[:300], size
    upkeep.finished_at = timezone.now()
    upkeep.save()


def remove_old(folder: Path) -> int:
    """Remove the backups of a folder that are older than they are kept; never the newest ones."""
    before = (timezone.now() - dt.timedelta(days=settings.BACKUP_DAYS)).timestamp()
    newest_first = sorted(folder.glob(NAME), key=lambda path: path.stat().st_mtime, reverse=True)
    old = [path for path in newest_first[ALWAYS_KEPT:] if path.stat().st_mtime < before]
    for path in old:
        path.unlink()
    return len(old)


@contextmanager
def bench() -> Iterator[Path]:
    """A folder of one's own for a backup, on the disk of the private files and for this account alone."""
    root = Path(settings.PRIVATE_ROOT) / "backup"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=root) as folder:
        yield Path(folder)


def _make(connection: Any, destination: Path, out: IO[bytes] | None) -> tuple[Path, int | None]:
    archive.keys(settings.BACKUP_RECIPIENTS)  # a wrong key is found before the work
    with bench() as folder:
        manifest = _frozen(connection, folder / DUMP)
        members = _members(folder / DUMP)
        if out is not None:
            archive.write(out, members, manifest, settings.BACKUP_RECIPIENTS)
            return destination, None
        path = destination / _name() if destination.is_dir() else destination
        part = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                archive.write(file, members, manifest, settings.BACKUP_RECIPIENTS)
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        return path, path.stat().st_size


def _name() -> str:
    moment = f"{timezone.now().astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return f"palu-asn-{moment}.tar{'.age' if settings.BACKUP_RECIPIENTS else ''}"


@contextmanager
def _alone() -> Iterator[Any]:
    """A connection of its own that holds the lock of backups; what a killed one left is removed."""
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                raise Busy("Pencadangan lain sedang berjalan.")
        _sweep_benches()
        yield connection
        # At once: the lock of a closed connection is held until the server notices.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    finally:
        connection.close()


def _sweep_benches() -> None:
    root = Path(settings.PRIVATE_ROOT) / "backup"
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.stat().st_mtime < time.time() - LEFT_BEHIND:
            shutil.rmtree(folder, ignore_errors=True)


def _frozen(connection: Any, dump: Path) -> Manifest:
    """Dump the database and count it, both as of the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        manifest = Manifest(
            version=settings.VERSION,
            made_at=timezone.now().isoformat(timespec="seconds"),
            postgresql=_one(cursor, "SHOW server_version"),
            migrations=sorted(applied(cursor)),
            audit_entries=_one(cursor, "SELECT count(*) FROM personnel_auditentry"),
            audit_seal=_one(
                cursor,
                "SELECT coalesce((SELECT hash FROM personnel_auditentry ORDER BY id DESC LIMIT 1), '')",
            ),
            rows=counts(cursor),
        )
        programs.dump(connection.settings_dict, snapshot, WITHOUT_ROWS, dump)
        cursor.execute("COMMIT")
    return manifest


def _one(cursor: Any, statement: str) -> Any:
    cursor.execute(statement)
    return cursor.fetchone()[0]


def applied(cursor: Any) -> list[str]:
    """The migrations that a database has gone through."""
    cursor.execute("SELECT app || '.' || name FROM django_migrations")
    return [row[0] for row in cursor.fetchall()]


def counts(cursor: Any) -> dict[str, int]:
    """How many rows each table holds that a backup takes along."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND NOT relname = ANY(%s) ORDER BY relname",
        [WITHOUT_ROWS],
    )
    tables = [row[0] for row in cursor.fetchall()]
    each = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {name}, count(*) FROM {table}").format(
            name=sql.Literal(table), table=sql.Identifier("public", table)
        )
        for table in tables
    )
    cursor.execute(each)
    return dict(cursor.fetchall())


def _members(dump: Path) -> Iterator[Member]:
    yield Member(DUMP, dump.stat().st_size, lambda: dump.open("rb"))
    # They hold first passwords, live for 72 hours and are opened once.
    left_out = set(
        Document.objects.filter(is_sensitive=True).exclude(stored_as="").values_list("stored_as", flat=True)
    )
    for name in sorted(stored_files()):
        if name in left_out:
            continue
        try:
            size = default_storage.size(name)
        except FileNotFoundError:
            continue  # removed meanwhile, as its row will be told
        yield Member(f"{FILES}{name}", size, lambda name=name: default_storage.open(name))  # type: ignore[misc]


def stored_files(folder: str = "") -> Iterator[str]:
    """The names of all private files; work in progress begins with a dot, or has a folder of its own."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing has been stored yet
    yield from (f"{folder}/{name}".lstrip("/") for name in files if not name.startswith("."))
    for name in folders:
        below = f"{folder}/{name}".lstrip("/")
        if name and below not in NOT_FILES:
            yield from stored_files(below)
