"""People × moves with what each requirement must say: written by hand from the rules that are shipped.

A letter a requirement, in the order of its kinds: V diverifikasi, T terpenuhi, M menunggu waktu, ? belum
diketahui, B belum. The last one is the readiness: s memenuhi semua yang dapat diperiksa, w menunggu waktu,
d masih ada yang dikembangkan, x terhalang, u belum dapat dinilai, n belum diatur.
"""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal

import pytest

from careers.asked import Asked, RuleBook, is_higher_in_group
from careers.checks import (
    CheckedRequirement,
    Facts,
    Readiness,
    Seen,
    State,
    Stretch,
    check,
    check_post,
    verdict,
    years_after,
)
from careers.models import CareerRule, CareerStep
from careers.models.steps import group_of
from careers.reference import DATA
from planning.fit import Fit

TODAY = dt.date(2026, 11, 28)
GOOD = Fit(10, 10, 30, 30, 27, dt.date(2026, 9, 1))  # 90 %
LOW = Fit(10, 10, 30, 30, 21)  # 70 %
PARTLY = Fit(10, 5, 30, 15, 14)  # between 47 and 130 %
BOTH_GOOD = {2024: "baik", 2025: "baik"}


def day(text):
    return dt.date.fromisoformat(text)


def person(
    level, since, education="s1", born="1975-05-05", results=BOTH_GOOD, employment="pns", past=(), seen=()
):
    return Facts(
        employment=employment,
        level=level,
        stretches=(Stretch(level, since and day(since)), *past),
        education=education,
        birth_date=day(born),
        results=results,
        seen=seen,
    )


CREDIT = Seen("angka_kredit", "", True, "PAK", "12/PAK/2026", day("2026-06-30"), Decimal(110))
TEST = Seen("uji_kompetensi", "jf_penyelia", True, "Lulus", "UK-7", day("2026-05-01"))
OWN_CREDIT = Seen(
    "angka_kredit", "", True, "PAK", "9/2026", day("2026-06-30"), Decimal(120), is_verified=False
)
FORMER = Stretch("administrator", day("2020-01-01"), day("2022-12-31"))

