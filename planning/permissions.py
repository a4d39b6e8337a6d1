"""Who may do what to standards, ratings, needs and plans. Facts about persons only; the rules ask these.

``by`` of a rule may be None only for a command at the server's own console; these ask about a person.
"""

from __future__ import annotations

from django.db.models import QuerySet

from personnel.models import CivilServant, RoleAssignment, Unit, User
from personnel.permissions import is_city_hr, is_owner, is_superior, is_unit_hr
from planning.models import CompetencyRating, Cycle, Proposal, Suggestion


def may_manage_standards(user: User) -> bool:
    """Draft standards and put them in force, keep the dictionary: BKPSDMD."""
    return is_city_hr(user)


def may_manage_cycles(user: User) -> bool:
    """Open a year, set its rules, weights and priorities: BKPSDMD."""
    return is_city_hr(user)


def may_manage_catalogue(user: User) -> bool:
    return is_city_hr(user)


def may_record_performance(user: User, civil_servant: CivilServant) -> bool:
    """Enter somebody's yearly result: BKPSDMD, and nobody their own."""
    return is_city_hr(user) and not is_owner(user, civil_servant)


def rating_sources(user: User, civil_servant: CivilServant) -> list[CompetencyRating.Source]:
    """The kinds of evidence that someone may enter directly about a person: each only what it was there to
    see.

    While a year is open, one's own rating and the superior's come from blind sheets only.
    """
    source = CompetencyRating.Source
    sources = []
    own = is_owner(user, civil_servant)
    if (own or is_superior(user, civil_servant)) and not Cycle.objects.open().exists():
        sources.append(source.SELF if own else source.SUPERIOR)
    if is_city_hr(user) and not own:
        sources += [source.DIALOGUE, source.ASSESSMENT]
    return sources


def may_set_target_position(user: User, civil_servant: CivilServant) -> bool:
    """Say which post somebody is meant to hold next: BKPSDMD or the unit's HR, not the person."""
    if is_owner(user, civil_servant):
        return False
    return is_city_hr(user) or is_unit_hr(user, civil_servant.unit)


def may_see_path(user: User, civil_servant: CivilServant) -> bool:
    """Read which posts lie next for somebody, with goals and evidence: the person, the superior, the HR in
    scope."""
    if is_owner(user, civil_servant) or is_superior(user, civil_servant):
        return True
    return is_city_hr(user) or is_unit_hr(user, civil_servant.unit)


def may_export_needs(user: User) -> bool:
    """Take the figures of a unit or the city out as a file: whoever acts for it."""
    return bool(user.active_roles)


def may_draw_up_plan(user: User, unit: Unit) -> bool:
    """Make and fill the plan of an OPD: its own HR, and BKPSDMD for all."""
    return is_city_hr(user) or is_unit_hr(user, unit)


def people_of_hr(user: User) -> QuerySet[CivilServant]:
    """The people whom somebody manages as HR: BKPSDMD everybody, a unit's HR those of the unit."""
    if is_city_hr(user):
        return CivilServant.objects.all()
    return CivilServant.objects.filter(unit__in=Unit.objects.within(_units_of_hr(user)))


def opds_of_hr(user: User) -> set[int] | None:
    """The OPD of whom somebody reads by name who has not acted: BKPSDMD all (None), a unit's HR their own."""
    if is_city_hr(user):
        return None
    return {unit.opd_id for unit in _units_of_hr(user) if unit.opd_id}


def _units_of_hr(user: User) -> list[Unit]:
    return [r.unit for r in user.active_roles if r.role == RoleAssignment.Role.UNIT_HR and r.unit]


def may_name_deputies(user: User) -> bool:
    """Open the list of deputies: BKPSDMD, and the HR of units."""
    return is_city_hr(user) or is_unit_hr(user)


def may_name_deputy_of(user: User, superior: CivilServant) -> bool:
    """Say who rates the subordinates of an absent superior: BKPSDMD, or the HR of the superior's unit."""
    return is_city_hr(user) or is_unit_hr(user, superior.unit)


def may_see_author(user: User, suggestion: Suggestion) -> bool:
    """Read who said it: everybody, unless the name is hidden; then the author, and the HR who answer.

    A superior or the head of the unit is a colleague in this sense.
    """
    if not suggestion.is_name_hidden or is_owner(user, suggestion.author):
        return True
    return may_draw_up_plan(user, suggestion.opd)


def may_answer_suggestion(user: User, suggestion: Suggestion) -> bool:
    """The HR of the OPD or BKPSDMD, and nobody their own."""
    return may_draw_up_plan(user, suggestion.opd) and not is_owner(user, suggestion.author)


def may_answer_proposal(user: User, proposal: Proposal) -> bool:
    """The HR of the OPD or BKPSDMD; neither the author nor whoever has given the superior's view."""
    if is_owner(user, proposal.author) or proposal.view_by_id == user.pk:
        return False
    return may_draw_up_plan(user, proposal.opd)


def may_allocate(user: User, unit: Unit | None) -> bool:
    """Compute what fits under a ceiling: for an OPD its own HR, for the city (None) and all OPD BKPSDMD."""
    return is_city_hr(user) if unit is None else may_draw_up_plan(user, unit)
