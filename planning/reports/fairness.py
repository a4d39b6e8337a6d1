"""Who gets development and who does not: people of the year's current plans, cut five ways and by OPD.

One statement adds up the whole city, also for the page of one OPD: what must be hidden there depends on what
the other pages show (``planning.suppression``, ADR 0012).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection

from personnel.models import Turn
from personnel.remembered import remembered
from personnel.shown import Figure
from personnel.templatetags.palu import angka, persen
from planning.models import Cycle
from planning.suppression import TOTAL, Cell, K, Key, Split, hidden_cells, merge_small

MERGED = "__merged__"


@dataclass(frozen=True, eq=False)
class Cut:
    """One way to divide everybody: groups in their order, and which of them lie under which other."""

    key: str
    title: Any
    groups: Mapping[str, Any]
    parents: Mapping[Any, Any] = field(default_factory=dict)


KINDS = Cut(
    "kind",
    "Jenis pegawai dan golongan",
    {
        "pns": "PNS",
        "pns_IV": "Golongan IV",
        "pns_III": "Golongan III",
        "pns_II": "Golongan II",
        "pns_I": "Golongan I",
        "pns_": "Golongan tidak tercatat",
        "cpns": "CPNS",
        "pppk": "PPPK",
        "pppk_4": "Golongan XIII–XVII",
        "pppk_3": "Golongan IX–XII",
        "pppk_2": "Golongan V–VIII",
        "pppk_1": "Golongan I–IV",
        "pppk_": "Golongan tidak tercatat",
        "pppk_paruh_waktu": "PPPK paruh waktu",
    },
    {f"pns_{rank}": "pns" for rank in ("I", "II", "III", "IV", "")}
    | {f"pppk_{grade}": "pppk" for grade in ("1", "2", "3", "4", "")},
)
SEXES = Cut("sex", "Jenis kelamin", {"P": "Perempuan", "L": "Laki-laki"})
POSTS = Cut(
    "post",
    "Jenis jabatan",
    {
        "jpt": "Pimpinan tinggi",
        "administrator": "Administrator",
        "pengawas": "Pengawas",
        "ahli": "Fungsional keahlian",
        "terampil": "Fungsional keterampilan",
        "pelaksana": "Pelaksana",
    },
)
AGES = Cut(
    "age",
    "Umur",
    {
        "1": "Di bawah 31 tahun",
        "2": "31–40 tahun",
        "3": "41–50 tahun",
        "4": "Di atas 50 tahun",
    },
)
YEARS = Cut(
    "years",
    "Lama tanpa pengembangan",
    {
        "0": "Mengikuti pengembangan tahun lalu",
        "1": "1 tahun tanpa pengembangan",
        "2": "2 tahun",
        "3": "3 tahun atau lebih",
        "": "Riwayat tidak tercatat",
    },
)
CUTS = (KINDS, SEXES, POSTS, AGES, YEARS)

#: Full years without development before the year of the plan. Nothing recorded is not the same as none:
#: NULL. Somebody in whose records every year says 0 has gone without since before the first of them.
YEARS_WITHOUT = """
SELECT l.civil_servant_id,
    %(year)s - 1 - COALESCE(MAX(l.year) FILTER (WHERE l.jp_counted > 0), MIN(l.year) - 1) AS years
FROM planning_learningyear l
WHERE l.year < %(year)s
GROUP BY l.civil_servant_id
"""

# Sums of integers, for the reasons of reports.plans.COVERAGE.
SUMS = f"""
SELECT GROUPING(kind, sex, post, age), opd_id, COALESCE(kind, sex, post, age), years,
    COUNT(*), COUNT(lines), SUM(jp), SUM(cost)
