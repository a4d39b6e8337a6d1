"""The year that is being planned: opened, given its rules and weights, and what the city calls important."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from personnel import audit
from personnel.models import User
from planning import needs, permissions
from planning.models import CityPriority, Competency, Cycle, StandardVersion

#: Of the advisory lock: one cycle is open at most.
LOCK = 0x4359434C

WEIGHTS = ("weight_gap", "weight_share", "weight_city", "weight_performance", "weight_years", "weight_cost")
RULES = ("jp_floor", "jp_ceiling", "performance_target", "evidence_months", "minimum_assessed_percent")

audit.name_acts(
    {
        "cycle_opened": "Membuka siklus perencanaan",
        "cycle_rules_set": "Mengubah aturan siklus",
        "cycle_weights_set": "Mengubah bobot prioritas",
        "city_priority_set": "Mengubah prioritas kota",
    }
)


def _ask(by: User | None) -> None:
    if by is not None and not permissions.may_manage_cycles(by):
        raise PermissionDenied


def _open(cycle: Cycle) -> Cycle:
    """The cycle as it is now, held; refuses one that is closed."""
    fresh = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    if not fresh.is_open:
        raise ValidationError("Siklus ini sudah ditutup.")
    return fresh


@transaction.atomic
def open_cycle(year: int, *, by: User | None) -> Cycle:
    """Open a year and close the one before; rules, weights and priorities carry over until they are
    changed."""
    _ask(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if Cycle.objects.filter(year=year).exists():
        raise ValidationError("Siklus tahun ini sudah ada.")
    former = Cycle.objects.order_by("-year").first()
    if former and year < former.year:
        raise ValidationError("Siklus baru harus lebih kemudian dari siklus terakhir.")
    Cycle.objects.open().update(is_open=False)
    carried = {name: getattr(former, name) for name in (*WEIGHTS, *RULES)} if former else {}
    cycle = Cycle(year=year, standard_version=StandardVersion.objects.in_force().first(), **carried)
    cycle.full_clean()
    cycle.save()
    if former:
        CityPriority.objects.bulk_create(
            CityPriority(
                cycle=cycle, competency_id=row.competency_id, strength=row.strength, reason=row.reason
            )
            for row in former.city_priorities.all()
        )
    needs.refresh()
    audit.record(
        "cycle_opened", by=by, on=cycle, year=year, closed=former.year if former and former.is_open else None
    )
    return cycle


@transaction.atomic
def set_weights(cycle: Cycle, weights: Mapping[str, Decimal], *, by: User | None) -> Cycle:
    """The weights of the priority score, which add up to 100 so that a score is read in percent."""
    _ask(by)
    cycle = _open(cycle)
    if set(weights) != set(WEIGHTS):
        raise ValueError(f"Weights are {WEIGHTS}")
    if sum(weights.values()) != 100:
        raise ValidationError("Jumlah keenam bobot harus tepat 100.")
    return _change(cycle, weights, "cycle_weights_set", by)


@transaction.atomic
def set_rules(cycle: Cycle, rules: Mapping[str, Any], *, by: User | None) -> Cycle:
    """Floor and ceiling of JP, performance target, age of evidence, share that a shown average needs."""
    _ask(by)
    cycle = _open(cycle)
    if not set(rules) <= set(RULES):
        raise ValueError(f"Rules are {RULES}")
    months = cycle.evidence_months
    cycle = _change(cycle, rules, "cycle_rules_set", by)
    if cycle.evidence_months != months:
        needs.refresh()
    return cycle


def _change(cycle: Cycle, values: Mapping[str, Any], action: str, by: User | None) -> Cycle:
    before = {name: getattr(cycle, name) for name in values}
    for name, value in values.items():
        setattr(cycle, name, value)
    cycle.full_clean()
    cycle.save()
    audit.record(action, by=by, on=cycle, before=before, after=dict(values))
    return cycle


@transaction.atomic
def set_city_priority(
    cycle: Cycle, competency: Competency, *, strength: Decimal, reason: str, by: User | None
) -> CityPriority | None:
    """How strongly the city's development plan (RPJMD) calls for a competency, 0 to 1; 0 takes it off the
    list."""
    _ask(by)
    cycle = _open(cycle)
    priority = CityPriority.objects.filter(cycle=cycle, competency=competency).first()
    if strength == 0:
        CityPriority.objects.filter(cycle=cycle, competency=competency).delete()
        priority = None
    else:
        priority = priority or CityPriority(cycle=cycle, competency=competency)
        priority.strength, priority.reason = strength, reason
        priority.full_clean()
        priority.save()
    audit.record(
        "city_priority_set",
        by=by,
        on=cycle,
        competency=competency.code,
        strength=Decimal(strength),
        reason=reason,
    )
    return priority
