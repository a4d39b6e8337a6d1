"""Documents, evidence and uploads: kept in a folder or in an S3-compatible store, never under a URL.

Everything goes through Django's storage (``default_storage``), so web and workers may stand on different
hosts. Work in progress lies on a bench below PRIVATE_ROOT, on the disk of whoever works.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction

BLOCK = 1024 * 1024
#: Of a file that is taken out of the store so much is held in memory, the rest on the disk.
IN_MEMORY = 2 * BLOCK


class PrivateFolder(FileSystemStorage):
    """A folder: files are written aside, forced to the disk, then renamed, so none is there by half."""

    def _save(self, name: str, content: File[Any]) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f".{uuid.uuid4().hex}")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        _sync(path.parent)
        return name


@dataclass(frozen=True)
class Kept:
    """A file that is safely there."""

    stored_as: str
    sha256: str
    size: int


def keep(path: Path, stored_as: str) -> Kept:
    """Put a finished file into the store; the bench may go."""
    digest, size = fingerprint(path)
    with path.open("rb") as file:
        return Kept(default_storage.save(stored_as, File(file)), digest, size)


def fetch(stored_as: str, bench: Path) -> Path:
    """A stored file as one on this machine's disk, to be read only: where it lies, or a copy on the bench."""
    try:
        return Path(default_storage.path(stored_as))
    except NotImplementedError:
        copy = bench / f"{uuid.uuid4().hex}{Path(stored_as).suffix}"
        with default_storage.open(stored_as) as stored, copy.open("wb") as file:
            shutil.copyfileobj(stored, file)
        return copy


def take_out(stored_as: str) -> IO[bytes]:
    """A copy of a stored file that outlives it."""
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever reads it closes it
    with default_storage.open(stored_as) as stored:
        shutil.copyfileobj(stored, copy)
    copy.seek(0)
    return copy


def remove(stored_as: str) -> None:
    """Forget a file; it may be gone already."""
    if stored_as:
        default_storage.delete(stored_as)


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


@contextmanager
def workbench() -> Iterator[Path]:
    """A folder of one's own on this machine, gone afterwards with everything in it."""
    root = _benches()
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=root) as folder:
        yield Path(folder)


def sweep_workbenches(older_than: float) -> None:
    """Remove what killed workers left on their workbenches, by the age of the folder in seconds."""
    root = _benches()
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.stat().st_mtime < time.time() - older_than:
            shutil.rmtree(folder, ignore_errors=True)


def _benches() -> Path:
    return Path(settings.PRIVATE_ROOT) / "documents" / "tmp"


def _sync(folder: Path) -> None:
    """Without this a rename may be lost when the power goes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_later(stored: Iterable[str]) -> None:
    """Remove files once what is written now stands."""
    for name in stored:
        transaction.on_commit(partial(default_storage.delete, name))
