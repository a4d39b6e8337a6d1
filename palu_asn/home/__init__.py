"""The home page: everything that awaits a person, the most pressing first, with counts and dates."""

from __future__ import annotations

from palu_asn.home import city, follow_up, person, training, unit
from palu_asn.home.city import city_figures
from palu_asn.home.own import own_of
from palu_asn.home.plans import plans_of
from palu_asn.home.running import not_acted_url, running_of
from palu_asn.home.todo import Todo, in_order
from palu_asn.home.trays import Waiting, given_by, todos_in
from personnel.models import User
from planning.raters import team_of
from planning.stages import Calendar

__all__ = ["city_figures", "not_acted_url", "own_of", "plans_of", "running_of", "todos_of"]


def todos_of(user: User, calendar: Calendar | None) -> list[Todo]:
    """One question about everything that may wait, and one or two more for each that does. Years end, but
    training, evaluation and revisions of their plans go on while no year is planned."""
    team = team_of(user)
    trays: list[Waiting] = [
        *(_of_year(user, calendar, team) if calendar is not None else ()),
        *unit.of_revisions(user),
        *unit.corrections_asked(user),
        *training.trays_of(user, team),
        *follow_up.trays_of(user),
    ]
    known = [*(city.without_cycle(user) if calendar is None else ()), *person.told(user)]
    return in_order([*todos_in(trays, **given_by(user, calendar, team)), *known])


def _of_year(user: User, calendar: Calendar, team: list[int]) -> list[Waiting]:
    """What the year that is planned asks for."""
    return [
        *city.plans_waiting(user, calendar),
        *city.as_city_hr(user, calendar),
        *unit.as_unit_head(user, calendar),
        *unit.as_unit_hr(user, calendar),
        *person.as_superior(user, calendar, team),
        *person.as_civil_servant(user, calendar),
    ]
