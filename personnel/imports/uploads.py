"""Take in a file: store it out of reach, remember its hash, have it read."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from personnel import audit
from personnel.imports import files
from personnel.imports.kinds import ImportKind
from personnel.imports.preview import enqueue_read
from personnel.models import DataImport, User

FOLDER = "imports"


def receive(kind: ImportKind, name: str, chunks: Iterable[bytes], *, by: User) -> DataImport:
    """Store an uploaded file and have a worker read it. :class:`BadFile` when it cannot be a table."""
    if not kind.may(by):
        raise PermissionDenied
    path, size, digest = store(name, chunks)
    try:
        files.check(path, name)
        with transaction.atomic():
            data_import = remember(kind, name, size, digest, by=by, stored_as=f"{FOLDER}/{path.name}")
            data_import.job = enqueue_read(data_import, by)
            data_import.save(update_fields=["job"])
            audit.record("import_upload", by=by, on=data_import, kind=kind.slug, sha256=digest, size=size)
    except BaseException:
        path.unlink(missing_ok=True)
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


def store(name: str, chunks: Iterable[bytes]) -> tuple[Path, int, str]:
    """Write the bytes below PRIVATE_ROOT under a name of our own, readable by us alone."""
    folder = settings.PRIVATE_ROOT / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid.uuid4().hex}{Path(name).suffix.lower()[:8]}"
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > settings.UPLOAD_MAX_BYTES:
                    files.check_size(size)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, size, digest.hexdigest()


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
