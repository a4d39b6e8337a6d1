"""Which OPD need attention, and why: signs read off the same sums that the dashboard shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from palu_asn.dashboard.facts import Facts
from personnel.models import Unit
from personnel.shown import Chip
from personnel.states import Tone
from personnel.templatetags.palu import NOTHING, angka, persen, tanggal
from planning import steps
from planning.models import Plan
from planning.reports.board import board_url
from planning.reports.forecast import State as Hours

#: From this share of the people or lines of an OPD on, something is worth a leader's attention (percent).
WORTH = 10
#: So many OPD are named on the dashboard of the city.
NAMED = 5
HOW = (
    f"Tanda: rencana terlambat atau di atas pagu; sedikitnya {WORTH} % baris lewat triwulannya tanpa "
    f"keterangan; sedikitnya {WORTH} % pegawai belum dinilai; sedikitnya {WORTH} % PNS akan kurang JP. OPD "
    "dengan tanda terbanyak lebih dahulu, lalu menurut banyaknya pegawai dan baris yang terkena."
)


@dataclass(frozen=True)
class Sign:
    """Why an OPD needs attention: in two words, in a sentence with its number, and the page behind it."""

    chip: Chip
    reason: str
    url: str
    hit: int = 0  # how many people or lines


@dataclass(frozen=True)
class Attention:
    """An OPD with its signs, and its two shares beside them."""

    opd: Unit
    signs: tuple[Sign, ...]
    people: str
    reached: str
    realised: str
    url: str

    @property
    def hit(self) -> int:
        return sum(sign.hit for sign in self.signs)


def attention_of(facts: Facts) -> list[Attention]:
    """The OPD with a sign, those with most first. No query."""
    rows = [_attention(facts, opd) for opd in facts.scope.looked_at.values() if opd.is_active]
    return sorted(
        (row for row in rows if row.signs), key=lambda row: (-len(row.signs), -row.hit, row.opd.name)
    )


def _attention(facts: Facts, opd: Unit) -> Attention:
    outlook, tally = facts.outlooks.get(opd.pk), facts.tallies.get(opd.pk)
    reached = None
    if outlook and outlook.with_floor:
        reached = Decimal(100 * outlook.states[Hours.REACHED]) / outlook.with_floor
    return Attention(
        opd=opd,
        signs=tuple(sign for find in SIGNS if (sign := find(facts, opd))),
        people=f"{angka(outlook.people)} pegawai" if outlook else "",
        reached=persen(reached),
        realised=persen(tally.percent) if tally else NOTHING,
        url=f"{reverse('dashboard_unit', args=[opd.pk])}?tahun={facts.scope.cycle.year}",
    )


def _late_plan(facts: Facts, opd: Unit) -> Sign | None:
    """The OPD has people and no plan on its way, though its days to submit are over."""
    cost, window = facts.costs.get(opd.pk), facts.calendar.window_of(steps.STEPS[0], opd.pk)
    waits = cost is None or cost.plan.status == Plan.Status.DRAFT
    people = facts.outlooks.get(opd.pk)
    if not waits or people is None or window is None:
        return None
    days = (timezone.localdate() - window.ends_on).days
    if days <= 0:
        return None
    year = facts.scope.cycle.year
    what = "belum dibuat" if cost is None else "belum diajukan"
    return Sign(
        Chip("Rencana terlambat", Tone.LATE),
        f"Rencana {year} {what}; batasnya {tanggal(window.ends_on)}, {angka(days)} hari lalu.",
        board_url(facts.scope.user, year, opd),
        hit=people.people,
    )


def _above_ceiling(facts: Facts, opd: Unit) -> Sign | None:
    cost = facts.costs.get(opd.pk)
    if cost is None or not cost.is_above_ceiling:
        return None
    return Sign(
        Chip("Di atas pagu", Tone.LATE),
        f"Biaya rencana {persen(cost.percent_of_ceiling)} dari pagunya.",
        reverse("planning:plan_detail", args=[cost.plan.pk]),
    )


def _unexplained(facts: Facts, opd: Unit) -> Sign | None:
    tally = facts.tallies.get(opd.pk)
    if tally is None or not _is_worth(tally.due, tally.lines):
        return None
    year = facts.scope.cycle.year
    return Sign(
        Chip("Tanpa keterangan", Tone.LATE),
        f"{angka(tally.due)} dari {angka(tally.lines)} baris lewat triwulannya dan belum dicatat sebabnya.",
        f"{reverse('training:line_list')}?tahun={year}&keadaan=due&unit={opd.pk}",
        hit=tally.due,
    )


def _unrated(facts: Facts, opd: Unit) -> Sign | None:
    known = facts.people.get(opd.pk)
    if known is None or not _is_worth(known.people_unassessed, known.people):
        return None
    city = sum(row.people_unassessed for row in facts.people.values())
    of_city = f"; {persen(Decimal(100 * known.people_unassessed) / city, 0)} dari semuanya di kota"
    open_year = next((cycle.year for cycle in facts.scope.cycles if cycle.is_open), None)
    return Sign(
        Chip("Belum dinilai", Tone.SOON),
        f"{angka(known.people_unassessed)} dari {angka(known.people)} pegawai belum dinilai"
        f"{of_city if facts.scope.opd is None else ''}.",
        reverse("planning:need_unit", args=[open_year, opd.pk]) if open_year else "",
        hit=known.people_unassessed,
    )


def _short(facts: Facts, opd: Unit) -> Sign | None:
    outlook = facts.outlooks.get(opd.pk)
    if outlook is None or not _is_worth(outlook.short, outlook.with_floor):
        return None
    cycle = facts.scope.cycle
    return Sign(
        Chip("JP kurang", Tone.SOON),
        f"{angka(outlook.short)} dari {angka(outlook.with_floor)} PNS akan kurang dari {cycle.jp_floor} JP.",
        reverse("planning:forecast_unit", args=[cycle.year, opd.pk]),
        hit=outlook.short,
    )


SIGNS: tuple[Callable[[Facts, Unit], Sign | None], ...] = (
    _late_plan,
    _above_ceiling,
    _unexplained,
    _unrated,
    _short,
)


def _is_worth(part: int, whole: int) -> bool:
    return bool(part) and 100 * part >= WORTH * whole
