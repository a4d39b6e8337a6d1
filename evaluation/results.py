"""Results of closed waves by wave, programme, provider, OPD and city, for pages, prints and files.

Fixed cuts only, and every figure a sum over the leaves of ``evaluation.disclosure``; while a wave is open
nothing of it is read here but how many have answered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from evaluation.disclosure import stand_together
from evaluation.models import Answer, AnswerValue, Instrument, InstrumentVersion, Invitation, Remark, Wave
from evaluation.question_kinds.kind import AskedQuestion, QuestionResult
from evaluation.question_kinds.telling import Counted, Gathered, Group, Grouped, Leaf, few
from evaluation.questionnaire import load
from evaluation.waves import Rate
from planning.suppression import K
from training.models import Batch


@dataclass(frozen=True)
class Cut:
    """One of the fixed ways to look; never two at once, but every one may be of one year."""

    kind: str  # wave | programme | provider | opd | city
    pk: int | None = None
    year: int | None = None

    KINDS = ("wave", "programme", "provider", "opd", "city")


@dataclass(frozen=True)
class Results:
    """What one cut of an instrument gave."""

    answers: int
    rate: Rate
    waves: int
    questions: list[QuestionResult] = field(default_factory=list)
    why: str = ""


# ------------------------------------------------------------------------------------------------- reading


def results(instrument: Instrument, cut: Cut, version: InstrumentVersion | None = None) -> Results:
    """The instrument's closed waves in a cut; the questions are those of ``version``, else of the newest that
    has been used, found again by their code in the others. A constant number of queries."""
    rate, count = _rate(instrument, cut)
    return replace(results_by(instrument, [cut], version)[cut], rate=rate, waves=count)


def results_by(
    instrument: Instrument, cuts: Sequence[Cut], version: InstrumentVersion | None = None
) -> dict[Cut, Results]:
    """The same for many cuts, without their rates. The same number of queries for one and for a hundred."""
    version = version or instrument.versions.exclude(state="draft").order_by("-number").first()
    closed = _closed(instrument, cuts)
    leaves = _leaves(closed)
    held = _held(leaves, cuts)
    answers: Counter[int] = Counter()
    for leaf in leaves:
        answers.update(dict.fromkeys(held[leaf.pk], leaf.n))
    nothing = {cut: Results(0, Rate("", 0, 0), 0, why=few()) for cut in cuts}
    if version is None or not answers:
        return nothing
    counted = _counted(closed, leaves)
    told: dict[int, list[QuestionResult]] = {place: [] for place in answers}
    for question in load(version).questions:
        if not question.kind.is_text:
            _tell(question, leaves, held, counted[question.code], told)
    return nothing | {cuts[place]: Results(n, Rate("", 0, 0), 0, told[place]) for place, n in answers.items()}


def wave_results(wave: Wave) -> Results:
    """Of one wave, in the version that was asked; nothing before it is closed."""
    if wave.state != Wave.State.CLOSED:
        return Results(0, Rate("", 0, 0), 0, why="Hasil baru dapat dibaca sesudah gelombang ditutup.")
    return results(wave.version.instrument, Cut("wave", wave.pk), wave.version)


def remarks(wave: Wave) -> list[tuple[str, list[str], str]]:
    """(question, texts, why not) of a closed wave; by their random keys, so in no order."""
    if wave.state != Wave.State.CLOSED:
        return []
    texts: dict[int, list[str]] = defaultdict(list)
    rows = Remark.objects.filter(wave=wave).order_by("key").values_list("question_id", "text")
    for question_id, text in rows:
        texts[question_id].append(text)
    enough = Answer.objects.filter(wave=wave).count() >= K
    found = []
    for question in load(wave.version).questions:
        if question.kind.is_text:
            said = texts.get(question.pk, [])
            shown = enough and len(said) >= K
            why = "Tidak ada yang menulis." if enough and not said else few()
            found.append((question.text, said, "") if shown else (question.text, [], why))
    return found


def _is_in(leaf: Leaf, cut: Cut) -> bool:
    if cut.year is not None and leaf.year != cut.year:
        return False
    return cut.kind == "city" or getattr(leaf, cut.kind) == cut.pk


def _held(leaves: Iterable[Leaf], cuts: Sequence[Cut]) -> dict[int, frozenset[int]]:
    """In which of the cuts (their places) each leaf lies; looked up, so that cuts and leaves may be many."""
    places = {cut: place for place, cut in enumerate(cuts)}
    years = {cut.year for cut in cuts}
    return {
        leaf.pk: frozenset(
            places[cut]
            for kind in Cut.KINDS
            for year in years
            if (cut := Cut(kind, getattr(leaf, kind, None), year)) in places and _is_in(leaf, cut)
        )
        for leaf in leaves
    }


def _closed(instrument: Instrument, cuts: Iterable[Cut]) -> QuerySet[Wave]:
    """The instrument's closed waves, as far as they bear on the cuts: nothing is told together with what was
    said in another year, nor of one wave with anything but its programme and provider (``Leaf.pool``)."""
    closed = Wave.objects.filter(version__instrument=instrument, state=Wave.State.CLOSED).order_by()
    match [*cuts]:
        case [Cut(kind="wave", pk=pk)]:
            batch = Batch.objects.get(waves=pk)
            return closed.filter(
                batch__programme=batch.programme_id,
                batch__provider=batch.provider_id,
                batch__cycle=batch.cycle_id,
            )
        case [Cut(year=int(year)), *others] if {cut.year for cut in others} <= {year}:
            return closed.filter(batch__cycle__year=year)
    return closed


def _leaves(closed: QuerySet[Wave]) -> list[Leaf]:
    """In the order of closing; a named wave is cut as anonymous ones were when they closed."""
    rows = (
        Answer.objects.filter(wave__in=closed)
        .values("wave", "opd")
        .annotate(
            n=Count("pk"),
            programme=F("wave__batch__programme"),
            provider=F("wave__batch__provider"),
            year=F("wave__batch__cycle__year"),
            closed_at=F("wave__closed_at"),
        )
        .order_by("closed_at", "wave", "opd")
    )
    by_wave: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_wave[row["wave"]].append({**row})
    people = _who_answered(closed)
    leaves: list[Leaf] = []
    for wave, parts in by_wave.items():
        counts = {part["opd"]: part["n"] for part in parts}
        groups = _groups_of_opds(counts, {opd: people.get((wave, opd)) for opd in counts})
        for group in groups:
            opd = next(iter(group)) if len(group) == 1 else None
            first = parts[0]
            leaves.append(
                Leaf(
                    len(leaves),
                    wave,
                    opd,
                    sum(counts[opd] for opd in group),
                    first["programme"],
                    first["provider"],
                    first["year"],
                    group,
                )
            )
    return leaves


def _who_answered(closed: QuerySet[Wave]) -> dict[tuple[int, int | None], set[int]]:
    """Of named waves, whose answers they are: one superior with six answers is one person."""
    rows = Answer.objects.filter(wave__in=closed, invitation__isnull=False)
    found: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for wave, opd, person in rows.values_list("wave", "opd", "invitation__respondent"):
        found[wave, opd].add(person)
    return found


def _groups_of_opds(
    counts: Mapping[int | None, int], people: Mapping[int | None, set[int] | None]
) -> list[frozenset[int | None]]:
    """The OPD of a wave that are told by themselves, and the others together; none where even all are few."""

    def size(opds: Iterable[int | None]) -> int:
        chosen = list(opds)
        answers = sum(counts[opd] for opd in chosen)
        known = [found for opd in chosen if (found := people[opd]) is not None]
        return min(answers, len(set().union(*known))) if known else answers

    merged = stand_together({opd: size([opd]) for opd in counts})
    rest = frozenset(opd for opd in counts if opd in merged)
    groups = [frozenset([opd]) for opd in counts if opd not in merged] + ([rest] if rest else [])
    if any(size(group) < K for group in groups):
        groups = [frozenset(counts)]
    return [group for group in groups if size(group) >= K]


def _counted(closed: QuerySet[Wave], leaves: Sequence[Leaf]) -> Mapping[str, Counted]:
    place = {(leaf.wave, opd): leaf.pk for leaf in leaves for opd in leaf.opds}
    rows = AnswerValue.objects.filter(answer__wave__in=closed).values(
        wave=F("answer__wave"), opd=F("answer__opd"), code=F("question__code")
    )
    found: dict[str, Counted] = defaultdict(Counted)
    for row in rows.annotate(
        n=Count("answer", distinct=True),
        people=Count("answer__invitation__respondent", distinct=True),
        total=Sum("number"),
    ).order_by():
        leaf = place.get((row["wave"], row["opd"]))
        if leaf is not None:
            counted = found[row["code"]]
            counted.n[leaf] += row["n"]
            counted.people[leaf] += row["people"] or row["n"]
            if row["total"] is not None:
                counted.sums[leaf] = counted.sums.get(leaf, Decimal(0)) + row["total"]
    for one in rows.filter(value__isnull=False).annotate(at=F("value"), n=Count("pk")).order_by():
        leaf = place.get((one["wave"], one["opd"]))
        if leaf is not None:
            found[one["code"]].values[leaf][one["at"]] += one["n"]
    return found


def _rate(instrument: Instrument, cut: Cut) -> tuple[Rate, int]:
    """Of those asked in the closed waves of the cut, how many have answered, and of how many waves."""
    rows = Invitation.objects.filter(wave__version__instrument=instrument, wave__state=Wave.State.CLOSED)
    match cut.kind:
        case "wave":
            rows = rows.filter(wave=cut.pk)
        case "programme":
            rows = rows.filter(wave__batch__programme=cut.pk)
        case "provider":
            rows = rows.filter(wave__batch__provider=cut.pk)
        case "opd":
            rows = rows.filter(
                Q(about__unit__opd=cut.pk) | Q(about__isnull=True, respondent__unit__opd=cut.pk)
            )
    if cut.year is not None:
        rows = rows.filter(wave__batch__cycle__year=cut.year)
    counts = rows.aggregate(
        invited=Count("pk"),
        answered=Count("pk", filter=Q(has_answered=True)),
        waves=Count("wave", distinct=True),
    )
    if cut.kind == "opd" and counts["invited"] < K:
        return Rate("", 0, 0), counts["waves"]
    return Rate("", counts["invited"], counts["answered"]), counts["waves"]


# ----------------------------------------------------------------------------------------------- questions


def _tell(
    question: AskedQuestion,
    leaves: Sequence[Leaf],
    held: Mapping[int, frozenset[int]],
    counted: Counted,
    told: Mapping[int, list[QuestionResult]],
) -> None:
    """Add to each cut what is told of the question in it, from what is told of its leaves."""
    grouped = Grouped(_groups(leaves, counted.people), counted)
    chosen: dict[int, list[Group]] = {place: [] for place in told}
    for group in grouped.groups:
        for place in frozenset.intersection(*(held[leaf.pk] for leaf in group)):
            chosen[place].append(group)
    for place, groups in chosen.items():
        gathered = Gathered(grouped, groups)
        enough = gathered.n >= K
        told[place].append(
            question.kind.tell(question, gathered) if enough else QuestionResult(question, why=few())
        )


def _groups(leaves: Sequence[Leaf], people: Mapping[int, int]) -> list[tuple[Leaf, ...]]:
    """Leaves with at least K people who answered it; a wave in which one has fewer is one group, and is left
    out everywhere when even that is too small."""
    by_wave: dict[int, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        if people.get(leaf.pk):
            by_wave[leaf.wave].append(leaf)
    groups: list[tuple[Leaf, ...]] = []
    for parts in by_wave.values():
        whole = any(people[leaf.pk] < K for leaf in parts)
        groups += [tuple(parts)] if whole else [(leaf,) for leaf in parts]
    return [group for group in groups if _size(group, people) >= K]


def _size(group: Iterable[Leaf], n: Mapping[int, int]) -> int:
    return sum(n.get(leaf.pk, 0) for leaf in group)


# ---------------------------------------------------------------------------------------------- the rate


def rates_by_opd(wave: Wave) -> list[Rate]:
    """How many of each OPD have answered; the OPD of fewer than K people stand together."""
    rows = Invitation.objects.filter(wave=wave).values(
        opd=F("respondent__unit__opd"), name=F("respondent__unit__opd__name")
    )
    rows = rows.annotate(invited=Count("pk"), answered=Count("pk", filter=Q(has_answered=True)))
    found = list(rows.order_by("name"))
    sizes: dict[int | None, int] = {row["opd"]: row["invited"] for row in found}
    merged = stand_together(sizes)
    rates = [Rate(row["name"], row["invited"], row["answered"]) for row in found if row["opd"] not in merged]
    rest = [row for row in found if row["opd"] in merged]
    if rest:
        invited = sum(row["invited"] for row in rest)
        if invited >= K:
            rates.append(Rate("OPD lain, digabung", invited, sum(row["answered"] for row in rest)))
    return rates


def years() -> list[int]:
    """Years with a closed wave, the newest first."""
    closed = Wave.objects.filter(state=Wave.State.CLOSED).order_by("-batch__cycle__year")
    return list(dict.fromkeys(closed.values_list("batch__cycle__year", flat=True)))