ADM, PGW, PLK = "administrator", "pengawas", "pelaksana"
PEOPLE = {
    "administrator, three years": (person(ADM, "2023-01-02", "s2"), GOOD),
    "administrator, new": (person(ADM, "2025-06-01"), GOOD),
    "administrator, past 57": (person(ADM, "2023-01-02", born="1969-01-01"), GOOD),
    "administrator, between 56 and 57": (person(ADM, "2023-01-02", born="1970-05-28"), GOOD),
    "administrator, too old when ready": (person(ADM, "2026-03-01", born="1971-02-01"), GOOD),
    "administrator, diploma": (person(ADM, "2020-01-02", "d3"), GOOD),
    "administrator, no date": (person(ADM, None), GOOD),
    "pengawas, four years": (person(PGW, "2022-01-03"), GOOD),
    "pengawas, one year": (person(PGW, "2025-11-28"), GOOD),
    "pengawas, weak in 2024": (
        person(PGW, "2022-01-03", results={2024: "butuh_perbaikan", 2025: "baik"}),
        GOOD,
    ),
    "pengawas, 2024 missing": (person(PGW, "2022-01-03", results={2025: "baik"}), GOOD),
    "pengawas, gaps": (person(PGW, "2022-01-03"), LOW),
    "pengawas, half assessed": (person(PGW, "2022-01-03"), PARTLY),
    "pelaksana, ten years": (person(PLK, "2016-01-04"), GOOD),
    "pelaksana, school": (person(PLK, "2025-12-01", "sma"), GOOD),
    "perawat penyelia, diploma": (person("jf_penyelia", "2020-01-02", "d3"), GOOD),
    "perawat penyelia, ners": (person("jf_penyelia", "2020-01-02"), GOOD),
    "perawat mahir, on paper": (person("jf_mahir", "2021-01-04", "d3", seen=(CREDIT, TEST)), GOOD),
    "ahli muda, own credit": (person("jf_ahli_muda", "2022-01-03", seen=(OWN_CREDIT,)), GOOD),
    "ahli muda, no credit": (person("jf_ahli_muda", "2022-01-03"), GOOD),
    "ahli muda, once administrator": (person("jf_ahli_muda", "2023-01-02", past=(FORMER,)), GOOD),
    "ahli pertama, PPPK": (person("jf_ahli_pertama", "2022-01-03", employment="pppk"), GOOD),
}
MOVES = ("jpt_pratama", ADM, PGW, "jf_ahli_madya", "jf_penyelia", "jf_ahli_muda")
# jpt_pratama: education, post, field, match, age, record, health · administrator: education, post, rank,
# performance, match, integrity · pengawas: education, post, rank, performance, match · functional grades:
# education, match; upwards education, performance, match, credit, test, vacancy.
EXPECTED = """
administrator, three years        | TT?TT??s | T?TT?s   | T??TTu  | TTs      | TTs      | TTs
administrator, new                | TM?TT??w | T?TT?s   | T??TTu  | TTs      | TTs      | TTs
administrator, past 57            | TT?TB??x | T?TT?s   | T??TTu  | TTs      | TTs      | TTs
administrator, between 56 and 57  | TT?T???u | T?TT?s   | T??TTu  | TTs      | TTs      | TTs
administrator, too old when ready | TM?TT??x | T?TT?s   | T??TTu  | TTs      | TTs      | TTs
administrator, diploma            | BT?TT??d | B?TT?d   | T??TTu  | BTd      | TTs      | BTd
administrator, no date            | T??TT??u | T?TT?s   | T??TTu  | TTs      | TTs      | TTs
pengawas, four years              | T??TT??u | TT?TT?s  | T?TTs   | TTs      | TTs      | TTs
pengawas, one year                | T??TT??u | TM?TT?w  | T?TTs   | TTs      | TTs      | TTs
pengawas, weak in 2024            | T??TT??u | TT?BT?d  | T?BTd   | TTs      | TTs      | TTs
pengawas, 2024 missing            | T??TT??u | TT??T?u  | T??Tu   | TTs      | TTs      | TTs
pengawas, gaps                    | T??BT??d | TT?TB?d  | T?TBd   | TBd      | TBd      | TBd
pengawas, half assessed           | T???T??u | TT?T??u  | T?T?u   | T?u      | T?u      | T?u
pelaksana, ten years              | T??TT??u | T??TT?u  | TT?TTs  | TTs      | TTs      | TTs
pelaksana, school                 | B??TT??d | B??TT?d  | BM?TTd  | BTd      | BTd      | BTd
perawat penyelia, diploma         | B??TT??d | B??TT?d  | TT?TTs  | BTd      | TTs      | BTd
perawat penyelia, ners            | T??TT??u | T??TT?u  | TT?TTs  | TTs      | TTs      | TTs
perawat mahir, on paper           | B??TT??d | B??TT?d  | TT?TTs  | BTd      | TTTVV?s  | BTd
ahli muda, own credit             | T??TT??u | TT?TT?s  | TT?TTs  | TTTB??d  | TTs      | TTs
ahli muda, no credit              | T??TT??u | TT?TT?s  | TT?TTs  | TTT???s  | TTs      | TTs
ahli muda, once administrator     | TT?TT??s | TT?TT?s  | TT?TTs  | TTT???s  | TTs      | TTs
ahli pertama, PPPK                | n        | n        | n       | n        | n        | n
"""
LETTERS = {
    State.VERIFIED: "V",
    State.MET: "T",
    State.WAITING: "M",
    State.UNKNOWN: "?",
    State.UNMET: "B",
}
VERDICTS = {
    Readiness.ALL_MET: "s",
    Readiness.WAITING: "w",
    Readiness.TO_DEVELOP: "d",
    Readiness.BLOCKED: "x",
    Readiness.UNKNOWN: "u",
    Readiness.NOT_REGULATED: "n",
}


