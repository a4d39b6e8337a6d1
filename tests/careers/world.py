"""Building blocks for tests of careers: rules, steps and goals in a few words."""

from __future__ import annotations

import datetime as dt

from careers.models import (
    CareerGoal,
    CareerRule,
    CareerStep,
    OfficialTalentResult,
    Seat,
    SuccessorNomination,
    TalentBox,
)
from tests.factories import PositionFactory

FROM = dt.date(2026, 1, 2)


def rule(kind, level="", **values):
    """A national rule of a level (or ``position=``), in force since January."""
    values = {"source": "Peraturan uji Ps 1", "standing": "nasional", "valid_from": FROM} | values
    return CareerRule.objects.create(kind=kind, level=level, **values)


def step(held, level, move, within="opd"):
    return CareerStep.objects.create(
        from_level=held,
        to_level=level,
        move=move,
        within=within,
        valid_from=FROM,
        source="Uji",
        standing="nasional",
    )


def goal(person, position=None, order=1, reason="Ingin memimpin pelayanan"):
    position = position or PositionFactory(name="Kepala Seksi Uji", level="pengawas")
    return CareerGoal.objects.create(civil_servant=person, position=position, order=order, reason=reason)


def seat(unit, name="Kepala Bidang Uji", level="administrator", **fields):
    """A vacant seat of a unit."""
    position = PositionFactory(name=name, level=level)
    return Seat.objects.create(unit=unit, position=position, **({"vacant_since": FROM} | fields))


def nomination(of_seat, person, *, by):
    facts = {"words": "Menguasai bidangnya", "readiness": "Belum diatur", "nominated_by": by}
    return SuccessorNomination.objects.create(seat=of_seat, civil_servant=person, **facts)


def result(person, number=8, performance="sesuai", potential="tinggi", **fields):
    """An official result in a box."""
    box, _made = TalentBox.objects.get_or_create(
        number=number,
        defaults={
            "performance": performance,
            "potential": potential,
            "follow_ups": "bimbingan kinerja",
            "development": "bimbingan kinerja",
            "source": "Uji",
            "standing": "nasional",
        },
    )
    facts = {"period": "2026", "decision": "800/1/2026", "decided_on": FROM} | fields
    return OfficialTalentResult.objects.create(civil_servant=person, box=box, **facts)