FROM (
    SELECT u.opd_id, c.sex,
        CASE c.employment
            WHEN 'pns' THEN 'pns_' || COALESCE(split_part(r.code, '/', 1), '')
            WHEN 'pppk' THEN 'pppk_' || CASE
                WHEN r.code IN ('I', 'II', 'III', 'IV') THEN '1'
                WHEN r.code IN ('V', 'VI', 'VII', 'VIII') THEN '2'
                WHEN r.code IN ('IX', 'X', 'XI', 'XII') THEN '3'
                WHEN r.code IN ('XIII', 'XIV', 'XV', 'XVI', 'XVII') THEN '4'
                ELSE '' END
            ELSE c.employment END AS kind,
        CASE WHEN p.level LIKE 'jpt%%' THEN 'jpt' WHEN p.level LIKE 'jf_ahli%%' THEN 'ahli'
            WHEN p.level LIKE 'jf%%' THEN 'terampil' ELSE p.level END AS post,
        CASE WHEN %(year)s - EXTRACT(year FROM c.birth_date) <= 30 THEN '1'
            WHEN %(year)s - EXTRACT(year FROM c.birth_date) <= 40 THEN '2'
            WHEN %(year)s - EXTRACT(year FROM c.birth_date) <= 50 THEN '3' ELSE '4' END AS age,
        learning.years, line.lines, COALESCE(line.jp, 0) AS jp, COALESCE(line.cost, 0) AS cost
    FROM personnel_civilservant c
    JOIN personnel_unit u ON u.id = c.unit_id
    JOIN personnel_position p ON p.id = c.position_id
    LEFT JOIN personnel_rank r ON r.id = c.rank_id
    LEFT JOIN ({YEARS_WITHOUT}) learning ON learning.civil_servant_id = c.id
    LEFT JOIN (
        SELECT t.civil_servant_id, COUNT(*) AS lines, SUM(item.jp) AS jp, SUM(item.cost) AS cost
        FROM planning_plantarget t
        JOIN (
            SELECT i.id, COALESCE((100 * i.jp_counted)::int, 0) AS jp,
                COALESCE(i.cost_per_person::bigint, 0) AS cost
            FROM planning_planitem i JOIN planning_plan plan ON plan.id = i.plan_id
            WHERE plan.cycle_id = %(cycle)s AND plan.is_current
            OFFSET 0
        ) item ON item.id = t.item_id
        GROUP BY t.civil_servant_id
    ) line ON line.civil_servant_id = c.id
    WHERE c.legal_state = 'aktif'
) person
GROUP BY GROUPING SETS (
    (opd_id, kind, years), (opd_id, sex, years), (opd_id, post, years), (opd_id, age, years)
)
"""  # noqa: S608 - our own words
# The bit that GROUPING leaves at 0 names the cut.
CUT_OF = {0b0111: KINDS, 0b1011: SEXES, 0b1101: POSTS, 0b1110: AGES}


@dataclass
class Sums:
    """What is known of a group: its people, those with a line, their counted JP (hundredths) and rupiah."""

    people: int = 0
    having: int = 0
    jp: int = 0
    cost: int = 0
    years: Counter[int] = field(default_factory=Counter)  # of those whose history is recorded

    def add(self, years: int | None, people: int, having: int, jp: int, cost: int) -> None:
        self.people += people
        self.having += having
        self.jp += jp
        self.cost += cost
        if years is not None:
            self.years[years] += people

    @property
    def split(self) -> Split:
        return Split(self.having, self.people - self.having)

    @property
    def without(self) -> int:
        return self.people - self.having

    @property
    def share(self) -> Decimal | None:
        return Decimal(100 * self.having) / self.people if self.people else None

    @property
    def jp_each(self) -> Decimal | None:
        return Decimal(self.jp) / (100 * self.people) if self.people else None

    @property
    def cost_each(self) -> Decimal | None:
        return Decimal(self.cost) / self.people if self.people else None

    @property
    def median_years(self) -> Decimal | None:
        """Half of those with a recorded history have gone without for no longer."""
        known = sum(self.years.values())
        if not known:
            return None
        low, high = (self._nth((known - 1) // 2), self._nth(known // 2))
        return Decimal(low + high) / 2

    def _nth(self, n: int) -> int:
        for years, count in sorted(self.years.items()):
            n -= count
            if n < 0:
                return years
        raise IndexError(n)


@dataclass(frozen=True)
class GroupRow:
    """A group as it is shown. ``sums`` is None where the group must be hidden."""

    label: str
    sums: Sums | None
    inside: bool = False  # lies under the row before it
    key: Key = None

    @property
    def is_empty(self) -> bool:
        return self.sums is not None and not self.sums.people


@dataclass(frozen=True)
class Table:
    """One cut of the city or of an OPD."""

    key: str
    title: str
    rows: tuple[GroupRow, ...]

    @property
    def hidden(self) -> int:
        return sum(row.sums is None for row in self.rows)

    @property
    def shown(self) -> list[GroupRow]:
        """For a chart: the groups that neither are hidden nor empty."""
        return [row for row in self.rows if row.sums and row.sums.people]

    @property
    def apart(self) -> tuple[GroupRow, GroupRow] | None:
        """The shown groups with the smallest and the largest share, when they differ; none that lies in
        another."""
        outer = [row for row in self.shown if not row.inside]
        rows = sorted(outer, key=lambda row: row.sums.share or 0 if row.sums else 0)
        if len(rows) < 2 or rows[0].sums is None or rows[-1].sums is None:
            return None
        return (rows[0], rows[-1]) if rows[0].sums.share != rows[-1].sums.share else None


#: The tables in SUMS.
RESTS_ON = (Turn.Subject.PEOPLE, Turn.Subject.PLANS, Turn.Subject.HOURS)


class Fairness:
    """The sums of one year, added up once for the whole city."""

    @classmethod
    def of(cls, cycle: Cycle) -> Fairness:
        """One query, two when something has changed since somebody looked."""
        return remembered(lambda: cls(cycle), "fairness", cycle.pk, cycle.year, rests_on=RESTS_ON)

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle
        self._sums: dict[str, dict[tuple[Key, Key], Sums]] = {cut.key: {} for cut in CUTS}
        self._opds: dict[int, Sums] = {}
        self._tables: dict[int | None, list[Table]] = {}
        rows = self._rows()
        for cut, opd, _group, *facts in rows:
            if CUT_OF[cut] is SEXES:  # everybody has one
                self._opds.setdefault(opd, Sums()).add(*facts)
        self.merged = merge_small({opd: sums.people for opd, sums in self._opds.items()})
        for cut, opd, group, *facts in rows:
            row = MERGED if opd in self.merged else opd
            self._add(CUT_OF[cut], row, group, facts)
            if CUT_OF[cut] is SEXES:
                self._add(YEARS, row, "" if facts[0] is None else str(max(0, min(facts[0], 3))), facts)

    def _rows(self) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(SUMS, {"cycle": self.cycle.pk, "year": self.cycle.year})
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _add(self, cut: Cut, row: Key, group: Key, facts: Iterable[Any]) -> None:
        names = [group, cut.parents[group]] if group in cut.parents else [group]
        for name in (row, TOTAL):
            for one in names:
                self._sums[cut.key].setdefault((name, one), Sums()).add(*facts)

    # ------------------------------------------------------------------------------------------- reading

    @cached_property
    def total(self) -> Sums:
        total = Sums()
        for sums in self._opds.values():
            _join(total, sums)
        return total

    @property
    def may_show(self) -> bool:
        """A city of fewer than K people has nothing that could be shown."""
        return self.total.people >= K

    def of_opd(self, opd: int) -> Sums | None:
        """The total of an OPD; None where it must be hidden, or has nobody."""
        return None if opd in self.merged else self._opds.get(opd)

    def tables(self, opd: int | None = None) -> list[Table]:
        """The five cuts of the city, or of one OPD that may be shown."""
        if not self.may_show or (opd is not None and self.of_opd(opd) is None):
            return []
        if opd not in self._tables:
            self._tables[opd] = [self._table(cut, TOTAL if opd is None else opd) for cut in CUTS]
        return self._tables[opd]

    def _table(self, cut: Cut, row: Key) -> Table:
        sums = self._sums[cut.key]
        above = set(cut.parents.values())
        leaves = {cell: one.split for cell, one in sums.items() if cell[0] != TOTAL and cell[1] not in above}
        hidden = _hidden(cut, frozenset(leaves.items()))
        rows = tuple(
            GroupRow(
                str(label),
                None if (row, group) in hidden else sums.get((row, group), Sums()),
                inside=group in cut.parents,
                key=group,
            )
            for group, label in cut.groups.items()
            if (TOTAL, group) in sums
        )
        return Table(cut.key, str(cut.title), rows)

    def by_opd(self, names: Mapping[int, str]) -> Table:
        """The OPD by share, the smallest first; those too small to be shown stand together as one."""
        shown = [
            GroupRow(names[opd], sums, key=opd)
            for opd, sums in self._opds.items()
            if opd not in self.merged and opd in names
        ]
        shown.sort(key=lambda row: (row.sums.share or Decimal(0) if row.sums else Decimal(0), row.label))
        if self.merged and self.may_show:
            together = Sums()
            for opd in self.merged:
                _join(together, self._opds[int(str(opd))])
            label = f"{len(self.merged)} OPD kecil, digabung"
            shown.append(GroupRow(label, together, key=MERGED))
        return Table("opd", "OPD", tuple(shown))


@lru_cache(maxsize=32)
def _hidden(cut: Cut, leaves: frozenset[tuple[Cell, Split]]) -> frozenset[Cell]:
    """The same people hide the same groups: worked out once, not for the page of every OPD."""
    return hidden_cells(dict(leaves), cut.parents)


def _join(total: Sums, other: Sums) -> None:
    total.people += other.people
    total.having += other.having
    total.jp += other.jp
    total.cost += other.cost
    total.years.update(other.years)


SHARE_NOTE = (
    "Pegawai dengan kedudukan hukum aktif yang menjadi sasaran sedikitnya satu butir dalam rencana yang "
    "berlaku untuk tahun ini, apa pun keadaan rencananya."
)
EACH_NOTE = "dibagi semua pegawai, juga yang belum mendapat butir."


def figures_of(total: Sums, city: Sums | None, left_out_url: str) -> list[Figure]:
    """How many get something, of one OPD beside the city; and what there is for each."""
    note = f"{angka(total.having)} dari {angka(total.people)} pegawai aktif"
    if city:
        note += f"; seluruh kota {persen(city.share)}"
    return [
        Figure(persen(total.share), "pegawai mendapat butir", note=note, origin_note=SHARE_NOTE),
        Figure(angka(total.without), "pegawai belum mendapat butir", url=left_out_url, link="Lihat nama"),
        Figure(
            angka(total.jp_each, 1),
            "JP direncanakan per orang",
            origin_note=f"JP direncanakan semua butir {EACH_NOTE}",
        ),
        Figure(
            angka(total.cost_each), "rupiah biaya per orang", origin_note=f"Biaya semua butir {EACH_NOTE}"
        ),
    ]
