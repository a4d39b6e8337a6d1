"""Files under PRIVATE_ROOT: written aside, forced to the disk, then renamed. Never under a URL."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A file that is safely there."""

    stored_as: str
    sha256: str
    size: int


def path_of(stored_as: str) -> Path:
    """Where a stored file lies."""
    return Path(settings.PRIVATE_ROOT) / stored_as


@contextmanager
def workbench() -> Iterator[Path]:
    """A folder of one's own on the same disk, gone afterwards with everything in it."""
    root = Path(settings.PRIVATE_ROOT) / "documents" / "tmp"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=root) as folder:
        yield Path(folder)


def keep(path: Path, folder: str) -> Kept:
    """Move a finished file into the store under a new name, so that two workers never write the same."""
    digest, size = fingerprint(path)
    stored_as = f"documents/{folder}/{uuid.uuid4().hex}{path.suffix}"
    target = path_of(stored_as)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.chmod(0o600)
    path.replace(target)
    _sync(target.parent)
    return Kept(stored_as, digest, size)


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size, after the bytes have reached the disk."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        os.fsync(file.fileno())
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def remove(stored_as: str) -> None:
    """Forget a file; it may be gone already."""
    if stored_as:
        path_of(stored_as).unlink(missing_ok=True)


def sweep_workbenches(older_than: float) -> None:
    """Remove what killed workers left on their workbenches, by the age of the folder in seconds."""
    root = Path(settings.PRIVATE_ROOT) / "documents" / "tmp"
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.stat().st_mtime < time.time() - older_than:
            shutil.rmtree(folder, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Without this a rename may be lost when the power goes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
