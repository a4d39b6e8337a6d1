"""What the files about people have in common: a NIP in each row, and nobody twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable

from personnel import nip
from personnel.imports.drafts import Draft
from personnel.imports.headings import Column
from personnel.imports.rows import DataRow
from personnel.models import CivilServant

NIP = Column(
    "nip",
    "nip",
    ("NIP BARU", "NIP PEGAWAI", "NIP/NIPPPK"),
    required=True,
    help="18 angka, disimpan sebagai teks.",
    example="198501012010032001",
)


def read_nip(row: DataRow) -> None:
    """``row.values["nip"]``, or an error that says what is wrong with it."""
    try:
        row.values["nip"] = nip.parse(row.cells.get("nip", "")).digits
    except nip.NotNip as reason:
        row.error("nip", "nip_wrong", str(reason))


def find_people(draft: Draft) -> dict[str, int]:
    """NIP → id of everybody; a row of an unknown NIP is refused, the others are labelled with the name."""
    known = {
        number: (pk, name)
        for number, pk, name in CivilServant.objects.values_list("nip", "pk", "name").iterator(5000)
    }
    for row in draft.open_rows():
        if found := known.get(row.values["nip"]):
            row.label = found[1]
        else:
            row.error(
                "nip", "nip_unknown", "Tidak ada pegawai dengan NIP ini. Impor data SIASN lebih dahulu."
            )
    return {number: pk for number, (pk, _name) in known.items()}


def refuse_doubles(draft: Draft, key: Callable[[DataRow], Hashable]) -> None:
    """The same key twice in one file: what is equal counts once, what differs is refused altogether."""
    groups: dict[Hashable, list[DataRow]] = defaultdict(list)
    for row in draft.open_rows():
        groups[key(row)].append(row)
    for rows in groups.values():
        if len(rows) == 1:
            continue
        first, *others = rows
        if all(row.values == first.values for row in others):
            for row in others:
                reason = "Baris ini sama persis dengan baris %(number)d, yang sudah dipakai. Hapus baris ini."
                row.error("nip", "row_repeated", reason % {"number": first.number})
        else:
            numbers = ", ".join(str(row.number) for row in rows)
            for row in rows:
                reason = "Baris %(numbers)s saling bertentangan. Sisakan satu yang benar."
                row.error("nip", "rows_disagree", reason % {"numbers": numbers})
