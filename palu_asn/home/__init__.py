"""The home page: everything that awaits a person, the most pressing first, with counts and dates."""

from __future__ import annotations

from palu_asn.home import city, person, training, unit
from palu_asn.home.city import city_figures
from palu_asn.home.plans import plans_of
from palu_asn.home.running import running_of
from palu_asn.home.todo import Todo, in_order
from personnel.models import User
from planning.raters import may_rate_somebody
from planning.reports.sheets import rating_todos
from planning.stages import Calendar

__all__ = ["city_figures", "plans_of", "running_of", "todos_of"]


def todos_of(user: User, calendar: Calendar | None) -> list[Todo]:
    """A handful of queries for each part that somebody plays, for any city."""
    if calendar is None:
        return in_order([*city.without_cycle(user), *unit.of_revisions(user), *person.told(user)])
    cycle = calendar.cycle
    leads = user.civil_servant_id is not None and may_rate_somebody(user.civil_servant_id)
    ratings = rating_todos(user, cycle, leads=leads)
    return in_order(
        [
            *city.as_mayor_or_secretary(user, cycle, calendar),
            *city.as_city_hr(user, cycle, calendar, ratings),
            *unit.as_unit_head(user, cycle, calendar),
            *unit.as_unit_hr(user, cycle, calendar),
            *unit.of_revisions(user),
            *(person.proposals_to_view(user, cycle) if leads else ()),
            *person.of_ratings(user, calendar, ratings),
            *person.as_civil_servant(user, cycle, calendar, ratings),
            *(training.as_approver(user) if leads or user.active_roles else ()),
            *training.as_participant(user),
            *training.as_organiser(user),
            *person.told(user),
        ]
    )
