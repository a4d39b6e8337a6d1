"""Run the table: each rule by itself, so that one that fails keeps no other from being done."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.utils import timezone

from palu_asn.retention.table import RULES, Act, Rule
from personnel import audit

logger = logging.getLogger(__name__)
audit.name_acts({"retained": "Menghapus data yang habis masa simpannya"})


@dataclass(frozen=True)
class Done:
    """What one rule did, or would do: to so many; None when it failed."""

    rule: Rule
    before: dt.datetime
    count: int | None


def days_of(rule: Rule) -> int:
    """How long, in days: as the city says (``PALU_RETAIN_DAYS``), else as the table says."""
    chosen = settings.RETAIN_DAYS
    if unknown := chosen.keys() - {known.code for known in RULES if known.act}:
        raise ImproperlyConfigured(f"PALU_RETAIN_DAYS tidak mengenal: {', '.join(sorted(unknown))}.")
    return int(chosen.get(rule.code, rule.days or 0))


def retain(*, dry_run: bool = False) -> list[Done]:
    """Do what is due by every rule that does something. A dry run takes all of it back."""
    now = timezone.now()
    done = [
        Done(rule, before, _apply(rule.code, rule.act, before, dry_run=dry_run))
        for rule in RULES
        if rule.act
        for before in [now - dt.timedelta(days=days_of(rule))]
    ]
    counts = {each.rule.code: each.count for each in done if each.count}
    if counts and not dry_run:
        with transaction.atomic():
            audit.record("retained", by=None, counts=counts)
    return done


def _apply(code: str, act: Act, before: dt.datetime, *, dry_run: bool) -> int | None:
    try:
        with transaction.atomic():
            count = act(before)
            if dry_run:
                transaction.set_rollback(True)
    except DatabaseError as error:
        logger.exception("Retention of %s failed: %s", code, type(error).__name__)
        return None
    return count
