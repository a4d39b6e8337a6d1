"""What an item says, and says differently, in words: for the differences on a page and on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from personnel.templatetags.palu import rupiah, tanggal
from planning.models import ItemFacts, PlanItem

FACTS = tuple(ItemFacts._meta.local_fields)
COLUMNS = tuple(str(fact.column) for fact in FACTS)


@dataclass(frozen=True)
class FieldChange:
    """One thing that an item says differently, in words."""

    label: str
    old: str
    new: str


def field_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[FieldChange]:
    """What an item says differently; rows that it points at come as words."""
    for fact in FACTS:
        before, after = _in_words(fact, old), _in_words(fact, new)
        if before != after:
            yield FieldChange(_label(fact), before, after)


def facts_in_words(values: dict[str, Any]) -> Iterator[str]:
    """What an item says that came or went: competency, form, provider, schedule, JP, money."""
    for name in ("competency", "form", "provider", "quarter", "jp_counted", "cost_per_person"):
        fact = next(fact for fact in FACTS if fact.name == name)
        words = _in_words(fact, values)
        if words != _nothing():
            yield (
                words if name in {"competency", "form", "provider", "quarter"} else f"{_label(fact)} {words}"
            )


def _label(fact: models.Field[Any, Any]) -> str:
    words = str(fact.verbose_name).removesuffix(" (Rp)")  # the amounts say it
    return words[:1].upper() + words[1:]


def _nothing() -> str:
    return "belum diisi"


def _in_words(fact: models.Field[Any, Any], values: dict[str, Any]) -> str:
    value = values[str(fact.column)]
    if value is None or value == "":
        return _nothing()
    if isinstance(value, bool):
        return str("ya" if value else "tidak")
    if fact.name == "cost_per_person":
        return rupiah(value)
    if fact.name == "quarter":
        return PlanItem(quarter=value).schedule
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, dt.date):
        return tanggal(value)
    if fact.choices:
        return str(dict(fact.flatchoices).get(value, value))
    return str(value)
