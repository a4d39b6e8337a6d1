"""What reports may say of talks: themes counted, and sentences that were agreed to. Nothing else of them.

A theme is counted by talks. Counts stand only where at least ``K`` people were talked with, and so that no
subtraction tells what fewer said: talks are added up by report (those of a batch that were reported at one
moment), reports by batch, batches by programme, programmes by year; what was too small below goes into the
sum above only together, and only if the small ones together are ``K`` people (ADR 0012).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet

from evaluation.models import Interview, InterviewParticipant, Quote, Theme
from personnel.models import CivilServant
from planning.models import Cycle, Programme
from planning.suppression import K
from training.models import Batch

Consent = InterviewParticipant.Consent


@dataclass(frozen=True)
class ThemeCount:
    """A theme and in how many talks it came up."""

    theme: Theme
    talks: int


@dataclass(frozen=True)
class ThemeSums:
    """The themes of a batch, a programme or a year; ``hidden`` people were too few to be shown."""

    talks: int = 0
    people: int = 0
    hidden: int = 0
    themes: list[ThemeCount] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return self.talks > 0


@dataclass
class _Sum:
    talks: int = 0
    people: int = 0
    themes: Counter[int] = field(default_factory=Counter)

    def add(self, other: _Sum) -> None:
        self.talks += other.talks
        self.people += other.people
        self.themes.update(other.themes)


def themes_of(
    *, batch: Batch | None = None, programme: Programme | None = None, cycle: Cycle | None = None
) -> ThemeSums:
    """Of one batch, of one programme in a year (or in all), or of a whole year. Two queries."""
    rows = _reported(batch, programme, cycle)
    leaves: dict[tuple[int, int, str], _Sum] = {}
    for cycle_id, programme_id, batch_id, moment, people, themes in rows:
        leaf = leaves.setdefault((cycle_id, programme_id, f"{batch_id}:{moment}"), _Sum())
        leaf.add(_Sum(1, people, Counter({theme for theme in themes if theme})))
    by_programme: dict[tuple[int, int], list[_Sum]] = {}
    for (cycle_id, programme_id, _batch), leaf in leaves.items():
        by_programme.setdefault((cycle_id, programme_id), []).append(leaf)
    shown, rest = _Sum(), _Sum()
    for sums in by_programme.values():
        part, small = _joined(sums)
        shown.add(part)
        rest.add(small)
    if rest.people >= K:
        shown.add(rest)
        rest = _Sum()
    names = Theme.objects.in_bulk(shown.themes)
    counts = [ThemeCount(names[pk], n) for pk, n in shown.themes.items()]
    counts.sort(key=lambda one: (-one.talks, one.theme.name))
    return ThemeSums(shown.talks, shown.people, rest.people, counts)


def _reported(
    batch: Batch | None, programme: Programme | None, cycle: Cycle | None
) -> Iterable[tuple[int, int, int, object, int, list[int | None]]]:
    """Each reported talk with its consenting people and its themes; without anybody it says nothing."""
    talks = _of(Interview.objects.exclude(reported_at=None), batch, programme, cycle)
    counted = Q(participants__consent__in=InterviewParticipant.COUNTED)
    return (
        talks.annotate(
            people=Count("participants", filter=counted, distinct=True),
            of=ArrayAgg("questions__themes", distinct=True, default=[]),
        )
        .filter(people__gt=0)
        .order_by("pk")
        .values_list("batch__cycle", "batch__programme", "batch", "reported_at", "people", "of")
    )


def _of(
    talks: QuerySet[Interview], batch: Batch | None, programme: Programme | None, cycle: Cycle | None
) -> QuerySet[Interview]:
    if batch is not None:
        talks = talks.filter(batch=batch)
    if programme is not None:
        talks = talks.filter(batch__programme=programme)
    if cycle is not None:
        talks = talks.filter(batch__cycle=cycle)
    return talks


def _joined(sums: Iterable[_Sum]) -> tuple[_Sum, _Sum]:
    """What can be shown of them, and the rest that is too small."""
    shown, small = _Sum(), _Sum()
    for one in sums:
        (shown if one.people >= K else small).add(one)
    if small.people >= K:
        shown.add(small)
        small = _Sum()
    return shown, small


@dataclass(frozen=True)
class Quoted:
    """A sentence as it may stand in a report; ``who`` only where they agreed to their name."""

    text: str
    question: str
    batch: Batch
    who: CivilServant | None


def quotes_of(
    *, batch: Batch | None = None, programme: Programme | None = None, cycle: Cycle | None = None
) -> list[Quoted]:
    """The sentences of reported talks within the consent of whoever said them. One query."""
    talks = _of(Interview.objects.exclude(reported_at=None), batch, programme, cycle)
    rows = (
        Quote.objects.filter(
            question__interview__in=talks, participant__consent__in=InterviewParticipant.QUOTABLE
        )
        .select_related("participant__civil_servant", "question__interview__batch__programme")
        # By the text: the order of the rows would tell which nameless sentences one person said.
        .order_by("question__interview__batch", "text", "pk")
    )
    return [
        Quoted(
            quote.text,
            quote.question.text,
            quote.question.interview.batch,
            quote.participant.civil_servant if quote.participant.consent == Consent.NAMED else None,
        )
        for quote in rows
    ]
