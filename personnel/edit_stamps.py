"""What somebody had before them when they began to edit: the second of two editors is told, and overwrites
nothing unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

CHANGED = "changed"


def stamp_of(row: models.Model, names: Iterable[str]) -> str:
    """The fields of a row as they are, in one short text; empty for a row that is not there yet."""
    if row.pk is None:
        return ""
    return digest([_plain(row, name) for name in names])


def digest(values: Iterable[Any]) -> str:
    return hashlib.sha256(repr(list(values)).encode()).hexdigest()[:20]


def _plain(row: models.Model, name: str) -> Any:
    if isinstance(row._meta.get_field(name), models.ManyToManyField):
        return sorted(getattr(row, name).values_list("pk", flat=True))
    return str(getattr(row, name))


def require_seen(now: str, seen: str | None) -> None:
    """Refuse with code ``changed`` and the new stamp when what was ``seen`` is no longer what stands."""
    if seen is not None and seen != now:
        raise ValidationError(
            "Data ini sudah diubah orang lain setelah Anda membukanya. Isian Anda masih ada di bawah dan "
            "belum disimpan; menekan Simpan sekali lagi memakai isian Anda.",
            code=CHANGED,
            params={"stamp": now},
        )
