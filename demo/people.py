"""The people of the synthetic city: the same seed and size give the same city, byte for byte.

    city = build_city(1200)
    write_siasn_csv(city, path)
    city.cast["kepala_dinas"].nip

Everything is invented. Ratings, performance and learning of the same people: `demo.evidence`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from demo.names import make_name
from demo.offices import HR_SUBDIVISION
from demo.posts import (
    FAMILIES,
    GRADES,
    LEADERS,
    Schooling,
    functional_post,
    general_post,
)
from demo.siasn import COLUMNS, export_row
from demo.structure import ROOT, Builder, Post, Seat, Unit
from demo.traps import Anomaly, set_traps

#: The day of the export.
TODAY = dt.date(2026, 11, 1)
RANKS_CSV = ROOT / "personnel" / "data" / "ranks.csv"

SHARE_PPPK = 0.30
SHARE_PART_TIME = 0.07
SHARE_CPNS = 0.015

PNS_RANKS = (
    *("I/a", "I/b", "I/c", "I/d"),
    *("II/a", "II/b", "II/c", "II/d"),
    *("III/a", "III/b", "III/c", "III/d"),
    *("IV/a", "IV/b", "IV/c", "IV/d", "IV/e"),
)
STARTING_RANK = {"SD": 0, "SMP": 2, "SMA": 4, "D3": 6, "D4": 8, "S1": 8, "S2": 9, "S3": 10}
PPPK_RANK = {"SD": "I", "SMP": "IV", "SMA": "V", "D3": "VII", "D4": "IX", "S1": "IX", "S2": "X", "S3": "X"}
#: One in so many heads reaches the age of retirement in the years to come: so many years from now, in turn.
RETIRES_ONE_IN = 5
RETIRES_IN = (1, 3, 5, 2, 4)
RETIREMENT_AGE = {"jpt_pratama": 60, "administrator": 58, "pengawas": 58}
ENTRY_AGE = {
    "SD": (20, 34),
    "SMP": (20, 34),
    "SMA": (19, 31),
    "D3": (22, 32),
    "D4": (23, 33),
    "S1": (23, 34),
    "S2": (25, 35),
}
GRADUATION_AGE = {"SD": 13, "SMP": 16, "SMA": 18, "D3": 21, "D4": 22, "S1": 22, "S2": 27, "S3": 33}
#: Lowest and highest rank of the holders of a post.
RANKS_OF_HEADS = {
    "II.a": ("IV/c", "IV/d"),
    "II.b": ("IV/b", "IV/c"),
    "III.a": ("IV/a", "IV/b"),
    "III.b": ("III/d", "IV/a"),
    "IV.a": ("III/c", "III/d"),
    "IV.b": ("III/b", "III/c"),
    "": ("IV/a", "IV/b"),
}


@dataclass(slots=True)
class Person:
    """A civil servant of the synthetic city."""

    pns_id: str
    nip: str
    name: str
    female: bool
    born: dt.date
    entered: dt.date
    confirmed: dt.date | None
    employment: str
    legal_state: str
    rank: str
    rank_id: str
    post: Post
    position_since: dt.date
    schooling: Schooling
    graduated: int
    unit: Unit
    is_head: bool
    email: str = ""

    @property
    def full_name(self) -> str:
        front = f"{self.schooling.before} " if self.schooling.before else ""
        back = f", {self.schooling.after}" if self.schooling.after else ""
        return f"{front}{self.name}{back}"

    @property
    def years_served(self) -> int:
        return (TODAY - self.entered).days // 365


@dataclass(frozen=True, slots=True)
class CastMember:
    """Someone who plays a part in the demo. The mayor is not a civil servant: no PNS ID, no NIP."""

    role: str
    name: str
    position: str
    unit_name: str
    pns_id: str = ""
    nip: str = ""


@dataclass(slots=True)
class City:
    """Everything that the demo, the tests and the measurements need to know about the invented city."""

    seed: int
    people: list[Person] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    #: The rows of the export, in the order of COLUMNS; the first ones are those of `people`, in their order.
    rows: list[list[str]] = field(default_factory=list)
    #: PNS ID → PNS ID of the direct superior: the head of the nearest unit above; the Sekda has none.
    superiors: dict[str, str] = field(default_factory=dict)
    cast: dict[str, CastMember] = field(default_factory=dict)
    anomalies: list[Anomaly] = field(default_factory=list)
    #: NIPs whose row an importer should refuse, so that no rating or performance is invented for them.
    rejected_nips: set[str] = field(default_factory=set)

    def accepted(self) -> list[Person]:
        """The people whom an importer should let in."""
        return [person for person in self.people if person.nip not in self.rejected_nips]


def build_city(people: int, seed: int = 2027, *, with_anomalies: bool = False) -> City:
    """A city of exactly so many people (at least MINIMUM_PEOPLE).

    With anomalies some rows carry the faults of real exports, and a few people stand in a second row.
    """
    layout = Builder(people)
    layout.build()
    assign_cast_seats(layout.seats)
    city = City(seed=seed, units=layout.units)
    maker = PersonMaker(Random(seed))
    for seat, employment in zip(layout.seats, maker.employments(layout.seats), strict=True):
        city.people.append(maker.make(seat, employment))
    for person in city.people:
        if person.is_head:
            person.unit.head_pns_id = person.pns_id
    sekda = city.people[0].pns_id
    for person in city.people:
        if superior := find_superior(person, sekda):
            city.superiors[person.pns_id] = superior
    city.cast = choose_cast(layout.seats, city.people)
    city.rows = [export_row(person, number) for number, person in enumerate(city.people, start=1)]
    if with_anomalies:
        set_traps(city, Random(f"{seed}/traps"))
    return city


# The cast

CAST_SEATS = {
    # role: office, unit ("" = the office itself), is head
    "sekda": ("OPD-01", "", True),
    "kepala_bkpsdmd": ("OPD-05", "", True),
    "staf_bkpsdmd": ("OPD-05", "Bidang Pengembangan Kompetensi Aparatur", False),
    "kepala_dinas": ("OPD-14", "", True),
    "pengelola_kepegawaian": ("OPD-14", HR_SUBDIVISION, True),
    "kepala_bidang": ("OPD-14", "Bidang Rehabilitasi Sosial", True),
    "pegawai": ("OPD-14", "Bidang Rehabilitasi Sosial", False),
    "kepala_dinas_pendidikan": ("OPD-12", "", True),
    "kepala_dinas_kesehatan": ("OPD-13", "", True),
}
#: Parts that need a profession and some years of service.
CAST_PROFESSIONS = {"staf_bkpsdmd": ("analis_sdm", 10.0), "pegawai": ("peksos", 9.0)}
MAYOR = CastMember("walikota", "Ir. Andi Rahman Lasadindi, M.M.", "Wali Kota Palu", "Pemerintah Kota Palu")


def seat_of(role: str, seats: list[Seat]) -> int:
    office, unit, is_head = CAST_SEATS[role]
    return next(
        index
        for index, seat in enumerate(seats)
        if seat.unit.opd.code == office
        and seat.is_head == is_head
        and (seat.unit.name == unit if unit else seat.unit.parent is None)
    )


def assign_cast_seats(seats: list[Seat]) -> None:
    """Give the parts that need a profession a seat of that profession, however small the city."""
    for role, (family, years) in CAST_PROFESSIONS.items():
        seat = seats[seat_of(role, seats)]
        seat.family, seat.years = family, years


def choose_cast(seats: list[Seat], people: list[Person]) -> dict[str, CastMember]:
    cast = {"walikota": MAYOR}
    for role in CAST_SEATS:
        person = people[seat_of(role, seats)]
        cast[role] = CastMember(
            role, person.full_name, person.post.title, person.unit.name, person.pns_id, person.nip
        )
    return cast


def find_superior(person: Person, sekda: str) -> str | None:
    """The head of the nearest unit above who is someone else; the heads of offices answer to the Sekda."""
    unit: Unit | None = person.unit
    while unit is not None:
        if unit.head_pns_id and unit.head_pns_id != person.pns_id:
            return unit.head_pns_id
        unit = unit.parent
    return sekda if person.pns_id != sekda else None


# One person


class PersonMaker:
    """Draws people for seats; keeps count of what must be unique."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.serials: dict[str, int] = {}
        self.emails: dict[str, int] = {}
        self.heads = 0
        with RANKS_CSV.open(encoding="utf-8", newline="") as file:
            self.rank_ids = {row["code"]: row["siasn_id"] for row in csv.DictReader(file)}

    def employments(self, seats: list[Seat]) -> list[str]:
        """PNS, CPNS, PPPK or part time: heads and the cast are PNS, part time is mostly for general posts."""
        total = len(seats)
        result = ["pns"] * total
        fixed = {seat_of(role, seats) for role in CAST_SEATS}
        free = [index for index, seat in enumerate(seats) if seat.post is None and index not in fixed]
        self.rng.shuffle(free)
        free.sort(key=lambda index: not seats[index].family.startswith("umum") and self.rng.random() < 0.85)
        part_time, pppk, cpns = (round(total * share) for share in (SHARE_PART_TIME, SHARE_PPPK, SHARE_CPNS))
        for index in free[:part_time]:
            result[index] = "pppk_paruh_waktu"
        rest = free[part_time:]
        self.rng.shuffle(rest)
        for index in rest[:pppk]:
            result[index] = "pppk"
        for index in rest[pppk : pppk + cpns]:
            result[index] = "cpns"
        return result

    def make(self, seat: Seat, employment: str) -> Person:
        rng = self.rng
        post, schooling = self.post_and_schooling(seat)
        if seat.post is not None:
            rank_index, years = self.rank_of_head(post, schooling)
        elif employment == "pns":
            rank_index, years = self.rank_of_staff(post, schooling, seat.years)
        else:
            rank_index, years = STARTING_RANK[schooling.level], 0.0
        entered = self.entry_date(employment, years)
        born = self.birth_date(entered, schooling, employment, is_chief=post.level == "jpt_pratama")
        drawn = entered
        if older := self.years_older(seat, post, born):
            born, entered = earlier(born, older), earlier(entered, older)
        if seat.post is None and employment == "pns":
            post = self.graded(post, seat.family, rank_index)
        elif seat.post is None and seat.family in FAMILIES:
            later = rng.random() < 0.06 and employment == "pppk"
            skilled = post.level in {"jf_terampil", "jf_mahir", "jf_penyelia"}
            level = (
                ("jf_mahir" if later else "jf_terampil")
                if skilled
                else "jf_ahli_muda"
                if later
                else "jf_ahli_pertama"
            )
            post = functional_post(seat.family, level)
        rank = self.rank_name(employment, schooling, rank_index)
        women = FAMILIES[seat.family].women if seat.family in FAMILIES else 0.36 if seat.post else 0.48
        female = rng.random() < women
        name = make_name(rng, female=female)
        person = Person(
            pns_id=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            nip=self.nip(born, entered, female, employment),
            name=name,
            female=female,
            born=born,
            entered=entered,
            confirmed=entered.replace(year=entered.year + 1) if employment == "pns" else None,
            employment=employment,
            legal_state=self.legal_state(seat, born, employment),
            rank=rank,
            rank_id=self.rank_ids.get(rank, ""),
            post=post,
            position_since=self.position_date(drawn, recent=seat.post is not None),
            schooling=schooling,
            graduated=min(born.year + GRADUATION_AGE[schooling.level] + rng.randrange(3), 2025),
            unit=seat.unit,
            is_head=seat.is_head,
        )
        person.email = self.email(name)
        return person

    def post_and_schooling(self, seat: Seat) -> tuple[Post, Schooling]:
        """The post as far as it does not depend on the rank: of a graded post only expert or skilled."""
        rng = self.rng
        if seat.post is not None:
            family = FAMILIES.get(seat.family)
            return seat.post, rng.choice(family.experts if family else LEADERS)
        if seat.family.startswith("umum"):
            return general_post(rng, school=seat.family == "umum_sekolah")
        family = FAMILIES[seat.family]
        expert = rng.random() < family.expert
        schooling = rng.choice(family.experts if expert else family.skilled)
        return functional_post(seat.family, "jf_ahli_pertama" if expert else "jf_terampil"), schooling

    def graded(self, post: Post, family: str, rank_index: int) -> Post:
        if post.level not in GRADES:
            return post
        if post.level.startswith("jf_ahli"):
            step = 0 if rank_index <= 9 else 1 if rank_index <= 11 else 2
            return functional_post(family, ("jf_ahli_pertama", "jf_ahli_muda", "jf_ahli_madya")[step])
        step = 0 if rank_index <= 7 else 1 if rank_index <= 9 else 2
        return functional_post(family, ("jf_terampil", "jf_mahir", "jf_penyelia")[step])

    def rank_of_head(self, post: Post, schooling: Schooling) -> tuple[int, float]:
        low, high = (PNS_RANKS.index(code) for code in RANKS_OF_HEADS[post.eselon])
        rank_index = self.rng.randint(low, high)
        start = STARTING_RANK[schooling.level]
        return rank_index, 3.6 * (rank_index - start) + self.rng.uniform(0.5, 4.0)

    def rank_of_staff(self, post: Post, schooling: Schooling, fixed_years: float | None) -> tuple[int, float]:
        years = fixed_years or self.rng.triangular(1.8, 34.0, 11.0)
        start = STARTING_RANK[schooling.level]
        if post.level == "pelaksana":
            ceiling = {"SD": 5, "SMP": 6, "SMA": 9, "D3": 10}.get(schooling.level, 11)
            return min(start + int(years / 4.2), ceiling), years
        ceiling = 13 if post.level.startswith("jf_ahli") else 11
        return min(start + int(years / 3.9), ceiling), years

    def entry_date(self, employment: str, years: float) -> dt.date:
        rng = self.rng
        match employment:
            case "cpns":
                return rng.choice(
                    (dt.date(2025, 6, 1), dt.date(2025, 10, 1), dt.date(2026, 3, 1), dt.date(2026, 4, 1))
                )
            case "pppk":
                return dt.date(
                    rng.choices((2021, 2022, 2023, 2024, 2025), (1, 3, 4, 5, 4))[0],
                    rng.choice((2, 3, 4, 6)),
                    1,
                )
            case "pppk_paruh_waktu":
                return dt.date(2025, rng.choice((10, 11, 12)), 1)
        year = int(TODAY.year - years)
        return dt.date(min(year, 2024), rng.choice((1, 2, 3, 3, 4, 12, 12)), 1)

    def birth_date(
        self, entered: dt.date, schooling: Schooling, employment: str, *, is_chief: bool
    ) -> dt.date:
        rng = self.rng
        low, high = ENTRY_AGE[schooling.level]
        if employment.startswith("pppk"):
            high = 50
        oldest = 59 if is_chief else 57
        latest_entry = oldest - (TODAY.year - entered.year)
        age = int(rng.triangular(low, high, low + 3))
        if employment in {"pns", "cpns"}:
            age = max(18, min(age, latest_entry))
        year = entered.year - age
        return dt.date(year, 1, 1) + dt.timedelta(days=rng.randrange(365))

    def years_older(self, seat: Seat, post: Post, born: dt.date) -> int:
        """How much longer than was drawn a head has lived and served, so that some posts soon fall vacant."""
        limit = RETIREMENT_AGE.get(post.level) if seat.post is not None else None
        if limit is None:
            return 0
        self.heads += 1
        turn, rest = divmod(self.heads, RETIRES_ONE_IN)
        left = RETIRES_IN[turn % len(RETIRES_IN)]
        return 0 if rest else max(0, born.year - (TODAY.year + left - limit))

    def rank_name(self, employment: str, schooling: Schooling, rank_index: int) -> str:
        if employment == "pppk":
            return PPPK_RANK[schooling.level]
        # Part-time PPPK have no grade of their own.
        return "" if employment == "pppk_paruh_waktu" else PNS_RANKS[rank_index]

    def nip(self, born: dt.date, entered: dt.date, female: bool, employment: str) -> str:
        """PNS: birth date, yyyymm of TMT CPNS, sex, serial. PPPK: a contract count in place of the month."""
        middle = f"{entered:%Y}21" if employment.startswith("pppk") else f"{entered:%Y%m}"
        prefix = f"{born:%Y%m%d}{middle}{2 if female else 1}"
        self.serials[prefix] = self.serials.get(prefix, 0) + 1
        return f"{prefix}{self.serials[prefix]:03d}"

    def legal_state(self, seat: Seat, born: dt.date, employment: str) -> str:
        draw = self.rng.random()
        if employment != "pns" or seat.post is not None or seat.years is not None:
            return "aktif"
        if TODAY.year - born.year >= 57:
            return "mpp" if draw < 0.35 else "aktif"
        for state, share in (("cltn", 0.005), ("tugas_belajar", 0.018), ("diberhentikan_sementara", 0.001)):
            if draw < share:
                return state
            draw -= share
        return "aktif"

    def position_date(self, entered: dt.date, *, recent: bool) -> dt.date:
        rng = self.rng
        longest = min((TODAY - entered).days, 365 * (5 if recent else 9))
        day = TODAY - dt.timedelta(days=rng.randrange(longest) if longest > 0 else 0)
        return max(day.replace(day=1), entered)

    def email(self, name: str) -> str:
        slug = ".".join(word.lower() for word in name.replace(".", " ").split()[-2:])
        self.emails[slug] = self.emails.get(slug, 0) + 1
        number = self.emails[slug]
        return f"{slug}{number if number > 1 else ''}@palu.contoh.invalid"


def earlier(day: dt.date, years: int) -> dt.date:
    """The same day of an earlier year; the leap day becomes the one before."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


# Files


def write_siasn_csv(city: City, path: Path, *, delimiter: str = ",", bom: bool = False) -> None:
    """The export as CSV; real ones come with `,` `;` `|` or tab, with and without a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(city.rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig" if bom else "utf-8"))
