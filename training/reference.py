"""The reference data of this app: the levels of the schedule rules, and example holidays.

Loading again adds only what is missing: what BKPSDMD has set or taken out stays.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction

from personnel import audit
from personnel.models import User
from training.models import Holiday
from training.schedule_rules import add_missing

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_reference(*, by: User | None = None) -> None:
    counts = {"schedule_rules": add_missing(), "holidays": _load_holidays()}
    if any(counts.values()):
        audit.record("reference_load", by=by, counts=counts)


def _load_holidays() -> int:
    """Examples for years of which nothing is known yet; a day that was deleted does not come back."""
    with (DATA / "holidays.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Holiday(
                date=dt.date.fromisoformat(row["date"]),
                name=row["name"],
                kind=row["kind"],
                source=row["source"],
            )
            for row in csv.DictReader(file)
        ]
    known = {day.year for day in Holiday.objects.dates("date", "year")}
    missing = [row for row in rows if row.date.year not in known]
    Holiday.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)
