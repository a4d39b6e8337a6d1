"""What questionnaires and projects say of a scope. Answers are read through ``evaluation.results`` only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _

from evaluation import results
from evaluation.impact.figures import Part, few
from evaluation.impact.leaves import Leaf, Scope, leaves_of
from evaluation.impact.people import Cell
from evaluation.models import Instrument, Obstacle, Project, ProjectNote, Respondent, Wave
from evaluation.questionnaire import Kind
from evaluation.results import Cut, QuestionResult, Results
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
        rows = [one for one in self.questions if one.mean is not None and one.question.kind == Kind.SCALE]
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
    """Two queries. Obstacles are told of groups of ``K`` projects, cut as people are."""
    state: dict[str, int] = defaultdict(int)
    for cell, name in _project_cells(year):
        if scope.holds(cell):
            state[name] += int(cell.sums["n"])
    by_code: dict[str, list[Cell]] = defaultdict(list)
    for cell, code in _obstacle_cells(year):
        by_code[code].append(cell)
    lines, hidden = [], False
    for code, cells in sorted(by_code.items()):
        n = sum(leaf.count("n") for leaf in _held(leaves_of(cells, "n"), scope))
        hidden |= any(scope.holds(cell) for cell in cells) and not n
        if n:
            label = str(Obstacle(code).label)
            lines.append(ObstacleLine(label, _("Proyek alumni"), Part(label, n, sum(state.values()))))
    alive = sum(n for name, n in state.items() if name in Project.ALIVE)
    return Projects(state[Project.State.CLOSED], alive, lines, few() if hidden else "")


def _held(leaves: Iterable[Leaf], scope: Scope) -> list[Leaf]:
    return [leaf for leaf in leaves if scope.holds(leaf)]


PLACE = ("enrolment__batch__programme", "enrolment__batch__provider", "enrolment__batch", "opd")


def _project_cells(year: int) -> list[tuple[Cell, str]]:
    rows = Project.objects.filter(enrolment__batch__cycle__year=year).order_by()
    counted = rows.values_list(*PLACE, "state").annotate(n=Count("pk"))
    return [(Cell(a, b, c, d, {"n": Decimal(n)}), name) for a, b, c, d, name, n in counted]


def _obstacle_cells(year: int) -> list[tuple[Cell, str]]:
    rows = ProjectNote.objects.filter(
        kind=ProjectNote.Kind.OBSTACLE, project__enrolment__batch__cycle__year=year
    ).order_by()
    place = [f"project__{name}" for name in PLACE]
    counted = rows.values_list(*place, "obstacle").annotate(n=Count("project", distinct=True))
    return [(Cell(a, b, c, d, {"n": Decimal(n)}), code) for a, b, c, d, code, n in counted.order_by(*place)]
