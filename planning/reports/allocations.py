"""Figures of allocations: why a line was taken or left, in words, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from personnel.rounding import cut, half_up
from personnel.templatetags.palu import angka, rupiah
from planning.models import Allocation, AllocationLine, Cycle

Reason = AllocationLine.Reason
MILLION = 10**6


def rate(line: AllocationLine) -> Decimal | None:
    """Points for a million rupiah; None for what costs nothing."""
    return line.value * MILLION / line.cost if line.cost else None


def why(line: AllocationLine, allocation: Allocation, cycle: Cycle) -> str:
    """One or two sentences that can be checked against the figures beside them."""
    words = _why_taken(line, allocation, cycle) if line.is_taken else _why_left(line, allocation, cycle)
    return str(words)


def _why_taken(line: AllocationLine, allocation: Allocation, cycle: Cycle) -> str:
    if line.reason == Reason.FLOOR:
        return f"Diperlukan agar pegawai ini mencapai {cycle.jp_floor} JP; didahulukan sebelum nilai lain."
    if line.reason == Reason.GOAL:
        return "Menyiapkan jabatan yang dituju, sesudah kebutuhan jabatan sekarang; tidak menambah nilai."
    rated, price = rate(line), allocation.price or Decimal(0)
    if rated is None:
        return "Tanpa biaya: selalu diambil selama batas butir dan batas JP mengizinkan."
    if not price:
        return "Pagu mencukupi untuk semua yang bernilai."
    facts = {"rate": angka(rated, 2), "price": angka(price, 2)}
    if rated >= price:
        return "Memberi {rate} angka untuk setiap Rp 1 juta; rupiah terakhir memberi {price}.".format(**facts)
    return (
        "Memberi {rate} angka untuk setiap Rp 1 juta, di bawah {price}: diambil dengan sisa pagu."
    ).format(**facts)


def _why_left(line: AllocationLine, allocation: Allocation, cycle: Cycle) -> str:
    if line.reason == Reason.NO_PROGRAMME:
        return "Katalog belum mempunyai program yang menaikkan tingkat kompetensi ini."
    if line.reason == Reason.CEILING:
        return f"PPPK paling banyak {cycle.jp_ceiling} JP setahun; program ini melampauinya."
    if line.reason == Reason.ENOUGH:
        return (
            f"Pegawai ini sudah mendapat {allocation.max_items} butir lain yang memberi lebih "
            "banyak untuk biayanya."
        )
    return _why_too_dear(line, allocation.price or Decimal(0))


def _why_too_dear(line: AllocationLine, price: Decimal) -> str:
    if not line.value:
        return "Menurut bobot alokasi ini, kebutuhan ini tidak bernilai."
    if not price:
        return "Biayanya saja sudah melebihi pagu."
    rated = rate(line) or Decimal(0)
    facts = {"rate": angka(rated, 2), "price": angka(price, 2)}
    if half_up(rated, 2) >= half_up(price, 2):
        return "Memberi {rate} angka untuk setiap Rp 1 juta, tetapi sisa pagu kurang dari biayanya.".format(
            **facts
        )
    fair = cut(line.value * MILLION / price, 0)
    return (
        "Memberi {rate} angka untuk setiap Rp 1 juta, sedangkan rupiah terakhir memberi "
        "{price}. Terambil bila biayanya paling tinggi {fair}, yaitu {less} lebih murah."
    ).format(**(facts | {"fair": rupiah(fair), "less": rupiah(line.cost - fair)}))


# ------------------------------------------------------------------------------------------------- what if


@dataclass(frozen=True)
class Side:
    """One of two compared allocations, and how many lines it takes."""

    allocation: Allocation
    lines: int


@dataclass(frozen=True)
class ComparedFigure:
    """One figure of both, and how far the second lies from the first, as people read them."""

    label: str
    first: str
    second: str
    difference: str


def _points(value: Decimal) -> str:
    return angka(value, 1)


def _compared(label: str, first: Any, second: Any, written: Callable[[Decimal], str]) -> ComparedFigure:
    one, two = Decimal(first or 0), Decimal(second or 0)
    sign = "+" if two > one else ""
    return ComparedFigure(label, written(one), written(two), f"{sign}{written(two - one)}")


@dataclass(frozen=True)
class Comparison:
    """The second allocation against the first: what comes in, what goes out."""

    first: Side
    second: Side
    gained: int
    lost: int
    otherwise: int  # the same need, met by another programme
    people_gained: int
    people_lost: int

    @property
    def rows(self) -> list[ComparedFigure]:
        """The table of figures."""
        one, two = self.first.allocation, self.second.allocation
        return [
            _compared("Pagu", one.ceiling, two.ceiling, rupiah),
            _compared("Biaya", one.cost, two.cost, rupiah),
            _compared("Nilai", one.value, two.value, _points),
            _compared("Nilai terbaik yang mungkin", one.bound, two.bound, _points),
            _compared("Pegawai yang mendapat butir", one.people, two.people, angka),
            _compared("Butir", self.first.lines, self.second.lines, angka),
            _compared("PNS di bawah batas JP", one.below_floor, two.below_floor, angka),
        ]


def taken(allocation: Allocation) -> QuerySet[AllocationLine]:
    return AllocationLine.objects.filter(allocation=allocation, is_taken=True)


def only_in(one: Allocation, other: Allocation) -> QuerySet[AllocationLine]:
    """Lines that one takes and the other does not, with any programme; the best buy first."""
    same = taken(other).filter(civil_servant=OuterRef("civil_servant"), competency=OuterRef("competency"))
    return taken(one).filter(~Exists(same)).order_by("rank")


def compare(first: Allocation, second: Allocation) -> Comparison:
    """What the second would do otherwise than the first. A constant number of statements."""
    gained, lost = only_in(second, first), only_in(first, second)
    same = taken(first).filter(civil_servant=OuterRef("civil_servant"), competency=OuterRef("competency"))
    otherwise = taken(second).filter(Exists(same.exclude(programme=OuterRef("programme"))))
    return Comparison(
        Side(first, taken(first).count()),
        Side(second, taken(second).count()),
        gained.count(),
        lost.count(),
        otherwise.count(),
        _new_people(second, first),
        _new_people(first, second),
    )


def _new_people(one: Allocation, other: Allocation) -> int:
    """People who get something in one and nothing in the other."""
    nothing = ~Exists(taken(other).filter(civil_servant=OuterRef("civil_servant")))
    return taken(one).filter(nothing).order_by().values("civil_servant").distinct().count()