def shipped(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rule(row):
    number = Decimal(row["number"]) if row["number"] else None
    return CareerRule(**row | {"number": number, "valid_from": day(row["valid_from"])})


BOOK = RuleBook(TODAY, [rule(row) for row in shipped("rules.csv")])
STEPS = {(row["from_level"], row["to_level"]): row["move"] for row in shipped("steps.csv")}


def move(held, level):
    return STEPS.get((held, level)) or ("vertikal" if is_higher_in_group(held, level) else "")


def lines(facts, fit, level):
    asked = BOOK.choices(post=1, level=level, held=facts.level, move=move(facts.level, level))
    return check_post(asked, facts, fit, TODAY)


def said(facts, fit, level):
    found = lines(facts, fit, level)
    return "".join(LETTERS[line.state] for line in found) + VERDICTS[verdict(found, facts).readiness]


def test_every_person_and_every_move():
    rows = [[cell.strip() for cell in line.split("|")] for line in EXPECTED.strip().splitlines()]
    found = [[name, *(said(*PEOPLE[name], level) for level in MOVES)] for name in PEOPLE]
    assert found == rows


def test_a_wait_says_until_when_and_a_fact_its_date_and_source():
    facts, fit = PEOPLE["administrator, new"]
    found = lines(facts, fit, "jpt_pratama")
    experience = found[1].best
    assert (experience.earliest, experience.on) == (day("2027-06-01"), day("2025-06-01"))
    assert (experience.fact, experience.source) == ("Administrator sejak 1 Juni 2025", "SIASN")
    assert verdict(found, facts).words == "Menunggu waktu, paling cepat 1 Juni 2027"


def test_of_alternatives_one_suffices():
    """Stored as two rows that are both asked for, no functional official would ever be let through."""
    held = {"administrator": "2026-01-05", "jf_ahli_madya": "2023-01-02"}
    for level, since in held.items():
        (line,) = [
            line for line in lines(person(level, since), GOOD, "jpt_pratama") if line.kind == "pengalaman"
        ]
        assert len(line.checks) == 2
        assert line.state == (State.WAITING if level == "administrator" else State.MET)


def test_what_is_unknown_is_never_no():
    nothing = Facts(employment="pns", level="pengawas")
    for level in MOVES:
        found = lines(nothing, None, level)
        assert {line.state for line in found} <= {State.UNKNOWN}
        assert verdict(found, nothing).readiness is Readiness.UNKNOWN


@pytest.mark.parametrize("kind", [k for k in CareerRule.Kind.values if k not in {"pendidikan", "kompetensi"}])
def test_a_requirement_without_value_filters_nobody(kind):
    facts, fit = PEOPLE["pelaksana, school"]
    asked = check(Asked(kind, text="Menurut pengumuman"), facts, fit, TODAY)
    education = check(Asked("pendidikan", "sma"), facts, fit, TODAY)
    assert (asked.state, asked.hinders) == (State.UNKNOWN, False)
    assert (
        verdict([CheckedRequirement((asked,)), CheckedRequirement((education,))], facts).readiness
        is Readiness.ALL_MET
    )


def test_evidence_that_says_no_counts_too():
    failed = Seen("uji_kompetensi", "", False, "Tidak lulus", "UK-8", day("2026-05-01"))
    found = check(
        Asked("uji_kompetensi", level="jf_ahli_muda"), person(PLK, None, seen=(failed,)), None, TODAY
    )
    assert (found.state, found.fact, found.source) == (State.UNMET, "Tidak lulus", "Bukti UK-8")


def test_the_match_is_decided_at_its_bound_and_only_when_nothing_can_change_it():
    asked = Asked("kompetensi", number=Decimal(80))

    def state(fit):
        return check(asked, person(PLK, None), fit, TODAY).state

    assert state(Fit(10, 10, 30, 30, 24)) is State.MET  # exactly 80 %
    assert state(Fit(10, 10, 300, 300, 239)) is State.UNMET  # 79.67 %, not rounded up
    assert state(Fit(10, 9, 30, 27, 24)) is State.MET  # even with nothing in the tenth
    assert state(Fit(10, 9, 30, 27, 18)) is State.UNMET  # even with everything in it
    assert state(Fit(10, 0, 30, 0, 0)) is State.UNKNOWN


def test_a_year_later():
    assert years_after(day("2024-02-29"), 1) == day("2025-03-01")
    assert years_after(day("2024-08-31"), Decimal("0.5")) == day("2025-03-01")
    assert years_after(day("2023-12-31"), 2) == day("2025-12-31")


def test_the_shipped_steps_and_rules_hold_what_the_law_says():
    """PP 11/2017 Ps 189: vertical within a group, diagonal between groups; every row says how sure it is."""
    for row in shipped("steps.csv"):
        CareerStep(**row).clean()
    assert STEPS["administrator", "jpt_pratama"] == "diagonal"
    assert STEPS["jf_ahli_muda", "pengawas"] == "horizontal"
    assert group_of("jf_mahir") == "JF"
    for name in (
        "rules.csv",
        "steps.csv",
        "credit_rates.csv",
        "credit_percents.csv",
        "retirement_ages.csv",
        "talent_boxes.csv",
    ):
        for row in shipped(name):
            assert row["source"]
            assert row["standing"] in {"nasional", "daerah", "belum_dipastikan"}
            assert len(row["source"]) <= 200
    for row in shipped("rules.csv"):
        rule(row).clean_fields(exclude=["set_by"])
