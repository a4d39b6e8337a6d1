"""The home page: everything that awaits a person, the most pressing first, with counts and dates."""

from __future__ import annotations

from palu_asn.home import city, follow_up, person, training, unit
from palu_asn.home.city import city_figures
from palu_asn.home.own import own_of
from palu_asn.home.plans import plans_of
from palu_asn.home.running import not_acted_url, running_of
from palu_asn.home.todo import Todo, in_order
from palu_asn.home.trays import todos_in
from personnel.models import User
from planning.raters import may_rate_somebody, people_rated_by
from planning.reports.sheets import rating_todos
from planning.stages import Calendar

__all__ = ["city_figures", "not_acted_url", "own_of", "plans_of", "running_of", "todos_of"]


def todos_of(user: User, calendar: Calendar | None) -> list[Todo]:
    """A handful of queries for each part that somebody plays, for any city. Years end, but training,
    evaluation and revisions of their plans go on while no year is planned."""
    team = _team_of(user)
    trays = [*training.trays_of(user, team), *follow_up.trays_of(user)]
    return in_order(
        [
            *(_of_year(user, calendar, team) if calendar is not None else city.without_cycle(user)),
            *unit.of_revisions(user),
            *todos_in(trays, user),
            *unit.corrections_asked(user),
            *person.told(user),
        ]
    )


def _team_of(user: User) -> list[int]:
    """Whom the person rates today, found once: several questions ask about them."""
    own = user.civil_servant_id
    if own is None or not may_rate_somebody(own):
        return []
    return list(people_rated_by(own).order_by().values_list("pk", flat=True))


def _of_year(user: User, calendar: Calendar, team: list[int]) -> list[Todo]:
    """What the year that is planned asks for."""
    cycle = calendar.cycle
    ratings = rating_todos(user, cycle, team=team, calendar=calendar)
    return [
        *city.plans_waiting(user, cycle, calendar),
        *city.as_city_hr(user, cycle, calendar, ratings),
        *unit.as_unit_head(user, cycle, calendar),
        *unit.as_unit_hr(user, cycle, calendar),
        *(person.proposals_to_view(user, cycle, calendar, team) if team else ()),
        *person.of_ratings(user, calendar, ratings),
        *person.as_civil_servant(user, cycle, calendar, ratings),
    ]
