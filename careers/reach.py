"""Which posts lie next: by the steps in force, among the posts that exist. Set-based, for one person or
all."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

from careers.asked import is_higher_in_group
from careers.models import CareerStep
from personnel.models import CivilServant, Position

Move = CareerStep.Move

#: A functional post without its grade: "Perawat Ahli Muda" → "perawat".
FAMILY = (
    r"lower(regexp_replace({name}, "
    r"'\s+(ahli\s+(pertama|muda|madya|utama)|pemula|terampil|mahir|penyelia)\M.*$', '', 'i'))"
)

WANTED = "(%(posts)s::bigint[] IS NULL OR {column} = ANY(%(posts)s::bigint[]))"

# A post exists where somebody who has not left holds it, and where a seat of it stands empty. What lies next
# follows from the post and the OPD: people who share both share the answer, so it is asked once for them.
NEXT_POSTS = f"""
    WITH place AS MATERIALIZED (
        SELECT DISTINCT own.id AS position_id, COALESCE(u.opd_id, u.id) AS opd_id, own.level, own.name
        FROM personnel_civilservant c
        JOIN personnel_position own ON own.id = c.position_id
        JOIN personnel_unit u ON u.id = c.unit_id
        WHERE {{who}}
    ),
    held AS MATERIALIZED (
        SELECT c.position_id, COALESCE(u.opd_id, u.id) AS opd_id
        FROM personnel_civilservant c JOIN personnel_unit u ON u.id = c.unit_id
        WHERE c.legal_state NOT IN ('berhenti', 'pensiun') AND {WANTED.format(column="c.position_id")}
        UNION
        SELECT s.position_id, COALESCE(u.opd_id, u.id) FROM careers_seat s
        JOIN personnel_unit u ON u.id = s.unit_id
        WHERE {WANTED.format(column="s.position_id")}
    ),
    post AS MATERIALIZED (
        SELECT p.id, p.level, p.name, held.opd_id
        FROM held JOIN personnel_position p ON p.id = held.position_id
    ),
    family AS MATERIALIZED (
        SELECT p.id, p.level, p.name, {FAMILY.format(name="p.name")} AS family
        FROM (SELECT DISTINCT id, level, name FROM post) p
    ),
    step AS MATERIALIZED (
        SELECT from_level, to_level, move, within FROM careers_careerstep
        WHERE valid_from <= %(today)s AND (valid_to IS NULL OR valid_to >= %(today)s)
          AND move = ANY(%(moves)s::text[])
    ),
    next AS (
        SELECT place.position_id, place.opd_id, place.level AS held, post.id, post.name, post.level, step.move
        FROM place JOIN step ON step.from_level = place.level AND step.within = '{CareerStep.Within.OPD}'
        JOIN post ON post.level = step.to_level AND post.opd_id = place.opd_id
        UNION
        SELECT place.position_id, place.opd_id, place.level, family.id, family.name, family.level, step.move
        FROM place JOIN step ON step.from_level = place.level AND step.within = '{CareerStep.Within.FAMILY}'
        JOIN family ON family.level = step.to_level AND family.family = {FAMILY.format(name="place.name")}
    )
    SELECT position_id, opd_id, held, id, name, level, move FROM next
    WHERE id <> position_id ORDER BY move, name, id
"""  # noqa: S608 - our own words

PLACES = """
    SELECT c.id, c.position_id, COALESCE(u.opd_id, u.id)
    FROM personnel_civilservant c JOIN personnel_unit u ON u.id = c.unit_id
    WHERE {who} ORDER BY c.id
"""
WHO = "c.legal_state = 'aktif' AND (%(people)s::bigint[] IS NULL OR c.id = ANY(%(people)s::bigint[]))"


class NextPost(NamedTuple):
    """A post that a person could hold next, and what kind of move that would be; "" where no step leads
    there."""

    person: int
    post: int
    name: str
    level: str
    held: str
    move: str

    @property
    def pair(self) -> tuple[int, int]:
        return self.person, self.post


def next_posts(
    today: dt.date,
    *,
    people: Collection[int] | None = None,
    posts: Collection[int] | None = None,
    moves: Collection[str] = tuple(Move.values),
) -> list[NextPost]:
    """The posts in reach of these people (ids; None: of everybody active), of these posts only where some
    are named; by person, move and name. Two queries."""
    params = {
        "posts": None if posts is None else list(posts),
        "people": None if people is None else list(people),
        "today": today,
        "moves": [str(move) for move in moves],
    }
    of_place: dict[tuple[int, int], list[tuple[int, str, str, str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(NEXT_POSTS.format(who=WHO), params)
        for position, opd, held, post, name, level, move in cursor.fetchall():
            of_place[position, opd].append((post, name, level, held, move))
        cursor.execute(PLACES.format(who=WHO), params)
        return [
            NextPost(person, *found)
            for person, position, opd in cursor.fetchall()
            for found in of_place.get((position, opd), ())
        ]


#: (from level, to level) → the kind of the move
Moves = dict[tuple[str, str], str]


def moves(today: dt.date) -> Moves:
    """All moves between levels by the steps in force; of several the newest."""
    steps = CareerStep.objects.in_force(today).order_by("valid_from", "-pk")
    return {(held, level): move for held, level, move in steps.values_list("from_level", "to_level", "move")}


def post_for(
    person: CivilServant, position: Position, today: dt.date, known: Moves | None = None
) -> NextPost:
    """Any post as it lies for a person, near or not; its move is "" where no step leads there. ``known``:
    the moves of today, where many are asked for."""
    held, level = person.position.level, position.level
    found = (moves(today) if known is None else known).get((held, level), "")
    move = found or (Move.VERTICAL if is_higher_in_group(held, level) else "")
    return NextPost(person.pk, position.pk, position.name, level, held, move)
