"""Who has nothing in the year's plans, and for how long they have gone without development."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property, partial
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from personnel.models import CivilServant, Turn, User
from personnel.remembered import remembered
from planning.models import Cycle, DraftLeftover, LearningYear, PlanTarget
from planning.reports.ranked import Ranked

#: So many years or more are one span.
LONG = 3
#: Filter value → words. Nothing recorded is a state of its own, neither long nor short.
SPANS = {
    str(LONG): f"{LONG} tahun atau lebih",
    "2": "2 tahun",
    "1": "1 tahun",
    "0": "Mengikuti pengembangan tahun lalu",
    "unknown": "Riwayat tidak tercatat",
}
#: The tables that say who is left out.
RESTS_ON = (Turn.Subject.PEOPLE, Turn.Subject.PLANS, Turn.Subject.HOURS)


def left_out(people: QuerySet[CivilServant], cycle: Cycle) -> QuerySet[Any]:
    """Of ``people`` the active ones without a line in a current plan, with ``years`` without development
    before the year (None: nothing recorded), the longest first."""
    learned = LearningYear.objects.filter(civil_servant=OuterRef("pk"), year__lt=cycle.year)
    last = learned.filter(jp_counted__gt=0).order_by("-year").values("year")[:1]
    before_first = learned.order_by("year").annotate(before=F("year") - 1).values("before")[:1]
    listed: QuerySet[Any] = without_line(people, cycle).annotate(
        years=Value(cycle.year - 1)
        - Coalesce(Subquery(last), Subquery(before_first), output_field=IntegerField())
    )
    return listed.order_by(F("years").desc(nulls_last=True), "name", "pk")


class LeftOut:
    """Whom a user sees of them in the city or in one OPD (its id): a list that a paginator can cut."""

    def __init__(self, user: User, cycle: Cycle, opd: int | None, *, span: str = "", q: str = "") -> None:
        people = CivilServant.objects.visible_to(user)
        self.people = people.filter(unit__opd=opd) if opd else people
        self._cycle, self._span, self._q = cycle, span, q
        sight = () if user.sees_city else (user.civil_servant_id, *(unit.path for unit in user.role_units))
        self._about = (cycle.pk, cycle.year, opd, user.sees_city, *sight)

    @cached_property
    def everybody(self) -> Ranked[int | None]:
        """With their years, whatever these and their name are."""
        listed = left_out(self.people, self._cycle).values_list("pk", "years")
        return remembered(lambda: Ranked.of(listed), "left out", *self._about, rests_on=RESTS_ON)

    @cached_property
    def _chosen(self) -> Ranked[int | None]:
        return self.everybody.narrowed(
            marked=partial(_is_of, self._span) if self._span else None,
            among=set(self.people.filter(name__icontains=self._q).values_list("pk", flat=True))
            if self._q
            else None,
        )

    def count(self) -> int:
        return len(self._chosen.people)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[tuple[CivilServant, int | None]]:
        """Each with their years."""
        ids, years = self._chosen.people[part], self._chosen.marks[part]
        people = self.people.select_related("unit__opd", "position").in_bulk(ids)
        return [(people[pk], since) for pk, since in zip(ids, years, strict=True) if pk in people]


def _is_of(span: str, years: int | None) -> bool:
    if years is None or span == "unknown":
        return years is None and span == "unknown"
    return years >= LONG if span == str(LONG) else years == int(span)


def without_line(people: QuerySet[CivilServant], cycle: Cycle) -> QuerySet[CivilServant]:
    """The active people for whom no current plan of the year holds anything: for a count on a home page."""
    lines = PlanTarget.objects.current().filter(civil_servant=OuterRef("pk"), plan__cycle=cycle)
    return people.filter(~Exists(lines), legal_state=CivilServant.LegalState.ACTIVE)


def reasons(people: Collection[int], cycle: Cycle) -> dict[int, str]:
    """Why the last draft left them out, as far as it said so. One query for a page of people (ids)."""
    rows = (
        DraftLeftover.objects.filter(civil_servant__in=people, plan__cycle=cycle, plan__is_current=True)
        .order_by()
        .values("civil_servant", "reason")
        .annotate(n=Count("pk"))
        .order_by("civil_servant", "n", "reason")
    )
    labels = dict(DraftLeftover.Reason.choices)
    # The commonest reason of each person comes last and stays.
    return {row["civil_servant"]: str(labels[row["reason"]]) for row in rows}
