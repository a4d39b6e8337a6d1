"""The keys under which audit entries are sealed (``AUDIT_KEY``): never in the database nor in its backups.

The newest seals; older ones stay in the settings as long as entries name them. Local mode derives one from
the secret key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from django.conf import settings

LOCAL = b"palu-asn|audit"


def newest() -> str:
    """The id of the key that seals now."""
    return next(iter(_keys()))


def mac(key_id: str, content: bytes) -> str:
    """HMAC-SHA-256 of the content by the key of that id; ``KeyError`` when it is not ours."""
    return hmac.digest(_keys()[key_id], content, "sha256").hex()


def _keys() -> dict[str, bytes]:
    return _named(tuple(settings.AUDIT_KEYS), settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _named(texts: tuple[str, ...], secret_key: str) -> dict[str, bytes]:
    """Id → key, the newest first. The id says nothing of its key."""
    local = hmac.digest(secret_key.encode(), LOCAL, "sha256")
    keys = [base64.urlsafe_b64decode(text) for text in texts] or [local]
    return {hashlib.sha256(LOCAL + key).hexdigest()[:8]: key for key in keys}
