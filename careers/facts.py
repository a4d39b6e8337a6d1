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


def facts_of(people: Collection[int], today: dt.date) -> dict[int, Facts]:
    """The facts of people by id."""
    stretches, results, seen = _stretches(people), _results(people, today), _seen(people, today)
    rows = CivilServant.objects.filter(pk__in=people).select_related("position", "rank")
    return {
        person.pk: Facts(
            employment=person.employment,
            level=person.position.level,
            stretches=(
                Stretch(person.position.level, person.position_since),
                *stretches.get(person.pk, ()),
            ),
            education=person.education,
            education_name=person.education_name,
            birth_date=person.birth_date,
            rank_order=person.rank.order if person.rank else None,
            rank=person.rank.code if person.rank else "",
            rank_since=person.rank_since,
            results=results.get(person.pk, {}),
            seen=tuple(seen.get(person.pk, ())),
        )
        for person in rows
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
