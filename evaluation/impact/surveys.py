"""What questionnaires and projects say of a scope. Answers are read through ``evaluation.results`` only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Count, Q

from evaluation import disclosure, results
from evaluation.impact.figures import Part, few
from evaluation.impact.leaves import Scope, leaves_of
from evaluation.impact.people import Cell
from evaluation.models import Instrument, Obstacle, Project, ProjectNote, Respondent, Wave
from evaluation.question_kinds.kind import QuestionResult
from evaluation.results import Cut, Results
from training.models import Batch


@dataclass(frozen=True)
class Survey:
    """One questionnaire in a scope: how many answered, and the mean over its questions on one scale."""

    name: str
    level: int
    respondent: str
    answers: int
    questions: list[QuestionResult] = field(default_factory=list)
    wave: Wave | None = None

    @property
    def scaled(self) -> list[QuestionResult]:
        """The questions with a mean, of the scale that most of them share."""
        rows = [one for one in self.questions if one.mean is not None and one.question.kind.is_rated]
        lengths = [len(one.question.choices) for one in rows]
        usual = max(lengths, key=lengths.count, default=0)
        return [one for one in rows if len(one.question.choices) == usual]

    @property
    def mean(self) -> Decimal | None:
        """Of the shown means, each question counting the same."""
        means = [one.mean for one in self.scaled if one.mean is not None]
        return sum(means, Decimal(0)) / len(means) if means else None

    @property
    def points(self) -> int:
        return len(self.scaled[0].question.choices) if self.scaled else 0


@dataclass(frozen=True)
class ObstacleLine:
    """What stood in the way, by code: said in which questionnaire, or in projects, by so many of so many."""

    label: str
    source: str
    part: Part


def surveys_of(year: int, scopes: Sequence[Scope]) -> dict[Scope, list[Survey]]:
    """Of closed waves; the same number of queries for one scope and for all programmes."""
    asked = Wave.objects.filter(state=Wave.State.CLOSED, batch__cycle__year=year)
    instruments = Instrument.objects.filter(pk__in=asked.values("version__instrument"))
    cuts = {scope: Cut(scope.kind, scope.pk, year) for scope in scopes}
    found: dict[Scope, list[Survey]] = {scope: [] for scope in scopes}
    for instrument in instruments.order_by("level", "respondent", "name", "pk"):
        read = results.results_by(instrument, list(cuts.values()))
        for scope, cut in cuts.items():
            if read[cut].answers:
                found[scope].append(_survey(instrument, read[cut]))
    return found


def surveys_of_batch(batch: Batch) -> list[Survey]:
    """Of each closed wave of one batch, also those that gave too little to be shown."""
    rows = Wave.objects.filter(batch=batch, state=Wave.State.CLOSED).select_related("version__instrument")
    ordered = rows.order_by("version__instrument__level", "version__instrument__respondent", "pk")
    return [_survey(wave.version.instrument, results.wave_results(wave), wave) for wave in ordered]


def _survey(instrument: Instrument, read: Results, wave: Wave | None = None) -> Survey:
    return Survey(
        instrument.name,
        instrument.level,
        str(Respondent(instrument.respondent).label),
        read.answers,
        read.questions,
        wave,
    )


# ---------------------------------------------------------------------------------------------- obstacles


def obstacles_said(surveys: Iterable[Survey]) -> list[ObstacleLine]:
    """The options that stand for an obstacle, as far as they are told."""
    lines = []
    for survey in surveys:
        for one in survey.questions:
            codes = {choice.label: choice.obstacle for choice in one.question.choices if choice.obstacle}
            lines += [
                ObstacleLine(
                    str(Obstacle(codes[cell.label]).label), survey.name, Part(cell.label, cell.count, cell.of)
                )
                for cell in one.cells
                if cell.label in codes
            ]
    return lines


@dataclass(frozen=True)
class Projects:
    """Follow-up projects of the year's alumni: how many ended, and what stood in the way."""

    closed: int = 0
    alive: int = 0
    obstacles: list[ObstacleLine] = field(default_factory=list)
    hidden: str = ""


def projects_of(year: int, scope: Scope) -> Projects:
    """Two queries. An obstacle is told of leaves in which those who named it and those who did not are none
    or ``K``, else together with the next of the same programme and provider, like options (ADR 0017)."""
    cells, named = _project_cells(year), _named(year)
    here = [cell for cell in cells if scope.holds(cell)]
    lines, hidden = [], False
    for code in sorted({code for code, _place in named}):
        label = str(Obstacle(code).label)
        told = _told_obstacle(cells, {place: n for (one, place), n in named.items() if one == code}, scope)
        if told.count:
            lines.append(ObstacleLine(label, "Proyek alumni", replace(told, label=label)))
        hidden |= not told.count and any((code, _place_of(cell)) in named for cell in here)
    closed, alive = (sum(int(cell.sums[name]) for cell in here) for name in ("closed", "alive"))
    return Projects(closed, alive, lines, few() if hidden else "")


Place = tuple[int, int, int, int]


def _told_obstacle(cells: Iterable[Cell], named: Mapping[Place, int], scope: Scope) -> Part:
    """So many projects named it, of so many of which this may be told."""
    counted = [
        replace(cell, sums={"n": cell.sums["n"], "named": Decimal(named.get(_place_of(cell), 0))})
        for cell in cells
    ]
    leaves = leaves_of(counted, "n")
    inside = frozenset(leaf.pk for leaf in leaves if scope.holds(leaf))
    rows: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for leaf in leaves:
        rows[leaf.programme, leaf.provider].append((leaf.pk, leaf.count("named"), leaf.count("n")))
    told = [pool for ones in rows.values() for pool in disclosure.within(disclosure.pools(ones), inside)]
    return Part("", sum(pool.ticked for pool in told), sum(pool.n for pool in told))


PLACE = ("enrolment__batch__programme", "enrolment__batch__provider", "enrolment__batch", "opd")


def _place_of(cell: Cell) -> Place:
    return cell.programme, cell.provider, cell.batch, cell.opd


def _project_cells(year: int) -> list[Cell]:
    """``n``: trainings that were followed up, so that one who began twice is one."""
    rows = Project.objects.filter(enrolment__batch__cycle__year=year).order_by().values_list(*PLACE)
    counted = rows.annotate(
        n=Count("enrolment", distinct=True),
        closed=Count("pk", filter=Q(state=Project.State.CLOSED)),
        alive=Count("pk", filter=Q(state__in=Project.ALIVE)),
    ).order_by(*PLACE)
    names = ("n", "closed", "alive")
    return [
        Cell(a, b, c, d, {name: Decimal(n) for name, n in zip(names, sums, strict=True)})
        for a, b, c, d, *sums in counted
    ]


def _named(year: int) -> dict[tuple[str, Place], int]:
    """Followed-up trainings in whose projects an obstacle was named, by its code and where."""
    rows = ProjectNote.objects.filter(
        kind=ProjectNote.Kind.OBSTACLE, project__enrolment__batch__cycle__year=year
    ).order_by()
    counted = rows.values_list("obstacle", *(f"project__{name}" for name in PLACE)).annotate(
        n=Count("project__enrolment", distinct=True)
    )
    return {(code, (a, b, c, d)): n for code, a, b, c, d, n in counted}
