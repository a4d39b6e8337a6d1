"""The reference data of this app: ranks, the units of the city, and the legal bases of documents."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction

from personnel import audit
from personnel.models import LegalBasis, Rank, Unit, User
from personnel.units import rebuild_paths

audit.name_acts({"reference_load": "Memuat data acuan"})

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load_reference(*, by: User | None = None) -> dict[str, int]:
    """Bring ranks, units and legal bases in line with the files; a second run changes nothing. Counts.

    Units that exist stay as they are: their names and places may have been changed here since. So do the
    legal bases, once there are any.
    """
    counts = {"ranks": _load_ranks(), "units": _load_units(), "legal_bases": _load_legal_bases()}
    if any(counts.values()):
        audit.record("reference_load", by=by, counts=counts)
    return counts


def _load_ranks() -> int:
    wanted = [
        Rank(siasn_id=row["siasn_id"], code=row["code"], name=row["name"], order=order)
        for order, row in enumerate(rows("ranks.csv"), start=1)
    ]
    have = {rank.siasn_id: (rank.code, rank.name) for rank in Rank.objects.all()}
    differing = [rank for rank in wanted if have.get(rank.siasn_id) != (rank.code, rank.name)]
    Rank.objects.bulk_create(
        differing, update_conflicts=True, unique_fields=["siasn_id"], update_fields=["code", "name", "order"]
    )
    return len(differing)


def _load_units() -> int:
    listed = rows("units.csv")
    have = {unit.code: unit for unit in Unit.objects.all()}
    fresh = [
        Unit(code=row["code"], name=row["name"], kind=row["kind"], source=row["source"], opd=None)
        for row in listed
        if row["code"] not in have
    ]
    Unit.objects.bulk_create(fresh)
    ids = {unit.code: unit.pk for unit in [*have.values(), *fresh]}
    parents = {row["code"]: row["parent"] for row in listed}
    for unit in fresh:
        unit.parent_id = ids[parents[unit.code]] if parents[unit.code] else None
    Unit.objects.bulk_update(fresh, ["parent"], batch_size=500)
    rebuild_paths()
    return len(fresh)


def _load_legal_bases() -> int:
    """Fill an empty table alone: what BKPSDMD has reworded or ended must not come back."""
    if LegalBasis.objects.exists():
        return 0
    listed = [
        LegalBasis(text=row["text"], order=order, valid_from=dt.date.fromisoformat(row["valid_from"]))
        for order, row in enumerate(rows("legal_bases.csv"), start=1)
    ]
    return len(LegalBasis.objects.bulk_create(listed))
