"""First passwords: made at random, printed on activation letters, good once and for 72 hours."""

from __future__ import annotations

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from personnel import audit, permissions
from personnel.accounts import first_password_hash
from personnel.models import CivilServant, Passkey, RoleAssignment, Unit, User
from personnel.passwords import FIRST_PASSWORD_LIFETIME, new_first_password

audit.name_acts(
    {
        "first_password": "Menerbitkan kata sandi pertama",
    }
)

LEFT = (CivilServant.LegalState.LEFT, CivilServant.LegalState.RETIRED)


class FirstPassword(NamedTuple):
    """One line of an activation letter; the only place where the password can be read."""

    civil_servant: CivilServant
    username: str
    password: str


def awaiting_activation(unit: Unit, *, by: User) -> QuerySet[CivilServant]:
    """People in and below the unit without a password of their own, as far as ``by`` may print for them."""
    people = CivilServant.objects.within(unit).exclude(legal_state__in=LEFT)
    people = people.exclude(user__must_change_password=False, user__isnull=False).exclude(
        user__is_active=False
    )
    if not may_print_for_officials(by):
        people = people.exclude(Exists(_roles_of(OuterRef("user"))))
    return people


def may_print_for_officials(by: User) -> bool:
    """Whoever holds a letter can sign in as its reader: those of role holders are not for unit HR."""
    return permissions.is_city_hr(by) or permissions.is_administrator(by)


def _roles_of(user: OuterRef) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.in_force().filter(user=user)


@transaction.atomic
def issue_first_passwords(target: Unit | QuerySet[CivilServant], *, by: User) -> list[FirstPassword]:
    """First passwords for a unit, or for some people of it: accounts are made where there are none.

    Only for people who never set a password of their own; a first password that was issued before stops
    working. In one transaction and set-based, ordered by unit and name; seconds for 500 people.
    """
    if isinstance(target, Unit):
        if not permissions.may_issue_first_passwords(by, target):
            raise PermissionDenied
        people = awaiting_activation(target, by=by)
    else:
        people = _permitted(target, by=by)
        people = people.exclude(user__must_change_password=False, user__isnull=False)
    return _issue(people, by=by)


@transaction.atomic
def issue_again(civil_servant: CivilServant, *, by: User) -> FirstPassword:
    """A new first password for one person who has forgotten theirs; the old password and all sessions end."""
    people = _permitted(CivilServant.objects.filter(pk=civil_servant.pk), by=by)
    issued = _issue(people, by=by)
    if not issued or by.civil_servant_id == civil_servant.pk:
        raise PermissionDenied
    return issued[0]


def _permitted(people: QuerySet[CivilServant], *, by: User) -> QuerySet[CivilServant]:
    units = Unit.objects.filter(pk__in=people.order_by().values("unit"))
    if not all(permissions.may_issue_first_passwords(by, unit) for unit in units):
        raise PermissionDenied
    people = people.exclude(legal_state__in=LEFT).exclude(user__is_active=False)
    if not may_print_for_officials(by):
        people = people.exclude(Exists(_roles_of(OuterRef("user"))))
    return people


def _issue(people: QuerySet[CivilServant], *, by: User) -> list[FirstPassword]:
    ids = list(people.order_by().values_list("pk", flat=True))
    # Locked in one order: of two who print the same unit at once, the second waits and replaces the first.
    people = CivilServant.objects.filter(pk__in=ids).select_related("unit", "position")
    locked = people.order_by("pk").select_for_update(of=("self",))
    by_id = {person.pk: person for person in locked}
    users = {user.civil_servant_id: user for user in User.objects.filter(civil_servant__in=ids)}
    expires = timezone.now() + FIRST_PASSWORD_LIFETIME
    issued: list[FirstPassword] = []
    fresh: list[User] = []
    former: list[User] = []
    for pk, person in by_id.items():
        password = new_first_password()
        user = users.get(pk) or User(username=person.nip, civil_servant=person)
        (former if pk in users else fresh).append(user)
        user.password = first_password_hash(password)
        user.must_change_password = True
        user.first_password_expires_at = expires
        issued.append(FirstPassword(person, user.username, password))
    User.objects.bulk_create(fresh)
    User.objects.bulk_update(
        former, ["password", "must_change_password", "first_password_expires_at"], batch_size=500
    )
    Passkey.objects.filter(
        user__civil_servant__in=ids
    ).delete()  # a new beginning: whoever lost a phone is out of it
    audit.record_each("first_password", by=by, subjects=list(by_id.values()))
    return sorted(
        issued, key=lambda line: (line.civil_servant.unit_id, line.civil_servant.name, line.civil_servant.pk)
    )
