"""Whether a person meets what a post asks for: pure rules over facts, one state for each requirement.

Nothing is ever summed into a number. Unknown is never "no": where our data are silent the check says so. A
requirement without a value, and one that only a selection can look at, hinders nobody. For PPPK no rule was
found, so nothing is checked: "belum diatur". Time is reckoned from the data: what somebody did before the
first import is not in them, so an earliest day may in truth be earlier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from careers.asked import Asked, Choice, Kind
from personnel.models import CivilServant, Position
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from personnel.templatetags.palu import angka, tanggal
from planning.fit import Fit, match_of
from planning.models import PerformanceBand

Education, Employment = CivilServant.Education, CivilServant.Employment
REGULATED = (Employment.PNS, Employment.CPNS)
MATCH, CREDIT = Kind.MATCH.value, Kind.CREDIT.value

#: From high to low.
EDUCATIONS = (Education.S3, Education.S2, Education.S1, Education.D3, Education.SMA, Education.BELOW)
PREDICATES = tuple(PerformanceBand.Predicate.values)
LEVELS = dict(Position.Level.choices)


class State(StateChoices):
    """What is known of one requirement."""

    VERIFIED = "diverifikasi", Tone.DONE, "Diverifikasi"
    MET = "terpenuhi", Tone.DONE, "Terpenuhi"
    WAITING = "menunggu", Tone.INFO, "Menunggu waktu"
    UNKNOWN = "belum_diketahui", Tone.PLAIN, "Belum diketahui"
    UNMET = "belum", Tone.SOON, "Belum terpenuhi"


#: Of alternatives the first of these that one of them has.
BEST_FIRST = (State.VERIFIED, State.MET, State.WAITING, State.UNKNOWN, State.UNMET)


class Readiness(StateChoices):
    """What the checks of one post say together, in words; never a number, never a decision."""

    ALL_MET = "memenuhi", Tone.DONE, "Memenuhi semua syarat yang dapat diperiksa"
    WAITING = "menunggu", Tone.INFO, "Menunggu waktu"
    TO_DEVELOP = "dikembangkan", Tone.SOON, "Masih ada yang dikembangkan"
    BLOCKED = "terhalang", Tone.LATE, "Terhalang"
    UNKNOWN = "belum_dinilai", Tone.PLAIN, "Belum dapat dinilai"
    NOT_REGULATED = "belum_diatur", Tone.PLAIN, "Belum diatur"


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody has seen on paper (``CareerEvidence``)."""

    kind: str
    level: str
    holds: bool
    words: str
    letter: str
    dated: dt.date
    number: Decimal | None = None
    is_verified: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of service in one level; the one without an end is the present post."""

    level: str
    starts_on: dt.date | None
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the checks may look at. Never sex, religion, family or address; birth only for a rule of
    age."""

    employment: str
    level: str
    stretches: tuple[Stretch, ...] = ()
    education: str = ""
    education_name: str = ""
    birth_date: dt.date | None = None
    rank_order: int | None = None
    rank: str = ""
    rank_since: dt.date | None = None
    results: Mapping[int, str] = field(default_factory=dict)  # year → predicate
    seen: tuple[Seen, ...] = ()

    @property
    def is_regulated(self) -> bool:
        return self.employment in REGULATED


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement held against one person: the state, the fact with its date and source.

    ``earliest`` is the first day on which time alone will have met it; ``until`` the last on which it is
    met. ``is_final``: nothing the person does can meet it any more. ``hinders``: whether the readiness may
    wait for it.
    """

    asked: Asked
    state: State
    fact: str
    on: dt.date | None = None
    source: str = ""
    earliest: dt.date | None = None
    until: dt.date | None = None
    is_final: bool = False
    hinders: bool = True


@dataclass(frozen=True, slots=True)
class CheckedRequirement:
    """A requirement with its alternatives, and what they say together."""

    checks: tuple[Check, ...]

    @property
    def kind(self) -> str:
        return self.checks[0].asked.kind

    @property
    def label(self) -> str:
        return self.checks[0].asked.label

    @property
    def best(self) -> Check:
        """The alternative that is nearest: of several that wait the earliest."""
        if len(self.checks) == 1:
            return self.checks[0]
        return min(
            self.checks, key=lambda check: (BEST_FIRST.index(check.state), check.earliest or dt.date.max)
        )

    @property
    def state(self) -> State:
        return self.best.state


@dataclass(frozen=True, slots=True)
class Verdict:
    """The readiness with the day that it waits for; its sentence always says that it decides nothing."""

    readiness: Readiness
    earliest: dt.date | None = None

    @property
    def words(self) -> str:
        if self.readiness is Readiness.WAITING and self.earliest:
            return f"{self.readiness.label}, paling cepat {tanggal(self.earliest)}"
        return str(self.readiness.label)

    @property
    def chip(self) -> Chip:
        return Chip(self.words, self.readiness.tone)


# --- Together ---------------------------------------------------------------------------------------------


#: Of one person: what was checked already. The match alone depends on the post.
Known = dict[Choice, CheckedRequirement]


def check_post(
    choices: Sequence[Choice], facts: Facts, fit: Fit | None, today: dt.date, known: Known | None = None
) -> tuple[CheckedRequirement, ...]:
    """Every requirement of one post; none for whom no rule speaks of. ``known``: of the same person."""
    if not facts.is_regulated:
        return ()
    found: Known = {} if known is None else known
    lines = []
    for choice in choices:
        line = found.get(choice)
        if line is None:
            line = CheckedRequirement(tuple([check(asked, facts, fit, today) for asked in choice]))
            if choice[0].kind != MATCH:
                found[choice] = line
        lines.append(line)
    return tuple(lines)


def verdict(lines: Sequence[CheckedRequirement], facts: Facts) -> Verdict:
    """From the checks to a sentence: what can no more be met, what is to be developed, what is unknown, what
    takes time."""
    if not facts.is_regulated:
        return Verdict(Readiness.NOT_REGULATED)
    best = [line.best for line in lines]
    states = [check.state for check in best]
    earliest = max((check.earliest for check in best if check.earliest), default=None)
    end = min((check.until for check in best if check.until), default=None)
    if any(check.is_final for check in best) or (earliest and end and earliest > end):
        return Verdict(Readiness.BLOCKED)
    if State.UNMET in states:
        return Verdict(Readiness.TO_DEVELOP)
    unknown = [check for check in best if check.state is State.UNKNOWN]
    if len(unknown) == len(best) or any(check.hinders for check in unknown):
        return Verdict(Readiness.UNKNOWN)
    if earliest:
        return Verdict(Readiness.WAITING, earliest)
    return Verdict(Readiness.ALL_MET)


def check(asked: Asked, facts: Facts, fit: Fit | None, today: dt.date) -> Check:
    """One requirement; what somebody has seen on paper comes before what our files say."""
    seen = _on_paper(asked, facts) if facts.seen else None
    if asked.kind == CREDIT:
        return _credit(asked, seen)
    if seen is not None:
        state = State.VERIFIED if seen.holds else State.UNMET
        return Check(asked, state, seen.words, seen.dated, f"Bukti {seen.letter}")
    if asked.kind == MATCH:
        return _match(asked, fit)
    rule = RULES.get(asked.kind)
    return rule(asked, facts, today) if rule else _at_the_selection(asked)


def _on_paper(asked: Asked, facts: Facts) -> Seen | None:
    return next((s for s in facts.seen if s.kind == asked.kind and s.level in {"", asked.level}), None)


# --- Each kind --------------------------------------------------------------------------------------------


def _at_the_selection(asked: Asked) -> Check:
    return Check(asked, State.UNKNOWN, "Tidak ada dalam data; diperiksa pada saat seleksi", hinders=False)


def _no_value(asked: Asked) -> Check:
    return Check(asked, State.UNKNOWN, "Nilai syarat ini belum ditetapkan", hinders=False)


def _education(asked: Asked, facts: Facts, today: dt.date) -> Check:
    if asked.word not in EDUCATIONS:
        return _no_value(asked)
    if facts.education not in EDUCATIONS:
        return Check(asked, State.UNKNOWN, "Pendidikan tidak ada dalam data", source="SIASN")
    is_met = EDUCATIONS.index(facts.education) <= EDUCATIONS.index(asked.word)
    words = " · ".join(filter(None, [str(Education(facts.education).label), facts.education_name]))
    return Check(asked, State.MET if is_met else State.UNMET, words, source="SIASN")


def _experience(asked: Asked, facts: Facts, today: dt.date) -> Check:
    if not asked.word:
        return _no_value(asked)
    name = LEVELS.get(asked.word, asked.word)
    own = [stretch for stretch in facts.stretches if stretch.level == asked.word]
    present = facts.level == asked.word
    if not own and not present:
        fact = f"{name} tidak tercatat; jabatan sebelum impor pertama tidak ada dalam data"
        return Check(asked, State.UNKNOWN, fact, source="Riwayat penempatan")
    since = next((stretch.starts_on for stretch in own if stretch.ends_on is None), None)
    past = sum(
        (stretch.ends_on - stretch.starts_on).days + 1
        for stretch in own
        if stretch.ends_on and stretch.starts_on
    )
    if asked.number is None:
        return Check(asked, State.MET, f"{name}{_since(since)}", since, "SIASN")
    if present and since is None:
        return Check(asked, State.UNKNOWN, f"{name}; TMT jabatan tidak ada dalam data", source="SIASN")
    if since is None:
        days = asked.number * 365
        enough = past >= days
        fact = f"{name} selama {angka(past)} hari menurut data"
        return Check(asked, State.MET if enough else State.UNKNOWN, fact, source="Riwayat penempatan")
    earliest = years_after(since, asked.number) - dt.timedelta(days=past)
    fact = f"{name}{_since(since)}"
    if earliest <= today:
        return Check(asked, State.MET, fact, since, "SIASN")
    return Check(asked, State.WAITING, fact, since, "SIASN", earliest=earliest)


def _since(day: dt.date | None) -> str:
    return f" sejak {tanggal(day)}" if day else ""


def _rank(asked: Asked, facts: Facts, today: dt.date) -> Check:
    if asked.rank_order is None:
        return _no_value(asked)
    if facts.rank_order is None:
        return Check(asked, State.UNKNOWN, "Golongan tidak ada dalam data", source="SIASN")
    is_met = facts.rank_order >= asked.rank_order
    fact = f"{facts.rank}{_since(facts.rank_since)}"
    return Check(asked, State.MET if is_met else State.UNMET, fact, facts.rank_since, "SIASN")


def _performance(asked: Asked, facts: Facts, today: dt.date) -> Check:
    if asked.word not in PREDICATES:
        return _no_value(asked)
    years = range(today.year - 1, today.year - 1 - int(asked.number or 1), -1)
    low = [year for year in years if _is_below(facts.results.get(year, ""), asked.word)]
    missing = [year for year in years if year not in facts.results]
    fact = "; ".join(f"{year}: {_predicate(facts.results.get(year, ''))}" for year in years)
    if low:
        return Check(asked, State.UNMET, fact, source="Penilaian kinerja")
    if missing:
        return Check(asked, State.UNKNOWN, fact, source="Penilaian kinerja")
    return Check(asked, State.MET, fact, source="Penilaian kinerja")


def _is_below(predicate: str, asked: str) -> bool:
    return predicate in PREDICATES and PREDICATES.index(predicate) > PREDICATES.index(asked)


def _predicate(value: str) -> str:
    return str(PerformanceBand.Predicate(value).label) if value in PREDICATES else "tidak ada dalam data"


def _match(asked: Asked, fit: Fit | None) -> Check:
    """Met or unmet only where the unassessed competencies cannot change it any more."""
    if asked.number is None:
        return _no_value(asked)
    if fit is None or not fit.required_sum:
        return Check(asked, State.UNKNOWN, "Standar kompetensi jabatan ini belum ada")
    wanted = asked.number * fit.required_sum  # sums of levels in percent: compared without dividing
    if 100 * fit.least >= wanted:
        state = State.MET
    elif 100 * fit.most < wanted:
        state = State.UNMET
    else:
        state = State.UNKNOWN
    words = _match_words(fit.attained, fit.assessed_required, fit.assessed, fit.competencies)
    return Check(asked, state, words, fit.newest, "Penilaian kompetensi")


@lru_cache(maxsize=4096)
def _match_words(attained: int, required: int, assessed: int, competencies: int) -> str:
    """Kept, because of a whole city few sums differ."""
    words = f"{assessed} dari {competencies} kompetensi dinilai"
    percent = match_of(attained, required)
    return words if percent is None else f"JPM {angka(percent, 2)} %, {words}"


def _age(asked: Asked, facts: Facts, today: dt.date) -> Check:
    """ "Paling tinggi 56 tahun" is read in two ways: until the 56th birthday, or until the day before the
    57th. Between the two we do not decide."""
    if asked.number is None:
        return _no_value(asked)
    if facts.birth_date is None:
        return Check(asked, State.UNKNOWN, "Tanggal lahir tidak ada dalam data", source="SIASN")
    reached, passed = (
        years_after(facts.birth_date, asked.number),
        years_after(facts.birth_date, asked.number + 1),
    )
    fact = f"Lahir {tanggal(facts.birth_date)}"
    if today <= reached:
        return Check(asked, State.MET, fact, facts.birth_date, "SIASN", until=passed - dt.timedelta(days=1))
    if today < passed:
        fact = f"{fact}; batas usia dapat dibaca sudah atau belum lewat"
        return Check(asked, State.UNKNOWN, fact, facts.birth_date, "SIASN")
    return Check(
        asked, State.UNMET, f"{fact}; batas usia sudah lewat", facts.birth_date, "SIASN", is_final=True
    )


def _credit(asked: Asked, seen: Seen | None) -> Check:
    if asked.number is None:
        return _no_value(asked)
    if seen is None or seen.number is None:
        fact = "Saldo angka kredit belum dicatat"
        return Check(asked, State.UNKNOWN, fact, hinders=False)
    fact = f"Saldo {angka(seen.number, 2)}"
    source = f"Bukti {seen.letter}" if seen.is_verified else f"Isian sendiri, surat {seen.letter}"
    if seen.number < asked.number:
        return Check(
            asked, State.UNMET, f"{fact}; kurang {angka(asked.number - seen.number, 2)}", seen.dated, source
        )
    return Check(asked, State.VERIFIED if seen.is_verified else State.MET, fact, seen.dated, source)


RULES: dict[str, Callable[[Asked, Facts, dt.date], Check]] = {
    Kind.EDUCATION.value: _education,
    Kind.EXPERIENCE.value: _experience,
    Kind.RANK.value: _rank,
    Kind.PERFORMANCE.value: _performance,
    Kind.AGE.value: _age,
}


def years_after(day: dt.date, years: Decimal | int) -> dt.date:
    """The same day so many years later (29 February: 1 March); parts of a year in whole months, rounded
    up."""
    months = -int(-years * 12 // 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return dt.date(year, month + 1, day.day)
    except ValueError:
        return dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
