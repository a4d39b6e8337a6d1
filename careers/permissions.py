"""Who may see a path and write of it. Facts about persons only; the rules ask these."""

from __future__ import annotations

from personnel.models import CivilServant, User
from personnel.permissions import is_city_hr, is_owner, is_ppk, is_pyb, is_unit_hr


def may_keep_rules(user: User) -> bool:
    """Set what a post asks for and where a level leads: BKPSDMD."""
    return is_city_hr(user)


def may_see_seats(user: User) -> bool:
    """Read which posts fall vacant when: HR, and the officials who fill them."""
    return is_city_hr(user) or is_unit_hr(user) or is_pyb(user) or is_ppk(user)


def may_compare(user: User) -> bool:
    """Lay candidates side by side: BKPSDMD, PyB and PPK."""
    return is_city_hr(user) or is_pyb(user) or is_ppk(user)


def may_verify(user: User, person: CivilServant) -> bool:
    """Record what was seen on paper: the HR in scope, and nobody of themself."""
    if is_owner(user, person):
        return False
    return is_city_hr(user) or is_unit_hr(user, person.unit)
