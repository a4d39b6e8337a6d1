"""What training gave, level by level: of one batch, programme, OPD or the city, and all programmes side by
side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef

from evaluation.impact import people, words
from evaluation.impact.figures import Comparison, Facts, Learning, LevelChange, Performance
from evaluation.impact.leaves import Scope
from evaluation.impact.people import hour, strata_of
from evaluation.impact.surveys import (
    ObstacleLine,
    Projects,
    Survey,
    obstacles_said,
    projects_of,
    surveys_of,
    surveys_of_batch,
)
from evaluation.models import Level
from personnel.models import Unit
from personnel.models.turns import Turn
from personnel.remembered import remembered
from planning.models import Programme, Provider
from training.models import Batch, Enrolment

#: What became of people, and what they said.
RESTS_ON = (*people.RESTS_ON, Turn.Subject.EVALUATION)


@dataclass(frozen=True)
class Impact:
    """One scope of a year, level by level, each with what may be concluded."""

    scope: Scope
    year: int
    people: int
    surveys: list[Survey]
    learning: Learning
    change: LevelChange
    performance: Performance
    comparison: Comparison | None
    projects: Projects
    obstacles: list[ObstacleLine]

    def _at(self, level: int) -> list[Survey]:
        return [survey for survey in self.surveys if survey.level == level]

    @property
    def reaction(self) -> list[Survey]:
        return self._at(Level.REACTION)

    @property
    def learning_surveys(self) -> list[Survey]:
        return self._at(Level.LEARNING)

    @property
    def behaviour(self) -> list[Survey]:
        return self._at(Level.BEHAVIOUR)

    @property
    def outcome(self) -> list[Survey]:
        return self._at(Level.RESULT)

    @property
    def reaction_words(self) -> str:
        return words.of_reaction(sum(one.answers for one in self.reaction))

    @property
    def learning_words(self) -> str:
        return words.of_learning(self.learning)

    @property
    def change_words(self) -> str:
        return words.of_change(self.change, self.comparison)

    @property
    def performance_words(self) -> str:
        return words.of_performance(self.performance)


@dataclass(frozen=True)
class ImpactRow:
    """One programme, provider, OPD or the city in a table of all; never ranked."""

    scope: Scope
    name: str
    people: int
    learning: Learning
    change: LevelChange
    performance: Performance
    surveys: list[Survey] = field(default_factory=list)

    @cached_property
    def reaction(self) -> Survey | None:
        """The questionnaire of level 1 with the most answers."""
        rows = [one for one in self.surveys if one.level == Level.REACTION and one.mean is not None]
        return max(rows, key=lambda one: one.answers, default=None)


def impact_of(scope: Scope, year: int, *, batch: Batch | None = None) -> Impact:
    """Everything that a page of one scope shows. A constant number of queries; a batch has a few waves."""
    if batch or (row := rows_of(year).get(scope)) is None:
        surveys = surveys_of_batch(batch) if batch else surveys_of(year, [scope])[scope]
        row = row_of(Facts.of(year), scope, "", surveys)
    comparison = None
    if scope.kind == "programme" and scope.pk and row.change.n:
        comparison = Facts.of(year).comparison(scope.pk, strata_of(scope.pk, year))
    projects = projects_of(year, scope)
    return Impact(
        scope=scope,
        year=year,
        people=row.people,
        surveys=row.surveys,
        learning=row.learning,
        change=row.change,
        performance=row.performance,
        comparison=comparison,
        projects=projects,
        obstacles=[*obstacles_said(row.surveys), *projects.obstacles],
    )


@dataclass(frozen=True)
class Tables:
    """The tables of a year: programmes, providers and OPD by name, and the city as a whole."""

    city: ImpactRow
    programmes: list[ImpactRow]
    providers: list[ImpactRow]
    units: list[ImpactRow]


def tables_of(year: int, *, opds: Iterable[int] | None = None) -> Tables:
    """``opds``: only these OPD (None: all). The same queries for one programme and for a hundred."""
    rows = rows_of(year)

    def of(kind: str) -> list[ImpactRow]:
        return [row for scope, row in rows.items() if scope.kind == kind]

    units = of("opd") if opds is None else [row for row in of("opd") if row.scope.pk in {*opds}]
    return Tables(rows[Scope("city")], of("programme"), of("provider"), units)


def rows_of(year: int) -> dict[Scope, ImpactRow]:
    """The city and, by name, the programmes, providers and OPD of a year. None depends on who looks: whoever
    may see some of them only, chooses here. One small query while nothing has changed."""
    return remembered(lambda: _rows(year), "impact", year, hour(), rests_on=RESTS_ON)


def _rows(year: int) -> dict[Scope, ImpactRow]:
    facts = Facts.of(year)
    programmes = _names(Programme, {cell.programme for cell in facts.cells})
    providers = _names(Provider, {cell.provider for cell in facts.cells})
    units = _names(Unit, {cell.opd for cell in facts.cells})
    scopes = {
        Scope("city"): "",
        **{Scope("programme", pk): name for pk, name in programmes},
        **{Scope("provider", pk): name for pk, name in providers},
        **{Scope("opd", pk): name for pk, name in units},
    }
    surveys = surveys_of(year, list(scopes))
    return {scope: row_of(facts, scope, name, surveys[scope]) for scope, name in scopes.items()}


def row_of(facts: Facts, scope: Scope, name: str, surveys: Sequence[Survey]) -> ImpactRow:
    """One scope in a table, by the facts of its year."""
    return ImpactRow(
        scope,
        name,
        facts.people(scope),
        facts.learning(scope),
        facts.change(scope),
        facts.performance(scope),
        list(surveys),
    )


def _names(model: type[Programme | Provider | Unit], ids: set[int]) -> list[tuple[int, str]]:
    return list(model.objects.filter(pk__in=ids).order_by("name", "pk").values_list("pk", "name"))


def years() -> list[int]:
    """Years in which somebody was there, the newest first."""
    return remembered(_years, "years of impact", rests_on=people.RESTS_ON)


def _years() -> list[int]:
    there = Enrolment.objects.attended().filter(batch=OuterRef("pk"))
    done = Batch.objects.filter(Exists(there), state__in=[Batch.State.FINISHED, Batch.State.RELEASED])
    return list(done.order_by("-cycle__year").values_list("cycle__year", flat=True).distinct())


def batches_of(programme: Programme, year: int) -> list[Batch]:
    """The batches of a programme that took place or were to, by number."""
    rows = Batch.objects.filter(programme=programme, cycle__year=year).exclude(
        state__in=[Batch.State.CANCELLED, Batch.State.PROPOSED]
    )
    return list(rows.select_related("programme", "cycle").order_by("number", "pk"))
