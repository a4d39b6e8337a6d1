"""The ledger as pages read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractYear

from personnel.models import CivilServant
from planning.models import LearningYear
from training.models import JpEntry


@dataclass(frozen=True)
class Year:
    """One year of somebody: what was proposed and what is counted."""

    year: int
    proposed: Decimal | None
    counted: Decimal


def entries_of(person: CivilServant, year: int) -> QuerySet[JpEntry]:
    """A year of the ledger, the newest first."""
    rows = JpEntry.objects.filter(civil_servant=person, earned_on__year=year)
    return rows.select_related("form", "attendance__session", "reversal", "reverses")


def years_of(person: CivilServant) -> list[Year]:
    """Every year of which something is known, the newest first; where the ledger is silent, what was
    imported."""
    rows = JpEntry.objects.filter(civil_servant=person).order_by().values(year=ExtractYear("earned_on"))
    sums = {row["year"]: row for row in rows.annotate(proposed=Sum("jp_proposed"), counted=Sum("jp_counted"))}
    found = {year: Year(year, row["proposed"], row["counted"] or Decimal(0)) for year, row in sums.items()}
    for known in LearningYear.objects.filter(civil_servant=person).exclude(year__in=sums):
        found[known.year] = Year(known.year, None, known.jp_counted)
    return sorted(found.values(), key=lambda row: -row.year)
