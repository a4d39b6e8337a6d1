"""How well people fit any post: for pairs of a person and a post, by the standard in force and the evidence
that counts, as ``planning.needs`` has it. Set-based; nothing is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from planning.models import Cycle, StandardVersion
from planning.needs import DEFAULT_EVIDENCE_MONTHS, EVIDENCE, REQUIREMENT, fresh_since

#: The highest level of a competency: what somebody unassessed could have at most.
HIGHEST = 5

#: (person, post), both by id.
Pair = tuple[int, int]

MEASURED = f"""
    WITH person AS MATERIALIZED (
        SELECT pair.id, pair.position_id FROM UNNEST(%(people)s::bigint[], %(posts)s::bigint[])
            AS pair (id, position_id)
    ),
    requirement AS MATERIALIZED ({REQUIREMENT}),
    evidence AS MATERIALIZED ({EVIDENCE})
"""  # noqa: S608 - our own words

SUMS = f"""
    {MEASURED}
    SELECT person.id, person.position_id, count(*), count(e.level), sum(q.level),
           COALESCE(sum(q.level) FILTER (WHERE e.level IS NOT NULL), 0), COALESCE(sum(e.level), 0),
           max(e.rated_on)
    FROM person JOIN requirement q ON q.position_id = person.position_id
    LEFT JOIN evidence e ON e.civil_servant_id = person.id AND e.competency_id = q.competency_id
    GROUP BY person.id, person.position_id
"""  # noqa: S608

#: Posts that ask for the same of everybody: each with the one that stands for all of them.
ALIKE = f"""
    WITH person AS (SELECT UNNEST(%(posts)s::bigint[]) AS position_id),
    requirement AS MATERIALIZED ({REQUIREMENT})
    SELECT position_id, min(position_id) OVER (PARTITION BY asked) FROM (
        SELECT position_id, array_agg((competency_id, level)::text ORDER BY competency_id) AS asked
        FROM requirement GROUP BY position_id
    ) profile
"""  # noqa: S608

LINES = f"""
    {MEASURED}
    SELECT person.id, person.position_id, c.id, c.name, q.level, e.level, COALESCE(e.source, ''), e.rated_on
    FROM person JOIN requirement q ON q.position_id = person.position_id
    JOIN planning_competency c ON c.id = q.competency_id
    LEFT JOIN evidence e ON e.civil_servant_id = person.id AND e.competency_id = q.competency_id
    ORDER BY person.id, person.position_id, c."order", c.code
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Fit:
    """The sums of one person against one post; ``newest`` is the day of the newest evidence."""

    competencies: int
    assessed: int
    required_sum: int  # of all that the post asks for
    assessed_required: int  # of what was assessed
    attained: int
    newest: dt.date | None = None

    @property
    def percent(self) -> Decimal | None:
        """The JPM over what was assessed, capped at 100; None while nothing was."""
        return match_of(self.attained, self.assessed_required)

    @property
    def least(self) -> int:
        """The sum of levels if nothing that is unassessed were there at all."""
        return self.attained

    @property
    def most(self) -> int:
        """The sum of levels if all that is unassessed were there in full."""
        return self.attained + HIGHEST * (self.competencies - self.assessed)


def match_of(attained: int, required: int) -> Decimal | None:
    """The JPM of two sums of levels, capped at 100; None where nothing was assessed."""
    return Decimal(min(attained, required)) * 100 / required if required else None


@dataclass(frozen=True, slots=True)
class FitLine:
    """One competency of a post, held against one person; unassessed is neither 0 nor the full level."""

    competency_id: int
    name: str
    required: int
    attained: int | None
    source: str
    rated_on: dt.date | None

    @property
    def gap(self) -> int | None:
        return None if self.attained is None else max(0, self.required - self.attained)


def fits(pairs: Collection[Pair]) -> dict[Pair, Fit]:
    """The sums of each pair; a pair whose post asks for nothing is left out. Six queries, however many.

    Posts that ask for the same share one ``Fit`` of a person: most posts ask for what their level asks.
    """
    alike = dict(_rows(ALIKE, {(0, post) for _person, post in pairs}))
    asked = {(person, alike[post]) for person, post in pairs if post in alike}
    found = {(person, post): Fit(*sums) for person, post, *sums in _rows(SUMS, asked)}
    return {pair: found[pair[0], alike[pair[1]]] for pair in pairs if pair[1] in alike}


def fit_lines(pairs: Collection[Pair]) -> dict[Pair, list[FitLine]]:
    """Competency by competency, in the order of the dictionary. Three queries."""
    found: dict[Pair, list[FitLine]] = {}
    for person, post, *facts in _rows(LINES, pairs):
        found.setdefault((person, post), []).append(FitLine(*facts))
    return found


def _rows(sql: str, pairs: Collection[Pair]) -> Iterator[tuple[Any, ...]]:
    if not pairs:
        return
    version = StandardVersion.objects.in_force().first()
    months = Cycle.objects.open().values_list("evidence_months", flat=True).first()
    params = {
        "people": [person for person, _post in pairs],
        "posts": [post for _person, post in pairs],
        "ids": None,
        "version": version.pk if version else None,
        "fresh_since": fresh_since(
            timezone.localdate(), DEFAULT_EVIDENCE_MONTHS if months is None else months
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        yield from cursor.fetchall()
