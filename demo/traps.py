"""The faults that real exports carry, put into a few rows on purpose and written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from demo.siasn import COLUMN_INDEX
from demo.structure import stable_id

if TYPE_CHECKING:
    from demo.people import City, Person

EXCEL_EPOCH = dt.date(1899, 12, 30)
#: Kinds written as a number, not as text, into a workbook.
NUMERIC_KINDS = frozenset({"nip_scientific", "excel_serial_date"})


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One fault: where it stands and what it should do to the row.

    `row` counts as a spreadsheet program does: the header is row 1.
    `effect`: "reject" the row is refused · "warning" accepted, but said · "ask" the user must answer ·
    "repair" understood without loss.
    """

    row: int
    column: str
    kind: str
    effect: str
    value: str
    original: str
    pns_id: str


def set_traps(city: City, rng: Random) -> None:
    """Change the rows of some people (never of the cast) and record each change in `city.anomalies`."""
    cast = {member.pns_id for member in city.cast.values()}
    order = [index for index, person in enumerate(city.people) if person.pns_id not in cast]
    rng.shuffle(order)
    places = iter(order)
    for _ in range(2 + len(city.people) // 4000):
        for kind in TRAPS:
            set_trap(city, kind, places)


def set_trap(city: City, kind: str, places: Iterator[int]) -> None:
    column, effect, fits, change = TRAPS[kind]
    index = next(index for index in places if fits(city.people[index]))
    person = city.people[index]
    row = city.rows[index]
    cell = COLUMN_INDEX[column]
    original = row[cell]
    if kind == "nip_duplicate":
        # The same person once more at the end, as when two offices report one transfer.
        copy = list(row)
        copy[COLUMN_INDEX["PNS ID"]] = change(person.pns_id)
        city.rows.append(copy)
        city.rejected_nips.add(person.nip)
        city.anomalies.append(
            Anomaly(
                len(city.rows) + 1, column, kind, effect, original, original, copy[COLUMN_INDEX["PNS ID"]]
            )
        )
        return
    row[cell] = change(original)
    if kind == "eselon_missing":
        row[COLUMN_INDEX["ESELON ID"]] = ""
    if kind == "month_status_mismatch":
        person.nip = row[cell]
    if effect == "reject":
        city.rejected_nips.add(person.nip)
    city.anomalies.append(Anomaly(index + 2, column, kind, effect, row[cell], original, person.pns_id))


def scientific(nip: str) -> str:
    return f"{int(nip):.5E}"


def spaced(nip: str) -> str:
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def serial_date(text: str) -> str:
    day, month, year = (int(part) for part in text.split("-"))
    return str((dt.date(year, month, day) - EXCEL_EPOCH).days)


def without_zeros(text: str) -> str:
    return "-".join(part.lstrip("0") for part in text.split("-"))


def other_month(nip: str) -> str:
    """Digits 13 and 14 become a contract count, as in the NIP of a PPPK; serials from 900 keep it unique."""
    return f"{nip[:12]}21{nip[14]}9{nip[16:]}"


def anyone(person: Person) -> bool:
    return True


def is_pns(person: Person) -> bool:
    return person.employment == "pns"


def is_lower_structural(person: Person) -> bool:
    return person.post.eselon.startswith(("III", "IV"))


def born_early(person: Person) -> bool:
    return person.born.day < 10 or person.born.month < 10


def without_title(person: Person) -> bool:
    return not person.schooling.before


Change = Callable[[str], str]
TRAPS: dict[str, tuple[str, str, Callable[[Person], bool], Change]] = {
    "nip_scientific": ("NIP BARU", "reject", is_pns, scientific),
    "nip_too_short": ("NIP BARU", "reject", anyone, lambda nip: nip[:-1]),
    "nip_duplicate": ("NIP BARU", "reject", anyone, lambda pns_id: stable_id("ganda", pns_id)),
    "month_status_mismatch": ("NIP BARU", "warning", is_pns, other_month),
    "nip_apostrophe": ("NIP BARU", "repair", anyone, lambda nip: f"'{nip}"),
    "nip_spaced": ("NIP BARU", "repair", anyone, spaced),
    "eselon_missing": ("ESELON NAMA", "ask", is_lower_structural, lambda _: ""),
    "null_literal": ("GELAR DEPAN", "repair", without_title, lambda _: "null"),
    "null_email": ("EMAIL GOV", "repair", anyone, lambda _: "null"),
    "excel_serial_date": ("TANGGAL LAHIR", "repair", anyone, serial_date),
    "lost_leading_zero": ("TANGGAL LAHIR", "repair", born_early, without_zeros),
    "lost_zero_of_code": ("KEDUDUKAN HUKUM ID", "repair", is_pns, lambda code: code.lstrip("0")),
    "sex_letters": ("JENIS KELAMIN", "repair", anyone, lambda sex: {"M": "L", "F": "P"}[sex]),
}
