"""Who may do what to people, units, accounts and roles. Facts about persons only; the rules ask these.

``unit`` always means: the role holds for this unit, or for a unit above it, or for the whole city.
"""

from __future__ import annotations

from django.db.models import QuerySet

from personnel.composed import Composed, Given
from personnel.models import CivilServant, RoleAssignment, Unit, User

Role = RoleAssignment.Role


def is_unit_hr(user: User, unit: Unit | None = None) -> bool:
    return user.has_role(Role.UNIT_HR, unit=unit)


def is_city_hr(user: User) -> bool:
    return user.has_role(Role.CITY_HR)


def is_pyb(user: User) -> bool:
    return user.has_role(Role.PYB)


def is_ppk(user: User) -> bool:
    return user.has_role(Role.PPK)


def is_official(user: User) -> bool:
    return user.has_role(Role.OFFICIAL)


def is_administrator(user: User) -> bool:
    return user.has_role(Role.ADMINISTRATOR)


def is_owner(user: User, civil_servant: CivilServant) -> bool:
    """The person whom the record is about."""
    return user.civil_servant_id is not None and user.civil_servant_id == civil_servant.pk


def is_superior(user: User, civil_servant: CivilServant) -> bool:
    """The direct superior, as the person's record says."""
    return user.civil_servant_id is not None and user.civil_servant_id == civil_servant.superior_id


def may_manage_people(user: User, unit: Unit | None = None) -> bool:
    """Change people's records: BKPSDMD everywhere, unit HR in its unit."""
    return is_city_hr(user) or is_unit_hr(user, unit)


def sees_person(user: User, person: CivilServant) -> bool:
    """Whether the person is in sight, as ``CivilServant.objects.visible_to`` says it; asks nothing where the
    person's unit is at hand."""
    if user.sees_city:
        return True
    own = user.civil_servant_id
    if own is not None and own in (person.pk, person.superior_id):
        return True
    return any(person.unit.path.startswith(unit.path) for unit in user.role_units)


def may_list_people(user: User) -> bool:
    """Open the list of people: everyone who acts for a unit or the city, and superiors."""
    return bool(user.active_roles) or has_subordinates(user)


@Composed
def _subordinates() -> QuerySet[CivilServant]:
    return CivilServant.objects.filter(superior=Given("superior")).order_by().only("pk")[:1]


def has_subordinates(user: User) -> bool:
    return user.civil_servant_id is not None and bool(_subordinates(superior=user.civil_servant_id))


def may_manage_units(user: User) -> bool:
    return is_city_hr(user) or is_administrator(user)


def may_manage_roles(user: User) -> bool:
    return is_city_hr(user) or is_administrator(user)


def may_manage_legal_bases(user: User) -> bool:
    """Say which regulations documents name."""
    return is_city_hr(user) or is_administrator(user)


def may_issue_first_passwords(user: User, unit: Unit) -> bool:
    """Print activation letters: BKPSDMD, unit HR for its unit."""
    return may_manage_people(user, unit)


def may_read_audit(user: User) -> bool:
    return is_administrator(user)


def may_keep_running(user: User) -> bool:
    """Look after the installation: what waits, what failed, what was backed up."""
    return is_administrator(user)
