"""How the synthetic city is built: its offices, divisions, schools and the posts in them.

The offices, health centres, districts and villages come from `personnel/data/units.csv`; what lies below them
(divisions, schools, wards: `demo/offices.py`) is invented in the usual shape of an Indonesian city.
"""

from __future__ import annotations

import csv
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from demo.offices import (
    ASSISTANTS,
    DISTRICT_SIZE,
    GENERAL_TRADES,
    HEALTH_CENTRE_STAFF,
    HR_SUBDIVISION,
    OFFICES,
    PROGRAMME_SUBDIVISION,
    VILLAGE_SIZES,
    WARDS,
    Office,
)

ROOT = Path(__file__).resolve().parents[1]
UNITS_CSV = ROOT / "personnel" / "data" / "units.csv"
NAMESPACE = uuid.UUID("6f0d7a52-9d5c-5c5e-8f0a-72710000a5a5")

#: Fewer people than this cannot fill every office, health centre, district and village with a head.
MINIMUM_PEOPLE = 400


def stable_id(*words: str) -> str:
    """The same UUID for the same words, whatever the seed and the size of the city."""
    return str(uuid.uuid5(NAMESPACE, "/".join(words)))


@dataclass(frozen=True, slots=True)
class Post:
    """A post by its title. `level`: a value of `personnel.Position.Level`; `family`: who may hold it."""

    title: str
    level: str
    family: str
    eselon: str = ""

    @property
    def id(self) -> str:
        return stable_id("jabatan", self.title)


@dataclass(slots=True)
class Unit:
    """A unit of the tree, with the true parent (which a SIASN export does not tell)."""

    id: str
    code: str
    name: str
    kind: str
    parent: Unit | None
    sector: str
    head_pns_id: str = ""

    @property
    def opd(self) -> Unit:
        unit = self
        while unit.parent is not None:
            unit = unit.parent
        return unit


@dataclass(slots=True)
class Seat:
    """A place to be filled: a post of a given title for heads, a family of posts for staff."""

    unit: Unit
    family: str
    post: Post | None = None
    is_head: bool = False
    #: Years of service of someone who plays a part in the demo; None: drawn.
    years: float | None = None


