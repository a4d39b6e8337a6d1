"""The example rules and paths that come with the application, each with its source and how sure it is.

They are loaded while there are none: what BKPSDMD has set, ended or corrected stays as it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from careers.models import CareerRule, CareerStep, CreditPercent, CreditRate, RetirementAge, TalentBox
from personnel import audit
from personnel.models import User

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_reference(*, by: User | None = None) -> dict[str, int]:
    """How many rules, steps and rates were added."""
    counts = {
        "rules": _load_rules(by),
        "steps": _load_steps(),
        "rates": _load_rates(),
        "percents": _load_percents(),
        "ages": _load_ages(),
        "boxes": _load_boxes(),
    }
    if any(counts.values()):
        audit.record("reference_load", by=by, counts=counts)
    return counts


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_rules(by: User | None) -> int:
    if CareerRule.objects.exists():
        return 0
    rules = [CareerRule(**row | {"number": _number(row["number"])}, set_by=by) for row in _rows("rules.csv")]
    return len(CareerRule.objects.bulk_create(rules))


def _load_steps() -> int:
    if CareerStep.objects.exists():
        return 0
    steps = [CareerStep(**row) for row in _rows("steps.csv")]
    for step in steps:
        step.clean()
    return len(CareerStep.objects.bulk_create(steps))


def _load_rates() -> int:
    if CreditRate.objects.exists():
        return 0
    rates = [
        CreditRate(**row | {"to_next_level": _number(row["to_next_level"])})
        for row in _rows("credit_rates.csv")
    ]
    return len(CreditRate.objects.bulk_create(rates))


def _load_percents() -> int:
    if CreditPercent.objects.exists():
        return 0
    rows = [CreditPercent(**row | {"percent": int(row["percent"])}) for row in _rows("credit_percents.csv")]
    return len(CreditPercent.objects.bulk_create(rows))


def _load_ages() -> int:
    if RetirementAge.objects.exists():
        return 0
    rows = [RetirementAge(**row | {"age": int(row["age"])}) for row in _rows("retirement_ages.csv")]
    return len(RetirementAge.objects.bulk_create(rows))


def _load_boxes() -> int:
    if TalentBox.objects.exists():
        return 0
    rows = [TalentBox(**row | {"number": int(row["number"])}) for row in _rows("talent_boxes.csv")]
    return len(TalentBox.objects.bulk_create(rows))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
