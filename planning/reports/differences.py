"""How two sides of a plan differ: items, what they say, their people, and the sums. Set-based.

Items are the same by their key, whatever the version or revision. Every statement joins both sides in full.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, overload
from uuid import UUID

from django.db import connection

from personnel import audit
from personnel.states import StateChoices, Tone
from personnel.templatetags.palu import rupiah
from planning.differences import Side, between
from planning.reports.fact_words import COLUMNS, FieldChange, facts_in_words, field_changes

#: People named with an item before "dan … lain".
NAMED = 5
#: What stands for the rows that an item points at.
WORDS = {
    "programme_id": ("planning_programme", "r.name || ' (' || r.code || ')'"),
    "competency_id": ("planning_competency", "r.name"),
    "form_id": ("planning_developmentform", "r.name"),
    "provider_id": ("planning_provider", "r.name"),
}


SOURCES = {
    "version": """
        {name} AS (SELECT key, number, {facts} FROM planning_versionitem WHERE version_id = %({name})s),
        {name}_people AS (
            SELECT item_key AS key, civil_servant_id AS person FROM planning_versiontarget
            WHERE version_id = %({name})s
        )
    """,
    "plan": """
        {name} AS (SELECT key, number, {facts} FROM planning_planitem WHERE plan_id = %({name})s),
        {name}_people AS (
            SELECT i.key, t.civil_servant_id AS person FROM planning_plantarget t
            JOIN planning_planitem i ON i.id = t.item_id WHERE t.plan_id = %({name})s
        )
    """,
}


def _source(side: Side, name: str) -> str:
    """Two subqueries for one side: its items and its people."""
    return SOURCES["version" if side.version else "plan"].format(name=name, facts=", ".join(COLUMNS))


HEAD = """
WITH {sources},
people AS (
    SELECT key, COUNT(o.person) AS before, COUNT(n.person) AS after,
        COUNT(*) FILTER (WHERE o.person IS NULL) AS came, COUNT(*) FILTER (WHERE n.person IS NULL) AS went
    FROM (SELECT key, person, person AS whom FROM older_people) o
    FULL JOIN (SELECT key, person, person AS whom FROM newer_people) n USING (key, whom)
    GROUP BY key
),
pairs AS (
    SELECT key, o.key IS NULL AS is_added, n.key IS NULL AS is_dropped,
        COALESCE(n.number, o.number) AS number,
        COALESCE(p.before, 0) AS before, COALESCE(p.after, 0) AS after,
        COALESCE(p.came, 0) AS came, COALESCE(p.went, 0) AS went,
        o.cost_per_person AS old_cost, n.cost_per_person AS new_cost,
        o.jp_counted AS old_jp, n.jp_counted AS new_jp,
        ({old}) IS DISTINCT FROM ({new}) OR COALESCE(p.came, 0) + COALESCE(p.went, 0) > 0 AS differs
    FROM older o FULL JOIN newer n USING (key) LEFT JOIN people p USING (key)
)
"""

SUMS = """
SELECT
    COUNT(*) FILTER (WHERE NOT is_added), COUNT(*) FILTER (WHERE NOT is_dropped),
    COALESCE(SUM(before), 0), COALESCE(SUM(after), 0),
    (SELECT COUNT(DISTINCT person) FROM older_people), (SELECT COUNT(DISTINCT person) FROM newer_people),
    COALESCE(SUM(old_jp * before), 0), COALESCE(SUM(new_jp * after), 0),
    COALESCE(SUM(old_cost * before), 0), COALESCE(SUM(new_cost * after), 0),
    COUNT(*) FILTER (WHERE is_added), COUNT(*) FILTER (WHERE is_dropped),
    COUNT(*) FILTER (WHERE differs AND NOT is_added AND NOT is_dropped),
    (SELECT COUNT(*) FROM (SELECT person FROM newer_people EXCEPT SELECT person FROM older_people) x),
    (SELECT COUNT(*) FROM (SELECT person FROM older_people EXCEPT SELECT person FROM newer_people) x)
