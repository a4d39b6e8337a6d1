"""What our data say of people, for the checks: many people in five queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection

from careers.checks import Facts, Seen, Stretch
from careers.models import CareerEvidence
from personnel.models import CivilServant, Placement

#: The predicate of each of the last years; of a score alone the one in whose band it falls.
RESULTS = """
    SELECT r.civil_servant_id, r.year, COALESCE(NULLIF(r.predicate, ''), band.predicate)
    FROM planning_performancerating r
    LEFT JOIN LATERAL (
        SELECT b.predicate FROM (
            SELECT DISTINCT ON (predicate) predicate, lower_bound FROM planning_performanceband
            WHERE valid_from <= make_date(r.year::int, 12, 31) ORDER BY predicate, valid_from DESC
        ) b WHERE r.score >= b.lower_bound ORDER BY b.lower_bound DESC LIMIT 1
    ) band ON r.predicate = ''
    WHERE r.year BETWEEN %(first)s AND %(last)s AND r.civil_servant_id = ANY(%(people)s)
"""
YEARS_OF_RESULTS = 5
COLUMNS = (
    *("pk", "employment", "position__level", "position_since", "education", "education_name", "birth_date"),
    *("rank__order", "rank__code", "rank_since"),
)


def facts_of(people: Collection[int], today: dt.date) -> dict[int, Facts]:
    """The facts of people by id."""
    stretches, results, seen = _stretches(people), _results(people, today), _seen(people, today)
    rows = CivilServant.objects.filter(pk__in=people).values_list(*COLUMNS)
    return {
        pk: Facts(
            employment=employment,
            level=level,
            stretches=(Stretch(level, since), *stretches.get(pk, ())),
            education=education,
            education_name=education_name,
            birth_date=born,
            rank_order=rank_order,
            rank=rank or "",
            rank_since=rank_since,
            results=results.get(pk, {}),
            seen=tuple(seen.get(pk, ())),
        )
        for (
            pk,
            employment,
            level,
            since,
            education,
            education_name,
            born,
            rank_order,
            rank,
            rank_since,
        ) in rows
    }


def _stretches(people: Collection[int]) -> dict[int, list[Stretch]]:
    """Earlier posts, as far as our placements reach back."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    rows = Placement.objects.filter(civil_servant__in=people, ends_on__isnull=False)
    for person, level, starts_on, ends_on in rows.order_by("starts_on").values_list(
        "civil_servant_id", "position__level", "starts_on", "ends_on"
    ):
        found[person].append(Stretch(level, starts_on, ends_on))
    return found


def _results(people: Collection[int], today: dt.date) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    params: dict[str, Any] = {
        "first": today.year - YEARS_OF_RESULTS,
        "last": today.year - 1,
        "people": list(people),
    }
    with connection.cursor() as cursor:
        cursor.execute(RESULTS, params)
        for person, year, predicate in cursor.fetchall():
            if predicate:
                found[person][year] = predicate
    return found


def _seen(people: Collection[int], today: dt.date) -> dict[int, list[Seen]]:
    """What was seen on paper, the newest first."""
    found: dict[int, list[Seen]] = defaultdict(list)
    for row in CareerEvidence.objects.valid(today).filter(civil_servant__in=people):
        found[row.civil_servant_id].append(
            Seen(
                row.kind,
                row.level,
                row.holds,
                row.words,
                row.letter,
                row.dated,
                row.number,
                is_verified=row.is_verified,
            )
        )
    return found
