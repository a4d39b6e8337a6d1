"""Commit a previewed import, or discard it."""

from __future__ import annotations

import zlib

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from jobs.models import Job
from jobs.queue import enqueue
from personnel import audit
from personnel.imports import kinds
from personnel.imports.drafts import Action, Draft
from personnel.imports.kinds import ImportKind
from personnel.imports.preview import Status, check_may, draft_of, forget_file, forget_rows, lock
from personnel.models import DataImport, User
from personnel.overtaken import Overtaken
from personnel.uncollected import uncollected

audit.name_acts(
    {
        "import_upload": "Mengunggah berkas impor",
        "import_commit": "Menerapkan impor",
        "import_discard": "Membatalkan impor",
        "import_corrections": "Mengunduh baris impor yang perlu diperbaiki",
    }
)


class Outdated(Exception):  # noqa: N818 - a word of the domain
    """The database has changed since the preview: the commit would do something that nobody has seen."""


@transaction.atomic
def ask_commit(data_import: DataImport, *, by: User, without_waiting: bool = False) -> Job:
    """Have a worker commit the import."""
    data_import = lock(data_import)
    check_may(data_import, by)
    check_ready(data_import, without_waiting=without_waiting)
    data_import.job = enqueue(
        "commit_import",
        {"data_import": data_import.pk, "without_waiting": without_waiting},
        by=by,
        dedupe_key=f"commit_import:{data_import.pk}",
    )
    data_import.save(update_fields=["job"])
    return data_import.job


def check_ready(data_import: DataImport, *, without_waiting: bool) -> None:
    if data_import.status == Status.COMMITTED:
        raise Overtaken("Impor ini sudah diterapkan.")
    if data_import.status != Status.PREVIEWED:
        raise ValidationError("Impor ini belum siap diterapkan.")
    if data_import.waiting and not without_waiting:
        raise ValidationError(
            f"{data_import.waiting} baris masih menunggu jawaban. Jawab pertanyaannya, atau "
            "terapkan tanpa baris itu."
        )
    if data_import.changes_nothing:
        raise ValidationError(why_nothing(data_import.unchanged, data_import.rejected, data_import.waiting))


def why_nothing(unchanged: int, rejected: int, waiting: int) -> str:
    """Why a file has nothing to commit, in words."""
    if not unchanged:
        return (
            f"Tidak ada baris yang dapat diterapkan: {rejected} ditolak, {waiting} menunggu jawaban. "
            "Perbaiki barisnya, lalu unggah lagi."
        )
    others = f" Sisanya: {rejected} baris ditolak." if rejected else ""
    return f"Tidak ada perubahan: isi berkas ini sama dengan data yang tersimpan.{others}"


@uncollected()
@transaction.atomic
def commit(
    data_import: DataImport, *, by: User | None, without_waiting: bool = False, draft: Draft | None = None
) -> DataImport:
    """Do exactly what the preview has shown, in one transaction; :class:`Outdated` when that is no longer
    what would happen. ``by`` is None only for commands. A command hands over the ``draft`` that it has
    compared in this same transaction, under both locks: nothing can have changed since."""
    kind = kinds.get(data_import.kind)
    lock_kind(kind)
    data_import = lock(data_import)
    check_may(data_import, by)
    check_ready(data_import, without_waiting=without_waiting)
    lock_tables(kind)
    if draft is None:
        draft = draft_of(data_import)
        if draft.fingerprint() != data_import.options["fingerprint"]:
            raise Outdated
    kind.apply(draft, data_import, by)
    for follow in kinds.FOLLOWS.get(kind.slug, []):
        follow(data_import, by)
    data_import.status = Status.COMMITTED
    data_import.committed_by, data_import.committed_at = by, timezone.now()
    forget_file(data_import)
    data_import.save()
    counts = draft.counts()
    audit.record(
        "import_commit",
        by=by,
        on=data_import,
        kind=kind.slug,
        sha256=data_import.sha256,
        added=counts[Action.ADD],
        changed=counts[Action.CHANGE],
        moved=counts[Action.MOVE],
        waiting=data_import.waiting,
        rejected=data_import.rejected,
    )
    return data_import


def lock_kind(kind: ImportKind) -> None:
    """One commit of a kind at a time; a second one waits, then finds the database changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(f"import:{kind.slug}".encode())])


def lock_tables(kind: ImportKind) -> None:
    """Readers go on; writers of these tables wait for the seconds that the commit takes."""
    with connection.cursor() as cursor:
        for model in kind.locks:
            cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')


@transaction.atomic
def discard(data_import: DataImport, *, by: User) -> DataImport:
    """Drop the file and its preview; the hash and the counts stay."""
    data_import = lock(data_import)
    check_may(data_import, by)
    if data_import.status not in {Status.UPLOADED, Status.PREVIEWED}:
        raise Overtaken("Impor ini sudah selesai dan tidak dapat dibatalkan.")
    forget_rows(data_import)
    forget_file(data_import)
    data_import.status, data_import.options = Status.DISCARDED, {}
    data_import.save()
    audit.record("import_discard", by=by, on=data_import, kind=data_import.kind)
    return data_import