FROM pairs
"""

CHANGES = """
SELECT pairs.key, pairs.number, is_added, is_dropped, came, went, before, after, {columns}
FROM pairs LEFT JOIN older o ON o.key = pairs.key LEFT JOIN newer n ON n.key = pairs.key {joins}
WHERE differs AND (%(key)s::uuid IS NULL OR pairs.key = %(key)s::uuid)
ORDER BY is_dropped, pairs.number, pairs.key
LIMIT %(limit)s OFFSET %(offset)s
"""

# The first of each item by name, or all of them (limit NULL).
NAMES = """
SELECT key, came, name, nip, post FROM (
    SELECT key, o.person IS NULL AS came, concat_ws(', ', NULLIF(concat_ws(' ', NULLIF(c.title_before, ''),
            c.name), ''), NULLIF(c.title_after, '')) AS name, c.nip, post.name AS post,
        ROW_NUMBER() OVER (PARTITION BY key, o.person IS NULL ORDER BY c.name, c.id) AS place
    FROM (SELECT key, person, person AS whom FROM older_people) o
    FULL JOIN (SELECT key, person, person AS whom FROM newer_people) n USING (key, whom)
    JOIN personnel_civilservant c ON c.id = whom
    JOIN personnel_position post ON post.id = c.position_id
    WHERE (o.person IS NULL OR n.person IS NULL) AND key = ANY(%(keys)s::uuid[])
) named
WHERE %(named)s::int IS NULL OR place <= %(named)s::int
ORDER BY key, came DESC, place
"""

# Who last touched each item on the way from one side to the other. A dropped item is found by its history.
LAST_ACTS = """
SELECT DISTINCT ON (e.key) e.key, a.action, a.at, COALESCE(c.name, NULLIF(u.name, ''), u.username)
FROM (
    SELECT key, id FROM planning_planitem
    WHERE plan_id = ANY(%(plans)s) AND key = ANY(%(keys)s::uuid[])
    UNION ALL
    SELECT (changes ->> 'key')::uuid, object_id FROM personnel_rowchange
    WHERE object_type = 'planning.planitem' AND root_id = ANY(%(plans)s) AND kind = 'remove'
        AND changes ->> 'key' = ANY(%(keys)s::text[])
) e
JOIN personnel_auditentry a ON a.object_type = 'planning.planitem' AND a.object_id = e.id::text
LEFT JOIN personnel_user u ON u.id = a.actor_id
LEFT JOIN personnel_civilservant c ON c.id = u.civil_servant_id
WHERE (%(since)s::timestamptz IS NULL OR a.at > %(since)s)
    AND (%(until)s::timestamptz IS NULL OR a.at <= %(until)s)
