"""Which of our units is meant by UNOR and SATUAN KERJA. What is not known is asked.

An export has no column for the tree: UNOR is the leaf in which somebody serves, SATUAN KERJA KERJA the OPD
at the root above it. What lies between them is not in the file, so a new leaf hangs below its OPD.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from personnel.imports.cells import plain
from personnel.imports.drafts import SKIP, ImportQuestion
from personnel.models import Unit

Kind = Unit.Kind

#: First match wins; the name of a leaf tells its kind well enough to propose it.
KINDS: tuple[tuple[str, Kind], ...] = (
    (r"^(SD|SDN|SMP|SMPN|TK|TKN|PAUD|SLB|SKB|SEKOLAH|MADRASAH|SATUAN PENDIDIKAN)\b", Kind.SCHOOL),
    (r"^(UPTD )?PUSKESMAS\b|^PUSAT KESEHATAN MASYARAKAT\b", Kind.HEALTH_CENTRE),
    (r"^KELURAHAN\b", Kind.VILLAGE),
    (r"^KECAMATAN\b", Kind.DISTRICT),
    (r"^(RUMAH SAKIT|RSU|RSUD|RS)\b", Kind.HOSPITAL),
    (r"^(UPTD|UPT|UNIT PELAKSANA TEKNIS|BALAI)\b", Kind.TECHNICAL),
    (
        r"^(BIDANG|BAGIAN|SUB\w*|SEKSI|SEKRETARIAT|INSPEKTUR PEMBANTU|KELOMPOK|INSTALASI|ASISTEN|STAF)\b",
        Kind.DIVISION,
    ),
)
ROOT_KINDS: tuple[tuple[str, Kind], ...] = (
    (r"^SEKRETARIAT\b", Kind.SECRETARIAT),
    (r"^INSPEKTORAT\b", Kind.INSPECTORATE),
    (r"^BADAN\b", Kind.AGENCY),
    (r"^DINAS\b", Kind.OFFICE),
    (r"^SATUAN\b", Kind.FORCE),
    (r"^KECAMATAN\b", Kind.DISTRICT),
    (r"^(RUMAH SAKIT|RSU|RSUD|RS)\b", Kind.HOSPITAL),
)
#: The city itself, as SATUAN KERJA of everybody in some exports: tells nothing about the OPD.
WHOLE_CITY = re.compile(r"^(PEMERINTAH|PEMKOT|PEMDA)\b")


def guess_kind(name: str, *, is_root: bool = False) -> Kind:
    """The kind of a unit by its name: 'SD Inpres 1 Talise' → school."""
    words = plain(name)
    table = ROOT_KINDS if is_root else KINDS
    return next((kind for pattern, kind in table if re.search(pattern, words)), Kind.OTHER)


def spellings(name: str) -> set[str]:
    """'Badan Perencanaan (Bappeda)' may also be written without, or as, what stands in brackets."""
    inside = re.findall(r"\(([^)]{3,})\)", name)
    outside = re.sub(r"\([^)]*\)", " ", name)
    return {
        text
        for text in (re.sub(r" KOTA PALU$", "", plain(part)) for part in (name, outside, *inside))
        if text
    }


@dataclass(frozen=True)
class Place:
    """What a row says about where somebody serves."""

    unor_id: str
    unor: str
    opd_id: str
    opd: str

    @classmethod
    def of(cls, values: dict[str, Any]) -> Place:
        opd = values.get("opd", "")
        if WHOLE_CITY.match(plain(opd)):
            return cls(values.get("unor_id", ""), values["unor"], "", "")
        return cls(values.get("unor_id", ""), values["unor"], values.get("opd_id", ""), opd)

    @property
    def is_root(self) -> bool:
        """Serves in the OPD itself."""
        if self.unor_id and self.opd_id:
            return self.unor_id == self.opd_id
        return bool(self.opd) and plain(self.unor) == plain(self.opd)


@dataclass
class NewUnit:
    """A unit that a commit would create. ``parent`` is a primary key, another new unit's key, or None."""

    key: str
    name: str
    siasn_id: str
    kind: Kind
    parent: int | str | None
    parent_name: str


