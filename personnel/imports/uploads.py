"""Take in a file: look at it, store it out of reach, remember its hash, have it read."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from jobs.work import is_no_room
from personnel import audit
from personnel.imports import files
from personnel.imports.kinds import ImportKind
from personnel.imports.lines import BadFile
from personnel.imports.preview import enqueue_read
from personnel.models import DataImport, User
from personnel.private_files import keep, remove, workbench

FOLDER = "imports"


def receive(kind: ImportKind, name: str, chunks: Iterable[bytes], *, by: User) -> DataImport:
    """Store an uploaded file and have a worker read it. :class:`BadFile` when it cannot be a table."""
    if not kind.may(by):
        raise PermissionDenied
    with workbench() as bench:
        path = bench / f"{uuid.uuid4().hex}{Path(name).suffix.lower()[:8]}"
        lay_down(path, chunks)
        files.check(path, name)
        kept = keep(path, f"{FOLDER}/{path.name}")
    try:
        with transaction.atomic():
            data_import = remember(kind, name, kept.size, kept.sha256, by=by, stored_as=kept.stored_as)
            data_import.job = enqueue_read(data_import, by)
            data_import.save(update_fields=["job"])
            audit.record(
                "import_upload", by=by, on=data_import, kind=kind.slug, sha256=kept.sha256, size=kept.size
            )
    except BaseException:
        remove(kept.stored_as)
        raise
    return data_import


def remember(
    kind: ImportKind, name: str, size: int, digest: str, *, by: User | None, stored_as: str = ""
) -> DataImport:
    """The row of a file, before it is read."""
    return DataImport.objects.create(
        kind=kind.slug,
        file_name=Path(name).name[-200:],
        stored_as=stored_as,
        sha256=digest,
        size=size,
        uploaded_by=by,
    )


def lay_down(path: Path, chunks: Iterable[bytes]) -> None:
    """Write the bytes on the bench, and stop where they are more than is accepted."""
    size = 0
    try:
        with path.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > settings.UPLOAD_MAX_BYTES:
                    files.check_size(size)
                file.write(chunk)
    except OSError as error:
        if not is_no_room(error):
            raise
        raise BadFile(
            "Berkas belum diterima karena ruang penyimpanan server habis. Beri tahu administrator sistem, "
            "lalu unggah lagi."
        ) from error


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
