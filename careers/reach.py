"""Which posts lie next: by the steps in force, among the posts that exist. Set-based, for one person or
all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from careers.asked import is_higher_in_group
from careers.models import CareerStep

Move = CareerStep.Move

#: A functional post without its grade: "Perawat Ahli Muda" → "perawat".
FAMILY = (
    r"lower(regexp_replace({name}, "
    r"'\s+(ahli\s+(pertama|muda|madya|utama)|pemula|terampil|mahir|penyelia)\M.*$', '', 'i'))"
)

# A post exists where somebody who has not left holds it, and where a seat of it stands empty.
NEXT_POSTS = f"""
    WITH person AS MATERIALIZED (
        SELECT c.id, COALESCE(u.opd_id, u.id) AS opd_id, own.id AS position_id, own.level,
               {FAMILY.format(name="own.name")} AS family
        FROM personnel_civilservant c
        JOIN personnel_position own ON own.id = c.position_id
        JOIN personnel_unit u ON u.id = c.unit_id
        WHERE c.legal_state = 'aktif' AND (%(people)s::bigint[] IS NULL OR c.id = ANY(%(people)s::bigint[]))
    ),
    held AS MATERIALIZED (
        SELECT DISTINCT c.position_id, COALESCE(u.opd_id, u.id) AS opd_id
        FROM personnel_civilservant c JOIN personnel_unit u ON u.id = c.unit_id
        WHERE c.legal_state NOT IN ('berhenti', 'pensiun')
        UNION
        SELECT s.position_id, COALESCE(u.opd_id, u.id) FROM careers_seat s
        JOIN personnel_unit u ON u.id = s.unit_id
    ),
    post AS MATERIALIZED (
        SELECT p.id, p.level, p.name, {FAMILY.format(name="p.name")} AS family, held.opd_id
        FROM held JOIN personnel_position p ON p.id = held.position_id
        WHERE %(posts)s::bigint[] IS NULL OR p.id = ANY(%(posts)s::bigint[])
    )
    SELECT DISTINCT person.id, post.id, post.name, post.level, person.level, step.move
    FROM person
    JOIN careers_careerstep step ON step.from_level = person.level AND step.valid_from <= %(today)s
         AND (step.valid_to IS NULL OR step.valid_to >= %(today)s) AND step.move = ANY(%(moves)s::text[])
    JOIN post ON post.level = step.to_level AND post.id <> person.position_id
         AND CASE step.within WHEN 'rumpun' THEN post.family = person.family
                              ELSE post.opd_id = person.opd_id END
    ORDER BY person.id, step.move, post.name, post.id
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class NextPost:
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
    are named. One query."""
    params = {
        "posts": None if posts is None else list(posts),
        "people": None if people is None else list(people),
        "today": today,
        "moves": [str(move) for move in moves],
    }
    with connection.cursor() as cursor:
        cursor.execute(NEXT_POSTS, params)
        return [NextPost(*row) for row in cursor.fetchall()]


def move_between(held: str, level: str, today: dt.date) -> str:
    """The kind of a move between two levels, by the steps in force; "" where none leads there."""
    steps = CareerStep.objects.in_force(today).filter(from_level=held, to_level=level)
    move = steps.order_by("-valid_from", "pk").values_list("move", flat=True).first()
    return move or (Move.VERTICAL if is_higher_in_group(held, level) else "")
