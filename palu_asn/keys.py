"""The keys that settings are given, or make for the local mode."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def kept_secret_key(folder: Path) -> str:
    """The local secret key: made once, kept for the sessions of the next start."""
    path = folder / "secret_key"
    if not path.is_file():
        folder.mkdir(exist_ok=True)
        fresh = folder / f"secret_key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)  # of two first starts at once, one key wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


def checked_keys(name: str, texts: list[str]) -> list[str]:
    """Keys of 32 bytes, the newest first. Local mode has none and derives one from the secret key."""
    for text in texts:
        try:
            is_key = len(base64.urlsafe_b64decode(text)) == 32
        except ValueError:
            is_key = False
        if not is_key:
            raise ImproperlyConfigured(
                f"{name} bukan kunci yang sah. Buat dengan: "
                "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
            )
    return texts
