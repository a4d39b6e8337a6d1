"""Building blocks for tests of needs: a standard and ratings in a few words, the outcome as a table."""

from __future__ import annotations

import datetime as dt

from personnel.models import Position
from planning import needs
from planning.models import CompetencyRating, Cycle, Need, StandardRequirement, StandardVersion
from tests.factories import CompetencyFactory, CycleFactory, RatingFactory, StandardVersionFactory

TODAY = dt.date(2026, 11, 24)
S = CompetencyRating.Source


def in_force(version: StandardVersion, since: dt.date = dt.date(2026, 1, 2)) -> StandardVersion:
    """Freeze a draft, as ``standards.put_in_force`` would, without asking anybody."""
    StandardVersion.objects.filter(pk=version.pk).update(
        status=StandardVersion.Status.IN_FORCE, effective_from=since, decision="800/1/2026"
    )
    version.refresh_from_db()
    return version


def make_standard(*rows: tuple[str | Position, str, int | None]) -> StandardVersion:
    """A version in force from rows (level or post, competency code, level)."""
    version = StandardVersionFactory()
    for who, code, level in rows:
        is_post = isinstance(who, Position)
        StandardRequirement.objects.create(
            version=version,
            position=who if is_post else None,
            position_level="" if is_post else who,
            competency=CompetencyFactory(code=code),
            level=level,
        )
    return in_force(version)


def make_cycle(**fields) -> Cycle:
    return CycleFactory(standard_version=StandardVersion.objects.in_force().first(), **fields)


def rate(person, code, level, source=S.SUPERIOR, on=dt.date(2026, 9, 1)) -> CompetencyRating:
    return RatingFactory(
        civil_servant=person, competency=CompetencyFactory(code=code), level=level, source=source, rated_on=on
    )


def refresh(**fields) -> int:
    return needs.refresh(on=TODAY, **fields)


def table(person, basis=Need.Basis.CURRENT) -> dict[str, tuple]:
    """code → (required, attained, gap, status)."""
    rows = Need.objects.filter(civil_servant=person, basis=basis).select_related("competency")
    return {row.competency.code: (row.required, row.attained, row.gap, row.status) for row in rows}
