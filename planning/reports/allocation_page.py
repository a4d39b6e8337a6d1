"""What the page of one allocation says: its figures, what its value rests on, and its lines in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from personnel.models import CivilServant
from personnel.shown import Figure
from personnel.templatetags.palu import angka, jp, persen, rupiah, short_money
from planning.models import Allocation, AllocationLine
from planning.reports.allocations import why

ZERO = Decimal(0)
VALUE_NOTE = (
    "Nilai sebuah butir ialah skor prioritasnya (0–100) dikalikan bagian kesenjangan yang ditutup "
    "programnya. Tidak ada kumpulan butir dalam pagu ini yang dapat melebihi nilai terbaik itu."
)
BELOW_NOTE = (
    "Pagu atau program yang ada tidak cukup untuk mereka. Sebanyak mungkin PNS didahulukan sebelum nilai "
    "lain dihitung."
)
PRICE_NOTE = (
    "Harga rupiah terakhir dalam pagu ini. Butir yang memberi lebih banyak untuk setiap Rp 1 juta diambil, "
    "yang memberi lebih sedikit tidak."
)


def figures_of(allocation: Allocation) -> list[Figure]:
    """Value, cost, people, those below the floor of hours, and the price of the last rupiah."""
    return [
        Figure(
            angka(allocation.value),
            "nilai",
            note=distance(allocation),
            tone="done",
            origin=(
                ("Nilai tercapai", angka(allocation.value, 2)),
                ("Nilai terbaik yang mungkin", angka(allocation.bound, 2)),
            ),
            origin_note=VALUE_NOTE,
        ),
        _cost(allocation),
        Figure(
            angka(allocation.people),
            "pegawai mendapat butir",
            note=f"paling banyak {allocation.max_items} butir seorang",
        ),
        _below(allocation),
        _price(allocation),
    ]


def distance(allocation: Allocation) -> str:
    """How far from the best possible, in words."""
    if not allocation.distance:
        return "terbukti yang terbaik"
    least = Decimal("0.01")
    if allocation.distance < least:
        return f"kurang dari {persen(least, 2)} dari yang terbaik"
    return f"paling jauh {persen(allocation.distance, 2)} dari yang terbaik"


def _cost(allocation: Allocation) -> Figure:
    cost, kept = allocation.cost or ZERO, allocation.kept_cost or ZERO
    share = 100 * cost / allocation.ceiling if allocation.ceiling else None
    return Figure(
        short_money(cost),
        "biaya",
        note=f"{persen(share)} dari pagu {short_money(allocation.ceiling)}",
        tone="late" if share is not None and share > 100 else "",
        origin=(("Butir alokasi", rupiah(cost - kept)), ("Butir yang dibuat orang", rupiah(kept))),
    )


def _below(allocation: Allocation) -> Figure:
    label = f"PNS belum mencapai {allocation.cycle.jp_floor} JP"
    if not allocation.below_floor:
        return Figure("0", label, tone="done")
    return Figure(angka(allocation.below_floor), label, tone="soon", origin_note=BELOW_NOTE)


def _price(allocation: Allocation) -> Figure:
    label = "angka untuk Rp 1 juta terakhir"
    if not allocation.price:
        return Figure("0", label, note="pagu mencukupi")
    return Figure(angka(allocation.price, 2), label, origin_note=PRICE_NOTE)


@dataclass(frozen=True)
class LineRow:
    """One line above or below the line: whom it serves, with what, for how much, and why."""

    rank: str
    person: CivilServant
    place: str
    competency: str
    programme: str
    value: str
    value_parts: str
    cost: str
    reason: str
    why: str


def rows_of(lines: Iterable[AllocationLine], allocation: Allocation, *, explained: bool) -> list[LineRow]:
    """The lines of a page; ``explained`` with their reason."""
    return [_row(line, allocation, explained) for line in lines]


def _row(line: AllocationLine, allocation: Allocation, explained: bool) -> LineRow:
    unit = line.civil_servant.unit.name
    share = f" × {line.closed or 0}/{line.gap}" if line.gap else ""
    programme = "tanpa program"
    if line.programme:
        programme = f"{line.programme.name} · {jp(line.jp)} JP" if line.jp else line.programme.name
    return LineRow(
        rank=angka(line.rank),
        person=line.civil_servant,
        place=unit if allocation.unit_id else f"{unit} · {line.opd.name}",
        competency=line.competency.name,
        programme=programme,
        value=angka(line.value, 1),
        value_parts=f"skor {angka(line.score, 1)}{share}",
        cost=rupiah(line.cost),
        reason=line.get_reason_display() if explained else "",
        why=why(line, allocation, allocation.cycle) if explained else "",
    )