def read_reference_units() -> list[dict[str, str]]:
    with UNITS_CSV.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shares(total: int, weights: Sequence[float], minima: Sequence[int]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total, none below its minimum."""
    spare = total - sum(minima)
    if spare < 0:
        raise ValueError(f"{total} is less than the sum of the minima, {sum(minima)}")
    # What a unit already has by its minimum counts against its proportion, so that small units stay small.
    ideal = [total * weight / sum(weights) for weight in weights]
    wanted = [max(0.0, goal - least) for goal, least in zip(ideal, minima, strict=True)]
    scale = spare / sum(wanted) if sum(wanted) else 0.0
    exact = [want * scale for want in wanted]
    whole = [int(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda index: (whole[index] - exact[index], index))
    for index in by_rest[: spare - sum(whole)]:
        whole[index] += 1
    return [least + value for least, value in zip(minima, whole, strict=True)]


def short_name(name: str) -> str:
    """The official name without its abbreviation in brackets."""
    return re.sub(r"\s*\(.*\)$", "", name)


class Builder:
    """Lays out units and seats; the order is fixed, so no randomness is needed."""

    def __init__(self, people: int) -> None:
        if people < MINIMUM_PEOPLE:
            raise ValueError(f"a city needs at least {MINIMUM_PEOPLE} people")
        self.people = people
        self.units: list[Unit] = []
        self.seats: list[Seat] = []

    def build(self) -> None:
        rows = read_reference_units()
        offices = [row for row in rows if row["code"] in OFFICES]
        health_centres = [row for row in rows if row["kind"] == "puskesmas"]
        districts = [row for row in rows if row["kind"] == "kecamatan"]
        villages = [row for row in rows if row["kind"] == "kelurahan"]
        groups = [*offices, *districts, *villages]
        sizes = [
            OFFICES[row["code"]].size
            if row["code"] in OFFICES
            else (DISTRICT_SIZE if row["kind"] == "kecamatan" else VILLAGE_SIZES[index % len(VILLAGE_SIZES)])
            for index, row in enumerate(groups)
        ]
        minima = [self.minimum(row, len(health_centres)) for row in groups]
        quota = dict(zip((row["code"] for row in groups), shares(self.people, sizes, minima), strict=True))
        for row in offices:
            self.office(row, quota[row["code"]], health_centres, villages)
        by_code: dict[str, Unit] = {}
        for row in districts:
            by_code[row["code"]] = self.district(row, quota[row["code"]])
        for row in villages:
            self.village(row, by_code[row["parent"]], quota[row["code"]])

    @staticmethod
    def minimum(row: dict[str, str], health_centres: int) -> int:
        match row["code"], row["kind"]:
            case "OPD-12", _:
                return 20
            case "OPD-13", _:
                return 6 + 2 * health_centres
            case "OPD-32", _:
                return 24
            case "OPD-01", _:
                return 16
            case _, "kelurahan":
                return 1
            case _, "kecamatan":
                return 3
        return 6

    # Making units and seats

    def unit(
        self, name: str, kind: str, parent: Unit | None, sector: str, code: str = "", *words: str
    ) -> Unit:
        path = (parent.id, name) if parent else (code,)
        unit = Unit(stable_id("unor", *path, *words), code, name, kind, parent, sector)
        self.units.append(unit)
        return unit

    def head(self, unit: Unit, title: str, level: str, eselon: str, family: str = "pimpinan") -> None:
        self.seats.append(Seat(unit, family, Post(title, level, family, eselon), is_head=True))

    def post(self, unit: Unit, title: str, level: str, eselon: str) -> None:
        self.seats.append(Seat(unit, "pimpinan", Post(title, level, "pimpinan", eselon)))

    def staff(self, count: int, places: Sequence[tuple[Unit, float, Sequence[tuple[str, float]]]]) -> None:
        """Spread so many people over the units, and in each unit over the families, both by weight."""
        for (unit, _, mix), people in zip(
            places, shares(count, [weight for _, weight, _ in places], [0] * len(places)), strict=True
        ):
            for (family, _), number in zip(
                mix, shares(people, [weight for _, weight in mix], [0] * len(mix)), strict=True
            ):
                self.seats.extend(Seat(unit, family) for _ in range(number))

    # Offices

    def office(
        self,
        row: dict[str, str],
        quota: int,
        health_centres: list[dict[str, str]],
        villages: list[dict[str, str]],
    ) -> None:
        office = OFFICES[row["code"]]
        root = self.unit(row["name"], row["kind"], None, office.sector, row["code"])
        match row["code"]:
            case "OPD-01":
                self.city_secretariat(root, office, quota)
            case "OPD-32":
                self.hospital(root, office, quota)
            case "OPD-12":
                own = max(8, round(quota * 0.028))
                self.ordinary_office(root, office, own)
                self.schools(root, quota - own, villages)
            case "OPD-13":
                own = max(6, round(quota * 0.11))
                self.ordinary_office(root, office, own)
                self.health_centres(root, quota - own, health_centres)
            case _:
                self.ordinary_office(root, office, quota)

    def ordinary_office(self, root: Unit, office: Office, quota: int) -> None:
        before = len(self.seats)
        name = short_name(root.name)
        heads = {
            "Inspektorat": "Inspektur Daerah",
            "Sekretariat DPRD": "Sekretaris DPRD",
            "Badan Penanggulangan Bencana Daerah": "Kepala Pelaksana Badan Penanggulangan Bencana Daerah",
        }
        families = {"OPD-12": "pengawas_sekolah", "OPD-13": "adminkes_pimpinan"}
        family = families.get(root.code, "pimpinan")
        self.head(root, heads.get(name, f"Kepala {name}"), "jpt_pratama", "II.b", family)
        general = [("umum", 6.0), *GENERAL_TRADES]
        specialist = [
            ("umum", office.general_share * 10),
            *self.scaled(office.trades, (1 - office.general_share) * 10),
        ]
        places: list[tuple[Unit, float, Sequence[tuple[str, float]]]] = []
        if name == "Sekretariat DPRD":
            secretariat = root
        else:
            secretariat = self.unit("Sekretariat", "bidang", root, office.sector)
            self.head(secretariat, f"Sekretaris {name}", "administrator", "III.a")
        personnel = self.unit(HR_SUBDIVISION, "bidang", secretariat, office.sector)
        self.head(personnel, f"Kepala {HR_SUBDIVISION}", "pengawas", "IV.a")
        places.append((personnel, 2.0, general))
        if quota >= 16:
            programme = self.unit(PROGRAMME_SUBDIVISION, "bidang", secretariat, office.sector)
            self.head(programme, f"Kepala {PROGRAMME_SUBDIVISION}", "pengawas", "IV.a")
            places.append((programme, 1.6, general))
        count = 1 if quota < 10 else 2 if quota < 20 else 3 if quota < 40 else len(office.divisions)
        for division in office.divisions[:count]:
            unit = self.unit(division, "bidang", root, office.sector)
            title = division if division.startswith("Inspektur") else f"Kepala {division}"
            self.head(
                unit,
                title,
                "administrator",
                "III.a" if division.startswith(("Inspektur", "Bagian")) else "III.b",
            )
            places.append((unit, 3.0, specialist))
        if quota >= 40:
            for technical in office.technical_units:
                unit = self.unit(technical, "uptd", root, office.sector)
                self.head(unit, f"Kepala {technical}", "pengawas", "IV.a")
                places.append((unit, 2.0, specialist))
        self.staff(quota - (len(self.seats) - before), places)

    @staticmethod
    def scaled(mix: Sequence[tuple[str, float]], total: float) -> list[tuple[str, float]]:
        weight = sum(value for _, value in mix)
        return [(family, value * total / weight) for family, value in mix]

    def city_secretariat(self, root: Unit, office: Office, quota: int) -> None:
        before = len(self.seats)
        self.head(root, "Sekretaris Daerah Kota Palu", "jpt_pratama", "II.a")
        places: list[tuple[Unit, float, Sequence[tuple[str, float]]]] = []
        rounds = 3 if quota >= 30 else 1
        for assistant, divisions in ASSISTANTS:
            above = self.unit(assistant, "bidang", root, office.sector)
            self.head(above, f"{assistant} Sekretariat Daerah", "jpt_pratama", "II.b")
            for division in divisions[:rounds]:
                unit = self.unit(division, "bidang", above, office.sector)
                self.head(unit, f"Kepala {division}", "administrator", "III.a")
                trades = (
                    [("pengadaan", 6.0), ("umum", 3.0)]
                    if "Pengadaan" in division
                    else [("umum", 5.0), ("analis_kebijakan", 3.0), *GENERAL_TRADES]
                )
                places.append((unit, 6.0 if division == "Bagian Umum" else 2.5, trades))
        if quota >= 60:
            for field_of_advice in (
                "Pemerintahan, Hukum dan Politik",
                "Ekonomi dan Pembangunan",
                "Kemasyarakatan",
            ):
                self.post(root, f"Staf Ahli Wali Kota Bidang {field_of_advice}", "jpt_pratama", "II.b")
        general_division = next(
            unit for unit, *_ in places if unit.name in {"Bagian Umum", places[-1][0].name}
        )
        personnel = self.unit(HR_SUBDIVISION, "bidang", general_division, office.sector)
        self.head(personnel, f"Kepala {HR_SUBDIVISION}", "pengawas", "IV.a")
        places.append((personnel, 1.5, [("umum", 3.0), ("analis_sdm", 1.0)]))
        self.staff(quota - (len(self.seats) - before), places)

    def hospital(self, root: Unit, office: Office, quota: int) -> None:
        before = len(self.seats)
        self.head(root, "Direktur RSU Anutapura", "jpt_pratama", "II.b", "dokter_pimpinan")
        divisions = []
        for division in office.divisions:
            unit = self.unit(division, "bidang", root, office.sector)
            self.head(unit, f"Kepala {division}", "administrator", "III.b")
            divisions.append(unit)
        personnel = self.unit(HR_SUBDIVISION, "bidang", divisions[0], office.sector)
        self.head(personnel, f"Kepala {HR_SUBDIVISION}", "pengawas", "IV.a")
        places: list[tuple[Unit, float, Sequence[tuple[str, float]]]] = [
            (personnel, 8.0, [("umum", 6.0), ("analis_sdm", 1.0), ("komputer", 1.0)])
        ]
        for name, above, weight, mix in WARDS[: len(WARDS) if quota >= 60 else 4]:
            places.append((self.unit(name, "bidang", divisions[above], office.sector), weight, mix))
        self.staff(quota - (len(self.seats) - before), places)

    def schools(self, root: Unit, quota: int, villages: list[dict[str, str]]) -> None:
        full = quota / 4350
        places = [row["name"].removeprefix("Kelurahan ") for row in villages]
        districts = (
            "Palu Timur",
            "Palu Barat",
            "Palu Selatan",
            "Palu Utara",
            "Ulujadi",
            "Tatanga",
            "Tawaeli",
            "Mantikulore",
        )
        primary = [name for place in places for name in (f"SD Inpres 1 {place}", f"SD Negeri {place}")]
        primary = [*primary, *(f"SD Inpres 2 {place}" for place in places[::2])][:110]
        lower = [f"SMP Negeri {number} Palu" for number in range(1, 26)]
        nursery = [f"TK Negeri Pembina {district}" for district in districts]
        nursery += [f"TK Negeri {place}" for place in places[::4]]
        counts = [
            (primary, min(110, max(2, round(110 * full))), 24.0, ("guru_kelas", 17.0)),
            (lower, min(25, max(2, round(25 * full))), 58.0, ("guru_mapel", 46.0)),
            (nursery, min(20, max(1, round(20 * full))), 8.0, ("guru_tk", 6.0)),
        ]
        schools: list[tuple[Unit, float, Sequence[tuple[str, float]]]] = []
        for names, count, size, (teachers, weight) in counts:
            # In a fixed mixed order, so that a smaller city has some of the schools of a larger one.
            for index, name in enumerate(sorted(names, key=lambda name: stable_id("urutan", name))[:count]):
                unit = self.unit(name, "sekolah", root, "pendidikan")
                self.head(unit, "Guru Ahli Madya (Kepala Sekolah)", "jf_ahli_madya", "", "kepala_sekolah")
                # Schools differ: every third is larger, every fifth smaller.
                size_here = size * (1.25 if index % 3 == 0 else 0.7 if index % 5 == 0 else 1.0)
                schools.append((unit, size_here, [(teachers, weight), ("umum_sekolah", size - weight)]))
        self.staff(quota - len(schools), schools)

    def health_centres(self, root: Unit, quota: int, rows: list[dict[str, str]]) -> None:
        centres: list[tuple[Unit, float, Sequence[tuple[str, float]]]] = []
        for index, row in enumerate(rows):
            unit = self.unit(row["name"], "puskesmas", root, "kesehatan", row["code"])
            title = (
                "Dokter Ahli Madya (Kepala Puskesmas)"
                if index % 3
                else "Administrator Kesehatan Ahli Madya (Kepala Puskesmas)"
            )
            self.head(
                unit, title, "jf_ahli_madya", "", "dokter_pimpinan" if index % 3 else "adminkes_pimpinan"
            )
            centres.append((unit, 1.3 if index % 4 == 0 else 1.0, HEALTH_CENTRE_STAFF))
        self.staff(quota - len(rows), centres)

    def district(self, row: dict[str, str], quota: int) -> Unit:
        before = len(self.seats)
        root = self.unit(row["name"], "kecamatan", None, "umum", row["code"])
        self.head(root, "Camat", "administrator", "III.a")
        secretariat = self.unit("Sekretariat Kecamatan", "bidang", root, "umum")
        self.head(secretariat, "Sekretaris Kecamatan", "administrator", "III.b")
        personnel = self.unit(HR_SUBDIVISION, "bidang", secretariat, "umum")
        self.head(personnel, f"Kepala {HR_SUBDIVISION}", "pengawas", "IV.b")
        places: list[tuple[Unit, float, Sequence[tuple[str, float]]]] = [(personnel, 2.0, [("umum", 1.0)])]
        if quota >= 9:
            for section in ("Pemerintahan", "Ketenteraman dan Ketertiban", "Pemberdayaan Masyarakat"):
                unit = self.unit(f"Seksi {section}", "bidang", root, "umum")
                self.head(unit, f"Kepala Seksi {section}", "pengawas", "IV.a")
                places.append((unit, 2.0, [("umum", 8.0), ("analis_kebijakan", 1.0)]))
        self.staff(quota - (len(self.seats) - before), places)
        return root

    def village(self, row: dict[str, str], district: Unit, quota: int) -> None:
        unit = self.unit(row["name"], "kelurahan", district, "umum", row["code"])
        self.head(unit, "Lurah", "pengawas", "IV.a")
        titles = (
            "Sekretaris Lurah",
            "Kepala Seksi Pemerintahan Kelurahan",
            "Kepala Seksi Kesejahteraan Masyarakat Kelurahan",
        )
        posts = titles[: max(0, min(3, quota - 2))]
        for title in posts:
            self.post(unit, title, "pengawas", "IV.b")
        self.staff(quota - 1 - len(posts), [(unit, 1.0, [("umum", 1.0)])])
