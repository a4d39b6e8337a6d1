"""All rows about one person and one competency, in a constant number of queries, whatever the years."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone

from evaluation.models import Project, Wave
from personnel.models import CivilServant, User
from planning.hidden_levels import hides_target, rating_window
from planning.models import Competency, CompetencyRating, Cycle, Need, NeedSnapshot, Plan, PlanTarget
from training.models import (
    Batch,
    Certificate,
    Enrolment,
    JpEntry,
    LineMissed,
    OutsideTraining,
)

Row = TypeVar("Row")


@dataclass
class Facts:
    """What the database knows, as ``user`` may see it.

    ``hidden``: the blind stage runs, so no required level, no gap and nothing that others have said since
    may be told (``planning.hidden_levels``).
    """

    person: CivilServant
    competency: Competency
    user: User
    hidden: bool = False
    #: Ratings from this day on are not told yet.
    quiet_from: dt.date | None = None
    cycles: list[Cycle] = field(default_factory=list)

    @classmethod
    def of(cls, person: CivilServant, competency: Competency, user: User) -> Facts:
        cycles = list(Cycle.objects.select_related("standard_version").order_by("year"))
        now = next((cycle for cycle in cycles if cycle.is_open), None)
        hidden = hides_target(user, person, now)
        window = rating_window(person, now) if hidden and now else None
        return cls(person, competency, user, hidden, window.starts_on if window else None, cycles)

    @cached_property
    def targets(self) -> dict[int, list[PlanTarget]]:
        """Lines of the plans that count, by cycle."""
        rows = (
            PlanTarget.objects.current()
            .filter(civil_servant=self.person, item__competency=self.competency)
            .select_related(
                "item__form", "item__provider", "plan__unit", "plan__cycle", "plan__standard_version"
            )
            .order_by("plan__cycle__year", "item__quarter", "item__number")
        )
        return _grouped((row.plan.cycle_id, row) for row in rows)

    @cached_property
    def snapshots(self) -> dict[int, NeedSnapshot]:
        """The need on which the ratified plan stands, by cycle."""
        rows = NeedSnapshot.objects.filter(
            civil_servant=self.person,
            competency=self.competency,
            basis=Need.Basis.CURRENT,
            plan__is_current=True,
        ).select_related("plan__standard_version", "rating__rated_by__civil_servant")
        return {row.plan.cycle_id: row for row in rows}

    @cached_property
    def need(self) -> Need | None:
        """Today's need against the post held."""
        rows = Need.objects.current().filter(civil_servant=self.person, competency=self.competency)
        return rows.select_related("standard_version", "rating__rated_by__civil_servant").first()

    @cached_property
    def ratings(self) -> list[CompetencyRating]:
        """Oldest first; what is not to be told yet is not among them."""
        rows = CompetencyRating.objects.filter(civil_servant=self.person, competency=self.competency)
        if self.hidden:
            rows = rows.filter(rated_on__lt=self.quiet_from) if self.quiet_from else rows.none()
        return list(rows.select_related("rated_by__civil_servant").order_by("rated_on", "grade", "pk"))

    @cached_property
    def missed(self) -> dict[UUID, LineMissed]:
        """Lines that HR says did not take place, by the key of their item, with where they went."""
        rows = LineMissed.objects.filter(civil_servant=self.person, item__competency=self.competency)
        return {
            row.item.key: row
            for row in rows.select_related("item", "recorded_by__civil_servant", "carried__cycle")
        }

    @cached_property
    def enrolments(self) -> dict[int, list[Enrolment]]:
        """In batches that ``user`` may see, for a line of this competency or a programme of it; by cycle."""
        standing = Q(batch__sessions__is_cancelled=False)
        rows = (
            Enrolment.objects.filter(
                Q(item__competency=self.competency) | Q(batch__programme__competency=self.competency),
                civil_servant=self.person,
                batch__in=Batch.objects.visible_to(self.user),
            )
            .select_related("batch__programme", "batch__provider", "item", "result")
            .annotate(
                begins=Min("batch__sessions__starts_at", filter=standing),
                ends=Max("batch__sessions__ends_at", filter=standing),
                meetings=Count("batch__sessions", filter=standing, distinct=True),
                there=Count(
                    "attendances",
                    filter=Q(attendances__is_present=True, attendances__session__is_cancelled=False),
                    distinct=True,
                ),
            )
            .order_by("batch__cycle__year", "begins", "pk")
        )
        return _grouped((row.batch.cycle_id, row) for row in rows)

    @cached_property
    def _ids(self) -> list[int]:
        return [row.pk for rows in self.enrolments.values() for row in rows]

    @cached_property
    def hours(self) -> dict[int, Decimal]:
        """Hours in the ledger, by enrolment; what was reversed does not count."""
        rows = JpEntry.objects.filter(
            kind=JpEntry.Kind.ATTENDANCE, attendance__enrolment__in=self._ids, reversal=None
        )
        sums = rows.order_by().values_list("attendance__enrolment").annotate(jp=Sum("jp_counted"))
        return {pk: jp for pk, jp in sums if jp is not None}

    @cached_property
    def certificates(self) -> dict[int, Certificate]:
        rows = Certificate.objects.valid().filter(enrolment__in=self._ids)
        return {row.enrolment_id: row for row in rows}

    @cached_property
    def outside(self) -> dict[int, list[OutsideTraining]]:
        """Training elsewhere in this competency that was not refused, by year."""
        rows = OutsideTraining.objects.filter(civil_servant=self.person, competency=self.competency)
        rows = rows.exclude(state=OutsideTraining.State.DECLINED).order_by("ends_on", "pk")
        return _grouped((row.ends_on.year, row) for row in rows)

    @cached_property
    def waves(self) -> dict[int, list[Wave]]:
        """Surveys of the batches, by batch, with how many were asked and have answered."""
        batches = {row.batch_id for rows in self.enrolments.values() for row in rows if row.there}  # type: ignore[attr-defined]
        rows = (
            Wave.objects.filter(batch__in=batches)
            .exclude(state=Wave.State.CANCELLED)
            .select_related("version__instrument")
            .annotate(
                invited=Count("invitations"),
                answered=Count("invitations", filter=Q(invitations__has_answered=True)),
            )
            .order_by("opens_on", "pk")
        )
        return _grouped((row.batch_id, row) for row in rows)

    @cached_property
    def projects(self) -> list[Project]:
        """Projects that the person leads in it, or that follow up one of these trainings."""
        rows = Project.objects.visible_to(self.user).filter(
            Q(competency=self.competency) | Q(enrolment__in=self._ids), leader=self.person
        )
        return list(
            rows.select_related("mentor", "superior", "enrolment__batch").order_by("created_at", "pk")
        )

    @cached_property
    def open_plans(self) -> set[int]:
        """Plans that ``user`` may open."""
        ids = {row.plan_id for rows in self.targets.values() for row in rows}
        return set(Plan.objects.visible_to(self.user).filter(pk__in=ids).values_list("pk", flat=True))

    def projects_of(self, cycle: Cycle) -> list[Project]:
        """Of the year whose training they follow up; others by the year in which they began."""
        return [project for project in self.projects if _year_of(project, self.cycles) == cycle.pk]


def _year_of(project: Project, cycles: Iterable[Cycle]) -> int | None:
    if project.enrolment:
        return project.enrolment.batch.cycle_id
    year = timezone.localdate(project.created_at).year
    return next((cycle.pk for cycle in cycles if cycle.year == year), None)


def _grouped(pairs: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return groups
