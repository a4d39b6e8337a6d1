"""What is known about the invented people: competency ratings, yearly performance, learning hours.

The figures are uneven on purpose: some offices serve poorly, some are weak in digital work, about a fifth
of what a post asks for was never assessed, and some people have been left out of all training for years.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from demo.people import TODAY, City, Person
from demo.structure import ROOT, Unit

PLANNING_DATA = ROOT / "planning" / "data"
YEARS = (2024, 2025, 2026)
#: A province's ratings do not fit into one file (``personnel.imports.preview.MAX_ROWS``).
FILE_ROWS = 300_000

#: OPD whose plans, training and ratings of the two years before are played, and how far back that begins.
PLAYED_BEFORE = frozenset({"OPD-05", "OPD-13", "OPD-14"})
BACK = dt.timedelta(days=790)

#: Shares that together leave some 18 % of what posts ask for unassessed.
SHARE_NEVER_RATED = 0.11
SHARE_OF_GAPS_IN_RECORD = 0.08

WEAK_IN_SERVICE = frozenset({"OPD-19", "OPD-22", "OPD-28", "72.71.04", "72.71.05"})
SERVICE_COMPETENCIES = frozenset({"M.03", "M.05"})
DIGITAL_COMPETENCIES = frozenset({"TP.03", "TK.05", "TS.02"})
WEAK_IN_CHANGE = frozenset({"OPD-11", "OPD-23", "OPD-26"})

PREDICATES = ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")
#: Bands of the score, as in `planning/data/ip_asn.csv`.
SCORES = {
    "Sangat Baik": (91, 99),
    "Baik": (76, 90.9),
    "Butuh Perbaikan": (61, 75.9),
    "Kurang": (51, 60.9),
    "Sangat Kurang": (30, 50.9),
}


class RatingRow(NamedTuple):
    nip: str
    kode_kompetensi: str
    tingkat: int
    sumber: str
    tanggal: str


class PerformanceRow(NamedTuple):
    """A score in the first year (the old form), a predicate in the others."""

    nip: str
    tahun: int
    nilai: str
    predikat: str


class LearningRow(NamedTuple):
    nip: str
    tahun: int
    jp: int


def read(name: str) -> list[dict[str, str]]:
    with (PLANNING_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def core_codes() -> tuple[str, ...]:
    return tuple(row["code"] for row in read("competencies.csv"))


@cache
def required_by_level() -> dict[str, int]:
    return {row["position_level"]: int(row["required_level"]) for row in read("position_levels.csv")}


@cache
def required_by_title() -> dict[str, tuple[tuple[str, int], ...]]:
    result: dict[str, tuple[tuple[str, int], ...]] = {}
    for row in read("positions_standards.csv"):
        pair = (row["kode_kompetensi"], int(row["tingkat"]))
        result[row["jabatan"]] = (*result.get(row["jabatan"], ()), pair)
    return result


def required_of(person: Person) -> dict[str, int]:
    """Competency → level that the post asks for, by the shipped standards."""
    level = required_by_level()[person.post.level]
    return dict.fromkeys(core_codes(), level) | dict(required_by_title().get(person.post.title, ()))


def ratings(city: City) -> Iterator[RatingRow]:
    rng = Random(f"{city.seed}/ratings")
    leanings = {unit.id: rng.gauss(0.0, 0.28) for unit in city.units}
    cast = {member.pns_id for member in city.cast.values()}
    for person in city.accepted():
        if rng.random() < SHARE_NEVER_RATED and person.pns_id not in cast:
            continue
        talent = rng.gauss(0.0, 0.35) + 0.6 * leanings[person.unit.id] + 0.6 * leanings[person.unit.opd.id]
        if person.pns_id == city.cast["pegawai"].pns_id:
            talent = -0.6  # has something to learn, whatever the seed
        for code, required in required_of(person).items():
            if rng.random() < SHARE_OF_GAPS_IN_RECORD:
                continue
            for row in ratings_of(rng, person, code, required, talent + weakness(person, code)):
                # Whom a visitor plays is rated by the superior again and again; nothing stands above that.
                is_played = person.pns_id == city.cast["pegawai"].pns_id and row.sumber == "asesmen"
                yield row._replace(sumber="atasan") if is_played else row


def weakness(person: Person, code: str) -> float:
    office = person.unit.opd.code
    if office in WEAK_IN_SERVICE and code in SERVICE_COMPETENCIES:
        return -1.1
    if code in DIGITAL_COMPETENCIES and is_behind(person.unit):
        return -1.0
    return -0.5 if office in WEAK_IN_CHANGE and code == "M.07" else 0.0


def is_behind(unit: Unit) -> bool:
    """Every third school, health centre or ward has hardly begun to work digitally."""
    return int(unit.id[:8], 16) % 3 == 0


def ratings_of(rng: Random, person: Person, code: str, required: int, leaning: float) -> Iterator[RatingRow]:
    """One rating, sometimes with a weaker one beside it: people rate themselves higher than others do."""
    attained = min(5, max(0, round(required - 0.05 + leaning + rng.gauss(0.0, 0.55))))
    structural = bool(person.post.eselon)
    weights = (18, 44, 38) if structural else (44, 51, 5)
    source = rng.choices(("mandiri", "atasan", "asesmen"), weights)[0]
    yield RatingRow(person.nip, code, attained, source, rating_date(rng, person, source))
    if source != "mandiri" and rng.random() < 0.3:
        higher = min(5, attained + (rng.random() < 0.45))
        yield RatingRow(person.nip, code, higher, "mandiri", rating_date(rng, person, "mandiri"))


def rating_date(rng: Random, person: Person, source: str) -> str:
    """Mostly of the last eighteen months; assessment centres longer ago; never before the person served.

    Where the two years before are played, they lie two years further back: they are where those began.
    """
    days = rng.randrange(40, 1300) if source == "asesmen" or rng.random() < 0.12 else rng.randrange(30, 540)
    day = TODAY - dt.timedelta(days=days)
    earliest = min(person.entered + dt.timedelta(days=60), TODAY - dt.timedelta(days=7))
    day = max(day, earliest)
    if person.unit.opd.code in PLAYED_BEFORE:
        day = min(day, max(day - BACK, person.entered + dt.timedelta(days=30)))
    return f"{day:%Y-%m-%d}"


def performance(city: City) -> Iterator[PerformanceRow]:
    rng = Random(f"{city.seed}/performance")
    for person in city.accepted():
        standing = rng.gauss(0.0, 1.0)
        for year in YEARS:
            # The current year is rated in about half of the offices so far.
            if person.entered.year >= year or (year == TODAY.year and rng.random() < 0.5):
                continue
            value = 0.75 * standing + rng.gauss(0.0, 0.6)
            bounds = (1.15, -1.25, -2.0, -2.5)
            predicate = next(
                (name for name, bound in zip(PREDICATES, bounds, strict=False) if value >= bound),
                PREDICATES[-1],
            )
            score = f"{rng.uniform(*SCORES[predicate]):.2f}"
            yield PerformanceRow(person.nip, year, *((score, "") if year == YEARS[0] else ("", predicate)))


def learning(city: City) -> Iterator[LearningRow]:
    """Learning hours per year; nobody who had none has a row, and some have none for years."""
    rng = Random(f"{city.seed}/learning")
    for person in city.accepted():
        chance = rng.choices((0.0, 0.45, 0.8, 0.95), (14, 26, 40, 20))[0]
        for year in YEARS:
            if person.entered.year > year or rng.random() >= chance:
                continue
            usual = rng.choices((4, 8, 10, 16, 20, 24, 32, 40, 60), (10, 12, 14, 16, 18, 12, 9, 6, 3))[0]
            yield LearningRow(
                person.nip, year, min(usual, 24) if person.employment.startswith("pppk") else usual
            )


def write_rows(path: Path, header: Sequence[str], rows: Iterable[tuple[object, ...]]) -> list[Path]:
    """One file, or as many as no importer finds too long; all have the header."""
    written: list[Path] = []
    left = iter(rows)
    while (part := list(islice(left, FILE_ROWS))) or not written:
        one = path.with_stem(f"{path.stem}-{len(written) + 1}") if written else path
        with one.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(part)
        written.append(one)
    return written


def write_ratings_csv(city: City, path: Path) -> list[Path]:
    return write_rows(path, RatingRow._fields, ratings(city))


def write_performance_csv(city: City, path: Path) -> list[Path]:
    return write_rows(path, PerformanceRow._fields, performance(city))


def write_superiors_csv(city: City, path: Path) -> None:
    """Who stands above whom, among those whom an importer lets in."""
    nips = {person.pns_id: person.nip for person in city.accepted()}
    write_rows(
        path,
        ("nip", "nip_atasan"),
        (
            (nips[person], nips[boss])
            for person, boss in city.superiors.items()
            if person in nips and boss in nips
        ),
    )
