"""What is one's own on the home page of a civil servant: next session, hours of the year, project."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from evaluation.models import Project
from personnel.models import CivilServant, User
from personnel.rounding import half_up
from planning.models import Cycle, PlanTarget
from training import attendance, hours, own_schedule
from training.models import Session


@dataclass(frozen=True)
class Hours:
    """JP of this year: counted in the ledger and planned in the plan that counts, apart. ``counted`` is None
    while nothing is recorded: unknown is not zero."""

    year: int
    counted: Decimal | None
    planned: Decimal
    #: At least so many for a PNS, at most so many for a PPPK; None where nothing is ruled.
    goal: int | None
    is_ceiling: bool

    @property
    def counted_width(self) -> str:
        return self._width(self.counted or Decimal(0))

    @property
    def planned_width(self) -> str:
        return self._width(self.planned)

    def _width(self, jp: Decimal) -> str:
        longest = max(Decimal(self.goal or 0), self.counted or Decimal(0), self.planned)
        return f"{half_up(100 * jp / longest, 0) if longest else 0}%"


@dataclass(frozen=True)
class Own:
    """One screen."""

    session: Session | None
    may_check_in: bool
    hours: Hours
    project: Project | None


def own_of(user: User) -> Own | None:
    """Of whoever acts for nobody but themself; the pages of the others are full of what waits."""
    if user.civil_servant is None or user.active_roles:
        return None
    now = timezone.now()
    session = _next_session(user, now)
    project = Project.objects.alive().filter(leader=user.civil_servant).order_by("due_on", "pk").first()
    return Own(
        session,
        session is not None and not session.i_speak and attendance.is_open(session, now),  # type: ignore[attr-defined]
        _hours_of(user.civil_servant, timezone.localdate().year),
        project,
    )


def _next_session(user: User, now: dt.datetime) -> Session | None:
    coming = own_schedule.sessions_of(user).filter(ends_at__gte=now, is_cancelled=False)
    return coming.select_related("batch__programme", "room__venue").first()


def _hours_of(person: CivilServant, year: int) -> Hours:
    counted = next((row.counted for row in hours.years_of(person) if row.year == year), None)
    lines = PlanTarget.objects.current().filter(civil_servant=person, plan__cycle__year=year)
    planned = lines.aggregate(jp=Sum("item__jp_counted"))["jp"] or Decimal(0)
    cycle = Cycle.objects.filter(year=year).first() or Cycle(year=year)
    goal = cycle.jp_floor if person.has_jp_floor else cycle.jp_ceiling if person.has_jp_ceiling else None
    return Hours(year, counted, planned, goal, person.has_jp_ceiling)