ORDER BY e.key, a.at DESC, a.id DESC
"""


@dataclass(frozen=True)
class Pair:
    """A sum before and after."""

    before: Decimal
    after: Decimal

    @property
    def more(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Sums:
    """What the two sides hold, and how many items and people differ."""

    items: Pair
    lines: Pair
    people: Pair
    jp: Pair
    cost: Pair
    added: int
    dropped: int
    changed: int
    newcomers: int
    leavers: int

    @property
    def changes(self) -> int:
        return self.added + self.dropped + self.changed


@dataclass(frozen=True)
class LastAct:
    """Who touched the item last, and how."""

    act: str
    who: str
    at: dt.datetime


@dataclass(frozen=True)
class Named:
    """Somebody who came into an item or left it."""

    name: str
    nip: str
    post: str


class Kind(StateChoices):
    """What became of an item between the two sides."""

    ADDED = "added", Tone.INFO, "Ditambah"
    CHANGED = "changed", Tone.PLAIN, "Diubah"
    DROPPED = "dropped", Tone.LATE, "Dikeluarkan"


@dataclass
class ItemChange:
    """An item that differs. ``facts``: what an added or dropped one says, in words."""

    key: UUID
    number: int
    kind: Kind
    name: str
    before: int
    after: int
    came: int
    went: int
    cost_before: Decimal
    cost_after: Decimal
    fields: tuple[FieldChange, ...]
    facts: tuple[str, ...]
    came_people: list[Named] = field(default_factory=list)
    went_people: list[Named] = field(default_factory=list)
    last: LastAct | None = None

    @property
    def old_cost(self) -> str:
        """What it cost, where it costs something else now or nothing any more."""
        is_same = self.cost_before == self.cost_after
        return "" if is_same or self.kind == Kind.ADDED else rupiah(self.cost_before)

    @property
    def new_cost(self) -> str:
        """What it costs now."""
        is_gone = self.kind == Kind.DROPPED and self.cost_before != self.cost_after
        return "" if is_gone else rupiah(self.cost_after)

    @property
    def came_more(self) -> int:
        return self.came - len(self.came_people)

    @property
    def went_more(self) -> int:
        return self.went - len(self.went_people)


class Differences(Sequence[ItemChange]):
    """The items that differ, fetched by slices: a page costs three queries, whatever its size."""

    def __init__(self, sides: Sequence[Side], older: Side, newer: Side) -> None:
        self.older, self.newer = older, newer
        self._plans = [plan.pk for plan in between(sides, older, newer)]
        sources = ", ".join([_source(older, "older"), _source(newer, "newer")])
        self._head = HEAD.format(
            sources=sources,
            old=", ".join(f"o.{column}" for column in COLUMNS),
            new=", ".join(f"n.{column}" for column in COLUMNS),
        )
        self._params = {
            name: side.version.pk if side.version else side.plan.pk
            for name, side in (("older", older), ("newer", newer))
        }
        self.sums = self._add_up()

    def _fetch(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(self._head + sql, self._params | params)
            return cursor.fetchall()

    def _add_up(self) -> Sums:
        row = self._fetch(SUMS)[0]
        items, lines, people, jp, cost = (Pair(*row[n : n + 2]) for n in range(0, 10, 2))
        return Sums(items, lines, people, jp, cost, *row[10:])

    def __len__(self) -> int:
        return self.sums.changes

    @overload
    def __getitem__(self, place: int) -> ItemChange: ...
    @overload
    def __getitem__(self, place: slice) -> list[ItemChange]: ...
    def __getitem__(self, place: int | slice) -> ItemChange | list[ItemChange]:
        if isinstance(place, int):
            return self._some(place, 1)[0]
        start, stop, _step = place.indices(len(self))
        return self._some(start, stop - start)

    def of_item(self, key: UUID) -> list[ItemChange]:
        """One item's change with everybody it concerns; empty when it does not differ."""
        return self._some(0, 1, named=None, key=str(key))

    def all(self) -> list[ItemChange]:
        """Every change with everybody it concerns, for print."""
        return self._some(0, len(self), named=None)

    def _some(
        self, offset: int, limit: int, *, named: int | None = NAMED, key: str | None = None
    ) -> list[ItemChange]:
        rows = self._fetch(_changes_sql(), offset=offset, limit=max(limit, 0), key=key)
        changes = [_change(row) for row in rows]
        by_key = {change.key: change for change in changes}
        keys = [str(key) for key in by_key]
        for item, came, *person in self._fetch(NAMES, keys=keys, named=named):
            change = by_key[item]
            (change.came_people if came else change.went_people).append(Named(*person))
        with connection.cursor() as cursor:
            cursor.execute(
                LAST_ACTS,
                {"plans": self._plans, "keys": keys, "since": self.older.at, "until": self.newer.at},
            )
            for item, action, at, who in cursor.fetchall():
                by_key[item].last = LastAct(audit.act_name(action), who or "", at)
        return changes


def _changes_sql() -> str:
    columns, joins = [], []
    for alias in ("o", "n"):
        for column in COLUMNS:
            if column in WORDS:
                table, words = WORDS[column]
                name = f"{alias}_{column}"
                columns.append(words.replace("r.", f"{name}."))
                joins.append(f"LEFT JOIN {table} {name} ON {name}.id = {alias}.{column}")
            else:
                columns.append(f"{alias}.{column}")
    return CHANGES.format(columns=", ".join(columns), joins=" ".join(joins))


def _change(row: tuple[Any, ...]) -> ItemChange:
    key, number, is_added, is_dropped, came, went, before, after, *values = row
    old = dict(zip(COLUMNS, values[: len(COLUMNS)], strict=True))
    new = dict(zip(COLUMNS, values[len(COLUMNS) :], strict=True))
    shown = old if is_dropped else new
    return ItemChange(
        key=key,
        number=number,
        kind=Kind.ADDED if is_added else Kind.DROPPED if is_dropped else Kind.CHANGED,
        name=shown["name"],
        before=before,
        after=after,
        came=came,
        went=went,
        cost_before=(old["cost_per_person"] or 0) * before,
        cost_after=(new["cost_per_person"] or 0) * after,
        fields=() if is_added or is_dropped else tuple(field_changes(old, new)),
        facts=tuple(facts_in_words(shown)) if is_added or is_dropped else (),
    )
