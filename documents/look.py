"""What decides how a printed part looks, as one hash: a part is rendered again when it changes."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

PRINT_FOLDER = Path(settings.BASE_DIR) / "static" / "print"
TEMPLATES = Path(settings.BASE_DIR) / "templates"


@functools.cache
def look_version(*folders: Path) -> str:
    """A hash of the print files, the given templates and code, and the renderer's version."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in _files(PRINT_FOLDER, *folders):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(
            path for path in folder.rglob("*") if path.suffix in {".html", ".css", ".svg", ".py"}
        )
