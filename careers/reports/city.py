"""The development of posts in the whole city: who aims and who could follow, by sex, age and OPD.

Counted, never named: a group of fewer than five people is hidden, and others with it (ADR 0012).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from careers import reach
from careers.models import CareerGoal
from careers.reach import Move
from careers.reports.readiness import all_met
from careers.reports.seats import RESTS_ON
from personnel.models import Unit
from personnel.remembered import remembered
from planning.reports.fairness import AGES, SEXES
from planning.suppression import TOTAL, Cell, K, Split, hidden_cells, merge_small

PEOPLE = """
    SELECT c.id, c.employment IN ('pns', 'cpns'), c.sex,
        CASE WHEN %(year)s - EXTRACT(year FROM c.birth_date) <= 30 THEN '1'
            WHEN %(year)s - EXTRACT(year FROM c.birth_date) <= 40 THEN '2'
            WHEN %(year)s - EXTRACT(year FROM c.birth_date) <= 50 THEN '3' ELSE '4' END,
        COALESCE(u.opd_id, u.id)
    FROM personnel_civilservant c JOIN personnel_unit u ON u.id = c.unit_id
    WHERE c.legal_state = 'aktif'
"""
CITY = "kota"
FIELDS = ("people", "aiming", "regulated", "ready")


@dataclass
class Group:
    """The people of a group: how many, with a goal; and of those for whom the rules speak (PNS) how many
    could follow in a higher post by our data."""

    people: int = 0
    aiming: int = 0
    regulated: int = 0
    ready: int = 0

    def add(self, *, aims: bool, is_regulated: bool, is_ready: bool) -> None:
        self.people += 1
        self.aiming += aims
        self.regulated += is_regulated
        self.ready += is_ready

    @property
    def splits(self) -> tuple[Split, Split]:
        return Split(self.aiming, self.people - self.aiming), Split(self.ready, self.regulated - self.ready)

    @property
    def size(self) -> int:
        """What decides whether it may be shown: the smaller of its two counts."""
        return self.regulated or self.people

    @property
    def aiming_share(self) -> Decimal:
        return Decimal(100 * self.aiming) / self.people

    @property
    def ready_share(self) -> Decimal | None:
        return Decimal(100 * self.ready) / self.regulated if self.regulated else None


@dataclass(frozen=True)
class Row:
    """A group with its name; None: hidden."""

    label: str
    group: Group | None


@dataclass(frozen=True)
class Cut:
    """One way to divide the city."""

    title: str
    heading: str
    rows: tuple[Row, ...]


def fairness(year: int, on: dt.date) -> tuple[Group, list[Cut]]:
    """The city, and its three cuts; nothing for a city of fewer than ``K`` PNS. Everybody's next higher posts
    are examined, so this belongs into a worker."""
    aiming = set(CareerGoal.objects.values_list("civil_servant", flat=True))
    ready = remembered(lambda: _ready(on), "ready people", on, rests_on=RESTS_ON, is_shared=True)
    whole = Group()
    groups: dict[str, dict[str, Group]] = {key: defaultdict(Group) for key in ("sex", "age", "opd")}
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"year": year})
        for person, is_regulated, sex, age, opd in cursor.fetchall():
            facts = {
                "aims": person in aiming,
                "is_regulated": is_regulated,
                "is_ready": person in ready,
            }
            whole.add(**facts)
            for key, name in (("sex", sex), ("age", age), ("opd", str(opd))):
                groups[key][name].add(**facts)
    if whole.regulated < K:
        return whole, []
    return whole, [
        _cut("Menurut jenis kelamin", "Jenis kelamin", SEXES.groups, groups["sex"]),
        _cut("Menurut umur", "Umur", AGES.groups, groups["age"]),
        _by_opd(groups["opd"]),
    ]


def _ready(on: dt.date) -> frozenset[int]:
    posts = reach.next_posts(on, moves=(Move.VERTICAL, Move.DIAGONAL))
    return frozenset(post.person for post in all_met(posts, on))


def _cut(title: str, heading: str, names: Mapping[str, str], groups: Mapping[str, Group]) -> Cut:
    hidden: set[Cell] = set()
    for measure in (0, 1):
        hidden |= hidden_cells({(CITY, key): group.splits[measure] for key, group in groups.items()})
    rows = tuple(
        Row(str(label), None if {(CITY, key), (TOTAL, key)} & hidden else groups[key])
        for key, label in names.items()
        if key in groups
    )
    return Cut(title, heading, rows)


def _by_opd(groups: Mapping[str, Group]) -> Cut:
    """By name; those too small to be shown stand together as one."""
    merged = merge_small({opd: group.size for opd, group in groups.items()})
    names = dict(Unit.objects.filter(pk__in=groups).values_list("pk", "name"))
    shown = [Row(names[int(opd)], group) for opd, group in groups.items() if opd not in merged]
    shown.sort(key=lambda row: row.label)
    if merged:
        together = Group(*(sum(getattr(groups[str(opd)], name) for opd in merged) for name in FIELDS))
        shown.append(Row(f"{len(merged)} OPD kecil, digabung", together))
    return Cut("Menurut OPD", "OPD", tuple(shown))