@dataclass
class UnitBook:
    """All units by what a file may call them, and what the file adds to them."""

    names: dict[int, str] = field(default_factory=dict)
    opd_of: dict[int, int] = field(default_factory=dict)
    by_siasn_id: dict[str, int] = field(default_factory=dict)
    siasn_id_of: dict[int, str] = field(default_factory=dict)
    #: (OPD, spelling) → units; OPD 0 stands for the whole city
    by_name: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    roots: list[int] = field(default_factory=list)
    #: key → unit to be created
    new: dict[str, NewUnit] = field(default_factory=dict)
    #: unit → SIASN id that it gets
    links: dict[int, str] = field(default_factory=dict)
    #: place → unit, as far as it is known or answered
    settled: dict[Place, int | str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> UnitBook:
        book = cls()
        for pk, siasn_id, name, opd_id in Unit.objects.values_list("pk", "siasn_id", "name", "opd_id"):
            book.names[pk] = name
            book.opd_of[pk] = opd_id
            if siasn_id:
                book.by_siasn_id[siasn_id] = pk
                book.siasn_id_of[pk] = siasn_id
            if opd_id == pk:
                book.roots.append(pk)
            for spelling in spellings(name):
                book.by_name[opd_id, spelling].add(pk)
                book.by_name[0, spelling].add(pk)
        return book

    # --- What is known --------------------------------------------------------------------

    def find_opd(self, place: Place) -> int | None:
        if place.opd_id in self.by_siasn_id:
            return self.opd_of[self.by_siasn_id[place.opd_id]]
        roots = set(self.roots)
        found = {pk for s in spellings(place.opd) for pk in self.by_name.get((0, s), ()) if pk in roots}
        return found.pop() if len(found) == 1 else None

    def find(self, place: Place, opd: int | None, rivals: set[str]) -> int | None:
        """The unit, by id, else by a name that leaves no doubt. ``rivals`` are the ids under which the file
        knows this name in this OPD: two of them are two units."""
        if place.unor_id in self.by_siasn_id:
            return self.by_siasn_id[place.unor_id]
        if place.is_root:
            return opd
        found = {pk for s in spellings(place.unor) for pk in self.by_name.get((opd or 0, s), ())}
        if place.unor_id:  # a unit that has an id of its own is another one of the same name
            found = {pk for pk in found if pk not in self.siasn_id_of}
            if len(rivals) > 1:
                return None
        return found.pop() if len(found) == 1 else None

    # --- What is not ----------------------------------------------------------------------

    def similar(self, place: Place, opd: int) -> list[int]:
        """Units of the OPD without an id whose names come close."""
        free = {
            plain(self.names[pk]): pk
            for pk, root in self.opd_of.items()
            if root == opd and pk not in self.siasn_id_of
        }
        return [free[name] for name in difflib.get_close_matches(plain(place.unor), free, n=3, cutoff=0.85)]

    def question(self, place: Place, opd: int | None, rows: int) -> ImportQuestion:
        key = unit_key(place)
        if place.is_root or (opd is None and place.opd):
            kind = guess_kind(place.opd or place.unor, is_root=True)
            words = f"Buat OPD baru “{place.opd or place.unor}” ({kind.label})"
            if not place.is_root:
                words = f"Buat OPD baru “{place.opd}” dan unit ini di bawahnya"
            choices = [("create", words)]
            choices += [(f"unit:{pk}", f"Gunakan {self.names[pk]}") for pk in self.roots if place.is_root]
            suggestion = "create"
        elif opd is None:
            choices = [(f"under:{pk}", f"Buat di bawah {self.names[pk]}") for pk in self.roots]
            suggestion = ""
        else:
            kind = guess_kind(place.unor)
            words = f"Buat unit baru ({kind.label}) di bawah {self.names[opd]}"
            choices = [("create", words)]
            choices += [
                (f"unit:{pk}", f"Gunakan unit yang ada: {self.names[pk]}") for pk in self.similar(place, opd)
            ]
            suggestion = "create" if len(choices) == 1 else ""
        return ImportQuestion("unit", key, place.unor, tuple(choices), suggestion, place.opd, rows)

    def settle(self, place: Place, opd: int | None, answer: str) -> int | str | None:
        """The unit that an answer means: a primary key, the key of a new unit, or None for none."""
        verb, _colon, argument = answer.partition(":")
        if verb == SKIP or not verb:
            return None
        if verb == "unit":
            unit = int(argument)
            if place.unor_id and unit not in self.siasn_id_of:
                self.links[unit] = place.unor_id
            return unit
        parent = int(argument) if verb == "under" else opd
        if place.is_root and parent is None:
            return self.add_new(place.opd_id or place.unor_id, place.opd or place.unor, None, is_root=True)
        return self.add_new(place.unor_id, place.unor, parent if parent is not None else self.new_opd(place))

    def new_opd(self, place: Place) -> str | None:
        return self.add_new(place.opd_id, place.opd, None, is_root=True) if place.opd else None

    def add_new(self, siasn_id: str, name: str, parent: int | str | None, *, is_root: bool = False) -> str:
        parent_name = (
            self.names.get(parent, "") if isinstance(parent, int) else self.new[parent].name if parent else ""
        )
        key = siasn_id or f"{parent or ''}/{plain(name)}"
        kind = guess_kind(name, is_root=is_root)
        self.new.setdefault(key, NewUnit(key, name, siasn_id, kind, parent, parent_name))
        return key

    def name_of(self, unit: int | str) -> str:
        return self.names[unit] if isinstance(unit, int) else self.new[unit].name


def unit_key(place: Place) -> str:
    """A short, stable name of the question about a place."""
    text = place.unor_id or f"{place.opd_id or plain(place.opd)}/{plain(place.unor)}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rivals_by_name(places: Iterable[Place]) -> dict[tuple[str, str], set[str]]:
    """(OPD, name) → the ids under which the file knows it."""
    rivals: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in places:
        if place.unor_id:
            rivals[plain(place.opd), plain(place.unor)].add(place.unor_id)
    return rivals
