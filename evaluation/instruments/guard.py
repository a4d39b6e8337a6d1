"""Who may change a version, and that it still can be changed."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from evaluation import permissions
from evaluation.models import Instrument, InstrumentVersion
from personnel.models import User

State = InstrumentVersion.State


def ask(by: User | None) -> None:
    """None is the application itself (reference data)."""
    if by is not None and not permissions.may_keep_instruments(by):
        raise PermissionDenied


def held(instrument: Instrument) -> Instrument:
    """The instrument as it is now, locked: it decides over all its versions."""
    return Instrument.objects.select_for_update().get(pk=instrument.pk)


def draft(version: InstrumentVersion) -> InstrumentVersion:
    """The version as it is now, locked; refuses one that is no draft any more."""
    fresh = (
        InstrumentVersion.objects.select_for_update(of=("self",))
        .select_related("instrument")
        .filter(pk=version.pk)
        .first()
    )
    if fresh is None:
        raise ValidationError("Rancangan ini sudah dibuang. Buka daftar kuesioner dan buat rancangan baru.")
    if fresh.state != State.DRAFT or fresh.frozen_at is not None:
        raise ValidationError(
            "Versi ini sudah dipakai, jadi isinya tidak dapat diubah. Buat rancangan baru dari versi ini."
        )
    return fresh


def lines(text: str) -> list[str]:
    """The filled lines of a text, one entry each."""
    return [line for raw in re.split(r"[\r\n]+", text) if (line := " ".join(raw.split()))]


def still_there(model: Any, row: Any) -> Any:
    """The row as it is now; its version is locked already."""
    fresh = model.objects.filter(pk=row.pk).first()
    if fresh is None:
        raise ValidationError("Ini sudah dihapus orang lain. Buka kembali rancangan kuesionernya.")
    return fresh
