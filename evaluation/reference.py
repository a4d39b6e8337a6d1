"""The reference data of this app: the first questionnaires, when they are put to whom, themes for talks.

Loading again adds only what is missing: what BKPSDMD has changed, retired or taken out stays as it is.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from evaluation.instruments import put_in_use
from evaluation.models import (
    Instrument,
    InstrumentVersion,
    Option,
    Part,
    Question,
    Scale,
    ScaleBand,
    Theme,
    WaveRule,
)
from evaluation.question_kinds import KINDS
from personnel import audit
from personnel.models import User

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_reference(*, by: User | None = None) -> dict[str, int]:
    """How many instruments and themes were added."""
    counts = {"instruments": _load_instruments(by), "themes": _load_themes()}
    if any(counts.values()):
        audit.record("reference_load", by=by, counts=counts)
    return counts


def _load_themes() -> int:
    with (DATA / "themes.csv").open(encoding="utf-8", newline="") as file:
        rows = [Theme(code=row["code"], name=row["name"]) for row in csv.DictReader(file)]
    have = set(Theme.objects.values_list("code", flat=True))
    missing = [row for row in rows if row.code not in have]
    Theme.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _load_instruments(by: User | None) -> int:
    with (DATA / "instruments.toml").open("rb") as file:
        data = tomllib.load(file)
    have = set(Instrument.objects.values_list("code", flat=True))
    missing = [row for row in data["instrument"] if row["code"] not in have]
    for row in missing:
        _make(row, data, by)
    return len(missing)


def _make(row: Mapping[str, Any], data: Mapping[str, Any], by: User | None) -> None:
    """One instrument, its first version in use, and its rule for all programmes."""
    names = ("code", "name", "level", "respondent", "is_anonymous")
    instrument = Instrument(is_starter=True, **{name: row[name] for name in names})
    instrument.full_clean()
    instrument.save()
    version = InstrumentVersion.objects.create(
        instrument=instrument, number=1, introduction=row["introduction"], created_by=by
    )
    scale = _scale(version, data["scale"])
    made: dict[str, Question] = {}
    for number, part_row in enumerate(row["part"], 1):
        part = Part(
            version=version,
            number=number,
            title=part_row["title"],
            explanation=part_row.get("explanation", ""),
        )
        part.full_clean()
        part.save()
        for question_row in part_row["questions"]:
            made[question_row["code"]] = _question(question_row, part, scale, made, data["lists"])
    put_in_use(version, by=by)
    WaveRule.objects.create(instrument=instrument, **row["rule"])


def _scale(version: InstrumentVersion, row: Mapping[str, Any]) -> Scale:
    scale = Scale.objects.create(version=version, name=row["name"], labels=row["labels"])
    ScaleBand.objects.bulk_create(
        ScaleBand(version=version, scale=scale, lower_bound=Decimal(bound), label=label)
        for bound, label in row["bands"]
    )
    return scale


def _question(
    row: Mapping[str, Any],
    part: Part,
    scale: Scale,
    made: Mapping[str, Question],
    lists: Mapping[str, list[list[str]]],
) -> Question:
    asked = row.get("asked")
    question = Question(
        version=part.version,
        part=part,
        number=len(made) + 1,
        code=row["code"],
        kind=row["kind"],
        text=row["text"],
        help=row.get("help", ""),
        is_required=row.get("required", True),
        scale=scale if "scale" in KINDS[row["kind"]].fields else None,
        lowest=_bound(row.get("lowest")),
        highest=_bound(row.get("highest")),
        depends_on=made[asked["on"]] if asked else None,
        depends_values=asked["at"] if asked else [],
    )
    question.full_clean()
    question.save()
    options = lists[row["list"]] if "list" in row else [[label, ""] for label in row.get("options", ())]
    Option.objects.bulk_create(
        Option(version=part.version, question=question, number=number, label=label, obstacle=obstacle)
        for number, (label, obstacle) in enumerate(options, 1)
    )
    return question


def _bound(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
