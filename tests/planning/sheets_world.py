"""Building blocks for tests of the two sheets: a standard with levels, answers in a few words, stages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from personnel.models import Position
from planning import needs
from planning.models import (
    BehaviourIndicator,
    Competency,
    CompetencyLevel,
    Cycle,
    CycleStage,
    RatingSheet,
    StandardVersion,
)
from planning.sheets import asked_of, save_answer, send_sheet
from tests.factories import CycleFactory
from tests.planning.city import make_standard

DAY = dt.timedelta(days=1)
OWN, ABOVE = RatingSheet.Hand.SELF, RatingSheet.Hand.SUPERIOR
YES = (True, True, True)
#: Everybody of the cast that can be rated holds a post of one of these levels.
LEVELS = (Position.Level.PELAKSANA, Position.Level.ADMINISTRATOR)


def make_year(*codes: str, required=3, order=None) -> Cycle:
    """An open year with a standard: ``required`` of each competency; all but ``T…`` have indicators."""
    codes = codes or ("A", "B")
    version = StandardVersion.objects.in_force().first() or make_standard(
        *((level, code, required) for level in LEVELS for code in codes)
    )
    for number, code in enumerate(codes):
        Competency.objects.filter(code=code).update(
            order=number, name=f"Kompetensi {code}", definition=f"Arti {code}"
        )
    _describe(Competency.objects.filter(code__in=codes))
    cycle = CycleFactory(standard_version=version)
    needs.refresh()
    return cycle


def _describe(competencies: Iterable[Competency]) -> None:
    """Five levels of each, with three behaviours of each level where its levels are decided by behaviour."""
    CompetencyLevel.objects.bulk_create(
        [
            CompetencyLevel(competency=one, level=level, descriptor=f"uraian {one.code} ke-{level}")
            for one in competencies
            for level in range(1, 6)
        ],
        ignore_conflicts=True,
    )
    levels = CompetencyLevel.objects.filter(competency__in=competencies).select_related("competency")
    BehaviourIndicator.objects.bulk_create(
        [
            BehaviourIndicator(
                level=row, position=place, text=f"perilaku {row.competency.code} {row.level}.{place}"
            )
            for row in levels
            if not row.competency.code.startswith("T")
            for place in range(1, 4)
        ],
        ignore_conflicts=True,
    )


def make_stages(cycle: Cycle, rating=(-5, 5)) -> None:
    """All nine stages around today (days from today); rating as given, the others after it."""
    today = timezone.localdate()
    first, last = rating
    stages = []
    for number, stage in enumerate(CycleStage.Stage):
        days = (
            (first - 10, first - 1)
            if number == 0
            else rating
            if number == 1
            else (last + 10 * number - 19, last + 10 * number - 10)
        )
        starts_on, ends_on = (today + day * DAY for day in days)
        stages.append(CycleStage(cycle=cycle, stage=stage, starts_on=starts_on, ends_on=ends_on))
    CycleStage.objects.bulk_create(stages)


def fill(person, cycle, hand, by, level=3, shows=YES, **levels) -> None:
    """Answer everything: ``level`` for all, or ``A=1`` for one."""
    for competency in asked_of(person):
        save_answer(
            person,
            cycle,
            hand,
            competency,
            level=levels.get(competency.code, level),
            shows=shows,
            note=f"catatan {hand} {competency.code}",
            by=by,
        )


def fill_and_send(person, cycle, hand, by, level=3, shows=YES, **levels) -> RatingSheet:
    fill(person, cycle, hand, by, level, shows, **levels)
    return send_sheet(person, cycle, hand, by=by)


def both_sent(cast, cycle, own=3, above=3, **levels) -> None:
    """The owner and the superior have sent; ``A=(4, 1)``: what each says of one competency."""
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, OWN, cast.owner, own, **{code: pair[0] for code, pair in levels.items()})
    fill_and_send(
        person, cycle, ABOVE, cast.superior, above, **{code: pair[1] for code, pair in levels.items()}
    )
