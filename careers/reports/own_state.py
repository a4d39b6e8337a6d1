"""What our data say of the person beside what posts ask for: by kind of requirement, and in figures."""

from __future__ import annotations

import datetime as dt

from careers.asked import Kind
from careers.checks import EDUCATIONS, LEVELS, PREDICATES, Education, Facts
from personnel.models import CivilServant
from personnel.shown import Figure
from personnel.templatetags.palu import angka, tanggal
from planning.job_match import Bands
from planning.models import Need, NeedSummary, PerformanceBand
from planning.templatetags.needs import jpm

MISSING = "tidak ada dalam data"


def own_facts(facts: Facts, today: dt.date) -> dict[str, str]:
    """By kind of requirement; a kind that no file of ours tells is left out."""
    since = facts.stretches[0].starts_on if facts.stretches else None
    level = str(LEVELS.get(facts.level, facts.level))
    seen = next((one for one in facts.seen if one.kind == Kind.CREDIT), None)
    found = {
        Kind.EDUCATION: _education(facts),
        Kind.EXPERIENCE: f"{level} sejak {tanggal(since)}" if since else level,
        Kind.RANK: _rank(facts),
        Kind.PERFORMANCE: "; ".join(
            f"{year}: {_predicate(facts.results.get(year, ''))}" for year in (today.year - 1, today.year - 2)
        ),
        Kind.AGE: f"Lahir {tanggal(facts.birth_date)}" if facts.birth_date else MISSING,
    }
    if seen and seen.number is not None:
        found[Kind.CREDIT] = f"Saldo {angka(seen.number, 2)}"
    return {str(kind): words for kind, words in found.items()}


def _education(facts: Facts) -> str:
    if facts.education not in EDUCATIONS:
        return MISSING
    return " · ".join(filter(None, [str(Education(facts.education).label), facts.education_name]))


def _rank(facts: Facts) -> str:
    if not facts.rank:
        return MISSING
    return f"{facts.rank} sejak {tanggal(facts.rank_since)}" if facts.rank_since else facts.rank


def _predicate(value: str) -> str:
    return str(PerformanceBand.Predicate(value).label) if value in PREDICATES else MISSING


def own_figures(person: CivilServant, facts: Facts, *, hidden: bool) -> list[Figure]:
    """How the person stands in the present post; nothing while they are rated blindly."""
    found: list[Figure] = []
    if hidden:
        return found
    summary = NeedSummary.objects.filter(civil_servant=person, basis=Need.Basis.CURRENT).first()
    if summary:
        match = Bands().match(summary)
        unassessed = match.competencies - match.assessed
        found.append(Figure(jpm(match.percent) or "–", "JPM jabatan sekarang", note=match.placement))
        found.append(
            Figure(
                f"{angka(match.with_gap)} dari {angka(match.competencies)}",
                "kompetensi masih kurang",
                note=f"{angka(unassessed)} belum dinilai" if unassessed else "",
            )
        )
    rank_note = (
        f"sejak {tanggal(facts.rank_since)}" if facts.rank_since else "TMT golongan tidak ada dalam data"
    )
    found.append(Figure(facts.rank or "–", "golongan", note=rank_note if facts.rank else MISSING))
    return found
