"""Where a stored file lies in the folder of this test run."""

from pathlib import Path

from django.core.files.storage import default_storage


def stored(name: str) -> Path:
    """Its path on the disk."""
    return Path(default_storage.path(name))
